"""What the drawings show: the data of ``docs/data/figures.yml``, checked.

A drawing never says more than the evidence does: what it states names
statements of the ledger, and its sources are among theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from hooks.data.data_file import DataFile
from hooks.data.field_types import (
    SENTENCE_END,
    Letters,
    Sentence,
    Slug,
    StatementNumber,
    Whole,
)
from hooks.data.load import Loaded, read_data
from hooks.data.schema import Model
from hooks.data.shown_text import ShownText
from hooks.finding import Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide

TEMPLATES = Path(__file__).resolve().parents[2] / "overrides" / "blocks" / "figures"
PATH = "docs/data/figures.yml"
DRAWINGS = "overrides/blocks/figures"
IN_TEMPLATE = re.compile(
    r"<(title|desc|text|figcaption|caption|p|li|th|td|h\d)\b[^<>]*>([^<>{}]+)<"
)
"""Words between two tags of a template. What comes from the data has braces."""

HUNDRED = 100
MARKS = 8
"""As many days as can be named below a line on a phone."""


STROKES = frozenset(
    (
        "evidence",
        "sources",
        "left",
        "right",
        "thread",
        "third",
        "place",
        "until",
    )
)
"""Fields whose words choose what is drawn, and are not read by a visitor."""


InHundred = Annotated[int, Whole(0, HUNDRED, "Write how many in 100 people it is.")]


class Backed(Model):
    """Something a drawing states: the statements it rests on, and their sources."""

    evidence: list[StatementNumber] = Field(min_length=1)
    sources: list[Slug] = []


class Drawing(Model):
    """What every drawing has: a title, and in words what it shows."""

    title: Annotated[str, Letters(1, 70)]
    caption: Sentence


# Loops

Pose = Literal[
    "reaches",
    "speaks",
    "listens",
    "tenses",
    "turns-away",
    "leaves",
    "alone",
    "waits",
    "sits",
    "drinks",
    "touches",
    "smiles",
    "checks-phone",
    "rests",
    "rides",
    "drives",
    "washes",
    "scrubs",
    "packs",
    "writes",
    "works",
    "offers",
    "admits",
    "texts",
    "snaps",
    "keeps-phone",
    "asks-for",
    "absent",
]
Third = Literal["", "listens", "speaks", "takes-notes"]
Place = Literal[
    "",
    "table",
    "cups",
    "phones",
    "rooms",
    "door",
    "porch",
    "clock",
    "night",
    "day",
    "calendar",
    "sofa",
    "recliner",
    "car",
    "sink",
    "list",
    "plates",
    "bill",
    "armchairs",
    "skies",
    "boxes",
    "boxes-by-day",
    "long-list",
    "hall",
]
Thread = Literal["slack", "taut", "tangled", "dropped", "none"]


class Pair(Model):
    """Two people in their poses, with a title.

    Its ``shows`` is what a person hears who cannot see the drawing.
    """

    left: Pose
    right: Pose
    title: Annotated[str, Letters(1, 26)]


class Step(Pair):
    """One step of a loop: what the two do, drawn and said, and the thread between them."""

    thread: Thread
    words: Annotated[str, Letters(3, 90), SENTENCE_END]
    shows: Annotated[str, Letters(3, 120), SENTENCE_END]


class Loop(Backed, Drawing):
    """A round of four steps, the last of which sets off the first.

    One that no study describes has no evidence.
    """

    evidence: list[StatementNumber] = []
    again: Annotated[str, Letters(3, 90), SENTENCE_END]
    steps: list[Step] = Field(min_length=4, max_length=4)


# Strips


class Scene(Backed, Pair):
    """One scene: a third person may sit across, and there may be a place around them.

    One that states no fact has no evidence.
    """

    evidence: list[StatementNumber] = []
    thread: Literal["slack", "taut", "tangled", "dropped", None] = None
    words: Annotated[str, Letters(3, 170), SENTENCE_END]
    shows: Annotated[str, Letters(3, 170), SENTENCE_END]
    third: Third = ""
    place: Place = ""


class Strip(Backed, Drawing):
    """A few scenes of two people, one after another or side by side.

    One that no study describes has no evidence.
    """

    evidence: list[StatementNumber] = []
    steps: list[Scene] = Field(min_length=2, max_length=4)


# Scales


class Scale(Model):
    """One of the two scales; ``at`` is a place from 0 to 100 for each of ``Scales.with_``."""

    name: Annotated[str, Letters(1, 40)]
    low: Annotated[str, Letters(1, 24)]
    high: Annotated[str, Letters(1, 24)]
    at: list[InHundred] = Field(min_length=2, max_length=3)


class Moves(Backed):
    """How a place on a scale moves after something happens."""

    title: Annotated[str, Letters(1, 40)]
    back: Annotated[str, Letters(3, 140), SENTENCE_END]
    stays: Annotated[str, Letters(3, 100), SENTENCE_END]


class Scales(Backed, Drawing):
    """Two sliding scales, with the places of one person in two or three company; and
    that people move.
    """

    with_: list[Annotated[str, Letters(1, 40)]] = Field(alias="with", min_length=2, max_length=3)
    scales: list[Scale] = Field(min_length=2, max_length=2)
    moves: Moves


# The alarm


class Moment(Backed):
    """One moment of the alarm. One that only tells a story has no evidence."""

    evidence: list[StatementNumber] = []
    title: Annotated[str, Letters(1, 34)]
    words: Annotated[str, Letters(3, 170), SENTENCE_END]


class Alarm(Drawing):
    """How an alarm rises and settles: four moments along one line."""

    shows: Annotated[str, Letters(3, 220), SENTENCE_END]
    moments: list[Moment] = Field(min_length=4, max_length=4)


# People


class Rate(Model):
    """How many people of ``of`` in each of the two groups."""

    effect: Annotated[str, Letters(1, 60)]
    counts: list[InHundred] = Field(min_length=2, max_length=2)


class Rates(Backed, Drawing):
    """People in rows: so many of 100 with a treatment, and so many with something else."""

    groups: list[Annotated[str, Letters(1, 40)]] = Field(min_length=2, max_length=2)
    said: Annotated[str, Letters(3, 200), SENTENCE_END]
    caution: Sentence
    rates: list[Rate] = Field(min_length=1)


# How long


class Span(Backed):
    """When half had slipped back, as a day; without a day nobody knows."""

    title: Annotated[str, Letters(1, 60)]
    words: Annotated[str, Letters(3, 160), SENTENCE_END]
    day: int | None = None
    within: int | None = None


class Counted(Model):
    """Spans that count the same people. Those of other people stand below another line."""

    who: Annotated[str, Letters(1, 80)]
    spans: list[Span] = Field(min_length=1)


class Spans(Drawing):
    """How long something lasts, along lines of days, one for each group of people counted."""

    days: int
    every: int
    unit: Annotated[str, Letters(1, 40)]
    groups: list[Counted] = Field(min_length=1)


# What passes when


class Fade(Backed):
    """One thing that passes; ``until`` is the last of the columns in which it may be there."""

    title: Annotated[str, Letters(1, 60)]
    words: Annotated[str, Letters(3, 200), SENTENCE_END]
    until: int


class Fades(Drawing):
    """What passes when, in columns of time that have no scale."""

    times: list[Annotated[str, Letters(1, 12)]] = Field(min_length=3, max_length=4)
    fades: list[Fade] = Field(min_length=2, max_length=6)


class FigureFile(Model):
    """``docs/data/figures.yml``: each kind of drawing, and those of the kind by name."""

    loops: dict[Slug, Loop] = {}
    strips: dict[Slug, Strip] = {}
    scales: dict[Slug, Scales] = {}
    alarms: dict[Slug, Alarm] = {}
    rates: dict[Slug, Rates] = {}
    spans: dict[Slug, Spans] = {}
    fades: dict[Slug, Fades] = {}

    @cached_property
    def by_name(self) -> dict[str, tuple[str, Model]]:
        """Every drawing with data: its kind, which is its template's name, and its data."""
        return {
            name: (kind, figure)
            for kind in FigureFile.model_fields
            for name, figure in getattr(self, kind).items()
        }


