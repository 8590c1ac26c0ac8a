"""What only Firefox shows: the reflections, because it gives forms back where Chromium does not, and its reader view.

Firefox is driven through Marionette, its own remote control. Everything else
is tested in Chromium.
"""

import os
import shutil
import warnings
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from lxml import html

with warnings.catch_warnings():
    # The client's own; there is nothing here to put right.
    warnings.simplefilter("ignore", DeprecationWarning)
    from marionette_driver.errors import MarionetteException
    from marionette_driver.marionette import Marionette
    from marionette_driver.wait import Wait

QUIZZES = ("argument", "closeness", "tense", "before-ketamine")
ADDRESS = "reflect/argument/"

NO_FIREFOX = (
    "The reflections are tested in Firefox too, and none was found. Install one with "
    '"apt-get install firefox-esr", or name one in FIREFOX.'
)

WATCH = """
  globalThis.asked = [];
  Services.obs.addObserver({ observe(subject) {
    const channel = subject.QueryInterface(Ci.nsIHttpChannel);
    if (channel.loadInfo.loadingPrincipal?.isContentPrincipal ||
        channel.loadInfo.externalContentPolicyType === 6) globalThis.asked.push(channel.URI.spec);
  } }, "http-on-modify-request");
"""
"""Notes what pages ask for, of whatever origin; Firefox's own requests are not a
page's. 6 is a page itself.
"""


def program():
    """The Firefox of this machine: $FIREFOX, else the one on the path; None when there is none."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    return os.path.realpath(found) if found else None


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """A running Firefox without a window."""
    if program() is None:
        pytest.fail(NO_FIREFOX, pytrace=False)
    logs = tmp_path_factory.mktemp("firefox")
    client = Marionette(
        bin=program(),
        headless=True,
        workspace=str(logs),
        gecko_log=str(logs / "gecko.log"),
        # The tests watch requests from the browser's side.
        app_args=["-remote-allow-system-access"],
        # Keep pages in memory on leaving, as a visitor's Firefox does; ask nobody on the net for
        # anything.
        prefs={
            "browser.sessionhistory.max_total_viewers": 4,
            "network.proxy.type": 0,
            "network.dns.disabled": True,
            "browser.region.network.url": "",
            "app.normandy.enabled": False,
            "services.settings.server": "",
        },
    )
    client.start_session()
    client.timeout.page_load = 20
    client.timeout.script = 20
    browser_side(client, WATCH)
    yield client
    client.quit(in_app=False)
    client.cleanup()


def browser_side(client, script):
    """Run a script in the browser itself, not in its page."""
    with client.using_context("chrome"):
        return client.execute_script(script, sandbox="system", new_sandbox=False)


@contextmanager
def without_scripts(client):
    """Scripts of pages off; they are read from the preferences when a page loads."""
    client.set_pref("javascript.enabled", False)
    try:
        yield
    finally:
        client.set_pref("javascript.enabled", True)


def run(client, script, *arguments):
    return client.execute_script(script, script_args=list(arguments), sandbox="system")


CHECKED = "return document.querySelectorAll('fieldset input:checked').length"
SHOWN = "return document.querySelector(arguments[0]).checkVisibility()"
ANSWER = """
  document.querySelector('[data-start]').click();
  while (document.querySelector('[data-form]').checkVisibility()) {
    const shown = '[data-part]:not([hidden]) fieldset:not([hidden])';
    for (const field of document.querySelectorAll(shown)) {
        field.querySelectorAll('input')[1].click();
    }
    document.querySelector('[data-next]').click();
  }
