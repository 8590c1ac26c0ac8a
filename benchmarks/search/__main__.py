"""``python -m benchmarks.search``: which engine finds best, on the checked-in questions.

Builds the guide, installs the engines into a temporary folder (needs node and
npm on the machine, and a Chromium for Pagefind), asks each of them every
question, and writes ``benchmarks/search.md``.
"""

from __future__ import annotations

import csv
import gzip
import json
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import yaml

from hooks.commands.browser import chromium
from hooks.commands.build import build
from hooks.commands.local_server import served

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
RESULTS = HERE.parent / "search.md"

PACKAGES = {
    "minisearch": "7.2.0",
    "flexsearch": "0.8.212",
    "@orama/orama": "3.1.18",
    "lunr": "2.3.9",
    "fuse.js": "7.5.0",
    "pagefind": "1.6.0",
    "esbuild": "0.28.2",
}

BUNDLES = {
    "minisearch": 'export { default } from "minisearch"',
    "flexsearch": 'export { default } from "flexsearch"',
    "orama": 'export { create, insertMultiple, search } from "@orama/orama"',
    "lunr": 'import lunr from "lunr"; export default lunr',
    "fuse": 'export { default } from "fuse.js"',
}

KINDS = [
    ("asked", None, "asked"),
    ("blind", "development", "topics, dev."),
    ("blind", "held-out", "topics, held out"),
    ("misspelt", None, "misspelt"),
    ("later", "development", "later, dev."),
    ("later", "held-out", "later, held out"),
]

PAGEFIND = """async ([base, queries]) => {
    const pagefind = await import(base + "pagefind/pagefind.js");
    await pagefind.init();
    const out = [];
    for (const query of queries) {
        const { results } = await pagefind.search(query);
        const first = results.slice(0, 8).map((result) => result.data());
        out.push((await Promise.all(first)).map((data) => data.url));
    }
    return out;
}"""


