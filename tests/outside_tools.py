"""What the tests need that pip cannot install: three browsers, and the checker of HTML.

``python tests/outside_tools.py`` gets what this machine lacks: Debian's packages
where it may install them, else the download that a library or npm offers. What
cannot be had is left out of the tests, and their last line says so; with
LEAVE_NOTHING_OUT=1 in the environment it makes them fail instead.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hooks.commands import browser as chromium  # noqa: E402 (this file also runs as a command)

CHECKER = ROOT / "tests" / "html-checker.txt"
"""The package of the HTML checker, and the hash that it must have."""

STORE = ROOT / ".cache" / "html-checker"

FIREFOX_NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")

MINI_BROWSER = (
    "/usr/lib/*/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/*/webkit2gtk-4.0/MiniBrowser",
    "/usr/lib/*/webkitgtk-6.0/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkitgtk-6.0/MiniBrowser",
)
"""Where distributions put the small browser that comes with WebKitGTK."""


class Unavailable(Exception):
    """Something cannot be had here; the text says why."""


@dataclass(frozen=True)
class Tool:
    """Something to test with.

    Attributes:
        name: what it is called.
        find: gives its path, or None.
        by_hand: Debian's packages that bring it, or what it runs on.
        ways: how to get it: what each is called, and what does it or raises :class:`Unavailable`.
        linux_only: whether it exists for Linux alone.
    """

    name: str
    find: Callable[[], str | None]
    by_hand: str
    ways: dict[str, Callable[[], None]]
    linux_only: bool = False

    @property
    def lacking(self) -> str:
        """Its name, and why it is left out of a test run."""
        if self.linux_only and sys.platform != "linux":
            return f"{self.name} (it can be tested on Linux only)"
        return f"{self.name} (not on this machine; on Debian: apt-get install {self.by_hand})"


def path_of(tool: Tool) -> str:
    """The path of a tool; the test that asks is left out when there is none."""
    path = tool.find()
    if path is None:
        leave_out(tool.lacking)
    return path


def leave_out(what: str) -> NoReturn:
    """Leave the running test out, or fail where nothing may be left out.

    Args:
        what: what cannot be tested with, and why.
    """
    if nothing_may_be_left_out():
        pytest.fail(f"Left out: {what}", pytrace=False)
    pytest.skip(what)


def nothing_may_be_left_out() -> bool:
    return os.environ.get("LEAVE_NOTHING_OUT", "") not in ("", "0")


# Where each is found


def find_chromium() -> str | None:
    """The one of this machine, else the one that Playwright installed."""
    return on_the_path(chromium.NAMES) or of_playwright("chromium")


def find_firefox() -> str | None:
    """$FIREFOX, else the one of this machine, else the one that Playwright installed."""
    found = on_the_path((os.environ.get("FIREFOX", ""), *FIREFOX_NAMES))
    return os.path.realpath(found) if found else of_playwright("firefox")


def on_the_path(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def of_playwright(browser: str) -> str | None:
    with sync_playwright() as library:
        path = getattr(library, browser).executable_path
    return path if Path(path).exists() else None


def find_webkit() -> str | None:
    """The small browser of WebKitGTK, where its driver and a screen in memory are there too."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    found = (path for pattern in MINI_BROWSER for path in Path("/").glob(pattern[1:]))
    return next(map(str, found), None)


def find_html_checker() -> str | None:
    """The archive with the checker, if it is the right one and Java can run it."""
    _, archive, integrity = html_checker()
    right = archive.exists() and integrity_of(archive) == integrity
    return str(archive) if right and shutil.which("java") else None


def integrity_of(file: Path) -> str:
    """The hash of a file, as npm writes it."""
    return f"sha512-{base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()}"


def html_checker() -> tuple[str, Path, str]:
    """The checker's npm package with its version, the file it is kept in, and its hash."""
    line = CHECKER.read_text("utf-8").splitlines()[-1]
    package, integrity = line.split()
    return package, STORE / f"{package.replace('@', '-')}.tgz", integrity


# How each is got without Debian's packages


def from_playwright(browser: str) -> None:
    run([sys.executable, "-m", "playwright", "install", browser])


