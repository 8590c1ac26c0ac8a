"""A Chromium to measure in: the one of this machine, else the one that Playwright installed."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium():
    """An open Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(playwright), chromium_sandbox=os.geteuid() != 0)
        try:
            yield browser
        finally:
            browser.close()


def program(playwright=None) -> str:
    """The path of the browser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if playwright:
        return playwright.chromium.executable_path
    with sync_playwright() as opened:
        return opened.chromium.executable_path
