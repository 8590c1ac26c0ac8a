"""The reflections as a visitor takes them: in a browser, by keyboard, by touch, with
little sight, in private.
"""

import gzip
import re
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from not_none import not_none
from playwright.sync_api import expect
from the_guide import CHECKLIST, HELP, REFLECTION, REFLECTIONS

ARGUMENT = REFLECTION
KETAMINE = CHECKLIST

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def opened(browser, site, address=ARGUMENT, **options):
    """A page in a context of its own."""
    context = browser.new_context(**{"viewport": {"width": 390, "height": 740}, **options})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(site.address + address)
    yield page
    context.close()


def answer(page, pattern="3", until=None):
    """Start, answer each question with the next of ``pattern`` (- leaves it open), and go on to the
    result.

    Stops before the part with the number ``until``.
    """
    page.click("[data-start]")
    number = part = 0
    while page.locator("[data-form]").is_visible():
        part += 1
        if part == until:
            return
        for field in page.locator("[data-part]:visible fieldset:visible").all():
            choice = pattern[number % len(pattern)]
            number += 1
            if choice != "-":
                inputs = field.locator("input")
                inputs.nth(min(int(choice), inputs.count() - 1)).check()
        page.click("[data-next]")
        if page.locator("[data-gap]").is_visible():
            page.click("[data-next]")


def checked(page):
    return page.locator("input:checked").count()


def assert_wiped(page):
    """Nothing of a visit is left on the page."""
    page.wait_for_selector("[data-quiz][data-state=live]")
    assert checked(page) == 0
    assert page.locator("[data-gate]").is_visible()
    assert not page.locator("[data-result]").is_visible()
    assert page.locator("[data-answers]").text_content().strip() == ""
    for place in ("points", "band", "texts", "take-list", "outcome-text"):
        assert "".join(page.locator(f"[data-{place}]").all_text_contents()).strip() == ""


# A visit from the gate to the result


@pytest.mark.parametrize("name", REFLECTIONS)
def test_a_reflection_leads_from_the_gate_to_its_result(browser, site, name):
    with opened(browser, site, f"reflect/{name}/") as page:
        assert (
            page.locator("[data-gate]").is_visible()
            and not page.locator("[data-form]").is_visible()
        )
        answer(page, "312")
        assert page.locator("[data-result]").is_visible()
        first = page.locator("[data-result] > *").nth(1).text_content()
        assert first.startswith(("This is a mirror, not a test.", "This is a list, not a verdict."))


@pytest.mark.parametrize("name", REFLECTIONS)
def test_the_first_thing_to_answer_needs_no_scrolling_on_a_small_phone(browser, site, name):
    """Neither what is asked before the questions, nor the first question."""
    size = {"width": 360, "height": 640}
    with opened(browser, site, f"reflect/{name}/", viewport=size) as page:
        for answer in (page.locator("[data-start]"), page.locator("details.quiz__path").first):
            box = not_none(answer.bounding_box())
            assert box["y"] > 0 and box["y"] + box["height"] <= 640
        page.locator("[data-start]").click()
        field = page.locator("[data-part]:visible fieldset").first
        for part in (field.locator("legend"), field.locator("label").first):
            box = not_none(part.bounding_box())
            assert box["y"] > 0 and box["y"] + box["height"] <= 640


def test_a_result_shows_words_then_a_bar_then_the_text(browser, site):
    """The worked example: often, sometimes, a skip, and rarely counted the other way round."""
    with opened(browser, site) as page:
        page.click("[data-start]")
        choices = {"r1": 3, "r2": 2, "r3": 5, "r4": 1}
        while page.locator("[data-form]").is_visible():
            for field in page.locator("[data-part]:visible fieldset").all():
                field.locator("input").nth(choices.get(field.get_attribute("data-item"), 0)).check()
            page.click("[data-next]")
        bar = page.locator('[data-bar="reach"]')
        assert (
            bar.locator("h3").inner_text() == 'Reaching in: between "some of the time" and "often"'
        )
        assert bar.locator("[data-points]").inner_text() == "8 of 12 points, from 3 of 4 questions"
        assert bar.locator("[data-fill]").get_attribute("width") == "66"
        assert bar.locator("h4").all_inner_texts() == [
            "Reaching in: some of the time",
            "Reaching in: often",
        ]
        assert page.locator("[data-outcome-text] h3").inner_text() == "Reaching in stands out"


def test_too_few_answers_say_nothing(browser, site):
    with opened(browser, site) as page:
        answer(page, "-")
        assert page.locator("[data-band]").all_inner_texts() == ["too few answers to say"] * 4
        assert page.locator("[data-texts] > *").count() == 0
        assert page.locator("[data-line]:visible").count() == 0
        assert page.locator("[data-outcome-text] h3").inner_text() == "Too few answers"