def plain_drawings() -> list[str]:
    """The drawings that need no data: a template of their own."""
    return sorted(
        file.stem for file in TEMPLATES.glob("*.html") if file.stem not in FigureFile.model_fields
    )


def drawings(file: FigureFile | None) -> list[str]:
    """The names of everything that can be drawn."""
    return sorted({*plain_drawings(), *(file.by_name if file else ())})


def _parts(record):
    """What a record holds, each part with its name or its number in the file."""
    if isinstance(record, BaseModel):
        return [
            (info.alias or name, getattr(record, name))
            for name, info in type(record).model_fields.items()
        ]
    if isinstance(record, dict):
        return record.items()
    return enumerate(record) if isinstance(record, list) else ()


def backed(record, where=()):
    """Everything in a record that rests on evidence, with its path."""
    if isinstance(record, Backed):
        yield where, record
    for name, part in _parts(record):
        yield from backed(part, (*where, name))


def cited(record) -> list[str]:
    """The sources of a drawing, in the order in which they stand."""
    return list(dict.fromkeys(source for _, part in backed(record) for source in part.sources))


def check(loaded: Loaded[FigureFile], guide: Guide) -> list[Finding]:
    """What does not fit: numbers into their picture, sources to their statements, names to
    templates.
    """
    findings: list[Finding] = []
    file = loaded.record
    if file is None:
        return findings
    statements = guide.ledger.statements if guide.statements else None

    def report(where, message, fix, rule="figure"):
        findings.append(loaded.finding(where, message, fix, rule))

    names: dict[str, str] = {}
    plain = plain_drawings()
    for kind in FigureFile.model_fields:
        for name, figure in getattr(file, kind).items():
            where = (kind, name)
            if name in names or name in plain:
                report(
                    where,
                    f'Two drawings have the name "{name}".',
                    "Give one of them another, here and on its page.",
                )
            names[name] = kind
            if not (TEMPLATES / f"{kind}.html").is_file():
                report(
                    where,
                    f'The drawing "{name}" has no template.',
                    f"Put it into overrides/blocks/figures/{kind}.html.",
                )
            _check_fit(figure, where, report)
            for inner, part in backed(figure, where):
                check_evidence(part, inner, report, statements, guide.known_sources)
    return findings


