"""What is wrong with a reflection: its definition, its page and the words all of them share.

Everything is found in one go: beside the strict models of ``hooks.reflections.definition``,
which stop at a field of the wrong type, stands a sketch that forgives mistakes.
"""

from __future__ import annotations

import re
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from hooks.finding import Finding, nearest
from hooks.text.passages import count_words, grade, prose_of, read_passages
from hooks.reflections.definition import (
    BRACES,
    FEWEST_ANSWERS,
    FEWEST_QUESTIONS,
    FOLDER,
    INTERFACE,
    NEW,
    SHARED,
    Dimension,
    Lead,
    Definition,
    Reflection,
    Shared,
    fingerprint,
    Scale,
)
from hooks.data.help_lines import HelpKind
from hooks.data.load import read_data
from hooks.data.shown_text import ShownText
from hooks.data.schema import validate
from hooks.text.markdown_file import CALL_MARK, LINK, MarkdownFile
from hooks.text.yaml_file import Place

LABELS = re.compile(
    r"\b(pursuers?|withdrawers?|distancers?|avoidants?|anxious|fawners?|narcissists?|codependents?|stonewallers?|"
    r"(in)?secure (person|people|type)|your (attachment )?(style|type) is)\b",
    re.I,
)
DIAGNOSES = re.compile(
    r"\b(disorders?|diagnos\w*|syndromes?|symptoms?|patholog\w*|PTSD|depressi\w+|borderline|bipolar)\b",
    re.I,
)
RESULT_WORDS = (
    (
        re.compile(r"(?:^|(?<=[.?!] ))You(?: are|'re|’re)\b(?! not\b)"),
        'starts a sentence with "You are"',
        "Say what the person does, not what they are.",
    ),
    (LABELS, "labels the person", "Say what they do, not what they are."),
    (DIAGNOSES, "sounds like a diagnosis", "Describe what happens, in plain words."),
    (
        re.compile(r"\bbecause of your (childhood|past|parents)|nervous system is\b", re.I),
        "names a cause that answers cannot show",
        'Leave it out, or say "may" and name no cause.',
    ),
    (
        re.compile(r"\b(couples like you|will (divorce|break up|last)|divorce)\b", re.I),
        "makes a forecast",
        "Leave it out.",
    ),
    (
        re.compile(r"%|\b(per ?cent|percentile|rank|scores?|high risk|severe|red flag)\b", re.I),
        "grades the person",
        "Say it in words, without grade or number.",
    ),
    (
        re.compile(r"\b(most|other|normal) (people|couples)|average\b", re.I),
        "compares with other people",
        "The questions have no norms; leave it out.",
    ),
    (
        re.compile(r"\b(book (a|an|now|your)|buy|sign up|make an appointment|contact us)\b", re.I),
        "sells something",
        "Give one neutral link to ways of getting help.",
    ),
)
"""What a result text must not do: what to look for, what is wrong, how to put it right."""

ITEM_WORDS = (
    (
        re.compile(r"\b(not|never|cannot|\w+n['’]t)\b", re.I),
        'has a "{found}" in it',
        'Say the opposite instead; the answers hold the "never".',
        True,
    ),
    (
        re.compile(
            r"\b(nag\w*|cold|needy|clingy|toxic|crazy|abus\w+|avoidant|anxious|codependent|trigger\w*|narcissis\w*|hysterical)\b",
            re.I,
        ),
        'uses a word that shames or labels ("{found}")',
        "Say what happens in plain words.",
        True,
    ),
    (
        re.compile(
            r"\b(sleep\w*|suicid\w*|kill|panic\w*|drunk|drink alcohol|die|disorder|depress\w*)\b",
            re.I,
        ),
        'asks for a symptom ("{found}")',
        "Nobody reads the answers, so nobody could help; leave it out.",
        True,
    ),
    (
        re.compile(r"\b(and|or)\b", re.I),
        'may ask two things ("{found}")',
        "Ask one thing, or make two questions of it.",
        False,
    ),
)
"""What a question must not do; the last entry says whether it stops a build."""

COUPLES = re.compile(
    r"\b(partner|relationship|argue|argument|wife|husband|girlfriend|boyfriend)", re.I
)
RESERVED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
MOST_WORDS, MOST_RESULT_WORDS, HARDEST = 16, 90, 6.0
MOST_STEERING = 3
LONGEST_SHARED = 400


@dataclass
class PartialItem:
    """A question as far as it can be read, mistakes and all."""

    path: tuple
    step: int
    id: str | None
    text: str
    dim: str | None
    reverse: bool
    private: bool
    answers: dict
    say: object
    take: object


def _mapping(value) -> dict:
    return value if isinstance(value, dict) else {}