def test_the_same_answer_each_time_is_named_without_a_verdict(browser, site):
    with opened(browser, site) as page:
        answer(page, "2")
        assert page.locator("[data-same]").is_visible()


def test_a_checklist_makes_a_list_and_no_verdict(browser, site):
    with opened(browser, site, KETAMINE) as page:
        answer(page, "0120")
        assert page.locator("[data-take-list] li").count() > 3
        text = page.locator("[data-result]").inner_text().lower()
        assert not re.search(r"\bready\b|good candidate|score|book", text)
        assert "this is my own choice" not in text and "safe for me" not in text


def test_who_comes_alone_is_not_asked_about_a_couple(browser, site):
    with opened(browser, site, KETAMINE) as page:
        page.click("[data-start]")
        while page.locator("[data-form]").is_visible():
            for field in page.locator("[data-part]:visible fieldset").all():
                field.locator("input").nth(1).check()
            page.click("[data-next]")
        assert page.locator('[data-item="k14"]').is_hidden()
        assert (
            "Do you see each of us alone first?" not in page.locator("[data-result]").inner_text()
        )
        page.click(".quiz__answers summary")
        page.get_by_role("button", name="Change the answer to question 13").click()
        page.locator('[data-item="solo"] input').nth(0).check()
        page.click("[data-next]")
        # The change has opened the last part, so that comes next, and then the result.
        assert page.locator('[data-item="k14"]').is_visible()
        for field in page.locator("[data-part]:visible fieldset").all():
            field.locator("input").nth(2).check()
        page.click("[data-next]")
        assert "Do you see each of us alone first?" in page.locator("[data-result]").inner_text()


def test_back_and_change_keep_the_answers(browser, site):
    with opened(browser, site) as page:
        answer(page, "3", until=3)
        page.click("[data-back]")
        assert page.locator("[data-part]:visible input:checked").count() == 4
        page.click("[data-back]")
        page.click("[data-back]")
        assert page.locator("[data-gate]").is_visible()
        assert checked(page) == 8
        answer(page, "3")
        page.click(".quiz__answers summary")
        before = page.locator('[data-bar="reach"] [data-points]').inner_text()
        page.get_by_role("button", name="Change the answer to question 1", exact=True).click()
        assert page.evaluate("document.activeElement.textContent").startswith(
            "1. After an argument"
        )
        page.locator('[data-item="r1"] input').nth(0).check()
        page.click("[data-next]")
        assert page.locator("[data-result]").is_visible()
        assert (before, page.locator('[data-bar="reach"] [data-points]').inner_text()) == (
            "10 of 16 points, from 4 of 4 questions",
            "7 of 16 points, from 4 of 4 questions",
        )


def test_a_gap_is_named_once_and_never_blocks(browser, site):
    with opened(browser, site) as page:
        page.click("[data-start]")
        page.locator('[data-item="r1"] input').nth(0).check()
        page.click("[data-next]")
        gap = page.locator("[data-gap]")
        assert gap.inner_text().startswith(
            "3 questions here have no answer. Answer them, or press Continue to skip them."
        )
        assert page.evaluate("document.activeElement.hasAttribute('data-gap')")
        page.get_by_role("button", name="Go to question 3").click()
        assert page.evaluate("document.activeElement.name") == "q-m1"
        page.click("[data-next]")
        assert not gap.is_visible() and page.locator("#part-2").is_visible()


def test_a_clear_wipes_and_says_so(browser, site):
    with opened(browser, site) as page:
        answer(page)
        page.click("[data-clear]")
        assert_wiped(page)
        expect(page.locator("[data-status]")).to_have_text("Your answers are cleared.")


def test_all_texts_and_the_sheet_can_be_opened_from_the_result(browser, site):
    with opened(browser, site) as page:
        answer(page, "-")
        page.click("[data-shows=results]")
        assert page.locator("[data-results]").first.is_visible()
        page.click("[data-shows=sheet]")
        assert page.locator("[data-sheet]").is_visible()


# Keyboard and focus


