"""Markdown in, HTML out: sources, marks, help lines, blocks and the list of a page's questions."""

import re
import shutil
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from small_guide import lay_out

from hooks import mkdocs_events
from hooks.edition.settings import Edition
from hooks.guide import load_guide
from hooks.rendering.extension import GuideExtension
from hooks.text.evidence_marks import GRADES


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The folder of the small guide."""
    return lay_out(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def small_guide(small):
    """What is read from it."""
    return load_guide(small)


@pytest.fixture(scope="module")
def render(small_guide):
    """Turn Markdown into an lxml tree, as the engine does before it rewrites links."""
    return lambda text: tree_of(text, small_guide)


def tree_of(text, guide):
    md = markdown.Markdown(extensions=["tables", "fenced_code", "toc", GuideExtension(guide)])
    return html.fromstring(f"<article>{md.convert(text)}</article>")


def words(element):
    """An element's text with white space folded."""
    return " ".join(element.text_content().split())


def one(tree, path):
    """The one element a path leads to."""
    (element,) = tree.xpath(path)
    return element


def with_class(tree, name):
    """The elements of a class, in order."""
    return tree.xpath(f'.//*[contains(concat(" ", @class, " "), " {name} ")]')


@pytest.mark.parametrize(
    ("text", "numbers", "listed"),
    [
        ("A.[^dean-2021]", ["1"], ["Dean"]),
        ("A.[^fda-2023] B.[^dean-2021]", ["1", "2"], ["U.S.", "Dean"]),
        (
            "A.[^dean-2021][^fda-2023] B.[^dean-2021] C.[^leaflet]",
            ["1", "2", "1", "3"],
            ["Dean", "U.S.", "A"],
        ),
        ("- A[^fda-2023]\n- B[^dean-2021]\n\n## C[^fda-2023]", ["1", "2", "1"], ["U.S.", "Dean"]),
        ("| A |\n|---|\n| B[^leaflet] |\n\n**C[^dean-2021]**", ["1", "2"], ["A", "Dean"]),
        (
            "A[^fda-2023]\n\n/// said\nB[^dean-2021]\n///\n\nC[^fda-2023]",
            ["1", "2", "1"],
            ["U.S.", "Dean"],
        ),
        (
            "A[^fda-2023]\n\n/// figure | side-effects\n///\n\nC[^leaflet]",
            ["1", "2", "3"],
            ["U.S.", "Dean", "A"],
        ),
        ("Nothing.", [], []),
        ("`[^dean-2021]` and \\[^dean-2021] and [^nobody]", [], []),
    ],
)
def test_sources_are_numbered_in_the_order_of_the_page_and_one_source_has_one_number(
    render, text, numbers, listed
):
    tree = render(text)
    assert [link.text for link in with_class(tree, "source")] == numbers
    assert [
        words(entry).split()[0] for entry in tree.xpath('.//section[@class="sources"]//li')
    ] == listed


def test_a_page_without_sources_has_no_list_of_them(render):
    assert render("Nothing.").xpath('.//section[@class="sources"]') == []


@pytest.mark.parametrize(
    ("source", "name", "entry", "link"),
    [
        (
            "dean-2021",
            "Source 1: Dean 2021",
            (
                "Dean R. L., Hurducas C., Hawton K. and others. Ketamine treatment for depression."
                " Cochrane Database of Systematic Reviews 9. 2021."
                " doi:10.1002/14651858.CD011612.pub3"
            ),
            "https://doi.org/10.1002/14651858.CD011612.pub3",
        ),
        (
            "fda-2023",
            "Source 1: U.S. Food and Drug Administration 2023",
            (
                "U.S. Food and Drug Administration. Risks of compounded ketamine <at home>. 2023."
                " Read it at www.fda.gov"
            ),
            "https://www.fda.gov/drugs/ketamine",
        ),
        (
            "leaflet",
            "Source 1: A leaflet without an address no date",
            "A leaflet without an address. no date.",
            None,
        ),
    ],
)
def test_a_number_leads_to_its_source_and_the_source_says_where_to_read_it(
    render, source, name, entry, link
):
    tree = render(f"A.[^{source}]")
    (number,) = with_class(tree, "source")
    assert (number.tag, number.get("aria-label")) == ("a", name)
    listed = one(tree, f'.//*[@id="{number.get("href").removeprefix("#")}"]')
    assert listed.get("id") == number.get("data-opens")
    assert words(listed) == entry
    assert [a.get("href") for a in listed.xpath(".//a")] == ([link] if link else [])


