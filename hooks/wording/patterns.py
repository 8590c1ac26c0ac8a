"""Patterns of words, and where they stand in a sentence.

An editor writes patterns as words (``docs/data/wording/words.yml`` says how); this
module reads them and finds them. A sentence is a list of plain words: small
letters, American spelling, contractions written out, hyphens gone. Matching is
by hand rather than by regular expression, so a pattern can never take more
than a bounded time for each word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product

from hooks.wording.parse import BREAKS, Sentence


class PatternError(Exception):
    """A pattern that cannot be read; the text says why, ``token`` is what cannot be read in it."""

    def __init__(self, token: str, why: str):
        super().__init__(why)
        self.token = token


GAPS = {"..": 5, "...": 12}
NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "several",
        "few",
        "couple",
        "single",
    ]
)


NO_NAMES = frozenset(
    [
        "spravato",
        "ketamine",
        "esketamine",
        "you",
        "your",
        "they",
        "the",
        "this",
        "that",
        "some",
        "most",
        "many",
        "people",
        "she",
        "both",
        "each",
        "one",
        "half",
        "ask",
        "then",
        "after",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


@dataclass(frozen=True)
class Element:
    """One place of a pattern: a choice of words, a gap or the beginning.

    Attributes:
        kind: ``words``, ``gap``, ``start``, ``name`` (a person's) or ``unless``.
        bit: for words, the element's bit in a sentence's mask.
        most: for a gap, the most words in it.
        optional: whether it may be left out.
    """

    kind: str
    bit: int = 0
    index: int = 0
    most: int = 0
    optional: bool = False


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to be looked for.

    Attributes:
        text: as it was written.
        elements: its places.
        needed: the bits of every place that may not be left out.
        index_bit: the bit of the place whose words are the least common.
    """

    text: str
    elements: tuple[Element, ...]
    needed: int
    index_bit: int


@dataclass(frozen=True)
class AllOf:
    """Things that make a claim when they stand in one sentence, in whatever order.

    Attributes:
        text: as it was written.
        parts: the patterns that have to stand there, none over another.
        unless: patterns that must not stand anywhere in the sentence.
        needed: the bits of every place that may not be left out.
        index_bit: the bit of the place whose words are the least common.
    """

    text: str
    parts: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    needed: int
    index_bit: int


MAX_SPAN = 26
"""The most words from the first to the last part of a frame."""
MAX_OCCURRENCES = 6
"""How many places of each part are tried."""

COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "to",
        "of",
        "in",
        "for",
        "and",
        "or",
        "you",
        "your",
        "it",
        "this",
        "that",
        "they",
        "their",
        "we",
        "our",
        "on",
        "with",
        "can",
        "will",
        "may",
        "not",
        "no",
        "do",
        "does",
        "have",
        "has",
        "had",
        "by",
        "from",
        "at",
        "as",
        "more",
        "most",
        "people",
        "one",
        "two",
        "what",
        "when",
        "if",
        "after",
        "all",
        "so",
        "how",
        "who",
        "which",
        "many",
        "some",
        "any",
    ]
)


@dataclass(frozen=True)
class Match:
    """Where a pattern stands: words ``start`` up to ``end``, and the gaps inside it."""

    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()


