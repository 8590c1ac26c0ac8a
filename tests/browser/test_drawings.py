"""Drawings in a real browser: walked through by keyboard, read without scripts, sized
for a phone, printed.
"""

import pytest
from conftest import visitors
from playwright.sync_api import expect
from the_guide import CONTENT, DRAWINGS, LOOP, OTHER_LOOPS, pages_with

WITH_A_TERM = pages_with("figure", "how-long")[0]
SMALL = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def look(browser, site):
    """Opens a page of the guide as a new visitor on a small screen."""
    with visitors(browser, site, **SMALL) as open_page:
        yield open_page


def test_a_loop_is_walked_through_by_keyboard_and_said_aloud(look, guide):
    tab = look(LOOP)
    steps, said = tab.locator(".loop li"), tab.locator(".loop [role=status]")
    loop = guide.figures.loops["pursue-withdraw"]
    expect(steps.locator("visible=true")).to_have_count(4)
    tab.get_by_role("button", name="One step at a time").focus()
    for n, step in enumerate(loop.steps, 1):
        tab.keyboard.press("Enter")
        expect(steps.locator("visible=true")).to_have_count(1)
        expect(steps.nth(n - 1)).to_be_visible()
        expect(said).to_contain_text(f"Step {n} of 4: {step.shows} {step.title}. {step.words}")
    tab.keyboard.press("Enter")
    expect(said).to_contain_text(f"{loop.again} Step 1 of 4")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Step back")).to_be_focused()
    tab.keyboard.press("Space")
    expect(said).to_contain_text("Step 4 of 4")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(steps.locator("visible=true")).to_have_count(4)
    expect(tab.get_by_role("button", name="One step at a time")).to_be_focused()
    expect(said).to_be_empty()


def test_the_three_loops_of_a_page_are_walked_through_one_by_one(look):
    tab = look(OTHER_LOOPS)
    first, second = tab.locator(".loop").nth(0), tab.locator(".loop").nth(1)
    first.get_by_role("button", name="One step at a time").click()
    expect(first.locator("li:visible")).to_have_count(1)
    expect(second.locator("li:visible")).to_have_count(4)


@pytest.mark.parametrize("page", (LOOP, OTHER_LOOPS))
def test_without_scripts_four_steps_are_there_to_read_and_no_button_is(look, page):
    tab = look(page, java_script_enabled=False)
    for loop in tab.locator(".loop").all():
        expect(loop.locator("li:visible")).to_have_count(4)
        expect(loop.get_by_role("img")).to_have_count(4)
        expect(loop.locator(".loop__walk button:visible")).to_have_count(0)


def test_on_paper_a_loop_has_all_its_steps_whatever_the_screen_shows(look):
    tab = look(LOOP)
    tab.get_by_role("button", name="One step at a time").click()
    tab.emulate_media(media="print")
    expect(tab.locator(".loop li:visible")).to_have_count(4)
    expect(tab.locator(".loop__walk button:visible")).to_have_count(0)


def test_only_pages_with_a_loop_load_its_script(look):
    assert look(LOOP).locator("script[src*=loop]").count() == 1
    assert look(CONTENT).locator("script[src*=loop]").count() == 0


def test_a_key_term_in_a_drawing_looks_as_it_does_in_a_sentence(look):
    tab = look(WITH_A_TERM)
    style = "term => [getComputedStyle(term).borderTopWidth, getComputedStyle(term).paddingLeft]"
    assert tab.locator("figure .term").first.evaluate(style) == tab.locator(
        ":is(p, li):not(figure *) > .term"
    ).first.evaluate(style)


@pytest.mark.parametrize("page", DRAWINGS)
def test_words_in_a_drawing_are_large_enough_and_meet_no_others(look, page):
    tab = look(page)
    assert tab.locator("figure.picture").count() > 0
    assert tab.evaluate(TOO_SMALL) == []
    assert tab.evaluate(OVERLAPPING) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("page", DRAWINGS)
def test_what_is_drawn_stands_out_from_the_paper(look, page):
    """In light and dark: strokes and fills that carry meaning have a contrast of 3 to 1."""
    for scheme in ("light", "dark"):
        assert look(page, color_scheme=scheme).evaluate(FAINT) == []


# Words are 12 px at least, also those inside a drawing, which shrink with it.
TOO_SMALL = """() => [...document.querySelectorAll(
    "figure.picture :is(p, li, span, b, text, figcaption)")].flatMap((part) => {
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !part.checkVisibility() || part.closest(".unseen, .mark, .source")) return [];
    const scale = part.getScreenCTM && part.ownerSVGElement ? part.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(part).fontSize) * scale;
    return size < 12 ? [`${part.textContent.trim().slice(0, 30)}: ${size.toFixed(1)} px`] : [];
})"""

OVERLAPPING = """() => [...document.querySelectorAll("figure.picture")].flatMap((figure) => {
    const boxes = [...figure.querySelectorAll("p, figcaption, text")]
        .filter((part) => part.checkVisibility() && !part.matches(".unseen") &&
            part.textContent.trim())
        .map((part) => [part.textContent.trim().slice(0, 30), part.getBoundingClientRect()]);
    return boxes.flatMap(([words, a], n) => boxes.slice(n + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 &&
            b.top < a.bottom - 1)
        .map(([others]) => `${words} / ${others}`));
})"""

# The soft shapes behind a drawing, the people who stand for the others and the marks of days are
# quiet on purpose.
FAINT = """() => {
    const canvas = document.createElement("canvas").getContext("2d");
    const light = (color) => {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = light(getComputedStyle(document.documentElement).backgroundColor);
    const contrast = (color) => {
        const ink = light(color);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    };
    const drawn = "path.draw, g.draw path, circle.draw, .draw--full, .people__some > *, " +
        ".people__others > *";
    return [...document.querySelectorAll(`figure.picture :is(${drawn})`)].flatMap((part) => {
        const style = getComputedStyle(part);
        const inks = [style.stroke, style.fill].filter((ink) => ink.startsWith("rgb"));
        return inks.some((ink) =>
            contrast(ink) >= 3) ? [] : [`${part.getAttribute("class")}: ${inks}`];
    });
}"""
