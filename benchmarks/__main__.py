"""``python -m benchmarks``: what the guide weighs, how fast it shows, and how long it takes to
build.

Everything is measured on a copy in a temporary folder; ``benchmarks/results.md``
is written at the end. Times are middles of several rounds, taken in turns with
what they are compared to, so that a busy machine slows both; how busy it was
stands in the results. ``--quick`` measures a little of everything once, prints it
and writes nothing: it shows that the measuring works, not how fast the guide is.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import lighthouse
from benchmarks.builds import Run, exponent, growth, in_turns
from benchmarks.lighthouse import Verdict
from benchmarks.preview import edits_seen
from benchmarks.weight import by_kind, first_view, search_opened, second_page

RESULTS = Path(__file__).with_name("results.md")

SAMPLE = (
    "",
    "ketamine/side-effects/",
    "couples/your-choice/",
    "reflect/argument/",
    "questions/",
    "help/now/",
    "about/claims/",
)
"""A page of each kind: the first page, a content page with a picture, one with a way
out, a reflection, questions, help, the list of claims.
"""

A_CONTENT_PAGE = "ketamine/limits/"
"""Where the second page is reached from, and the search opened."""


@dataclass(frozen=True)
class Measured:
    """Everything there is to report."""

    views: dict[str, dict[str, int]]
    search: dict[str, int]
    builds: dict[str, list[Run]]
    growth: dict[int, list[Run]]
    edits: dict[int, list[float]]
    verdicts: dict[str, Verdict]
    load: tuple[float, float]


def main(quick: bool = False) -> int:
    """Measure, print and write the results; quickly, only print them."""
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        say("Builds, in turns with plain Material ...")
        builds = in_turns(work, rounds=1 if quick else 5)
        site = work / "guide" / "site"
        say("Weight of every page ...")
        pages = sorted(
            file.relative_to(site).as_posix().removesuffix("index.html")
            for file in site.rglob("index.html")
        )
        if quick:
            pages = [page for page in pages if page in (*SAMPLE, A_CONTENT_PAGE)]
        views = {page: first_view(site, page) for page in pages}
        search = search_opened(site, A_CONTENT_PAGE)
        say("Edits, from save to sight ...")
        guides = [()] if quick else [("about", "for-clinics", "for-editors"), ()]
        edits = dict(
            edits_seen(work / f"preview-{number}", 1 if quick else 7, without)
            for number, without in enumerate(guides)
        )
        say("Lighthouse ...")
        command = None if quick else lighthouse.install(work / "npm")
        verdicts = (
            lighthouse.judge(command, site, [page for page in SAMPLE if page in views], rounds=3)
            if command
            else {}
        )
        pages_there = len(list(site.rglob("index.html")))
        sizes = (pages_there + 5, pages_there + 15) if quick else (200, 1000)
        say(f"Builds of {sizes[0]:,} and {sizes[1]:,} pages ...")
        grown = growth(work / "grown", sizes, rounds=1 if quick else 2)
        text = results(
            Measured(views, search, builds, grown, edits, verdicts, (before, os.getloadavg()[0]))
        )
    if not quick:
        RESULTS.write_text(text, "utf-8")
    print(text)
    return 0


def say(words: str) -> None:
    """Tell who waits what goes on."""
    print(words, file=sys.stderr, flush=True)


# Words


def results(found: Measured) -> str:
    """The results as a page of Markdown."""
    lines = [
        "# Measured",
        "",
        "Written by `make bench` (`.venv/bin/python -m benchmarks`); do not edit by hand.",
        "",
        (
            f"{date.today():%B} {date.today().day}, {date.today().year}, on {os.cpu_count()} cores"
            f" ({processor()}), {platform.system()}, Python {platform.python_version()}, mkdocs"
            f" {version('mkdocs')}, mkdocs-material {version('mkdocs-material')},"
            f" {lighthouse.PACKAGE.replace('@', ' ')}. {len(found.views)} pages. 1 kB is 1,000"
            " bytes, as sent with gzip (level 6), without headers."
        ),
        "",
        *busy(found.load),
        "## Budgets",
        "",
        *table(("What", "Budget", "Measured", ""), budgets(found)),
        "",
        "## First view",
        "",
        (
            "Everything a browser fetches to show a page to somebody who comes for the first time."
            " Second: what it fetches for somebody who comes from another page"
            f" (`{A_CONTENT_PAGE}`)."
        ),
        "",
        *table(
            ("Page", "Document", "Styles", "Scripts", "Images", "Together", "Requests", "Second"),
            weights(found.views),
        ),
        "",
        "## Search",
        "",
        "Fetched when somebody types into it, not before.",
        "",
        *table(("File", "Sent"), [(f"`{file}`", kb(size)) for file, size in found.search.items()]),
        "",
        "## Lighthouse",
        "",
        (
            "On its phone profile (a slow phone on slow 4G, simulated), the middle of three runs. A"
            " closed page (help, reflections) lets nothing be asked for, not even robots.txt, which"
            " Lighthouse asks for from inside the page: that costs it points for SEO, and nothing"
            " in a search engine."
        ),
        "",
        *table(
            (
                "Page",
                "Performance",
                "Accessibility",
                "Best practices",
                "SEO",
                "Largest contentful paint",
                "What cost points",
            ),
            [
                (
                    f"`{page or 'home'}`",
                    *map(str, verdict.scores.values()),
                    f"{verdict.paint:.2f} s",
                    ", ".join(verdict.faults),
                )
                for page, verdict in found.verdicts.items()
            ]
            or [("not measured: npm is not there or cannot install it", *[""] * 6)],
        ),
        "",
        "## Build",
        "",
        (
            "The guide with every check, and plain Material with the same pages and the same menu,"
            " in turns. Plain Material has no blocks, sources or data, so it makes less of the"
            " text, and it has its own search. A first build finds nothing kept in `.cache`; the"
            " next finds reading grades, findings and stylesheets of what did not change. Work is"
            " the time of all cores together."
        ),
        "",
        *table(
            ("Build", "Time", "Against plain", "Work", "Memory", "Each round"), times(found.builds)
        ),
        "",
        "## Growth",
        "",
        "First builds of the guide with copies of its own pages.",
        "",
        *table(
            ("Pages", "Time", "For each page", "Memory", "Each round"),
            [
                (
                    f"{size:,}",
                    f"{time(runs):.1f} s",
                    f"{time(runs) / size * 1000:.1f} ms",
                    f"{memory(runs):.0f} MB",
                    each(runs),
                )
                for size, runs in found.growth.items()
            ],
        ),
        "",
        f"The time grows with the pages to the power of {exponent(found.growth):.2f}.",
        "",
        "## Preview",
        "",
        (
            "From the moment a page is saved until a tab that is open on it shows the change, under"
            " `make`."
        ),
        "",
        *table(
            ("Pages", "Middle", "Each edit"),
            [
                (str(pages), f"{median(seen):.2f} s", ", ".join(f"{one:.2f}" for one in seen))
                for pages, seen in found.edits.items()
            ],
        ),
        "",
    ]
    return "\n".join(lines)


def budgets(found: Measured):
    """Each budget, what was measured, and whether it is kept."""
    sizes = {page: sum(view.values()) for page, view in found.views.items()}
    inner = sorted((page for page in sizes if page), key=lambda page: sizes[page])
    middle, heaviest = inner[len(inner) // 2], inner[-1]
    requests = max(map(len, found.views.values()))
    seconds = [second(found.views, page) for page in inner if page != A_CONTENT_PAGE]
    scripts = {page: by_kind(view)["scripts"] for page, view in found.views.items()}
    quizzes = [
        page
        for page, view in found.views.items()
        if any("quiz" in file for file in view if file.endswith(".js"))
    ]
    content, quiz = (
        max(scripts[page] for page in inner if page not in quizzes),
        max(scripts[page] for page in quizzes),
    )
    opened = sum(found.search.values())
    ratio, first = (
        time(found.builds[kind]) / time(found.builds["plain"]) for kind in ("next", "first")
    )
    grows = exponent(found.growth)
    fewest = min(found.edits)
    edit = median(found.edits[fewest])
    yield row(
        "first view of an inner page, the middle one",
        "25 kB",
        kb(sizes[middle]),
        sizes[middle] <= 25_000,
    )
    yield row(
        "first view of an inner page, the heaviest",
        "40 kB",
        f"{kb(sizes[heaviest])} (`{heaviest}`)",
        sizes[heaviest] <= 40_000,
    )
    yield row("requests of a first view, the most", "6", str(requests), requests <= 6)
    yield row(
        "second page, the middle one", "10 kB", kb(median(seconds)), median(seconds) <= 10_000
    )
    yield row("our scripts on a content page", "4 kB", kb(content), content <= 4_000)
    yield row("our scripts on a quiz page", "10 kB", kb(quiz), quiz <= 10_000)
    yield row("search when opened, with its index", "60 kB", kb(opened), opened <= 60_000)
    if found.verdicts:
        paint = max(verdict.paint for verdict in found.verdicts.values())
        lowest = [
            min(verdict.scores[name] for verdict in found.verdicts.values())
            for name in lighthouse.CATEGORIES
        ]
        yield row(
            "largest contentful paint, Lighthouse phone, the slowest page",
            "1.0 s",
            f"{paint:.2f} s",
            paint <= 1.0,
        )
        yield row(
            "Lighthouse phone, the lowest of each score",
            "100 / 100 / 100 / 100",
            " / ".join(map(str, lowest)),
            min(lowest) == 100,
        )
    yield row(
        "build of the guide with all checks, against plain Material",
        "1.5 times",
        f"{ratio:.2f} times ({first:.2f} with nothing kept)",
        ratio <= 1.5,
    )
    yield row(
        "growth of build time from 200 to 1,000 pages", "exponent 1.0", f"{grows:.2f}", grows <= 1.0
    )
    yield row(f"an edit seen in an open tab, {fewest} pages", "1.8 s", f"{edit:.2f} s", edit <= 1.8)


def row(what: str, budget: str, measured: str, kept: bool) -> tuple[str, ...]:
    """A budget as the row of a table."""
    return what, budget, measured, "kept" if kept else "**above**"


def weights(views):
    """A row for each page, the heaviest first."""
    for page, view in sorted(views.items(), key=lambda entry: -sum(entry[1].values())):
        yield (
            f"`{page or 'home'}`",
            *map(kb, by_kind(view).values()),
            kb(sum(view.values())),
            str(len(view)),
            kb(second(views, page)),
        )


def second(views, page: str) -> int:
    """What a page asks for when it is the second."""
    return second_page(views[page], views[A_CONTENT_PAGE] if page != A_CONTENT_PAGE else views[""])


def times(builds):
    """A row for each kind of build."""
    names = {"first": "the guide, first", "next": "the guide, next", "plain": "plain Material"}
    for kind, name in names.items():
        runs = builds[kind]
        against = "" if kind == "plain" else f"{time(runs) / time(builds['plain']):.2f} times"
        yield (
            name,
            f"{time(runs):.2f} s",
            against,
            f"{median(run.work for run in runs):.2f} s",
            f"{memory(runs):.0f} MB",
            each(runs),
        )


def time(runs: list[Run]) -> float:
    """The middle of the times."""
    return median(run.seconds for run in runs)


def memory(runs: list[Run]) -> float:
    """The most memory that any of them took."""
    return max(run.memory for run in runs)


def each(runs: list[Run]) -> str:
    """The time of each round."""
    return ", ".join(f"{run.seconds:.2f}" for run in runs)


def busy(load: tuple[float, float]) -> list[str]:
    """A warning where other work took the cores."""
    if load[0] < 0.5:
        return []
    return [
        (
            f"**The machine was busy with other work** (load {load[0]:.1f} before the first build):"
            " times are longer than on an idle one, and unfair to a build that uses two cores."
        ),
        "",
    ]


def table(head: tuple[str, ...], rows) -> list[str]:
    """The lines of a Markdown table."""
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def kb(size: float) -> str:
    """Bytes in kilobytes."""
    return f"{size / 1000:.1f} kB"


def processor() -> str:
    """The processor's name where the system tells it, else its kind."""
    try:
        name = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        name = None
    return name.group(1) if name else platform.machine()


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv))
