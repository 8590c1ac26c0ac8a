"""The decision aid: what a person can choose, side by side, in equal detail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Annotated

from markdown.extensions.toc import slugify
from pydantic import Field

from hooks.data.data_file import DataFile
from hooks.data.field_types import QUESTION_MARK, Letters, Sentence, Slug, Words
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.data.shown_text import ShownText
from hooks.finding import Finding, nearest
from hooks.text.evidence_marks import MarkError, read_mark
from hooks.text.readability import count_words

if TYPE_CHECKING:
    from hooks.guide import Guide

PATH = "docs/data/options.yml"
PAGE = "ketamine/compare-options.md"
ADVICE = "practical advice"

MOST_OPTIONS = 12
"""As many columns as the stylesheet can hide and show."""

GOOD, BAD = "good", "bad"
"""The questions whose answers have to be told at about the same length."""

UNEVEN = 2.0
"""How many times as long the one may be."""

FAR = 1.6
"""How many times as long or short as the middle one all answers of an option may be."""

SHARE = re.compile(r"\b(\d[\d,]*)(?: people| couples)? in (100|1,000)\b")

Question = Annotated[str, Letters(3, 160), QUESTION_MARK]
Label = Annotated[str, Letters(2, 50)]


class Row(Model):
    """A question that every option answers."""

    id: Slug
    ask: Annotated[str, Letters(3, 60), QUESTION_MARK]


class Answer(Model):
    """What can be said; ``paper`` stands there when it is printed."""

    say: Annotated[Sentence, Letters(high=240)]
    sources: list[Slug] = []
    mark: Words
    paper: Annotated[Sentence, Letters(high=240)] | None = None

    @property
    def markdown(self) -> str:
        """The answer as it would stand on a page."""
        sources = "".join(f"[^{i}]" for i in self.sources)
        return f"{self.say}{sources} {self.mark_as_written}"

    @property
    def mark_as_written(self) -> str:
        """The mark as it would stand on a page."""
        return f"[{ADVICE}]" if self.mark == ADVICE else f"[evidence: {self.mark}]"


class Option(Model):
    """Something a person can choose."""

    id: Slug
    name: Label
    what: Annotated[Sentence, Letters(high=90)]
    answers: dict[Slug, Answer]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return slugify(self.name, "-")


class Matter(Model):
    """Something a person may weigh: where to look, and what to ask."""

    id: Slug
    say: Label
    look: Slug
    ask: Question


class OptionFile(Model):
    """``docs/data/options.yml``."""

    questions: list[Row]
    options: list[Option] = Field(min_length=2, max_length=MOST_OPTIONS)
    matters: list[Matter]
    asks: list[Question]


def check(loaded: Loaded[OptionFile], guide: Guide) -> Iterator[Finding]:
    """What is wrong with the options as a whole."""
    file, references = loaded.record, guide.known_sources
    finding = partial(loaded.finding, rule="options")
    if file is None:
        return
    asked = [row.id for row in file.questions]
    yield from _twice(file, finding)
    for n, option in enumerate(file.options):
        yield from _option(option, ("options", n), asked, finding, references)
    yield from _lengths(file.options, finding)
    for n, matter in enumerate(file.matters):
        if matter.look not in asked:
            yield finding(
                ("matters", n, "look"),
                f'There is no question "{matter.look}".',
                nearest(matter.look, asked),
            )


def _twice(file: OptionFile, finding) -> Iterator[Finding]:
    """Ids that a list holds a second time."""
    for kind in ("questions", "options", "matters"):
        seen = set()
        for n, entry in enumerate(getattr(file, kind)):
            if entry.id in seen:
                yield finding(
                    (kind, n, "id"),
                    f'The id "{entry.id}" stands here a second time.',
                    "Give one of them another.",
                )
            seen.add(entry.id)


def _option(option: Option, at: tuple, asked: list[str], finding, references) -> Iterator[Finding]:
    """Questions an option does not answer, and what is wrong with its answers."""
    for name in asked:
        if name not in option.answers:
            yield finding(
                (*at, "answers"),
                f'"{option.name}" does not answer the question "{name}".',
                f'Add "{name}" to its answers. If nothing is known, say so: "Not found, so ask."',
            )
    for name, answer in option.answers.items():
        here = (*at, "answers", name)
        if name not in asked:
            yield finding(here, f'There is no question "{name}".', nearest(name, asked))
        yield from _answer(answer, here, finding, references)
    yield from _even(option, at, finding)


def _lengths(options: list[Option], finding) -> Iterator[Finding]:
    """Options that are told in much more or less detail than the others."""
    lengths = [_length(option) for option in options]
    middle = median(lengths)
    for n, (option, length) in enumerate(zip(options, lengths, strict=True)):
        if length * FAR < middle or length > middle * FAR:
            yield finding(
                ("options", n, "name"),
                f'"{option.name}" takes {length} words, and the middle option takes {middle:.0f}.',
                "Tell each option in about the same detail, so that none looks better for being"
                " longer.",
            )


def _answer(answer: Answer, here, finding, references):
    for k, i in enumerate(answer.sources):
        if references is not None and i not in references:
            yield finding(
                (*here, "sources", k),
                f'There is no source "{i}".',
                nearest(i, references, "Look for it in docs/data/references.json."),
            )
    if answer.mark == ADVICE:
        if answer.sources:
            yield finding(
                (*here, "mark"),
                "Practical advice rests on no source.",
                'Take the source away, or write how sure it is: "moderate 21.2".',
            )
    else:
        try:
            read_mark(answer.mark)
        except MarkError as fault:
            yield finding(
                (*here, "mark"),
                f"{fault}.",
                'Write a mark as on a page: "strong 17.2", or "practical advice".',
            )
    for match in SHARE.finditer(answer.say):
        if int(match.group(1).replace(",", "")) > int(match.group(2).replace(",", "")):
            yield finding(
                (*here, "say"),
                f'"{match.group()}" is more than all of them.',
                "Look the number up in its source again.",
            )


def _even(option: Option, at, finding):
    if not {GOOD, BAD} <= option.answers.keys():
        return
    good, bad = (count_words(option.answers[name].say) for name in (GOOD, BAD))
    if max(good, bad) > UNEVEN * min(good, bad):
        yield finding(
            (*at, "answers", BAD if bad < good else GOOD),
            f'"{option.name}" tells its good points in {good} words and its bad points in {bad}.',
            "Say both at about the same length.",
        )


def _length(option: Option) -> int:
    return sum(count_words(answer.say) for answer in option.answers.values())


def shown(loaded: Loaded[OptionFile], guide: Guide) -> Iterator[ShownText]:
    """Every word of the options."""
    file = loaded.record
    text = ShownText(loaded, PAGE)
    for n, option in enumerate(file.options if file else ()):
        at = ("options", n)
        text.heading((*at, "name"), option.name)
        text.add((*at, "what"), option.what, ((*at, "what"), f"[{ADVICE}]"))
        for name, answer in option.answers.items():
            here = (*at, "answers", name)
            marks = [((*here, "mark"), answer.mark_as_written)]
            if answer.sources:
                cited = "".join(f"[^{source}]" for source in answer.sources)
                marks.insert(0, ((*here, "sources"), cited))
            text.add((*here, "say"), answer.say, *marks)
            text.add((*here, "paper"), answer.paper, ((*here, "paper"), f"[{ADVICE}]"))
    for n, matter in enumerate(file.matters if file else ()):
        text.add(("matters", n, "ask"), matter.ask)
    for n, ask in enumerate(file.asks if file else ()):
        text.add(("asks", n), ask)
    yield text


FILE = DataFile(PATH, OptionFile, check, shown, optional=True)
