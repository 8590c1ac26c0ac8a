"""Leave now: the way out, by tap, by keyboard and without scripts; and what coming back shows."""

import pytest
from lxml import html
from playwright.sync_api import expect
from the_guide import CONTENT, HELP, PRIVACY, REFLECTION, REFLECTIONS

STATUS = "[data-leave-status]"

GONE = ["www.weather.gov", False]


def seen(tab):
    """What is left of a page: its title, and whether anything of it is drawn."""
    return tab.evaluate("[document.title, document.body.checkVisibility()]")


def never_come(tab, address):
    """Answer an address with "no content", which leaves a browser where it is."""
    tab.route(address, lambda route: route.fulfill(status=204))


def press_shift(tab):
    """Press Shift alone, and hear what is announced."""
    tab.keyboard.press("Shift")
    return tab.locator(STATUS).text_content()


def counted(tab):
    """How many presses of Shift the page has counted."""
    return int(tab.locator(STATUS).get_attribute("data-presses"))


# By tap


def test_leave_now_is_a_plain_link_without_scripts(visit, guide):
    tab = visit(HELP, java_script_enabled=False)
    assert not tab.get_by_text("On a keyboard, press Shift").is_visible()
    tab.get_by_role("link", name="Leave now").tap()
    tab.wait_for_url(guide.clinic.leave_to)


def test_leave_now_takes_the_place_of_the_page_in_the_history(visit, site, guide):
    tab = visit(PRIVACY)
    tab.goto(f"{site.address}{HELP}")
    length = tab.evaluate("history.length")
    tab.get_by_role("link", name="Leave now").tap()
    tab.wait_for_url(guide.clinic.leave_to)
    assert tab.evaluate("history.length") == length
    tab.go_back()
    assert tab.url == f"{site.address}{PRIVACY}"


def test_leave_now_blanks_the_page_in_the_same_turn_even_while_the_other_one_does_not_come(
    visit, guide
):
    """The press and the look at the page are one turn of the browser's loop: no frame
    can be drawn between them.
    """
    tab = visit(PRIVACY)
    never_come(tab, guide.clinic.leave_to)
    tab.get_by_role("searchbox").press_sequentially("he hit me")
    expect(tab.locator("#results a").first).to_be_visible()
    after = tab.evaluate("""() => {
        document.querySelector("[data-leave]").click();
        const field = document.querySelector("input[type=search]");
        return [document.title, document.body.checkVisibility(), field.value,
            document.querySelector("#results").textContent];
    }""")
    assert after == [*GONE, "", ""]
    blank = tab.screenshot()
    assert tab.evaluate("document.elementFromPoint(180, 300).localName") == "html"
    tab.wait_for_timeout(100)
    assert tab.screenshot() == blank


def test_leaving_is_said_aloud_while_nothing_is_seen(visit, guide):
    tab = visit(HELP)
    never_come(tab, guide.clinic.leave_to)
    tab.get_by_role("link", name="Leave now").tap()
    alert = tab.get_by_role("alert")
    assert alert.text_content() == "Leaving."
    assert tab.locator("body").aria_snapshot() == ""
    box = alert.bounding_box()
    assert box["width"] <= 1 and box["height"] <= 1


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_leave_now_is_in_reach_all_the_way_down_and_above_an_open_menu(visit, width):
    tab = visit(CONTENT, viewport={"width": width, "height": 560})
    top = """() => {
        const { left, top, width,
            height } = document.querySelector("[data-leave]").getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return [there.matches("[data-leave]"), top >= 0, height >= 44, width >= 44];
    }"""
    for place in (0, 900, 10**6):
        tab.evaluate("place => scrollTo(0, place)", place)
        assert tab.evaluate(top) == [True] * 4
    # Where the screen is wide, the groups of the menu stand in the bar.
    opener = tab.get_by_role("button", name="Menu")
    (opener if opener.is_visible() else tab.locator("#menu summary").first).click()
    assert tab.locator("#menu").is_visible()
    assert tab.evaluate(top) == [True] * 4
    tab.get_by_role("link", name="Leave now").click()
    tab.wait_for_url("https://www.weather.gov/")


# From a reflection


