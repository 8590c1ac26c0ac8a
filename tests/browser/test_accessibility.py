"""One page of each kind under large text, wide spacing, forced colors and on a narrow
screen; and how pages read aloud.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect
from test_pages import (
    ONE_OF_EACH_KIND,
    RUN_AXE,
    STANDARDS,
    TOO_SMALL,
    WIDER_THAN_THE_SCREEN,
    violations,
)
from the_guide import CHECKLIST, CLAIMS, CONTENT, COUPLES, HELP, LOOP, REFLECTION

TREES = Path(__file__).parents[1] / "trees"

LARGE_TEXT = "html{font-size:250%!important}"
"""Twice the size of the theme's text, as the settings of a phone do it: letters grow,
the screen does not.
"""

WIDE_TEXT = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""The spacing of WCAG 1.4.12."""

SETTINGS: dict[str, tuple[dict[str, Any], str]] = {
    "320 px": ({"viewport": {"width": 320, "height": 640}}, ""),
    "200 % text": ({"viewport": {"width": 360, "height": 740}}, LARGE_TEXT),
    "text spacing": ({"viewport": {"width": 320, "height": 740}}, WIDE_TEXT),
    "forced colors": ({"forced_colors": "active", "color_scheme": "dark"}, ""),
}

RESTYLE = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""

# Words that somebody would not get to see: cut off by their box, or under the bar when a link leads
# to them.
CUT_OFF = """() => [...document.querySelectorAll("body *")].flatMap((part) => {
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || part.closest("svg, .unseen, :popover-open, [popover], .bar__hint, .bar__skip") ||
        !part.checkVisibility()) return [];
    const { overflowX, overflowY, display } = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    const cut = display !== "inline" && ((overflowX !== "visible" &&
        part.scrollWidth > part.clientWidth + 1)
        || (overflowY === "hidden" && part.scrollHeight > part.clientHeight + 1));
    const out = box.right > innerWidth + 1 || box.left < -1;
    const words = part.textContent.trim().slice(0, 40);
    return cut || out ? [`"${words}" is ${cut ? "cut off" : "off the screen"}`] : [];
})"""

BAR_AND_PLACES = """() => {
    const bar = document.querySelector(".bar").getBoundingClientRect();
    const kept = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    return bar.height > kept
        ? [`the bar is ${bar.height} px high, and only ${kept} are kept free for it`] : [];
}"""