class PatternSet:
    """Lists of words, and the patterns written with them."""

    def __init__(self, lists: dict[str, list[str]]):
        self._lists = {name: list(entries) for name, entries in lists.items()}
        self._elements: dict[str, Element] = {}
        self._choices: list[tuple[frozenset, dict]] = []
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._first: list[int] = []  # by form: the bits of the elements it can begin
        self._words: dict[str, tuple[frozenset, int]] = {}
        self._stem_sizes: set[int] = set()

    def pattern(self, text: str) -> Pattern:
        """Read a pattern.

        Raises:
            PatternError: a list that does not exist, or a pattern of gaps only.
        """
        elements, needed = [], 0
        for token in text.split():
            if token in GAPS:
                elements.append(Element("gap", most=GAPS[token]))
            elif token == "^":
                elements.append(Element("start"))
            elif token == "<name>":
                elements.append(Element("name"))
            elif token.startswith("!") and len(token) > 1:
                found = self.element(token[1:])
                elements.append(Element("unless", found.bit, found.index))
            else:
                optional = token.endswith("?") and len(token) > 1
                found = self.element(token[:-1] if optional else token)
                elements.append(Element("words", found.bit, found.index, optional=optional))
                if not optional:
                    needed |= found.bit
        while elements and elements[-1].kind == "gap":
            elements.pop()
        if not needed:
            raise PatternError(text, f'"{text}" names no word')
        must = [element for element in elements if element.kind == "words" and not element.optional]
        return Pattern(text, tuple(elements), needed, min(must, key=self._commonness).bit)

    def frame(self, text: str) -> AllOf:
        """Read a frame: patterns with `` + `` between them, then those that must not stand there,
        each after `` - ``.

        Raises:
            PatternError: as for a pattern.
        """
        together, *unless = text.split(" - ")
        parts = tuple(self.pattern(part) for part in together.split(" + "))
        needed = 0
        for part in parts:
            needed |= part.needed
        index_bit = min(
            (
                element
                for part in parts
                for element in part.elements
                if element.kind == "words" and not element.optional
            ),
            key=self._commonness,
        ).bit
        return AllOf(text, parts, tuple(self.pattern(part) for part in unless), needed, index_bit)

    def _commonness(self, element: Element) -> int:
        single, longer = self._choices[element.index]
        first = single | longer.keys()
        return len(first) + 100 * sum(1 for word in COMMON if self._exact.get(word) in first)

    def element(self, token: str) -> Element:
        """A choice of words: ``heal/cure``, ``<drug>`` or the name of a list."""
        known = self._elements.get(token)
        if known:
            return known
        single: set[int] = set()
        longer: dict[int, list[tuple[int, ...]]] = {}
        index, bit = len(self._choices), 1 << len(self._choices)
        self._choices.append((frozenset(), {}))
        for phrase in self._phrases(token, ()):
            forms = tuple(self._form(word) for word in phrase)
            self._first[forms[0]] |= bit
            if len(forms) == 1:
                single.add(forms[0])
            else:
                longer.setdefault(forms[0], []).append(forms[1:])
        self._choices[index] = (frozenset(single), longer)
        self._words.clear()
        known = self._elements[token] = Element("words", bit, index)
        return known

    def _phrases(self, token: str, within: tuple[str, ...]):
        """Every phrase a token stands for, as lists of words."""
        if token.startswith("<") and token.endswith(">") and "/" not in token:
            yield from self._phrases_of_list(token[1:-1], within)
            return
        if " " in token:
            phrases = [()]
            for part in token.split():
                phrases = [
                    before + tuple(after)
                    for before in phrases
                    for after in self._phrases(part, within)
                ]
            yield from phrases
            return
        for choice in token.split("/") if "/" in token else [token]:
            if choice.startswith("<") and not choice.endswith(">"):
                raise PatternError(choice, f'"{choice}" has no ">" at its end')
            if choice.startswith("<"):
                yield from self._phrases(choice, within)
            elif choice:
                yield tuple(choice.split("_"))

    def _phrases_of_list(self, name: str, within: tuple[str, ...]):
        if name not in self._lists:
            raise PatternError(f"<{name}>", f'there is no list "{name}"')
        if name in within:
            raise PatternError(f"<{name}>", f'the list "{name}" holds itself')
        for entry in self._lists[name]:
            yield from self._phrases(entry, within + (name,))

    def _form(self, word: str) -> int:
        if word.startswith("*"):
            holder, key = self._tails, word[1:]
        elif word.endswith("*"):
            holder, key = self._stems, word[:-1]
            self._stem_sizes.add(len(key))
        else:
            holder, key = self._exact, word
        if key not in holder:
            holder[key] = len(self._first)
            self._first.append(0)
        return holder[key]

    def forms(self, word: str) -> tuple[frozenset, int]:
        """The written forms a word fits, and the bits of the elements it can begin."""
        known = self._words.get(word)
        if known is None:
            found = set()
            if word in self._exact:
                found.add(self._exact[word])
            for size in self._stem_sizes:
                if size <= len(word) and word[:size] in self._stems:
                    found.add(self._stems[word[:size]])
            for tail, form in self._tails.items():
                if word.endswith(tail):
                    found.add(form)
            if "NUM" in self._exact and (word[0].isdigit() or word in NUMBERS):
                found.add(self._exact["NUM"])
            mask = 0
            for form in found:
                mask |= self._first[form]
            if len(self._words) > 200_000:
                self._words.clear()
            known = self._words[word] = (frozenset(found), mask)
        return known

    def parse(self, sentence: Sentence) -> ParsedSentence:
        """A sentence ready for patterns to be looked for in it."""
        return ParsedSentence(self, sentence)


