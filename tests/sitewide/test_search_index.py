"""What the search knows of the guide."""

import pytest
from published_index import read_index
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.sitewide.search_index import LEAD, search_index

FRONT = (
    "---\ntitle: New\ndescription: What is new.\nupdated: 2026-11-22\nreview_by:"
    " 2027-05-22\n{more}---\n\n"
)


@pytest.fixture
def small(tmp_path):
    """The folder of the small guide."""
    return lay_out(tmp_path)


def index_of(root):
    """The index of the guide at a root, with each page's own name for its address."""
    return read_index(search_index(load_guide(root), lambda page: page.removesuffix(".md") + "/"))


def add(root, body, more=""):
    """Put a page into the guide and return its sections in the index, without its number."""
    (root / "docs" / "new.md").write_text(FRONT.format(more=more) + body, "utf-8")
    index = index_of(root)
    addresses = [page[0] for page in index["pages"]]
    number = addresses.index("new/") if "new/" in addresses else None
    return [section[1:] for section in index["sections"] if section[0] == number]


def test_every_page_for_visitors_is_known_with_its_main_message_and_how_people_ask(small):
    assert [page[:4] for page in index_of(small)["pages"]] == [
        ["about/claims/", "Claim checker", "What the page says in one sentence.", ""],
        ["about/glossary/", "Glossary", "What the page says in one sentence.", ""],
        ["about/how-we-know/", "How sure we are", "What the page says in one sentence.", ""],
        ["help/now/", "Help now", "What the page says in one sentence.", ""],
        [
            "ketamine/limits/",
            "Limits of ketamine",
            "What the page says in one sentence.",
            "does it last",
        ],
    ]


def test_words_of_a_pages_text_that_nothing_else_shows_are_known(small):
    add(
        small,
        "## A\n\nShort lead. And a longer one that no result shows to anyone, about an"
        " accordion, in " + "long words, " * 9 + "here.\n",
    )
    more = {page[0]: page[4].split() for page in index_of(small)["pages"]}
    assert "accordion" in more["new/"]
    assert not {"short", "lead"} & set(more["new/"])


def test_every_section_claim_and_term_is_known_with_its_place_and_lead(small):
    assert index_of(small)["sections"] == [
        [
            0,
            "saves-relationships",
            "Ketamine saves relationships.",
            "Nobody has shown that in a study with a comparison group.",
        ],
        [
            1,
            "attachment-style",
            "Attachment style, bond",
            "How we reach for the people we depend on.",
        ],
        [2, "early", "Early", "Small studies."],
        [4, "how-long-does-it-last", "How long does it last?", "Days or weeks. Then it fades."],
        [4, "what-is-not-known", "What is not known", "Much."],
    ]


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (
            "# P\n\nLead.\n\n## A?\n\n### B\n\nText.\n\n#### C\n\nMore.\n",
            [["a", "A?", ""], ["b", "B", "Text."]],
        ),
        (
            "## A[^dean-2021]\n\nIt *helps*.[^dean-2021] [evidence: early 9.2]\n",
            [["a", "A", "It helps."]],
        ),
        ("## A\n\n[practical advice]\n\n- One.\n- Two.\n", [["a", "A", "One."]]),
        ('## A\n\n/// said\n"It cures."\n///\n\nNo.\n', [["a", "A", "No."]]),
        ("## A\n\nCall [call: crisis].\n", [["a", "A", "Call 988 (call or text)."]]),
        ("## A\n\n```\ncode\n```\n\nText.\n", [["a", "A", "Text."]]),
        (
            "## Same\n\nOne.\n\n## Same\n\nTwo.\n",
            [["same", "Same", "One."], ["same_1", "Same", "Two."]],
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
def test_a_sections_lead_is_the_first_thing_a_reader_reads_in_it(small, body, sections):
    assert add(small, body) == sections


def test_a_long_lead_is_cut_between_words(small):
    ((_, _, lead),) = add(small, "## A\n\n" + "word, " * 50 + "end.\n")
    assert lead.endswith("word ...")
    assert len(lead) <= LEAD + len(" ...")


def test_a_lead_is_made_of_whole_sentences_where_it_can_be(small):
    ((_, _, lead),) = add(
        small, "## A\n\nNo. It is not so. " + "And " + "then " * 30 + "it ends.\n"
    )
    assert lead == "No. It is not so."


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
    text = search_index(load_guide(small), str)
    assert "¿Qué es?" in text
    assert "Öl & <b>." in text


def test_every_place_in_the_shipped_index_is_on_its_page(guide):
    index = read_index(search_index(guide, str))
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
        (
            "title: Help now",
            "titel: Help now",
            '"titel" is not a field here. Did you mean "title"?',
        ),
    ],
    ids=["page", "anchor", "form", "list", "twice", "field"],
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
