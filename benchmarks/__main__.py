"""``python -m benchmarks``: what the guide weighs and how long it takes to build.

Weights are the bytes of the files as a web host sends them with gzip (level 6),
without the headers. Builds are timed in turns with plain Material on the same
text, so that a busy machine slows both. Writes ``benchmarks/results.md``.
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

import yaml
from lxml import html

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.md"
ROUNDS = 3

KINDS = {".html": "document", ".css": "styles", ".js": "scripts", ".json": "scripts"}
"""What a file counts as, by its ending; every other counts as an image."""

SEARCH = ("assets/search.js", "assets/find.js", "assets/search.json")
"""What is fetched with the first letter typed."""


def main() -> int:
    """Measure, print and write the results."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        plain = plain_material(work / "plain")
        ours, theirs = [], []
        for number in range(ROUNDS):
            print(f"Build {number + 1} of {ROUNDS} ...", file=sys.stderr)
            ours.append(seconds(["-m", "hooks", "build", "--into", str(work / "guide" / "site")], ROOT))
            theirs.append(seconds(["-m", "mkdocs", "build", "--quiet"], plain))
        text = results(work / "guide" / "site", ours, theirs)
    RESULTS.write_text(text, "utf-8")
    print(text)
    return 0


# Weight


def first_view(site: Path, page: str) -> dict[str, int]:
    """What a browser fetches to show a page to somebody who comes for the first time.

    Args:
        site: the folder of the built site.
        page: the page's address in it, for example ``help/now/``.

    Returns:
        The bytes as sent, by the file's path in the site; the page itself comes first.
    """
    document = page + "index.html" if not page or page.endswith("/") else page
    tree = html.document_fromstring((site / document).read_bytes())
    wanted = [
        *tree.xpath("//link[contains(' stylesheet icon preload manifest ', concat(' ', @rel, ' '))]/@href"),
        *tree.xpath("//*[self::script or self::img or self::source or self::iframe]/@src"),
    ]
    files = {document: None}
    for address in wanted:
        file = _path(document, address)
        files[file] = None
        if file.endswith(".css"):
            css = (site / file).read_text("utf-8")
            files |= {_path(file, inner): None for inner in re.findall(r"""url\(\s*['"]?([^'")]+)""", css) if not inner.startswith("data:")}
    return {file: sent(site / file) for file in files}


def _path(base: str, address: str) -> str:
    return urlsplit(urljoin(f"https://guide.test/{base}", address)).path.lstrip("/")


@lru_cache(maxsize=None)
def sent(file: Path) -> int:
    """The bytes of a file as sent with gzip."""
    return len(gzip.compress(file.read_bytes(), 6))


def by_kind(view: dict[str, int]) -> dict[str, int]:
    """The bytes of a first view by document, styles, scripts and images."""
    kinds = dict.fromkeys(("document", "styles", "scripts", "images"), 0)
    for file, size in view.items():
        kinds[KINDS.get(Path(file).suffix, "images")] += size
    return kinds


# Time


def plain_material(folder: Path) -> Path:
    """A project with the guide's pages and menu in plain Material, with everything as it comes."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("data", "*.yml", "assets"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_load(settings[settings.index("\nnav:"):])["nav"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({"site_name": "Plain", "theme": {"name": "material"}, "nav": nav}), "utf-8")
    return folder


def seconds(command: list[str], folder: Path) -> float:
    """How long a Python command takes from start to end; it has to succeed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


# Words


