"""Several pages as one, to print from one place: what ``/// booklet | page.md page.md`` becomes.

Their Markdown takes the place of the block, one heading lower, before anything
is read. So the sources are numbered through, and nothing is written twice.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree

from markdown.extensions.toc import unique
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from hooks.blocks import BY_NAME, with_trait
from hooks.blocks.engine import guide_markdown, guide_of
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import BLOCK_CLOSE, BLOCK_OPEN, CALL_MARK, LINK

BOOKLET = "booklet"
"""The class of the title of a booklet."""

LEFT_OUT = frozenset(BY_NAME) - with_trait("IN_BOOKLET")


class Booklet(Preprocessor):
    """Puts the text of the pages where the block stands."""

    def run(self, lines):
        found, until = [], None
        for line in lines:
            opened = BLOCK_OPEN.match(line)
            if until:
                closed = BLOCK_CLOSE.match(line)
                until = None if closed and closed.group(1) == until else until
            elif opened and opened.group(2) == "booklet" and self._has(opened.group(3) or ""):
                until = opened.group(1)
                for page in opened.group(3).split():
                    found += ["", *chapter(guide_of(self.md).pages[page]), ""]
                guide_markdown(self.md).guide_booklet = True
            else:
                found.append(line)
        return found

    def _has(self, pages: str) -> bool:
        return bool(pages) and all(page in guide_of(self.md).pages for page in pages.split())


def chapter(source: MarkdownFile) -> list[str]:
    """A page's Markdown as a chapter: headings one lower, links from the root of
    ``docs/``, without where to read on.
    """
    headings = {heading.line for heading in source.headings}
    folder = posixpath.dirname(source.page)

    def from_the_root(match):
        target = match.group(3)
        if not target or target.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
            return match.group()
        page, _, anchor = target.partition("#")
        place = (
            "/"
            + (posixpath.normpath(posixpath.join(folder, page)) if page else source.page)
            + (f"#{anchor}" if anchor else "")
        )
        start, end = (place - match.start() for place in match.span(3))
        return match.group()[:start] + place + match.group()[end:]

    found, until = [], None
    for line in source.prose:
        opened, closed = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
        if until:
            until = None if closed and closed.group(1) == until else until
        elif opened and opened.group(2) in LEFT_OUT:
            until = opened.group(1)
        else:
            text = LINK.sub(from_the_root, CALL_MARK.sub(_on_paper, line.text))
            found.append("#" + text if line.number in headings and text.startswith("#") else text)
    return found


def _on_paper(call: re.Match[str]) -> str:
    """A line for fear or violence is not named on paper: whoever it is about may find it."""
    return "a help line" if call.group(1).strip() in {"abuse", "harm"} else call.group()


class OwnNames(Treeprocessor):
    """Marks a booklet.

    A block that stands in several chapters is a region of the page in the first alone.
    """

    def run(self, root):
        if not guide_markdown(self.md).guide_booklet:
            return
        guide_markdown(self.md).guide_booklet = False
        # By which the stylesheet knows a booklet.
        root[0].set("class", BOOKLET)
        used: set[str] = set()
        for element in root.iter():
            name = element.get("id")
            if not name:
                continue
            own = unique(name, used)
            if own != name:
                _rename(root, element, name, own)


def _rename(root: etree.Element, element: etree.Element, name: str, own: str) -> None:
    element.set("id", own)
    # The one that it names is the last before it. Two regions with one name would tell nobody where
    # they are.
    naming = None
    for other in root.iter():
        if other.get("aria-labelledby") == name:
            naming = other
        if other is element:
            break
    if naming is not None:
        del naming.attrib["aria-labelledby"]
