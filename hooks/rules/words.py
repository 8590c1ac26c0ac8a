"""Words a visitor may not know: clinical ones are explained, long ones have a plain one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from hooks.blocks import with_trait
from hooks.data.glossary import Term
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import WARNING, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import Passage, is_prose

RULE = Rule({"words-clinical": WARNING, "words-long": WARNING}, reads_data=True)


STAFF = ("for-clinics", "for-editors")
LEADS_ON = with_trait("LEADS_ON")
EXPLAINS = re.compile(
    r"(?i)\b(?:means?|called|that is|which is|which are|in other words|known as|is an?|is not"
    r"|meaning|the word|stands for|or)\b|[(:]"
)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """The first use of a clinical word without its meaning beside it, and long words."""
    if source.section in STAFF or source.page == "about/glossary.md" or source.is_exact:
        return
    prose = [
        passage
        for passage in guide.passages(source)
        if (is_prose(passage) or passage.kind == "heading") and LEADS_ON.isdisjoint(passage.block)
    ]
    text = "\n".join(passage.text for passage in prose)
    starts: list[int] = []
    length = 0
    for passage in prose:
        starts.append(length)
        length += len(passage.text) + 1
    whole = text.lower()

    def at(offset: int) -> tuple[int, int]:
        number = max(n for n, start in enumerate(starts) if start <= offset)
        return number, offset - starts[number]

    for term in guide.terms:
        if term.clinical:
            yield from _unexplained(source, term, prose, text, at)
    if guide.wording and guide.wording.lists.plainer:
        for match in _pattern(tuple(guide.wording.lists.plainer)).finditer(whole):
            number, offset = at(match.start())
            plainer = guide.wording.lists.plainer[match.group()]
            yield Finding(
                source.path,
                *prose[number].place(offset),
                "words-long",
                f'"{text[match.start() : match.end()]}" has a plainer word.',
                f'Write "{plainer}".',
            )


def _unexplained(
    source: MarkdownFile,
    term: Term,
    prose: list[Passage],
    text: str,
    at: Callable[[int], tuple[int, int]],
) -> Iterator[Finding]:
    """The first use of a clinical word, if its meaning does not stand beside it."""
    for match in _pattern(tuple(term.clinical)).finditer(text.lower()):
        number, offset = at(match.start())
        passage = prose[number]
        explained = _explained(passage.text, offset, match.end() - match.start())
        if passage.kind == "heading" and not explained:
            continue  # a heading may ask with the word alone
        if "glossary.md" not in passage.raw and not explained:
            yield Finding(
                source.path,
                *passage.place(offset),
                "words-clinical",
                f'"{text[match.start() : match.end()]}" is a clinical word and is not explained '
                "where it first stands.",
                "Put the common word first and this one in brackets, or say what it means: "
                f'"{term.meaning}"',
            )
        return


def _explained(text: str, start: int, length: int) -> bool:
    """Whether a word stands in brackets, or has its meaning right before or after it."""
    before, after = text[max(0, start - 90) : start], text[start + length : start + length + 90]
    if before.count("(") > before.count(")"):
        return True
    return (
        bool(EXPLAINS.search(after[:40]))
        or bool(
            re.search(
                r"(?i)\b(?:called|named|or|word|term|is|means)\s+(?:an?\s+|the\s+)?$|[,(]\s*$",
                before,
            )
        )
        or bool(re.match(r",\s+(?:an?|the|which|or|so|where)\b", after))
    )


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    return re.compile(
        r"\b(?:"
        + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        + r")\b"
    )
