"""What every rule says is written down word for word, here or beside its examples."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from examples import HEAD, findings
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import check_guide

ROOT = Path(__file__).parents[2]

ON_A_PAGE = [
    (
        "structure",
        HEAD.replace("# Example", "Example"),
        'structure: This page has no heading. Start the text with "# " and the page\'s title.',
    ),
    (
        "structure",
        HEAD.replace("# Example", "## Example"),
        (
            'structure: The first heading of a page has to be its title. Put a line "# Title" '
            "before it."
        ),
    ),
    (
        "structure",
        "# Another",
        (
            'structure: A page has one title; this is a second. Write "## " before it, or make '
            "it a page of its own."
        ),
    ),
    (
        "structure",
        "One. <!-- two",
        (
            "structure: This comment is never closed, and would be printed as it stands. End it "
            'with "-->".'
        ),
    ),
    (
        "structure",
        "[](limits.md)",
        "structure: This link has no words. Write where it goes between the square brackets.",
    ),
    (
        "structure",
        "## A table\n\n| a | b |\n|---|---|\n| c | d |",
        (
            "structure: This table stands without a word about what it shows. Write a sentence "
            "above it."
        ),
    ),
    (
        "structure",
        "Drug\tPrice\nDrip\tmuch",
        "structure: Tabs part these words, as in a table pasted from a word processor, and they "
        'would run together. Write each row with bars, "| Drug | Price |", and a line "|---|---|" '
        "below the first.",
    ),
    (
        "blocks",
        "> /// safety",
        'block: The sign of a block stands where no block can begin or end. Write "/// name" at '
        'the beginning of a line of its own, and "///" where the block ends, with nothing before '
        "or after.",
    ),
    (
        "blocks",
        "/// said\n    Words.\n///",
        "block: This line is set in, so the block above would be printed as it stands. Start it "
        "at the beginning of the line.",
    ),
    ("blocks", "/// sheet | nothing\n///", 'block: There is no sheet "nothing". '),
    ("blocks", "/// edition | nothing\n///", 'block: There is no kind of edition "nothing". '),
    (
        "blocks",
        "/// help-lines | abuse, crisis\n///",
        (
            'block: Kinds of help line are parted by spaces, not by commas. Write "/// '
            'help-lines | abuse crisis".'
        ),
    ),
    (
        "blocks",
        "/// help-card | abus\n## A need\n///",
        'block: There is no kind of help line "abus". Did you mean "abuse"?',
    ),
    (
        "blocks",
        "/// help-lines | plumber\n///",
        'block: There is no kind of help line "plumber". Choose one of these: abuse, crisis, '
        "emergency, harm, information, lgbtq, men, native, poison, sexual-assault, treatment, "
        "veterans, young.",
    ),
    (
        "silences",
        "Yes. <!-- allow -->",
        'silence: This silence names no rule. Write "<!-- allow claims: why it is right here -->".',
    ),
    (
        "numbers",
        "It costs $400–$800.",
        'numbers: "$400–$800" has a dash, which a screen reader may skip. Write "$400 to $800".',
    ),
]

IN_DATA = [
    (
        "statements.yml",
        'number: "2.6"',
        'number: "9.2"',
        "Two statements have the number",
        None,
        'data: Two statements have the number "9.2". Give one of them another.',
    ),
    (
        "statements.yml",
        "    name: Trials",
        "    name: Call 988 about trials",
        "typed into the data",
        None,
        (
            'help-numbers: The number "988" is typed into the data, and would stay when the line '
            "changes. Take it out here. A page can name the line by its kind instead."
        ),
    ),
    (
        "help-lines.yml",
        'call: "988"',
        'call: "989"',
        "is said as",
        None,
        (
            'help-numbers: "us-crisis" is said as "988 (call or text)" but its number is "989". '
            "Make the two the same."
        ),
    ),
    (
        "help-lines.yml",
        None,
        None,
        "was last checked",
        date(2027, 6, 1),
        (
            'help-line-age: "The crisis line" was last checked on 2026-11-20, more than 90 days '
            'ago. Ring it or open its own page, then put the day into "checked".'
        ),
    ),
    (
        "references.json",
        None,
        None,
        "No page uses",
        None,
        (
            'reference-unused: No page uses the reference "leaflet". Give it as a source where '
            "it belongs, or take it out."
        ),
    ),
    (
        "references.json",
        "[\n",
        "[\n  3,\n",
        "is not a reference",
        None,
        "reference: Entry 1 is not a reference. Start it with { and end it with }.",
    ),
    (
        "wording/lists.yml",
        "order: []",
        "harm: [<nothing> heals]",
        "cannot be read",
        None,
        (
            'data: A pattern cannot be read: there is no list "nothing". The head of '
            "docs/data/wording/words.yml says how patterns are written."
        ),
    ),
]


@pytest.mark.parametrize(("rule", "text", "said"), ON_A_PAGE, ids=lambda value: value[-30:])
def test_a_page_is_told_in_these_words(rule, text, said, tmp_path):
    told = findings(rule, text, "ketamine/example.md", tmp_path)
    assert (
        said in told or said.endswith(" ") and any(each.startswith(said) for each in told)
    )  # a list of known names may follow


@pytest.mark.parametrize(
    ("file", "old", "new", "words", "today", "said"), IN_DATA, ids=lambda value: str(value)[:20]
)
def test_a_data_file_is_told_in_these_words(file, old, new, words, today, said, tmp_path):
    root = lay_out(tmp_path)
    path = root / "docs" / "data" / file
    if old:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    told = [
        f"{finding.rule}: {finding.message} {finding.fix}"
        for finding in check_guide(load_guide(root, today))
        if words in finding.message
    ]
    assert said in told


def test_a_card_without_a_number_in_some_region_is_told(tmp_path):
    root = lay_out(tmp_path)
    lines = root / "docs" / "data" / "help-lines.yml"
    lines.write_text(
        lines.read_text("utf-8")
        + """      - id: uk-young
        kind: young
        name: The text line
        say: the text line
        text: {to: "85258"}
        for: When you need it.
        seen_at: https://example.org/uk/young
        trust: service
        checked: 2026-11-22
