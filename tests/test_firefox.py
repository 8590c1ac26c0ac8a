"""The reflections in Firefox ESR, which restores forms where Chromium does not.

Firefox is driven through Marionette, its own remote control. These tests are
left out where Firefox or the driver is missing, and say so; everything else
about the reflections is tested in Chromium.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

ADDRESS = "reflect/argument/"


def program():
    """The Firefox of this machine: $FIREFOX, else the one on the path; None when there is none."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    return os.path.realpath(found) if found else None


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """A running Firefox without a window."""
    driver = pytest.importorskip("marionette_driver.marionette", reason="Firefox's driver is missing: pip install marionette_driver")
    if program() is None:
        pytest.skip("Firefox is missing: apt-get install firefox-esr")
    logs = tmp_path_factory.mktemp("firefox")
    client = driver.Marionette(
        bin=program(), headless=True, workspace=str(logs), gecko_log=str(logs / "gecko.log"),
        # Keep pages in memory on leaving, as a visitor's Firefox does; ask nobody on the net for anything.
        prefs={
            "browser.sessionhistory.max_total_viewers": 4, "network.proxy.type": 0, "network.dns.disabled": True,
            "browser.region.network.url": "", "app.normandy.enabled": False, "services.settings.server": "",
        },
    )
    client.start_session()
    client.timeout.page_load = 20
    client.timeout.script = 20
    yield client
    client.quit(in_app=False)
    client.cleanup()


@contextmanager
def without_scripts(client):
    """Scripts of pages off; they are read from the preferences when a page loads."""
    client.set_pref("javascript.enabled", False)
    yield
    client.set_pref("javascript.enabled", True)


def run(client, script, *arguments):
    return client.execute_script(script, script_args=list(arguments), sandbox="system")


CHECKED = "return document.querySelectorAll('fieldset input:checked').length"
SHOWN = "return document.querySelector(arguments[0]).checkVisibility()"
ANSWER = """
  document.querySelector('[data-start]').click();
  while (document.querySelector('[data-form]').checkVisibility()) {
    for (const field of document.querySelectorAll('[data-part]:not([hidden]) fieldset')) field.querySelectorAll('input')[3].click();
    document.querySelector('[data-next]').click();
  }
"""


def answered(client, site):
    """A reflection answered to its result."""
    client.navigate(site.address + "reflect/")
    client.navigate(site.address + ADDRESS)
    client.execute_script(ANSWER)
    assert run(client, CHECKED) == 16
    assert run(client, SHOWN, "[data-result]")


LEAVING = {
    "reload": lambda client, site: client.refresh(),
    "back": lambda client, site: (client.navigate(site.address + "help/now/"), client.go_back()),
    "back and forward": lambda client, site: (client.go_back(), client.go_forward()),
}


@pytest.mark.parametrize("how", LEAVING)
def test_answers_are_gone_when_the_page_is_left(firefox, site, how):
    answered(firefox, site)
    LEAVING[how](firefox, site)
    assert firefox.get_url() == site.address + ADDRESS
    assert run(firefox, CHECKED) == 0
    assert run(firefox, SHOWN, "[data-gate]") and not run(firefox, SHOWN, "[data-result]")
    assert run(firefox, "return document.querySelector('[data-answers]').textContent.trim()") == ""


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
        assert run(firefox, CHECKED) == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enter_and_a_rogue_button_send_nothing(firefox, site, scripts):
    def attempt():
        firefox.navigate(site.address + ADDRESS)
        if scripts:
            firefox.find_element("css selector", "[data-start]").click()
        choice = firefox.find_element("css selector", "fieldset input")
        choice.click()
        choice.send_keys("\ue007")
        run(firefox, """const button = document.createElement('button'); button.textContent = 'Send'; button.id = 'rogue';
                        document.querySelector('[data-part]:not([hidden])').append(button);""")
        firefox.find_element("css selector", "#rogue").click()
        assert firefox.get_url() == site.address + ADDRESS

    if scripts:
        attempt()
    else:
        with without_scripts(firefox):
            attempt()


def test_nothing_is_stored_and_the_address_stays(firefox, site):
    answered(firefox, site)
    assert firefox.get_url() == site.address + ADDRESS
    assert firefox.get_cookies() == []
    assert run(firefox, "return [localStorage.length, sessionStorage.length, history.state]") == [0, 0, None]