def from_npm() -> None:
    """Fetch the checker, with what fetches and runs it, and keep it if it has the right hash."""
    commands = {"java": "default-jre-headless", "npm": "npm"}
    lacking = [package for command, package in commands.items() if not shutil.which(command)]
    if lacking:
        from_debian(lacking)
    package, archive, integrity = html_checker()
    with tempfile.TemporaryDirectory() as folder:
        run(["npm", "pack", "--silent", package], cwd=folder)
        fetched = Path(folder) / archive.name
        if not fetched.exists() or integrity_of(fetched) != integrity:
            raise Unavailable(f"what npm gave is not the {package} that {CHECKER.name} names")
        STORE.mkdir(parents=True, exist_ok=True)
        shutil.move(fetched, archive)


def from_debian(packages: Sequence[str]) -> None:
    """Install packages, as root or where sudo asks for no password."""
    if not shutil.which("apt-get"):
        raise Unavailable("this system has no apt-get")
    prefix = as_root()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if prefix:
        prefix = [*prefix, "DEBIAN_FRONTEND=noninteractive"]
    refresh_package_lists(tuple(prefix))
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    run(install, env=environment)


@cache
def refresh_package_lists(prefix: tuple[str, ...]) -> None:
    """Once a run. Should it fail, what the lists have already may still be installed."""
    try:
        run([*prefix, "apt-get", "update", "-qq"])
    except Unavailable as problem:
        print(f"  The lists of Debian's packages could not be refreshed: {problem}")


def as_root() -> list[str]:
    """What to put before a command so that root runs it."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    raise Unavailable("only root may install Debian's packages, and sudo asks for a password here")


def run(command: Sequence[str], **how) -> None:
    """Run a command quietly; when it fails, the end of what it wrote is the reason."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900, **how
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f'"{command[0]}" could not be run: {error}') from None
    if done.returncode:
        lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        said = next((line for line in reversed(lines) if "rror" in line), "".join(lines[-1:]))
        raise Unavailable(f'"{" ".join(command[-4:])}" failed: {said}')


def debian(packages: str) -> dict[str, Callable[[], None]]:
    return {f"Debian's packages {packages}": lambda: from_debian(packages.split())}


def playwright(browser: str) -> dict[str, Callable[[], None]]:
    return {"Playwright's own download": lambda: from_playwright(browser)}


CHROMIUM = Tool(
    "Chromium",
    find_chromium,
    "chromium fonts-dejavu-core",
    debian("chromium fonts-dejavu-core") | playwright("chromium"),
)
FIREFOX = Tool(
    "Firefox", find_firefox, "firefox-esr", debian("firefox-esr") | playwright("firefox")
)
WEBKIT = Tool(
    "WebKit",
    find_webkit,
    "webkit2gtk-driver xvfb",
    debian("webkit2gtk-driver xvfb"),
    linux_only=True,
)
HTML_CHECKER = Tool(
    "The Nu HTML checker",
    find_html_checker,
    "default-jre-headless npm",
    {"npm": from_npm},
)

TOOLS = (CHROMIUM, FIREFOX, WEBKIT, HTML_CHECKER)


def get(tool: Tool) -> bool:
    """Get what is not there, saying what is done; whether it is there now."""
    if tool.find():
        return True
    if tool.linux_only and sys.platform != "linux":
        print(f"{tool.name} can be tested on Linux only.")
        return False
    for way, attempt in tool.ways.items():
        print(f"{tool.name} is not on this machine. Trying {way} ...", flush=True)
        try:
            attempt()
        except Unavailable as problem:
            print(f"  That did not work: {problem}.")
        if tool.find():
            print(f"  {tool.name} is there now.")
            return True
    return False


def main() -> int:
    """Get everything; the exit status is 1 when the tests cannot do without what is missing."""
    missing = [tool for tool in TOOLS if not get(tool)]
    if CHROMIUM in missing:
        print(
            "Most tests need a Chromium, and none could be had; what was tried stands above.\n"
            '"make check" runs everything that needs no browser.',
            file=sys.stderr,
        )
        return 1
    for tool in missing:
        print(f"Left out of the tests: {tool.lacking}.")
    if missing and nothing_may_be_left_out():
        print("Nothing may be left out here (LEAVE_NOTHING_OUT).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
