"""The evidence ledger: from a mark to its statement, and back to the pages."""

from pathlib import Path

import pytest
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import check_guide
from hooks.text.readability import grade

ROOT = Path(__file__).parents[2]
GUIDE = load_guide(ROOT)


@pytest.fixture
def small(tmp_path):
    return lay_out(tmp_path)


def add_page(root, body):
    (root / "docs" / "ketamine" / "more.md").write_text(
        "---\ntitle: More\ndescription: It says more.\nupdated: 2026-11-22\nreview_by:"
        " 2027-11-22\n---\n\n# More\n\n" + body,
        "utf-8",
    )
    return [str(finding) for finding in check_guide(load_guide(root)) if finding.rule == "ledger"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It helps. [evidence: early 9.2]\n", []),
        ("It may help. [evidence: theory 9.2]\n", []),
        (
            "It helps. [evidence: strong 9.2]\n",
            [
                'docs/ketamine/more.md:10:11: ledger: The mark says "strong", but statement 9.2 is'
                ' "early". Write "early", or name the statement that is stronger.'
            ],
        ),
        (
            "It helps. [evidence: early 9.7]\n",
            [
                'docs/ketamine/more.md:10:11: ledger: There is no statement "9.7". Did you mean'
                ' "9.2"?'
            ],
        ),
        ("It helps. [evidence: early B3]\n", []),
        (
            "It helps. [evidence: early A999]\n",
            [
                'docs/ketamine/more.md:10:11: ledger: There is no row "A999" in the list of claims.'
                " Look for it in docs/data/claims.yml."
            ],
        ),
        (
            "It helps. [evidence: early 9.2 B3.1]\n",
            [
                'docs/ketamine/more.md:10:11: ledger: There is no row "B3.1" in the list of claims.'
                ' Did you mean "B3"?'
            ],
        ),
    ],
    ids=[
        "as strong",
        "weaker",
        "too strong",
        "unknown",
        "a row",
        "unknown row",
        "no row",
    ],
)
def test_a_mark_says_no_more_than_its_statement(small, body, expected):
    assert add_page(small, body) == expected


def test_a_statement_leads_back_to_every_section_that_rests_on_it():
    for number, uses in GUIDE.ledger.used_in.items():
        for use in uses:
            assert not use.anchor or use.anchor in GUIDE.anchors(use.page), (number, use)


def test_every_mark_on_the_guide_has_a_statement_to_go_to():
    for use in GUIDE.ledger.uses:
        for number in use.mark.statements:
            assert GUIDE.ledger.link(number) or number[:1] in "AB", (use.page, use.line, number)


def test_no_statement_is_hard_to_read():
    hard = {
        s.number: grade([s.text]) for s in GUIDE.ledger.statements.values() if grade([s.text]) > 9.5
    }
    assert hard == {}
