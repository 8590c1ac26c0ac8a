"""What a visitor reads on a page, part by part: paragraphs, entries of lists, headings, cells."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from hooks.text.inline import Words, read_inline
from hooks.text.markdown_file import Heading, Line, MarkdownFile
from hooks.text.syntax import BLOCK_CLOSE, BLOCK_OPEN, HEADING, LINK, UNDERLINE

ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
ORDERED = re.compile(r"\s*\d+[.)]\s")
TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
RULED = re.compile(r"(?:[-*_] *+){3,}+")
"""A line across the page."""
CLOSED = re.compile(r"[.?!:][\"”’)]*$")


@dataclass(frozen=True)
class Passage:
    """A stretch of text that stands alone: a paragraph, a list item, a heading, a cell of a table,
    the words for a picture.

    Attributes:
        line: the number of its first line.
        heading: the line of the heading it stands under, 0 for none.
        text: its words, closed with a full stop when they were left open.
        kind: ``paragraph``, ``item``, ``heading``, ``cell``, ``picture`` (the words for those
            who cannot see it) or ``argument`` (the words after a block's name).
        block: the blocks it stands in, outermost first.
        section: which of the page's headings it stands under, -1 before the first.
        indent: for a list item, how far it is set in.
        raw: its Markdown, lines joined by spaces.
        words: its words, with their places in the Markdown.
        lines: for each of its lines, where it starts in ``raw``, its number and its column.
        under: the words of the heading it stands under.
        quoted: whether the guide quotes it in order to correct it.
    """

    line: int
    heading: int
    text: str
    kind: str = "paragraph"
    block: tuple[str, ...] = ()
    section: int = -1
    indent: int = 0
    raw: str = ""
    words: Words = Words("")
    lines: tuple[tuple[int, int, int], ...] = ()
    under: str = ""
    quoted: bool = False

    @property
    def sentences(self) -> list[str]:
        """The sentences of the passage."""
        return [part for part in SENTENCE_END.split(self.text) if part.strip()]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of the letter at ``offset`` of the text."""
        origin = self.words.origin(min(offset, max(len(self.words.text) - 1, 0)))
        line, column = self.line, 1
        for start, number, first in self.lines:
            if start > origin:
                break
            line, column = number, first + origin - start
        return line, column


class BlockKind(Protocol):
    """What has to be known of a kind of block to tell what of it a visitor reads.

    Attributes:
        ARGUMENT_IS_READ: whether a visitor reads the words after its name.
        QUOTES: whether its content is quoted in order to be corrected.
    """

    ARGUMENT_IS_READ: bool
    QUOTES: bool


def prose_of(passages: Iterable[Passage]) -> list[Passage]:
    """Those of some passages that are running text in the guide's own voice."""
    return [passage for passage in passages if is_prose(passage)]


def is_prose(passage: Passage) -> bool:
    """Whether a passage is a paragraph or a list item, and no quoted claim."""
    return passage.kind in ("paragraph", "item") and not passage.quoted


def read_passages(
    source: MarkdownFile,
    line_words: Callable[[str], str] = str,
    kinds: Mapping[str, type[BlockKind]] = MappingProxyType({}),
) -> list[Passage]:
    """Everything a visitor reads on a page, in order, quoted claims included.

    Args:
        source: the page.
        line_words: what stands for a help line, from its kind (see ``plain``).
        kinds: the kinds of block there are, by name. Of one that is not among them
            everything is read.
    """
    return _Reader(source, line_words, kinds).read()


class _Reader:
    """One reading of a page, line by line (see ``read_passages``)."""

    def __init__(
        self,
        source: MarkdownFile,
        line_words: Callable[[str], str],
        kinds: Mapping[str, type[BlockKind]],
    ):
        self.source, self.line_words, self.kinds = source, line_words, kinds
        self.found: list[Passage] = []
        self.headings = deque(source.headings)
        # The heading above: its line, its words, and its number on the page.
        self.heading, self.under, self.section = 0, "", -1
        self.blocks: list[tuple[str, str]] = []
        # The passage that goes on: its lines, with the number and the column of each.
        self.parts: list[tuple[int, int, str]] = []
        self.kind, self.indent = "paragraph", 0
        self.underlined = False

    def read(self) -> list[Passage]:
        """Every passage of the page."""
        for line in self.source.prose:
            self._line(line)
        self._close()
        return self.found

    def _line(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            self._close()
            return
        first = len(line.text) - len(line.text.lstrip()) + 1
        if text[0] == "/" and self._block(line, first):
            return
        # Of words laid out as a page several can stand on one line of their file.
        if (
            self.headings
            and self.headings[0].line == line.number
            and (self.source.is_page or text[0] == "#")
        ):
            self._heading(line, self.headings.popleft(), first)
            return
        if self.underlined:
            self.underlined = False
            if UNDERLINE.match(line.text):
                return
        item = ITEM.match(line.text)
        if RULED.fullmatch(text):
            self._close()
        elif text[0] == "|":
            self._close()
            self._row(line, first)
        elif item:
            self._close()
            self.kind, self.indent = "item", first - 1
            rest = line.text[item.end() :].strip()
            if rest:
                self.parts.append((line.number, item.end() + 1, rest))
        else:
            self._running(line, first)

    def _block(self, line: Line, first: int) -> bool:
        """Whether a line opens or closes a block."""
        opened, closed = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
        if opened or closed:
            self._close()
        if closed:
            if self.blocks and self.blocks[-1][0] == closed.group(1):
                self.blocks.pop()
        elif opened:
            self.blocks.append((opened.group(1), opened.group(2)))
            kind = self.kinds.get(opened.group(2))
            if opened.group(3) and (kind is None or kind.ARGUMENT_IS_READ):
                place = first + opened.start(3)
                self._add("argument", [(line.number, place, opened.group(3))])
        return bool(opened or closed)

    def _heading(self, line: Line, head: Heading, first: int) -> None:
        self._close()
        self.heading, self.under, self.section = line.number, head.text, self.section + 1
        match = HEADING.match(line.text)
        self.underlined = not match
        column, words = (
            (match.start(2) + 1, match.group(2)) if match else (first, line.text.strip())
        )
        self._add("heading", [(line.number, column, words)])

    def _row(self, line: Line, first: int) -> None:
        """The cells of a row of a table."""
        text, column = line.text.strip(), first
        if TABLE_RULE.match(text):
            return
        for cell in text.split("|"):
            if cell.strip():
                place = column + len(cell) - len(cell.lstrip())
                self._add("cell", [(line.number, place, cell.strip())])
            column += len(cell) + 1

    def _running(self, line: Line, first: int) -> None:
        """A line of a paragraph, or one that an item goes on with."""
        text = line.text.strip()
        if not self.parts:
            self.kind = "paragraph"
        if text[0] == ">":
            bare = text.lstrip("> ")
            first += len(text) - len(bare)
            text = bare
            if not text:
                self._close()
        if text:
            self.parts.append((line.number, first, text))

    def _close(self) -> None:
        """End the passage that goes on."""
        if self.parts:
            self._add(self.kind, self.parts, self.indent)
        self.parts = []

    def _add(self, kind: str, parts: list[tuple[int, int, str]], indent: int = 0) -> None:
        raw, lines = "", []
        for number, column, text in parts:
            lines.append((len(raw), number, column))
            raw += text + " "
        raw = raw.rstrip()
        self._put(kind, raw, indent, lines)
        if "![" in raw:
            for picture in LINK.finditer(raw):
                if picture.group(1):
                    self._put("picture", picture.group(2), indent, lines, picture.start(2))

    def _put(
        self, kind: str, raw: str, indent: int, lines: list[tuple[int, int, int]], shift: int = 0
    ) -> None:
        """One passage; ``shift`` says how far it stands behind the start of its lines."""
        words = read_inline(raw, self.line_words)
        text = words.text
        if not text:
            return
        if kind in ("paragraph", "item") and not CLOSED.search(text):
            text += "."
        self.found.append(
            Passage(
                lines[0][1],
                self.heading,
                text,
                kind,
                tuple(name for _, name in self.blocks),
                self.section,
                indent,
                raw,
                words,
                tuple((start - shift, number, column) for start, number, column in lines),
                self.under,
                any(name in self.kinds and self.kinds[name].QUOTES for _, name in self.blocks),
            )
        )
