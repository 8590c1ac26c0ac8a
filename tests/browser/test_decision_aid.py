"""The decision aid: what IPDAS asks for where a machine can tell, its data, and the
page in a browser.
"""

import re
from pathlib import Path

import pytest
from conftest import visitors
from lxml import html
from not_none import not_none
from playwright.sync_api import expect
from small_guide import lay_out
from the_guide import HELP, OPTIONS

from hooks.data import options
from hooks.data.load import Loaded
from hooks.data.options import ADVICE, BAD, GOOD, OptionFile
from hooks.data.schema import validate
from hooks.guide import Guide, load_guide
from hooks.rules import check_guide
from hooks.text.readability import count_words
from hooks.text.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
GUIDE = load_guide(ROOT)
FILE = not_none(GUIDE.options)
PAGE = GUIDE.pages["ketamine/compare-options.md"]
HOW = GUIDE.pages["about/how-we-know.md"]
ADDRESS = OPTIONS

ASKED_FOR = {
    "couple-therapy",
    "talking-therapy",
    "antidepressants",
    "tms",
    "ect",
    "esketamine",
    "ketamine",
    "waiting",
}
"""The options without which the decision would be told one-sidedly."""


# The six qualifying and six certification criteria of IPDAS


@pytest.fixture(scope="module")
def page(site):
    return html.fromstring(site.file(ADDRESS).read_text("utf-8"))


def words(element):
    return " ".join(element.text_content().split())


def answers_to(question):
    return [option.answers[question].say for option in FILE.options]


def q1(page):
    """Says what the problem is: under a heading that asks for it."""
    return any(heading.text == "What is this about?" for heading in PAGE.headings)


def q2(page):
    """States the decision, in the first paragraph."""
    return words(page.xpath("//article/h1/following-sibling::p")[0]).startswith("The decision:")


def q3(page):
    """Says what the options are."""
    return {option.id for option in FILE.options} >= ASKED_FOR and all(
        option.what for option in FILE.options
    )


def q4(page):
    """Gives the good points of each."""
    return all(count_words(answer) >= 5 for answer in answers_to(GOOD))


def q5(page):
    """Gives the bad points of each."""
    return all(count_words(answer) >= 5 for answer in answers_to(BAD))


def q6(page):
    """Says what each is like."""
    return all(count_words(answer) >= 5 for answer in answers_to("like"))


def c1(page):
    """Good and bad points are told at like length, and each option in like detail."""
    good, bad = (sum(map(count_words, answers_to(question))) for question in (GOOD, BAD))
    return 0.75 < good / bad < 1.34 and not list(options.check(GUIDE.data[options.PATH], GUIDE))


def c2(page):
    """What is known of each option has a source on the page, and the page lists it."""
    listed = len(page.xpath("//section[@class='sources']//li"))
    cited = {
        name
        for option in FILE.options
        for answer in option.answers.values()
        for name in answer.sources
    }
    return listed >= len(cited) and all(option.answers["known"].sources for option in FILE.options)


def c3(page):
    """Gives its date."""
    return "Last changed" in words(page.xpath("//footer[@class='page-end']")[0])


def c4(page):
    """Says when it will be looked at again."""
    return "every 6 months" in words(page) and "To be checked again by" in words(
        page.xpath("//footer[@class='page-end']")[0]
    )


def c5(page):
    """Says how unsure each number is: a note beside it that begins with the grade, and what
    nobody knows of each option.
    """
    cells = page.xpath("//table[@class='options__table']/tbody//td[b]")
    counted = [cell for cell in cells if re.search(r"\d+ in 100", cell.text_content())]
    graded = set(page.xpath("//li[a[1][starts-with(@class, 'mark ')]]/@id"))
    return (
        len(cells) > 50
        and len(counted) > 5
        and all(
            cell.xpath(".//a[contains(@class, 'mark')]")
            or graded.intersection(cell.xpath(".//a/@data-opens"))
            for cell in counted
        )
        and all(answers_to("unknown"))
    )


