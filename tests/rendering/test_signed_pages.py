"""What a clinician's signature covers: all that a page shows, whatever file it comes from."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from jinja2 import FileSystemLoader
from not_none import not_none
from pydantic import BaseModel

from hooks.blocks import BLOCKS
from hooks.blocks.base import GuideBlock
from hooks.blocks.template import environment
from hooks.edition import signatures
from hooks.guide import load_guide
from hooks.rendering import signed_pages
from hooks.rendering.page_text import PageText
from hooks.rules import check_guide
from hooks.text.markdown_file import read_markdown_file

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
CLINIC = {
    "name": "Harbor",
    "region": "us",
    "reviewer": {"name": "A. Reed", "credentials": "MD", "licensed_in": "Oregon"},
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """An edition of the whole guide in which every page is signed."""
    root = tmp_path_factory.mktemp("signed")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    settings = {"INHERIT": "mkdocs.yml", "extra": {"clinic": CLINIC}}
    (root / "clinic.yml").write_text(json.dumps(settings), "utf-8")
    guide = load_guide(root)
    file = signed_pages.sign(guide, guide.pages, DAY)
    (root / signatures.SIGNATURES).write_text(file, "utf-8")
    return root


@pytest.fixture
def edit(signed, monkeypatch):
    """Puts a text in the place of another in a file of the signed edition, until the
    test is over.
    """
    monkeypatch.setattr(environment(), "loader", FileSystemLoader(signed / "overrides" / "blocks"))
    before: dict[Path, str] = {}

    def put(name, old, new):
        file = signed / name
        text = before.setdefault(file, file.read_text("utf-8"))
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return load_guide(signed)

    yield put
    for file, text in before.items():
        file.write_text(text, "utf-8")


def lapsed(guide):
    """The pages whose text is no longer the one that was signed."""
    assert guide.signatures.keys() == guide.pages.keys()
    return {page for page in guide.pages if not signed_pages.signature_of(guide, page)[1]}


SOMEWHERE_ELSE = [
    (
        "docs/data/options.yml",
        "say: You both meet with a therapist.",
        "say: You both meet with a stranger.",
        {"ketamine/compare-options.md"},
    ),
    (
        "docs/data/options.yml",
        "name: Couple therapy",
        "name: Couples therapy",
        {"ketamine/compare-options.md", "sheets/what-matters.md"},
    ),
    (
        "docs/data/sheets.yml",
        "title: Questions for a clinic",
        "title: Questions to a clinic",
        {"sheets/questions.md"},
    ),
    (
        "docs/data/reflect.en.yml",
        "limits: This is a mirror, not a test.",
        "limits: This is a test.",
        {"reflect/argument.md", "reflect/closeness.md", "reflect/tense.md"},
    ),
    (
        "docs/reflect/argument.yml",
        "When a talk gets tense, I go quiet.",
        "When a talk gets tense, I go silent.",
        {"reflect/argument.md"},
    ),
    (
        "docs/reflect/argument.yml",
        "cuts: [34, 67]",
        "cuts: [44, 67]",
        {"reflect/argument.md"},
    ),
    (
        "docs/data/figures.yml",
        "nobody pays for it. You can be on either side,",
        "nobody pays for it. You are always on one side,",
        {"cycles/pursue-withdraw.md", "sheets/booklet.md"},
    ),
    (
        "docs/data/claims.yml",
        "honest: They're mixed.",
        "honest: They're good.",
        {"about/claims.md"},
    ),
    (
        "docs/ketamine/limits.md",
        "\n## ",
        "\nIt has no limits at all. [practical advice]\n\n## ",
        {"ketamine/limits.md", "sheets/booklet.md"},
    ),
    (
        "docs/data/help-lines.yml",
        "name: Emergency services",
        "name: Emergencies",
        {"help/now.md"},
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "pages"), SOMEWHERE_ELSE)
def test_a_signature_ends_with_a_word_that_the_page_shows_and_no_other_does(
    edit, file, old, new, pages
):
    assert lapsed(edit(file, old, new)) == pages


HOW_IT_LOOKS = [
    ("docs/data/help-lines.yml", "checked: 2026-11-22", "checked: 2026-11-25"),
    ("docs/data/help-lines.yml", "say: 988 (call or text)", "say: 988 (text or call)"),
    ("docs/ketamine/limits.md", "updated: 2026-11-2", "updated: 2026-11-1"),
    ("docs/ketamine/limits.md", "\n## ", "\n<!-- A word between editors. -->\n\n## "),
    ("overrides/blocks/safety.html", "<section class=", '<section data-x="1" class='),
    ("overrides/blocks/options.html", '<div class="options"', '<div class="options options--new"'),
]


@pytest.mark.parametrize(("file", "old", "new"), HOW_IT_LOOKS)
def test_a_signature_holds_when_no_word_of_the_page_changed(edit, file, old, new):
    assert lapsed(edit(file, old, new)) == set()


def test_an_edition_that_opens_its_pages_to_others_has_not_signed_the_page_that_says_so(edit):
    opened = (
        '"third_parties": [{"origin": "https://maps.example.org", "name": "Maps", '
        '"why": "It shows where our rooms are."}], "region"'
    )
    assert lapsed(edit("clinic.yml", '"region"', opened)) == {"about/privacy.md"}


def test_a_new_page_and_a_new_title_take_no_signature_away(edit, signed):
    """Lists of pages follow from the pages, and are signed without them."""
    guide = edit("docs/help/low-cost.md", "title: ", "title: More on ")
    assert lapsed(guide) == {"help/low-cost.md"}
    page = signed / "docs" / "about" / "our-rooms.md"
    page.write_text((signed / "docs/help/low-cost.md").read_text("utf-8"), "utf-8")
    try:
        guide = load_guide(signed)
        changed = {
            page for page in guide.signatures if not signed_pages.signature_of(guide, page)[1]
        }
    finally:
        page.unlink()
    assert changed == {"help/low-cost.md"}


@pytest.mark.slow
def test_an_editor_is_told_which_part_of_a_signed_page_changed_and_where_its_words_stand(edit):
    edit("docs/data/options.yml", "say: You both meet with a therapist.", "say: You both meet.")
    edit("docs/ketamine/cost.md", "description: ", "description: Really, ")
    guide = edit("docs/data/glossary.yml", "meaning: A second drug", "meaning: Another drug")
    told = [str(finding) for finding in check_guide(guide) if finding.rule == "freshness"]
    pages = {finding.split(":")[0]: finding.split(": ", 1)[1] for finding in told}
    before = "freshness: This page says something else than was signed on 2026-11-22: look at "
    after = " When it has been read again, run: python -m hooks sign docs/ketamine/"
    assert pages["docs/ketamine/cost.md"] == f"{before}its title and description.{after}cost.md"
    assert (
        pages["docs/ketamine/compare-options.md"] == f'{before}"What are the choices?". '
        f"Some of its words stand in docs/data/options.yml.{after}compare-options.md"
    )
    assert (
        pages["docs/ketamine/limits.md"] == f"{before}the meanings of its words. "
        f"Some of its words stand in docs/data/glossary.yml.{after}limits.md"
    )
    assert not any(finding.blocking for finding in check_guide(guide) if str(finding) in told)


def test_a_page_cannot_take_its_own_words_out_of_the_signature(edit):
    """The mark by which a template leaves words out is none in a page's own HTML."""
    hidden = '\n<p data-signed-as="">It heals everyone.</p>\n\n## '
    guide = edit("docs/ketamine/limits.md", "\n## ", hidden)
    assert "ketamine/limits.md" in lapsed(guide)


