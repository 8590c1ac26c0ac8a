"""The menu in mkdocs.yml is read by lint, and told at its line."""

from pathlib import Path

import pytest
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import menu

ROOT = Path(__file__).resolve().parents[2]
SOUND = """site_name: Small
site_url: !ENV [SITE_URL, ""]
not_in_nav: |
  /about/*.md
  /for-editors/*.md
nav:
  - Limits: ketamine/limits.md
  - Help:
      - help/now.md
"""


@pytest.fixture
def small(tmp_path):
    """The folder of a guide without a fault."""
    return lay_out(tmp_path)


def told(root, text):
    """File, line, column and words of what is found."""
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return [
        (each.path, each.line, each.column, each.message)
        for each in menu.check_guide(load_guide(root))
    ]


def test_a_menu_that_names_each_page_once_is_let_through(small):
    assert told(small, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            "      - help/now.md",
            "     - help/now.md\n      - about/claims.md",
            9,
            "there is no such page",
        ),
        ("- Limits: ketamine", "- Limits: x: ketamine", 7, "cannot be read"),
        ("  - Help:", "\t- Help:", 8, "cannot be read: a tab"),
        ("site_name: Small", "site_name: Small\nsite_name: Large", 2, "a second time"),
        ("limits.md", "limit.md", 7, 'names "ketamine/limit.md", and there is no such page'),
        (
            "- help/now.md",
            "- help/now.md\n      - ketamine/limits.md",
            10,
            "twice; line 7 does too",
        ),
        (
            "- help/now.md",
            "- help/now.md\n      - https://example.org",
            10,
            "there is no such page",
        ),
        ("- Help:", "- Yes:", 8, 'The title "Yes" is read as'),
        ("- Limits:", "- 12:30:", 7, 'The title "12:30" is read as'),
        ("      - help/now.md", "      - help/now.md\n  - Empty:", 10, "neither a page nor"),
        ("\nnav:", "\nmenu:", 1, "no list of pages"),
    ],
)
def test_what_is_wrong_with_the_menu_is_told_at_its_line(small, old, new, line, words):
    found = told(small, SOUND.replace(old, new, 1))
    assert [(path, at) for path, at, _, message in found if words in message] == [
        ("mkdocs.yml", line)
    ]


def test_a_page_that_no_menu_names_is_told_at_the_page(small):
    (small / "docs" / "ketamine" / "more.md").write_text("# More\n", "utf-8")
    assert told(small, SOUND) == [
        ("docs/ketamine/more.md", 1, 1, "No menu names this page, so nobody finds it.")
    ]


def test_a_page_that_is_left_out_of_the_site_is_told(small):
    found = told(small, SOUND + "exclude_docs: |\n  /help/\n")
    assert [(path, message[:33]) for path, _, _, message in found] == [
        ("docs/help/now.md", "This page would not be published,")
    ]
