"""No file breaks the checks: every input gives findings with true places, and never a traceback."""

import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import check_guide
from hooks.text.markdown_file import read_markdown_file

HEAD = (
    "---\ntitle: A page\ndescription: What the page says in one sentence.\nupdated:"
    " 2026-11-22\nreview_by: 2027-05-22\n---\n\n# A page\n\n"
)
SIGNS = st.sampled_from(
    [
        "#",
        "##",
        "###### x",
        "- ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "---",
        "===",
        "***",
        "/// ",
        "//// x",
        "///",
        "/// said",
        "/// emergency | words",
        "/// quiz | nothing",
        "/// rule | nothing",
        "/// ledger | nothing",
        "/// figure | side-effects",
        "/// claims",
        "<!--",
        "-->",
        "<!-- allow claims: it is right here -->",
        "[^",
        "[^dean-2021]",
        "[evidence: strong 9.2]",
        "[evidence: ",
        "[call: crisis]",
        "[call:",
        "]",
        "[",
        "![",
        "](",
        "](limits.md#x)",
        ")",
        "`",
        "``",
        "**",
        "__",
        "|",
        "| a | b |",
        "|---|---|",
        "\\",
        "&nbsp;",
        "&#0;",
        "&#xD800;",
        "<img src=x>",
        "27%",
        "2.5",
        "19 of 134",
        "1-800-799-7233",
        "call 988",
        "Ketamine heals trauma.",
        "It is safe.",
        "Not.",
        "\u200b",
        "\u202eabc",
        "שלום",
        "مرحبا",
        "\u00a0",
        "\ufeff",
        "\u2028",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\t",
        "é",
        "👩\u200d❤️\u200d👨",
        "İ",
        "ß",
        "ﬁ",
        "٣",
        "½",
        "\r",
        "---\n",
        "title: [",
        "{{",
        "{%",
    ]
)
LINES = st.lists(
    st.lists(st.one_of(SIGNS, st.text(max_size=12)), max_size=6).map("".join), max_size=12
)
OPTIONS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


