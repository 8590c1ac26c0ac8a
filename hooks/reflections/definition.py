"""Reflections: what a definition may say, what its page must hold, and the plan both scorers use.

A reflection is two neighbors, ``docs/reflect/NAME.yml`` (questions, scale,
lines) and ``docs/reflect/NAME.md`` (everything a visitor reads, with
``/// quiz | NAME`` where the form stands). What all of them share stands in
``docs/data/reflect.en.yml``. What is wrong with one is found by
``hooks.reflections.checks``.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Annotated, Literal

from pydantic import AfterValidator

from hooks.data.field_types import Letters, Matching, Whole, Words
from hooks.data.schema import Model
from hooks.reflections.scoring import fewest_answers, near_totals, ranges

LANGUAGE = "en"
SHARED = f"docs/data/reflect.{LANGUAGE}.yml"
FOLDER = "docs/reflect"
SCHEMA = "docs/data/reflect.schema.json"

FEWEST_QUESTIONS = 4
FEWEST_ANSWERS = 3
PERCENT_ANSWERED = 75

NEW = "000000"
"""The fingerprint of a reflection that is still being written."""


# What may stand in a definition


def _between(low: int, high: int):
    def counted(value):
        if not low <= len(value) <= high:
            raise ValueError(f"has {len(value)} entries", f"It needs {low} to {high}.")
        return value

    return AfterValidator(counted)


@dataclass(frozen=True)
class Measured(Letters):
    """A text of so many letters, where a writer wants to know how many too many there are."""

    def check(self, value: str) -> str:
        high = self.high or len(value)
        if not self.low <= len(value) <= high:
            raise ValueError(
                f"is {len(value)} letters long",
                f"The limit is {self.low if len(value) < self.low else high}.",
            )
        return value


def _sentence(value: str) -> str:
    if not value.endswith((".", "?")):
        raise ValueError("has no end", "End it with a full stop or a question mark.")
    return value


def _named(pattern: str, fix: str) -> Matching:
    return Matching(f"^{pattern}$", "is not written as it has to be", fix)


ItemId = Annotated[
    str,
    _named(
        r"[a-z][a-z0-9]{0,11}",
        "Write a lower-case letter, then letters and digits, 12 signs at most.",
    ),
]
QuizId = Annotated[
    str, _named(r"[a-z][a-z0-9-]{1,30}", "Use lower-case letters, digits and hyphens.")
]


class Dimension(Model):
    """A bar: its name, and the lines between its texts in percent of the points."""

    name: Annotated[str, Measured(2, 24)]
    cuts: Annotated[list[Annotated[int, Whole(1, 99)]], _between(1, 4)]


class Lead(Model):
    """Which bars are compared, and how far ahead one has to be to stand out."""

    of: list[str]
    floor: Annotated[int, Whole(0, 60)] = 34
    margin_steps: Annotated[int, Whole(1, 4)] = 2


class Item(Model):
    """A question. Without ``dim`` it counts for nothing; with ``answers`` it may steer."""

    id: ItemId
    text: Annotated[str, Measured(8, 110), AfterValidator(_sentence)]
    dim: str | None = None
    reverse: bool = False
    answers: Annotated[dict[str, Annotated[str, Measured(1, 40)]], _between(2, 5)] | None = None
    private: bool = False
    say: Annotated[str, Measured(8, 400)] | None = None
    take: Annotated[str, Measured(8, 200)] | None = None


class Step(Model):
    """Questions shown together."""

    name: Annotated[str, Measured(2, 60)] | None = None
    note: Annotated[str, Measured(8, 400)] | None = None
    ask: Annotated[list[Item], _between(1, 6)]


class Skip(Model):
    """Questions that are left out after certain answers."""

    when: dict[str, list[str]]
    hide: list[str]


class Definition(Model):
    """``docs/reflect/NAME.yml``"""

    id: QuizId
    version: Annotated[int, Whole(1, 999)]
    fingerprint: Annotated[
        str,
        _named(
            r"[0-9a-f]{6}",
            'Copy the 6 signs from the message, or write "000000" in a new reflection.',
        ),
    ]
    kind: Literal["dimensions", "checklist"]
    window: Annotated[str, Measured(8, 90)] | None = None
    scale: str
    gate: str | None = None
    dimensions: Annotated[dict[str, Dimension], _between(0, 5)] = {}
    lead: Lead | None = None
    steps: Annotated[list[Step], _between(1, 10)]
    skip: list[Skip] = []

    @property
    def items(self) -> list[Item]:
        """Every question in order, with the private points."""
        return [item for step in self.steps for item in step.ask]


class Scale(Model):
    """Answers, from the least to the most."""

    labels: Annotated[list[Words], _between(3, 7)]
    settled: str | None = None
    skip: Words


class GatePath(Model):
    """A path beside the questions: how a visitor would say it, and what stands there."""

    say: Words
    text: Annotated[list[Words], _between(1, 6)]


class Gate(Model):
    """The choice of path before the questions: what is asked, and the answer that begins."""

    ask: Words
    start: Words
    start_text: Words
    paths: Annotated[list[GatePath], _between(1, 4)]
    after: Words


class Headings(Model):
    """The headings under which result texts stand."""

    bands: Words
    band: Words
    leads: Words
    one: Words
    mixed: Words
    even: Words
    quiet: Words
    unclear: Words
    list: Words
    some: Words
    clear: Words
    blank: Words


class Shared(Model):
    """``docs/data/reflect.en.yml``"""

    scales: dict[str, Scale]
    bands: dict[Literal["2", "3", "4", "5"], list[Words]]
    headings: Headings
    gates: dict[str, Gate]
    words: dict[str, Words]

    def names_of_bands(self, count: int) -> list[str]:
        """What the bands of a bar with so many are called."""
        return next(names for number, names in self.bands.items() if number == str(count))


INTERFACE = {
    "limits": "",
    "limits_list": "",
    "kept": "",
    "kept_without": "",
    "adults": "",
    "help": "",
    "own": "",
    "afraid": "",
    "afraid_link": "",
    "without": "",
    "without_list": "",
    "broken": "",
    "part": "number parts",
    "only_if": "conditions",
    "condition": "answers question",
    "private": "",
    "take": "",
    "start": "",
    "print_blank": "",
    "back": "",
    "continue": "",
    "gap_one": "",
    "gap_many": "count",
    "gap_question": "question",
    "result": "",
    "result_list": "",
    "between": "low high",
    "between_why": "",
    "few": "",
    "points": "points possible answered asked",
    "same": "",
    "lines": "",
    "all_texts": "",
    "answers": "",
    "no_answer": "",
    "change": "",
    "change_question": "question",
    "print_answers": "",
    "print": "",
    "printed": "",
    "clear": "",
    "cleared": "",
    "how": "",
    "hand": "",
    "paper_points": "",
    "paper_answer": "",
    "paper_reversed": "questions",
    "paper_usual": "",
    "paper_none": "",
    "paper_questions": "name questions",
    "paper_table": "",
    "paper_bar": "",
    "paper_answers": "count",
    "paper_range": "low high",
    "paper_fewer": "fewest",
    "paper_fewer_hidden": "asked fewest",
    "paper_near": "totals",
    "paper_near_totals": "totals count",
    "paper_floor": "total count",
    "paper_lead": "names",
    "paper_lead_unclear": "heading",
    "paper_lead_scale": "answered asked from to",
    "paper_lead_quiet": "floor heading",
    "paper_lead_even": "margin heading",
    "paper_lead_mixed": "margin heading",
    "paper_lead_one": "margin",
    "and": "first last",
    "or": "first last",
}
"""The names of the interface's words, each with what is filled in."""

