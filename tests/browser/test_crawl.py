"""Pages while they are used: nothing is asked for elsewhere, nothing is kept, and the
policy holds.
"""

import pytest
from test_pages import KEPT, ONE_OF_EACH_KIND, REFUSED
from the_guide import CHECKLIST, HELP, OTHER_REFLECTIONS, PRIVACY, REFLECTION

USED = sorted(
    {
        *ONE_OF_EACH_KIND,
        "404.html",
        "search/",
        *OTHER_REFLECTIONS,
        CHECKLIST,
    }
)

USE_EVERYTHING = """async () => {
    const wait = () => new Promise((done) => setTimeout(done, 20));
    for (const opener of document.querySelectorAll("[popovertarget], [data-opens]")) {
        opener.click();
        await wait();
        document.querySelector(":popover-open")?.hidePopover();
    }
    for (const summary of document.querySelectorAll("summary")) summary.click();
    for (const choice of document.querySelectorAll("select")) {
        choice.selectedIndex = 1;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const field = document.querySelector("input[type=search]");
    if (field) {
        for (const words of ["s", "sad and alone", "qqxzv"]) {
            field.value = words;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            for (let n = 0; n < 50 && document.querySelector("#results").hidden;
                n += 1) await wait();
        }
    }
    document.querySelector("[data-quiz] [data-start]")?.click();
    const form = document.querySelector("[data-quiz] [data-form]");
    for (let part = 0; form?.checkVisibility() && part < 12; part += 1) {
        const shown = "[data-part]:not([hidden]) fieldset:not([hidden])";
        for (const field of form.querySelectorAll(shown)) {
            field.querySelectorAll("input")[1].click();
        }
        document.querySelector("[data-next]").click();
        await wait();
    }
    for (const button of document.querySelectorAll("[data-shows]")) button.click();
    return [form ? !form.checkVisibility() : true,
        field ? !document.querySelector("#results").hidden : true];
}"""


@pytest.mark.parametrize("page", USED)
def test_nothing_is_asked_for_elsewhere_or_kept_while_a_page_is_used(browser, site, page):
    """Every popover, every fold, the search, the filter, and a reflection to its result."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(REFUSED)
    tab = context.new_page()
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(site.address + page, wait_until="networkidle")
    before = len(asked)
    assert tab.evaluate(USE_EVERYTHING) == [True, True]
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert tab.evaluate("window.refused") == said == tab.evaluate(KEPT) == context.cookies() == []
    assert [tab.url, tab.evaluate("[history.length, history.state, window.name]")] == [
        site.address + page,
        [2, None, ""],
    ]
    if page.startswith(("reflect/", "help/")):
        assert len(asked) == before, "A closed page asked for something while it was used."
    context.close()


TRY = """async () => {
    const outcome = async (name, act) => { try { await act(); return []; } catch { return [name];
        } };
    const shown = (element) => new Promise((yes, no) => { element.onload = yes;
        element.onerror = no; document.head.append(element); });
    const styled = document.createElement("p");
    styled.setAttribute("style", "position: fixed");
    document.body.append(styled);
    return [
        await outcome("own file", () => fetch(new URL("/assets/search.json", location))),
        await outcome("other origin", () => fetch("https://example.org/", { mode: "no-cors" })),
        await outcome("picture", () => shown(Object.assign(new Image(), {
            src: "https://example.org/a.png" }))),
        await outcome("script", () => shown(Object.assign(document.createElement("script"), {
            src: "https://example.org/a.js" }))),
        await outcome("markup", () => { document.createElement("p").innerHTML = "<b>x</b>"; }),
        getComputedStyle(styled).position === "fixed" ? [] : ["style"],
        await outcome("beacon", async () => {
            navigator.sendBeacon("/assets/beacon");
            await new Promise((done) => setTimeout(done, 100));
            if (window.refused.some((said) => said.includes("/assets/beacon"))) throw new Error();
        }),
    ].flat();
}"""


@pytest.mark.parametrize(
    ("page", "refused"),
    [
        (PRIVACY, ["other origin", "picture", "script", "markup", "style"]),
        (
            HELP,
            ["own file", "other origin", "picture", "script", "markup", "style", "beacon"],
        ),
        (
            REFLECTION,
            ["own file", "other origin", "picture", "script", "markup", "style", "beacon"],
        ),
    ],
)
def test_the_browser_refuses_what_the_policy_forbids(browser, site, page, refused):
    context = browser.new_context()
    context.add_init_script(REFUSED)
    tab = context.new_page()
    tab.goto(site.address + page)
    assert tab.evaluate(TRY) == refused
    context.close()