def _entries(value) -> list:
    return (
        [(n, entry) for n, entry in enumerate(value) if isinstance(entry, dict)]
        if isinstance(value, list)
        else []
    )


def _strings(value) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _word(value) -> str | None:
    return value if isinstance(value, str) and value else None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _partial_items(value) -> list[PartialItem]:
    return [
        PartialItem(
            ("steps", s, "ask", n),
            s,
            _word(item.get("id")),
            _word(item.get("text")) or "",
            _word(item.get("dim")),
            str(item.get("reverse")).lower() in ("true", "yes", "on", "1"),
            str(item.get("private")).lower() in ("true", "yes", "on", "1"),
            _mapping(item.get("answers")),
            item.get("say"),
            item.get("take"),
        )
        for s, step in _entries(_mapping(value).get("steps"))
        for n, item in _entries(step.get("ask"))
    ]


class DefinitionChecker:
    """Collects what is wrong with one definition."""

    def __init__(
        self,
        path: str,
        name: str,
        value,
        places,
        shared: Shared | None,
        pages,
        known_items=(),
        measure=grade,
    ):
        self.path, self.name, self.value, self.places = path, name, _mapping(value), places
        self.shared, self.pages, self.known_items, self.measure = (
            shared,
            pages,
            known_items,
            measure,
        )
        self.items = _partial_items(value)
        self.findings: list[Finding] = []

    def say(self, where, message, fix="", rule="quiz", blocking=True):
        """A finding at the place of a value."""
        self.findings.append(
            Finding(self.path, *_place(self.places, where), rule, message, fix, blocking)
        )

    def line(self, where) -> int:
        """The line of a value."""
        return _place(self.places, where)[0]

    def check(self) -> list[Finding]:
        """Every finding of the cross-checks."""
        value = self.value
        if _word(value.get("id")) and value["id"] != self.name:
            self.say(
                ("id",),
                f'The id "{_short(value["id"])}" is not the name of the file.',
                f'Write "id: {self.name}".',
            )
        self._markup(self.value, ())
        self._names()
        self._ids()
        if value.get("kind") == "checklist":
            self._checklist()
        elif value.get("kind") == "dimensions":
            self._dimensions()
            self._lead()
        self._skip()
        self._wording()
        self._gate()
        return self.findings

    def _markup(self, value, where):
        if isinstance(value, dict):
            for key, entry in value.items():
                if isinstance(key, str) and re.search(r"[<>]", key):
                    self.say(
                        (*where, key),
                        f'The name "{_short(key)}" has a < or > in it.',
                        "Use lower-case letters.",
                    )
                self._markup(entry, (*where, key))
        elif isinstance(value, list):
            for n, entry in enumerate(value):
                self._markup(entry, (*where, n))
        elif isinstance(value, str) and re.search(r"[<>]", value):
            self.say(
                where,
                f'The text "{_short(value)}" has a < or > in it.',
                "Write plain words; markup has no place here.",
            )

    def _names(self):
        if self.shared is None:
            return
        for field_name, known in (("scale", self.shared.scales), ("gate", self.shared.gates)):
            word = _word(self.value.get(field_name))
            if word and word not in known:
                self.say(
                    (field_name,),
                    f'There is no {field_name} "{_short(word)}".',
                    nearest(word, known),
                )

    def _ids(self) -> None:
        seen: dict[str, PartialItem] = {}
        for item in self.items:
            if item.id is None:
                continue
            if item.id in seen:
                lines = (
                    f"lines {self.line((*seen[item.id].path, 'id'))} and"
                    f" {self.line((*item.path, 'id'))}"
                )
                self.say(
                    (*item.path, "id"),
                    f'Two questions share the id "{_short(item.id)}" ({lines}).',
                    "Give one of them another.",
                )
            seen.setdefault(item.id, item)
            for answer in item.answers:
                if str(answer).lower() in RESERVED:
                    self.say(
                        (*item.path, "answers", answer),
                        '"yes" and "no" cannot be answer ids here.',
                        'Use words such as "agree".',
                    )
                elif not re.fullmatch(r"[a-z]{2,12}", str(answer)):
                    self.say(
                        (*item.path, "answers", answer),
                        f'The answer id "{_short(str(answer))}" is not a plain word.',
                        "Use 2 to 12 lower-case letters.",
                    )

    def _checklist(self):
        for name in ("dimensions", "lead"):
            if self.value.get(name):
                self.say(
                    (name,),
                    f'A checklist has no "{name}".',
                    "Take it away; nothing is counted here.",
                )
        scale = (
            self.shared.scales.get(_word(self.value.get("scale")) or "") if self.shared else None
        )
        if scale and scale.settled is None:
            self.say(
                ("scale",),
                f'The scale "{self.value["scale"]}" does not say which answer settles a point.',
                'Choose a scale that has "settled", such as "ready3".',
            )
        for item in self.items:
            where, name = item.path, _short(item.id or "")
            if item.dim or item.reverse:
                self.say(
                    where,
                    f'Question "{name}" belongs to a dimension, and a checklist has none.',
                    'Take "dim" and "reverse" away.',
                )
            if item.private and not item.say:
                self.say(
                    where,
                    f'The private point "{name}" has no words of its own.',
                    'Add "say:" with what stands under it for everyone.',
                )
            if item.private and (item.take or item.answers):
                self.say(
                    where,
                    f'The private point "{name}" has something to tick or to take along.',
                    'Take "take" and "answers" away; nothing about it may show.',
                )
            if not item.private and not item.answers and not item.take:
                self.say(
                    where,
                    f'Question "{name}" puts nothing on the list.',
                    'Add "take:" with the questions to take along.',
                )

    def _dimensions(self):
        dimensions = _mapping(self.value.get("dimensions"))
        if not dimensions:
            self.say(
                ("dimensions",),
                "There are no dimensions.",
                'Add "dimensions:" with a name and cuts for each bar.',
            )
        if not _word(self.value.get("window")):
            self.say(
                ("window",),
                "There is no time window.",
                'Add a line such as "window: Think of the last 3 months with your partner."',
            )
        for item in self.items:
            self._scored_question(item, dimensions)
        scale = (
            self.shared.scales.get(_word(self.value.get("scale")) or "") if self.shared else None
        )
        for name, dimension in dimensions.items():
            self._questions_of(name)
            self._cuts_of(name, dimension, scale)
        scored = [item for item in self.items if item.dim]
        if len(dimensions) > 1:
            for before, item in zip(scored, scored[1:], strict=False):
                if before.dim == item.dim:
                    self.say(
                        item.path,
                        f'Two questions of "{_short(item.dim or "")}" follow each other.',
                        "Mix the dimensions.",
                        blocking=False,
                    )

    def _scored_question(self, item: PartialItem, dimensions: dict):
        name = _short(item.id or "")
        if item.dim and item.dim not in dimensions:
            self.say(
                (*item.path, "dim"),
                f'No dimension is called "{_short(item.dim)}".',
                nearest(item.dim, dimensions or {"none"}),
            )
        if item.private or item.take or item.say:
            self.say(
                item.path,
                f'Question "{name}" has "private", "say" or "take", which only a checklist has.',
                "Take them away.",
            )
        if item.dim and item.answers:
            self.say(
                item.path,
                f'Question "{name}" is scored and has answers of its own.',
                'Take "dim" or "answers" away.',
            )
        if not item.dim and not item.answers:
            self.say(
                item.path,
                f'Question "{name}" belongs to no dimension and has no answers of its own.',
                'Add "dim" or "answers".',
            )
        if item.reverse and not item.dim:
            self.say(
                item.path,
                f'Question "{name}" is reversed but not scored.',
                'Take "reverse" away.',
            )

    def _questions_of(self, name):
        where = ("dimensions", name)
        if not re.fullmatch(r"[a-z]{2,10}", str(name)):
            self.say(
                where,
                f'"{_short(str(name))}" cannot name a dimension.',
                "Use 2 to 10 lower-case letters.",
            )
        own = [item for item in self.items if item.dim == name]
        if len(own) < FEWEST_QUESTIONS:
            self.say(
                where,
                f'Dimension "{name}" has {_count(len(own), "question")}; it needs'
                f" {FEWEST_QUESTIONS}.",
                "Write more questions for it.",
            )
        reversed_items = [item for item in own if item.reverse]
        if 3 * len(reversed_items) > len(own):
            self.say(
                where,
                f'Dimension "{name}" has {len(reversed_items)} reversed questions of {len(own)}.',
                "Reverse one in three at most.",
            )

    def _cuts_of(self, name, dimension, scale: Scale | None):
        where = ("dimensions", name)
        cuts = _mapping(dimension).get("cuts")
        cuts = (
            [int(cut) for cut in cuts if isinstance(cut, str) and cut.isdigit() and len(cut) < 4]
            if isinstance(cuts, list)
            else []
        )
        if any(low >= high for low, high in zip(cuts, cuts[1:], strict=False)):
            self.say(
                (*where, "cuts"),
                f'Cuts for "{name}" must rise, like 34, 67.',
                "Write the lower line first.",
            )
        elif scale and len(scale.labels) > 1:
            widest = -(-200 // (FEWEST_ANSWERS * (len(scale.labels) - 1)))
            for low, high in zip(cuts, cuts[1:], strict=False):
                if high - low <= widest:
                    self.say(
                        (*where, "cuts"),
                        f"The lines {low} and {high} are too close: one answer would cross both.",
                        f"Leave more than {widest} between them.",
                    )
        if self.shared and cuts and str(len(cuts) + 1) not in self.shared.bands:
            self.say(
                (*where, "cuts"),
                f"There are no words for {len(cuts) + 1} bands.",
                f"Add them under bands in {SHARED}.",
            )

    def _lead(self):
        lead = _mapping(self.value.get("lead"))
        of = _strings(lead.get("of"))
        if not lead:
            return
        dimensions = _mapping(self.value.get("dimensions"))
        if len(set(of)) < 2 or len(set(of)) < len(of):
            self.say(
                ("lead",),
                "A lead compares two or more different dimensions.",
                'Write "of: [reach, step]", or take "lead" away.',
            )
        for n, name in enumerate(of):
            if name not in dimensions:
                self.say(
                    ("lead", "of", n),
                    f'No dimension is called "{_short(name)}".',
                    nearest(name, dimensions or {"none"}),
                )
        sizes = {
            name: sum(item.dim == name for item in self.items) for name in of if name in dimensions
        }
        if len(set(sizes.values())) > 1:
            listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
            self.say(
                ("lead",),
                f"The compared dimensions differ in their number of questions ({listed}).",
                "Give each the same number, so that totals can be compared by hand.",
            )

    def _skip(self) -> None:
        by_id = {item.id: item for item in self.items if item.id}
        steering: dict[str, int] = {}
        rules: list[tuple[int, dict, list[str]]] = []
        for n, rule in _entries(self.value.get("skip")):
            when, hide = _mapping(rule.get("when")), _strings(rule.get("hide"))
            rules.append((n, when, hide))
            for asked, values in when.items():
                steering.setdefault(asked, n)
                self._steers(("skip", n, "when", asked), asked, values, by_id)
            if not when or not hide:
                self.say(
                    ("skip", n),
                    "A skip rule needs both its sides.",
                    'Write "{when: {live: [apart]}, hide: [s2]}".',
                )
        for n, when, hide in rules:
            first = [by_id[asked].step for asked in when if asked in by_id]
            for k, i in enumerate(hide):
                self._hides(("skip", n, "hide", k), i, first, by_id, steering)
        if len(steering) > MOST_STEERING:
            self.say(
                ("skip",),
                f"{len(steering)} questions steer what is asked; the most is {MOST_STEERING}.",
                "Make a second reflection of it.",
            )
        elif rules and all(asked in by_id and by_id[asked].answers for asked in steering):
            self._every_way(sorted(steering), rules, by_id)

    def _steers(self, where: tuple, asked, values, by_id: dict[str, PartialItem]) -> None:
        """A question that a skip rule looks at, and the answers it looks for."""
        item = by_id.get(asked)
        if item is None:
            self.say(
                where,
                f'The skip rule looks at "{_short(str(asked))}", and there is no such question.',
                nearest(str(asked), by_id or {"none"}),
            )
        elif not item.answers:
            self.say(
                where,
                f'The skip rule looks at "{asked}", which is scored or has no answers of its own.',
                "Only unscored questions may steer.",
            )
        else:
            for k, value in enumerate(values if isinstance(values, list) else ()):
                if isinstance(value, str) and value not in item.answers:
                    self.say(
                        (*where, k),
                        f'Question "{asked}" has no answer "{_short(value)}".',
                        nearest(value, item.answers),
                    )

    def _hides(
        self, where: tuple, i: str, first: list[int], by_id: dict[str, PartialItem], steering: dict
    ) -> None:
        """A question that a skip rule hides; ``first`` are the steps it is steered from."""
        if i not in by_id:
            self.say(
                where,
                f'The skip rule hides "{_short(i)}", and there is no such question.',
                nearest(i, by_id or {"none"}),
            )
        elif i in steering or by_id[i].private or (first and by_id[i].step <= max(first)):
            self.say(
                where,
                f'The skip rule hides "{i}", which comes too early, is private, or steers a rule.',
                "Hide only questions in a later step that steer nothing.",
            )

    def _every_way(
        self,
        names: list[str],
        rules: list[tuple[int, dict, list[str]]],
        by_id: dict[str, PartialItem],
    ) -> None:
        """What is left to ask, whatever is answered to the questions that steer."""
        told: set[str] = set()
        for choice in product(*([None, *by_id[name].answers] for name in names)):
            answers = dict(zip(names, choice, strict=True))
            hidden = {
                i
                for _, when, hide in rules
                if all(answers.get(asked) in _strings(values) for asked, values in when.items())
                for i in hide
            }
            if hidden:
                said = " and ".join(f"{name} = {value}" for name, value in answers.items() if value)
                self._left(hidden, said, told)

    def _left(self, hidden: set[str], said: str, told: set[str]) -> None:
        """Dimensions that some answers leave too few questions; each is told once."""
        for name in _mapping(self.value.get("dimensions")):
            own = [item for item in self.items if item.dim == name]
            left = sum(item.id not in hidden for item in own)
            if len(own) >= FEWEST_QUESTIONS > left and name not in told:
                told.add(name)
                self.say(
                    ("skip",),
                    f'If someone answers {said}, "{name}" keeps only {_count(left, "question")}.',
                    "Add one or drop the rule.",
                )
        if all(item.id in hidden or item.private for item in self.items) and "" not in told:
            told.add("")
            self.say(
                ("skip",), f"If someone answers {said}, no question is left.", "Drop the rule."
            )

    def _wording(self):
        for item in self.items:
            text, where = item.text, (*item.path, "text")
            if not text or len(text) > 400:
                continue
            for pattern, wrong, fix, blocking in ITEM_WORDS:
                found = pattern.search(text)
                if found:
                    self.say(
                        where,
                        f"The question {wrong.replace('{found}', found.group(0))}.",
                        fix,
                        "quiz-wording",
                        blocking,
                    )
            if count_words(text) > MOST_WORDS:
                self.say(
                    where,
                    f"The question has {count_words(text)} words; the most is {MOST_WORDS}.",
                    "Cut it.",
                    "quiz-wording",
                )
            level = self.measure([text])
            if level > HARDEST:
                long = sorted(
                    {word for word in re.findall(r"[A-Za-z']+", text) if len(word) > 7},
                    key=lambda word: (-len(word), word),
                )[:3]
                named = (
                    " Long words: " + ", ".join(f'"{word}"' for word in long) + "." if long else ""
                )
                self.say(
                    where,
                    f"The question reads at grade {level:.1f} (aim: {HARDEST:.0f}).{named}",
                    "Use shorter words.",
                    "quiz-wording",
                    False,
                )
            shared = overlap(text, self.known_items)
            if shared:
                self.say(
                    where,
                    f"The question looks close to a licensed one (shared words: {shared}).",
                    "Rewrite it, or ask for a review.",
                    "quiz-wording",
                )
        for step, entry in _entries(self.value.get("steps")):
            self._inline(entry.get("note"), ("steps", step, "note"))
        for item in self.items:
            self._inline(item.say, (*item.path, "say"))

    def _inline(self, text, where):
        self.findings += inline_faults(text, self.path, _place(self.places, where), self.pages)

    def _gate(self):
        texts = [item.text for item in self.items] + [str(self.value.get("window") or "")]
        if not _word(self.value.get("gate")) and any(COUPLES.search(text) for text in texts):
            self.say(
                ("kind",),
                "This reflection talks about a partner but has no gate.",
                'Add "gate: couples".',
            )


def inline_faults(text: str, path: str, place: Place, pages) -> list[Finding]:
    """Links and help lines inside a text of the data that lead nowhere."""
    found: list[Finding] = []
    if not isinstance(text, str):
        return found
    for match in LINK.finditer(text):
        target = match.group(3)
        if (
            match.group(1)
            or target.lstrip("/").split("#")[0] not in pages
            or not target.startswith("/")
        ):
            found.append(
                Finding(
                    path,
                    *place,
                    "quiz",
                    f'The link "{_short(target)}" goes to no page of the guide.',
                    nearest(
                        target,
                        ["/" + page for page in pages],
                        "All pages are listed in mkdocs.yml, under nav.",
                    ),
                )
            )
    for match in CALL_MARK.finditer(text):
        kinds = typing.get_args(HelpKind)
        if match.group(1).strip() not in kinds:
            found.append(
                Finding(
                    path,
                    *place,
                    "quiz",
                    f'There is no kind of help line "{_short(match.group(1))}".',
                    nearest(match.group(1), kinds),
                )
            )
    return found


def overlap(text: str, known) -> str:
    """The words a question shares with a known one when the two are too close, else nothing.

    Too close are four words in a row, or a third of all words.
    """
    own = re.findall(r"[a-z']+", text.lower())
    for other in known:
        words = re.findall(r"[a-z']+", other.lower())
        runs = {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
        run = next(
            (own[n : n + 4] for n in range(len(own) - 3) if tuple(own[n : n + 4]) in runs), None
        )
        if run:
            return " ".join(run)
        both = set(own) & set(words)
        if both and len(both) >= 0.34 * len(set(own) | set(words)):
            return " ".join(sorted(both))
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(places: dict[tuple, Place], where: tuple) -> Place:
    while where and where not in places:
        where = where[:-1]
    return places.get(where, (1, 1))


# Reading everything


@dataclass
class Reflections:
    """What ``load_reflections`` found.

    Attributes:
        reflections: every reflection that is in order, by its name.
        names: the names of all definitions, in order or not.
        findings: what is wrong with any of them.
        shown_text: the words of those in order.
    """

    reflections: dict[str, Reflection] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    shown_text: list[ShownText] = field(default_factory=list)


SHOWN = {"name", "window", "note", "text", "say", "take", "answers", "labels", "skip"}
"""The fields of a definition that visitors read."""


def load_reflections(
    root: Path, sources: dict[str, MarkdownFile], measure: Callable[[list[str]], float] = grade
) -> Reflections:
    """Read and check every reflection of the guide at ``root``; nothing is raised.

    Args:
        root: the project's root.
        sources: every page of the guide.
        measure: gives the reading grade of some texts.
    """
    found = Reflections()
    files = sorted((root / FOLDER).glob("*.yml"))
    found.names = [file.stem for file in files]
    if not files:
        return found
    shared = _load_shared(root, sources, found)
    known = root / "licensed-items.txt"
    known_items = known.read_text("utf-8", errors="replace").splitlines() if known.exists() else []
    for file in files:
        path, page = f"{FOLDER}/{file.name}", f"reflect/{file.stem}.md"
        before = len(found.findings)
        loaded = read_data(root, path, "quiz")
        found.findings += loaded.findings
        if not loaded.is_read:
            continue
        value, places = loaded.value, loaded.places
        definition, faults = validate(
            Definition, value if value is not None else {}, path, places, "quiz"
        )
        found.findings += faults
        found.findings += DefinitionChecker(
            path, file.stem, value, places, shared, sources, known_items, measure
        ).check()
        if page not in sources:
            found.findings.append(
                Finding(
                    path,
                    1,
                    1,
                    "quiz",
                    f'There is no page "{page}" for this definition.',
                    f'Write {FOLDER}/{file.stem}.md, with "/// quiz | {file.stem}" where the form'
                    " stands.",
                )
            )
        blocking = any(fault.blocking for fault in found.findings[before:])
        if definition is None or shared is None or blocking:
            outline = _outline(value)
            if outline and shared and page in sources:
                found.findings += _check_results(
                    Reflection(outline, shared), sources[page], measure
                )
            continue
        reflection = Reflection(definition, shared)
        found.findings += _check_fingerprint(reflection, path, places)
        found.findings += _check_results(reflection, sources[page], measure)
        found.reflections[file.stem] = reflection
        shown = ShownText(loaded, page)
        shown.add_all(value, SHOWN)
        found.shown_text.append(shown)
    found.findings += _check_blocks(sources, found.names)
    return found


def _outline(value) -> Definition | None:
    """As much of a faulty definition as its page can be checked against: what its
    outcomes are called.
    """
    value = _mapping(value)
    kind, dimensions, of = (
        value.get("kind"),
        _mapping(value.get("dimensions")),
        _strings(_mapping(value.get("lead")).get("of")),
    )
    bars: dict[str, tuple[Any, Any]] = {
        name: (_word(_mapping(entry).get("name")), _strings(_mapping(entry).get("cuts")))
        for name, entry in dimensions.items()
    }
    if kind == "dimensions" and not (
        bars
        and all(
            re.fullmatch(r"[^<>]{2,24}", name or "") and 1 <= len(cuts) <= 4
            for name, cuts in bars.values()
        )
        and set(of) <= set(bars)
        and len(set(of)) != 1
    ):
        return None
    if kind not in ("dimensions", "checklist"):
        return None
    # Not validated: most of a definition is missing, and the cuts are counted only.
    known: dict[str, Any] = {
        "kind": kind,
        "dimensions": {
            name: Dimension.model_construct(name=words, cuts=cuts)
            for name, (words, cuts) in bars.items()
        },
        "lead": Lead.model_construct(of=of) if of else None,
    }
    return Definition.model_construct(**known)


def _load_shared(root, sources, found) -> Shared | None:
    loaded = read_data(root, SHARED, "quiz")
    found.findings += loaded.findings
    if not loaded.is_read:
        return None
    value, places = loaded.value, loaded.places
    shown = ShownText(loaded, "reflect/index.md", is_exact=True)
    shown.add_all(value, None)
    found.shown_text.append(shown)
    shared, faults = validate(Shared, value, SHARED, places, "quiz")
    faults += _check_words(_mapping(_mapping(value).get("words")), places)

    faults += _check_markup(value, (), places)
    if shared:
        faults += _check_scales(shared, places)
        faults += _check_bands(shared, places)
        faults += _check_gates(shared, places, sources)
        for name, needed in {"band": {"name", "band"}, "one": {"name"}}.items():
            if set(BRACES.findall(getattr(shared.headings, name))) != needed:
                faults.append(_braces(name, needed, _place(places, ("headings", name))))
    found.findings += faults
    return shared if shared and not faults else None


def _check_markup(entry: object, where: tuple, places: dict[tuple, Place]) -> Iterator[Finding]:
    """Texts with markup, and texts that are too long."""
    if isinstance(entry, dict):
        for key, part in entry.items():
            yield from _check_markup(part, (*where, key), places)
    elif isinstance(entry, list):
        for n, part in enumerate(entry):
            yield from _check_markup(part, (*where, n), places)
    elif isinstance(entry, str) and re.search(r"[<>]", entry):
        yield Finding(
            SHARED,
            *_place(places, where),
            "quiz",
            f'The text "{_short(entry)}" has a < or > in it.',
            "Write plain words; markup has no place here.",
        )
    elif isinstance(entry, str) and len(entry) > LONGEST_SHARED:
        yield Finding(
            SHARED,
            *_place(places, where),
            "quiz",
            f'The text "{_short(entry)}" is {len(entry)} letters long.',
            f"The limit is {LONGEST_SHARED}.",
        )


def _check_scales(shared: Shared, places: dict[tuple, Place]) -> Iterator[Finding]:
    for name, scale in shared.scales.items():
        where = _place(places, ("scales", name))
        if len(set(scale.labels)) < len(scale.labels) or any(
            label.isdigit() for label in scale.labels
        ):
            yield Finding(
                SHARED,
                *where,
                "quiz",
                f'The answers of the scale "{_short(name)}" have to be different words.',
                "Change one of them.",
            )
        if scale.settled is not None and scale.settled not in scale.labels:
            yield Finding(
                SHARED,
                *where,
                "quiz",
                f'The scale "{_short(name)}" has no answer "{_short(scale.settled)}".',
                nearest(scale.settled, scale.labels),
            )


def _check_bands(shared: Shared, places: dict[tuple, Place]) -> Iterator[Finding]:
    for count, words in shared.bands.items():
        if len(set(words)) != int(count):
            yield Finding(
                SHARED,
                *_place(places, ("bands", count)),
                "quiz",
                f"{count} bands need {count} different words.",
                "Write one for each.",
            )


def _check_gates(shared: Shared, places: dict[tuple, Place], sources) -> Iterator[Finding]:
    for name, gate in shared.gates.items():
        for n, path in enumerate(gate.paths):
            for k, text in enumerate(path.text):
                where = ("gates", name, "paths", n, "text", k)
                yield from inline_faults(text, SHARED, _place(places, where), sources)


def _check_words(words: dict, places: dict[tuple, Place]) -> list[Finding]:
    faults = []
    for name in words.keys() - INTERFACE.keys():
        faults.append(
            Finding(
                SHARED,
                *_place(places, ("words", name)),
                "quiz",
                f'"{_short(str(name))}" is not a word of the interface.',
                nearest(str(name), INTERFACE),
            )
        )
    for name in INTERFACE.keys() - words.keys():
        faults.append(
            Finding(
                SHARED,
                *_place(places, ("words",)),
                "quiz",
                f'The words for "{name}" are missing.',
                f'Add a line "{name}: ..." under "words".',
            )
        )
    for name in INTERFACE.keys() & words.keys():
        needed = set(INTERFACE[name].split())
        if isinstance(words[name], str) and set(BRACES.findall(words[name])) != needed:
            faults.append(_braces(name, needed, _place(places, ("words", name))))
    return faults


def _braces(name: str, needed, place: Place) -> Finding:
    listed = ", ".join("{" + word + "}" for word in sorted(needed)) or "nothing"
    return Finding(
        SHARED,
        *place,
        "quiz",
        f'The words for "{name}" have to hold {listed} in braces, and no others.',
        "Put them back.",
    )


def _check_fingerprint(
    reflection: Reflection, path: str, places: dict[tuple, Place]
) -> Iterator[Finding]:
    definition = reflection.definition
    right = fingerprint(definition, reflection.scale)
    place = _place(places, ("fingerprint",))
    if definition.fingerprint == NEW and right != NEW:
        yield Finding(
            path,
            *place,
            "quiz-version",
            "The reflection is new and has no fingerprint yet.",
            f'Write: fingerprint: "{right}"',
        )
    elif definition.fingerprint != right:
        yield Finding(
            path,
            *place,
            "quiz-version",
            f"Questions, answers or lines changed but version is still {definition.version}.",
            f'Raise it to {definition.version + 1} and write: fingerprint: "{right}"',
        )


def _check_blocks(sources, names):
    """The form stands once, on the page of its definition."""
    pages = {f"reflect/{name}.md": name for name in names}
    for page, source in sources.items():
        blocks = [block for block in source.blocks if block.name == "quiz"]
        for n, block in enumerate(blocks):
            name = block.argument
            if name not in names:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    f'There is no reflection "{_short(name)}".',
                    nearest(name, names or ["none"]),
                )
            elif pages.get(page) != name:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    f'The form "{name}" belongs on its own page.',
                    f"Move it to {FOLDER}/{name}.md.",
                )
            elif n:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    "The form stands on this page twice.",
                    "Keep one.",
                )
        if page in pages and not blocks and not source.findings:
            yield Finding(
                source.path,
                source.body[0].number if source.body else 1,
                1,
                "quiz",
                "The form has no place on this page.",
                f'Put "/// quiz | {pages[page]}" and "///" where it stands.',
            )


