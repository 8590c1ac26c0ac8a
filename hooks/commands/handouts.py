"""The sheets and the booklet as PDF files, made with the browser of the tests.

The site is built aside, served on loopback and printed from there, so what a
clinic hands out is what a visitor would print.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from hooks.commands.local_server import served
from hooks.finding import Finding
from hooks.guide import Guide

PAPERS = ("A4", "Letter")

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def make_handouts(guide: Guide, site: Path, folder: Path) -> tuple[list[Path], list[Finding]]:
    """Print every page that holds a sheet or the booklet, on both kinds of paper.

    Args:
        guide: what the site was built from.
        site: the folder of the built site.
        folder: where the PDF files go; it is emptied of older ones first.

    Returns:
        The files, and a finding for each sheet that runs over its one page.

    Raises:
        RuntimeError: there is no Chromium; the text says how to get one.
    """
    from hooks.commands.browser import (
        LOOPBACK_ONLY,
        chromium,
    )  # takes its time to load, and only who prints needs it

    pages = papers(guide)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.pdf"):
        old.unlink()
    files, findings = [], []
    with served(site) as address, chromium(LOOPBACK_ONLY) as browser:
        tab = browser.new_page()
        for page, (line, most) in pages.items():
            tab.goto(f"{address}{page.removesuffix('.md')}/")
            for paper in PAPERS:
                file = folder / f"{Path(page).stem}-{paper.lower()}.pdf"
                tab.pdf(path=file, format=paper)
                files.append(file)
                count = len(PAGE.findall(file.read_bytes()))
                if most and count > most:
                    findings.append(
                        Finding(
                            guide.pages[page].path,
                            line,
                            1,
                            "handouts",
                            f"This sheet takes {count} pages of {paper}, not one.",
                            "Take out a line or two, in docs/data/sheets.yml or on the page its"
                            " lists come from.",
                        )
                    )
    return files, findings


def papers(guide: Guide) -> dict[str, tuple[int, int]]:
    """The pages that are made to be printed, by name: the line of their block, and on how many
    sheets at most, 0 for as many as it takes.
    """
    return {
        page: (block.line, kind.PAPER)
        for page, source in guide.pages.items()
        for kind, block in guide.blocks_on(source)
        if kind.PAPER is not None
    }


def handouts(guide: Guide, build, folder: Path) -> int:
    """Build the site aside, print it and say what was made; the exit status.

    Args:
        guide: what is printed.
        build: builds the site into a folder, and returns 0 when it could.
        folder: where the PDF files go.
    """
    with tempfile.TemporaryDirectory() as work:
        site = Path(work) / "site"
        if build(site) != 0:
            return 1
        try:
            files, findings = make_handouts(guide, site, folder)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{len(files)} PDF files made in {folder.name}/.")
    return 1 if findings else 0
