"""What may stand in data files and front matter, and how a fault in it is told."""

from typing import Annotated

import pytest
from pydantic import Field

from hooks.data.claims import ClaimFile
from hooks.data.glossary import Glossary
from hooks.data.help_lines import HelpFile
from hooks.data.references import Reference
from hooks.data.schema import Model, validate
from hooks.rules.front_matter import FrontMatter
from hooks.text.yaml_file import read_yaml

PAGE = "title: A page\ndescription: One sentence.\nupdated: 2026-11-22\nreview_by: 2027-05-22\n"


def findings_of(model, text):
    """What is said of a YAML text, without the file's name."""
    value, places = read_yaml(text)
    record, findings = validate(model, value, "file.yml", places, "data")
    assert (record is None) == bool(findings)
    return [str(finding).removeprefix("file.yml:") for finding in findings]


def reference(**fields):
    """A reference with only the fields that matter to a test."""
    return Reference.model_validate({"id": "a", "type": "book", "title": "T", **fields})


@pytest.mark.parametrize(
    "more",
    [
        "",
        "search_words: [one, two]\n",
        "search_words: []\n",
        "index: false\n",
        "index: true\n",
        "neutral_title: A guide\n",
        "template: home.html\n",
        "offers: ketamine\n",
    ],
)
def test_every_field_that_a_page_may_have_is_accepted(more):
    assert findings_of(FrontMatter, PAGE + more) == []


@pytest.mark.parametrize("day", ["2026-11-22", "'2026-11-22'", '"2026-11-22"'])
def test_a_date_may_be_quoted(day):
    assert findings_of(FrontMatter, PAGE.replace("2026-11-22", day)) == []


@pytest.mark.parametrize(
    "day",
    [
        "22 November",
        "11/22/2026",
        "2026-13-01",
        "2026-02-30",
        "26-11-22",
        "20261122",
        "2026-11-22T00:00",
        "1763769600",
        "soon",
    ],
)
def test_only_a_true_date_in_one_form_is_a_date(day):
    assert findings_of(FrontMatter, PAGE.replace("2026-11-22", day)) == [
        '3:1: data: "updated" is not a date. Write year, month and day like this: 2026-11-22.'
    ]