def check_evidence(part, where, report, statements, known_sources):
    """Report statements and sources that there are not, and sources that are not the statements'.

    Args:
        part: what is backed (see ``Backed``).
        where: its path in the file.
        report: called with the path, the message, the fix and, if it is another, the rule.
        statements: every statement by its number; None when they cannot be read.
        known_sources: the ids of all references; None when they cannot be read.
    """
    may = set()
    readable = statements is not None
    for n, number in enumerate(part.evidence):
        if statements is not None and number in statements:
            may |= set(statements[number].sources)
        elif statements is not None:
            readable = False
            report(
                (*where, "evidence", n),
                f'There is no statement "{number}".',
                nearest(number, statements, "Look for it in docs/data/statements.yml."),
                "statement-unknown",
            )
    for n, source in enumerate(part.sources):
        if known_sources is not None and source not in known_sources:
            report(
                (*where, "sources", n),
                f'There is no source "{source}".',
                nearest(
                    source,
                    known_sources,
                    "Look for it in docs/data/references.json, or add it there.",
                ),
                "source-unknown",
            )
        elif readable and source not in may:
            report(
                (*where, "sources", n),
                f'The source "{source}" is not among those of {_listed(part.evidence)}.',
                (
                    nearest(source, may)
                    if may
                    else "Name the statement that rests on it, or leave it out."
                ),
            )
    if readable and may and not part.sources:
        report(
            where,
            f"What is drawn here has no source, and {_listed(part.evidence)}"
            f" {'have' if len(part.evidence) > 1 else 'has'}.",
            f'Add "sources: [{", ".join(sorted(may))}]", or those of them that fit.',
        )


def _listed(numbers):
    return (
        f"the statement{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
        if numbers
        else "its statements, of which none is named"
    )


def _fit_rates(figure: Rates, where, report):
    for n, (before, rate) in enumerate(zip(figure.rates, figure.rates[1:], strict=False), 1):
        if rate.counts[0] > before.counts[0]:
            report(
                (*where, "rates", n),
                f'"{rate.effect}" is more common than what stands above it.',
                "Put the most common first.",
            )


