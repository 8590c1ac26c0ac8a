"""The words in drawings keep to the rules for the words around them: numbers, length and reading
grade.

The rule on claims reads them by itself, with the words of all data files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hooks.data.figures import FILE, words_of
from hooks.finding import Finding
from hooks.text.passages import count_words, grade
from hooks.rules.numbers import faults
from hooks.rules.reading import HARDEST_PAGE, LONGEST_SENTENCE
from hooks.wording.patterns import split_sentences

if TYPE_CHECKING:
    from hooks.guide import Guide


def check_words(guide: Guide) -> Iterator[Finding]:
    """Everything in the drawings that a page might not say either."""
    if guide.figures is None:
        return
    places = guide.data_places[FILE]
    for name, (kind, figure) in guide.figures.by_name.items():
        texts = []
        for where, text in words_of(figure, (kind, name)):
            place = places.get(where) or places.get(where[:-1], (1, 1))
            if text.endswith((".", "?", "!")):
                texts.append(text)
            for _, sentence in split_sentences(text):
                for _, message, fix in faults(sentence):
                    yield Finding(FILE, *place, "numbers", message, fix)
            for _, sentence in split_sentences(text, whole=True):
                if count_words(sentence) > LONGEST_SENTENCE:
                    yield Finding(
                        FILE,
                        *place,
                        "reading-sentence",
                        f"This sentence has {count_words(sentence)} words; the most is"
                        f" {LONGEST_SENTENCE}.",
                        "Cut it in two.",
                    )
        level = grade(texts)
        if level > HARDEST_PAGE:
            yield Finding(
                FILE,
                *places.get((kind, name), (1, 1)),
                "reading-page",
                f'The words of the drawing "{name}" read at grade {level:.1f}; the most is'
                f" {HARDEST_PAGE:.0f}.",
                "Use shorter sentences and everyday words.",
            )
