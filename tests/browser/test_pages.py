"""What a visitor meets in a real browser: on a phone and a desktop, light and dark,
with scripts and without.
"""

import re
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

import material
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from not_none import not_none
from playwright.sync_api import expect
from the_guide import (
    A_TO_Z,
    CLAIMS,
    CONTENT,
    COUPLES,
    FEAR,
    HELP,
    LOOP,
    OPTIONS,
    REFLECTION,
    SCENES,
    SHEET,
    title_of,
)

ROOT = Path(__file__).resolve().parents[2]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])

ONE_OF_EACH_KIND = (
    "",
    CONTENT,
    COUPLES,
    LOOP,
    CLAIMS,
    A_TO_Z,
    HELP,
    REFLECTION,
    OPTIONS,
    SHEET,
    SCENES,
    "search/",
)

MOST_REQUESTS = 6

STANDARDS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


REFUSED = """
    window.refused = [];
    addEventListener("securitypolicyviolation", (refusal) => {
        const { effectiveDirective, blockedURI, sourceFile } = refusal;
        window.refused.push(
            `the policy refuses ${blockedURI} (${effectiveDirective}), asked for by ${sourceFile}`);
    });
"""
"""Notes what the page's own policy refuses."""


# Every page


def test_every_page_is_quiet_private_and_usable(browser, site):
    """Every page on a phone, and one page of each kind in dark and on a desk too.

    What differs there differs by the parts of a page, and those stand on pages of each kind.
    """
    everywhere = [Screen(browser, "light", 360)]
    other = [
        Screen(browser, "dark", 1280),
        Screen(browser, "light", 1280),
        Screen(browser, "dark", 360),
    ]
    found = []
    for page in site.pages:
        screens = everywhere + (other if page in ONE_OF_EACH_KIND else [])
        # All are set to work before the first is asked, so that they work at the same time.
        for screen in screens:
            screen.show(site.address + page, STANDARDS)
        found += [
            f"{page or 'home'}, {screen.name}: {fault}"
            for screen in screens
            for fault in screen.faults(site.address)
        ]
    cookies = [cookie for screen in everywhere + other for cookie in screen.context.cookies()]
    for screen in everywhere + other:
        screen.context.close()
    found += [f"a cookie: {cookie}" for cookie in cookies]
    assert not found, "\n".join(found)


class Screen:
    """A new visitor's screen that writes down what a page asks for and says."""

    def __init__(self, browser, scheme, width):
        self.name = f"{scheme} at {width}"
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        self.context.add_init_script(REFUSED)
        self.tab = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.on(
            "console", lambda message: self.said.append(f"says on the console: {message.text}")
        )
        self.tab.on("pageerror", lambda error: self.said.append(f"has an error: {error}"))

    def show(self, address, standards):
        """Open a page and let axe begin."""
        self.asked.clear()
        self.said.clear()
        self.tab.goto(address)
        self.tab.evaluate(AXE_SCRIPT)
        self.tab.evaluate(RUN_AXE, ["html", standards])

    def faults(self, home):
        """Everything that is wrong with the page that is shown."""
        found = self.said + [
            f"asks {address}" for address in self.asked if not address.startswith(home)
        ]
        if len(self.asked) > MOST_REQUESTS:
            found.append(f"asks for {len(self.asked)} files")
        found += violations(self.tab) + self.tab.evaluate("window.refused")
        for look in (KEPT, WIDER_THAN_THE_SCREEN, TOO_SMALL):
            found += self.tab.evaluate(look)
        return found


def violations(tab):
    """What axe found wrong in the tab, in words."""
    return [
        f"{violation['id']} at"
        f" {', '.join(str(node['target'][0]) for node in violation['nodes'][:3])}"
        for violation in tab.evaluate("window.violations")
    ]


# Begins and returns at once; what it finds is waited for later.
RUN_AXE = """([part, standards]) => {
    window.violations = axe.run(part, standards).then(({ violations }) => violations);
}"""

KEPT = """async () => [
    ...(document.cookie ? ["a cookie"] : []),
    ...Object.keys(localStorage).map((key) => `${key} in localStorage`),
    ...Object.keys(sessionStorage).map((key) => `${key} in sessionStorage`),
    ...(await indexedDB.databases()).map(({ name }) => `the database ${name}`),
    ...(await caches.keys()).map((name) => `the cache ${name}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(() => "a service worker"),
]"""

