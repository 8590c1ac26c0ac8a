"""The guide as a visitor gets it: built once, served on loopback, opened in a real browser."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.server import served
from hooks.__main__ import build
from hooks.guide import load_guide

ROOT = Path(__file__).resolve().parents[1]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

NO_BROWSER = (
    "The browser tests need a Chromium and found none. Install one with "
    '"apt-get install chromium" or ".venv/bin/playwright install chromium".'
)

QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--disable-domain-reliability", "--no-first-run", "--no-pings",
    # No script runs long enough here to be worth optimizing; without, axe is done sooner.
    "--js-flags=--no-opt",
    # A picture of a page is the same each time only when no part is drawn over an earlier one.
    "--disable-partial-raster",
    # Whatever a page asks for, nothing but loopback has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
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
        return self.folder / page / "index.html" if not page or page.endswith("/") else self.folder / page


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
        program = next(filter(None, map(shutil.which, BROWSERS)), playwright.chromium.executable_path)
        if not Path(program).exists():
            pytest.fail(NO_BROWSER, pytrace=False)

        def start(*options, **others):
            # Chromium's sandbox refuses to run for root, and only for root is it left out.
            return playwright.chromium.launch(executable_path=program, args=[*QUIET, *options], chromium_sandbox=os.geteuid() != 0, **others)

        yield start


@pytest.fixture(scope="session")
def browser(chromium):
    """A running Chromium, the same for all tests."""
    opened = chromium()
    yield opened
    opened.close()


@pytest.fixture
def visit(browser, site):
    """Opens a page of the guide as a new visitor; what it asks for elsewhere is answered here."""
    visitors = []

    def open_page(page="", **visitor):
        context = browser.new_context(**{**PHONE, **visitor})
        visitors.append(context)
        context.route(
            lambda url: not url.startswith(site.address),
            lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Weather</h1>"),
        )
        tab = context.new_page()
        tab.goto(site.address + page)
        return tab

    yield open_page
    for context in visitors:
        context.close()


def pages_of(folder: Path) -> list[str]:
    """The address of every page in a built site, in the order of their names."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return sorted(name.removesuffix("index.html") for name in names)