def results(site: Path, ours: list[float], theirs: list[float]) -> str:
    """The results as a page of Markdown."""
    pages = sorted(file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("index.html"))
    views = {page: first_view(site, page) for page in pages}
    sizes = {page: sum(view.values()) for page, view in views.items()}
    inner = sorted((page for page in pages if page), key=sizes.get)
    middle, heaviest = inner[len(inner) // 2], inner[-1]
    documents = {page: by_kind(view)["document"] for page, view in views.items()}
    document_middle, document_heaviest = median(documents[page] for page in inner), max(inner, key=documents.get)
    scripts = {page: by_kind(view)["scripts"] for page, view in views.items()}
    quizzes = [page for page in inner if page.startswith("reflect/") and page != "reflect/"]
    search = {file: sent(site / file) for file in SEARCH}
    ratio = median(ours) / median(theirs)
    budgets = [
        ("first view of an inner page, the middle one", "25 kB", kb(sizes[middle]), sizes[middle] <= 25_000),
        ("first view of an inner page, the heaviest", "40 kB", f"{kb(sizes[heaviest])} (`{heaviest}`)", sizes[heaviest] <= 40_000),
        ("requests of a first view, the most", "6", str(most := max(map(len, views.values()))), most <= 6),
        ("second page, the middle one", "10 kB", kb(document_middle), document_middle <= 10_000),
        ("our scripts on a content page", "4 kB", kb(max(scripts[page] for page in inner if page not in quizzes)),
         max(scripts[page] for page in inner if page not in quizzes) <= 4_000),
        ("our scripts on a quiz page", "10 kB", kb(max(scripts[page] for page in quizzes)), max(scripts[page] for page in quizzes) <= 10_000),
        ("search when opened, with its index", "60 kB", kb(sum(search.values())), sum(search.values()) <= 60_000),
        ("build of the guide with all checks, against plain Material", "1.5 times", f"{ratio:.2f} times", ratio <= 1.5),
        ("largest contentful paint, Lighthouse phone", "1.0 s", "", None),
        ("Lighthouse phone, every indexed page", "100 / 100 / 100 / 100", "", None),
        ("growth of build time from 200 to 1,000 pages", "exponent 1.0", "", None),
        ("an edit seen in an open tab, 40 pages", "1.8 s", "", None),
    ]
    lines = [
        "# Measured",
        "",
        "Written by `make bench` (`.venv/bin/python -m benchmarks`); do not edit by hand.",
        "",
        f"{date.today():%B} {date.today().day}, {date.today().year}, on {os.cpu_count()} cores ({processor()}), "
        f"{platform.system()}, Python {platform.python_version()}, mkdocs {version('mkdocs')}, "
        f"mkdocs-material {version('mkdocs-material')}. {len(pages)} pages. 1 kB is 1,000 bytes, as sent with gzip "
        "(level 6), without headers.",
        "",
        "## Budgets",
        "",
        *table(("What", "Budget", "Measured", ""), [
            (what, budget, found or "not measured yet", "" if kept is None else "kept" if kept else "**above**")
            for what, budget, found, kept in budgets
        ]),
        "",
        "## First view",
        "",
        "Everything a browser fetches to show a page to somebody who comes for the first time.",
        "",
        *table(
            ("Page", "Document", "Styles", "Scripts", "Images", "Together", "Requests"),
            [
                (f"`{page or 'home'}`", *map(kb, by_kind(views[page]).values()), kb(sizes[page]), str(len(views[page])))
                for page in sorted(pages, key=sizes.get, reverse=True)
            ],
        ),
        "",
        f"The second page a visitor opens asks for its document alone: {kb(document_middle)} in the middle, "
        f"{kb(documents[document_heaviest])} for the heaviest (`{document_heaviest}`).",
        "",
        "## Search",
        "",
        "Fetched with the first letter typed, not before.",
        "",
        *table(("File", "Sent"), [(f"`{file}`", kb(size)) for file, size in search.items()]),
        "",
        "## Build",
        "",
        "The guide with every check, and plain Material with the same pages and the same menu, in turns. Plain Material "
        "has no blocks, sources or data, so it makes less of the text, and it has its own search.",
        "",
        *table(
            ("Round", "The guide", "Plain Material"),
            [(str(n), f"{a:.2f} s", f"{b:.2f} s") for n, (a, b) in enumerate(zip(ours, theirs), 1)]
            + [("middle", f"{median(ours):.2f} s", f"{median(theirs):.2f} s")],
        ),
        "",
    ]
    return "\n".join(lines)


def table(head: tuple[str, ...], rows) -> list[str]:
    """The lines of a Markdown table."""
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def kb(size: float) -> str:
    """Bytes in kilobytes."""
    return f"{size / 1000:.1f} kB"


def processor() -> str:
    """The processor's name where the system tells it, else its kind."""
    try:
        return re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text()).group(1)
    except (OSError, AttributeError):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