WIDER_THAN_THE_SCREEN = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth
        ? [`is ${scrollWidth} px wide on a screen of ${clientWidth}`] : [];
}"""

# 44 px for what is pressed in a hurry, 24 px for the rest. A link inside a
# sentence has the height of its line, as WCAG 2.5.8 allows.
TOO_SMALL = """() => [...document.querySelectorAll(
    "a[href], button, summary, input, select")].flatMap((target) => {
    if (!target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
    const around = target.parentElement;
    const inSentence = getComputedStyle(target).display === "inline" &&
        around.innerText.trim() !== target.innerText.trim();
    if (inSentence) return [];
    // Around a box to tick, its label is pressed as well.
    const { width, height } = (target.matches("input") && target.closest("label") ||
        target).getBoundingClientRect();
    const large = "button, .bar a, .menu a, summary, input, select";
    const least = target.matches(large) ? 44 : 24;
    const words = target.innerText.trim().slice(0, 40);
    // Half a pixel is the rounding of the layout.
    return Math.min(width, height) + 0.5 < least
        ? [`"${words}" is ${Math.round(width)} by ${Math.round(height)} px, not ${least}`]
        : [];
})"""


def test_what_opens_on_a_page_is_usable_too(visit):
    found: list = []
    for scheme in ("light", "dark"):
        tab = visit(CONTENT, color_scheme=scheme)
        tab.evaluate(AXE_SCRIPT)

        def look(part, tab=tab, scheme=scheme):
            tab.evaluate(RUN_AXE, [part, STANDARDS])
            found.extend(
                f"{part}, {scheme}: {fault}" for fault in violations(tab) + tab.evaluate(TOO_SMALL)
            )

        tab.get_by_role("button", name="Menu").click()
        look("#menu")
        tab.keyboard.press("Escape")
        tab.get_by_role("link", name="Source 1:").first.click()
        look("#opened")
        tab.keyboard.press("Escape")
        type_into_search(tab, "bladder")
        look(".search")
        tab.keyboard.press("Escape")
        tab.locator(".contents summary").click()
        look(".contents")
    assert not found, "\n".join(found)


def test_main_message_shows_on_a_phone_without_scrolling(visit, site):
    tab = visit()
    hidden = []
    for page in site.pages:
        if page.startswith(("ketamine/", "couples/")):
            tab.goto(site.address + page)
            top = tab.locator(".bar").bounding_box()
            heading = tab.locator("h1").bounding_box()
            message = tab.locator("h1 + p").bounding_box()
            if heading["y"] < top["y"] + top["height"] or message["y"] + message["height"] > 640:
                hidden.append(f"{page}: ends at {message['y'] + message['height']:.0f} px")
    assert hidden == []


def test_every_page_reads_on_a_phone_without_scripts(visit, site):
    tab = visit(java_script_enabled=False)
    unread = []
    for page in site.pages:
        tab.goto(site.address + page)
        first = tab.evaluate("""() => ["article h1", "article p"].map((name) => {
            const part = document.querySelector(name);
            return part && part.checkVisibility({ opacityProperty: true,
                visibilityProperty: true }) ? part.innerText.trim() : "";
        })""")
        if not all(first):
            unread.append(page)
    assert unread == []


def test_a_wrong_address_deep_in_the_guide_gets_the_page_that_says_so_with_its_look(visit, site):
    tab = visit()
    missing = []
    tab.on(
        "response",
        lambda response: (
            missing.append(urldefrag(response.url)[0]) if response.status == 404 else None
        ),
    )
    wrong = f"{site.address}ketamine/nowhere/at/all/"
    tab.goto(wrong)
    assert tab.locator("h1").inner_text() == "This page is not here"
    assert missing == [wrong]


def test_the_purged_stylesheets_look_the_same_as_the_whole_ones(visit, site):
    """Each page is drawn with what is published and with what it was made from, and
    compared pixel for pixel.
    """
    (theme,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob(
        "main.*.min.css"
    )
    whole = theme.read_text("utf-8") + (ROOT / "docs/assets/guide.css").read_text("utf-8")
    pages = (
        "",
        CONTENT,
        CLAIMS,
        HELP,
        REFLECTION,
        "for-editors/",
    )
    differ = []

    def answer_with(css, asked, route):
        asked.append(route.request.url)
        route.fulfill(body=css, content_type="text/css")

    for scheme, width in (("light", 360), ("dark", 1280)):
        # Tall, because long pages repeat themselves: their first part is enough.
        visitor = {
            "viewport": {"width": width, "height": 4000},
            "color_scheme": scheme,
            "is_mobile": False,
        }
        published, unpurged = visit(**visitor), visit(**visitor)
        drawn_with: list[str] = []
        unpurged.route("**/*.css", partial(answer_with, whole, drawn_with))
        for page in pages:
            pictures = []
            for tab in (published, unpurged):
                tab.goto(site.address + page)
                pictures.append(tab.screenshot())
            if pictures[0] != pictures[1]:
                differ.append(f"{page or 'home'} at {width} px")
        for tab in (published, unpurged):
            opener = tab.get_by_role("button", name="Menu")
            (opener if opener.is_visible() else tab.locator("#menu summary").first).click()
        if published.screenshot() != unpurged.screenshot():
            differ.append(f"the menu at {width} px")
        assert set(drawn_with) == {f"{site.address}assets/guide.css"}
    assert differ == []


@pytest.mark.parametrize("page", [CLAIMS, CONTENT])
def test_a_page_prints_its_text_and_not_its_controls(visit, page):
    tab = visit(page, color_scheme="dark")
    tab.emulate_media(media="print")
    # What is closed on the screen opens as the page goes to the printer.
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    controls = (
        ".bar",
        "#menu",
        ".search",
        ".contents",
        ".claims__filter",
        ".next",
        ".opened",
        ".meanings",
    )
    printed = [
        control
        for control in controls
        if any(part.is_visible() for part in tab.locator(control).all())
    ]
    assert printed == []
    left_out = [
        text.inner_text()[:40]
        for text in tab.locator(
            "h1, h1 + p, .card, .short, .claim, .sources li, .page-end p, .foot__help li"
        ).all()
        if not text.is_visible()
    ]
    assert left_out == []
    assert (
        tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )


# The keyboard


@pytest.mark.parametrize("page", ["", CONTENT])
def test_focus_is_always_seen_and_never_under_the_bar(visit, page):
    """Through the whole page with Tab, and back with Shift and Tab, on a small phone."""
    tab = visit(page)
    there = walk(tab, "Tab")
    back = walk(tab, "Shift+Tab")
    assert [stop["name"] for stop in reversed(back)] == [stop["name"] for stop in there]
    assert {stop["name"] for stop in there + back if stop["covered"]} == set()
    assert {stop["name"] for stop in there + back if not stop["outlined"]} == set()
    kinds = {stop["kind"] for stop in there}
    expected = {"bar__leave", "bar__skip", "bar__help", "bar__menu", "brand", "input", "a"}
    if page:
        expected |= {"source", "mark", "call", "summary"}
    assert expected - kinds == set()


def walk(tab, key):
    """Press a key until the focus has been everywhere; what is known of each stop on the way."""
    tab.evaluate("document.activeElement.blur(); window.walked = new Set()")
    stops: list = []
    while True:
        tab.keyboard.press(key)
        if tab.evaluate(
            "document.activeElement === document.body || walked.has(document.activeElement)"
        ):
            return stops
        tab.evaluate("walked.add(document.activeElement)")
        stops.append(tab.evaluate(FOCUS))


FOCUS = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const bar = document.querySelector(".bar");
    const edge = bar.getBoundingClientRect().bottom;
    const style = getComputedStyle(focused);
    const free = bar.contains(focused);
    const words = focused.getAttribute("aria-label") || focused.innerText || focused.id;
    return {
        kind: focused.classList[0] || focused.localName,
        name: `${focused.localName} "${words.trim().slice(0, 60)}"`,
        covered: !free && (box.top < edge - 0.5 || box.top > innerHeight || box.bottom < 0),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def test_focus_is_seen_in_what_opens(visit):
    tab = visit(CONTENT)
    unseen = []

    def look(tab=tab):
        stop = tab.evaluate(FOCUS)
        if not stop["outlined"]:
            unseen.append(stop["name"])
        return stop["kind"]

    tab.get_by_role("button", name="Menu").focus()
    tab.keyboard.press("Enter")
    kinds = []
    for _ in range(3):
        tab.keyboard.press("Tab")
        kinds.append(look())
    tab.keyboard.press("Escape")
    tab.get_by_role("link", name="Source 1:").first.focus()
    tab.keyboard.press("Enter")
    kinds.append(look())
    tab.keyboard.press("Escape")
    type_into_search(tab, "bladder")
    tab.keyboard.press("ArrowDown")
    look()
    tab = visit(CLAIMS)
    tab.get_by_label("Show").focus()
    kinds.append(look(tab))
    assert kinds[0] == "menu__close"
    assert unseen == []


# Help


@SCRIPTS
def test_from_home_a_number_is_one_tap_away_and_seen_without_scrolling(visit, guide, scripts):
    tab = visit("", java_script_enabled=scripts)
    tab.get_by_role("navigation", name="Leave, help and menu").get_by_role(
        "link", name="Help now"
    ).tap()
    tab.wait_for_url(f"**/{HELP}")
    for kind in ("emergency", "abuse"):
        number = tab.locator(f"article a[href='tel:{guide.region.line(kind).tel}']").first
        box = number.bounding_box()
        assert box and box["y"] + box["height"] <= 640, kind


@SCRIPTS
def test_help_now_shows_every_number_without_a_tap(visit, guide, scripts):
    tab = visit(HELP, java_script_enabled=scripts)
    regions = guide.help.regions.values()
    lines = [
        line
        for region in regions
        for line in region.lines
        if line.kind in ("emergency", "crisis", "abuse", "harm")
    ]
    shown = {
        link.get_attribute("href") for link in tab.locator("article a[href^='tel:']:visible").all()
    }
    assert {f"tel:{line.tel}" for line in lines if line.tel} <= shown


# The menu


@SCRIPTS
def test_the_menu_opens_by_tap_and_closes_by_its_button(visit, scripts):
    tab = visit(HELP, java_script_enabled=scripts)
    menu = tab.get_by_role("group", name="Menu", exact=True)
    assert not menu.is_visible()
    tab.get_by_role("button", name="Menu").tap()
    link = menu.get_by_text(title_of(LOOP), exact=True)
    group = menu.locator("details", has=tab.get_by_text(title_of(LOOP), exact=True))
    assert not link.is_visible()
    group.locator("summary").tap()
    assert link.is_visible()
    # One group at a time, so that a phone shows what was asked for.
    menu.locator("summary").last.tap()
    assert not link.is_visible()
    menu.get_by_role("button", name="Close").tap()
    assert not menu.is_visible()


@SCRIPTS
def test_the_menu_opens_by_keyboard_and_escape_gives_the_focus_back(visit, scripts):
    tab = visit(HELP, java_script_enabled=scripts)
    menu = tab.get_by_role("group", name="Menu", exact=True)
    opener = tab.get_by_role("button", name="Menu")
    opener.focus()
    tab.keyboard.press("Enter")
    assert menu.is_visible()
    tab.keyboard.press("Tab")
    assert focused(tab) == "Close"
    tab.keyboard.press("Escape")
    assert not menu.is_visible()
    assert focused(tab) == "Menu"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert not menu.is_visible()


@SCRIPTS
def test_a_menu_link_leads_to_its_page_and_is_marked_there(visit, site, scripts):
    tab = visit(java_script_enabled=scripts)
    tab.get_by_role("button", name="Menu").tap()
    group, link = in_menu(tab, LOOP)
    group.locator("summary").tap()
    link.tap()
    tab.wait_for_url(f"{site.address}{LOOP}")
    group, link = in_menu(tab, LOOP)
    marked = tab.locator(".menu [aria-current]").all_text_contents()
    assert marked == [group.locator("summary").text_content(), title_of(LOOP)]


@SCRIPTS
def test_on_a_wide_screen_a_group_opens_in_the_bar(visit, site, scripts):
    tab = visit(LOOP, viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    assert not tab.get_by_role("button", name="Menu").is_visible()
    group, link = in_menu(tab, CONTENT)
    assert not link.is_visible()
    group.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert link.is_visible()
    link.click()
    tab.wait_for_url(f"{site.address}{CONTENT}")


def test_on_a_wide_screen_an_open_group_closes_when_one_goes_elsewhere(visit):
    tab = visit(LOOP, viewport={"width": 1280, "height": 800})
    summary = tab.locator("#menu summary").first
    pages = tab.locator("#menu .menu__pages").first
    summary.click()
    assert pages.is_visible()
    tab.mouse.click(640, 700)
    assert not pages.is_visible()
    summary.click()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    assert not pages.is_visible()
    assert focused(tab) == summary.text_content()


def test_on_a_wide_screen_what_a_page_answers_stands_beside_it(visit):
    tab = visit(LOOP, viewport={"width": 1280, "height": 800})
    beside = tab.get_by_role("navigation", name="On this page")
    headings = tab.locator("article > h2")
    assert beside.get_by_role("link").all_inner_texts() == headings.all_inner_texts()
    tab.set_viewport_size({"width": 800, "height": 800})
    assert not beside.is_visible()


def in_menu(tab, address):
    """A page's group in the menu, and its link there."""
    title = re.compile(f"^{re.escape(title_of(address))}$")
    return (
        tab.locator("#menu details", has=tab.locator("a", has_text=title)),
        tab.locator("#menu a", has_text=title),
    )


def focused(tab):
    """The words of what has the focus."""
    return tab.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
    )


