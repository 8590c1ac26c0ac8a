"""Links: the page and the place on it exist, and an address leads to a public page and to nobody
who looks on."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from html import unescape

from hooks.finding import LOOK_IN_NAV, Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text import web_addresses
from hooks.text.markdown_file import Line, MarkdownFile
from hooks.text.syntax import LINK
from hooks.text.text_file import read_text

RULE = Rule(
    {"link": ERROR, "link-place": ERROR}, reads_data=True, looks_beyond=True, is_about_signs=True
)


ADDRESS = re.compile(r"(?:https?|file)://[^\s\"'<>\[\](){},]+", re.I)
"""A whole address in a data file."""


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Addresses in data files that lead nowhere, or to somebody who looks on."""
    for path in (*guide.data, *([guide.edition.path] if guide.edition.own else ())):
        if "/rules/" in path or "/wording/" in path:  # examples of what is wrong
            continue
        text, _ = read_text(guide.root / path, path)
        for number, line in enumerate(text.split("\n"), 1):
            if "//" not in line:
                continue
            for match in ADDRESS.finditer(line):
                wrong = web_addresses.problem_with(match.group())
                if wrong:
                    yield Finding(path, number, match.start() + 1, "link", *wrong)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Links to pages, places and files that are not there, and links that are not relative."""
    for line in source.live:
        for match in LINK.finditer(line.text):
            yield from _link(source, guide, line, match)


def _link(
    source: MarkdownFile, guide: Guide, line: Line, match: re.Match[str]
) -> Iterator[Finding]:
    """What is wrong with one link or picture."""
    target = match.group(3)
    column = match.start(3) + 1
    if not target:
        yield Finding(
            source.path,
            line.number,
            column,
            "link",
            "This link goes nowhere.",
            'Put the page between the round brackets, such as "(limits.md)".',
        )
        return
    behind = line.text[match.end(3) : match.end()]
    if '"' in behind or "'" in behind:
        yield Finding(
            source.path,
            line.number,
            match.end(3) + 1,
            "link",
            "The words behind this address are shown by few browsers, and no rule reads them.",
            "Take them out; say what they say in the text.",
        )
    if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I):
        wrong = web_addresses.problem_with(unescape(target))
        if wrong:
            yield Finding(source.path, line.number, column, "link", *wrong)
        return
    wrong_place = _inside(source, guide, target)
    if wrong_place:
        yield Finding(source.path, line.number, column, *wrong_place)


def _inside(source: MarkdownFile, guide: Guide, target: str) -> tuple[str, str, str] | None:
    """Why a link inside the guide leads nowhere: rule, message and fix."""
    folder = posixpath.dirname(source.page)
    page, _, anchor = target.partition("#")
    if page.startswith("/"):
        wanted = page.lstrip("/")
    else:
        wanted = posixpath.normpath(posixpath.join(folder, page)) if page else source.page
    if page and not page.endswith(".md"):
        if (guide.docs / wanted).is_file():
            return None
        near = _nearest_page(wanted, guide, folder)
        fix = near or "Files that pages show or link to stand in docs/assets."
        return "link", f'There is no file "{page}".', fix
    if wanted not in guide.pages:
        fix = _nearest_page(wanted, guide, folder) or LOOK_IN_NAV
        return "link", f'There is no page "{page}".', fix
    if anchor and anchor not in guide.anchors(wanted):
        fix = nearest(
            anchor,
            guide.anchors(wanted),
            "Take the words of its heading, in small letters, with hyphens between them.",
        )
        return "link-place", f'The page "{wanted}" has no place "#{anchor}".', fix
    return None


def _nearest_page(wanted, guide, folder) -> str:
    """The fix that names the page meant: the same file in another folder, else one spelled much
    alike."""
    name = _name(wanted)
    by_name = {_name(page): page for page in guide.pages}
    close = difflib.get_close_matches(name, by_name, n=1, cutoff=0.75)
    return f'Did you mean "{posixpath.relpath(by_name[close[0]], folder or ".")}"?' if close else ""


def _name(page: str) -> str:
    """What a page is called: its file's name, or its folder's for the first page of a folder."""
    page = page.rstrip("/").removesuffix(".md").removesuffix("/index")
    return posixpath.basename(page)
