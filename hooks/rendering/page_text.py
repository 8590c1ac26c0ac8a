"""What a page shows, part by part, to tell whether it is still what was read and signed.

A page is made as the site makes it, so whatever ends up on it counts: its own
words, what its blocks take from data, the sources it lists, the meanings of
words that open. Nothing has to be named here for a new block to be covered.
What counts is what a reader sees or hears: text, names for a screen reader,
where links lead, and every stroke of a drawing. Other markup does not.

A few things on a page change without anybody having changed the page, such as
the number of a help line or the list of pages that use a source. An element
that carries ``data-signed-as`` counts as what that attribute says, and the
element says beside it why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import html
from markdown import Markdown

from hooks.guide import Guide
from hooks.rendering.extension import GuideExtension
from hooks.rendering.signed_as import SignedAs
from hooks.text.markdown_file import MarkdownFile

HEAD = "its title and description"
START = "its beginning"
SOURCES = "its list of sources"
MEANINGS = "the meanings of its words"

READ_OUT = ("alt", "aria-label", "content", "href", "placeholder", "src", "start", "title", "value")
"""Attributes that a reader sees, hears or follows."""

NOT_DRAWN = frozenset(("aria-hidden", "aria-labelledby", "focusable", "id", "role"))
"""Attributes inside a drawing that draw nothing."""


@dataclass(frozen=True)
class Part:
    """A part of a page.

    Attributes:
        name: how a sentence calls it.
        line: where it begins in the page's file.
        files: the data files its blocks take words from.
    """

    name: str
    line: int
    files: tuple[str, ...] = ()


_LAST: dict[tuple[str, bool], tuple[str, dict[str, str]]] = {}
"""What a preview found out the last time: for a page, what it was made from, and its digests."""


class PageText:
    """What the pages of a guide show."""

    def __init__(self, guide: Guide):
        self.guide = guide
        self._digests: dict[str, dict[str, str]] = {}

    def digests(self, page: str) -> dict[str, str]:
        """A digest of what a page shows for each of its parts, in their order.

        A preview asks for every page after every edit. So what did not change since
        is not made again.
        """
        if page not in self._digests:
            made_from = self._made_from(page)
            before, digests = _LAST.get((page, self.guide.every_edition), ("", {}))
            if not made_from or before != made_from:
                digests = {name: _digest(text) for name, text in self.on(page).items()}
                _LAST[page, self.guide.every_edition] = made_from, digests
            self._digests[page] = digests
        return self._digests[page]

    def _made_from(self, page: str) -> str:
        """All that the page is made from: its own text, the data, and of other pages what
        it shows. Nothing when that is not known.
        """
        if not self.guide.made_from:
            return ""
        source = self.guide.pages[page]
        others: Iterable[MarkdownFile] = ()
        if any(kind.READS_PAGES for kind, _ in self.guide.blocks_on(source)):
            others = self.guide.pages.values()
        lines = (line.text for each in (source, *others) for line in each.lines)
        return _digest("\n".join((self.guide.made_from, self.guide.cross_page_digest(), *lines)))

    @cached_property
    def _markdown(self) -> Markdown:
        markdown = Markdown(extensions=["tables", "fenced_code", "toc", GuideExtension(self.guide)])
        signed_as = markdown.treeprocessors["guide-signed-as"]
        assert isinstance(signed_as, SignedAs)
        signed_as.comparing = True
        return markdown

    def on(self, page: str) -> dict[str, str]:
        """What a page shows, by the names of its parts in their order."""
        source = self.guide.pages[page]
        parts = {HEAD: "\n".join(str(source.meta.get(k, "")) for k in ("title", "description"))}
        made = self._markdown.reset().convert("\n".join(line.text for line in source.body))
        name = START
        for element in html.fragments_fromstring(made or "<p></p>"):
            if isinstance(element, str):
                text = element
            else:
                name = _begun_by(element) or name
                text = "".join(_words(element))
            parts[name] = f"{parts.get(name, '')} {text}"
        return {name: " ".join(text.split()) for name, text in parts.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _begun_by(element: html.HtmlElement) -> str:
    """The name of the part that an element begins; nothing where the one before it goes on."""
    kind = element.get("class", "")
    if kind == "sources":
        return SOURCES
    if kind == "meanings":
        return MEANINGS
    # The texts of a reflection's results stand in a box with their heading.
    heading = element.find("h2") if "data-results" in element.attrib else element
    if heading is None or heading.tag != "h2":
        return ""
    return named(" ".join(heading.text_content().split()))


def named(heading: str) -> str:
    """How a sentence calls the part under a heading."""
    return f'"{heading}"'


def _words(element: html.HtmlElement, drawn: bool = False) -> Iterator[str]:
    """Everything of an element that a reader sees, hears or follows."""
    if isinstance(element.tag, str):  # a comment has none
        drawn = drawn or element.tag == "svg"
        for name, value in sorted(element.attrib.items()):
            # Words for the script stand in data-..., and differ from its switches by their spaces.
            spoken = name in READ_OUT or (name.startswith("data-") and " " in value.strip())
            if spoken or (drawn and name not in NOT_DRAWN):
                yield f"[{value}]"
        yield element.text or ""
        for child in element:
            yield from _words(child, drawn)
            yield child.tail or ""


def parts_of(guide: Guide, source: MarkdownFile) -> dict[str, Part]:
    """Where the parts of a page stand in its file, and which data files their blocks read."""
    top = source.headings[0].line if source.headings else 1
    lines = dict.fromkeys((HEAD, START, SOURCES, MEANINGS), top)
    for heading in source.headings:
        if heading.level == 2:
            lines.setdefault(named(heading.text), heading.line)
    files = {SOURCES: ["docs/data/references.json"], MEANINGS: ["docs/data/glossary.yml"]}
    for kind, block in guide.blocks_on(source):
        name = max(
            (name for name, line in lines.items() if line <= block.line),
            key=lambda name: (lines[name], name == START),
            default=START,
        )
        files.setdefault(name, []).extend(kind.data_files(block.argument))
    return {
        name: Part(name, line, tuple(dict.fromkeys(files.get(name, ()))))
        for name, line in lines.items()
    }