@pytest.mark.parametrize(
    ("model", "text", "finding"),
    [
        (
            FrontMatter,
            PAGE + "autor: me\n",
            (
                '5:1: data: "autor" is not a field here. Choose one of these: changed, description,'
                " index, neutral_title, offers, review_by, search_words, template, title, updated."
            ),
        ),
        (
            FrontMatter,
            PAGE + "Index: true\n",
            '5:1: data: "Index" is not a field here. Did you mean "index"?',
        ),
        (
            FrontMatter,
            PAGE + "index: no\n",
            '5:1: data: "index" is neither true nor false. Write "true" or "false".',
        ),
        (
            FrontMatter,
            PAGE + "offers:\n",
            '5:1: data: "offers" has no value. Write one after the colon, or delete the line.',
        ),
        (
            FrontMatter,
            PAGE + "search_words:\n  - one\n  -\n",
            (
                '7:4: data: "search_words" (entry 2) has no value. Write one after the colon, or'
                " delete the line."
            ),
        ),
        (
            FrontMatter,
            PAGE + 'search_words: ["", two]\n',
            (
                '5:16: data: "search_words" (entry 1) has no value. Write one after the colon, or'
                " delete the line."
            ),
        ),
        (
            FrontMatter,
            PAGE + "search_words: one, two\n",
            (
                '5:1: data: "search_words" is not a list. Put each entry on a line of its own that'
                " starts with a dash."
            ),
        ),
        (
            FrontMatter,
            PAGE.replace("One sentence.", "No full stop"),
            (
                '2:1: data: "description" does not end with a full stop. Write it as a sentence,'
                " and end it with a full stop."
            ),
        ),
        (
            FrontMatter,
            PAGE.replace("One sentence.", "a" * 220 + "."),
            '2:1: data: "description" is too long. Say it in at most 220 letters.',
        ),
        (
            FrontMatter,
            PAGE.replace("A page", "A"),
            '1:1: data: "title" is too short. Write at least 2 letters.',
        ),
        (
            FrontMatter,
            PAGE.replace("A page", "[A, page]"),
            '1:1: data: "title" is not text. Write it on one line, after the colon.',
        ),
        (
            FrontMatter,
            PAGE.replace("title: A page\n", ""),
            '1:1: data: "title" is missing. Add a line that starts with "title:".',
        ),
        (
            Glossary,
            "- term: Bond\n  meaning: No full stop\n",
            (
                '2:3: data: "meaning" (entry 1) does not end with a full stop. Write it as a'
                " sentence, and end it with a full stop."
            ),
        ),
        (
            Glossary,
            "- term: Bond\n  meaning: It is.\n  aslo: [tie]\n",
            '3:3: data: "aslo" is not a field here. Did you mean "also"?',
        ),
        (
            Glossary,
            "- Bond\n",
            (
                "1:3: data: Entry 1 is not a group of fields. Write each field on a line of its"
                ' own, as "name: value".'
            ),
        ),
        (
            Glossary,
            "term: Bond\n",
            (
                "1:1: data: The file is not a list. Put each entry on a line of its own that starts"
                " with a dash."
            ),
        ),
        (
            ClaimFile,
            "- a\n",
            (
                "1:1: data: The file is not a group of fields. Write each field on a line of its"
                ' own, as "name: value".'
            ),
        ),
        (
            ClaimFile,
            "topics: [{id: Two Words, name: N}]\nverdicts: []\nclaims: []\n",
            (
                '1:11: data: "id" (entry 1) is not an id. Write it in small letters and digits,'
                ' with hyphens between words, "like-this".'
            ),
        ),
        (
            HelpFile,
            "regions:\n  U S:\n    name: N\n    lines: []\n",
            (
                '2:3: data: "U S" is not an id. Write it in small letters and digits, with hyphens'
                ' between words, "like-this".'
            ),
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_fault_is_told_in_an_editors_words_at_its_place(model, text, finding):
    assert findings_of(model, text) == [finding]


LINE = (
    "id: a\nkind: crisis\nname: N\nsay: '988'\nfor: When.\nseen_at: https://example.org\ntrust:"
    " listed\nchecked: 2026-11-22\n"
)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "kind: crisis",
            "kind: crises",
            '6:9: data: "crises" is not a known kind. Did you mean "crisis"?',
        ),
        (
            "trust: listed",
            "trust: hearsay",
            (
                '11:9: data: "hearsay" is not a known trust. Choose one of these: listed, official,'
                " public-body, service."
            ),
        ),
        (
            "say: '988'",
            "say: '988'\ncall: ring us",
            (
                '9:9: data: "call" (entry 1) is not a phone number. Write digits, with spaces or'
                " hyphens between them."
            ),
        ),
        (
            "say: '988'",
            "say: '988'\ntext: {to: HOME}",
            (
                '9:16: data: "to" (entry 1) is not a number. Write digits, with spaces or hyphens'
                " between them."
            ),
        ),
        (
            "say: '988'",
            "say: '988'\nchat: https://a.org",
            (
                '9:9: data: "chat" (entry 1) is not the name of a site. Write it without the'
                ' https:// in front: "example.org/chat".'
            ),
        ),
        (
            "https://example.org",
            "example.org",
            (
                '10:9: data: "seen_at" (entry 1) is not a web address. Copy the whole address of'
                " the page, with the https:// in front."
            ),
        ),
        (
            "for: When.\n",
            "",
            '5:9: data: "for" (entry 1) is missing. Add a line that starts with "for:".',
        ),
        (
            "for: When.",
            "for_: When.",
            '5:9: data: "for" (entry 1) is missing. Add a line that starts with "for:".',
        ),
    ],
    ids=lambda value: value[:30],
)
def test_a_fault_in_a_help_line_is_told_at_its_place(old, new, finding):
    line = LINE.replace(old, new).rstrip("\n").replace("\n", "\n        ")
    assert (
        findings_of(HelpFile, f"regions:\n  us:\n    name: N\n    lines:\n      - {line}\n")[0]
        == finding
    )