# Sources


def test_a_source_opens_beside_the_sentence_by_tap(visit):
    tab = visit(CONTENT)
    number = tab.get_by_role("link", name="Source 1:").first
    card = tab.get_by_role("dialog", name=number.get_attribute("aria-label"), exact=True)
    assert not card.is_visible()
    number.scroll_into_view_if_needed()
    place, address = tab.evaluate("scrollY"), tab.url
    number.tap()
    assert card.is_visible()
    grade, source = card.get_by_role("link").all()
    assert "about/evidence/" in not_none(grade.get_attribute("href"))
    assert not_none(source.get_attribute("href")).startswith("https://")
    assert (tab.evaluate("scrollY"), tab.url) == (place, address)
    card.get_by_role("button", name="Close").tap()
    assert not card.is_visible()


def test_a_source_opens_by_keyboard_and_escape_gives_the_focus_back(visit):
    tab = visit(CONTENT)
    mark = tab.get_by_role("link", name="Source 2:").first
    name = mark.get_attribute("aria-label")
    card = tab.get_by_role("dialog", name=name, exact=True)
    mark.focus()
    tab.keyboard.press("Enter")
    assert card.is_visible()
    assert focused(tab) == "Close"
    tab.keyboard.press("Escape")
    assert not card.is_visible()
    assert focused(tab) == name