def test_a_number_stands_above_the_line_and_apart_from_the_next_where_nothing_is_styled(render):
    """As a reader view shows it."""
    (paragraph,) = render("In 2021.[^dean-2021][^fda-2023] More.").xpath("./p")
    assert [part.tag for part in paragraph] == ["sup", "sup"]
    assert paragraph.text_content() == "In 2021.1\u202f2 More."


def test_a_heading_called_sources_keeps_its_place_beside_the_list(render):
    ids = render("## Sources\n\nA.[^dean-2021]").xpath(".//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("mark", "seen", "anchor"),
    [
        ("[evidence: strong 2.6]", "Strong evidence.", "s2-6"),
        ("[evidence: moderate 11.1 11.2]", "Moderate evidence.", "s11-1"),
        ("[evidence: early]", "Early evidence.", "early"),
        ("[evidence: theory A12]", "Theory.", "theory"),
        ("[evidence:  early   9.2 ]", "Early evidence.", "s9-2"),
    ],
)
def test_how_sure_we_are_stands_at_the_source_and_leads_to_what_it_means(
    render, mark, seen, anchor
):
    """To the statement it rests on, which says what the mark means; without one, to the
    page on marks.
    """
    root = render(f"It helps.[^dean-2021] {mark}")
    assert root.xpath("string(p)") == "It helps.1"
    (grade,) = root.xpath(".//li[@id='source-1']/a[1][not(preceding-sibling::node())]")
    assert (grade.text, grade.get("href")) == (seen, f"/about/how-we-know.md#{anchor}")
    assert "Dean" in root.xpath("string(.//li)")


@pytest.mark.parametrize(
    ("mark", "seen", "anchor"),
    [
        ("[evidence: contested K]", "contested", "sk"),
        (
            "[evidence: not studied 26.1, November 2026]",
            "not studied, as of November 2026",
            "s26-1",
        ),
    ],
)
def test_what_is_in_doubt_says_so_in_the_text(render, mark, seen, anchor):
    root = render(f"It helps.[^dean-2021] {mark}")
    (link,) = root.xpath("p/a[contains(@class, 'mark')]")
    assert (link.text, link.get("href")) == (seen, f"/about/how-we-know.md#{anchor}")
    assert not root.xpath(".//li/a[contains(@class, 'mark')]")


def test_a_mark_without_a_source_has_an_entry_of_its_own(render):
    root = render("A theory. [evidence: theory 7.3]\n\nAgain. [evidence: theory 7.3]")
    assert [p.text_content().strip() for p in root.xpath("p")] == ["A theory.1", "Again.1"]
    assert root.xpath("string(.//li)").strip() == "Theory."
    assert root.xpath("p/sup/a/@aria-label") == ["Source 1: Theory"] * 2


def test_a_source_that_carries_one_thing_well_and_one_barely_has_two_entries(render):
    root = render(
        "A.[^dean-2021] [evidence: strong 2.6] B.[^dean-2021] [evidence: early 9.2] C.[^dean-2021]"
        " [evidence: strong 2.6]"
    )
    assert root.xpath("string(p)") == "A.1 B.2 C.1"
    assert root.xpath(".//li/a[1]/text()") == ["Strong evidence.", "Early evidence."]


def test_practical_advice_is_for_the_checks_alone(render):
    root = render(
        "[practical advice]\n\n- Rest. [practical advice]\n- *Sleep [practical advice]*, then eat."
    )
    assert [item.text_content().strip() for item in root.xpath(".//li")] == [
        "Rest.",
        "Sleep, then eat.",
    ]
    assert not root.xpath(".//p|.//a|.//span")


