"""The scenes with a turning point as a visitor meets them: by keyboard, by ear, on paper, in
private, and without a script.
"""

import gzip
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from not_none import not_none
from playwright.sync_api import expect
from the_guide import GUIDE, HELP, SCENES

FILE = not_none(GUIDE.dialogues)
*SAFE, FEAR = FILE.scenes
WORDS = not_none(FEAR.fear)

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

LARGE_AND_WIDE = (
    "html{font-size:250%!important}*{line-height:1.5!important;letter-spacing:.12em!important;"
    "word-spacing:.16em!important}"
)


@contextmanager
def opened(browser, site, address=SCENES, **options):
    """A page in a context of its own."""
    context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(site.address + address)
    yield page
    context.close()


def section(page, scene):
    """The part of the page with a scene."""
    return page.locator(f"[data-scene][aria-labelledby='{scene.id}']")


def choose(page, scene, number):
    """Choose one of the lines of a scene."""
    section(page, scene).locator("[data-choose] button").nth(number).click()


def choose_everywhere(page, number=0):
    """Choose a line in every scene."""
    for scene in FILE.scenes:
        choose(page, scene, number)


def as_read(scene, line):
    """How a line stands on the page: who speaks is a word, and not only a side."""
    names = {speaker.id: speaker.name for speaker in scene.speakers}
    return f"{names[line.by]}: {line.say}" if line.say else line.does


def ending_of(scene, way):
    """What is told at the end of a way."""
    return next(ending for ending in scene.endings if ending.id == way.ending)


def plain(text):
    """A text of the data without its help lines and links, which a page writes out."""
    return text.split("[")[0].strip()


def assert_untouched(page):
    """Nothing shows what was chosen."""
    expect(page.locator("[data-choose]:visible")).to_have_count(len(FILE.scenes))
    expect(page.locator("[data-after]:visible")).to_have_count(0)
    expect(page.locator("[aria-expanded=true][type=button]")).to_have_count(0)


# Choosing


@pytest.mark.parametrize("scene", SAFE, ids=lambda scene: scene.id)
def test_every_way_is_reached_and_read_by_keyboard_and_can_be_compared(browser, site, scene):
    with opened(browser, site) as page:
        here = section(page, scene)
        buttons = here.locator("[data-choose] button")
        expect(buttons).to_have_count(3)
        for number, way in enumerate(scene.ways):
            expect(buttons.nth(number)).to_have_text(way.lines[0].words)
            buttons.nth(number).focus()
            page.keyboard.press("Enter")
            after = here.locator("[data-after]:visible")
            expect(after).to_have_count(1)
            for line in way.lines:
                expect(after).to_contain_text(as_read(scene, line))
            for told in ending_of(scene, way).tells:
                expect(after).to_contain_text(plain(told.say))
            # Whoever listens goes on from the line that was chosen, which is on the screen.
            heading = after.locator("h3")
            expect(heading).to_be_focused()
            expect(heading).to_contain_text(as_read(scene, way.lines[0]))
            expect(heading).to_be_in_viewport(ratio=0.98)
            expanded = [button.get_attribute("aria-expanded") for button in buttons.all()]
            assert expanded == [str(n == number).lower() for n in range(3)]
            page.keyboard.press("Shift+Tab")
            expect(buttons.nth(2)).to_be_focused()


def test_pressing_the_same_line_again_closes_it_and_keeps_the_focus(browser, site):
    with opened(browser, site) as page:
        button = section(page, SAFE[0]).locator("[data-choose] button").first
        button.click()
        button.focus()
        page.keyboard.press("Space")
        expect(button).to_be_focused()
        assert_untouched(page)


def test_a_choice_in_one_scene_leaves_the_others_alone(browser, site):
    with opened(browser, site) as page:
        choose(page, SAFE[1], 2)
        expect(page.locator("[data-after]:visible")).to_have_count(1)
        expect(page.locator("[data-choose]:visible")).to_have_count(len(FILE.scenes))


def test_no_line_is_called_right(browser, site):
    """The three of a scene look alike, whichever is chosen, and nothing on the page judges one."""
    with opened(browser, site) as page:
        seen = set()
        for number in range(3):
            choose(page, SAFE[0], number)
            after = section(page, SAFE[0]).locator("[data-after]:visible")
            seen.add(after.evaluate("part => getComputedStyle(part).borderInlineStartColor"))
        assert len(seen) == 1
        choose_everywhere(page)
        words = page.locator("[data-scenes]").inner_text().lower()
        for verdict in ("well done", "better", "correct", "score", "best", "try again"):
            assert verdict not in words.replace("badly, then better", "")


# The scene about fear


def test_the_scene_about_fear_is_the_last_and_says_so_first(browser, site):
    with opened(browser, site) as page:
        assert page.locator("[data-scene]").last.get_attribute("aria-labelledby") == FEAR.id
        first = section(page, FEAR).locator("h2 + *")
        expect(first).to_contain_text(WORDS.warns)
        first.get_by_role("link", name=WORDS.skip).focus()
        page.keyboard.press("Enter")
        end = page.locator("#scenes-end")
        expect(end).to_be_in_viewport()
        # From there the keyboard goes on to where to read on, and not back into the scene.
        page.keyboard.press("Tab")
        below = page.evaluate(
            "document.getElementById('scenes-end').compareDocumentPosition(document.activeElement)"
        )
        assert below & 4, page.evaluate("document.activeElement.outerHTML")