BRACES = re.compile(r"\{(\w+)\}")


def fill(words: str, **values) -> str:
    """Put values into the places of ``words`` that stand in braces."""
    return BRACES.sub(lambda match: str(values.get(match.group(1), match.group(0))), words)


# A reflection that is in order


@dataclass(frozen=True)
class Question:
    """A question as the form shows it; ``number`` is None for a private point."""

    item: Item
    number: int | None
    answers: tuple[tuple[str, str], ...]
    skip_condition: str


@dataclass(frozen=True)
class Part:
    """A step as the form shows it."""

    number: int
    step: Step
    skip_condition: str
    questions: tuple[Question, ...]


@dataclass
class Reflection:
    """A definition without faults, with the words it is shown in."""

    definition: Definition
    shared: Shared

    @property
    def words(self) -> dict[str, str]:
        """The interface's words."""
        return self.shared.words

    @property
    def scale(self) -> Scale:
        """The answers of its questions."""
        return self.shared.scales[self.definition.scale]

    @property
    def gate(self) -> Gate | None:
        """The choice of path before its questions."""
        return self.shared.gates[self.definition.gate] if self.definition.gate else None

    @cached_property
    def plan(self) -> dict:
        """What both scorers need (see ``hooks.reflections.scoring``)."""
        definition = self.definition
        skip = [
            {"when": [[asked, values] for asked, values in rule.when.items()], "hide": rule.hide}
            for rule in definition.skip
        ]
        if definition.kind == "checklist":
            items = [item.id for item in definition.items if not item.private and not item.answers]
            return {
                "kind": "checklist",
                "settled": str(self.scale.labels.index(self.scale.settled or "")),
                "items": items,
                "skip": skip,
            }
        return {
            "kind": "dimensions",
            "low": 0,
            "high": len(self.scale.labels) - 1,
            "fewest": FEWEST_ANSWERS,
            "percent": PERCENT_ANSWERED,
            "dimensions": [
                {
                    "id": name,
                    "cuts": dimension.cuts,
                    "items": [
                        [item.id, item.reverse] for item in definition.items if item.dim == name
                    ],
                }
                for name, dimension in definition.dimensions.items()
            ],
            "lead": (
                {
                    "of": definition.lead.of,
                    "floor": definition.lead.floor,
                    "margin": definition.lead.margin_steps,
                }
                if definition.lead
                else None
            ),
            "skip": skip,
        }

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question that has something to tick."""
        return {
            item.id: number
            for number, item in enumerate(
                (item for item in self.definition.items if not item.private), 1
            )
        }

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The form, step by step."""
        parts = []
        for number, step in enumerate(self.definition.steps, 1):
            conditions = [self._skip_condition(item) for item in step.ask]
            whole = conditions[0] if len(set(conditions)) == 1 else ""
            questions = tuple(
                Question(
                    item, self.numbers.get(item.id), self._answers(item), "" if whole else words
                )
                for item, words in zip(step.ask, conditions, strict=False)
            )
            parts.append(Part(number, step, whole, questions))
        return tuple(parts)

    def _answers(self, item) -> tuple[tuple[str, str], ...]:
        if item.private:
            return ()
        if item.answers:
            return tuple(item.answers.items())
        return (
            *((str(value), label) for value, label in enumerate(self.scale.labels)),
            ("skip", self.scale.skip),
        )

    def _skip_condition(self, item) -> str:
        """The skip rules of a question in words, for a reader without the script."""
        steering = {other.id: other for other in self.definition.items}
        said = []
        for rule in self.definition.skip:
            if item.id not in rule.hide:
                continue
            conditions = [
                fill(
                    self.words["condition"],
                    question=self.numbers[asked],
                    answers=self.join(
                        [f'"{(steering[asked].answers or {})[value]}"' for value in values],
                        "or",
                    ),
                )
                for asked, values in rule.when.items()
            ]
            said.append(fill(self.words["only_if"], conditions=self.join(conditions)))
        return " ".join(said)

    def join(self, parts, how: str = "and") -> str:
        """Words in a row: "A", "A and B", "A, B and C"."""
        parts = [str(part) for part in parts]
        return (
            parts[0]
            if len(parts) == 1
            else fill(self.words[how], first=", ".join(parts[:-1]), last=parts[-1])
        )

    def band_words(self, dimension: Dimension) -> list[str]:
        """What the bands of a bar are called."""
        return self.shared.names_of_bands(len(dimension.cuts) + 1)

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """Every outcome that has a text, ``reach.1`` or ``lead.mixed``, by its heading."""
        headings, found = self.shared.headings, {}
        if self.definition.kind == "checklist":
            return {getattr(headings, name): f"list.{name}" for name in ("some", "clear", "blank")}
        for name, dimension in self.definition.dimensions.items():
            for number, band in enumerate(self.band_words(dimension), 1):
                found[fill(headings.band, name=dimension.name, band=band)] = f"{name}.{number}"
        if self.definition.lead:
            for name in self.definition.lead.of:
                found[fill(headings.one, name=self.definition.dimensions[name].name)] = (
                    f"lead.{name}"
                )
            # With two bars "more than one" is "all".
            others = (
                ("mixed", "even", "quiet", "unclear")
                if len(self.definition.lead.of) > 2
                else ("even", "quiet", "unclear")
            )
            found.update({getattr(headings, name): f"lead.{name}" for name in others})
        return found

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings of the parts of the page in which result texts stand."""
        headings = self.shared.headings
        if self.definition.kind == "checklist":
            return (headings.list,)
        return (headings.bands, headings.leads) if self.definition.lead else (headings.bands,)

    @cached_property
    def script_data(self) -> str:
        """What the page's script gets, as JSON that cannot end a script element."""
        said = (
            "gap_one",
            "gap_many",
            "gap_question",
            "between",
            "few",
            "points",
            "no_answer",
            "change",
            "change_question",
            "cleared",
        )
        value = {
            "plan": self.plan,
            "bands": {
                name: self.band_words(dimension)
                for name, dimension in self.definition.dimensions.items()
            },
            "words": {name: self.words[name] for name in said},
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    # The sheet to work it out by hand

    @cached_property
    def asked(self) -> dict[str, list[int]]:
        """How many questions of each bar can be left by the skip rules, most first."""
        paths = list(_paths(self.definition.items, self.definition.skip))
        return {
            name: sorted(
                {
                    sum(
                        item.dim == name and item.id not in hidden for item in self.definition.items
                    )
                    for hidden in paths
                },
                reverse=True,
            )
            for name in self.definition.dimensions
        }

    @cached_property
    def tables(self) -> list[dict]:
        """The totals of each band: one table for all bars that share lines and number
        of questions.
        """
        tables: dict[tuple, list[str]] = {}
        for name, dimension in self.definition.dimensions.items():
            tables.setdefault((tuple(self.asked[name]), tuple(dimension.cuts)), []).append(name)
        return [self._table(names, asked, list(cuts)) for (asked, cuts), names in tables.items()]

    def _table(self, names, asked, cuts):
        words, span = self.words, self.plan["high"]
        fewest = {count: fewest_answers(self.plan, count) for count in asked}
        counts = range(asked[0], min(fewest.values()) - 1, -1)
        columns = [ranges(cuts, count * span) for count in counts]
        rows = [
            (
                label,
                [
                    fill(words["paper_range"], low=column[number][0], high=column[number][1])
                    for column in columns
                ],
            )
            for number, label in enumerate(self.shared.names_of_bands(len(cuts) + 1))
        ]
        near = [
            fill(
                words["paper_near_totals"],
                count=count,
                totals=self.join(near_totals(cuts, count * span)),
            )
            for count in counts
        ]
        fewer = [fill(words["paper_fewer"], fewest=fewest[asked[0]])]
        fewer += [
            fill(words["paper_fewer_hidden"], asked=count, fewest=fewest[count])
            for count in asked[1:]
        ]
        return {
            "names": self.join([self.definition.dimensions[name].name for name in names]),
            "dimensions": names,
            "counts": list(counts),
            "columns": columns,
            "rows": rows,
            "notes": [*fewer, fill(words["paper_near"], totals=" ".join(near))],
        }

    @property
    def paper_questions(self) -> list[str]:
        """For each bar, the questions to add up."""
        return [
            fill(
                self.words["paper_questions"],
                name=dimension.name,
                questions=self.join(
                    [self.numbers[item.id] for item in self.definition.items if item.dim == name]
                ),
            )
            for name, dimension in self.definition.dimensions.items()
        ]

    @property
    def reversed_questions(self) -> str:
        """The numbers of the questions that count the other way round, in words; empty
        when there are none.
        """
        numbers = [self.numbers[item.id] for item in self.definition.items if item.reverse]
        return self.join(numbers) if numbers else ""

    @property
    def paper_lead_names(self) -> str:
        """Which bars are compared."""
        of = self.definition.lead.of if self.definition.lead else []
        return fill(
            self.words["paper_lead"],
            names=self.join([self.definition.dimensions[name].name for name in of]),
        )

    @property
    def paper_lead(self) -> list[str]:
        """How to see by hand whether one bar stands out: the same steps as ``scoring.lead``."""
        rule, words, headings = self.definition.lead, self.words, self.shared.headings
        if not rule:
            return []
        full, span = (
            sum(item.dim == rule.of[0] for item in self.definition.items),
            self.plan["high"],
        )
        fewest = min(
            fewest_answers(self.plan, count) for name in rule.of for count in self.asked[name]
        )
        counts = range(full, fewest - 1, -1)
        # Without scaling up, so that the line is the engine's in every case.
        floors = [
            fill(words["paper_floor"], total=-(-rule.floor * count * span // 100), count=count)
            for count in counts
        ]
        said = [
            fill(words["paper_lead_unclear"], heading=headings.unclear),
            fill(words["paper_lead_quiet"], floor=self.join(floors, "or"), heading=headings.quiet),
        ]
        for count in counts[1:]:
            points = count * (span - 1)
            said.append(
                fill(
                    words["paper_lead_scale"],
                    answered=count,
                    asked=full,
                    **{"from": points, "to": points * full // count},
                )
            )
        said.append(fill(words["paper_lead_even"], margin=rule.margin_steps, heading=headings.even))
        if len(rule.of) > 2:
            said.append(
                fill(words["paper_lead_mixed"], margin=rule.margin_steps, heading=headings.mixed)
            )
        said.append(fill(words["paper_lead_one"], margin=rule.margin_steps))
        return said


def _paths(items, skip):
    """The sets of questions that some answers leave out; the empty set is among them."""
    steering: dict[str, set[str | None]] = {}
    for rule in skip:
        for asked, values in rule.when.items():
            steering.setdefault(asked, {None}).update(values)
    names = sorted(steering)
    seen = set()
    for choice in product(*(sorted(steering[name], key=str) for name in names)):
        answers = dict(zip(names, choice, strict=False))
        hidden = frozenset(
            i
            for rule in skip
            if all(answers[asked] in values for asked, values in rule.when.items())
            for i in rule.hide
        )
        if hidden not in seen:
            seen.add(hidden)
            yield hidden


def fingerprint(definition: Definition, scale: Scale) -> str:
    """Six signs that change when a question, an answer or a line does."""
    parts = [
        scale.labels,
        [[item.id, item.text, item.dim, item.reverse, item.answers] for item in definition.items],
        [[name, dimension.cuts] for name, dimension in definition.dimensions.items()],
        definition.lead.model_dump() if definition.lead else None,
        [rule.model_dump() for rule in definition.skip],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:6]


def schema() -> str:
    """The JSON Schema of a definition, for editors that complete and check YAML as one types."""
    value = Definition.model_json_schema(by_alias=True)
    value["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    value["title"] = "A reflection"
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