def test_without_scripts_a_source_is_found_in_the_list(visit, site):
    tab = visit(CONTENT, java_script_enabled=False)
    tab.get_by_role("link", name="Source 2:").first.tap()
    tab.wait_for_url(f"{site.address}{CONTENT}#source-2")
    assert tab.locator(".opened").is_hidden()


# Browsers that know no popover, such as those of iOS 16


def as_an_older_browser(route):
    """Answer with what such a browser understands of the page and its stylesheet."""
    # A picture needs no change, and may still be on its way when the test is over.
    if route.request.resource_type not in ("document", "stylesheet"):
        route.continue_()
        return
    answer = route.fetch()
    text = re.sub(r" popover\w*(=\"[^\"]*\")?(?=[ >])", "", answer.text())
    text = text.replace("@supports selector(:popover-open)", "@supports (no: thing)")
    route.fulfill(response=answer, body=text.replace(":popover-open", ":no-such-state"))


@SCRIPTS
def test_an_older_browser_shows_the_text_first_and_reaches_menu_and_sources(visit, site, scripts):
    tab = visit("404.html", java_script_enabled=scripts)
    tab.add_init_script("""
        for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
            delete HTMLElement.prototype[name];""")
    tab.route(f"{site.address}**", as_an_older_browser)
    for page in (HELP, CONTENT):
        tab.goto(site.address + page)
        assert tab.evaluate("scrollY") == 0
        assert tab.locator("h1").bounding_box()["y"] < 300
        assert tab.locator(".bar__menu:visible").count() == 1
        assert not tab.locator("#menu").is_visible()
        assert not tab.locator(".opened").is_visible()
        assert not tab.get_by_role("button", name="Close").is_visible()
    number = tab.get_by_role("link", name="Source 2:").first
    number.tap()
    tab.wait_for_url(f"{site.address}{CONTENT}#source-2")
    expect(tab.locator("#source-2")).to_be_in_viewport()
    tab.get_by_role("link", name="Menu", exact=True).tap()
    group, link = in_menu(tab, LOOP)
    group.locator("summary").tap()
    link.tap()
    tab.wait_for_url(f"{site.address}{LOOP}")


