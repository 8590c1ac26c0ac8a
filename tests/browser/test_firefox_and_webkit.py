"""The guide in Firefox and in WebKit, which is Safari's engine: what a visitor does on every visit.

Everything is tested in Chromium in other files; here stands what engines do
each in their own way: forms that come back, pages kept in memory, what opens.
"""

from pathlib import Path
from urllib.parse import quote

import pytest
import webdrivers
from lxml import html
from outside_tools import FIREFOX, WEBKIT, path_of
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from the_guide import A_TO_Z, CLAIMS, CONTENT, COUPLES, FEAR, HELP, OPTIONS, PRIVACY, SCENES

ROOT = Path(__file__).resolve().parents[2]

REFLECTIONS = sorted(file.stem for file in (ROOT / "docs" / "reflect").glob("*.yml"))

ADDRESS = f"reflect/{REFLECTIONS[0]}/"

ENGINES = {"firefox": (FIREFOX, webdrivers.firefox), "webkit": (WEBKIT, webdrivers.webkit)}

BY_NAME = pytest.mark.parametrize("name", REFLECTIONS)


@pytest.fixture(scope="module")
def engine(request, site, tmp_path_factory):
    """A running browser; the parameter is its name, and whether the scripts of pages run."""
    name, scripts = request.param
    tool, start = ENGINES[name]
    with start(path_of(tool), site.folder, tmp_path_factory.mktemp(name), scripts) as running:
        yield running


def engines(*scripts):
    """Run a test in both engines, with the scripts of pages on or off or both."""
    return pytest.mark.parametrize(
        "engine",
        [
            pytest.param((name, on), id=name if on else f"{name} without scripts")
            for name in ENGINES
            for on in scripts
        ],
        indirect=True,
    )


SCRIPTS = engines(True)
NO_SCRIPTS = engines(False)
EITHER = engines(True, False)


class Tab:
    """The page that is open, with words for what a visitor does on it."""

    def __init__(self, engine, page=None):
        self.driver, self.address = engine.driver, engine.address
        if page is not None:
            self.open(page)

    def open(self, page):
        self.driver.get(self.address + page)
        return self.loaded()

    def reload(self):
        self.driver.refresh()
        return self.loaded()

    def back(self):
        self.driver.back()
        return self.loaded()

    def forward(self):
        self.driver.forward()
        return self.loaded()

    def loaded(self):
        """Wait for the page's scripts too, which WebKit's driver does not."""
        self.wait(lambda tab: tab.run("return document.readyState") == "complete")
        return self

    @property
    def page(self):
        return self.driver.current_url.removeprefix(self.address)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.find(selector).click()

    def sees(self, selector):
        """Whether something with this selector can be seen."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].some((part) =>"
            " part.checkVisibility({visibilityProperty: true}))",
            selector,
        )

    def checked(self):
        return self.run("return document.querySelectorAll('fieldset input:checked').length")

    def press(self, *keys):
        self.run("return document.activeElement").send_keys(*keys)

    def wait(self, condition):
        WebDriverWait(self.driver, webdrivers.TIMEOUT, poll_frequency=0.1).until(
            lambda driver: condition(self)
        )


LEAVING = {
    "reload": lambda tab: tab.reload(),
    "back": lambda tab: tab.open(HELP).back(),
    "back and forward": lambda tab: tab.back().forward(),
}

HOW = pytest.mark.parametrize("how", LEAVING)

ANSWER = """
  document.querySelector('[data-start]').click();
  const form = document.querySelector('[data-form]');
  for (let part = 0; form.checkVisibility() && part < 50; part += 1) {
    for (const field of form.querySelectorAll('[data-part]:not([hidden]) fieldset:not([hidden])')) {
      field.querySelectorAll('input')[1].click();
    }
    document.querySelector('[data-next]').click();
  }