@pytest.mark.parametrize("name", REFLECTIONS)
def test_a_reflection_can_be_taken_by_keyboard_alone(browser, site, name):
    """From the gate over every step to the result and its buttons with Tab, arrows,
    Space and Enter.
    """
    with opened(browser, site, f"reflect/{name}/") as page:
        parts = page.locator("[data-part]").count()
        page.locator("[data-gate-heading]").evaluate(
            "element => { element.tabIndex = -1; element.focus(); }"
        )
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hasAttribute('data-start')")
        page.keyboard.press("Enter")
        for part in range(1, parts + 1):
            assert page.evaluate("document.activeElement.tagName") == "LEGEND"
            assert (
                page.locator("[data-part]:visible h2")
                .inner_text()
                .startswith(f"Part {part} of {parts}")
            )
            for field in page.locator("[data-part]:visible fieldset").all():
                # A link in a note or in words between two questions comes first.
                while (
                    not page.evaluate("document.activeElement.type === 'radio'")
                    or not field.locator("input:focus").count()
                ):
                    page.keyboard.press("Tab")
                page.keyboard.press("Space")
                if (
                    field.get_attribute("data-item") != "solo"
                ):  # "alone" would leave out the last part
                    page.keyboard.press("ArrowDown")
                assert field.locator("input:checked").count() == 1
                assert page.evaluate("document.activeElement.checked")
            if part % 2:
                while not page.evaluate("document.activeElement.hasAttribute('data-next')"):
                    page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        assert page.locator("[data-result]").is_visible()
        assert page.evaluate("document.activeElement.hasAttribute('data-result-heading')")
        reached = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "document.activeElement.closest('[data-result]') &&"
                    " document.activeElement.textContent.trim()"
                )
            )
            if page.evaluate("document.activeElement.matches('.quiz__answers > summary')"):
                page.keyboard.press("Enter")
            if page.evaluate("document.activeElement.hasAttribute('data-clear')"):
                break
        assert {"Your answers", "Print", "Clear my answers"} <= reached
        assert "Change" in reached
        page.keyboard.press("Enter")
        assert_wiped(page)


def heard(page):
    """What a screen reader is given where focus is: role and name, and the named groups
    around it from the inside out.
    """
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def said(node, what):
        return (node.get(what) or {}).get("value", "")

    focused = [
        node
        for node in nodes
        if any(
            own["name"] == "focused" and own["value"]["value"] for own in node.get("properties", [])
        )
    ]
    node = focused[-1]
    words = said(node, "name") or " ".join(
        said(by_id[child], "name") for child in node.get("childIds", []) if child in by_id
    )
    around, parent = [], by_id.get(node.get("parentId"))
    while parent:
        if said(parent, "role") in ("group", "region") and said(parent, "name"):
            around.append((said(parent, "role"), said(parent, "name")))
        parent = by_id.get(parent.get("parentId"))
    return said(node, "role"), words, around


@pytest.mark.parametrize("name", REFLECTIONS)
def test_each_step_is_announced_by_its_question_and_its_part(browser, site, name):
    """What has focus after each press, and what a screen reader says of it, on every
    step and on the result.
    """
    with opened(browser, site, f"reflect/{name}/") as page:
        parts = page.locator("[data-part]").count()
        page.click("[data-start]")
        for number in range(1, parts + 1):
            first = page.locator("[data-part]:visible fieldset legend").first.inner_text()
            _, words, around = heard(page)
            assert words == first
            assert around[0] == ("group", first)
            assert around[1][0] == "group" and around[1][1].startswith(f"Part {number} of {parts}")
            if number == 1:
                page.click("[data-next]")
                assert " no answer. " in page.locator("[data-gap]").inner_text()
                assert page.evaluate("document.activeElement.hasAttribute('data-gap')")
                # The notice is read as a whole, because focus is on it.
                assert "Go to question 1" in page.locator("[data-gap]").aria_snapshot()
            for field in page.locator("[data-part]:visible fieldset:visible").all():
                choice = (
                    0 if field.get_attribute("data-item") == "solo" else 1
                )  # "alone" would leave out the last part
                radio = field.locator("input").nth(choice)
                radio.check()
                radio.focus()
                role, words, around = heard(page)
                assert (role, words) == ("radio", field.locator("label").nth(choice).inner_text())
                assert around[0] == ("group", field.locator("legend").inner_text())
            page.click("[data-next]")
        role, words, _ = heard(page)
        assert (role, words) == ("heading", page.locator("[data-result-heading]").inner_text())
        page.click("[data-clear]")
        assert heard(page)[:2] == ("heading", page.locator("[data-gate-heading]").inner_text())


@pytest.mark.parametrize("key", ["n", "p", ".", ",", "f", "s", "/"])
def test_a_letter_pressed_on_an_answer_does_nothing(browser, site, key):
    with opened(browser, site) as page:
        page.click("[data-start]")
        page.locator('[data-item="r1"] input').nth(1).check()
        page.locator('[data-item="r1"] input').nth(1).focus()
        page.keyboard.press(key)
        assert page.url == site.address + ARGUMENT
        assert checked(page) == 1 and page.locator("[data-form]").is_visible()


