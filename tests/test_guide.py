"""The shipped guide keeps its promises: checked, readable, complete, and safe to land on."""

import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
import yaml
from not_none import not_none

from hooks.blocks import BY_NAME
from hooks.data.help_lines import NEEDED_LINES
from hooks.guide import load_guide
from hooks.rules import check_guide
from hooks.text.evidence_marks import GRADES
from hooks.text.markdown_file import read_markdown_file
from hooks.text.passages import prose_of, read_passages
from hooks.text.readability import count_words, grade
from hooks.text.syntax import BLOCK_CLOSE, BLOCK_OPEN
from hooks.text.yaml_file import read_yaml

ROOT = Path(__file__).resolve().parents[1]
GUIDE = load_guide(ROOT)

FOR_STAFF = ("for-clinics", "for-editors")
VISITOR_PAGES = [page for page, source in GUIDE.pages.items() if source.section not in FOR_STAFF]
STAFF_PAGES = [page for page, source in GUIDE.pages.items() if source.section in FOR_STAFF]

HARDEST, MEDIAN, HARDEST_FOR_STAFF = 8.0, 6.5, 9.0
LONGEST_SENTENCE = 25

MOST_IN_MENU = 44
MOST_SEARCH_WORDS = 12

TOPICS = [
    "TA1",
    "TA1b",
    "TA1c",
    "TA1d",
    "TA2",
    "TA3",
    "TA4",
    "TA4b",
    "TA4c",
    "TA5",
    "TA6",
    "TA6b",
    "TA6c",
    "TA6d",
    "TA7",
    "TA7b",
    "TA8",
    "TA8b",
    "TA9",
    "TA9b",
    "TB1a",
    "TB1b",
    "TB1c",
    "TB1d",
    "TB1e",
    "TB1f",
    "TB2a",
    "TB2b",
    "TB2c",
    "TB2d",
    "TB2e",
    "TB2f",
    "TB3a",
    "TB3b",
    "TB3c",
    "TB3d",
    "TB3e",
    "TB3f",
    "TB3g",
    "TB4",
    "TB4b",
    "TB5a",
    "TB5b",
    "TB5c",
    "TB6a",
    "TB6b",
    "TB6c",
    "TB6d",
    "TB6e",
    "TB7a",
    "TB7b",
    "TB7c",
    "TB7d",
    "TB7e",
    "TB8a",
    "TB8b",
    "TB8c",
    "TB8d",
    "TB8e",
    "TB9a",
    "TB9b",
    "TB9c",
    "TB9d",
    "TB9e",
    "TB10a",
    "TB10b",
    "TB10c",
    "TB10d",
    "TB10e",
    "TB11a",
    "TB11b",
    "TB11c",
    "TB11d",
    "TB12",
    "TB13",
    "TB14",
    "TB15",
]


def pages_in(*sections):
    """The pages of some sections, in the order of their names."""
    return [page for page, source in GUIDE.pages.items() if source.section in sections]


def blocks_of(page):
    """Each block of a page: its name, its line and its lines of text."""
    found, inside = [], None
    for line in GUIDE.pages[page].prose:
        opened, closed = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
        if opened:
            inside = (opened.group(2), line.number, [])
            found.append(inside)
        elif closed:
            inside = None
        elif inside:
            inside[2].append(line.text)
    return found


def first_section(page):
    """The line of the first heading below the page's own."""
    return next(heading.line for heading in GUIDE.pages[page].headings if heading.level == 2)


