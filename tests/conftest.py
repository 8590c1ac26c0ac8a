"""The guide as a visitor gets it: built once, served on loopback, opened in a real browser."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from outside_tools import CHROMIUM, path_of
from playwright.sync_api import sync_playwright

from hooks.commands.browser import LOOPBACK_ONLY, launch
from hooks.commands.build import build
from hooks.commands.local_server import served
from hooks.guide import load_guide

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


LEFT_OUT = pytest.StashKey[list[str]]()

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}


NOT_FROM_PIP = {"chromium_program", "engine", "html_checker"}
"""The fixtures behind every test that needs a browser, or the checker of HTML."""


BUILDS_ITS_OWN = {"project", "copy", "properdocs"}
"""The fixtures behind tests that each build a guide of their own, which takes long."""


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs what pip cannot install")
    config.addinivalue_line("markers", "slow: builds a guide of its own")


def pytest_collection_modifyitems(items):
    """Mark what make check leaves out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if not NOT_FROM_PIP.isdisjoint(fixtures):
            item.add_marker("browser")
        if not BUILDS_ITS_OWN.isdisjoint(fixtures):
            item.add_marker("slow")


def pytest_terminal_summary(terminalreporter):
    """Keep what could not be tested, for the last line."""
    reports = terminalreporter.getreports("skipped")
    reasons = (report.longrepr[-1] for report in reports if isinstance(report.longrepr, tuple))
    terminalreporter.config.stash[LEFT_OUT] = sorted(
        {reason.removeprefix("Skipped: ") for reason in reasons}
    )


def pytest_unconfigure(config):
    left_out = config.stash.get(LEFT_OUT, [])
    if left_out:
        print(f"Left out of the tests: {'; '.join(left_out)}.")


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
    folder = built_once(tmp_path_factory)
    with served(folder) as address:
        yield Site(folder, address, tuple(pages_of(folder)))


def built_once(tmp_path_factory) -> Path:
    """The folder of the built guide; test processes side by side share one."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, failed = shared / "site", shared / "site-failed"
    with FileLock(shared / "site.lock"):
        if not folder.exists() and not failed.exists() and build(ROOT, folder) != 0:
            failed.touch()
    if failed.exists():
        pytest.fail("The guide cannot be built; what is wrong stands above.", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def chromium_program():
    """The path of a Chromium, of this machine or of Playwright."""
    return path_of(CHROMIUM)


@pytest.fixture(scope="session")
def chromium(chromium_program):
    """Starts a Chromium."""
    with sync_playwright() as playwright:
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
    """Gives a function that opens a page as a new visitor; other origins are answered for here.

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
