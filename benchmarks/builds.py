"""How long builds take, how that grows with the guide, and how much memory they need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import cycle
from math import log
from pathlib import Path
from statistics import median

import yaml

ROOT = Path(__file__).resolve().parents[1]

GUIDE = (["-m", "hooks", "build"], "the guide")
PLAIN = (["-m", "mkdocs", "build", "--quiet"], "plain Material")


@dataclass(frozen=True)
class Run:
    """One command: seconds from start to end, seconds of work on all cores, and the
    most memory in MB.
    """

    seconds: float
    work: float
    memory: float


def run(command: list[str], folder: Path) -> Run:
    """Run a Python command; when it fails, end with what it said."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    with open(folder / "log", "w+", encoding="utf-8") as log_file:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env=environment,
            stdout=log_file,
            stderr=log_file,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log_file.seek(0)
            sys.exit(f"{' '.join(command)} failed in a copy of the guide:\n{log_file.read()}")
    # Linux counts memory in kB, macOS in bytes.
    return Run(
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / (1000 if sys.platform != "darwin" else 1_000_000),
    )


def copy_of_guide(folder: Path) -> Path:
    """The guide in a folder of its own, with nothing kept from earlier builds."""
    folder.mkdir(parents=True)
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def plain_material(folder: Path) -> Path:
    """The guide's pages and menu in plain Material, with everything as it comes."""
    shutil.copytree(
        ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("data", "*.yml", "assets")
    )
    for page in (folder / "docs").rglob("*.md"):
        # A template of the guide's is not there.
        page.write_text(
            re.sub(r"^template: .*\n", "", page.read_text("utf-8"), count=1, flags=re.M), "utf-8"
        )
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_load(settings[settings.index("\nnav:") :])["nav"]
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump({"site_name": "Plain", "theme": {"name": "material"}, "nav": nav}), "utf-8"
    )
    return folder


def in_turns(work: Path, rounds: int) -> dict[str, list[Run]]:
    """Builds of the guide and of plain Material, in turns, so that a busy machine slows all of
    them.

    The first build of a guide finds nothing kept from an earlier one; the next finds what that
    left.
    """
    guide, plain = copy_of_guide(work / "guide"), plain_material(work / "plain")
    run(GUIDE[0], guide)  # compiles the code, which is not what is measured
    runs: dict[str, list] = {"first": [], "next": [], "plain": []}
    for _ in range(rounds):
        shutil.rmtree(guide / ".cache")
        runs["first"].append(run(GUIDE[0], guide))
        runs["plain"].append(run(PLAIN[0], plain))
        runs["next"].append(run(GUIDE[0], guide))
    return runs


def grown(folder: Path, pages: int) -> Path:
    """The guide with copies of its own pages, each with a title of its own, until it has as many as
    asked for.

    The copies are in sections of 20 in the menu. Pages are copied whose kind
    may stand more than once, from the longest to the shortest, so that a page
    of the large guide is as long as one of the guide.
    """
    copy_of_guide(folder)
    docs = folder / "docs"
    there = sorted(docs.rglob("*.md"))
    copied = [
        page
        for page in there
        if page.name not in ("index.md", "not-a-cycle.md")
        and not _ONLY_ONCE.search(page.read_text("utf-8"))
    ]
    nav = ""
    for number, page in zip(range(pages - len(there)), cycle(copied)):
        name = page.with_name(f"{page.stem}-{number}.md")
        # A copy word for word would be refused.
        text = re.sub(
            r"^((?:neutral_)?title: .*?)(\"?)$",
            rf"\1 {number}\2",
            page.read_text("utf-8"),
            flags=re.M,
        )
        name.write_text(f"{text.rstrip()}\n\nThis is copy number {number}.\n", "utf-8")
        if number % 20 == 0:
            nav += f"  - Copies {number}:\n"
        nav += f"      - {name.relative_to(docs).as_posix()}\n"
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip() + "\n" + nav, "utf-8")
    return folder


_ONLY_ONCE = re.compile(
    r"^/// (all-sources|claims|a-z|glossary|ledger|quiz|silenced|third-parties)\b", re.M
)


def growth(work: Path, sizes: tuple[int, ...], rounds: int) -> dict[int, list[Run]]:
    """First builds of guides of several sizes, in turns."""
    guides = {size: grown(work / str(size), size) for size in sizes}
    runs: dict[int, list] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size, guide in guides.items():
            shutil.rmtree(guide / ".cache", ignore_errors=True)
            runs[size].append(run(GUIDE[0], guide))
    return runs


def exponent(runs: dict[int, list[Run]]) -> float:
    """How the time grows between the smallest and the largest guide: 1 is in step with
    the pages, 2 with their square.
    """
    small, large = min(runs), max(runs)
    times = [median(run.seconds for run in runs[size]) for size in (small, large)]
    return log(times[1] / times[0]) / log(large / small)
