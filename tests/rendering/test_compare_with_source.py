"""What the rules have read is what a visitor gets: in lint, and in the built folder before it goes
online."""

from typing import Any

import pytest
from lxml import html
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.publish.finish import finish
from hooks.rendering.compare_with_source import built_name, check_built, check_source
from hooks.rules import check_guide
from hooks.text.markdown_file import read_markdown_file

HEAD = """---
title: Another page
description: What the page says in one sentence.
updated: 2026-11-22
review_by: 2027-05-22
---

# Another page

"""
PAGE = """<!doctype html>
<html lang="en"><head><title>Page</title></head><body>
<nav class="bar"><a class="bar__leave" href="/x">Leave now</a>
<a class="bar__help" href="/y">Help now</a></nav>
<main><article>CONTENT
<footer class="page-end"><p>This guide is education, not medical advice.</p>
<p>Last changed November 22, 2026. To be checked again by May 22, 2027.</p></footer>
</article></main></body></html>
"""


@pytest.fixture
def small(tmp_path):
    """The folder of a guide without a fault."""
    return lay_out(tmp_path)


def lint(root, body):
    """Line and rule of what lint says of a page."""
    (root / "docs" / "ketamine" / "page.md").write_text(HEAD + body, "utf-8")
    return {
        (each.line, each.rule)
        for each in check_guide(load_guide(root))
        if each.path.endswith("page.md") and each.blocking
    }


@pytest.mark.parametrize(
    ("body", "line", "rule"),
    [
        ("/// edition | clinic\nFor clinics.\n///\u00a0\n\n## After\n", 12, "block"),
        ("/// said\n\u2003///\n\nWords.\n", 11, "block"),
        (
            "/// emergency | Call [call: emergency] now if:\n    - Someone is hurt.\n///\n",
            11,
            "block",
        ),
        ("/// said\n\t- Someone is hurt.\n///\n", 11, "block"),
        ("<div>\n/// safety\n///\n</div>\n", 10, "html"),
        ("    /// safety\n    ///\n", 10, "block"),
        ("- One\n\n    /// safety\n    ///\n", 12, "block"),
        ("> /// safety\n> ///\n", 10, "block"),
        ("\ufeff/// safety\n///\n", 10, "block"),
        ("Call <your doctor> first.\n", 10, "html"),
        ("Rest.\n\n</div></article>\n", 12, "html"),
        ("Rest <b\nnow>.\n", 10, "html"),
        ("See [the\nlimits](limits.md).\n", 11, "rendered"),
        ("You can:\n- Rest.\n", 11, "markup"),
        ("1. One\n\n   Between.\n\n2. Two\n", 14, "markup"),
        ("> - Rest.\n> - Walk.\n", 10, "rendered"),
        ("~Two pills~ One.\n", 10, "markup"),
        ("See [the limits][].\n", 10, "markup"),
        ("![A card][card]\n\n[card]: ../assets/card.png\n", 12, "markup"),
        ("-\u00a0One\n-\u00a0Two\n", 10, "markup"),
        ("Keta\u200bmine.\n", 10, "markup"),
    ],
)
def test_what_a_visitor_would_not_get_is_told_at_its_line(small, body, line, rule):
    assert (line, rule) in lint(small, body)


@pytest.mark.parametrize(
    "body",
    [
        "`/// safety` and `<br>` and `[call: crisis]` between backticks.\n",
        "```\n/// safety\n<div>\n~~x~~\n```\n",
        "A quote:\n\n> Rest.\n>\n> Walk.\n",
        "1. One\n\n    Between.\n\n2. Two\n",
        "- One\n    - Below it\n- Two\n",
        "/// said\nWords.\n///\n",
        "Words <!-- Ask Anna\nabout this --> and more.\n",
        "3 < 4, and 12:30, and 2 \\* 3, and no\u00a0break.\n",
    ],
)
def test_what_comes_out_as_it_is_read_is_let_through(small, body):
    assert lint(small, body) == set()


def test_the_shipped_guide_comes_out_as_it_is_read(guide):
    assert [
        str(each) for source in guide.pages.values() for each in check_source(source, guide)
    ] == []


def built(guide):
    """Every page of a small guide as the build would leave it."""
    from hooks.rendering.compare_with_source import _engine

    engine, pages = _engine(guide), {}
    for page, source in guide.pages.items():
        engine.reset()
        content = engine.convert("\n".join(line.text for line in source.body))
        pages[built_name(page)] = PAGE.replace("CONTENT", content)
    return pages


def told(pages, guide):
    """File and words of what is found in built pages."""
    trees = {name: html.document_fromstring(text) for name, text in pages.items()}
    return [(each.path, each.line, each.message) for each in check_built(trees, guide)]


@pytest.fixture
def held(small):
    """A small guide with a page that has one of each kind of thing, and its built pages."""
    (small / "docs" / "ketamine" / "page.md").write_text(
        HEAD
        + "Rest first. See [the limits](limits.md).\n\n/// said\nIt cures.\n///\n\n- Walk.\n\n"
        + "| Drug | Price |\n|---|---|\n| Drip | much |\n",
        "utf-8",
    )
    guide = load_guide(small)
    return guide, built(guide)


