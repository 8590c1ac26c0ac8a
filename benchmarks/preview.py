"""How long an edit takes from the moment a page is saved until an open tab shows it,
under ``make``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.builds import copy_of_guide
from hooks.commands.browser import chromium

PAGE = "ketamine/limits.md"


def edits_seen(folder: Path, rounds: int, without: tuple[str, ...] = ()) -> tuple[int, list[float]]:
    """Save a page again and again, with a tab open on it.

    Args:
        folder: where a copy of the guide goes.
        rounds: how many edits.
        without: sections that are left out, for a smaller guide.

    Returns:
        The number of pages, and the seconds from save to sight.
    """
    copy_of_guide(folder)
    for section in without:
        shutil.rmtree(folder / "docs" / section)
    page, seen = folder / "docs" / PAGE, []
    with _preview(folder) as address, chromium() as browser:
        tab = browser.new_page()
        tab.goto(f"{address}{PAGE.removesuffix('.md')}/")
        for number in range(rounds):
            time.sleep(
                1.3 + 0.17 * number
            )  # at another moment of the watcher's own round each time
            text = page.read_text("utf-8") + f"\nThis is edit number {number} of {rounds}.\n"
            start = time.perf_counter()
            page.write_text(text, "utf-8")
            tab.get_by_text(f"This is edit number {number} of {rounds}.").wait_for(timeout=60_000)
            seen.append(time.perf_counter() - start)
    return sum(1 for _ in (folder / "docs").rglob("*.md")), seen


@contextmanager
def _preview(folder: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--livereload",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (
        open(folder / "log", "w", encoding="utf-8") as log_file,
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log_file, stderr=log_file
        ) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address, server, folder / "log")
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The preview did not start:\n{log.read_text('utf-8')[-3000:]}")