@pytest.mark.parametrize("name", REFLECTIONS)
def test_leave_now_works_on_every_step_of_a_reflection_and_keeps_no_answer(
    visit, site, guide, name
):
    """From the gate through every part to the result: blank, and every mark gone,
    before anything else happens.
    """
    tab = visit(f"reflect/{name}/")
    never_come(tab, guide.clinic.leave_to)
    step, ended, marked = 0, False, []
    while not ended:
        ended, *after = tab.evaluate(LEAVE_AT_STEP, step)
        marked.append(after.pop())
        assert after == [*GONE, 0, "", "live"], f"step {step}"
        tab.goto("about:blank")
        tab.goto(f"{site.address}reflect/{name}/")
        step += 1
    assert step >= 4 and marked[0] == 0 and marked == sorted(marked) and marked[-1] > 5


LEAVE_AT_STEP = """(steps) => {
    const quiz = document.querySelector("[data-quiz]");
    const one = (name) => quiz.querySelector(`[data-${name}]`);
    if (steps) one("start").click();
    for (let step = 1; step < steps; step += 1) {
        const shown = "[data-part]:not([hidden]) fieldset:not([hidden])";
        for (const field of quiz.querySelectorAll(shown)) {
            field.querySelectorAll("input")[1].click();
        }
        one("next").click();
    }
    const ended = one("result").checkVisibility();
    const marked = quiz.querySelectorAll("input:checked").length;
    document.querySelector("[data-leave]").click();
    return [
        ended, document.title, document.body.checkVisibility(),
            quiz.querySelectorAll("input:checked").length,
        one("answers").textContent.trim(), quiz.dataset.state, marked,
    ];
}"""


# By keyboard


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_leave_now_is_the_first_stop_of_the_keyboard(visit, guide, scripts):
    tab = visit(REFLECTION, java_script_enabled=scripts)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url(guide.clinic.leave_to)


def test_the_first_stop_says_that_shift_leaves_too(visit):
    tab = visit()
    leave = tab.get_by_role("link", name="Leave now", exact=True)
    hint = tab.get_by_text("On a keyboard, press Shift three times, fast.")
    opacity = "part => getComputedStyle(part).opacity"
    assert hint.evaluate(opacity) == "0"
    tab.keyboard.press("Tab")
    expect(leave).to_be_focused()
    expect(leave).to_have_accessible_description("On a keyboard, press Shift three times, fast.")
    assert hint.evaluate(opacity) == "1"


def test_shift_three_times_leaves_counts_in_sight_and_says_the_second_press(visit, guide):
    """A lone Shift pauses the speech of a screen reader, so the page says nothing to it."""
    tab = visit(HELP)
    never_come(tab, guide.clinic.leave_to)
    said, dots, shown = [], [], []
    for _ in range(2):
        said.append(press_shift(tab))
        dots.append(
            tab.evaluate(
                "name => getComputedStyle(document.querySelector(name), '::before').content", STATUS
            ).split('"')[1]
        )
        shown.append(tab.locator(STATUS).bounding_box()["height"] >= 20)
    assert said == ["", "Press Shift 1 more time to leave."]
    assert dots == ["●○○", "●●○"] and shown == [True, True]
    with tab.expect_request(guide.clinic.leave_to):
        tab.keyboard.press("Shift")
    assert seen(tab) == GONE


def test_the_count_stands_in_sight_wherever_the_page_is_scrolled_and_names_itself_a_status(visit):
    tab = visit(CONTENT)
    tab.evaluate("scrollTo(0, 2000)")
    press_shift(tab)
    box = tab.locator(STATUS).bounding_box()
    assert 0 <= box["y"] < 100 and box["x"] + box["width"] <= 360
    assert tab.locator(STATUS).get_attribute("role") == "status"


INTERRUPTIONS = {
    "another key": lambda tab: tab.keyboard.press("a"),
    "a capital letter": lambda tab: tab.keyboard.press("Shift+A"),
    "Shift and Tab": lambda tab: tab.keyboard.press("Shift+Tab"),
    "Shift and Control": lambda tab: tab.keyboard.press("Control+Shift"),
    "a tap": lambda tab: tab.locator("h1").tap(),
}


@pytest.mark.parametrize("how", INTERRUPTIONS)
def test_anything_between_starts_the_count_again(visit, site, how):
    tab = visit(HELP)
    press_shift(tab)
    press_shift(tab)
    INTERRUPTIONS[how](tab)
    assert tab.locator(STATUS).text_content() == ""
    assert press_shift(tab) == "" and counted(tab) == 1
    assert tab.url == f"{site.address}{HELP}"