def test_all_faults_of_a_file_are_told_together():
    assert [
        finding.split(" is ")[0]
        for finding in findings_of(FrontMatter, "title: A\nupdated: x\nindex: 1\nother: y\n")
    ] == [
        '1:1: data: "title"',
        '1:1: data: "description"',
        '2:1: data: "updated"',
        '1:1: data: "review_by"',
        '3:1: data: "index"',
        '4:1: data: "other"',
    ]


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ([], ""),
        ([{"literal": "FDA"}], "FDA"),
        ([{"family": "Dean", "given": "Robert L"}], "Dean R. L."),
        ([{"family": "Dean"}, {"family": "Li", "given": "Mei-Ling"}], "Dean and Li M. L."),
        ([{"family": "A"}, {"family": "B"}, {"family": "C"}], "A, B and C"),
        (
            [{"family": "A"}, {"family": "B"}, {"family": "C"}, {"family": "D"}],
            "A, B, C and others",
        ),
    ],
)
def test_authors_are_named_as_a_list_of_sources_names_them(authors, words):
    assert reference(author=authors).authors == words


@pytest.mark.parametrize(
    ("fields", "journal"),
    [
        ({}, ""),
        ({"publisher": "Press"}, "Press"),
        ({"container-title": "Journal", "publisher": "Press"}, "Journal"),
        ({"container-title": "Journal", "volume": "9"}, "Journal 9"),
        (
            {"container-title": "Journal", "volume": "9", "issue": "2", "page": "1-7"},
            "Journal 9(2):1-7",
        ),
        ({"container-title": "Journal", "issue": "2"}, "Journal"),
        ({"volume": "9"}, ""),
    ],
)
def test_a_journal_comes_with_volume_issue_and_pages(fields, journal):
    assert reference(**fields).journal == journal


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({}, None),
        ({"URL": "https://example.org"}, "https://example.org"),
        ({"DOI": "10.1/x"}, "https://doi.org/10.1/x"),
        ({"DOI": "10.1/x", "URL": "https://example.org"}, "https://doi.org/10.1/x"),
    ],
)
def test_a_source_links_to_its_doi_else_to_its_address_else_nowhere(fields, link):
    assert reference(**fields).link == link


@pytest.mark.parametrize(
    ("fields", "year"), [({}, "no date"), ({"issued": {"date-parts": [[2021, 9, 12]]}}, "2021")]
)
def test_a_year_or_the_words_no_date(fields, year):
    assert reference(**fields).year == year


@pytest.fixture
def region():
    """A region with two crisis lines and one of three other kinds."""
    lines = [
        {
            "id": f"l{n}",
            "kind": kind,
            "name": kind,
            "say": str(n),
            "call": f"1-{n}",
            "for": "You.",
            "seen_at": "https://example.org",
            "trust": "listed",
            "checked": "2026-11-22",
        }
        for n, kind in enumerate(["emergency", "crisis", "crisis", "abuse", "men"])
    ]
    return HelpFile.model_validate({"regions": {"us": {"name": "N", "lines": lines}}}).regions["us"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("crisis", "1"),
        ("abuse", "3"),
        ("men", "4"),
        ("poison", "0"),
        ("harm", "3"),
        ("treatment", "1"),
    ],
)
def test_a_kind_the_region_lacks_leads_to_the_line_that_is_right_instead(region, kind, said):
    assert region.line(kind).say == said


def test_a_number_is_dialed_without_spaces_and_hyphens(region):
    assert region.line("abuse").tel == "13"


def test_a_region_knows_which_kinds_it_lacks(region):
    assert region.missing(["emergency", "poison", "crisis", "veterans"]) == ["poison", "veterans"]


def test_a_fault_that_nobody_foresaw_is_told_in_plain_words_and_not_as_another():
    class Odd(Model):
        count: Annotated[int, Field(multiple_of=5)]

    assert findings_of(Odd, "count: 7\n") == [
        '1:1: data: "count" is not right (Input should be a multiple of 5). Look at its neighbors.'
    ]
