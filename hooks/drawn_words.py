"""The words in drawings keep to the rules for the words around them: numbers, length and reading grade.

The rule on claims reads them by itself, with the words of all data files.
"""

from __future__ import annotations

from pydantic import BaseModel

from hooks.figures import FILE, STROKES
from hooks.finding import Finding
from hooks.prose import count_words, grade
from hooks.rules.numbers import faults
from hooks.rules.reading import HARDEST_PAGE, LONGEST_SENTENCE
from hooks.wording import split_sentences


def check_words(guide):
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
                for match, message, fix in faults(sentence):
                    yield Finding(FILE, *place, "numbers", message, fix)
            for _, sentence in split_sentences(text, whole=True):
                if count_words(sentence) > LONGEST_SENTENCE:
                    yield Finding(FILE, *place, "reading-sentence",
                                  f"This sentence has {count_words(sentence)} words; the most is {LONGEST_SENTENCE}.", "Cut it in two.")
        level = grade(texts)
        if level > HARDEST_PAGE:
            yield Finding(FILE, *places.get((kind, name), (1, 1)), "reading-page",
                          f'The words of the drawing "{name}" read at grade {level:.1f}; the most is {HARDEST_PAGE:.0f}.',
                          "Use shorter sentences and everyday words.")


def words_of(record, where=()):
    """The words that a visitor reads in a drawing, each with its path in the file."""
    if isinstance(record, BaseModel):
        parts = [(info.alias or name, getattr(record, name)) for name, info in type(record).model_fields.items() if name not in STROKES]
    elif isinstance(record, dict):
        parts = record.items()
    elif isinstance(record, list):
        parts = enumerate(record)
    else:
        parts = ()
        if isinstance(record, str):
            yield where, record
    for name, part in parts:
        yield from words_of(part, (*where, name))