def test_a_block_that_does_not_say_where_its_words_come_from_cannot_be_made():
    with pytest.raises(TypeError, match='"weather" does not say which data files'):
        type("Weather", (GuideBlock,), {"NAME": "weather"})
    assert [block for block in BLOCKS if not issubclass(block, GuideBlock)] == []


def values(record):
    """Every value in a record, with functions that put another in its place and take it back."""
    for name, field in type(record).model_fields.items():
        yield from _values(record, name, getattr(record, name), field.annotation)


def _values(holder, key, value, annotation):
    if isinstance(value, BaseModel):
        yield from values(value)
    elif isinstance(value, list | dict):
        for k, part in enumerate(value) if isinstance(value, list) else list(value.items()):
            yield from _values(value, k, part, get_args(annotation)[-1:])
    elif value is not None and key != "id":  # by which values name each other
        yield holder, key, value, _other(value, annotation)


def _other(value, annotation):
    choices = [choice for choice in get_args(annotation) if isinstance(choice, str)]
    if choices:
        return next(choice for choice in choices if choice != value)
    if value in ("true", "false"):
        return "false" if value == "true" else "true"
    return f"More {value}" if isinstance(value, str) else value + 1


def put(holder, key, value):
    if isinstance(holder, BaseModel):
        setattr(holder, key, value)
    else:
        holder[key] = value


NOT_SHOWN = {("Arm", "name"), ("dict", "no")}
"""The names of a trial's groups are for editors; "no" is crossed out in the drawing,
and not said.
"""


@pytest.mark.parametrize("name", ["figures", "options"])
def test_each_value_that_a_block_draws_or_says_counts(tmp_path, name):
    """One value after the other is changed, in every drawing and in the decision aid."""
    guide = load_guide(ROOT)
    options = not_none(guide.options)
    options.options = options.options[:2]
    drawn: dict[str, dict[str, Any]] = {
        "figures": {
            f"figure | {figure}": record
            for figure, (_, record) in not_none(guide.figures).by_name.items()
        },
        "options": {"options\n///\n\n/// matters": options},
    }
    unseen = []
    for block, record in drawn[name].items():
        page = tmp_path / "docs" / "page.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"/// {block}\n///\n", "utf-8")
        alone = replace(guide, pages={"page.md": read_markdown_file(page, tmp_path, page.parent)})
        shown = PageText(alone)
        before = shown.on("page.md")
        for holder, key, value, other in values(record):
            put(holder, key, other)
            if shown.on("page.md") == before and (type(holder).__name__, key) not in NOT_SHOWN:
                unseen.append((block, key, value))
            put(holder, key, value)
    assert not unseen, unseen