def test_whatever_is_chosen_there_all_lines_and_one_ending_stand_together(browser, site):
    """Nothing leads on or back, and nothing shows which line it was."""
    seen = set()
    for number in range(3):
        with opened(browser, site) as page:
            here = section(page, FEAR)
            expect(here.locator("[data-after]:visible")).to_have_count(0)
            here.locator("[data-choose] button").nth(number).focus()
            page.keyboard.press("Enter")
            after = here.locator("[data-after]:visible")
            expect(after).to_have_count(1)
            expect(here.get_by_role("button")).to_have_count(0)
            expect(after.locator("h3")).to_be_focused()
            expect(after.locator("h3")).to_have_text(WORDS.whatever)
            for way in FEAR.ways:
                for line in way.lines:
                    expect(after).to_contain_text(as_read(FEAR, line))
                if way.then:
                    expect(after).to_contain_text(way.then)
            for told in FEAR.endings[0].tells:
                expect(after).to_contain_text(plain(told.say))
            seen.add(here.evaluate("part => part.outerHTML"))
    assert len(seen) == 1


def test_its_ending_has_the_lines_to_call(browser, site, guide):
    with opened(browser, site) as page:
        choose(page, FEAR, 2)
        calls = section(page, FEAR).locator("[data-after]:visible a[href^='tel:']")
        numbers = [call.get_attribute("href") for call in calls.all()]
        wanted = [f"tel:{guide.region.line(kind).tel}" for kind in ("abuse", "harm")]
        assert numbers == wanted


# Read aloud, read without a script, printed


def test_who_speaks_is_said_and_every_drawing_is_told(browser, site):
    with opened(browser, site) as page:
        for scene in FILE.scenes:
            here = section(page, scene)
            lines = here.locator("ul").first.get_by_role("listitem")
            assert lines.all_inner_texts() == [as_read(scene, line) for line in scene.opens]
            expect(here.get_by_role("img").first).to_have_accessible_name(scene.picture.shows)
            group = here.get_by_role("group")
            expect(group).to_have_accessible_name(scene.turn.ask)


def test_the_faces_change_with_the_way(browser, site):
    """No two drawings of a scene are the same."""
    with opened(browser, site, java_script_enabled=False) as page:
        for scene in SAFE:
            drawn = [
                picture.inner_html() for picture in section(page, scene).locator("svg.scene").all()
            ]
            assert len(drawn) == len(set(drawn)) == 4


def whole_script(page):
    """Everything that can be read of the scenes."""
    return " ".join(page.locator("[data-scenes]").inner_text().split())


def assert_all_is_there(page):
    """A play script: every line of every way, in order, and no button."""
    words, at = whole_script(page), 0
    for scene in FILE.scenes:
        parts = [scene.title, scene.who]
        parts += [as_read(scene, line) for line in scene.opens]
        parts += [scene.turn.tells, scene.turn.ask]
        for way in scene.ways:
            parts += [as_read(scene, line) for line in way.lines]
            parts += [way.then] if way.then else []
            if not scene.fear:
                parts += [plain(told.say) for told in ending_of(scene, way).tells]
        if scene.fear:
            parts += [plain(told.say) for told in scene.endings[0].tells]
        parts += [plain(scene.below)] if scene.below else []
        for part in parts:
            assert part in words[at:], part
            at = words.index(part, at) + len(part)
    assert page.locator("[data-scenes] button:visible").count() == 0