def test_a_line_of_marks_goes_to_the_first_words_of_its_section(render):
    root = render("## A\n\n[^dean-2021] [evidence: early 9.2]\n\nFirst.\n\nSecond.")
    assert [p.text_content() for p in root.xpath("p")] == ["First.1", "Second."]


def test_each_grade_has_a_look_of_its_own(render):
    text = " ".join(
        f"[evidence: {grade}{', May 2026' if grade == 'not studied' else ''}]" for grade in GRADES
    )
    looks = [link.get("class") for link in render(text).xpath(".//a[contains(@class, 'mark')]")]
    assert len(looks) == len(set(looks)) == 6


@pytest.mark.parametrize(
    "text",
    [
        "[evidence: hopeful]",
        "[evidence: not studied]",
        "`[evidence: early]`",
        "\\[evidence: early]",
    ],
)
def test_what_is_no_mark_stays_text(render, text):
    assert render(text).xpath(".//a") == []


REGIONS = {
    "us": {
        "emergency": ("911", "tel:911"),
        "crisis": ("988 (call or text)", "tel:988"),
        "abuse": ("1-800-799-7233", "tel:18007997233"),
    },
    "uk": {
        "emergency": ("999", "tel:999"),
        "crisis": ("116 123", "tel:116123"),
        "abuse": ("0808 2000 247", "tel:08082000247"),
    },
}


@pytest.mark.parametrize("region", REGIONS)
def test_a_call_mark_becomes_the_number_of_the_region(small, tmp_path, region):
    root = tmp_path / "edition"
    shutil.copytree(small, root)
    (root / "clinic.yml").write_text(
        f"INHERIT: mkdocs.yml\nextra:\n  clinic:\n    region: {region}\n", "utf-8"
    )
    guide = load_guide(root)
    for kind, expected in REGIONS[region].items():
        (link,) = tree_of(f"Call [call: {kind}] now.", guide).xpath(".//a")
        assert (words(link), link.get("href")) == expected
    # A region without a line of a kind names the one that is right instead.
    assert words(tree_of("[call: poison]", guide)) == REGIONS[region]["emergency"][0]
    assert words(tree_of("[call: harm]", guide)) == REGIONS[region]["abuse"][0]


def test_every_number_of_the_shipped_regions_can_be_dialed(guide):
    for name, region in guide.help.regions.items():
        for kind in ("emergency", "crisis", "abuse"):
            assert re.fullmatch(r"\+?\d{3,15}", region.line(kind).tel), (name, kind)


def test_the_safety_box_has_its_words_and_ways_out_wherever_it_stands(render):
    box = one(render("/// safety\n///"), ".//section")
    assert words(box).startswith("Are you afraid of your partner, or do they control or hurt you?")
    assert [link.get("href") for link in box.xpath(".//a")] == [
        "/cycles/not-a-cycle.md",
        "/help/now.md",
    ]


def test_a_quoted_claim_is_labeled_so_that_nobody_takes_it_for_the_guides_own_words(render):
    quote = one(render('/// said\n"It cures."\n///'), ".//blockquote")
    assert words(quote) == 'You may read "It cures."'


def test_the_in_short_box_has_a_heading_and_its_points(render):
    box = one(
        render("/// in-short\n- **What it may do:** a\n- b\n///"), './/section[@class="short"]'
    )
    assert words(one(box, ".//h2")) == "In short"
    assert box.get("aria-labelledby") == one(box, ".//h2").get("id")
    assert [words(item) for item in box.xpath(".//li")] == ["What it may do: a", "b"]


def test_the_emergency_card_says_in_its_heading_whom_to_call(render):
    card = one(
        render("/// emergency | Call [call: emergency] now if:\n- a\n- b\n///"), ".//section"
    )
    assert words(one(card, ".//h2")) == "Call 911 now if:"
    assert one(card, ".//h2//a").get("href") == "tel:911"
    assert card.get("aria-labelledby") == one(card, ".//h2").get("id")
    assert [words(item) for item in card.xpath(".//li")] == ["a", "b"]


