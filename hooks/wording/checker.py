"""Whether a sentence makes a claim that the guide never makes.

The words are data (``docs/data/wording/``). What is here is when they may stand: denied, asked,
reported and corrected, or said of another drug.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hooks.data.wording import ClaimWords, Wording
from hooks.wording.parse import SIGNS, read_sentence
from hooks.wording.patterns import AllOf, Element, Match, ParsedSentence, Pattern, PatternSet


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUBJECTS = _words(
    "it you we they he she this that there these those your our my his her the a an couples "
    "ketamine"
)
JOINS = frozenset(
    (
        "but",
        "yet",
        "however",
        "though",
        "although",
        "while",
        "because",
        "since",
        "whereas",
        "unlike",
        "except",
    )
)

GROUPS = ("clinical", "unclinical", "benefit", "harm", "unknown", "fear", "blame", "passive")
"""Lists of patterns in the wording that other rules look for."""

NEEDED_LISTS = (
    "mention",
    "affirms",
    "honest",
    "denial",
    "not_denial",
    "denied_after",
    "reported",
    "regulator",
    "corrects",
    "leading",
    "leading_free",
    "trouble",
    "approved_drug",
    "approved_for",
    "unapproved_for",
    "anesthetic",
    "regulators",
    "ketamine_like",
    "thing",
)
"""Lists of words by which it is told whether a sentence claims what was found in it."""

OF = frozenset(
    (
        "of",
        "to",
        "from",
        "than",
        "unlike",
        "like",
        "with",
        "by",
        "beside",
        "besides",
        "called",
        "as",
    )
)


@dataclass(frozen=True)
class ClaimMatch:
    """A claim that was found.

    Attributes:
        start, end: where it stands in the sentence's text.
        claim: what the data says about it.
    """

    start: int
    end: int
    claim: ClaimWords


@dataclass(frozen=True)
class Reading:
    """What a pattern finds in a sentence.

    Attributes:
        claim: the claim that the pattern is one of.
        pattern: the pattern as it is written.
        words: what it finds.
        why_not: why the sentence does not claim it, ``""`` when it does.
    """

    claim: ClaimWords
    pattern: str
    words: str
    why_not: str


_Entry = tuple[int, ClaimWords, Pattern | AllOf, list[Element]]
"""A pattern with its number, its claim, and the words beside which it finds nothing."""


class ClaimChecker:
    """The patterns of ``docs/data/wording/``, ready to be looked for."""

    def __init__(self, wording: Wording):
        self.pattern_set = PatternSet(wording.words)
        self.patterns: dict[int, list[_Entry]] = {}
        number = 0
        for claim in wording.claims:
            unless = [self.pattern_set.element(f"<{name}>") for name in claim.not_]
            for pattern in [self.pattern_set.pattern(text) for text in claim.patterns] + [
                self.pattern_set.frame(text) for text in claim.together
            ]:
                self.patterns.setdefault(pattern.index_bit, []).append(
                    (number, claim, pattern, unless)
                )
                number += 1
        self.index_bit = sum(self.patterns)
        self._groups: dict[str, tuple[dict[int, list[Pattern]], int]] = {}
        self._looks: dict[str, ParsedSentence] = {}
        for name in GROUPS:
            by_bit: dict[int, list[Pattern]] = {}
            for text in getattr(wording.lists, name):
                pattern = self.pattern_set.pattern(text)
                by_bit.setdefault(pattern.index_bit, []).append(pattern)
            self._groups[name] = (by_bit, sum(by_bit))
        self.of = {name: self.pattern_set.element(f"<{name}>") for name in NEEDED_LISTS}

    def parse(self, text: str) -> ParsedSentence:
        """A sentence ready to be looked at; the rules ask for the same ones one after the other."""
        known = self._looks.get(text)
        if known is None:
            if len(self._looks) > 4000:
                self._looks.clear()
            known = self._looks[text] = self.pattern_set.parse(read_sentence(text))
        return known

    def group(self, name: str, denied: bool = False):
        """A function that looks for the patterns of a list such as ``harm`` in a text.

        Args:
            name: the list's name in the wording.
            denied: whether they count where they are denied, asked or reported too.

        Returns:
            A function from a text to where the first stands in it, or None.
        """
        by_bit, index_bit = self._groups[name]

        def find(text: str) -> tuple[int, int] | None:
            parsed = self.parse(text)
            bits = parsed.mask & index_bit
            while bits:
                bit = bits & -bits
                bits ^= bit
                for pattern in by_bit[bit]:
                    for match in parsed.find(pattern):
                        if match.end > match.start and (
                            denied or not self._why_not_asserted(parsed, match, "", "")
                        ):
                            return parsed.sentence.starts[match.start], parsed.sentence.ends[
                                match.end - 1
                            ]
            return None

        return find

    def find(self, text: str, before: str = "", after: str = "") -> list[ClaimMatch]:
        """The claims a sentence makes.

        Args:
            text: the sentence.
            before: the sentence before it, which may say what "it" is.
            after: the sentence after it, which may correct it.
        """
        parsed = self.parse(text)
        sentence = parsed.sentence
        found: list[ClaimMatch] = []
        taken: list[Match] = []
        for _, claim, pattern, unless in self._candidates(parsed):
            if any(said.claim is claim for said in found) or any(
                parsed.has(element) for element in unless
            ):
                continue
            match = self._first(parsed, pattern, claim, before, after)
            if match and not any(
                match.start < other.end and other.start < match.end for other in taken
            ):
                taken.append(match)
                found.append(
                    ClaimMatch(sentence.starts[match.start], sentence.ends[match.end - 1], claim)
                )
        if not found and self._opens(before):
            whole = f"{before.rstrip('?').rstrip()}, {text}"
            shift = len(whole) - len(text)
            for said in self.find(whole, "", after):
                if said.end > shift:
                    found.append(
                        replace(said, start=max(said.start - shift, 0), end=said.end - shift)
                    )
        return found

    def _candidates(self, parsed: ParsedSentence) -> list[_Entry]:
        """The patterns all words of which stand in a sentence, in the order of the data."""
        candidates, bits = [], parsed.mask & self.index_bit
        while bits:
            bit = bits & -bits
            bits ^= bit
            candidates += [
                entry
                for entry in self.patterns[bit]
                if parsed.mask & entry[2].needed == entry[2].needed
            ]
        return sorted(candidates, key=lambda entry: entry[0])

    def _opens(self, before: str) -> bool:
        """Whether a question is the beginning of what is said next: "Expecting a baby?", "Worried
        about safety?"."""
        if not before.endswith("?"):
            return False
        parsed = self.parse(before)
        words = parsed.sentence.words
        return (
            len(words) <= OPENING
            and self._leads(parsed)
            or len(words) <= FRAGMENT
            and words[0] not in ASKS
        )

    def _first(
        self,
        parsed: ParsedSentence,
        pattern: Pattern | AllOf,
        claim: ClaimWords,
        before: str,
        after: str,
    ) -> Match | None:
        wide = isinstance(pattern, AllOf)
        found = parsed.find_all_of(pattern) if isinstance(pattern, AllOf) else parsed.find(pattern)
        for match in found:
            if match.end <= match.start:
                continue
            if not self._excuse(parsed, match, claim, before, after, wide):
                return match
        return None

    def _excuse(
        self,
        parsed: ParsedSentence,
        match: Match,
        claim: ClaimWords,
        before: str,
        after: str,
        wide: bool,
    ) -> str:
        """Why what was found is no claim of the sentence, ``""`` when it is."""
        why = self._why_not_asserted(parsed, match, before, after, wide)
        if not why and claim.approval and not wide and not self._approves(parsed, match, before):
            return "it is about a use that was approved"
        return why

    def matches(self, text: str, before: str = "", after: str = "") -> Iterator[Reading]:
        """Everything in a sentence that a pattern finds, whether it is claimed there or not.

        Args:
            text, before, after: see ``find``.
        """
        parsed = self.parse(text)
        for _, claim, pattern, unless in self._candidates(parsed):
            wide = isinstance(pattern, AllOf)
            found = (
                parsed.find_all_of(pattern) if isinstance(pattern, AllOf) else parsed.find(pattern)
            )
            match = next((match for match in found if match.end > match.start), None)
            if match:
                why = self._excuse(parsed, match, claim, before, after, wide)
                if any(parsed.has(element) for element in unless):
                    why = "the sentence has a word beside which it means something else"
                start, end = (
                    parsed.sentence.starts[match.start],
                    parsed.sentence.ends[match.end - 1],
                )
                yield Reading(claim, pattern.text, text[start:end], why)

    def _why_not_asserted(
        self, parsed: ParsedSentence, match: Match, before: str, after: str, wide: bool = False
    ) -> str:
        """How the sentence denies, asks or reports what was found in it, ``""`` when it says it;
        ``wide`` looks for a "not" behind it too."""
        words = parsed.sentence.words
        if parsed.sentence.asks and not self._leads(parsed) and not self._affirms(after):
            return "the sentence asks"
        if wide and parsed.has(self.of["honest"]):
            return "the sentence says what is not known"
        if self._mentioned(parsed, match):
            return "the sentence speaks about these words"
        denials = parsed.spots(self.of["denial"])
        if denials:
            masked = parsed.spots(self.of["not_denial"])
            spans = [(clause_start(words, match.start), match.start), *match.gaps]
            if wide:
                spans.append((match.end, clause_end(words, match.end)))
            for place, _ in denials:
                if any(first <= place < last for first, last in spans) and not any(
                    a <= place < b for a, b in masked
                ):
                    return f'"{words[place]}" denies it'
        if any(
            spots and spots[0][0] < match.start
            for spots in (parsed.spots(self.of["reported"]), parsed.spots(self.of["regulator"]))
        ):
            return "the sentence reports what somebody says"
        after_it = parsed.spots(self.of["denied_after"])
        if after_it and after_it[-1][0] >= match.end:
            return "what follows takes it back"
        return "the next sentence corrects it" if after and self._corrects(after) else ""

    def _mentioned(self, parsed: ParsedSentence, match: Match) -> bool:
        """Whether what was found stands between quotation marks, in a sentence that speaks about
        these words."""
        text = parsed.sentence.text.translate(SIGNS)
        if text.count('"') < 2:
            return False
        first, last = parsed.sentence.starts[match.start], parsed.sentence.ends[match.end - 1]
        marks = [n for n, sign in enumerate(text) if sign == '"']
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            if opening < first and last <= closing:
                places = [*parsed.spots(self.of["mention"]), *parsed.spots(self.of["denial"])]
                return any(
                    not opening < parsed.sentence.starts[place] < closing for place, _ in places
                )
        return False

    def _affirms(self, after: str) -> bool:
        """Whether a sentence answers the question before it with a yes."""
        if not after:
            return False
        parsed = self.parse(after)
        if len(parsed.sentence.words) > SHORT_ANSWER and parsed.sentence.words[0] not in (
            "yes",
            "absolutely",
        ):
            return False
        return next(parsed.places(self.of["affirms"], 0, 1), None) is not None and not parsed.has(
            self.of["denial"]
        )

    def _leads(self, parsed: ParsedSentence) -> bool:
        """Whether a question takes its answer for granted: "Ready to ...?", "Why is it so ...?"."""
        free = [end for start, end in parsed.places(self.of["leading_free"], 0, 1)]
        return not free and next(parsed.places(self.of["leading"], 0, 1), None) is not None

    def _corrects(self, text: str) -> bool:
        """Whether a sentence says that what was said before it is not so."""
        parsed = self.parse(text)
        sentence = parsed.sentence
        if not sentence.words or sentence.words[0] not in (
            "both",
            "this",
            "that",
            "it",
            "they",
            "these",
            "neither",
            "which",
            "no",
            "all",
        ):
            return False
        return (
            next(parsed.places(self.of["corrects"], 0, min(len(sentence.words), 9)), None)
            is not None
        )

    def _approves(self, parsed: ParsedSentence, match: Match, before: str) -> bool:
        """Whether a word of approval is about ketamine, or about a use that was not approved."""
        words = parsed.sentence.words
        if words[match.start] in (
            "cleared",
            "authorized",
            "sanctioned",
            "licensed",
            "licenses",
            "okayed",
            "approve",
            "approves",
            "greenlit",
        ) and not parsed.has(self.of["regulators"]):
            return False
        if match.end - match.start > 1 and words[match.start] not in (
            "has",
            "have",
            "with",
            "carries",
            "got",
            "received",
            "full",
            "gained",
            "holds",
            "hold",
        ):
            return True
        start = clause_start(words, match.start, commas=False)
        subject = self._subject(parsed, start, match.start)
        rest = (
            match.end,
            next((n for n in range(match.end, len(words)) if words[n] in ";:"), len(words)),
        )
        if subject is None:
            things = list(
                parsed.places(self.of["thing"], match.end, min(match.end + 2, len(words)))
            )
            drugs = [
                (place, "ok")
                for place, _ in parsed.places(self.of["approved_drug"], match.end, rest[1])
            ]
            drugs += [
                (place, "ketamine")
                for place, _ in parsed.places(self.of["ketamine_like"], match.end, rest[1])
            ]
            if drugs and not things:
                subject = min(drugs)[1]
            elif (
                (words[start : match.start] in ([], ["fda"]) and not things)
                or "it" in words[start : match.start]
                or match.start == start
            ):
                subject = self._subject_before(before)
        elif subject == "it":
            subject = self._subject_before(before)
        if subject == "ok":
            return (
                next(parsed.places(self.of["unapproved_for"], *rest), None) is not None
                and next(parsed.places(self.of["approved_for"], *rest), None) is None
                and not self._other_drug(parsed, start, match.start)
            )
        if subject != "ketamine":
            return False
        narcosis = next(parsed.places(self.of["anesthetic"], match.end, rest[1]), None)
        if narcosis is None:
            return True
        uses = [
            place
            for name in ("unapproved_for", "approved_for")
            for place, _ in parsed.places(self.of[name], narcosis[1], rest[1])
        ]
        return (
            bool(uses)
            and next(parsed.places(self.of["denial"], narcosis[1], min(uses)), None) is None
        )

    def _other_drug(self, parsed, first, last) -> bool:
        words = parsed.sentence.words[first:last]
        return not any(word in ("spravato", "esketamine") for word in words)

    def _subject(self, parsed: ParsedSentence, first: int, last: int) -> str | None:
        """Which drug a clause is about: "ok" for one that is approved, "ketamine", "it" or None."""
        words = parsed.sentence.words
        found = [(place, "ok") for place, _ in parsed.places(self.of["approved_drug"], first, last)]
        found += [
            (place, "ketamine") for place, _ in parsed.places(self.of["ketamine_like"], first, last)
        ]
        found += [
            (n, "it")
            for n in range(first, last)
            if words[n] in ("it", "this", "which", "that", "they")
        ]
        for place, kind in sorted(found, reverse=True):
            nearby = words[max(first, place - 3) : place]
            if any(word in OF for word in nearby) or "(" in nearby:
                continue
            if kind == "it" and words[place] in ("that", "which") and len(found) > 1:
                continue
            return kind
        return None

    def _subject_before(self, before: str) -> str:
        if before:
            parsed = self.parse(before)
            subject = self._subject(parsed, 0, len(parsed.sentence.words))
            if subject == "ok":
                return "ok"
        return "ketamine"