""",
        "utf-8",
    )
    page = root / "docs" / "help" / "now.md"
    page.write_text(
        page.read_text("utf-8") + "\n/// help-card | young\n## You are young\n///\n", "utf-8"
    )
    assert told_of(root) == [
        'docs/help/now.md:13:17: block: In the region "uk" there would be no number to call here. '
        'Add a kind that each region has, such as "abuse", or give the region a line of the kind '
        '"young" with "call".'
    ]


def told_of(root):
    return [str(finding) for finding in check_guide(load_guide(root)) if finding.blocking]


def test_a_page_that_others_must_not_recognize_needs_a_neutral_title(tmp_path):
    root = lay_out(tmp_path)
    page = root / "docs" / "help" / "now.md"
    page.write_text(
        page.read_text("utf-8").replace("neutral_title: Numbers and hours\n", ""), "utf-8"
    )
    assert told_of(root) == [
        "docs/help/now.md:2:1: front-matter: This page needs a neutral title, because its own "
        'would stand in the history of a phone that others may read. Below "title", add a line '
        '"neutral_title: " with a few words that are true and tell nothing.'
    ]


@pytest.mark.parametrize("name", ["title", "neutral_title"])
def test_two_pages_with_one_title_are_told(name, tmp_path):
    root = lay_out(tmp_path)
    page = root / "docs" / "ketamine" / "limits.md"
    text = page.read_text("utf-8").replace(
        "title: Limits of ketamine\n", f"title: Limits\n{name}: Numbers  and Hours\n", 1
    )
    page.write_text(text.replace("title: Limits\n", "", 1) if name == "title" else text, "utf-8")
    line = 2 if name == "title" else 3
    assert told_of(root) == [
        f'docs/ketamine/limits.md:{line}:1: front-matter: The title "Numbers  and Hours" is that '
        "of docs/help/now.md too. Give one of the two pages another."
    ]


def test_the_ledger_says_where_a_statement_is_shown_nowhere(tmp_path):
    root = lay_out(tmp_path)
    for page in root.rglob("*.md"):
        page.write_text(re.sub(r"/// ledger \|.*\n///\n", "", page.read_text("utf-8")), "utf-8")
    told = [
        f"{finding.message} {finding.fix}"
        for finding in check_guide(load_guide(root))
        if "ledger shows" in finding.message
    ]
    assert told and told[0] == (
        'No page of the ledger shows statement 9.2. Add its group to a block "/// ledger | '
        '..." under docs/about/evidence/.'
    )


def test_a_section_too_hard_to_read_is_told_in_these_words(tmp_path):
    hard = (
        "The administration of pharmacological interventions necessitates comprehensive "
        "multidisciplinary evaluation. "
    ) * 8
    (said,) = [
        text
        for text in findings("reading", f"## Method\n\n{hard}", "ketamine/example.md", tmp_path)
        if text.startswith("reading-section")
    ]
    assert re.fullmatch(
        r'reading-section: The section "Method" reads at grade [\d.]+; above 9 people give up\. '
        r'Start with "The administration of pharmacological interventions necessitates \.\.\.", '
        r"which has \d+ words\.",
        said,
    )


def pieces(node):
    """The words that stand in a piece of code as text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [part.value for part in node.values if isinstance(part, ast.Constant)]
    if isinstance(node, ast.IfExp):
        return pieces(node.body) + pieces(node.orelse)
    return []


def test_every_message_of_every_rule_is_tested_word_for_word():
    files = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "docs" / "data" / "rules").glob("*.yml")]
    tested = " ".join(file.read_text("utf-8") for file in files)
    tested = re.sub(r"""["']\s*\n\s*[rf]?["']""", "", re.sub(r"""\\(["'.])""", r"\1", tested))
    untested = []
    for file in sorted((ROOT / "hooks" / "rules").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Finding",
                "finding",
                "fault",
            ):
                words = [piece.strip(' ".') for argument in node.args for piece in pieces(argument)]
                untested += [
                    f"{file.name}:{node.lineno}: {piece}"
                    for piece in words
                    if len(piece.split()) >= 3 and piece not in tested
                ]
    assert untested == []