def test_every_rule_passes():
    assert [str(finding) for finding in check_guide(GUIDE)] == []


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (
            "# H\n\nOne.\nTwo.\n\n- Three\n- Four:\n\n1. Five\n",
            ["One. Two.", "Three.", "Four:", "Five."],
        ),
        (
            "It helps.[^a] [evidence: early 9.2]\n\n[practical advice]\n\nRest.\n",
            ["It helps.", "Rest."],
        ),
        ("| A | B |\n|---|---|\n| one | two |\n\nText\n", ["Text."]),
        ('/// said\n"It cures everything."\n///\n\nNo.\n', ["No."]),
        ("/// safety\n///\n\n```\ncode\n```\n\nSee [the limits](a.md).\n", ["See the limits."]),
    ],
    ids=["lists", "marks", "tables", "quoted claims", "blocks and code"],
)
def test_reading_is_measured_over_what_a_visitor_reads(tmp_path, body, texts):
    file = tmp_path / "page.md"
    file.write_text("---\ntitle: A\n---\n" + body, "utf-8")
    assert [
        passage.text
        for passage in prose_of(
            read_passages(read_markdown_file(file, tmp_path, tmp_path), kinds=BY_NAME)
        )
    ] == texts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four.", ["One.", "Two!", "Three?", "Four."]),
        ('She says: "Stop." Then he goes.', ['She says: "Stop.', "Then he goes."]),
        ("It costs 9.5 here.", ["It costs 9.5 here."]),
    ],
)
def test_sentences_end_where_a_reader_takes_a_breath(tmp_path, text, sentences):
    file = tmp_path / "page.md"
    file.write_text("---\ntitle: A\n---\n" + text, "utf-8")
    (passage,) = prose_of(
        read_passages(read_markdown_file(file, tmp_path, tmp_path), kinds=BY_NAME)
    )
    assert passage.sentences == sentences


def test_a_grade_rises_with_long_words_and_long_sentences():
    easy, hard = (
        "The dog ran. It was fun.",
        "Psychotherapeutic interventions necessitate considerable interdisciplinary collaboration.",
    )
    assert grade([easy]) < 2 < 15 < grade([hard])
    # A list item that ends with a colon ends a sentence all the same.
    assert grade(["It was fun:", "The dog ran."]) == grade(["It was fun.", "The dog ran."])


def grade_of(page):
    return grade(passage.text for passage in prose_of(read_passages(GUIDE.pages[page])))


@pytest.fixture(scope="module")
def grades():
    """The reading grade of every page."""
    return {page: grade_of(page) for page in GUIDE.pages}


def test_no_visitor_page_is_hard_to_read(grades):
    assert {page: grades[page] for page in VISITOR_PAGES if grades[page] > HARDEST} == {}


def test_the_middle_visitor_page_is_easy_to_read(grades):
    assert median(grades[page] for page in VISITOR_PAGES) <= MEDIAN


def test_no_page_for_clinics_or_editors_is_very_hard_to_read(grades):
    assert STAFF_PAGES
    assert {page: grades[page] for page in STAFF_PAGES if grades[page] > HARDEST_FOR_STAFF} == {}


def test_no_sentence_on_a_visitor_page_is_long():
    long = [
        f"{GUIDE.pages[page].path}:{passage.line}: {sentence}"
        for page in VISITOR_PAGES
        for passage in prose_of(read_passages(GUIDE.pages[page]))
        for sentence in passage.sentences
        if count_words(sentence) > LONGEST_SENTENCE
    ]
    assert long == []


def test_words_that_come_from_data_are_as_easy_to_read_as_the_pages():
    texts = [claim.honest for claim in not_none(GUIDE.claims).claims] + [
        verdict.meaning for verdict in not_none(GUIDE.claims).verdicts
    ]
    texts += [term.meaning for term in GUIDE.terms]
    texts += [
        line.for_ for region in not_none(GUIDE.help).regions.values() for line in region.lines
    ]
    assert grade(texts) <= HARDEST
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text)]
    assert [sentence for sentence in sentences if count_words(sentence) > LONGEST_SENTENCE] == []


def test_every_topic_has_its_section():
    topics, _ = read_yaml((ROOT / "docs" / "data" / "topics.yml").read_text("utf-8"))
    assert list(topics) == TOPICS
    for topic, place in topics.items():
        page, _, anchor = place.partition("#")
        assert page in GUIDE.pages, topic
        assert anchor in {
            heading.anchor for heading in GUIDE.pages[page].headings if heading.level in (2, 3)
        }, (topic, place)