@pytest.mark.parametrize("height", [740, 400])
def test_focus_lands_on_the_question_below_the_bar(browser, site, height):
    with opened(browser, site, viewport={"width": 360, "height": height}) as page:
        page.click("[data-start]")
        for _number in range(1, 5):
            place = page.evaluate(
                """() => { const box = document.activeElement.getBoundingClientRect();
                           return [document.activeElement.tagName, box.top, box.bottom,
                               document.querySelector('.bar').getBoundingClientRect().bottom,
                               innerHeight]; }"""
            )
            assert place[0] == "LEGEND"
            assert place[3] <= place[1] and place[2] <= place[4], place
            page.click("[data-next]")
            page.click("[data-next]")


def test_going_back_by_tab_never_hides_focus_under_the_bar(browser, site):
    with opened(browser, site) as page:
        page.click("[data-start]")
        page.locator("[data-next]").focus()
        while not page.evaluate("document.activeElement.hasAttribute('data-back')"):
            page.keyboard.press("Shift+Tab")
            top, bar = page.evaluate(
                "[document.activeElement.getBoundingClientRect().top,"
                " document.querySelector('.bar').getBoundingClientRect().bottom]"
            )
            assert top >= bar - 1


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced colors"],
)
def test_focus_and_the_chosen_answer_can_be_seen(browser, site, options):
    with opened(browser, site, **options) as page:
        page.click("[data-start]")
        page.locator('[data-item="r1"] input').nth(1).focus()
        page.keyboard.press("Space")
        style = page.evaluate(
            "(s => [s.outlineStyle,"
            " parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", 3]
        weight = (
            page.locator('[data-item="r1"] label')
            .nth(1)
            .evaluate("element => getComputedStyle(element).fontWeight")
        )
        assert weight == "700"
        if "forced_colors" in options:
            outline = (
                page.locator('[data-item="r1"] label')
                .nth(1)
                .evaluate("element => getComputedStyle(element).outlineStyle")
            )
            assert outline == "solid"


# Touch, small screens, large text


@pytest.mark.parametrize("name", REFLECTIONS)
def test_a_reflection_can_be_taken_by_touch_at_320_pixels(browser, site, name):
    with opened(
        browser,
        site,
        f"reflect/{name}/",
        viewport={"width": 320, "height": 568},
        has_touch=True,
        is_mobile=True,
    ) as page:
        page.tap("[data-start]")
        while page.locator("[data-form]").is_visible():
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            for field in page.locator("[data-part]:visible fieldset").all():
                field.locator("label").nth(2).tap()
                assert field.locator("input:checked").count() == 1
            page.tap("[data-next]")
        assert page.locator("[data-result]").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", REFLECTIONS)
def test_everything_to_press_is_large_enough(browser, site, name):
    measure = """() => [...document.querySelectorAll('.quiz label, .quiz button, .quiz summary')]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.textContent.trim(), element.getBoundingClientRect().height,
            element.getBoundingClientRect().width])"""
    with opened(browser, site, f"reflect/{name}/", viewport={"width": 320, "height": 568}) as page:
        found = page.evaluate(measure)
        page.click("[data-start]")
        while page.locator("[data-form]").is_visible():
            found += page.evaluate(measure)
            page.click("[data-next]")
            if page.locator("[data-gap]").is_visible():
                found += page.evaluate(measure)
                page.click("[data-next]")
        page.click(".quiz__answers summary")
        found += page.evaluate(measure)
    assert [(words, height) for words, height, width in found if height < 44 or width < 44] == []