@pytest.mark.parametrize(
    ("block", "label"), [("next", "Where to read on"), ("doors | apart", "Where to start")]
)
def test_lists_of_links_are_named_navigation(render, block, label):
    nav = one(render(f"/// {block}\n- [Limits](limits.md): why\n///"), ".//nav")
    assert nav.get("aria-label") == label
    assert [link.get("href") for link in nav.xpath(".//a")] == ["limits.md"]


def test_each_door_has_its_picture(render):
    nav = one(
        render("/// doors | apart window\n- [A](limits.md): a\n- [B](limits.md): b\n///"), ".//nav"
    )
    assert [len(item.xpath("./svg")) for item in nav.xpath(".//li")] == [1, 1]
    assert not nav.xpath("./div[svg]")


@pytest.mark.parametrize(
    ("argument", "names"),
    [
        ("", ["The emergency line", "The crisis line", "The abuse line"]),
        (" | abuse", ["The abuse line"]),
        (" | abuse crisis", ["The crisis line", "The abuse line"]),
    ],
)
def test_help_lines_show_the_kinds_asked_for_and_when_each_was_checked(render, argument, names):
    tree = render(f"/// help-lines{argument}\n///")
    assert [words(name) for name in with_class(tree, "line__name")] == names
    checked = [words(item) for item in tree.xpath(".//details//li")]
    assert [item.split(":")[0] for item in checked] == names
    assert all(
        re.search(r": November 2[02], 2026, seen at example\.org$", item) for item in checked
    )


def test_help_lines_of_a_kind_that_a_region_lacks_are_never_an_empty_list(render):
    tree = render("/// help-lines | treatment\n///")
    assert [words(name) for name in with_class(tree, "line__name")] == ["The crisis line"]


CARD = "/// help-card | {}\n## A need\n\nA sentence.\n///"


def of_region(guide, region):
    """The guide as an edition for another region has it."""
    return replace(
        guide, edition=Edition(clinic=guide.clinic.model_copy(update={"region": region}))
    )


def links(element):
    return element.xpath(".//a/@href")


@pytest.mark.parametrize("kinds", ["abuse", "crisis", "emergency poison", "harm"])
def test_a_help_card_shows_a_number_in_plain_sight_in_every_region(guide, kinds):
    for name, region in guide.help.regions.items():
        card = one(tree_of(CARD.format(kinds), of_region(guide, name)), ".//section")
        assert words(one(card, ".//h2")) == "A need" and "A sentence." in words(card)
        # Nothing hides it: no box to open, no popover, no link to a place.
        assert not card.xpath(
            ".//details | .//*[@popover] | .//*[@hidden] | .//a[contains(@href, '#')]"
        )
        for kind in kinds.split():
            line = region.line(kind)
            assert f"tel:{line.tel}" in links(card) and line.call in words(card), (name, kind)
            assert not line.hours or line.hours in words(card)


def test_a_card_for_who_may_do_harm_names_the_abuse_line_where_there_is_no_other(render):
    card = one(render(CARD.format("harm")), ".//section")
    assert links(card) == ["tel:18007997233"]


def test_lines_for_some_readers_stand_together_and_only_where_a_region_has_any(guide):
    text = "/// more-lines\n## For some of us\n///"
    more = one(tree_of(text, guide), ".//section")
    for kind in ("native", "lgbtq", "young", "sexual-assault", "treatment"):
        assert f"tel:{guide.region.line(kind).tel}" in links(more)
    assert "tel:18007997233" not in links(more)
    assert not tree_of(text, of_region(guide, "ireland")).xpath(".//section | .//h2")


def test_a_word_to_send_stands_in_the_message(guide):
    card = one(tree_of(CARD.format("crisis"), guide), ".//section")
    assert "sms:741741?&body=HOME" in links(card) and "sms:988" in links(card)


def test_other_regions_are_all_shown_but_the_editions_own(guide):
    for own in guide.help.regions:
        tree = tree_of("/// other-regions\n///", of_region(guide, own))
        assert [words(heading) for heading in tree.xpath(".//h3")] == [
            region.name for name, region in guide.help.regions.items() if name != own
        ]
        for name, region in guide.help.regions.items():
            shown = [link for part in with_class(tree, "regions__one") for link in links(part)]
            for kind in ("emergency", "crisis", "abuse"):
                assert name == own or f"tel:{region.line(kind).tel}" in shown