class ParsedSentence:
    """A sentence with the forms of its words."""

    def __init__(self, pattern_set: PatternSet, sentence: Sentence):
        self.pattern_set, self.sentence = pattern_set, sentence
        pairs = [pattern_set.forms(word) for word in sentence.words]
        self.forms = [forms for forms, _ in pairs]
        self.masks = [mask for _, mask in pairs]
        self._spots: dict[int, list[tuple[int, int]]] = {}
        self.mask = 0
        for mask in self.masks:
            self.mask |= mask

    def has(self, element: Element) -> bool:
        """Whether a choice of words stands anywhere."""
        return next(self.places(element), None) is not None

    def places(self, element: Element, first: int = 0, last: int | None = None):
        """Where a choice of words stands between two words: its start and end."""
        if not self.mask & element.bit:
            return
        last = len(self.forms) if last is None else last
        for start in range(first, last):
            if self.masks[start] & element.bit:
                for end in self.ends(element, start):
                    yield start, end
                    break

    def spots(self, element: Element) -> list[tuple[int, int]]:
        """Every place of a choice of words in the sentence, looked for once."""
        known = self._spots.get(element.index)
        if known is None:
            known = self._spots[element.index] = list(self.places(element))
        return known

    def ends(self, element: Element, start: int):
        """Where a choice of words that starts at a word ends."""
        if start >= len(self.forms) or not self.masks[start] & element.bit:
            return
        single, longer = self.pattern_set._choices[element.index]
        here = self.forms[start]
        for form in here:
            for rest in longer.get(form, ()):
                end = start + 1
                for wanted in rest:
                    if end >= len(self.forms) or wanted not in self.forms[end]:
                        break
                    end += 1
                else:
                    yield end
        if not single.isdisjoint(here):
            yield start + 1

    def find(self, pattern: Pattern):
        """Every place a pattern stands, the shortest for each beginning."""
        if self.mask & pattern.needed != pattern.needed:
            return
        first = next(element for element in pattern.elements if element.kind != "start")
        edge = pattern.elements[0].kind == "start"
        for start in range(1 if edge else len(self.forms)):
            if first.kind == "words" and not first.optional and not self.masks[start] & first.bit:
                continue
            found = self._from(pattern.elements, 0, start, ())
            if found:
                yield Match(start, *found)

    def find_all_of(self, frame: AllOf):
        """Every place where the parts of a frame stand together; its gaps are what lies
        between them.
        """
        if self.mask & frame.needed != frame.needed:
            return
        places = []
        for part in frame.parts:
            if len(part.elements) == 1:
                found = [Match(*spot) for spot in self.spots(part.elements[0])[:MAX_OCCURRENCES]]
            else:
                found = list(
                    islice(
                        (match for match in self.find(part) if match.end > match.start),
                        MAX_OCCURRENCES,
                    )
                )
            if not found:
                return
            places.append(found)
        if any(
            (
                self.spots(pattern.elements[0])
                if len(pattern.elements) == 1
                else next(self.find(pattern), None)
            )
            for pattern in frame.unless
        ):
            return
        for chosen in product(*places):
            spans = sorted(chosen, key=lambda match: match.start)
            if spans[-1].end - spans[0].start <= MAX_SPAN and all(
                a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)
            ):
                between = [(a.end, b.start) for a, b in zip(spans, spans[1:], strict=False)]
                yield Match(
                    spans[0].start,
                    spans[-1].end,
                    tuple(between + [gap for match in spans for gap in match.gaps]),
                )

    def _is_name(self, position: int) -> bool:
        """Whether a word is written like a person's name."""
        if position >= len(self.forms):
            return False
        word = self.sentence.text[self.sentence.starts[position] : self.sentence.ends[position]]
        return word.istitle() and len(word) > 2 and word.lower() not in NO_NAMES

    def _from(self, elements, number, position, gaps):
        if number == len(elements):
            return position, gaps
        element = elements[number]
        if element.kind == "words":
            for end in self.ends(element, position):
                found = self._from(elements, number + 1, end, gaps)
                if found:
                    return found
            return self._from(elements, number + 1, position, gaps) if element.optional else None
        if element.kind == "gap":
            return self._over(element, elements, number, position, gaps)
        if element.kind == "start":
            return self._from(elements, number + 1, position, gaps) if position == 0 else None
        if element.kind == "name":
            return (
                self._from(elements, number + 1, position + 1, gaps)
                if self._is_name(position)
                else None
            )
        if next(self.ends(element, position), None) is not None:
            return None
        return self._from(elements, number + 1, position, gaps)

    def _over(self, gap, elements, number, position, gaps):
        """What follows a gap, the shortest one first; a gap ends where another thought begins."""
        for size in range(gap.most + 1):
            end = position + size
            if end > len(self.forms):
                return None
            if size and (
                self.sentence.words[end - 1] in BREAKS or self.sentence.words[end - 1] == "but"
            ):
                return None
            found = self._from(elements, number + 1, end, (*gaps, (position, end)))
            if found:
                return found
        return None
