"""The guide as a visitor gets it: built once, served on loopback, opened in a real browser."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from hooks.__main__ import build
from hooks.chromium import LOOPBACK_ONLY, launch, program
from hooks.guide import load_guide
from hooks.server import served

ROOT = Path(__file__).resolve().parents[1]

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-pings",
    # No script runs long enough here to be worth optimizing; without, axe is done sooner.
    "--js-flags=--no-opt",
    # A picture of a page is the same each time only when no part is drawn over an earlier one.
    "--disable-partial-raster",
    LOOPBACK_ONLY,
)


PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Site:
    """The built guide: its folder, its address with a slash at the end, and its pages.

    A page is named by its address in the site: ``""``, ``"help/now/"``,
    ``"404.html"``.
    """

    folder: Path
    address: str
    pages: tuple[str, ...]

    def file(self, page: str) -> Path:
        """The file of a page."""
        return (
            self.folder / page / "index.html"
            if not page or page.endswith("/")
            else self.folder / page
        )


@pytest.fixture(scope="session")
def guide():
    """What the guide is built from: pages, data and the edition's settings."""
    return load_guide(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The guide, built with every check and served as a web host would."""
    folder = tmp_path_factory.mktemp("guide") / "site"
    if build(ROOT, folder) != 0:
        pytest.fail("The guide cannot be built; what is wrong stands above.", pytrace=False)
    with served(folder) as address:
        yield Site(folder, address, tuple(pages_of(folder)))


@pytest.fixture(scope="session")
def chromium():
    """Starts the Chromium of this machine, else the one that Playwright installed."""
    with sync_playwright() as playwright:
        try:
            program(playwright)
        except RuntimeError as error:
            pytest.fail(str(error), pytrace=False)
        yield lambda *options, **others: launch(playwright, *QUIET, *options, **others)


@pytest.fixture(scope="session")
def browser(chromium):
    """A running Chromium, the same for all tests."""
    opened = chromium()
    yield opened
    opened.close()


@pytest.fixture
def visit(browser, site):
    """Opens a page of the guide as a new visitor on a phone."""
    with visitors(browser, site, **PHONE) as open_page:
        yield open_page


@contextmanager
def visitors(browser, site, **usual):
    """Gives a function that opens a page as a new visitor; what it asks for elsewhere is answered
    here.

    Args:
        browser: the browser.
        site: the site.
        usual: what every visitor brings who says nothing else, such as a viewport.
    """
    contexts = []

    def open_page(page="", **visitor):
        context = browser.new_context(**{**usual, **visitor})
        contexts.append(context)
        context.route(
            lambda url: not url.startswith(site.address),
            lambda route: route.fulfill(
                content_type="text/html", body="<title>Weather</title><h1>Weather</h1>"
            ),
        )
        tab = context.new_page()
        tab.goto(site.address + page)
        return tab

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()


def pages_of(folder: Path) -> list[str]:
    """The address of every page in a built site, in the order of their names."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return sorted(name.removesuffix("index.html") for name in names)