"""


# A page


@pytest.mark.parametrize("page", ["", CONTENT, CLAIMS, HELP, ADDRESS, "search/"])
@SCRIPTS
def test_a_page_has_its_look_fits_the_screen_and_asks_for_nothing_elsewhere(engine, page):
    engine.asked.clear()
    tab = Tab(engine, page)
    assert tab.sees("h1") and tab.sees("[data-leave]") and tab.sees(".bar__help")
    # The stylesheet holds the bar at the top.
    assert tab.run("return getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    assert tab.run("return document.documentElement.scrollWidth <= innerWidth")
    assert f"{engine.address}assets/guide.css" in engine.asked or page
    assert [asked for asked in engine.asked if not asked.startswith(engine.address)] == []


@EITHER
def test_the_menu_opens_leads_on_and_closes(engine):
    tab = Tab(engine, HELP)
    assert not tab.sees("#menu")
    tab.click(".bar__menu")
    assert tab.sees("#menu")
    tab.click(".menu__close")
    assert not tab.sees("#menu")
    tab.click(".bar__menu")
    tab.press(Keys.ESCAPE)
    assert not tab.sees("#menu")
    tab.click(".bar__menu")
    link = tab.find(f"#menu a[href$='{COUPLES}']")
    # A group of the menu has to be opened first.
    tab.run("arguments[0].closest('details')?.setAttribute('open', '')", link)
    link.click()
    tab.wait(lambda tab: tab.page == COUPLES)
    tab.click(".bar__menu")
    assert tab.sees("#menu [aria-current=true]")


@SCRIPTS
def test_a_source_opens_beside_its_sentence_and_closes(engine):
    tab = Tab(engine, CONTENT)
    mark, card = tab.find("main a.source"), "#opened"
    assert not tab.sees(card)
    mark.click()
    assert tab.sees(card) and tab.page == CONTENT
    assert tab.run(
        """const card = document.querySelector(arguments[0]);
           const { left, right, top, bottom } = card.getBoundingClientRect();
           return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight""",
        card,
    )
    tab.click(f"{card} button")
    assert not tab.sees(card)
    mark.click()
    tab.press(Keys.ESCAPE)
    assert not tab.sees(card)


@NO_SCRIPTS
def test_a_source_is_in_the_list_where_no_script_runs(engine):
    tab = Tab(engine, CONTENT)
    tab.find("main a.source").click()
    tab.wait(lambda tab: tab.page.endswith("#source-1"))
    assert tab.sees("#source-1")


# Reflections


def answered(engine, name):
    """A reflection answered to its result, with another page before it in the history."""
    tab = Tab(engine, "reflect/").open(f"reflect/{name}/")
    tab.run(ANSWER)
    assert tab.checked() > 5
    assert tab.sees("[data-result]") and not tab.sees("[data-gate]")
    return tab


@BY_NAME
@HOW
@SCRIPTS
def test_answers_are_gone_when_the_page_is_left(engine, how, name):
    # Only a page from the browser's memory still has the mark: that is how both go back. Now and
    # then a browser lets the page go all the same, so it may try again.
    for _ in range(1 if how == "reload" else 4):
        tab = answered(engine, name)
        tab.run("document.documentElement.dataset.mark = 'kept'")
        LEAVING[how](tab)
        assert tab.page == f"reflect/{name}/"
        assert tab.checked() == 0
        assert tab.sees("[data-gate]") and not tab.sees("[data-result]")
        for place in ("answers", "points", "texts", "outcome-text", "take-list"):
            assert not tab.run(
                "return [...document.querySelectorAll(arguments[0])]"
                ".map((part) => part.textContent).join('').trim()",
                f"[data-{place}]",
            )
        kept = tab.run("return document.documentElement.dataset.mark") == "kept"
        if kept:
            break
    assert kept == (how != "reload")


def marked(engine):
    """Four questions marked on a page without scripts."""
    tab = Tab(engine, "reflect/").open(ADDRESS)
    for choice in tab.driver.find_elements(By.CSS_SELECTOR, "fieldset input[value='3']")[:4]:
        choice.click()
    assert tab.checked() == 4
    return tab


@HOW
@NO_SCRIPTS
def test_marks_are_gone_without_scripts_too(engine, how):
    """Forms are given back after a reload and on Back, unless the form says not to."""
    tab = marked(engine)
    tab.run("document.documentElement.dataset.mark = 'kept'")
    LEAVING[how](tab)
    assert tab.page == ADDRESS
    assert tab.checked() == 0


@NO_SCRIPTS
def test_marks_can_be_cleared_without_scripts(engine):
    tab = marked(engine)
    tab.click("form button[type=reset]")
    assert tab.checked() == 0
    assert tab.page == ADDRESS


@pytest.mark.parametrize("page", [OPTIONS, "sheets/questions/"])
@EITHER
def test_what_is_ticked_on_other_pages_is_gone_after_a_reload(engine, page):
    tab = Tab(engine, page)
    ticked = "return document.querySelectorAll('main input:checked').length"
    tab.run("for (const box of document.querySelectorAll('main input[type=checkbox]')) box.click()")
    assert tab.run(ticked) > 2
    assert tab.reload().run(ticked) == 0


@EITHER
def test_enter_and_a_rogue_button_send_nothing(engine):
    tab = Tab(engine, ADDRESS)
    if engine.scripts:
        tab.click("[data-start]")
    choice = tab.find("fieldset input")
    choice.click()
    engine.asked.clear()
    choice.send_keys(Keys.ENTER)
    tab.run("""
        const button = document.createElement('button');
        Object.assign(button, { textContent: 'Send', id: 'rogue' });
        document.querySelector('[data-part]:not([hidden])').append(button);
    """)
    tab.click("#rogue")
    assert tab.page == ADDRESS
    assert engine.asked == []


@BY_NAME
@SCRIPTS
def test_nothing_is_asked_for_or_stored_and_the_address_stays(engine, name):
    """From the gate to the result and back to the gate."""
    address = f"reflect/{name}/"
    engine.asked.clear()
    tab = Tab(engine, address)
    before = tab.run("return [history.length, document.title]")
    # The proxy sees a page's requests, so that its silence means something.
    assert engine.address + address in engine.asked
    engine.asked.clear()
    tab.run(ANSWER)
    assert tab.sees("[data-result]")
    tab.run("document.querySelector('[data-shows]').click()")
    tab.run("document.querySelector('[data-clear]').click()")
    assert tab.sees("[data-gate]")
    # WebKit asks the site for the icon of the tab whenever it pleases.
    assert {*engine.asked} <= {f"{engine.address}assets/icon.svg"}
    assert tab.page == address
    assert tab.run("return [history.length, document.title]") == before
    assert tab.driver.get_cookies() == []
    stored = tab.run("return [localStorage.length, sessionStorage.length, history.state]")
    assert stored == [0, 0, None]
    assert tab.run("return indexedDB.databases().then((found) => found.length)") == 0


# Leave now


@HOW
@SCRIPTS
def test_what_was_chosen_in_a_scene_is_gone_when_the_page_is_left(engine, how):
    tab = Tab(engine, HELP).open(SCENES)
    assert not tab.sees("[data-after]")
    tab.find("[data-choose] button:nth-child(2)").send_keys(Keys.ENTER)
    assert tab.run("return document.activeElement.matches('[data-after] h3')")
    tab.run("document.querySelectorAll('[data-choose] button').forEach((one) => one.click())")
    assert tab.sees("[data-scene]:last-of-type [data-after]")
    LEAVING[how](tab)
    assert tab.page == SCENES
    assert not tab.sees("[data-after]") and not tab.sees("[data-choose] [aria-expanded=true]")
    assert tab.run("return document.querySelectorAll('[data-choose][hidden]').length") == 0


@NO_SCRIPTS
def test_without_scripts_every_way_of_a_scene_can_be_read(engine):
    tab = Tab(engine, SCENES)
    assert tab.sees("[data-after]") and not tab.sees("[data-choose]")
    assert tab.run("return document.querySelectorAll('[data-after][hidden]').length") == 0


@SCRIPTS
def test_leaving_asks_for_the_other_page_and_takes_the_answers_along(engine, guide):
    tab = answered(engine, REFLECTIONS[0])
    engine.asked.clear()
    try:
        tab.click("[data-leave]")
    except WebDriverException as error:
        # There is no net here: where the page cannot come, Firefox shows one that says so.
        assert "error page" in str(error)
    host = guide.clinic.leave_to.split("/")[2]
    tab.wait(lambda tab: f"{host}:443" in engine.asked)
    assert not tab.sees("h1, [data-result]")
    tab.open(ADDRESS)
    assert tab.checked() == 0


@EITHER
def test_who_comes_back_after_leaving_finds_the_page_whole_and_empty(engine):
    """A page opened at a place in it stands in the history twice; leaving takes one of them."""
    tab = Tab(engine, PRIVACY).open(ADDRESS)
    title = tab.driver.title
    # By hand: WebKit's Back passes over places that only a script has made.
    tab.find(".bar__skip").send_keys(Keys.ENTER)
    tab.wait(lambda tab: tab.page.endswith("#main"))
    tab.run("document.querySelector('[data-leave]').href = 'http://weather.test/'")
    if engine.scripts:
        tab.click("[data-start]")
    tab.click("fieldset input")
    assert tab.checked() == 1
    tab.click("[data-leave]")
    tab.wait(lambda tab: tab.driver.current_url == "http://weather.test/")
    tab.back()
    tab.wait(lambda tab: tab.page.startswith(ADDRESS))
    assert tab.driver.title == title
    assert tab.sees("h1") and tab.sees("[data-gate]")
    assert tab.checked() == 0


# The search


@SCRIPTS
def test_the_search_finds_by_a_persons_own_words_and_puts_help_first(engine):
    engine.asked.clear()
    tab = Tab(engine, CONTENT)
    index = f"{engine.address}assets/search.json"
    assert index not in engine.asked
    field = tab.find("#search")
    field.send_keys("bladder")
    tab.wait(lambda tab: tab.sees("#results a"))
    assert index in engine.asked
    first = tab.find("#results a").get_dom_attribute("href")
    assert first.endswith(f"{CONTENT}#can-it-hurt-my-bladder")
    field.clear()
    field.send_keys("he scares me")
    tab.wait(lambda tab: HELP in tab.find("#results a").get_dom_attribute("href"))
    assert "?" not in tab.driver.current_url
    field.send_keys(Keys.ESCAPE)
    assert not tab.sees("#results a")


@NO_SCRIPTS
def test_without_scripts_the_search_is_a_link_to_a_page_that_says_what_else_there_is(
    engine,
):
    tab = Tab(engine)
    tab.open(CONTENT)
    assert not tab.sees("#search")
    tab.click(".search__without")
    tab.wait(lambda tab: tab.page == "search/")
    assert tab.sees(f"main a[href$='{A_TO_Z}']")


# The reader view, which many open to read in peace, and some to hear a page read out


SENTENCES = """//article//*[self::p or self::li or self::h2 or self::h3 or self::td or self::dd]
    [not(.//p or .//li)]
    [not(ancestor-or-self::*[self::form or self::nav or @hidden or contains(@class, "contents")
        or @class="page-end"])]"""
"""What a page says, without its controls and what leads elsewhere."""


@pytest.mark.parametrize(
    "page",
    [
        "ketamine/what-it-is/",
        CONTENT,
        COUPLES,
        FEAR,
        HELP,
        OPTIONS,
        SCENES,
    ],
)
@pytest.mark.parametrize("engine", [pytest.param(("firefox", True), id="firefox")], indirect=True)
def test_the_reader_view_keeps_every_sentence_and_number_and_the_way_to_safety(engine, site, page):
    tab = Tab(engine)
    tab.driver.get("about:reader?url=" + quote(tab.address + page, safe=""))
    content = "return document.querySelector('.moz-reader-content')?.textContent ?? ''"
    tab.wait(lambda tab: len(tab.run(content)) > 500)
    shown = "".join(tab.run(content).split())
    links = tab.run(
        "return [...document.querySelectorAll('.moz-reader-content a')]"
        ".map((link) => link.getAttribute('href'))"
    )
    tab.driver.get("about:blank")
    tree = html.fromstring(site.file(page).read_bytes())
    lost = [
        part.text_content()
        for part in tree.xpath(SENTENCES)
        if "".join(part.text_content().split()) not in shown
    ]
    assert lost == []
    for start in ("tel:", "sms:"):
        wanted = tree.xpath(f"//article//a[starts-with(@href, '{start}')]/@href")
        assert set(wanted) <= set(links)
    assert len([link for link in links if "#source-" in link]) == len(
        tree.xpath("//article//a[@class='source']")
    )
    ways = tree.xpath("//*[contains(@class, 'card--safety')]//a/@href")
    assert all(any(link.endswith(way.lstrip("./")) for link in links) for way in ways)
