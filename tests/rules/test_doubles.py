"""Copies that nobody changed are told at their line."""

import re

import pytest
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import doubles

REGION = "Look up the name and the numbers of this region, or take it out."


@pytest.fixture
def small(tmp_path):
    """The folder of a guide without a fault."""
    return lay_out(tmp_path)


def told(root):
    """File, line and words of what is found."""
    return [
        (each.path.removeprefix("docs/"), each.line, f"{each.message} {each.fix}")
        for each in doubles.check_guide(load_guide(root))
    ]


def add(root, name, text):
    """Write something at the end of a data file."""
    file = root / "docs" / "data" / name
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")


@pytest.mark.parametrize(
    "entry",
    [
        "- term: Attachment style\n  meaning: Something else.\n",
        "- term: ATTACHMENT-STYLE\n  meaning: Something else.\n",
        "- term: Bond\n  meaning: Something else.\n",
        "- term: Tie\n  also: [Bond]\n  meaning: Something else.\n",
    ],
)
def test_a_term_that_is_there_already_is_told(small, entry):
    add(small, "glossary.yml", entry)
    ((file, line, words),) = told(small)
    assert file == "data/glossary.yml"
    assert line >= 5
    assert 'in the glossary already, at "Attachment style"' in words


def copied_region(root, change=lambda text: text):
    """Copy the region "uk" as "wales"."""
    file = root / "docs" / "data" / "help-lines.yml"
    text = file.read_text("utf-8")
    start = text.index("  uk:")
    end = text.find("\n  ", start + 6)
    region = text[start:].rstrip("\n") + "\n"
    assert end > start
    file.write_text(
        text.rstrip("\n")
        + "\n"
        + change(region.replace("  uk:", "  wales:").replace("id: uk-", "id: wales-")),
        "utf-8",
    )


def test_a_region_that_was_copied_and_not_changed_is_told(small):
    copied_region(small)
    words = [message for _, _, message in told(small)]
    assert 'The region "uk" has the name "United Kingdom" too. ' + REGION in words
    assert 'All lines of this region are those of the region "uk". ' + REGION in words


def test_a_region_of_which_only_the_name_was_changed_is_told(small):
    copied_region(small, lambda text: text.replace("United Kingdom", "Wales"))
    assert [message for _, _, message in told(small)] == [
        'All lines of this region are those of the region "uk". ' + REGION
    ]


def test_a_page_with_the_title_of_another_is_told(small):
    page = (small / "docs" / "ketamine" / "limits.md").read_text("utf-8")
    (small / "docs" / "ketamine" / "more.md").write_text(
        page.replace("Days or", "Many days or"), "utf-8"
    )
    ((file, line, words),) = told(small)
    assert (file, line) == ("ketamine/more.md", 2)
    assert "has this title too" in words


def test_a_page_that_was_copied_under_another_title_is_told(small):
    page = (small / "docs" / "ketamine" / "limits.md").read_text("utf-8")
    text = page + "\n" + "More words that make the page long enough to be told from others. " * 5
    (small / "docs" / "ketamine" / "limits.md").write_text(text, "utf-8")
    (small / "docs" / "ketamine" / "more.md").write_text(
        text.replace("Limits of ketamine", "More on limits"), "utf-8"
    )
    ((file, _, words),) = told(small)
    assert file == "ketamine/more.md"
    assert words == (
        'This page says what "ketamine/limits.md" says, word for word. Write what is new on it, '
        "or take it out and link to the other one."
    )


def test_entries_of_a_list_with_one_name_and_copies_of_an_entry_are_told(small):
    add(
        small,
        "claims.yml",
        "  - id: another\n    topic: couples\n    claim: Ketamine saves relationships.\n"
        "    verdict: overclaim\n    honest: No study had a comparison group.\n",
    )
    text = (small / "docs" / "data" / "claims.yml").read_text("utf-8")
    claim = text.split("claim: ")[1].split("\n")[0]
    (small / "docs" / "data" / "claims.yml").write_text(
        text.replace("Ketamine saves relationships.", claim), "utf-8"
    )
    assert f'Another entry has the claim "{claim}" too. Change one of the two, or take it out.' in [
        words for _, _, words in told(small)
    ]


def test_an_entry_that_was_copied_under_another_name_is_told(small):
    text = (small / "docs" / "data" / "claims.yml").read_text("utf-8")
    entry = text[text.index("  - id: saves-relationships") :].rstrip("\n") + "\n"
    add(
        small,
        "claims.yml",
        entry.replace("saves-relationships", "another").replace("claim: ", "claim: They say that "),
    )
    assert [words for _, _, words in told(small)] == [
        "Entry 2 says what entry 1 of this list says. Change one of the two, or take it out."
    ]


def test_the_recipes_own_examples_are_no_copies(guide):
    recipes = (guide.root / "handbook" / "recipes.md").read_text("utf-8")
    terms = re.findall(r"^- term: (.*)$", recipes, re.M)
    claims = re.findall(r"^    claim: (.*)$", recipes, re.M)
    assert terms and claims
    assert not {term.term for term in guide.terms} & set(terms)
    assert not {claim.claim for claim in guide.claims.claims} & set(claims)