def test_without_a_script_it_is_a_play_script(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        assert_all_is_there(page)
        assert "kept nowhere" not in whole_script(page)


def test_where_the_script_does_not_load_it_is_a_play_script_too(browser, site):
    with opened(browser, site, "404.html") as page:
        page.route("**/scenes.js", lambda route: route.abort())
        page.goto(site.address + SCENES)
        assert_all_is_there(page)


def test_on_paper_every_way_stands_there_and_nothing_tells_what_was_chosen(browser, site):
    printed = set()
    for number in (None, 0, 2):
        with opened(browser, site) as page:
            if number is not None:
                choose_everywhere(page, number)
            page.emulate_media(media="print")
            assert_all_is_there(page)
            printed.add(whole_script(page))
            assert page.locator("svg.scene:visible").count() == 4 * len(SAFE) + 1
    assert len(printed) == 1


# Small screens, large letters, little sight


@pytest.mark.parametrize("number", [0, 1, 2])
def test_nothing_is_wider_than_a_small_screen(browser, site, number):
    with opened(browser, site, viewport={"width": 320, "height": 568}) as page:
        choose_everywhere(page, number)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_letters_twice_as_large_with_wide_spacing_fit(browser, site):
    """On the smallest screen, nothing of a scene is cut off or stands beside the screen."""
    with opened(browser, site, viewport={"width": 320, "height": 568}, bypass_csp=True) as page:
        page.add_style_tag(content=LARGE_AND_WIDE)
        choose_everywhere(page, 1)
        assert page.evaluate(OUT_OF_SIGHT) == []


def test_letters_twice_as_large_leave_no_scroll_bar_from_side_to_side(browser, site):
    with opened(browser, site, bypass_csp=True) as page:
        page.add_style_tag(content="html{font-size:250%!important}")
        choose_everywhere(page, 2)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


OUT_OF_SIGHT = """() => [...document.querySelectorAll(".scenes, .scenes *:not(svg *)")]
    .filter((part) => part.checkVisibility())
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5 ||
        part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline")
    .map((part) => `${part.tagName} ${part.textContent.trim().slice(0, 30)}`)"""


def test_what_is_pressed_is_large_enough(browser, site):
    with opened(browser, site, viewport={"width": 320, "height": 568}) as page:
        boxes = [button.bounding_box() for button in page.locator("[data-choose] button").all()]
        assert min(not_none(box)["height"] for box in boxes) >= 44


VIEWS: dict[str, dict[str, Any]] = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_before_and_after_a_choice(browser, site, view):
    # With forced colors the browser chooses them, and axe sees what the page had asked for.
    options = (
        AXE_RULES
        if view != "forced colors"
        else {**AXE_RULES, "rules": {"color-contrast": {"enabled": False}}}
    )
    with opened(browser, site, bypass_csp=True, **VIEWS[view]) as page:
        for number in (None, 0, 1, 2):
            for scene in FILE.scenes if number is not None else ():
                if section(page, scene).locator("[data-choose]").is_visible():
                    choose(page, scene, not_none(number))
            faults = Axe().run(page, options=options).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []


def test_the_chosen_line_can_be_told_without_colors(browser, site):
    with opened(browser, site, forced_colors="active") as page:
        choose(page, SAFE[0], 1)
        weights = [
            button.evaluate("part => getComputedStyle(part).fontWeight")
            for button in section(page, SAFE[0]).locator("[data-choose] button").all()
        ]
        assert weights[1] > weights[0] == weights[2]


def test_nothing_moves_on_its_own(browser, site):
    with opened(browser, site) as page:
        choose(page, SAFE[0], 0)
        assert page.evaluate("document.getAnimations().length") == 0


# In private


LEAVING = {
    "reload": lambda page, site: page.reload(),
    "back": lambda page, site: (page.goto(site.address + HELP), page.go_back()),
    "pagehide": lambda page, site: page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
    ),
    "pageshow": lambda page, site: page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    ),
    "forget": lambda page, site: page.evaluate("dispatchEvent(new Event('forget'))"),
}


@pytest.mark.parametrize("how", LEAVING)
def test_what_was_chosen_is_gone_when_the_page_is_left(browser, site, how):
    with opened(browser, site) as page:
        choose_everywhere(page)
        expect(page.locator("[data-after]:visible")).to_have_count(len(FILE.scenes))
        LEAVING[how](page, site)
        page.wait_for_url(f"**/{SCENES}")
        assert_untouched(page)


def test_a_page_from_the_browser_s_memory_shows_no_choice(chromium, site):
    """Playwright leaves that memory out; a visitor's browser has it."""
    remembering = chromium(ignore_default_args=["--disable-back-forward-cache"])
    with opened(remembering, site) as page:
        choose_everywhere(page, 1)
        page.evaluate("document.documentElement.dataset.mark = 'kept'")
        page.goto(site.address + HELP)
        page.evaluate("history.back()")
        page.wait_for_url(f"**/{SCENES}", wait_until="commit")
        page.wait_for_selector("html[data-mark=kept]")
        assert_untouched(page)
    remembering.close()


def test_nothing_is_sent_stored_or_put_in_the_address(browser, site):
    look = """async () => ({
        local: Object.keys(localStorage), session: Object.keys(sessionStorage),
        cookie: document.cookie, databases: (await indexedDB.databases()).length,
        address: location.href, history: history.length, state: history.state,
        title: document.title, name: globalThis.name })"""
    requests, complaints = [], []
    with opened(browser, site, HELP) as page:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site.address + SCENES, wait_until="networkidle")
        page.on("request", lambda request: requests.append(request.url))
        before = page.evaluate(look)
        assert not (before["local"] or before["session"] or before["cookie"])
        assert before["databases"] == 0
        for scene in FILE.scenes:
            choose(page, scene, 1)
            assert page.evaluate(look) == before
        assert (requests, complaints) == ([], [])
        assert page.title() == "Six short scenes"
        # Even a mistake in a script could not send what was chosen.
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert "connect-src 'none'" in not_none(policy)


def test_the_script_is_small_and_only_this_page_loads_it(site):
    script = (site.folder / "assets/scenes.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 1500
    loading = [page for page in site.pages if "scenes.js" in site.file(page).read_text("utf-8")]
    assert loading == [SCENES]