@pytest.mark.parametrize("name", REFLECTIONS)
def test_text_twice_as_large_with_wide_spacing_fits(browser, site, name):
    """200 % text and the spacing of WCAG 1.4.12, without a scroll bar from side to side."""
    style = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                   word-spacing: 0.16em !important; }
               html { font-size: 250% !important; }"""
    with opened(
        browser, site, f"reflect/{name}/", viewport={"width": 640, "height": 800}, bypass_csp=True
    ) as page:
        page.add_style_tag(content=style)
        widths = [page.evaluate("document.documentElement.scrollWidth")]
        page.click("[data-start]")
        while page.locator("[data-form]").is_visible():
            page.click("[data-next]")
            widths.append(page.evaluate("document.documentElement.scrollWidth"))
            for field in page.locator("[data-part]:visible fieldset:visible").all():
                field.locator("input").nth(2).check()
            page.click("[data-next]")
        page.click(".quiz__answers summary")
        for button in page.locator("[data-shows]").all():
            button.click()
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        assert max(widths) <= 640


VIEWS: dict[str, dict[str, Any]] = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "320 pixels": {"viewport": {"width": 320, "height": 568}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.mark.parametrize(
    "name, view",
    # The parts are the same in all; so one is looked at in every view.
    [
        (name, view)
        for n, name in enumerate(REFLECTIONS)
        for view in VIEWS
        if n == 0 or view == "phone"
    ],
)
def test_axe_finds_nothing_on_any_step_or_result(browser, site, name, view):
    found: list = []
    # With forced colors the browser chooses them, and axe sees what the page had asked for.
    options = (
        AXE_RULES
        if view != "forced colors"
        else {**AXE_RULES, "rules": {"color-contrast": {"enabled": False}}}
    )

    def look(page, where):
        result = Axe().run(page, options=options)
        found.extend(
            (where, fault["id"], [node["html"] for node in fault["nodes"]][:2])
            for fault in result.response["violations"]
        )

    with opened(browser, site, f"reflect/{name}/", bypass_csp=True, **VIEWS[view]) as page:
        for details in page.locator(".quiz details").all()[:2]:
            details.evaluate("element => element.open = true")
        look(page, "gate")
        page.click("[data-start]")
        number = 0
        while page.locator("[data-form]").is_visible():
            number += 1
            look(page, f"part {number}")
            if number == 1:
                page.click("[data-next]")
                look(page, "gaps")
            for field in page.locator("[data-part]:visible fieldset:visible").all():
                field.locator("input").nth(1).check()
            page.click("[data-next]")
        page.click(".quiz__answers summary")
        for button in page.locator("[data-shows]").all():
            button.click()
        look(page, "result")
    assert found == []


def test_axe_finds_nothing_without_a_script(browser, site):
    """axe needs scripts itself, so the page's own is kept from loading."""
    for name in REFLECTIONS:
        with opened(browser, site, "404.html", bypass_csp=True) as page:
            page.route("**/quiz.js", lambda route: route.abort())
            page.goto(site.address + f"reflect/{name}/")
            assert page.locator("[data-sheet]").is_visible()
            faults = Axe().run(page, options=AXE_RULES).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []


@pytest.mark.parametrize("name", REFLECTIONS)
def test_while_questions_are_asked_only_they_and_the_way_to_safety_stand_there(browser, site, name):
    with opened(browser, site, f"reflect/{name}/") as page:
        before = page.locator("article").inner_text()
        answer(page, "2", until=2)
        shown = {
            element.evaluate(
                "e => e.matches('h1') ? 'title' : e.matches('.quiz') ? 'quiz' :"
                " e.matches('h1 + p') ? 'lead' :"
                " e.matches('.card--safety') ? 'safety' : e.matches('h2') ? 'heading' : e.className"
            )
            for element in page.locator("article > :visible").all()
        }
        assert shown == {"title", "lead", "quiz", "safety", "page-end"}
        while not page.locator("[data-gate]").is_visible():
            page.click("[data-back]")
        assert page.locator("article").inner_text() == before


def test_nothing_moves_on_its_own(browser, site):
    """No animation, no smooth scrolling, and no step forward because an answer was chosen."""
    with opened(browser, site) as page:
        page.click("[data-start]")
        for field in page.locator("[data-part]:visible fieldset").all():
            field.locator("input").nth(1).check()
        assert page.locator("#part-1").is_visible()
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        moving = page.evaluate(
            "[...document.querySelectorAll('.quiz, .quiz *')].filter((e) =>"
            " getComputedStyle(e).animationName !== 'none').length"
        )
        assert moving == 0


# In private


LEAVING = {
    "reload": lambda page, site: page.reload(),
    "back": lambda page, site: (page.goto(site.address + HELP), page.go_back()),
    "back and forward": lambda page, site: (page.go_back(), page.go_forward()),
    "a link": lambda page, site: (page.click("[data-result] a[href*='help/now']"), page.go_back()),
}


@pytest.mark.parametrize("how", LEAVING)
@pytest.mark.parametrize("name", ["argument", "before-ketamine"])
def test_answers_are_gone_when_the_page_is_left(browser, site, name, how):
    with opened(browser, site, "reflect/") as page:
        page.goto(site.address + f"reflect/{name}/")
        answer(page)
        assert checked(page) > 5
        LEAVING[how](page, site)
        page.wait_for_url(f"**/reflect/{name}/")
        assert_wiped(page)


def test_answers_are_wiped_before_the_browser_can_keep_the_page(browser, site):
    """What a browser puts in its memory on leaving is the page as it is after "pagehide"."""
    with opened(browser, site) as page:
        answer(page)
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
        assert_wiped(page)
        answer(page)
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        assert_wiped(page)