# Translated pages


TRANSLATE = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.data.trim() && !node.parentElement.closest("script, style, template, svg"))
            nodes.push(node);
    }
    for (const node of nodes) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = node.data.replace(/[a-z]/gi, "ñ");
        outer.append(inner);
        node.replaceWith(outer);
    }
}"""
"""What a browser's translation does to a page: each text is another one, in two elements of its
own."""


def test_a_translated_page_works_as_before(visit, site):
    tab = visit(CONTENT)
    errors = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.evaluate(TRANSLATE)
    tab.locator(".term").first.tap()
    assert "ñ" in tab.locator("#opened-text").inner_text()
    tab.locator(".opened button").tap()
    tab.locator(".source").first.tap()
    assert "ñ" in tab.locator("#opened-text").inner_text()
    tab.keyboard.press("Escape")
    tab.goto(site.address + CLAIMS)
    tab.evaluate(TRANSLATE)
    tab.locator("select").first.select_option(index=1)
    assert 0 < tab.locator("article.claim:visible").count() < tab.locator("article.claim").count()
    tab.goto(site.address + LOOP)
    tab.evaluate(TRANSLATE)
    tab.locator("[data-loop-next]").first.tap()
    assert tab.locator("[data-loop='one'] li:visible").count() == 1
    tab.goto(site.address + OPTIONS)
    tab.evaluate(TRANSLATE)
    tab.locator("[data-matter] input").first.check(force=True)
    tab.locator("[data-sum]").tap()
    assert tab.locator("[data-weighed] li").count() == 1
    tab.goto(site.address + REFLECTION)
    tab.evaluate(TRANSLATE)
    tab.locator("[data-start]").tap()
    while tab.locator("[data-form]").is_visible():
        for field in tab.locator("fieldset:visible").all():
            field.locator("input").nth(1).check(force=True)
        tab.locator("[data-next]").tap()
    assert "ñ" in tab.locator("[data-outcome-text]").inner_text()
    assert tab.locator("[data-bar]:visible").count() > 0
    assert errors == []


# Search


def type_into_search(tab, words):
    """Type as a person does, and wait until there is an answer to read."""
    field = tab.get_by_role("searchbox", name="Search the guide")
    field.click()
    field.press_sequentially(words)
    expect(tab.locator(".search [role=status]")).not_to_be_empty()
    return tab.get_by_role("region", name="Search results")


def test_nothing_of_the_search_is_loaded_before_a_letter_is_typed(visit, site):
    tab = visit()
    asked = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(site.address)))
    tab.goto(site.address)
    tab.get_by_role("searchbox").click()
    files = {"assets/search.js", "assets/find.js", "assets/search.json", "assets/answers.json"}
    assert files.isdisjoint(asked)
    type_into_search(tab, "sad")
    expect(tab.locator(".results__lead").last).not_to_be_empty()
    assert files <= set(asked)


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ("ketamine bladder", {CONTENT}),
        ("he scares me", {FEAR, HELP}),
        ("same fight over and over", {LOOP, "patterns/why-we-repeat/"}),
        ("can i drive after", {"ketamine/what-happens/", "questions/"}),
    ],
)
def test_the_first_result_fits_what_a_person_asks(visit, site, words, fitting):
    results = type_into_search(visit(), words)
    first = results.get_by_role("link").first.evaluate("link => link.href")
    assert urldefrag(first)[0].removeprefix(site.address) in fitting


def test_results_are_links_in_a_list_and_are_counted_aloud(visit):
    tab = visit(COUPLES)
    results = type_into_search(tab, "side effects")
    entries = results.get_by_role("listitem")
    links = results.get_by_role("link")
    assert entries.count() == links.count() > 1
    assert tab.locator(".search [role=status]").inner_text() == f"{links.count()} results."


def test_results_are_walked_with_the_arrow_keys_and_closed_with_escape(visit):
    tab = visit()
    results = type_into_search(tab, "bladder")
    links = results.get_by_role("link")
    field = tab.get_by_role("searchbox")
    names = links.all_inner_texts()
    tab.keyboard.press("ArrowDown")
    assert focused(tab) == names[0]
    tab.keyboard.press("ArrowDown")
    assert focused(tab) == names[1]
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate("document.activeElement.id") == field.get_attribute("id")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    assert not results.is_visible()
    assert field.input_value() == ""
    assert tab.evaluate("document.activeElement.id") == field.get_attribute("id")


def test_enter_on_a_result_opens_its_page_at_the_section(visit, site):
    tab = visit(COUPLES)
    results = type_into_search(tab, "bladder")
    addresses = results.get_by_role("link").evaluate_all("links => links.map((link) => link.href)")
    section = next(address for address in addresses if "#" in address)
    for _ in range(addresses.index(section) + 1):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(section)
    assert tab.locator(":target").count() == 1


def test_words_that_nothing_answers_say_so_in_sight_and_aloud(visit):
    tab = visit()
    results = type_into_search(tab, "qqxzvw")
    assert results.inner_text().startswith("Nothing here clearly answers that.")
    assert tab.locator(".search [role=status]").inner_text() == "Nothing clearly answers that."


def test_nothing_typed_stands_in_an_address(visit, site):
    tab = visit()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    type_into_search(tab, "bladder")
    tab.keyboard.press("Escape")
    type_into_search(tab, "qqxzvw")
    tab.keyboard.press("Enter")
    assert tab.url == site.address
    assert [url for url in asked if "bladder" in url or "qqxzvw" in url] == []
    assert tab.evaluate(KEPT) == []


def test_a_search_that_cannot_be_loaded_says_so_and_where_to_look(visit):
    tab = visit()
    tab.route("**/search.json", lambda route: route.fulfill(status=500))
    type_into_search(tab, "bladder")
    words = "The search cannot be loaded. The list A to Z has every page."
    assert tab.locator(".search [role=status]").inner_text() == words


def test_without_scripts_the_search_is_a_link_to_its_page(visit, site):
    tab = visit(COUPLES, java_script_enabled=False)
    assert not tab.get_by_role("searchbox").is_visible()
    tab.get_by_role("banner").get_by_role("link", name="Search").tap()
    tab.wait_for_url(f"{site.address}search/")


# The claim checker


def test_claims_are_filtered_by_verdict_and_counted_aloud(visit, guide):
    tab = visit(CLAIMS)
    claims = guide.claims.claims
    for verdict in guide.claims.verdicts:
        tab.get_by_label("Show").select_option(verdict.id)
        shown = tab.evaluate(
            "[...document.querySelectorAll('article.claim')].filter((one) =>"
            " one.checkVisibility()).map((one) => one.id)"
        )
        expected = {claim.id for claim in claims if claim.verdict == verdict.id}
        assert set(shown) == expected
        said = tab.locator(".claims__filter [role=status]").inner_text()
        assert said == f"Showing {len(expected)} of {len(claims)} claims."
        # A topic without a claim to show is not there to be opened.
        topics = {claim.topic for claim in claims if claim.verdict == verdict.id}
        assert tab.locator(".claims__topic:visible").count() == len(topics)


@SCRIPTS
def test_claims_open_by_topic_and_a_link_to_one_opens_its_topic(visit, guide, scripts):
    tab = visit(CLAIMS, java_script_enabled=scripts)
    assert tab.locator("article.claim:visible").count() == 0
    tab.locator(".claims__topic summary").first.tap()
    assert 0 < tab.locator("article.claim:visible").count() < len(guide.claims.claims)
    last = tab.locator("article.claim").last.get_attribute("id")
    tab = visit(f"{CLAIMS}#{last}", java_script_enabled=scripts)
    expect(tab.locator(f"#{last}")).to_be_in_viewport()


def test_without_scripts_there_is_no_filter_that_does_nothing(visit):
    tab = visit(CLAIMS, java_script_enabled=False)
    assert not tab.get_by_label("Show").is_visible()
