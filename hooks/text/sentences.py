"""The sentences of a text."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=\S)")

LONGEST = 4000
"""The most letters that are looked at as one sentence."""


def split_sentences(text: str, whole: bool = False) -> list[tuple[int, str]]:
    """The sentences of a text, each with its place.

    Args:
        text: the text.
        whole: whether to leave a sentence of thousands of letters in one piece,
            which nobody wrote and which takes long to look through.
    """
    found, position = [], 0
    for end in SENTENCE_END.finditer(text):
        found.append((position, text[position : end.start()] + end.group().rstrip()))
        position = end.end()
    found.append((position, text[position:]))
    found = [(place, part) for place, part in found if part.strip()]
    if whole or len(text) <= LONGEST:
        return found
    return [
        (place + cut, part[cut : cut + LONGEST])
        for place, part in found
        for cut in range(0, len(part), LONGEST)
    ]