def c6(page):
    """Says who paid, and leads to the page about it."""
    return "funder" in words(page) and bool(
        page.xpath("//article//a[contains(@href, 'about/who-made-this')]")
    )


CRITERIA = {
    "Q1": q1,
    "Q2": q2,
    "Q3": q3,
    "Q4": q4,
    "Q5": q5,
    "Q6": q6,
    "C1": c1,
    "C2": c2,
    "C3": c3,
    "C4": c4,
    "C5": c5,
    "C6": c6,
}


@pytest.mark.parametrize("name", CRITERIA)
def test_a_criterion_that_the_page_says_is_met_is_met(page, name):
    assert CRITERIA[name](page), CRITERIA[name].__doc__


def test_what_only_readers_and_clinicians_can_do_is_not_claimed():
    said = " ".join(passage.text for passage in GUIDE.passages(HOW))
    assert "It falls short in two ways." in said
    assert "Nobody who faces this choice has tried it yet" in said
    assert "no clinician has used it with anyone" in said


# The data


SMALL = """
questions:
  - {id: how, ask: How does it work?}
  - {id: good, ask: What is good?}
  - {id: bad, ask: What is bad?}
options:
  - id: talk
    name: Talking
    what: Talks for two.
    answers:
      how: {say: You talk with a therapist., mark: practical advice}
      good: {say: It helps some people., sources: [dean-2021], mark: moderate 2.6}
      bad: {say: It tires some people., mark: practical advice}
  - id: wait
    name: Waiting
    what: No treatment for now.
    answers:
      how: {say: You wait for a while., mark: practical advice}
      good: {say: You have more time., mark: practical advice}
      bad: {say: It may get worse., mark: practical advice}
matters:
  - {id: soon, say: Soon, look: how, ask: How soon?}
asks: [What happens if I wait?]
"""


def findings_of(text):
    value, places = read_yaml(text)
    record, findings = validate(OptionFile, value, options.PATH, places, "data")
    loaded = Loaded(options.PATH, places=places, record=record)
    findings += options.check(loaded, Guide(ROOT, known_sources={"dean-2021"}))
    return [str(finding).removeprefix("docs/data/options.yml:") for finding in findings]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("", "", None),
        (
            "bad: {say: It tires some people., mark: practical advice}\n  -",
            "\n  -",
            (
                '10:5: options: "Talking" does not answer the question "bad". '
                'Add "bad" to its answers. If nothing is known, say so: "Not found, so ask."'
            ),
        ),
        (
            "      good: {say: You",
            "      godo: {say: You",
            (
                '17:5: options: "Waiting" does not answer the question "good". '
                'Add "good" to its answers. If nothing is known, say so: "Not found, so ask."'
            ),
        ),
        (
            "dean-2021",
            "dean-2020",
            '12:52: options: There is no source "dean-2020". Did you mean "dean-2021"?',
        ),
        (
            "moderate 2.6",
            "fairly 2.6",
            (
                '12:64: options: "fairly" is not one of the six marks. '
                'Write a mark as on a page: "strong 17.2", or "practical advice".'
            ),
        ),
        (
            "It helps some people.",
            "In trials 270 in 100 got well.",
            (
                '12:14: options: "270 in 100" is more than all of them. '
                "Look the number up in its source again."
            ),
        ),
        (
            "It tires some people.",
            "It tires some people and takes a great many long evenings.",
            (
                '12:7: options: "Talking" tells its good points in 4 words and its bad points in'
                " 11. Say both at about the same length."
            ),
        ),
        (
            "look: how",
            "look: who",
            '22:27: options: There is no question "who". Did you mean "how"?',
        ),
        (
            "name: Waiting",
            "name: Waiting until the two of you know more about what you want",
            '15:5: data: "name" (entry 2) is too long. Say it in at most 50 letters.',
        ),
        (
            "ask: How soon?",
            "ask: How soon",
            (
                '22:38: data: "ask" (entry 1) is not a question. Write it as a question, and end it'
                " with a question mark."
            ),
        ),
    ],
    ids=[
        "in order",
        "no answer",
        "unknown answer",
        "source",
        "mark",
        "more than all",
        "uneven",
        "row",
        "long label",
        "not a question",
    ],
)
def test_what_is_wrong_with_the_options_is_told_at_its_line(old, new, finding):
    found = findings_of(SMALL.replace(old, new, 1) if old else SMALL)
    assert found[:1] == ([finding] if finding else [])


