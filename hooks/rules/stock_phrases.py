"""Phrases that stand again and again: readers skip what repeats, and miss it where it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.blocks import BY_NAME, with_trait
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import WARNING, Rule
from hooks.text.passages import Passage, prose_of, read_passages

RULE = Rule({"stock-phrase": WARNING}, looks_beyond=True, suppressible=False)

WORDS = 6
"""So many words in a row are a phrase."""
MOST = 6
"""A phrase may stand in so many places."""
NOT_READ_THROUGH = ("for-clinics", "for-editors", "about/evidence", "sheets", "reflect")
"""Pages that nobody reads from top to bottom. Of the texts of a reflection a reader meets a few."""
LEADS_ON = with_trait("LEADS_ON")
WORD = re.compile(r"[\w'’-]+")


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Each phrase that stands in too many places, at the first of them."""
    titles = " | ".join(_words(source.title) for source in guide.pages.values())
    found: dict[str, list[tuple[str, Passage, int]]] = {}
    for page, source in guide.pages.items():
        if page.startswith(NOT_READ_THROUGH):
            continue
        # The name of a help line is no phrase; here its kind stands for it.
        for passage in prose_of(read_passages(source, kinds=BY_NAME)):
            if LEADS_ON.isdisjoint(passage.block):
                for phrase, offset in _phrases(passage.text):
                    found.setdefault(phrase, []).append((page, passage, offset))
    told: dict[int, list[int]] = {}
    for phrase, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(places) <= MOST:
            break
        page, passage, offset = places[0]
        near = told.setdefault(id(passage), [])
        # Of a longer phrase only the run of words that stands most often is told.
        if phrase in titles or any(abs(offset - each) < len(phrase) for each in near):
            continue
        near.append(offset)
        yield Finding(
            guide.pages[page].path,
            *passage.place(offset),
            "stock-phrase",
            f'"{phrase}" stands in {len(places)} places.',
            "Say it where it changes what a reader does, and there in words of its own.",
        )


def _words(text: str) -> str:
    return " ".join(word.lower() for word in WORD.findall(text))


def _phrases(text: str) -> Iterator[tuple[str, int]]:
    """Every run of words of a text that is long enough, and where it begins."""
    words = list(WORD.finditer(text))
    for first, last in zip(words, words[WORDS - 1 :], strict=False):
        yield _words(text[first.start() : last.end()]), first.start()
