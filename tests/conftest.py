"""The guide as a visitor gets it: built once, served on loopback, opened in a real browser."""

import gzip
import os
import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

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

TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
}


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
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(folder, f"http://127.0.0.1:{server.server_port}/", tuple(pages_of(folder)))
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser():
    """The Chromium of this machine, else the one that Playwright installed."""
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, BROWSERS)), playwright.chromium.executable_path)
        if not Path(program).exists():
            pytest.fail(NO_BROWSER, pytrace=False)
        # Chromium's sandbox refuses to run for root, and only for root is it left out.
        opened = playwright.chromium.launch(executable_path=program, args=QUIET, chromium_sandbox=os.geteuid() != 0)
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


def handler_for(folder: Path):
    """What answers requests for the files in a folder: with types, gzip and a page for wrong addresses."""

    @lru_cache(maxsize=None)
    def packed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), 6, mtime=0)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The head and the body leave in two writes; without this the second waits.
        disable_nagle_algorithm = True

        def do_GET(self):
            file = folder / unquote(urlsplit(self.path).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file() and file.resolve().is_relative_to(folder.resolve())
            if not found:
                file = folder / "404.html"
            gzipped = "gzip" in self.headers.get("Accept-Encoding", "")
            body = packed(file) if gzipped else file.read_bytes()
            # A visitor may leave before the answer has come.
            with suppress(ConnectionError):
                self.answer(200 if found else 404, file.suffix, body, gzipped)

        def answer(self, status, suffix, body, gzipped):
            self.send_response(status)
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            if gzipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """A test run prints no list of requests."""

    return Answer