def test_the_words_of_the_options_are_read_by_the_rules_of_a_page(tmp_path):
    root = lay_out(tmp_path)
    wrong = SMALL.replace("It helps some people.", "It helps every couple.").replace(
        "moderate 2.6", "strong 9.2"
    )
    (root / "docs" / "data" / "options.yml").write_text(wrong, "utf-8")
    (root / "docs" / "ketamine" / "choose.md").write_text(
        "---\ntitle: Choose\ndescription: It compares.\nupdated: 2026-11-22\nreview_by:"
        " 2027-11-22\n---\n\n# Choose\n\n/// options\n///\n",
        "utf-8",
    )
    found = [
        finding
        for finding in check_guide(load_guide(root))
        if finding.path == "docs/data/options.yml"
    ]
    assert {(finding.rule, finding.line) for finding in found} == {("ledger", 12)}


# The page in a browser


@pytest.fixture
def visit(browser, site):
    with visitors(browser, site, viewport={"width": 360, "height": 740}) as open_page:
        yield lambda page=ADDRESS, **visitor: open_page(page, **visitor)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
@pytest.mark.parametrize("width", [320, 1280])
def test_ticked_choices_are_set_side_by_side_and_none_ticked_shows_all(visit, scripts, width):
    tab = visit(java_script_enabled=scripts, viewport={"width": width, "height": 740})
    shown = tab.locator(".options tbody tr").first.locator("td:visible")
    assert shown.count() == len(FILE.options)
    for name in ("Couple therapy without a drug", "Off-label ketamine with therapy"):
        tab.get_by_role("checkbox", name=name).check()
    assert [
        text.split("\n")[0]
        for text in tab.locator(".options tbody tr").first.locator("td:visible").all_inner_texts()
    ] and shown.count() == 2
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_the_table_is_still_a_table_to_a_screen_reader(visit):
    tab = visit()
    table = tab.get_by_role("table", name=re.compile("choices, each with the same"))
    assert table.get_by_role("columnheader").count() == len(FILE.options)
    assert table.get_by_role("rowheader").count() == len(FILE.questions)


def test_the_side_by_side_table_keeps_its_questions_in_sight(visit):
    tab = visit(viewport={"width": 1280, "height": 800})
    scroller = tab.locator(".options__scroll")
    scroller.focus()
    before = tab.locator("#row-good").bounding_box()["x"]
    tab.keyboard.press("ArrowRight")
    moved = (
        "part => new Promise((done) => { const look = () => (part.scrollLeft > 0 ? done(true) :"
        " requestAnimationFrame(look)); look(); })"
    )
    assert scroller.evaluate(moved)
    assert abs(tab.locator("#row-good").bounding_box()["x"] - before) < 1


def mark(tab, matter, words):
    tab.locator(f'[data-matter="{matter}"]').get_by_role("radio", name=words).check()


def test_what_matters_is_moved_and_sorted_by_keyboard_and_told_aloud(visit):
    tab = visit()
    first = [matter.say for matter in FILE.matters]
    legends = tab.locator("[data-matter] legend")
    down = tab.get_by_role("button", name=f"Move down: {first[0]}")
    down.focus()
    tab.keyboard.press("Enter")
    assert legends.all_inner_texts() == [first[1], first[0], *first[2:]]
    assert down.evaluate("button => button === document.activeElement")
    expect(tab.locator("[data-status]")).to_have_text(f"{first[0]}: now 2 of {len(first)}.")
    mark(tab, FILE.matters[-1].id, "A lot")
    mark(tab, FILE.matters[0].id, "Not now")
    tab.get_by_role("button", name="Put what matters most first").focus()
    tab.keyboard.press("Enter")
    sorted_ = legends.all_inner_texts()
    assert (sorted_[0], sorted_[-1]) == (first[-1], first[0])