def test_whom_the_lines_are_for_stands_in_a_sentence(guide):
    tree = tree_of("/// lines-for\n[Other countries](#x)\n///\n\n## X", guide)
    assert words(tree).startswith("These lines are for the United States. Other countries")


@pytest.mark.parametrize(
    "text",
    [
        "[call: emergency] [call: crisis] [call: abuse]",
        *map(CARD.format, ("abuse", "crisis")),
        "/// help-lines\n///",
        "/// other-regions\n///",
    ],
)
def test_numbers_and_words_to_send_are_not_translated(guide, text):
    """Neither in a link that calls or writes, nor beside one."""
    for name in guide.help.regions:
        tree = tree_of(text, of_region(guide, name))
        for part in tree.xpath(".//*[@translate='no']"):
            part.drop_tree()
        for link in tree.xpath(".//a[starts-with(@href, 'tel:') or starts-with(@href, 'sms:')]"):
            assert not re.search(r"\d|\b[A-Z]{3,}\b", words(link)), words(link)


def test_a_drawing_is_described_for_those_who_cannot_see_it(render):
    drawing = one(render("/// figure | two-people\n///"), ".//svg")
    named = [one(drawing, f'.//*[@id="{name}"]') for name in drawing.get("aria-labelledby").split()]
    assert [part.tag for part in named] == ["title", "desc"]
    assert all(words(part) for part in named)


def test_a_drawing_that_is_not_there_stays_text(render):
    assert "/// figure | nobody" in words(render("/// figure | nobody\n///"))


def test_the_claim_checker_shows_claim_verdict_and_honest_words_with_sources(render):
    tree = render("/// claims\n///")
    claim = one(tree, './/*[@id="saves-relationships"]')
    assert words(one(claim, ".//q")) == "Ketamine saves relationships."
    assert words(with_class(claim, "verdict")[0]) == "Says too much"
    assert words(claim).endswith("Nobody has shown that in a study with a comparison group.1")
    assert words(one(tree, ".//dd")) == "It goes further than the evidence does."


def test_a_filter_that_needs_a_script_is_hidden_until_there_is_one(render):
    assert with_class(render("/// claims\n///"), "claims__filter")[0].get("hidden") is not None


def test_the_glossary_shows_each_word_with_its_other_names_and_where_to_read_on(render):
    entry = one(render("/// glossary\n///"), './/*[@id="attachment-style"]')
    assert (
        words(entry)
        == "Attachment style also: bond How we reach for the people we depend on. Read more: Limits"
        " of ketamine"
    )
    assert one(entry, ".//a").get("href") == "/ketamine/limits.md"


def test_all_sources_lists_those_in_use_with_every_page_that_uses_them(render):
    (entry,) = render("/// all-sources\n///").xpath(".//li")
    assert entry.get("id") == "dean-2021"
    uses = with_class(entry, "used")[0].xpath(".//a")
    assert [(link.text, link.get("href")) for link in uses] == [
        ("Claim checker", "/about/claims.md"),
        ("How sure we are", "/about/how-we-know.md"),
        ("Limits of ketamine", "/ketamine/limits.md"),
    ]


def test_a_to_z_has_every_page_for_visitors_and_every_question(render):
    tree = render("/// a-z\n///")
    assert [(words(link), link.get("href")) for link in tree.xpath(".//section//a")] == [
        ("Claim checker", "/about/claims.md"),
        ("Glossary", "/about/glossary.md"),
        ("Help now", "/help/now.md"),
        ("How long does it last?", "/ketamine/limits.md#how-long-does-it-last"),
        ("How sure we are", "/about/how-we-know.md"),
        ("Limits of ketamine", "/ketamine/limits.md"),
    ]
    assert [link.get("href") for link in tree.xpath(".//nav//a")] == [
        f"#{i}" for i in tree.xpath(".//h2/@id")
    ]


def test_words_from_data_are_never_taken_for_html(render):
    tree = render("A.[^fda-2023]")
    assert tree.xpath(".//at") == []
    assert "<at home>" in words(one(tree, './/li[@id="source-1"]'))