"""


def answered(client, site, address=ADDRESS):
    """A reflection answered to its result, with another page before it in the history."""
    client.navigate(site.address + "reflect/")
    client.navigate(site.address + address)
    client.execute_script(ANSWER)
    assert run(client, CHECKED) > 12
    assert run(client, SHOWN, "[data-result]")


LEAVING = {
    "reload": lambda client, site: client.refresh(),
    "back": lambda client, site: (client.navigate(site.address + "help/now/"), client.go_back()),
    "back and forward": lambda client, site: (client.go_back(), client.go_forward()),
}


@pytest.mark.parametrize("name", QUIZZES)
@pytest.mark.parametrize("how", LEAVING)
def test_answers_are_gone_when_the_page_is_left(firefox, site, how, name):
    answered(firefox, site, f"reflect/{name}/")
    run(firefox, "document.documentElement.dataset.mark = 'kept'")
    LEAVING[how](firefox, site)
    assert firefox.get_url() == site.address + f"reflect/{name}/"
    # Only a page from the browser's memory still has the mark: that is how Firefox goes back.
    assert (run(firefox, "return document.documentElement.dataset.mark") == "kept") == (
        how != "reload"
    )
    assert run(firefox, CHECKED) == 0
    assert run(firefox, SHOWN, "[data-gate]") and not run(firefox, SHOWN, "[data-result]")
    for place in ("answers", "points", "texts", "outcome-text", "take-list"):
        assert (
            run(
                firefox,
                "return [...document.querySelectorAll(arguments[0])].map((place) =>"
                " place.textContent).join('').trim()",
                f"[data-{place}]",
            )
            == ""
        )


@pytest.mark.parametrize("how", LEAVING)
def test_marks_are_gone_without_scripts_too(firefox, site, how):
    """Firefox gives forms back after a reload and on Back, unless the form says not to."""
    with without_scripts(firefox):
        firefox.navigate(site.address + "reflect/")
        firefox.navigate(site.address + ADDRESS)
        for choice in firefox.find_elements("css selector", "fieldset input[value='3']")[:4]:
            choice.click()
        assert run(firefox, CHECKED) == 4
        LEAVING[how](firefox, site)
        assert firefox.get_url() == site.address + ADDRESS
        assert run(firefox, CHECKED) == 0


def test_marks_can_be_cleared_without_scripts(firefox, site):
    with without_scripts(firefox):
        firefox.navigate(site.address + ADDRESS)
        for choice in firefox.find_elements("css selector", "fieldset input[value='3']")[:4]:
            choice.click()
        assert run(firefox, CHECKED) == 4
        firefox.find_element("css selector", "form button[type=reset]").click()
        assert run(firefox, CHECKED) == 0
        assert firefox.get_url() == site.address + ADDRESS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enter_and_a_rogue_button_send_nothing(firefox, site, scripts):
    def attempt():
        firefox.navigate(site.address + ADDRESS)
        if scripts:
            firefox.find_element("css selector", "[data-start]").click()
        choice = firefox.find_element("css selector", "fieldset input")
        choice.click()
        choice.send_keys("\ue007")
        run(
            firefox,
            """const button = document.createElement('button');
               button.textContent = 'Send'; button.id = 'rogue';
               document.querySelector('[data-part]:not([hidden])').append(button);""",
        )
        firefox.find_element("css selector", "#rogue").click()
        assert firefox.get_url() == site.address + ADDRESS

    if scripts:
        attempt()
    else:
        with without_scripts(firefox):
            attempt()


@pytest.mark.parametrize("name", QUIZZES)
def test_nothing_is_asked_for_or_stored_and_the_address_stays(firefox, site, name):
    """From the gate to the result and back to the gate."""
    address = site.address + f"reflect/{name}/"
    browser_side(firefox, "globalThis.asked.length = 0")
    firefox.navigate(address)
    before = run(firefox, "return [history.length, document.title]")
    # The watch sees a page's requests, so that its silence means something.
    assert {address, site.address + "assets/quiz.js"} <= set(
        browser_side(firefox, "return globalThis.asked")
    )
    browser_side(firefox, "globalThis.asked.length = 0")
    firefox.execute_script(ANSWER)
    assert run(firefox, SHOWN, "[data-result]")
    run(
        firefox,
        "document.querySelector('[data-shows]').click();"
        " document.querySelector('[data-clear]').click()",
    )
    assert run(firefox, SHOWN, "[data-gate]")
    assert browser_side(firefox, "return globalThis.asked") == []
    assert firefox.get_url() == address
    assert run(firefox, "return [history.length, document.title]") == before
    assert firefox.get_cookies() == []
    assert run(firefox, "return [localStorage.length, sessionStorage.length, history.state]") == [
        0,
        0,
        None,
    ]
    assert (
        run(
            firefox,
            "return Promise.all([indexedDB.databases(), caches.keys()]).then((found) =>"
            " found.flat().length)",
        )
        == 0
    )


def test_leaving_fast_takes_the_answers_along(firefox, site):
    answered(firefox, site)
    with pytest.raises(MarionetteException):
        # There is no net here, so the page that is left for cannot come.
        firefox.find_element("css selector", "[data-leave]").click()
    firefox.go_back()
    assert firefox.get_url() == site.address + "reflect/"
    firefox.navigate(site.address + ADDRESS)
    assert run(firefox, CHECKED) == 0


def test_who_comes_back_after_leaving_finds_the_page_whole_and_empty(firefox, site):
    """A page opened at a place in it stands in the history twice; leaving takes one,
    and Back shows the other.
    """
    firefox.navigate(site.address + ADDRESS)
    title = firefox.title
    firefox.execute_script("""
        location.hash = "main";
        document.querySelector("[data-leave]").href = new URL("../../about/privacy/", location);
    """)
    firefox.execute_script(
        "document.querySelector('[data-start]').click(); document.querySelector('fieldset"
        " input').click();"
    )
    assert run(firefox, CHECKED) == 1
    firefox.find_element("css selector", "[data-leave]").click()
    Wait(firefox, timeout=20).until(
        lambda client: client.get_url() == site.address + "about/privacy/"
    )
    firefox.go_back()
    Wait(firefox, timeout=20).until(
        lambda client: client.get_url().startswith(site.address + ADDRESS)
    )
    assert firefox.title == title
    assert run(firefox, SHOWN, "body") and run(firefox, SHOWN, "[data-gate]")
    assert run(firefox, CHECKED) == 0


# The reader view, which many open to read in peace, and some to hear a page read out


SENTENCES = """//article//*[self::p or self::li or self::h2 or self::h3 or self::td or self::dd][not(.//p or .//li)]
    [not(ancestor-or-self::*[self::form or self::nav or @hidden or contains(@class, "contents") or @class="page-end"])]"""
"""What a page says, without its controls and what leads elsewhere."""


@pytest.mark.parametrize(
    "page",
    [
        "ketamine/what-it-is/",
        "ketamine/side-effects/",
        "couples/overview/",
        "cycles/not-a-cycle/",
        "help/now/",
        "ketamine/compare-options/",
    ],
)
def test_the_reader_view_keeps_every_sentence_and_number_and_the_way_to_safety(firefox, site, page):
    firefox.navigate("about:reader?url=" + quote(site.address + page, safe=""))
    content = "return document.querySelector('.moz-reader-content')?.textContent ?? ''"
    Wait(firefox, timeout=20).until(lambda client: len(run(client, content)) > 500)
    shown = "".join(run(firefox, content).split())
    links = run(
        firefox,
        "return [...document.querySelectorAll('.moz-reader-content a')].map((link) => link.getAttribute('href'))",
    )
    firefox.navigate("about:blank")
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
