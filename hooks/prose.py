"""The sentences of a page as a visitor reads them, and how hard they are.

The measure is the Flesch-Kincaid grade (Kincaid and others, 1975) as textstat
0.7.8 works it out, over paragraphs and list items, each closed with a full
stop, without headings, tables, sources, marks and quoted claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hooks.source import BLOCK_CLOSE, BLOCK_OPEN, HEADING, Source, plain

ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


@dataclass(frozen=True)
class Passage:
    """A paragraph or list item: its first line, the line of the heading it stands under (0 for none), its words."""

    line: int
    heading: int
    text: str

    @property
    def sentences(self) -> list[str]:
        """The sentences of the passage."""
        return [part for part in SENTENCE_END.split(self.text) if part.strip()]


def passages(source: Source, say: Callable[[str], str] = str) -> list[Passage]:
    """Every paragraph and list item of a page, in order, without quoted claims.

    Args:
        source: the page.
        say: what stands for a help line, from its kind (see ``plain``).
    """
    found: list[Passage] = []
    heading, first, words, said = 0, 0, [], None

    def close():
        text = plain(" ".join(words), say)
        if text:
            found.append(Passage(first, heading, text if re.search(r"[.!?:][\"”’)]*$", text) else text + "."))
        words.clear()

    for line in source.prose:
        text = line.text.strip()
        opened, closed = BLOCK_OPEN.match(text), BLOCK_CLOSE.match(text)
        head = HEADING.match(text)
        item = ITEM.match(line.text)
        if not text or opened or closed or head or item or text.startswith("|"):
            close()
        if said:
            if closed and closed.group(1) == said:
                said = None
            continue
        if opened and opened.group(2) == "said":
            said = opened.group(1)
        if head:
            heading = line.number
        if not text or opened or closed or head or text.startswith("|"):
            continue
        if not words:
            first = line.number
        words.append(line.text[item.end():].strip() if item else text)
    close()
    return found


def grade(texts) -> float:
    """The reading grade of some passages' texts, 0 when there are none."""
    import textstat

    text = "\n".join(text[:-1] + "." if text.endswith(":") else text for text in texts)
    return textstat.flesch_kincaid_grade(text) if text.strip() else 0.0


def count_words(sentence: str) -> int:
    """How many words a sentence has; a hyphenated word is one."""
    return len(re.findall(r"[\w'’-]+", sentence))