def test_the_page_on_fear_itself_needs_no_pointer_to_itself():
    assert "safety" not in [name for name, *_ in blocks_of("cycles/not-a-cycle.md")]


def test_help_now_names_the_emergency_number_first_and_then_three_needs_and_a_fourth():
    first, *_ = prose_of(read_passages(GUIDE.pages["help/now.md"], GUIDE.line_words))
    assert GUIDE.line_words("emergency") in first.text
    blocks = [(name, line) for name, line, _ in blocks_of("help/now.md")]
    assert blocks[0][0] == "lines-for"
    assert [name for name, _ in blocks[1:5]] == ["help-card"] * 4
    assert {"other-regions", "lines-checked"} <= {name for name, _ in blocks}


@pytest.mark.parametrize("page", pages_in("ketamine", "couples"))
def test_ketamine_and_couples_pages_name_sources_and_grades(page):
    text = "\n".join(line.text for line in GUIDE.pages[page].live)
    assert "[^" in text
    assert "[evidence: " in text


def test_the_key_that_no_longer_works_is_named_nowhere():
    """The third key of 988 ended on July 17, 2025."""
    lines = [line for region in not_none(GUIDE.help).regions.values() for line in region.lines]
    assert {way.press for line in lines for way in line.also} <= {None, "1", "2"}
    assert [
        page
        for page, source in GUIDE.pages.items()
        for line in source.body
        if re.search(r"\bpress (3|three)\b", line.text, re.I)
    ] == []


def test_every_mark_is_explained_where_it_leads():
    explained = GUIDE.anchors("about/how-we-know.md")
    assert {grade.replace(" ", "-") for grade in GRADES} | {"practical-advice"} <= explained


def test_every_region_has_the_lines_that_are_needed_each_with_a_number_its_source_and_its_date():
    assert "us" in not_none(GUIDE.help).regions
    for name, region in not_none(GUIDE.help).regions.items():
        for kind in NEEDED_LINES:
            assert any(line.kind == kind and line.call for line in region.lines), (name, kind)
        ids = [line.id for line in region.lines]
        assert len(ids) == len(set(ids)), name


def test_the_claim_checker_uses_all_six_verdicts_and_no_claim_twice():
    verdicts = Counter(claim.verdict for claim in not_none(GUIDE.claims).claims)
    assert set(verdicts) == {
        "holds",
        "partly",
        "overclaim",
        "unsupported",
        "contradicted",
        "missing",
    }
    claims = Counter(claim.claim for claim in not_none(GUIDE.claims).claims)
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_every_page_is_in_the_menu_once_and_the_menu_leads_nowhere_else():
    class Settings(yaml.SafeLoader):
        """Reads the configuration without acting on its tags."""

    Settings.add_multi_constructor("!", lambda loader, suffix, node: None)
    nav = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=Settings)["nav"]

    def leaves(entry):
        if isinstance(entry, str):
            return [entry]
        return [
            leaf
            for part in (entry.values() if isinstance(entry, dict) else entry)
            for leaf in leaves(part)
        ]

    # The rest is reached from the foot of every page, from the top and from the pages it is about.
    elsewhere = ("about/", "for-clinics/", "for-editors/", "sheets/", "search.md")
    assert sorted(leaves(nav)) == [page for page in GUIDE.pages if not page.startswith(elsewhere)]
    assert len(leaves(nav)) <= MOST_IN_MENU
    assert len(leaves(nav)) == len(set(leaves(nav)))


@pytest.mark.parametrize("field", ["title", "description"])
def test_no_two_pages_share_a_title_or_a_description(field):
    values = Counter(source.meta[field] for source in GUIDE.pages.values())
    assert [value for value, times in values.items() if times > 1] == []


def test_search_words_are_only_what_the_page_itself_does_not_say():
    for page, source in GUIDE.pages.items():
        asked = source.meta.get("search_words", [])
        assert len(asked) == len(set(asked)) <= MOST_SEARCH_WORDS, page