def _check_results(reflection: Reflection, source: MarkdownFile, measure) -> Iterator[Finding]:
    """Every outcome has one text, every heading there means one, and the texts keep to
    the rules of wording.
    """
    if source.findings:
        return
    seen: dict[str, int] = {}
    sections: Counter[str] = Counter()
    yield from _check_headings(reflection, source, seen, sections)
    last = source.body[-1].number if source.body else 1
    for name in reflection.sections:
        if sections[name] != 1:
            yield Finding(
                source.path,
                last,
                1,
                "quiz-results",
                f'The page needs one section "{name}", and has {sections[name]}.',
                f'Write "## {name}" once.',
            )
    for missing in reflection.outcomes.keys() - seen.keys():
        yield Finding(
            source.path,
            last,
            1,
            "quiz-results",
            f'There is no text for "{missing}".',
            f'Add a heading "### {missing}" and the text under it.',
        )
    yield from _check_result_words(reflection, source, measure)


def _check_headings(
    reflection: Reflection, source: MarkdownFile, seen: dict[str, int], sections: Counter[str]
) -> Iterator[Finding]:
    """What is wrong with the headings of results. Where each stands is put into ``seen``,
    and how often each of their parts of the page, into ``sections``.
    """
    wanted, inside = reflection.outcomes, False
    for heading in source.headings:
        if heading.level <= 2:
            inside = heading.text in reflection.sections
            sections[heading.text] += inside
        elif heading.level == 3 and inside:
            if heading.text not in wanted:
                yield Finding(
                    source.path,
                    heading.line,
                    1,
                    "quiz-results",
                    f'The heading "{_short(heading.text)}" matches nothing.',
                    nearest(heading.text, wanted),
                )
            elif heading.text in seen:
                yield Finding(
                    source.path,
                    heading.line,
                    1,
                    "quiz-results",
                    f'The heading "{heading.text}" stands here twice (first on line'
                    f" {seen[heading.text]}).",
                    "Keep one.",
                )
            seen.setdefault(heading.text, heading.line)
        elif heading.level == 3 and heading.text in wanted:
            seen.setdefault(heading.text, heading.line)
            yield Finding(
                source.path,
                heading.line,
                1,
                "quiz-results",
                f'The text "{heading.text}" stands outside its section.',
                "Put it under " + " or ".join(f'"## {name}"' for name in reflection.sections) + ".",
            )