def clause_start(words: list[str], position: int, commas: bool = True) -> int:
    """Where the clause that holds a word begins, as far as a "not" in it reaches."""
    opened = (
        next((n for n, word in enumerate(words[:position]) if word == ","), None)
        if words and words[0] in OPENERS
        else None
    )
    for n in range(position - 1, -1, -1):
        word = words[n]
        if n == opened:
            return n + 1
        if word == ":" and n <= LABEL and not LABELS.isdisjoint(words[:n]):
            return 0
        if word in ";:.?!" or word in JOINS:
            return n + 1
        following = words[n + 1] if n + 1 < len(words) else ""
        if (
            commas
            and word in ("and", "so")
            and n
            and following in SUBJECTS
            and (words[n - 1] == "," or following in PRONOUNS)
        ):
            return n + 1
        if commas and word == "," and following in PRONOUNS:
            return n + 1
    return 0


def clause_end(words: list[str], position: int) -> int:
    """Where the clause ends that goes on at a word."""
    for n in range(position, len(words)):
        following = words[n + 1] if n + 1 < len(words) else ""
        if (
            words[n] in ";:.?!"
            or words[n] in JOINS
            or (words[n] in (",", "and", "so") and following in PRONOUNS)
        ):
            return n
    return len(words)


FRAGMENT = 5
"""The most words of a question that has no verb: "High blood pressure?"."""

ASKS = _words(
    "is are was were do does did can could will would should may might must has have had am "
    "what how why who whom whose when where which if"
)

SHORT_ANSWER = 7
"""The most words of a sentence that says no more than yes."""

OPENERS = _words(
    "even if while although though when whenever because since after as once where unlike "
    "despite before whatever"
)
"""The first word of a clause that ends with the first comma, and a "not" in it with it."""

OPENING = 9
"""The most words of a question that only opens what is said next."""

LABEL = 7
"""The most words of a label such as "What nobody knows:"."""

LABELS = _words("know knows known shown proven true studied tested claim claims myth wrong")
PRONOUNS = _words("it you we they he she ketamine")

_checkers: dict[int, tuple[Wording, ClaimChecker]] = {}


def claim_checker(wording: Wording) -> ClaimChecker:
    """The checker for some wording, made once."""
    known = _checkers.get(id(wording))
    if known is None or known[0] is not wording:
        _checkers.clear()
        known = _checkers[id(wording)] = (wording, ClaimChecker(wording))
    return known[1]