@pytest.mark.parametrize("setting", SETTINGS)
def test_one_page_of_each_kind_suits_eyes_that_need_more(visit, site, setting):
    visitor, css = SETTINGS[setting]
    # A phone would zoom out to show what is too wide; this screen does not.
    tab = visit(is_mobile=False, **visitor)
    found = []
    for page in ONE_OF_EACH_KIND:
        tab.goto(site.address + page)
        if css:
            tab.evaluate(RESTYLE, css)
        tab.evaluate(AXE_SCRIPT)
        tab.evaluate(RUN_AXE, ["html", STANDARDS])
        faults = violations(tab)
        for look in (WIDER_THAN_THE_SCREEN, TOO_SMALL, CUT_OFF, BAR_AND_PLACES):
            faults += tab.evaluate(look)
        found += [f"{page or 'home'}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_menu_suits_eyes_that_need_more(visit, setting):
    visitor, css = SETTINGS[setting]
    tab = visit(HELP, is_mobile=False, **visitor)
    if css:
        tab.evaluate(RESTYLE, css)
    tab.get_by_role("button", name="Menu").click()
    assert tab.evaluate(CUT_OFF) == tab.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert tab.get_by_role("button", name="Close", exact=True).is_visible()
    leave = tab.locator("[data-leave]").evaluate("""(leave) => {
        const { left, top, width, height } = leave.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === leave;
    }""")
    assert leave


def test_what_is_pressed_has_a_border_in_forced_colors(visit):
    """Colors of the page are gone there, so a control needs an edge or an underline to
    be seen as one.
    """
    tab = visit(REFLECTION, forced_colors="active")
    tab.click("[data-start]")
    bare = tab.evaluate(
        """() => [...document.querySelectorAll(
            "a[href], button, input, select, summary, .quiz label")].flatMap((part) => {
        if (!part.checkVisibility({ opacityProperty: true }) ||
            part.closest("summary, .menu, .foot ul, .contents")) return [];
        const style = getComputedStyle(part);
        const edge = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0;
        const line = style.textDecorationLine.includes("underline") ||
            part.matches("summary, input, .brand");
        return edge || line ? [] : [part.textContent.trim().slice(0, 40)];
    })"""
    )
    assert bare == []


# The whole route of the keyboard


STOP = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const bar = document.querySelector(".bar");
    const edge = bar.contains(focused) ? 0 : bar.getBoundingClientRect().bottom;
    const style = getComputedStyle(focused);
    const words = focused.getAttribute("aria-label") || focused.innerText || focused.id;
    const name = `${focused.localName} "${words.trim().slice(0, 50)}"`;
    const faults = [];
    if (box.width < 1 || box.height < 1) faults.push("has no size");
    if (box.right < 1 || box.left > innerWidth - 1 || box.bottom < 1 ||
        box.top > innerHeight - 1) faults.push("is off the screen");
    if (box.top < edge - 0.5 && box.height < innerHeight - edge) faults.push("is under the bar");
    if (box.bottom > innerHeight + 1 &&
        box.height < innerHeight - edge) faults.push("is cut off below");
    if (style.outlineStyle === "none" ||
        parseFloat(style.outlineWidth) < 2) faults.push("has no outline");
    const [x, y] = [Math.min(Math.max(box.left + 3, 0), innerWidth - 1), (Math.max(box.top,
        edge) + Math.min(box.bottom, innerHeight)) / 2];
    const there = document.elementFromPoint(x, y);
    if (!focused.contains(there) &&
        !there?.contains(focused)) faults.push(`is under ${there?.className || there?.localName}`);
    if (walked.has(focused)) return null;
    walked.add(focused);
    return [name, faults.map((fault) => `${name} ${fault}`)];
}"""

ROUTES: dict[str, tuple[str, dict[str, Any], str]] = {
    "home": ("", {}, ""),
    "help": (HELP, {}, ""),
    "claims": (
        CLAIMS,
        {"viewport": {"width": 1280, "height": 700}, "is_mobile": False},
        "",
    ),
    "a reflection on paper": (CHECKLIST, {"java_script_enabled": False}, ""),
    "large text": (COUPLES, {"viewport": {"width": 360, "height": 740}}, LARGE_TEXT),
    "a narrow screen": (LOOP, {"viewport": {"width": 320, "height": 480}}, ""),
    "not found": ("404.html", {}, ""),
}


@pytest.mark.parametrize("route", ROUTES)
def test_the_keyboard_reaches_everything_sees_where_it_is_and_is_never_trapped(visit, route):
    """There with Tab and back with Shift and Tab; each stop has an outline, is on the
    screen and under nothing.
    """
    page, visitor, css = ROUTES[route]
    tab = visit(page, **visitor)
    if css:
        tab.evaluate(RESTYLE, css)
    there, found = keys(tab, "Tab")
    back, more = keys(tab, "Shift+Tab")
    assert found + more == []
    assert [name for name in reversed(back)] == there
    assert there[:3] == ['a "Leave now"', 'a "Skip to the text"', 'a "Help now"']
    assert there[3] in ('button "Menu"', 'summary "In a fight"')
    radios = tab.locator("input[type=radio]:visible").count()
    reachable = tab.evaluate(
        """() => [...document.querySelectorAll(
            "a[href], button, input, select, summary")].filter((part) =>
        part.type !== "radio" && part.checkVisibility({ visibilityProperty: true })).length"""
    )
    groups = tab.evaluate(
        "() => new Set([...document.querySelectorAll('input[type=radio]')].filter((part) =>"
        " part.checkVisibility()).map((part) => part.name)).size"
    )
    # One stop for a group of radios in Chromium when one is marked, else its first and last.
    assert reachable + groups <= len(there) <= reachable + radios


def keys(tab, key):
    """Press a key until it leaves the page or comes round; the stops, and what is wrong
    with them.
    """
    tab.evaluate("document.activeElement.blur(); window.walked = new Set()")
    stops: list = []
    faults: list = []
    while True:
        tab.keyboard.press(key)
        if tab.evaluate("document.activeElement === document.body"):
            return stops, faults
        stop = tab.evaluate(STOP)
        if stop is None:
            return stops, faults
        stops.append(stop[0])
        faults += stop[1]


def test_a_reflection_is_taken_by_keyboard_alone_and_focus_is_always_seen(visit):
    tab = visit(REFLECTION)
    tab.locator("[data-start]").press("Enter")
    faults, parts = [], 0
    while tab.locator("[data-form]").is_visible():
        parts += 1
        assert parts < 10
        for field in tab.locator("[data-part]:visible fieldset:visible").all():
            tab.keyboard.press("Tab")
            tab.keyboard.press("Space")
            tab.keyboard.press("ArrowDown")
            faults += tab.evaluate(SEEN)
            assert field.locator("input:checked").count() == 1
        tab.keyboard.press("Enter")
    assert faults == []
    assert tab.locator("[data-result]").is_visible()


SEEN = """() => {
    const focused = document.activeElement;
    const { top, bottom } = focused.getBoundingClientRect();
    const edge = document.querySelector(".bar").getBoundingClientRect().bottom;
    return top >= edge - 0.5 &&
        bottom <= innerHeight + 0.5 ? [] : [`${focused.name} ${focused.value} is out of sight`];
}"""


# Read aloud


TOLD = {
    "banner",
    "navigation",
    "main",
    "article",
    "complementary",
    "contentinfo",
    "region",
    "search",
    "form",
    "heading",
    "button",
    "link",
    "searchbox",
    "combobox",
    "textbox",
    "checkbox",
    "radio",
    "group",
    "radiogroup",
    "img",
    "table",
    "status",
    "alert",
    "dialog",
}
"""Landmarks, headings and what can be pressed or filled in; running text is left out."""

READ_ALOUD = {
    "home": "",
    "side-effects": CONTENT,
    "help-now": HELP,
    "reflection": REFLECTION,
    "claims": CLAIMS,
}


def outline(snapshot):
    """An accessibility tree without running text, and without the links and source marks in it."""
    lines: list = []
    kept: list = []
    for line in snapshot.splitlines():
        entry = re.match(
            r"""(\s*)- '?(\w+)(?: ("(?:[^"\\]|\\.)*"))?((?: \[[^]]+\])*)'?(?:: ?(.*))?$""", line
        )
        if not entry or entry.group(2) not in TOLD:
            continue
        depth, (role, name, state, text) = len(entry.group(1)), entry.groups()[1:]
        while kept and kept[-1][0] >= depth:
            kept.pop()
        in_text = any(above == "article" for _, above in kept)
        if in_text and (role == "link" or (role == "button" and name.startswith('"Source '))):
            continue
        if role == "group" and text:
            name = f'"{text}"'
        lines.append(
            "  " * len(kept)
            + " ".join(filter(None, [role, (name or "").replace("''", "'"), state.strip()]))
        )
        kept.append((depth, role))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", READ_ALOUD)
def test_landmarks_headings_and_controls_read_aloud_as_they_did(visit, name):
    """The trees are in tests/trees/.

    A change that is meant is put there: REFRESH=trees make test.
    """
    tab = visit(READ_ALOUD[name])
    tree = outline(tab.locator("body").aria_snapshot())
    file = TREES / f"{name}.txt"
    if os.environ.get("REFRESH") == "trees":
        TREES.mkdir(exist_ok=True)
        file.write_text(tree, "utf-8")
    assert tree == file.read_text("utf-8"), (
        f"The page reads aloud in another way than tests/trees/{name}.txt says. If that is meant,"
        f" run REFRESH=trees make test, or put this into the file:\n{tree}"
    )


@pytest.mark.parametrize("page", READ_ALOUD.values(), ids=READ_ALOUD)
def test_each_landmark_has_a_name_of_its_own_and_everything_stands_in_one(visit, page):
    tab = visit(page)
    lines = outline(tab.locator("body").aria_snapshot()).splitlines()
    top = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in top] == ["navigation", "banner", "main", "contentinfo"]
    landmarks = [
        line.strip()
        for line in lines
        if line.split()[0] in ("navigation", "region", "complementary", "search", "main")
    ]
    assert len(landmarks) == len(set(landmarks)) or [
        one for one in set(landmarks) if landmarks.count(one) > 1
    ] == ['complementary "Help for today"']
    assert [
        line
        for line in landmarks
        if line.split()[0] in ("navigation", "region", "complementary") and '"' not in line
    ] == []


def test_every_control_has_a_name_and_every_label_a_control(visit, site):
    tab = visit()
    wrong = []
    for page in site.pages:
        tab.goto(site.address + page)
        wrong += [
            f"{page or 'home'}: {fault}"
            for fault in tab.evaluate("""() => [
            ...[...document.querySelectorAll("label")].filter((label) =>
                !label.control).map((label) => `label "${label.innerText}" has no control`),
            ...[...document.querySelectorAll("input, select, textarea")].filter((field) =>
                ![...field.labels].some((label) => label.innerText.trim()) &&
                    !field.ariaLabel).map((field) => `${field.outerHTML} has no label`),
            ...[...document.querySelectorAll("a, button")].filter((part) =>
                !(part.textContent.trim() || part.ariaLabel)).map((part) =>
                    `${part.outerHTML} has no name`),
        ]""")
        ]
    assert wrong == []


def test_the_skip_link_leads_past_the_head(visit):
    tab = visit(CONTENT)
    for key in ("Tab", "Tab", "Enter", "Tab"):
        tab.keyboard.press(key)
    assert tab.evaluate("document.querySelector('article').contains(document.activeElement)")
    expect(tab.locator("h1")).to_be_in_viewport()
