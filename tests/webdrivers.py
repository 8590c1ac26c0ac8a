"""Firefox and WebKit, driven by Selenium: the engines beside Chromium that visitors come with.

Both get the site through a proxy that notes whatever they ask for, and answers
for the rest of the net, so a test sees what a page would have asked of anyone.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from hooks.commands.local_server import handler_for

HOST = "guide.test"
"""The name of the site in these browsers. It stands nowhere; only the proxy knows it."""

PHONE = (400, 800)
"""The size of the window: the smallest that Firefox makes is wider than a phone."""

TIMEOUT = 60
"""Seconds for a page or a script; plenty, for a machine that is busy with other tests too."""

START = 240
"""Seconds for a browser to be there."""


@dataclass(frozen=True)
class Engine:
    """A running browser.

    Attributes:
        driver: Selenium's hold on it.
        scripts: whether pages may run theirs.
        asked: the address of everything it asked for, in order; host and port if encrypted.
    """

    driver: WebDriver
    scripts: bool
    asked: list[str]

    @property
    def address(self) -> str:
        """The address of the site, with a slash at the end."""
        return f"http://{HOST}/"


@contextmanager
def recording_proxy(folder: Path):
    """Serve a folder as the site, and note every request; gives the port and the notes."""
    asked: list[str] = []
    answers: Any = handler_for(folder)

    class Proxy(answers):
        def do_GET(self):
            asked.append(self.path)
            if urlsplit(self.path).hostname == HOST:
                super().do_GET()
            else:
                self.answer(200, ".html", b"<title>Weather</title><h1>Weather</h1>", False)

        def do_POST(self):
            asked.append(f"POST {self.path}")
            self.send_error(405)

        def do_CONNECT(self):
            asked.append(self.path)
            self.send_error(502)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


# Firefox


class Marionette:
    """What Selenium sends its commands to: a Firefox's own remote control.

    Firefox takes the commands of the WebDriver standard over a socket, under
    names of its own. Selenium's way there is geckodriver, a program that passes
    them on and that Debian does not have.
    """

    NAMES = {
        Command.NEW_SESSION: "NewSession",
        Command.QUIT: "DeleteSession",
        Command.GET: "Navigate",
        Command.GO_BACK: "Back",
        Command.GO_FORWARD: "Forward",
        Command.REFRESH: "Refresh",
        Command.GET_TITLE: "GetTitle",
        Command.GET_CURRENT_URL: "GetCurrentURL",
        Command.GET_ALL_COOKIES: "GetCookies",
        Command.SET_WINDOW_RECT: "SetWindowRect",
        Command.SET_TIMEOUTS: "SetTimeouts",
        Command.FIND_ELEMENT: "FindElement",
        Command.FIND_ELEMENTS: "FindElements",
        Command.CLICK_ELEMENT: "ElementClick",
        Command.SEND_KEYS_TO_ELEMENT: "ElementSendKeys",
        Command.GET_ELEMENT_ATTRIBUTE: "GetElementAttribute",
        Command.CLEAR_ELEMENT: "ElementClear",
        Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
        Command.SCREENSHOT: "TakeScreenshot",
    }

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=START)
        self._stream = self._socket.makefile("rb")
        self._count = 0
        self._receive()

    def execute(self, command: str, params: dict) -> dict:
        """Send a command and wait for its answer, in the form of Selenium's other connections."""
        self._count += 1
        params = {name: value for name, value in params.items() if name != "sessionId"}
        if command == Command.NEW_SESSION:
            params = params["capabilities"]["alwaysMatch"]
        elif command == Command.W3C_EXECUTE_SCRIPT:
            # With the rights of the browser a script runs also where those of pages are off.
            params |= {"sandbox": "system", "newSandbox": True}
        elif command == Command.SCREENSHOT:
            params |= {"full": False}
        message = json.dumps([0, self._count, f"WebDriver:{self.NAMES[command]}", params]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        return {"value": result.get("value", result) if isinstance(result, dict) else result}

    def _receive(self):
        length = b""
        while (character := self._stream.read(1)) != b":":
            if not character:
                raise ConnectionError("Firefox has closed its remote control.")
            length += character
        return json.loads(self._stream.read(int(length)))

    def close(self) -> None:
        self._socket.close()


class FirefoxOptions(ArgOptions):
    """Nothing asked for but what every browser can do."""

    @property
    def default_capabilities(self):
        return {}


PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "marionette.port": 0,
    # Keep pages in memory on leaving, as a visitor's Firefox does.
    "browser.sessionhistory.max_total_viewers": 4,
    # What Firefox asks for itself, which would stand among what pages ask for.
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.region.network.url": "",
    "browser.safebrowsing.provider.google4.updateURL": "",
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "browser.topsites.contile.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "",
}


