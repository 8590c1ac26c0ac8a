"""Reads the built site: refuses what must not be published, and finishes what is.

It looks at the files a visitor gets, whatever made them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import html

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.publish.forbidden import (
    Allowed,
    Violation,
    in_data,
    in_page,
    in_picture,
    in_script,
    in_stylesheet,
    in_xml,
)
from hooks.publish.origins import Sources
from hooks.publish.policy import head_lines, is_closed, with_policy
from hooks.publish.stylesheet import UsedSelectors, purge, purge_again
from hooks.rendering.compare_with_source import CONTROL, check_built
from hooks.rules import files

THEME_FOLDERS = ("assets/javascripts", "assets/images")
"""What the theme copies into every site and no page of the guide asks for."""

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"}
"""Files in which nothing can run and nothing can be asked for."""

KNOWN = PICTURES | {
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".svg",
    ".xml",
    ".json",
    ".webmanifest",
    ".txt",
    ".gz",
    "",
}
"""Every kind of file that may be published; ``""`` is a file without an ending."""
MADE = {
    "assets/answers.json",
    "assets/edition.css",
    "assets/search.json",
    "feed.xml",
    "robots.txt",
    "sitemap.xml",
    "sitemap.xml.gz",
}
"""What the build writes beside the pages and the files of docs/assets."""

MARKS = re.compile(r' data-(?:block|content)="[\w-]*"')
"""What blocks leave in a page so that it can be held against its Markdown."""


def finish(
    site: Path,
    root: Path | None = None,
    opened: Sequence[str] = (),
    cache: Path | None = None,
    guide: Guide | None = None,
) -> list[Finding]:
    """Finish a built site in place, and say what must not be in it.

    Takes out the theme's scripts, keeps of its stylesheet what is used, and
    writes the policy into every page.

    Args:
        site: the folder of the built site.
        root: the project's root, in which the source of a fault is looked for.
        opened: the origins that a clinic has opened.
        cache: a folder in which work is kept for the next time.
        guide: what the site was built from; None when nothing is known of it.

    Returns:
        What a visitor must not get: anything from another origin, inline
        scripts, styles and handlers, calls that store or send; and, when the
        guide is known, pages that differ from what the rules have read.
    """
    for folder in THEME_FOLDERS:
        shutil.rmtree(site / folder, ignore_errors=True)
    for file in site.rglob("*.map"):
        file.unlink()
    faults = Faults(site, root)
    opened = tuple(opened)
    pages = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}
    used, trees = UsedSelectors(), {}
    for file, text in pages.items():
        name = _name(site, file)
        tree = trees[name] = html.document_fromstring(CONTROL.sub(" ", text))
        used.add(tree)
        closed = is_closed(name, text)
        faults.add(file, in_page(tree, Allowed(opened, closed)))
        faults.add(file, _with_policy(file, text, head_lines(closed, opened)))
    # The theme ships a second stylesheet, for colors; no page links to it.
    linked = {
        link for text in pages.values() for link in re.findall(r'href="[^"]*?([^/"]+\.css)"', text)
    }
    for file in site.rglob("*.css"):
        if file.name not in linked:
            file.unlink()
    sheets = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.css"))}
    for file, css in sheets.items():
        faults.add(file, in_stylesheet(css, Allowed(opened)))
    _purge(sheets, used, cache)
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        faults.add(file, _in_file(site, file, Allowed(opened)))
        if guide and not _is_known(_name(site, file), guide):
            problem = "This file would go online, and no rule has read what it was made from."
            faults.add(file, [Violation(1, problem, "Put it into docs/assets, or take it out.")])
        if file.suffix in (".js", ".mjs"):
            file.write_text(without_notes(_text(file)), "utf-8")
    return faults.findings() + (check_built(trees, guide) if guide else [])


def _with_policy(file: Path, text: str, lines: str) -> list[Violation]:
    """Write the policy into a page, and say so where there is no place for it."""
    closed = with_policy(text, lines)
    if closed is None:
        problem = "The page has no head, so it can carry no policy."
        return [Violation(1, problem, 'Write "<head>" and "</head>" before its body.')]
    file.write_text(MARKS.sub("", closed), "utf-8")
    return []


def _purge(sheets: dict[Path, str], used: UsedSelectors, cache: Path | None) -> None:
    """Keep of the stylesheets what is used."""
    if cache:
        purged = purge_again(list(sheets.values()), used, cache / "stylesheets.json")
    else:
        purged = purge(list(sheets.values()), used)
    for file, css in zip(sheets, purged, strict=True):
        file.write_text(css, "utf-8")


def without_notes(script: str) -> str:
    """A script without the lines that are only notes, and without what sets lines in; the rest
    stays readable.

    A script with a text over several lines stays as it is.
    """
    if "/*" in script or any(line.count("`") % 2 for line in script.splitlines()):
        return script
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _in_file(site: Path, file: Path, allowed: Allowed) -> Iterator[Violation]:
    """What must not be in a file that is neither a page nor a stylesheet."""
    kind = file.suffix.lower()
    if kind not in KNOWN:
        yield Violation(
            1,
            f'Nobody can tell what a file of this kind ("{kind}") loads.',
            "Publish its text as a page, or leave it out.",
        )
    elif kind in (".js", ".mjs"):
        yield from in_script(_text(file), _name(site, file), allowed)
    elif kind == ".svg":
        yield from in_picture(_text(file), allowed)
    elif kind == ".xml":
        yield from in_xml(_text(file), allowed)
    elif kind in (".json", ".webmanifest"):
        yield from in_data(_text(file), allowed)


def _is_known(name: str, guide: Guide) -> bool:
    """Whether a file of the site is a page (see ``check_built``), a file of docs/assets, or made by
    the build."""
    asset = guide.docs / name
    return (
        name.endswith(".html")
        or name in MADE
        or name.startswith("assets/")
        and asset.is_file()
        and asset.suffix in (*files.PICTURES, *files.CODE)
    )


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")


def _name(site: Path, file: Path) -> str:
    return file.relative_to(site).as_posix()


class _Told(NamedTuple):
    """What is told once: a fault at its source, or at the built file where none is known."""

    source: tuple[str, int] | None
    built: tuple[Path, int] | None
    message: str
    fix: str


class Faults:
    """What was found in a site; a fault of a template is told once, not for every page.

    Args:
        site: the folder of the built site.
        root: the project's root, if it is known.
    """

    def __init__(self, site: Path, root: Path | None):
        self.site, self.root = site, root
        self.sources = Sources(root) if root else None
        self.places: dict[_Told, list[tuple[Path, Violation]]] = {}

    def add(self, file: Path, violations) -> None:
        """Take in what was found in a file of the site."""
        for violation in violations:
            source = (
                self.sources.place(_name(self.site, file), violation.line, violation.needle)
                if self.sources
                else None
            )
            told = _Told(
                source,
                None if source else (file, violation.line),
                violation.message,
                violation.fix,
            )
            self.places.setdefault(told, []).append((file, violation))

    def findings(self) -> list[Finding]:
        """The findings, at the source where it is known, else at the built file."""
        found = []
        for (source, _, message, fix), places in self.places.items():
            file, violation = places[0]
            built = self._built(file)
            files = {file for file, _ in places}
            more = (
                f" and {len(files) - 1} more {'page' if len(files) == 2 else 'pages'}"
                if len(files) > 1
                else ""
            )
            if source is None:
                found.append(Finding(built, violation.line, 1, "published", message, fix))
            else:
                found.append(
                    Finding(
                        *source,
                        1,
                        "published",
                        message,
                        f"{fix} (Built: {built}, line {violation.line}{more}.)",
                    )
                )
        return found

    def _built(self, file: Path) -> str:
        near = self.root if self.root and file.is_relative_to(self.root) else self.site
        return file.relative_to(near).as_posix()
