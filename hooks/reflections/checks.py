"""What is wrong with the definition of a reflection.

Everything is found in one go: beside the strict models of ``hooks.reflections.definition``,
which stop at a field of the wrong type, stands a sketch that forgives mistakes.
"""

from __future__ import annotations

import re
import typing
from itertools import product

from hooks.data.help_lines import HelpKind
from hooks.finding import Finding, nearest
from hooks.reflections.definition import (
    FEWEST_ANSWERS,
    FEWEST_QUESTIONS,
    SHARED,
    Scale,
    Shared,
)
from hooks.reflections.unchecked import (
    PartialItem,
    entries,
    mapping,
    partial_items,
    place_of,
    short,
    strings,
    word_of,
)
from hooks.text.readability import count_words, grade
from hooks.text.syntax import CALL_MARK, LINK
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
MOST_WORDS, MOST_RESULT_WORDS, HARDEST = 16, 125, 6.0
MOST_STEERING = 3


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
        self.path, self.name, self.value, self.places = path, name, mapping(value), places
        self.shared, self.pages, self.known_items, self.measure = (
            shared,
            pages,
            known_items,
            measure,
        )
        self.items = partial_items(value)
        self.findings: list[Finding] = []

    def report(self, where, message, fix="", rule="quiz", blocking=True):
        """A finding at the place of a value."""
        self.findings.append(
            Finding(self.path, *place_of(self.places, where), rule, message, fix, blocking)
        )

    def line(self, where) -> int:
        """The line of a value."""
        return place_of(self.places, where)[0]

    def check(self) -> list[Finding]:
        """Every finding of the cross-checks."""
        value = self.value
        if word_of(value.get("id")) and value["id"] != self.name:
            self.report(
                ("id",),
                f'The id "{short(value["id"])}" is not the name of the file.',
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
                    self.report(
                        (*where, key),
                        f'The name "{short(key)}" has a < or > in it.',
                        "Use lower-case letters.",
                    )
                self._markup(entry, (*where, key))
        elif isinstance(value, list):
            for n, entry in enumerate(value):
                self._markup(entry, (*where, n))
        elif isinstance(value, str) and re.search(r"[<>]", value):
            self.report(
                where,
                f'The text "{short(value)}" has a < or > in it.',
                "Write plain words; markup has no place here.",
            )

    def _names(self):
        if self.shared is None:
            return
        for field_name, known in (("scale", self.shared.scales), ("gate", self.shared.gates)):
            word = word_of(self.value.get(field_name))
            if word and word not in known:
                self.report(
                    (field_name,),
                    f'There is no {field_name} "{short(word)}".',
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
                self.report(
                    (*item.path, "id"),
                    f'Two questions share the id "{short(item.id)}" ({lines}).',
                    "Give one of them another.",
                )
            seen.setdefault(item.id, item)
            for answer in item.answers:
                if str(answer).lower() in RESERVED:
                    self.report(
                        (*item.path, "answers", answer),
                        '"yes" and "no" cannot be answer ids here.',
                        'Use words such as "agree".',
                    )
                elif not re.fullmatch(r"[a-z]{2,12}", str(answer)):
                    self.report(
                        (*item.path, "answers", answer),
                        f'The answer id "{short(str(answer))}" is not a plain word.',
                        "Use 2 to 12 lower-case letters.",
                    )

    def _checklist(self):
        for name in ("dimensions", "lead"):
            if self.value.get(name):
                self.report(
                    (name,),
                    f'A checklist has no "{name}".',
                    "Take it away; nothing is counted here.",
                )
        scale = (
            self.shared.scales.get(word_of(self.value.get("scale")) or "") if self.shared else None
        )
        if scale and scale.settled is None:
            self.report(
                ("scale",),
                f'The scale "{self.value["scale"]}" does not say which answer settles a point.',
                'Choose a scale that has "settled", such as "ready3".',
            )
        for item in self.items:
            where, name = item.path, short(item.id or "")
            if item.dim or item.reverse:
                self.report(
                    where,
                    f'Question "{name}" belongs to a dimension, and a checklist has none.',
                    'Take "dim" and "reverse" away.',
                )
            if item.private and not item.say:
                self.report(
                    where,
                    f'The private point "{name}" has no words of its own.',
                    'Add "say:" with what stands under it for everyone.',
                )
            if item.private and (item.take or item.answers):
                self.report(
                    where,
                    f'The private point "{name}" has something to tick or to take along.',
                    'Take "take" and "answers" away; nothing about it may show.',
                )
            if not item.private and not item.answers and not item.take:
                self.report(
                    where,
                    f'Question "{name}" puts nothing on the list.',
                    'Add "take:" with the questions to take along.',
                )

    def _dimensions(self):
        dimensions = mapping(self.value.get("dimensions"))
        if not dimensions:
            self.report(
                ("dimensions",),
                "There are no dimensions.",
                'Add "dimensions:" with a name and cuts for each bar.',
            )
        if not word_of(self.value.get("window")):
            self.report(
                ("window",),
                "There is no time window.",
                'Add a line such as "window: Think of the last 3 months with your partner."',
            )
        for item in self.items:
            self._scored_question(item, dimensions)
        scale = (
            self.shared.scales.get(word_of(self.value.get("scale")) or "") if self.shared else None
        )
        for name, dimension in dimensions.items():
            self._questions_of(name)
            self._cuts_of(name, dimension, scale)
        scored = [item for item in self.items if item.dim]
        if len(dimensions) > 1:
            for before, item in zip(scored, scored[1:], strict=False):
                if before.dim == item.dim:
                    self.report(
                        item.path,
                        f'Two questions of "{short(item.dim or "")}" follow each other.',
                        "Mix the dimensions.",
                        blocking=False,
                    )

    def _scored_question(self, item: PartialItem, dimensions: dict):
        name = short(item.id or "")
        if item.dim and item.dim not in dimensions:
            self.report(
                (*item.path, "dim"),
                f'No dimension is called "{short(item.dim)}".',
                nearest(item.dim, dimensions or {"none"}),
            )
        if item.private or item.take or item.say:
            self.report(
                item.path,
                f'Question "{name}" has "private", "say" or "take", which only a checklist has.',
                "Take them away.",
            )
        if item.dim and item.answers:
            self.report(
                item.path,
                f'Question "{name}" is scored and has answers of its own.',
                'Take "dim" or "answers" away.',
            )
        if not item.dim and not item.answers:
            self.report(
                item.path,
                f'Question "{name}" belongs to no dimension and has no answers of its own.',
                'Add "dim" or "answers".',
            )
        if item.reverse and not item.dim:
            self.report(
                item.path,
                f'Question "{name}" is reversed but not scored.',
                'Take "reverse" away.',
            )

    def _questions_of(self, name):
        where = ("dimensions", name)
        if not re.fullmatch(r"[a-z]{2,10}", str(name)):
            self.report(
                where,
                f'"{short(str(name))}" cannot name a dimension.',
                "Use 2 to 10 lower-case letters.",
            )
        own = [item for item in self.items if item.dim == name]
        if len(own) < FEWEST_QUESTIONS:
            self.report(
                where,
                f'Dimension "{name}" has {_count(len(own), "question")}; it needs'
                f" {FEWEST_QUESTIONS}.",
                "Write more questions for it.",
            )
        reversed_items = [item for item in own if item.reverse]
        if 3 * len(reversed_items) > len(own):
            self.report(
                where,
                f'Dimension "{name}" has {len(reversed_items)} reversed questions of {len(own)}.',
                "Reverse one in three at most.",
            )

    def _cuts_of(self, name, dimension, scale: Scale | None):
        where = ("dimensions", name)
        cuts = mapping(dimension).get("cuts")
        cuts = (
            [int(cut) for cut in cuts if isinstance(cut, str) and cut.isdigit() and len(cut) < 4]
            if isinstance(cuts, list)
            else []
        )
        if any(low >= high for low, high in zip(cuts, cuts[1:], strict=False)):
            self.report(
                (*where, "cuts"),
                f'Cuts for "{name}" must rise, like 34, 67.',
                "Write the lower line first.",
            )
        elif scale and len(scale.labels) > 1:
            widest = -(-200 // (FEWEST_ANSWERS * (len(scale.labels) - 1)))
            for low, high in zip(cuts, cuts[1:], strict=False):
                if high - low <= widest:
                    self.report(
                        (*where, "cuts"),
                        f"The lines {low} and {high} are too close: one answer would cross both.",
                        f"Leave more than {widest} between them.",
                    )
        if self.shared and cuts and str(len(cuts) + 1) not in self.shared.bands:
            self.report(
                (*where, "cuts"),
                f"There are no words for {len(cuts) + 1} bands.",
                f"Add them under bands in {SHARED}.",
            )

    def _lead(self):
        lead = mapping(self.value.get("lead"))
        of = strings(lead.get("of"))
        if not lead:
            return
        dimensions = mapping(self.value.get("dimensions"))
        if len(set(of)) < 2 or len(set(of)) < len(of):
            self.report(
                ("lead",),
                "A lead compares two or more different dimensions.",
                'Write "of: [reach, step]", or take "lead" away.',
            )
        for n, name in enumerate(of):
            if name not in dimensions:
                self.report(
                    ("lead", "of", n),
                    f'No dimension is called "{short(name)}".',
                    nearest(name, dimensions or {"none"}),
                )
        sizes = {
            name: sum(item.dim == name for item in self.items) for name in of if name in dimensions
        }
        if len(set(sizes.values())) > 1:
            listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
            self.report(
                ("lead",),
                f"The compared dimensions differ in their number of questions ({listed}).",
                "Give each the same number, so that totals can be compared by hand.",
            )

    def _skip(self) -> None:
        by_id = {item.id: item for item in self.items if item.id}
        steering: dict[str, int] = {}
        rules: list[tuple[int, dict, list[str]]] = []
        for n, rule in entries(self.value.get("skip")):
            when, hide = mapping(rule.get("when")), strings(rule.get("hide"))
            rules.append((n, when, hide))
            for asked, values in when.items():
                steering.setdefault(asked, n)
                self._steers(("skip", n, "when", asked), asked, values, by_id)
            if not when or not hide:
                self.report(
                    ("skip", n),
                    "A skip rule needs both its sides.",
                    'Write "{when: {live: [apart]}, hide: [s2]}".',
                )
        for n, when, hide in rules:
            first = [by_id[asked].step for asked in when if asked in by_id]
            for k, i in enumerate(hide):
                self._hides(("skip", n, "hide", k), i, first, by_id, steering)
        if len(steering) > MOST_STEERING:
            self.report(
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
            self.report(
                where,
                f'The skip rule looks at "{short(str(asked))}", and there is no such question.',
                nearest(str(asked), by_id or {"none"}),
            )
        elif not item.answers:
            self.report(
                where,
                f'The skip rule looks at "{asked}", which is scored or has no answers of its own.',
                "Only unscored questions may steer.",
            )
        else:
            for k, value in enumerate(values if isinstance(values, list) else ()):
                if isinstance(value, str) and value not in item.answers:
                    self.report(
                        (*where, k),
                        f'Question "{asked}" has no answer "{short(value)}".',
                        nearest(value, item.answers),
                    )

    def _hides(
        self, where: tuple, i: str, first: list[int], by_id: dict[str, PartialItem], steering: dict
    ) -> None:
        """A question that a skip rule hides; ``first`` are the steps it is steered from."""
        if i not in by_id:
            self.report(
                where,
                f'The skip rule hides "{short(i)}", and there is no such question.',
                nearest(i, by_id or {"none"}),
            )
        elif i in steering or by_id[i].private or (first and by_id[i].step <= max(first)):
            self.report(
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
                if all(answers.get(asked) in strings(values) for asked, values in when.items())
                for i in hide
            }
            if hidden:
                said = " and ".join(f"{name} = {value}" for name, value in answers.items() if value)
                self._left(hidden, said, told)

    def _left(self, hidden: set[str], said: str, told: set[str]) -> None:
        """Dimensions that some answers leave too few questions; each is told once."""
        for name in mapping(self.value.get("dimensions")):
            own = [item for item in self.items if item.dim == name]
            left = sum(item.id not in hidden for item in own)
            if len(own) >= FEWEST_QUESTIONS > left and name not in told:
                told.add(name)
                self.report(
                    ("skip",),
                    f'If someone answers {said}, "{name}" keeps only {_count(left, "question")}.',
                    "Add one or drop the rule.",
                )
        if all(item.id in hidden or item.private for item in self.items) and "" not in told:
            told.add("")
            self.report(
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
                    self.report(
                        where,
                        f"The question {wrong.replace('{found}', found.group(0))}.",
                        fix,
                        "quiz-wording",
                        blocking,
                    )
            if count_words(text) > MOST_WORDS:
                self.report(
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
                self.report(
                    where,
                    f"The question reads at grade {level:.1f} (aim: {HARDEST:.0f}).{named}",
                    "Use shorter words.",
                    "quiz-wording",
                    False,
                )
            shared = overlap(text, self.known_items)
            if shared:
                self.report(
                    where,
                    f"The question looks close to a licensed one (shared words: {shared}).",
                    "Rewrite it, or ask for a review.",
                    "quiz-wording",
                )
        for step, entry in entries(self.value.get("steps")):
            self._inline(entry.get("note"), ("steps", step, "note"))
        for item in self.items:
            self._inline(item.say, (*item.path, "say"))

    def _inline(self, text, where):
        self.findings += inline_findings(text, self.path, place_of(self.places, where), self.pages)

    def _gate(self):
        texts = [item.text for item in self.items] + [str(self.value.get("window") or "")]
        if not word_of(self.value.get("gate")) and any(COUPLES.search(text) for text in texts):
            self.report(
                ("kind",),
                "This reflection talks about a partner but has no gate.",
                'Add "gate: couples".',
            )


def inline_findings(text: str, path: str, place: Place, pages) -> list[Finding]:
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
                    f'The link "{short(target)}" goes to no page of the guide.',
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
                    f'There is no kind of help line "{short(match.group(1))}".',
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
