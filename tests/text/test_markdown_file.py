"""One Markdown file as it stands on disk: what is read, and at which line."""

from typing import Any

import markdown
import pytest
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rendering.extension import GuideExtension
from hooks.text.inline import plain
from hooks.text.markdown_file import read_markdown_file, without_comments

FRONT = "---\ntitle: A page\n---\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small guide, read."""
    return load_guide(lay_out(tmp_path_factory.mktemp("small")))


@pytest.fixture
def read(tmp_path):
    """Write bytes or text as a page and read it again."""

    def write_and_read(content):
        page = tmp_path / "docs" / "ketamine" / "page.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_markdown_file(page, tmp_path, tmp_path / "docs")

    return write_and_read


def test_a_page_knows_its_file_its_name_its_section_and_its_fields(read):
    source = read(
        "---\ntitle: Limits\nupdated: 2026-11-22\nindex: no\nsearch_words:\n  - 1:30\n---\n# "
        "Ketamine\n"
    )
    assert (source.path, source.page, source.section) == (
        "docs/ketamine/page.md",
        "ketamine/page.md",
        "ketamine",
    )
    assert source.meta == {
        "title": "Limits",
        "updated": "2026-11-22",
        "index": "no",
        "search_words": ["1:30"],
    }
    assert source.findings == []


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("---\ntitle: In the menu\n---\n# On the page\n", "In the menu"),
        ("---\nupdated: 2026-11-22\n---\n# On the page\n", "On the page"),
        ("---\nupdated: 2026-11-22\n---\nNo heading.\n", "ketamine/page.md"),
    ],
)
def test_a_title_is_found_even_where_the_field_is_missing(read, content, title):
    assert read(content).title == title


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("---\ntitle: A\n---\nText\n", 4),
        ("---\ntitle: A\n---\n\n\nText\n", 6),
        ("---\ntitle: A\nsearch_words:\n  - one\n  - two\n---\nText", 7),
        ("---\r\ntitle: A\r\n---\r\n\r\nText\r\n", 5),
        ("---\rtitle: A\r---\r\rText\r", 5),
        ("\ufeff---\ntitle: A\n---\nText\n", 4),
        ("---  \ntitle: A\n---\t\nText\n", 4),
        ("---\ntitle: A\n...\nText\n", 4),
        ("No front matter\n\nText\n", 3),
        ("---\ntitle: A: B\n---\nText\n", 4),
    ],
    ids=[
        "plain",
        "blank lines",
        "long front matter",
        "windows",
        "old mac",
        "byte order mark",
        "spaces",
        "dots",
        "none",
        "broken",
    ],
)
def test_lines_are_numbered_as_the_editor_counts_them(read, content, number):
    assert [line.number for line in read(content).body if line.text == "Text"] == [number]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(read):
    plainly = read(FRONT + "# A\n\nText\n")
    otherwise = read("\ufeff" + (FRONT + "# A\n\nText\n").replace("\n", "\r\n"))
    assert (otherwise.meta, otherwise.body, otherwise.headings) == (
        plainly.meta,
        plainly.body,
        plainly.headings,
    )


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        ("a\n```\ncode\n```\nb", "a b"),
        ("a\n```yaml\ncode\n\n# code\n```\nb", "a b"),
        ("a\n~~~~\n~~~\ncode\n~~~~\nb", "a b"),
        ("a\n```\ncode\n~~~\ncode\n```\nb", "a b"),
        ("a\n<!-- note -->\nb", "a b"),
        ("a\n<!-- note\nnote -->\nb", "a b"),
        ("```\n<!--\n```\nb", "b"),
        ("a\n```\nnever closed", "a ``` never closed"),
        ("a\n<!-- never closed\nb", "a <!-- never closed b"),
    ],
)
def test_prose_is_without_code_and_comments_unless_they_are_never_closed(read, body, prose):
    assert " ".join(line.text for line in read(FRONT + body).prose) == prose