@contextmanager
def firefox(program: str, site: Path, work: Path, scripts: bool = True):
    """A Firefox without a window.

    Args:
        program: its path.
        site: the folder of the site.
        work: an empty folder for its profile and its log.
        scripts: whether pages may run theirs.
    """
    with recording_proxy(site) as (port, asked), open(work / "firefox.log", "wb") as log:
        preferences = PREFERENCES | {
            "network.proxy.http_port": port,
            "network.proxy.ssl_port": port,
            "javascript.enabled": scripts,
        }
        profile = work / "profile"
        profile.mkdir()
        (profile / "user.js").write_text(
            "".join(
                f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items()
            )
        )
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        # Without this it would not open its own reader view.
        command.append("--remote-allow-system-access")
        # Without the variable, a release takes its settings from Mozilla whatever is preferred.
        environment = {**os.environ, "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            # It has of Selenium's own connection what Selenium asks of one.
            connection: Any = Marionette(_port_of(profile, process, work / "firefox.log"))
            driver = WebDriver(command_executor=connection, options=FirefoxOptions())
            yield Engine(_ready(driver), scripts, asked)
            connection.close()
        finally:
            process.terminate()
            process.wait()


def _port_of(profile: Path, process: subprocess.Popen, log: Path) -> int:
    """The port that a starting Firefox listens on, once it has written it down."""
    file, end = profile / "MarionetteActivePort", time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and (text := file.read_text()):
            return int(text)
        time.sleep(0.05)
    raise RuntimeError(f"Firefox did not start. It wrote:\n{log.read_text(errors='replace')}")


# WebKit


@contextmanager
def webkit(program: str, site: Path, work: Path, scripts: bool = True):
    """A WebKitGTK on a screen that nobody sees.

    Args:
        program: the path of its small browser.
        site: the folder of the site.
        work: an empty folder for what it keeps, and its log.
        scripts: whether pages may run theirs.
    """
    with ExitStack() as stack:
        port, asked = stack.enter_context(recording_proxy(site))
        options = WebKitOptions()
        options.binary_location = program
        options.add_argument("--automation")
        options.add_argument(f"--proxy=http://127.0.0.1:{port}")
        if not scripts:
            # Those of pages; a test's own still run.
            options.add_argument("--enable-javascript-markup=false")
        environment = {
            **os.environ,
            "DISPLAY": stack.enter_context(virtual_screen()),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            # Its sandbox needs rights that containers and root do not have; the pages are ours.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "XDG_CACHE_HOME": str(work / "cache"),
            "XDG_DATA_HOME": str(work / "data"),
        }
        service = WebKitService(log_output=str(work / "webkit.log"), env=environment)
        driver = stack.enter_context(WebKitGTK(options=options, service=service))
        yield Engine(_ready(driver), scripts, asked)


@contextmanager
def virtual_screen():
    """A screen of its own, in memory; gives the name under which a program finds it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    ) as process:
        os.close(writing)
        try:
            with open(reading) as answer:
                yield f":{answer.readline().strip()}"
        finally:
            process.terminate()


def _ready(driver: WebDriver) -> WebDriver:
    driver.set_page_load_timeout(TIMEOUT)
    driver.set_script_timeout(TIMEOUT)
    driver.set_window_size(*PHONE)
    return driver