@pytest.fixture
def remembering(chromium):
    """Starts a Chromium that keeps pages in memory as a visitor's does; Playwright
    leaves that out.
    """
    started = []

    def start(*options):
        started.append(chromium(*options, ignore_default_args=["--disable-back-forward-cache"]))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.mark.parametrize("name", REFLECTIONS)
def test_a_page_from_the_browser_s_memory_has_no_answers(remembering, site, name):
    """The page comes back as it was left, with the mark put on it here, and without
    what was answered.
    """
    with opened(remembering(), site, "reflect/") as page:
        page.goto(site.address + f"reflect/{name}/")
        answer(page, "1")
        page.evaluate("document.documentElement.dataset.mark = 'kept'")
        page.goto(site.address + HELP)
        page.evaluate("history.back()")
        page.wait_for_url(f"**/reflect/{name}/", wait_until="commit")
        page.wait_for_selector("html[data-mark=kept]")
        assert_wiped(page)


def test_without_scripts_the_marks_can_be_cleared_before_leaving(remembering, site):
    """Then the browser's memory may give marks back, so the page says so and has a button."""
    with opened(remembering("--blink-settings=scriptEnabled=false"), site, "reflect/") as page:
        page.goto(site.address + ARGUMENT)
        assert page.get_by_text(
            "someone who goes back to this page may still see them"
        ).is_visible()
        assert not page.get_by_text("When you leave or reload, they are gone.").is_visible()
        for field in page.locator("fieldset").all()[:5]:
            field.locator("input").nth(2).check()
        page.locator("form button[type=reset]").click()
        assert checked(page) == 0 and page.url == site.address + ARGUMENT


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_leaving_fast_takes_the_answers_along(browser, site, scripts):
    with opened(browser, site, "reflect/", java_script_enabled=scripts) as page:
        page.goto(site.address + ARGUMENT)
        page.route(
            "https://**",
            lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"),
        )
        if scripts:
            answer(page, until=2)
        else:
            page.locator("fieldset input").first.check()
        bar = page.locator(".bar__leave")
        assert bar.is_visible() and bar.bounding_box()["y"] < 60
        bar.click()
        page.wait_for_url("https://**")
        page.go_back()
        if scripts:
            assert page.url == site.address + "reflect/"
            page.goto(site.address + ARGUMENT)
        assert checked(page) == 0


def test_leave_and_help_stand_at_the_top_of_every_step(browser, site):
    with opened(browser, site) as page:
        page.click("[data-start]")
        while True:
            for link in (".bar__leave", ".bar__help"):
                box = page.locator(link).bounding_box()
                assert 0 <= box["y"] < 60
            if page.locator("[data-result]").is_visible():
                break
            page.click("[data-next]")
            if page.locator("[data-gap]").is_visible():
                page.click("[data-next]")


@pytest.mark.parametrize("name", REFLECTIONS)
def test_nothing_is_sent_stored_or_put_in_the_address(browser, site, name):
    """No request after the page has loaded, no storage, one entry in the history, the
    same title, on every step.
    """
    look = """async () => ({
        local: Object.keys(localStorage), session: Object.keys(sessionStorage),
            cookie: document.cookie,
        databases: (await indexedDB.databases()).length,
            caches: await (globalThis.caches?.keys() ?? []),
        address: location.href, history: history.length, state: history.state,
            title: document.title, name: globalThis.name })"""
    context = browser.new_context()
    page = context.new_page()
    requests, complaints = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.address + f"reflect/{name}/", wait_until="networkidle")
    page.on("request", lambda request: requests.append(request.url))
    before = page.evaluate(look)
    assert {key: before[key] for key in ("local", "session", "cookie", "databases", "caches")} == {
        "local": [],
        "session": [],
        "cookie": "",
        "databases": 0,
        "caches": [],
    }
    page.click("[data-start]")
    while page.locator("[data-form]").is_visible():
        assert page.evaluate(look) == before
        for field in page.locator("[data-part]:visible fieldset:visible").all():
            field.locator("input").nth(2).check()
        page.click("[data-next]")
    for selector in (".quiz__answers summary", "[data-shows]", "[data-clear]"):
        page.locator(selector).first.click()
        assert page.evaluate(look) == before
    assert (requests, complaints) == ([], [])
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without the policy"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_rogue_submit_button_sends_nothing(browser, site, scripts, policy):
    """A submit button that somebody adds, and Enter on an answer, leave the address alone."""
    context = browser.new_context(java_script_enabled=scripts, bypass_csp=not policy)
    page = context.new_page()
    requests = []

    def spoiled(route):
        text = site.file(ARGUMENT).read_text("utf-8")
        assert "</form>" in text
        route.fulfill(
            body=text.replace("</form>", "<button>Send</button></form>", 1),
            content_type="text/html",
        )

    page.route(site.address + ARGUMENT, spoiled)
    page.goto(site.address + ARGUMENT, wait_until="networkidle")
    page.on("request", lambda request: requests.append(request.url))
    if scripts:
        page.click("[data-start]")
    field = page.locator("fieldset:visible").first
    field.locator("input").nth(3).check()
    page.locator("form button:has-text('Send')").click()
    assert page.url == site.address + ARGUMENT
    field = page.locator("fieldset:visible input").first
    field.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.url == site.address + ARGUMENT
    # The browser asks for the page's icon when it likes.
    assert [url for url in requests if not url.endswith("/icon.svg")] == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enter_on_an_answer_never_leaves_the_page(browser, site, scripts):
    with opened(browser, site, java_script_enabled=scripts) as page:
        if scripts:
            page.click("[data-start]")
        page.locator("fieldset:visible input").nth(2).check()
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        assert page.url == site.address + ARGUMENT