def test_code_between_backticks_is_blank_where_marks_count_and_columns_stay(read):
    source = read(FRONT + "Write `[^a]` or ``[^`b`]`` or [^c].\n")
    (line, *_) = source.live
    assert line.text == "Write       " + " or " + " " * 10 + " or [^c]."
    assert line.text.index("[^c]") == source.body[0].text.index("[^c]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- Ask Anna --> b", "a b"),
        ("<!-- Ask\n\nAnna -->\nWords", "Words"),
        ("<!-- Ask\nAnna --> words <!-- and\nBen -->.", "words."),
        ("- one <!-- Ask\nAnna -->\n- two", "- one\n- two"),
        ("<!-- allow claims: it is a quote -->\nWords", "Words"),
        ("<!-- Ask Anna -->     words", "words"),
        ("`<!-- code -->` words", "`<!-- code -->` words"),
        ("```\n<!-- code -->\n```", "```\n<!-- code -->\n```"),
        ("Words <!-- never closed\n\nmore", "Words <!-- never closed\n\nmore"),
    ],
)
def test_comments_are_taken_out_and_no_word_with_them(text, left):
    assert "\n".join(without_comments(text.split("\n"))) == left


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("---\u00a0\ntitle: A\n---\n# A\n", 1),
        ("---\ntitle: A\n---\u00a0\n# A\n\n---\n", 3),
        ("\ufeff\ufeff---\ntitle: A\n---\n# A\n", 1),
        ("\u2014-\ntitle: A\n---\n# A\n", 1),
        ("---\ntitle: A\n ---\n# A\n", 3),
        ("---\ntitle: A\n---\u200b\n# A\n", 3),
        ("---\ntitle: A\n\u2013\u2013\u2013\n# A\n", 3),
    ],
)
def test_dashes_that_the_site_generator_does_not_know_are_told_at_their_line(read, content, line):
    assert [(fault.line, fault.message) for fault in read(content).findings] == [
        (line, "This line looks like three dashes, and is not read as such.")
    ]


HEADINGS = [
    "## Does it help?",
    '## What about 5 < 6, C# & Wien\'s Öl — "so"?',
    "## *One* and **two** and `three` and a_b_c and __init__",
    "## [A link](limits.md) and ![a picture](face.png) and x &amp; y",
    "## With a source[^dean-2021] in it",
    "## Closed by signs ##",
    "##Without a space",
    "####### Seven",
    "## a  double \t space",
    "## Same\n\n## Same\n\n### Same\n\n## Same_1",
    "Text\n## Right after text",
    "Underlined\n==========\n\nUnderlined less\n---\n\nText\n\n---\n",
    "    ## Code\n\n  ## Not a heading\n\n\\## Nor this\n\n## But this",
    "```\n## Code\n```\n\n## After",
    "~~~~\n## Code\n~~~\n~~~~\n\n## After",
    "```\n## Not code, for nothing closes it",
    "<!--\n## A note\n-->\n\n## After",
    "/// said\n## In a block\n///\n\n## After",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n## After a table",
]


def toc_of(text, guide):
    """Level and anchor of each heading as Python-Markdown's toc gives them."""
    md: Any = markdown.Markdown(extensions=["tables", "fenced_code", "toc", GuideExtension(guide)])
    md.convert(text)

    def walk(entries):
        for entry in entries:
            yield entry["level"], entry["id"]
            yield from walk(entry["children"])

    return list(walk(md.toc_tokens))


@pytest.mark.parametrize("body", HEADINGS)
def test_headings_and_anchors_are_those_of_the_built_page(read, small, body):
    found = [(heading.level, heading.anchor) for heading in read(FRONT + body).headings]
    assert found
    assert found == toc_of(body, small)


def test_headings_stand_at_their_lines_with_the_words_a_reader_sees(read):
    source = read(FRONT + "# One\n\nText\n\n## *Two*[^dean-2021]\n")
    assert [(h.line, h.level, h.text, h.anchor) for h in source.headings] == [
        (4, 1, "One", "one"),
        (8, 2, "Two", "two"),
    ]


def test_every_anchor_of_the_shipped_guide_is_that_of_the_built_page(guide):
    for page, source in guide.pages.items():
        found = [(heading.level, heading.anchor) for heading in source.headings]
        # A block brings headings of its own, which no link goes to.
        built = [
            entry
            for entry in toc_of("\n".join(line.text for line in source.body), guide)
            if entry in found
        ]
        assert found == built, page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It helps.[^dean-2021] [evidence: early 9.2]", "It helps."),
        ("Rest. [practical advice]", "Rest."),
        ("See [the limits](limits.md) and [more](x.md#y).", "See the limits and more."),
        (
            "**Bold**, *slanted*, ***both***, _under_ and snake_case_name",
            "Bold, slanted, both, under and snake_case_name",
        ),
        ("`code` &amp; a  wide\nspace", "code & a wide space"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_plain_text_is_what_a_reader_reads(text, words):
    assert plain(text) == words


def test_plain_text_names_the_help_line_as_it_is_told_to():
    assert (
        plain("Call [call: crisis] now", line_words=lambda kind: {"crisis": "988"}[kind])
        == "Call 988 now"
    )