def test_pages_that_are_as_they_were_read_go_online(held):
    guide, pages = held
    assert told(pages, guide) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            "Rest first.",
            "",
            10,
            '"Rest first. See the limits." would not reach a visitor as a paragraph.',
        ),
        ("Rest first.", "Rest first. /// safety", 1, "printed as it stands"),
        ("Rest first.", "Rest first. [call: crisis]", 1, "printed as it stands"),
        ("Rest first.", "Rest first.[^dean-2021]", 1, "printed as it stands"),
        ("Rest first.", "Rest first. [a page][x]", 1, "printed as it stands"),
        ("Rest first.", "Rest first. <!-- Anna -->", 1, 'The comment "Anna" would go online.'),
        ("<p>Rest first.", "<p>It heals.</p><p>Rest first.", 1, "which no rule has read"),
        ("<li>Walk.</li>", "<p>Walk.</p>", 16, "as an entry of a list"),
        ("<td>much</td>", "", 20, "as a cell of a table"),
        ('data-block="said"', "", 12, 'The block "said"'),
        ("<p>Rest first.", '<p><a href="https://example.org">x</a> Rest first.', 1, ""),
        ('class="page-end"', 'class="other"', 1, "no end"),
        ("May 22, 2027", "some day", 1, "no end"),
        ('class="bar"', 'class="other"', 1, "no bar"),
        ('class="bar__leave" href="/x"', 'class="bar__leave"', 1, "no bar"),
        ("<main>", '<main><p id="a"></p><p id="a"></p>', 1, 'the address "#a"'),
    ],
)
def test_a_built_page_that_differs_is_told_at_the_line_of_its_source(held, old, new, line, words):
    guide, pages = held
    text = pages["ketamine/page/index.html"]
    assert old in text
    pages["ketamine/page/index.html"] = text.replace(old, new, 1)
    found = told(pages, guide)
    assert [(path) for path, _, _ in found] == ["docs/ketamine/page.md"] * len(found)
    assert any(words in message and (line == 1 or at == line) for _, at, message in found)


def test_a_page_that_is_missing_and_one_from_nowhere_are_told(held):
    guide, pages = held
    pages["offer/index.html"] = pages.pop("ketamine/page/index.html")
    assert [(path, words) for path, _, words in told(pages, guide)] == [
        ("docs/ketamine/page.md", "No page of the site was made of this file."),
        ("offer/index.html", "This page of the site was made of no file that the rules read."),
    ]


def test_the_folder_that_goes_online_has_no_mark_and_no_file_that_nobody_read(held, tmp_path):
    guide, pages = held
    site = tmp_path / "built"
    for name, text in pages.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    (site / "note.txt").write_text("Ketamine cures.", "utf-8")
    found = finish(site, guide.root, guide=guide)
    assert [(each.path, each.message[:28]) for each in found] == [
        ("built/note.txt", "This file would go online, a")
    ]
    assert "data-block" not in (site / "ketamine/page/index.html").read_text("utf-8")


def test_the_generator_gets_the_fields_and_the_text_that_the_rules_have_read(tmp_path, monkeypatch):
    from types import SimpleNamespace

    from hooks import mkdocs_events

    root = lay_out(tmp_path)
    file = root / "docs" / "ketamine" / "page.md"
    file.write_text(HEAD.replace("Another page\nd", "12:30\nd") + "Rest.\n", "utf-8")
    guide = load_guide(root)
    page: Any = SimpleNamespace(
        file=SimpleNamespace(src_uri="ketamine/page.md"), meta={"title": 750}, markdown="", title=""
    )
    monkeypatch.setattr(mkdocs_events.state, "guide", guide, raising=False)
    unasked: Any = None
    text = mkdocs_events.on_page_markdown("---\u00a0\nprinted", page, unasked, unasked)
    assert page.meta["title"] == "12:30"
    assert text.startswith("# Another page")


@pytest.mark.parametrize("title", ["Yes", "12:30", "<x>", "*x* y", "[x](y)", "`x` y"])
def test_the_a_to_z_shows_a_title_as_it_is_written(small, title):
    file = small / "docs" / "about" / "glossary.md"
    text = file.read_text("utf-8")
    first = text.index("title:")
    file.write_text(text[:first] + f"title: '{title}'" + text[text.index("\n", first) :], "utf-8")
    (small / "docs" / "ketamine" / "all.md").write_text(HEAD + "/// a-z\n///\n", "utf-8")
    guide = load_guide(small)
    tree = html.document_fromstring(built(guide)["ketamine/all/index.html"])
    assert title in ["".join(link.itertext()) for link in tree.xpath("//div[@class='a-z']//li/a")]


def test_a_page_that_cannot_be_read_as_one_is_told_once(small):
    file = small / "docs" / "ketamine" / "page.md"
    file.write_text(HEAD.replace("---\n\n", "---\u00a0\n\n"), "utf-8")
    source = read_markdown_file(file, small, small / "docs")
    assert [fault.line for fault in source.findings] == [6]
    assert check_source(source, load_guide(small)) == []