def contents_of(tree):
    return [
        (words(link), link.get("href")) for link in tree.xpath('.//details[@class="contents"]//a')
    ]


def test_a_page_with_four_questions_lists_them_before_the_first(render):
    tree = render(
        "# P\n\nLead.\n\n## A?\n\n### Not this\n\n## B *b*\n\n## C[^dean-2021]\n\n## D & e\n"
    )
    assert contents_of(tree) == [("A?", "#a"), ("B b", "#b-b"), ("C", "#c"), ("D & e", "#d-e")]
    assert [child.tag for child in tree][:4] == ["h1", "p", "details", "h2"]
    assert tree.xpath("./details/@open") == []


def test_a_page_with_fewer_questions_has_no_such_list(render):
    assert contents_of(render("# P\n\n## A\n\n## B\n\n## C\n\n### D\n")) == []


def test_headings_that_blocks_bring_are_not_among_the_questions(render):
    tree = render("/// in-short\n- x\n///\n\n## A\n\n## B\n\n## C\n\n## D\n")
    assert [words for words, _ in contents_of(tree)] == ["A", "B", "C", "D"]


PIECES = st.sampled_from(
    [
        "word",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "# ",
        "- ",
        "> ",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](/help/now.md)",
        "](x)",
        "!",
        "<",
        ">",
        "<b>",
        "</b>",
        "<https://example.org/>",
        "&",
        "&amp;",
        "&#8212;",
        "\\",
        "[^dean-2021]",
        "[evidence: early 9.2]",
        "[practical advice]",
        "[call: crisis]",
        "| a | b |\n|---|---|\n",
        "1. ",
        ": ",
        '"',
        "'",
        "/",
        "é",
        "[x]: /y\n",
        "/// said\n",
        "///\n",
    ]
)


@given(text=st.lists(PIECES, max_size=14).map("".join))
@example("A `word` here.")
@example("A  \nline.")
@example("A &#8212; sign, and &lt;.")
@example("A \\[ bracket.")
@example("A <b>word</b>.")
@example("A *word*.")
@example("A _word_.")
@settings(max_examples=200, deadline=None)
def test_a_text_that_is_passed_over_would_have_come_out_the_same(small_guide, text):
    pages = []
    for passed_over in (True, False):
        md = markdown.Markdown(
            extensions=["tables", "fenced_code", "toc", GuideExtension(small_guide)]
        )
        if not passed_over:
            md.treeprocessors.deregister("guide-plain-texts")
        pages.append(md.convert(text))
    assert pages[0] == pages[1]


def test_a_title_stands_in_lists_as_it_is_written(small):
    guide = load_guide(small)
    title = "Is *this* a <b>title</b> & [^dean-2021]?"
    guide.pages["ketamine/limits.md"].meta["title"] = title
    assert title in [words(link) for link in tree_of("/// a-z\n///", guide).xpath(".//section//a")]
    assert title in words(tree_of("/// glossary\n///", guide))


@pytest.mark.parametrize("title", ["Yes", "12:30", "1_000", "2026-11-20"])
def test_the_engine_gets_front_matter_as_it_is_written(small, monkeypatch, title):
    """YAML takes these for something other than words, and so does the engine."""
    file = small / "docs" / "ketamine" / "limits.md"
    before = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^title: .*", f"title: {title}", before, count=1), "utf-8")
    monkeypatch.setattr(mkdocs_events.state, "guide", load_guide(small), raising=False)
    file.write_text(before, "utf-8")
    page: Any = SimpleNamespace(
        meta={"title": None}, file=SimpleNamespace(src_uri="ketamine/limits.md")
    )
    unasked: Any = None
    mkdocs_events.on_page_markdown("", page, unasked, unasked)
    assert page.meta["title"] == title


def test_any_generator_can_load_the_extension_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(lay_out(tmp_path))
    made = markdown.Markdown(extensions=["hooks.markdown_extension"]).convert(
        "Call [call: crisis]."
    )
    assert 'class="call"' in made and "[call" not in made
