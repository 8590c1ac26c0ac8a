"""The copy of the site that a pull request carries: opened from a folder, without a web server."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import Site
from lxml import html
from test_reflections import answer, opened
from the_guide import HELP, REFLECTION

from hooks.publish.folder_copy import copy_for_files


@pytest.fixture(scope="module")
def copied(site, tmp_path_factory):
    """The copy, with a folder for its address."""
    folder = tmp_path_factory.mktemp("a preview, unpacked") / "site"
    copy_for_files(site.folder, folder)
    return Site(folder, folder.as_uri() + "/", site.pages)


def test_every_link_leads_to_a_file_and_none_to_a_folder(copied):
    lost = []
    for page in copied.pages:
        if page == "404.html":
            continue
        file = copied.file(page)
        for link in html.document_fromstring(file.read_text("utf-8")).xpath(
            "//a/@href | //link/@href | //script/@src | //img/@src"
        ):
            address = urlsplit(urljoin(file.as_uri(), link))
            if address.scheme == "file" and not Path(unquote(address.path)).is_file():
                lost.append((page, link))
    assert lost == []


def test_it_has_every_page_and_its_policy(site, copied):
    for page in site.pages:
        served, text = site.file(page).read_text("utf-8"), copied.file(page).read_text("utf-8")
        assert "Content-Security-Policy" in served and text.count(
            "Content-Security-Policy"
        ) == served.count("Content-Security-Policy")


def test_it_looks_right_and_leads_on_without_a_complaint(browser, copied):
    context = browser.new_context(viewport={"width": 390, "height": 740})
    tab = context.new_page()
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(copied.address + "index.html")
    assert tab.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    tab.click("text=Help now")
    assert tab.url == copied.address + f"{HELP}index.html"
    tab.click("text=Menu")
    tab.locator("#menu summary").first.click()
    tab.locator("#menu details a").first.click()
    assert tab.url.startswith(copied.address) and tab.url.endswith("/index.html")
    assert said == []
    context.close()


def test_a_reflection_can_be_taken_in_it(browser, copied):
    with opened(browser, copied, f"{REFLECTION}index.html") as page:
        answer(page, "312")
        assert page.locator("[data-result]").is_visible()


def test_the_policy_holds_in_it_too(browser, copied):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(copied.address + "ketamine/limits/index.html")
    tab.evaluate(
        """() => {
                window.refused = [];
                document.addEventListener('securitypolicyviolation', event =>
                    refused.push(event.violatedDirective));
            }"""
    )
    tab.evaluate(
        "() => { const image = new Image(); image.src = 'https://example.org/x.png';"
        " document.body.append(image); }"
    )
    tab.wait_for_function("() => window.refused.length > 0")
    assert tab.evaluate("window.refused") == ["img-src"]
    context.close()


def test_the_site_that_was_copied_is_as_it_was(site, copied):
    assert 'type="module"' in site.file(REFLECTION).read_text("utf-8")
    assert 'type="module"' not in copied.file(REFLECTION).read_text("utf-8")