def _fit_scales(figure: Scales, where, report):
    for n, scale in enumerate(figure.scales):
        if len(scale.at) != len(figure.with_):
            report(
                (*where, "scales", n, "at"),
                f'This scale has {len(scale.at)} places, and "with" has {len(figure.with_)}.',
                "Give each a place.",
            )


def _fit_spans(figure: Spans, where, report):
    if (
        figure.every < 1
        or figure.days % figure.every
        or not 1 <= figure.days // figure.every <= MARKS
    ):
        report(
            (*where, "every"),
            f"Marks every {figure.every} days do not fit a line of {figure.days} days.",
            f'Choose a part of "days" that goes into it up to {MARKS} times.',
        )
    for k, group in enumerate(figure.groups):
        for n, span in enumerate(group.spans):
            _check_span(span, figure.days, (*where, "groups", k, "spans", n), report)


def _check_span(span: Span, days: int, where, report):
    for name in ("day", "within"):
        day = getattr(span, name)
        if day is not None and not 0 < day <= days:
            report(
                (*where, name),
                f"Day {day} is not on the line, which has {days} days.",
                'Correct it, or make the line longer under "days".',
            )
    if span.day is not None and span.within is not None:
        report(
            (*where, "within"),
            '"day" and "within" are two ways to say when.',
            "Keep one of them.",
        )


def _fit_fades(figure: Fades, where, report):
    for n, fade in enumerate(figure.fades):
        if not 1 <= fade.until <= len(figure.times):
            report(
                (*where, "fades", n, "until"),
                f"There is no column {fade.until}.",
                f"Write a number from 1 to {len(figure.times)}.",
            )


def _fit_strip(figure: Strip, where, report):
    for n, step in enumerate(figure.steps):
        if step.left == step.right == "absent":
            report((*where, "steps", n, "right"), "Nobody is in this scene.", "Put somebody there.")
        elif step.thread and "absent" in (step.left, step.right):
            report(
                (*where, "steps", n, "thread"),
                "A thread hangs between two, and one of them is absent.",
                "Leave it out.",
            )


FITS: dict[type, Callable] = {
    Rates: _fit_rates,
    Scales: _fit_scales,
    Spans: _fit_spans,
    Fades: _fit_fades,
    Strip: _fit_strip,
}
"""What the numbers of each kind of drawing are held against."""


def _check_fit(figure, where, report):
    for kind, fit in FITS.items():
        if isinstance(figure, kind):
            fit(figure, where, report)


def words_of(record, where=()):
    """The words that a visitor reads in a drawing, each with its path in the file."""
    if isinstance(record, str):
        yield where, record
    for name, part in _parts(record):
        if name not in STROKES or not isinstance(record, BaseModel):
            yield from words_of(part, (*where, name))


def shown(loaded: Loaded[FigureFile], guide: Guide) -> Iterator[ShownText]:
    """The words of each drawing, those in its data and those in its template."""
    for name, (kind, figure) in (loaded.record.by_name if loaded.record else {}).items():
        text = ShownText(loaded, "", f'the drawing "{name}"', (kind, name))
        for where, words in words_of(figure, (kind, name)):
            text.add(where, words)
        yield text
    for file in sorted((guide.root / DRAWINGS).glob("*.html")):
        yield _of_template(file, guide.root)


def _of_template(file: Path, root: Path) -> ShownText:
    loaded = read_data(root, f"{DRAWINGS}/{file.name}")
    text = ShownText(loaded, "", f'the drawing "{file.stem}"')
    for n, match in enumerate(IN_TEMPLATE.finditer(loaded.text)):
        words = " ".join(unescape(match.group(2)).split())
        if words:
            start = match.start(2) + len(match.group(2)) - len(match.group(2).lstrip())
            before = loaded.text.rfind("\n", 0, start)
            loaded.places[(n,)] = (loaded.text.count("\n", 0, start) + 1, start - before)
            text.add((n,), words)
    return text


FILE = DataFile(PATH, FigureFile, check, shown)
