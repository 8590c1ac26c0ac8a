"""What the search knows of the guide."""

import pytest
from published_index import read_answers, read_index
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.sitewide.search_index import ANSWER, search_index

FRONT = (
    "---\ntitle: New\ndescription: What is new.\nupdated: 2026-11-22\nreview_by:"
    " 2027-05-22\n{more}---\n\n"
)


@pytest.fixture
def small(tmp_path):
    """The folder of the small guide."""
    return lay_out(tmp_path)


def made(root):
    """The index and the answers of the guide at a root, each page's own name for its address."""
    return search_index(load_guide(root), lambda page: page.removesuffix(".md") + "/")


def index_of(root):
    """The index alone."""
    return read_index(made(root)[0])


def add(root, body, more=""):
    """Put a page into the guide; its sections as the search knows them: anchor, heading and
    the sentences that may be shown.
    """
    (root / "docs" / "new.md").write_text(FRONT.format(more=more) + body, "utf-8")
    index, answers = made(root)
    index, (_, sentences) = read_index(index), read_answers(answers)
    addresses = [page[0] for page in index["pages"]]
    number = addresses.index("new/") if "new/" in addresses else None
    return [
        [*section[1:3], answer]
        for section, answer in zip(index["sections"], sentences, strict=True)
        if section[0] == number
    ]


def test_every_page_for_visitors_is_known_with_how_people_ask_and_what_it_weighs(small):
    assert index_of(small)["pages"] == [
        ["about/claims/", "Claim checker", "", "40"],
        ["about/glossary/", "Glossary", "", "40"],
        ["about/how-we-know/", "How sure we are", "", "40"],
        ["help/now/", "Help now", "", "100"],
        ["ketamine/limits/", "Limits of ketamine", "does it last", "100"],
    ]
    pages, _ = read_answers(made(small)[1])
    assert pages == ["What the page says in one sentence."] * 5


def test_the_words_of_a_sections_whole_text_are_known_but_for_those_that_stand_everywhere(small):
    add(small, "## Bread\n\nShort lead.\n\nLater on, a small accordion plays.\n")
    index = index_of(small)
    (words,) = [words for _, _, heading, words in index["sections"] if heading == "Bread"]
    assert words.split() == ["accordion", "later", "lead", "plays", "short", "small"]
    more = "".join(f"## Number {n}\n\nAccordion.\n\n" for n in range(9))
    add(small, more)
    assert "accordion" in index_of(small)["common"].split()


def test_every_section_claim_and_term_is_known_with_its_place(small):
    assert [section[:3] for section in index_of(small)["sections"]] == [
        [0, "saves-relationships", "Ketamine saves relationships."],
        [1, "attachment-style", "Attachment style, bond"],
        [2, "early", "Early"],
        [4, "how-long-does-it-last", "How long does it last?"],
        [4, "what-is-not-known", "What is not known"],
    ]
    _, answers = read_answers(made(small)[1])
    assert answers == [
        ["Nobody has shown that in a study with a comparison group."],
        ["How we reach for the people we depend on."],
        ["Small studies."],
        ["Days or weeks.", "Then it fades."],
        ["Much."],
    ]


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (
            "# P\n\nLead.\n\n## A?\n\n### B\n\nText.\n\n#### C\n\nMore.\n",
            [["a", "A?", [""]], ["b", "B", ["Text."]]],
        ),
        (
            "## A[^dean-2021]\n\nIt *helps*.[^dean-2021] [evidence: early 9.2]\n",
            [["a", "A", ["It helps."]]],
        ),
        ("## A\n\n[practical advice]\n\n- One.\n- Two.\n", [["a", "A", ["One.", "Two."]]]),
        ('## A\n\n/// said\n"It cures."\n///\n\nNo.\n', [["a", "A", ["No."]]]),
        ("## A\n\nCall [call: crisis].\n", [["a", "A", ["Call 988 (call or text)."]]]),
        ("## A\n\n```\ncode\n```\n\nText.\n", [["a", "A", ["Text."]]]),
        (
            "## Same\n\nOne.\n\n## Same\n\nTwo.\n",
            [["same", "Same", ["One."]], ["same_1", "Same", ["Two."]]],
        ),
    ],
    ids=[
        "levels",
        "marks",
        "advice",
        "quoted claims",
        "help lines",
        "code",
        "the same heading twice",
    ],
)
def test_what_may_answer_is_what_a_reader_reads_below_a_heading(small, body, sections):
    assert add(small, body) == sections


def test_a_long_section_gives_its_first_sentences_and_cuts_none(small):
    sentence = "One more of a good many sentences, said slowly."
    ((_, _, answer),) = add(small, "## A\n\n" + f"{sentence} " * 40 + "\n")
    assert set(answer) == {sentence}
    assert ANSWER - len(sentence) <= sum(map(len, answer)) <= ANSWER


def test_a_sentence_keeps_what_closes_it(small):
    ((_, _, answer),) = add(small, '## A\n\nSay "No." Then (if you like) go. Now?\n')
    assert answer == ['Say "No."', "Then (if you like) go.", "Now?"]


@pytest.mark.parametrize("more", ["index: false\n", "unknown: field\nindex: false\n"])
def test_a_page_that_is_not_to_be_found_is_not_known(small, more):
    assert add(small, "## A\n\nText.\n", more) == []


def test_pages_for_clinics_and_editors_are_not_among_what_visitors_search(small):
    folder = small / "docs" / "for-clinics"
    folder.mkdir()
    (folder / "index.md").write_text(FRONT.format(more="") + "# Host it\n", "utf-8")
    assert [page[0] for page in index_of(small)["pages"] if page[0].startswith("for-")] == []


def test_the_index_keeps_words_of_any_language_as_they_are(small):
    add(small, "## ¿Qué es?\n\nÖl & <b>.\n")
    text = "".join(search_index(load_guide(small), str))
    assert "¿Qué es?" in text
    assert "Öl & <b>." in text


def test_every_place_in_the_shipped_index_is_on_its_page(guide):
    index = read_index(search_index(guide, str)[0])
    assert len(index["pages"]) > 40
    for number, anchor, heading, _ in index["sections"]:
        page = index["pages"][number][0]
        assert anchor in guide.anchors(page), (page, heading)


def test_what_is_urgent_leads_to_help_and_names_the_regions_lines(small):
    assert index_of(small)["urgent"] == [
        ["help/now/", "Help now", "Call 1-800-799-7233.", "scares {me}", "scares me easily"]
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("help/now.md", "help/never.md", 'There is no page "help/never.md".'),
        ("help/now.md", "help/now.md#nowhere", 'There is no place "nowhere" on help/now.md.'),
        ("help/now.md", "now", '"to" (entry 1) is not a place in the guide.'),
        ("scares {me}", "scares {mee}", 'There is no list "mee". Did you mean "me"?'),
        ("wife]", "wife]\n  - [spouse, wife]", '"wife" stands in two lines.'),
        ("about: 40", "abuot: 40", 'There is no folder "abuot". Did you mean "about"?'),
        ("[ketamine]", "[ketamin]", 'There is no folder "ketamin". Did you mean "ketamine"?'),
        (
            "title: Help now",
            "titel: Help now",
            '"titel" is not a field here. Did you mean "title"?',
        ),
    ],
    ids=["page", "anchor", "form", "list", "twice", "weight", "drug", "field"],
)
def test_a_fault_in_the_words_of_the_search_is_told_at_its_line(small, before, after, said):
    file = small / "docs" / "data" / "search.yml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    assert [
        fault
        for fault in map(str, load_guide(small).findings)
        if fault.startswith("docs/data/search.yml:") and said in fault
    ]