def test_the_path_at_the_gate_leaves_no_trace(browser, site):
    with opened(browser, site) as page:
        before = page.content()
        for summary in page.locator(".quiz__path summary").all():
            summary.click()
        assert page.get_by_text("These questions are not made for what you live with.").is_visible()
        assert page.url == site.address + ARGUMENT
        page.click("[data-start]")
        page.click("[data-back]")
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        after = page.content()
        # Only the place focus was put at may differ.
        assert re.sub(r' tabindex="-1"| open=""', "", after) == before


# Without the script, and when something fails


@pytest.mark.parametrize("name", REFLECTIONS)
def test_without_scripts_everything_is_there(browser, site, name):
    with opened(browser, site, f"reflect/{name}/", java_script_enabled=False) as page:
        form = not_none(html.fromstring(page.content()).find(".//form"))
        assert page.locator("fieldset:visible").count() == len(form.findall(".//fieldset"))
        assert page.locator(".quiz button:visible").all_inner_texts() == ["Clear my answers"]
        assert (
            page.locator("[data-outcome]:visible").count()
            == page.locator("[data-outcome]").count()
            > 2
        )
        if name != "before-ketamine":
            assert page.locator("[data-sheet] table:visible").count() == 2
        assert page.locator("[data-result]:visible").count() == 0


