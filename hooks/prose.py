"""The sentences of a page as a visitor reads them, and how hard they are.

The measure is the Flesch-Kincaid grade (Kincaid and others, 1975) as textstat
0.7.8 works it out, over paragraphs and list items, each closed with a full
stop, without headings, tables, sources, marks and quoted claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hooks.source import (
    BLOCK_CLOSE,
    BLOCK_OPEN,
    HEADING,
    LINK,
    UNDERLINE,
    Source,
    Words,
    read_inline,
)

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


def passages(source: Source, say: Callable[[str], str] = str) -> list[Passage]:
    """Every paragraph and list item of a page, in order, without quoted claims.

    Args:
        source: the page.
        say: what stands for a help line, from its kind (see ``plain``).
    """
    return [passage for passage in all_passages(source, say) if is_prose(passage)]


def is_prose(passage: Passage) -> bool:
    """Whether a passage is running text in the guide's own voice."""
    return passage.kind in ("paragraph", "item") and "said" not in passage.block


def all_passages(source: Source, say: Callable[[str], str] = str) -> list[Passage]:
    """Everything a visitor reads on a page, in order, quoted claims included."""
    found: list[Passage] = []
    headings = {heading.line: heading for heading in source.headings}
    heading, under, section, indent = 0, "", -1, 0
    blocks: list[tuple[str, str]] = []
    parts: list = []
    kind, underlined = "paragraph", False

    def add(kind, parts, indent=0):
        raw, lines = "", []
        for number, column, text in parts:
            lines.append((len(raw), number, column))
            raw += text + " "
        raw = raw.rstrip()
        names = tuple(name for _, name in blocks)

        def put(kind, raw, shift=0):
            words = read_inline(raw, say)
            text = words.text
            if not text:
                return
            if kind in ("paragraph", "item") and not CLOSED.search(text):
                text += "."
            places = tuple((start - shift, number, column) for start, number, column in lines)
            found.append(
                Passage(
                    parts[0][0],
                    heading,
                    text,
                    kind,
                    names,
                    section,
                    indent,
                    raw,
                    words,
                    places,
                    under,
                )
            )

        put(kind, raw)
        if "![" in raw:
            for picture in LINK.finditer(raw):
                if picture.group(1):
                    put("picture", picture.group(2), picture.start(2))

    def close():
        if parts:
            add(kind, parts, indent)
        parts.clear()

    for line in source.prose:
        text = line.text.strip()
        if not text:
            close()
            continue
        first = len(line.text) - len(line.text.lstrip()) + 1
        if text[0] == "/":
            opened, closed = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
            if opened or closed:
                close()
            if closed:
                if blocks and blocks[-1][0] == closed.group(1):
                    blocks.pop()
                continue
            if opened:
                blocks.append((opened.group(1), opened.group(2)))
                if opened.group(3) and opened.group(2) not in (
                    "booklet",
                    "edition",
                    "figure",
                    "help-card",
                    "help-lines",
                    "ledger",
                    "quiz",
                    "rule",
                    "sheet",
                ):
                    add("argument", [(line.number, first + opened.start(3), opened.group(3))])
                continue
        head = headings.get(line.number)
        if head:
            close()
            heading, under, section = line.number, head.text, section + 1
            match = HEADING.match(line.text)
            underlined = not match
            add(
                "heading",
                [
                    (line.number, match.start(2) + 1, match.group(2))
                    if match
                    else (line.number, first, text)
                ],
            )
            continue
        if underlined:
            underlined = False
            if UNDERLINE.match(line.text):
                continue
        if RULED.fullmatch(text):
            close()
            continue
        if text[0] == "|":
            close()
            if TABLE_RULE.match(text):
                continue
            column = first
            for cell in text.split("|"):
                if cell.strip():
                    add(
                        "cell",
                        [(line.number, column + len(cell) - len(cell.lstrip()), cell.strip())],
                    )
                column += len(cell) + 1
            continue
        item = ITEM.match(line.text)
        if item:
            close()
            kind, indent = "item", first - 1
            rest = line.text[item.end() :].strip()
            if rest:
                parts.append((line.number, item.end() + 1, rest))
            continue
        if not parts:
            kind = "paragraph"
        if text[0] == ">":
            bare = text.lstrip("> ")
            first += len(text) - len(bare)
            text = bare
            if not text:
                close()
        if text:
            parts.append((line.number, first, text))
    close()
    return found


ENDLESS = re.compile(r"(\w{60})\w+")
"""A word that nobody wrote, whose syllables would take long to count."""


def grade(texts) -> float:
    """The reading grade of some passages' texts, 0 when there are none."""
    import textstat

    text = "\n".join(text[:-1] + "." if text.endswith(":") else text for text in texts)
    text = ENDLESS.sub(r"\1", text)
    return textstat.flesch_kincaid_grade(text) if text.strip() else 0.0


def count_words(sentence: str) -> int:
    """How many words a sentence has; a hyphenated word is one."""
    return len(re.findall(r"[\w'’-]+", sentence))
