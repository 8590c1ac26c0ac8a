"""What Lighthouse says of pages on its phone profile.

It comes from npm, into a folder that is thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from hooks.commands.browser import program
from hooks.commands.local_server import served

PACKAGE = "lighthouse@12.8.2"
"""The last that runs on Node 20."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True)
class Verdict:
    """The scores of a page (0 to 100, by category), its largest contentful paint in
    seconds, and what cost points.
    """

    scores: dict[str, int]
    paint: float
    faults: tuple[str, ...]


def install(folder: Path) -> Path | None:
    """Install Lighthouse; None, and why, when this machine cannot."""
    if not shutil.which("npm"):
        return None
    folder.mkdir(parents=True)
    done = subprocess.run(
        [
            "npm",
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(folder),
            PACKAGE,
        ],
        cwd=folder,
        capture_output=True,
    )
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    return command if done.returncode == 0 and command.exists() else None


def judge(command: Path, site: Path, pages: list[str], rounds: int) -> dict[str, Verdict]:
    """The verdict on each page: the middle of some rounds."""
    with served(site) as address:
        runs = {page: [_run(command, address + page) for _ in range(rounds)] for page in pages}
    return {
        page: Verdict(
            {
                name: round(median(run["categories"][name]["score"] * 100 for run in reports))
                for name in CATEGORIES
            },
            median(run["audits"]["largest-contentful-paint"]["numericValue"] for run in reports)
            / 1000,
            tuple(sorted({fault for run in reports for fault in _faults(run)})),
        )
        for page, reports in runs.items()
    }


def _run(command: Path, address: str) -> dict:
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    with sync_playwright() as playwright:
        chrome = program(playwright)
    done = subprocess.run(
        [
            "node",
            str(command),
            address,
            "--output=json",
            "--quiet",
            f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        env={**os.environ, "CHROME_PATH": chrome},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse cannot judge {address}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _faults(report: dict):
    """The audits that weigh in a score and are not full."""
    for category in report["categories"].values():
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{part['id']} ({category['title']})"