BROKEN: dict[str, tuple[str, Callable[[str], str] | None]] = {
    "the script does not load": ("quiz.js", None),
    "the data is broken": ("page", lambda text: text.replace('{"plan":', '{"plan"')),
    "a question is missing": (
        "page",
        lambda text: text.replace('data-item="r1"', 'data-other="r1"'),
    ),
    "a part of the form is missing": ("page", lambda text: text.replace('data-gap="here"', "")),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_leaves_the_page_as_it_is_on_paper(browser, site, what):
    part, spoil = BROKEN[what]
    context = browser.new_context()
    page = context.new_page()
    if spoil is not None:
        text = site.file(ARGUMENT).read_text("utf-8")
        spoiled = spoil(text)
        assert spoiled != text
        page.route(
            site.address + ARGUMENT,
            lambda route: route.fulfill(body=spoiled, content_type="text/html"),
        )
    else:
        page.route(f"**/{part}", lambda route: route.abort())
    page.goto(site.address + ARGUMENT, wait_until="networkidle")
    assert page.locator("fieldset:visible").count() == 16
    assert (
        page.locator("[data-sheet]").is_visible()
        and page.locator("[data-outcome='lead.mixed']").is_visible()
    )
    assert page.locator(".quiz button:visible").all_inner_texts() == ["Clear my answers"]
    context.close()


def test_a_failure_on_the_way_shows_everything_and_says_so(browser, site):
    with opened(browser, site) as page:
        answer(page, until=4)
        page.evaluate("document.querySelector('[data-bar=heat]').remove()")
        for field in page.locator("[data-part]:visible fieldset").all():
            field.locator("input").nth(2).check()
        page.click("[data-next]")
        assert (
            page.locator(".quiz [data-broken]")
            .inner_text()
            .startswith("Something went wrong on this page. Your answers are not saved.")
        )
        assert page.locator("fieldset:visible").count() == 16
        assert (
            page.locator("[data-sheet]").is_visible()
            and page.locator("[data-outcome='lead.mixed']").is_visible()
        )
        assert page.locator(".quiz button:visible").all_inner_texts() == ["Clear my answers"]


# On paper


def visible(page, selector):
    page.emulate_media(media="print")
    found = page.locator(selector + ":visible").count()
    page.emulate_media(media="screen")
    return found


def test_a_printed_result_starts_with_its_limits_and_shows_no_answers(browser, site):
    with opened(browser, site) as page:
        answer(page, "312")
        page.emulate_media(media="print")
        text = page.locator("article").inner_text()
        assert text.index("This is a mirror, not a test.") < text.index("Reaching in:")
        assert (
            page.locator(
                "fieldset:visible, .quiz button:visible, .bar:visible, [data-results]:visible"
            ).count()
            == 0
        )
        assert (
            "Change" not in text
            and "1. After an argument" not in text
            and "Talk about it" not in text
        )
        assert "No clinician has signed off this page yet." in text
        assert page.locator("[data-line]:visible").count() == 4
        page.emulate_media(media="screen")
        page.click(".quiz__answers summary")
        page.check("[data-print-answers]")
        page.emulate_media(media="print")
        assert "1. After an argument" in page.locator("article").inner_text()


def printed_pages(page):
    """How many sheets of letter paper a page takes, printed on one side."""
    margins = {side: "15mm" for side in ("top", "right", "bottom", "left")}
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", margin=margins)))


def test_a_printed_result_takes_few_pages(browser, site):
    with opened(browser, site) as page:
        answer(page, "1")
        assert printed_pages(page) <= 3


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("state", ["blank", "done"])
def test_what_is_private_is_never_printed(browser, site, scripts, state):
    with opened(browser, site, KETAMINE, java_script_enabled=scripts) as page:
        if scripts and state == "done":
            answer(page, "1")
            page.click(".quiz__answers summary")
            page.check("[data-print-answers]")
        page.emulate_media(media="print")
        text = page.locator("article").inner_text()
        assert "This is my own choice" not in text and "Saying no to this would be safe" not in text
        assert "Who is there? Who is trained for an emergency?" in text


def test_the_questions_can_be_printed_blank_for_two(browser, site):
    """With scripts, before anything is answered: every question, the sheet and the
    texts, and the limits first.
    """
    with opened(browser, site) as page:
        assert visible(page, "fieldset") == 16
        assert visible(page, "[data-sheet] table") == 2
        assert visible(page, "[data-outcome]") == page.locator("[data-outcome]").count()
        assert visible(page, "[data-gate] > .quiz__limits") == 1
        assert visible(page, ".quiz button") == 0


@pytest.mark.parametrize("name", ["argument", "closeness", "tense"])
def test_questions_and_sheet_fit_on_two_printed_pages(browser, site, name):
    with opened(browser, site, f"reflect/{name}/") as page:
        page.evaluate(
            "document.querySelectorAll('.quiz ~ *').forEach((element) => element.remove())"
        )
        assert printed_pages(page) == 2


def test_a_browser_that_cannot_print_has_no_button_for_it(browser, site):
    context = browser.new_context()
    context.add_init_script("window.print = undefined")
    page = context.new_page()
    page.goto(site.address + ARGUMENT)
    assert page.locator("[data-start]").is_visible()
    answer(page)
    assert (
        page.locator("[data-clear]").is_visible()
        and page.locator("button[data-print]:visible").count() == 0
    )
    context.close()


def test_what_was_marked_on_the_way_is_not_printed(browser, site):
    with opened(browser, site) as page:
        look = """() => [...new Set([...document.querySelectorAll('fieldset label')].map((label) =>
            [label, label.querySelector('input')]
            .map((e) => (s => [s.fontWeight, s.appearance, s.boxShadow,
                s.backgroundImage].join())(getComputedStyle(e))).join('; ')))]"""
        page.emulate_media(media="print")
        text, blank = page.locator("article").inner_text(), page.evaluate(look)
        page.emulate_media(media="screen")
        answer(page, "3", until=3)
        assert checked(page) == 8
        page.emulate_media(media="print")
        assert page.locator("article").inner_text() == text
        # Every answer looks as it did before one was chosen.
        assert page.evaluate(look) == blank


# What it weighs


def test_script_and_style_stay_within_their_budget(site, record_property):
    sizes = {
        name: len(gzip.compress((site.folder / "assets" / name).read_bytes(), 6))
        for name in ("quiz.js",)
    }
    record_property("bytes as sent", sizes)
    assert sum(sizes.values()) <= 10_000


def test_only_pages_with_a_reflection_load_it(site):
    loading = {page for page in site.pages if "quiz.js" in site.file(page).read_text("utf-8")}
    assert loading == {f"reflect/{name}/" for name in REFLECTIONS}