def test_the_summary_holds_what_was_marked_and_is_printed_alone(visit):
    tab = visit()
    tab.get_by_role("checkbox", name="Exercise").check()
    mark(tab, "us", "A lot")
    mark(tab, "soon", "Not now")
    tab.get_by_role("button", name="Make my summary").press("Enter")
    assert tab.evaluate("document.activeElement.textContent") == "Your summary"
    us = next(matter for matter in FILE.matters if matter.id == "us")
    assert tab.locator("[data-weighed] li").all_inner_texts() == [f"{us.say}: a lot"]
    assert tab.locator("[data-chosen] li").all_inner_texts() == ["Exercise"]
    assert tab.locator("[data-questions] li").all_inner_texts() == [us.ask, *FILE.asks]
    tab.emulate_media(media="print")
    printed = tab.locator("body").inner_text()
    assert us.ask in printed and "Print my summary" not in printed
    for word in ("afraid", "controlled", "Domestic", "abuse", "How does it work?"):
        assert word not in printed


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_the_whole_page_on_paper_says_nothing_that_hurts_in_the_wrong_hands(visit, scripts):
    tab = visit(java_script_enabled=scripts)
    tab.emulate_media(media="print")
    printed = tab.locator("body").inner_text()
    assert "Couple therapy without a drug" in printed and FILE.matters[0].say in printed
    for word in (
        "afraid",
        "controls",
        "controlled or hurt",
        "Domestic Violence Hotline at",
        "danger at home",
    ):
        assert word not in printed


def test_without_scripts_the_list_can_be_marked_and_nothing_is_offered_that_needs_a_script(visit):
    tab = visit(java_script_enabled=False)
    mark(tab, "us", "Some")
    assert not tab.get_by_role("button", name="Make my summary").is_visible()
    assert tab.get_by_role("link", name="a sheet for paper").is_visible()


def test_what_was_ticked_and_marked_is_gone_after_leaving(visit, site):
    tab = visit()
    tab.get_by_role("checkbox", name="Exercise").check()
    mark(tab, "us", "A lot")
    tab.get_by_role("button", name="Make my summary").click()
    tab.goto(site.address + HELP)
    tab.go_back()
    assert tab.locator("input:checked").count() == 0
    assert not tab.locator("[data-summary]").is_visible()
    assert tab.locator("[data-chosen], [data-weighed]").all_text_contents() == ["", ""]
    assert tab.evaluate(
        "[document.cookie, localStorage.length, sessionStorage.length, location.search,"
        " location.hash]"
    ) == ["", 0, 0, "", ""]


def test_clear_takes_everything_back(visit):
    tab = visit()
    tab.get_by_role("checkbox", name="Exercise").check()
    mark(tab, "us", "A lot")
    tab.get_by_role("button", name="Make my summary").click()
    tab.get_by_role("button", name="Clear everything").click()
    assert (
        tab.locator("input:checked").count() == 0 and not tab.locator("[data-summary]").is_visible()
    )
    expect(tab.locator("[data-status]")).to_have_text("Everything is cleared.")


def test_there_is_no_place_to_type_on_the_page_or_on_a_sheet(site):
    for page in [ADDRESS, *(page for page in site.pages if page.startswith("sheets/"))]:
        tree = html.fromstring(site.file(page).read_text("utf-8"))
        assert (
            tree.xpath(
                "//article//*[self::textarea or @contenteditable or"
                " self::input[not(@type='checkbox' or @type='radio')]]"
            )
            == []
        ), page


def test_every_answer_says_how_sure_it_is():
    assert all(
        answer.mark == ADVICE
        or answer.mark.split()[0] in ("strong", "moderate", "early", "theory", "contested", "not")
        for option in FILE.options
        for answer in option.answers.values()
    )