def _check_result_words(reflection, source, measure):
    headings = {
        heading.line: heading.text
        for heading in source.headings
        if heading.text in reflection.outcomes
    }
    texts: dict[str, list] = {}
    for passage in prose_of(read_passages(source)):
        if passage.heading in headings:
            texts.setdefault(headings[passage.heading], []).append(passage)
    for heading, parts in texts.items():
        outcome = reflection.outcomes[heading]
        words = sum(count_words(part.text) for part in parts)
        first = parts[0]
        if words > MOST_RESULT_WORDS:
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" has {words} words; the most is {MOST_RESULT_WORDS}.',
                "Cut it.",
            )
        if (
            not outcome.startswith("list.")
            and outcome != "lead.unclear"
            and not first.text.startswith(("From your answers,", "In the last "))
        ):
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" starts as if it knew.',
                'Start it with "From your answers,".',
            )
        level = measure([part.text for part in parts])
        if level > HARDEST:
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" reads at grade {level:.1f} (aim: {HARDEST:.0f}).',
                "Use shorter words and sentences.",
                False,
            )
        for part in parts:
            for pattern, wrong, fix in RESULT_WORDS:
                match = pattern.search(part.text)
                if match:
                    yield Finding(
                        source.path,
                        part.line,
                        1,
                        "quiz-wording",
                        f'The text {wrong} ("{match.group(0)}").',
                        fix,
                    )