def test_a_pause_starts_the_count_again_and_says_so(visit):
    tab = visit()
    tab.clock.install()
    press_shift(tab)
    press_shift(tab)
    tab.clock.fast_forward("00:03")
    assert tab.locator(STATUS).text_content() == "You have not left."
    tab.clock.fast_forward("00:06")
    assert tab.locator(STATUS).text_content() == ""
    assert press_shift(tab) == "" and counted(tab) == 1


def test_shift_now_and_then_never_leaves_and_is_never_answered(visit, site):
    """So it is pressed by who pauses speech and lets it go on."""
    tab = visit(HELP)
    tab.clock.install()
    said = []
    for _ in range(6):
        said.append(press_shift(tab))
        tab.clock.fast_forward(2100)
        said.append(tab.locator(STATUS).text_content())
    assert said == [""] * 12
    assert tab.evaluate("document.body.checkVisibility()")


def test_a_shift_that_helps_to_write_another_script_is_not_counted(visit):
    tab = visit(HELP)
    tab.evaluate("""() => {
        for (const state of [{ isComposing: true }, { keyCode: 229 }]) {
            for (let n = 0; n < 3; n += 1) {
                dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", ...state }));
                dispatchEvent(new KeyboardEvent("keyup", { key: "Shift", ...state }));
            }
        }
    }""")
    assert counted(tab) == 0
    assert tab.evaluate("document.body.checkVisibility()")


def test_capital_letters_never_leave(visit, site):
    tab = visit()
    tab.get_by_role("searchbox").click()
    for letter in "SOSSOS":
        tab.keyboard.press(f"Shift+{letter}")
    assert tab.get_by_role("searchbox").input_value() == "SOSSOS"
    assert tab.url == site.address
    assert counted(tab) == 0


def test_holding_shift_down_never_leaves(visit, site):
    tab = visit(HELP)
    tab.evaluate("""() => {
        const press = (kind, repeat) => dispatchEvent(new KeyboardEvent(kind, { key: "Shift",
            repeat }));
        press("keydown", false);
        for (let n = 0; n < 30; n += 1) press("keydown", true);
        press("keyup", false);
    }""")
    assert counted(tab) == 1


# Coming back


def leave_after_a_search(visit, guide):
    """A tab that was left where nothing comes in its place, and the title it had."""
    tab = visit(PRIVACY)
    title = tab.title()
    never_come(tab, guide.clinic.leave_to)
    tab.get_by_role("searchbox").press_sequentially("bladder")
    expect(tab.locator("#results a").first).to_be_visible()
    tab.get_by_role("link", name="Leave now").tap()
    assert seen(tab) == GONE
    return tab, title


def test_who_stays_and_loads_the_page_again_finds_it_whole_and_empty(visit, guide):
    tab, title = leave_after_a_search(visit, guide)
    tab.reload()
    assert seen(tab) == [title, True]
    assert tab.get_by_role("searchbox").input_value() == ""


def test_a_page_that_the_browser_kept_in_memory_comes_back_whole_and_empty(visit, guide):
    """The browser says that it shows a kept page again.

    A page that was left is not kept by Chromium or Firefox today.
    """
    tab, title = leave_after_a_search(visit, guide)
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert seen(tab) == [title, True]
    assert tab.get_by_role("searchbox").input_value() == ""
    assert not tab.get_by_role("region", name="Search results").is_visible()
    assert tab.get_by_role("alert").count() == 0


def test_the_back_button_shows_no_answer(visit, site, guide):
    """A page opened at a place in it stands in the history twice; leaving takes one,
    and Back shows the other.
    """
    tab = visit(REFLECTION)
    tab.evaluate("location.hash = 'main'")
    tab.click("[data-start]")
    tab.locator("fieldset input").first.check()
    tab.get_by_role("link", name="Leave now").click()
    tab.wait_for_url(guide.clinic.leave_to)
    tab.go_back()
    assert tab.url == f"{site.address}{REFLECTION}"
    assert tab.locator("[data-gate]").is_visible()
    assert tab.locator("input:checked").count() == 0


def test_every_page_has_the_way_out_before_everything_else_that_can_be_reached(site):
    wrong = []
    for page in site.pages:
        tree = html.parse(str(site.file(page)), html.HTMLParser(encoding="utf-8")).getroot()
        first, second = tree.xpath(
            "(//body//*[self::a[@href] or self::button or self::input or self::select or"
            " self::summary or @tabindex])[position() < 3]"
        )
        if (
            first.get("data-leave") is None
            or second.get("href") != "#main"
            or tree.xpath("//@tabindex[. > 0]")
        ):
            wrong.append(page or "home")
    assert wrong == []