class Held:
    """The guide that pages are put into, read once; short to print when a test fails."""

    def __init__(self, root):
        self.root, self.guide = root, load_guide(root)

    def __repr__(self):
        return "the guide"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The small guide with the words of the real one, so that every rule has something
    to look for.
    """
    folder = lay_out(tmp_path_factory.mktemp("fuzz") / "guide")
    words = Path(__file__).parents[1] / "docs" / "data" / "wording"
    shutil.copytree(words, folder / "docs" / "data" / "wording", dirs_exist_ok=True)
    return Held(folder)


def findings(root, name="docs/ketamine/fuzz.md"):
    """Every finding about one file, each checked to stand at a place that the file has."""
    guide = load_guide(root)
    found = [finding for finding in check_guide(guide) if finding.path == name]
    hold_true(found, root)
    return found


def hold_true(found, root):
    for finding in found:
        file = root / finding.path
        try:
            text = (
                file.read_bytes()
                .decode("utf-8-sig", "replace")
                .replace("\r\n", "\n")
                .replace("\r", "\n")
            )
        except OSError:
            text = ""
        lines = text.split("\n")
        assert 1 <= finding.line <= len(lines), finding
        assert (
            1
            <= finding.column
            <= max(len(lines[finding.line - 1]), len(lines[finding.line - 1].encode())) + 1
        ), finding
        assert finding.message and str(finding).count("\n") == 0, finding
        assert finding.as_annotation().count("\n") == 0, finding


def check_page(held, data: bytes):
    """The findings of a page with these bytes, in a guide that is already read."""
    root, guide = held.root, held.guide
    file = root / "docs" / "ketamine" / "fuzz.md"
    file.write_bytes(data)
    source = read_markdown_file(file, root, root / "docs")
    guide.pages["ketamine/fuzz.md"] = source
    try:
        found = check_guide(guide, {"ketamine/fuzz.md"})
    finally:
        del guide.pages["ketamine/fuzz.md"]
        guide.__dict__.pop("ledger", None)
        guide.__dict__.pop("uses", None)
    hold_true([finding for finding in found if finding.path == "docs/ketamine/fuzz.md"], root)
    file.unlink()
    return found


@settings(max_examples=120, **OPTIONS)
@given(
    lines=LINES, end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans(), last=st.booleans()
)
def test_any_body_gives_findings_at_true_places(held, lines, end, mark, last):
    text = (HEAD + "\n".join(lines)).replace("\n", end) + (end if last else "")
    check_page(held, (b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8", "replace"))


@settings(max_examples=80, **OPTIONS)
@given(lines=LINES)
def test_any_front_matter_gives_findings_at_true_places(held, lines):
    check_page(
        held, ("---\n" + "\n".join(lines) + "\n---\n\n# A page\n").encode("utf-8", "replace")
    )


@settings(max_examples=60, **OPTIONS)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_findings_at_true_places(held, data):
    assert check_page(held, data)


DATA_FILES = (
    "claims.yml",
    "figures.yml",
    "glossary.yml",
    "help-lines.yml",
    "statements.yml",
    "wording/words.yml",
    "references.json",
)


@pytest.mark.parametrize("name", DATA_FILES)
@settings(max_examples=25, **OPTIONS)
@given(
    where=st.floats(0, 1),
    cut=st.integers(0, 40),
    put=st.one_of(
        SIGNS,
        st.text(max_size=8),
        st.sampled_from(
            ["\n", ": ", "- ", "{", "}", "[", '"', "'", "null", "&a", "*a", "!x", "- - - "]
        ),
    ),
)
def test_data_broken_anywhere_is_told_at_a_true_place(tmp_path_factory, name, where, cut, put):
    folder = lay_out(tmp_path_factory.mktemp("data") / "guide")
    file = folder / "docs" / "data" / name
    text = file.read_text("utf-8")
    at = int(where * len(text))
    file.write_bytes((text[:at] + put + text[at + cut :]).encode("utf-8", "replace"))
    hold_true(check_guide(load_guide(folder)), folder)


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\x00",
        b"\xff\xfe\x00a",
        b"\xed\xa0\x80",
        b"- a\n- b\n",
        b"a: b\n",
        b"[]",
        b"{}",
        b"null",
        b"true",
        b"[" * 3000,
        b"{a: " * 3000,
        b'"' + b"\\ud800" * 3 + b'"',
        b"a: &a [*a]\n",
        b"? [a]\n: b\n",
        "\ufeffa: b\r\n".encode(),
        "שלום: 1\n".encode(),
        b"- - - - - - - -\n",
        b"x" * 100_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_data_of_another_kind_is_told(tmp_path, name, data):
    folder = lay_out(tmp_path / "guide")
    (folder / "docs" / "data" / name).write_bytes(data)
    found = check_guide(load_guide(folder))
    hold_true(found, folder)
    assert [finding for finding in found if finding.path == f"docs/data/{name}"] or (
        name,
        data,
    ) in LEGAL


LEGAL = {("figures.yml", b"{}"), ("references.json", b"[]"), ("glossary.yml", b"[]")}
"""Files that say nothing and are in order."""


@pytest.mark.parametrize("name", ["reflect.en.yml", "a.yml"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff",
        b"[" * 3000,
        b"- a\n",
        b"id: [",
        b"steps:\n  - ask: 3\n",
        b"a: *a\n",
        b"x" * 100_000,
    ],
)
def test_a_broken_reflection_is_told(tmp_path, name, data):
    folder = lay_out(tmp_path / "guide")
    (folder / "docs" / "reflect").mkdir()
    (folder / "docs" / "reflect" / "a.yml").write_bytes(b"id: a\n")
    (folder / "docs" / ("data" if name.startswith("reflect") else "reflect") / name).write_bytes(
        data
    )
    found = check_guide(load_guide(folder))
    hold_true(found, folder)
    assert any(
        finding.path.startswith("docs/reflect/a.yml") or finding.path.endswith("reflect.en.yml")
        for finding in found
    )


def in_page(root, body):
    (root / "docs" / "ketamine" / "fuzz.md").write_bytes(body)
    return findings(root)


@pytest.fixture
def fresh(tmp_path):
    return lay_out(tmp_path / "guide")


@pytest.mark.parametrize(
    ("data", "line", "rule"),
    [
        (b"", 1, "front-matter"),
        (b"\n\n\n", 1, "front-matter"),
        (HEAD.encode() + b"a\nb\x00c", 11, "not-text"),
        (HEAD.encode() + b"a\nb\nc \xff", 12, "not-text"),
        (HEAD.encode() + b"\xed\xa0\x80", 10, "not-text"),
        (HEAD.replace("\n", "\r\n").encode() + b"About 27%.\r\n", 10, "numbers"),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"About 27%.", 10, "numbers"),
        (HEAD.encode() + "מה נשמע, 27% שלום.".encode(), 10, "numbers"),
        (HEAD.encode() + b"/// said\n/// said\n/// said\nx\n///\n", 10, "block"),
        (b"GIF89a\x01\x00\x01\x00\x80", 1, "not-text"),
        (b"PK\x03\x04\x14\x00\x06\x00", 1, "not-text"),
    ],
    ids=[
        "empty",
        "blank lines",
        "a nul",
        "a byte of Latin-1",
        "a lone surrogate",
        "Windows line ends",
        "a byte-order mark and no last line end",
        "right to left",
        "blocks inside blocks",
        "a picture",
        "a Word file",
    ],
)
def test_a_page_that_is_not_what_it_should_be_is_told_at_its_line(fresh, data, line, rule):
    assert (line, rule) in [(finding.line, finding.rule) for finding in in_page(fresh, data)]


@pytest.mark.parametrize(
    "sign",
    [
        "a ",
        "[",
        "![a](",
        "`",
        "<!--",
        "/// a\n",
        "- x\n",
        "| a ",
        "**",
        "(",
        "a.b ",
        "27% ",
        "1,",
        "ketamine heals ",
        "not safe ",
        '"',
        "[^a",
        "&amp",
        "\u202e",
        "you will ",
    ],
)
def test_a_long_line_of_one_thing_is_read(fresh, sign):
    body = sign * (5_000 // len(sign))
    in_page(fresh, (HEAD + body).encode())


def test_a_folder_named_like_a_page_a_loop_and_a_file_nobody_may_read_are_told(fresh):
    ketamine = fresh / "docs" / "ketamine"
    (ketamine / "folder.md").mkdir()
    (ketamine / "loop.md").symlink_to(ketamine / "loop.md")
    (ketamine / "gone.md").symlink_to(ketamine / "nowhere.md")
    (ketamine / "round").symlink_to(fresh / "docs")
    closed = ketamine / "closed.md"
    closed.write_text(HEAD, "utf-8")
    closed.chmod(0)
    found = {
        (finding.path, finding.line): finding.rule
        for finding in check_guide(load_guide(fresh))
        if finding.rule == "unreadable"
    }
    expected = {
        ("docs/ketamine/folder.md", 1),
        ("docs/ketamine/loop.md", 1),
        ("docs/ketamine/gone.md", 1),
    }
    if os.geteuid():  # the administrator may read everything
        expected.add(("docs/ketamine/closed.md", 1))
    closed.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert found.keys() == expected


def test_json_that_no_text_can_hold_is_told(fresh):
    file = fresh / "docs" / "data" / "references.json"
    entries = json.loads(file.read_text("utf-8"))
    entries[0]["title"] = "\ud800 lone"
    file.write_text(json.dumps(entries), "utf-8")
    found = check_guide(load_guide(fresh))
    for finding in found:
        str(finding).encode("utf-8", "backslashreplace")