def main() -> int:
    """Build, ask, count, and write the results."""
    rows = {(name, half): read(name, half) for name, half, _ in KINDS}
    crisis = read("crisis")
    questions = [row["query"] for part in rows.values() for row in part] + [
        row["query"] for row in crisis
    ]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if build(ROOT, work / "guide" / "site"):
            return 1
        site = work / "guide" / "site"
        install(work)
        material = plain_material(work / "plain")
        (work / "questions.json").write_text(json.dumps(questions), "utf-8")
        say("Asking ...")
        told = subprocess.run(
            [
                "node",
                str(HERE / "run.mjs"),
                str(work),
                str(ROOT / "docs/assets"),
                str(site / "assets/search.json"),
                str(material),
                str(work / "questions.json"),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        found = json.loads(told.stdout)
        sizes = {name: size_of(engine, site, work, material) for name, engine in found.items()}
        found["Pagefind, for reference"], sizes["Pagefind, for reference"] = pagefind(
            work, site, questions
        )
    text = results(found, sizes, rows, crisis)
    RESULTS.write_text(text, "utf-8")
    print(text)
    return 0


def say(words: str) -> None:
    """Tell the terminal what is going on."""
    print(words, file=sys.stderr)


def read(name: str, half: str | None = None) -> list[dict]:
    """The rows of a file of questions, or of one half of it."""
    with (HERE / "queries" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if half in (None, row.get("half"))]


def install(work: Path) -> None:
    """Put the engines into the folder, by name and version, and pack each as a page would get
    it."""
    say("Installing the engines ...")
    (work / "package.json").write_text(
        json.dumps({"private": True, "dependencies": PACKAGES}), "utf-8"
    )
    subprocess.run(
        ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"],
        cwd=work,
        check=True,
    )
    (work / "bundles").mkdir()
    for name, source in BUNDLES.items():
        (work / f"{name}.entry.mjs").write_text(source, "utf-8")
        subprocess.run(
            [
                "node_modules/.bin/esbuild",
                f"{name}.entry.mjs",
                "--bundle",
                "--minify",
                "--format=esm",
                f"--outfile=bundles/{name}.mjs",
                "--log-level=error",
            ],
            cwd=work,
            check=True,
        )


def plain_material(folder: Path) -> Path:
    """The index of Material's search for the guide's pages."""
    (folder / "docs").mkdir(parents=True)
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs")
        if name.parts[0] in ("for-clinics", "for-editors") or name.name == "search.md":
            continue
        target = folder / "docs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.read_bytes())
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump(
            {"site_name": "Plain", "theme": {"name": "material"}, "plugins": ["search"]}
        ),
        "utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder / "site/search/search_index.json"


def sent(*files: Path) -> int:
    """The bytes of some files as a host sends them."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def size_of(engine: dict, site: Path, work: Path, material: Path) -> int:
    """What a visitor gets when the search is opened: the index, the engine and what shows the
    results."""
    assets = site / "assets"
    if engine["which"] == "material":
        worker = next((material.parents[1] / "assets/javascripts/workers").glob("search.*.min.js"))
        return sent(material, worker)
    scripts = [
        assets / "find.js" if part == "find" else work / "bundles" / f"{part}.mjs"
        for part in engine["parts"]
    ] or [assets / "find.js"]
    return sent(assets / "search.json", assets / "search.js", *scripts)


def pagefind(work: Path, site: Path, questions: list[str]) -> tuple[dict, int]:
    """What Pagefind answers, run in a browser as it is meant to be, and what one search of it
    fetches."""
    say("Pagefind ...")
    subprocess.run(
        ["node_modules/.bin/pagefind", "--site", str(site), "--root-selector", "article"],
        cwd=work,
        check=True,
        capture_output=True,
    )
    with served(site) as base, chromium() as browser:
        tab = browser.new_page(bypass_csp=True)
        fetched = []
        tab.on("request", lambda request: fetched.append(request.url.removeprefix(base)))
        tab.goto(base)
        fetched.clear()
        tab.evaluate(PAGEFIND, [base, ["ketamine bladder"]])
        size = sent(*(site / name for name in {name.split("?")[0] for name in fetched}))
        answers = tab.evaluate(PAGEFIND, [base, questions])
    return {"answers": answers, "which": "pagefind"}, size


def rank(answer: list[str], right: list[str]) -> int:
    """The place of the first right page among the pages of an answer, from 0."""
    pages = list(dict.fromkeys(address.split("#")[0].strip("/") for address in answer))
    return next((place for place, page in enumerate(pages) if page in right), 99)


def results(found: dict, sizes: dict, rows: dict, crisis: list[dict]) -> str:
    """The results as a page of Markdown."""
    lines = [
        "# Which search finds best",
        "",
        f"Made by `python -m benchmarks.search` on {date.today().isoformat()}, "
        f"{platform.machine()}, node from the machine. The questions are in "
        "`benchmarks/search/queries/`; `benchmarks/search/README.md` says who wrote them and when.",
        "",
        "Each cell: how many in 100 questions get a right page first / among the first three. "
        "*Help*: how many in 100 urgent questions get the help page first. *Sent*: engine, index "
        "and list of results with gzip, in kB. *Time*: for one question, in the middle and for "
        "the slowest 5 in 100, in milliseconds, in node.",
        "",
        "| Engine | "
        + " | ".join(f"{title} ({len(rows[name, half])})" for name, half, title in KINDS)
        + f" | help ({len(crisis)}) | sent | time |",
        "|---" * (len(KINDS) + 4) + "|",
    ]
    for name, engine in found.items():
        if "failed" in engine:
            lines.append(f"| {name} | did not run: {engine['failed']} |" + " |" * (len(KINDS) + 2))
            continue
        answers = iter(engine["answers"])
        cells = []
        for kind, half, _ in KINDS:
            ranks = [rank(next(answers), row["pages"].split()) for row in rows[kind, half]]
            cells.append(
                " / ".join(
                    str(round(100 * sum(place < most for place in ranks) / len(ranks)))
                    for most in (1, 3)
                )
            )
        helped = [rank(answer, ["help/now"]) == 0 for answer in answers]
        times = f"{engine['median']:.1f}, {engine['most']:.1f}" if "median" in engine else ""
        lines.append(
            f"| {name} | "
            + " | ".join(cells)
            + f" | {round(100 * sum(helped) / len(helped))} | {sizes[name] / 1000:.1f} | {times} |"
        )
    versions = ", ".join(f"{name} {version}" for name, version in PACKAGES.items())
    lines += ["", f"Versions: {versions}.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
