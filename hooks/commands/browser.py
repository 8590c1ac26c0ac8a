"""A Chromium to print, test and measure in: this machine's own, else Playwright's."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    raise RuntimeError(
        "This needs a browser and the library that drives it, which are not installed for building "
        'alone. "make test" and "make handouts" install what they need.'
    ) from None

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

NONE = (
    'This needs a Chromium and found none. "make test" gets one. To install one by hand: '
    '"apt-get install chromium" or ".venv/bin/playwright install chromium".'
)

LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Whatever a page asks for, nothing but loopback has an address."""


def program(playwright) -> str:
    """The path of the browser.

    Raises:
        RuntimeError: there is none; the text says how to get one.
    """
    path = next(filter(None, map(shutil.which, NAMES)), playwright.chromium.executable_path)
    if not Path(path).exists():
        raise RuntimeError(NONE)
    return path


def launch(playwright, *options, **others):
    """Start it without a window. Its sandbox refuses to run for root, so there it is left out."""
    return playwright.chromium.launch(
        executable_path=program(playwright),
        args=list(options),
        chromium_sandbox=os.geteuid() != 0,
        **others,
    )


@contextmanager
def chromium(*options):
    """An open Chromium, closed again afterwards."""
    with sync_playwright() as playwright:
        opened = launch(playwright, *options)
        try:
            yield opened
        finally:
            opened.close()
