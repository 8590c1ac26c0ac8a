"""Numbers a tired reader can compare: "x in 100", whole, with "to" between two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.marks import ALMOST
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.sentences import split_sentences

RULE = Rule({"numbers": ERROR}, reads_data=True)


WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand)"
)
AMOUNT = rf"(?:\d[\d,]*(?:\.\d+)?|{WORD}(?:[ -]{WORD})?)"
NOT_PEOPLE = (
    r"(?![ -](?:months?|weeks?|days?|hours?|minutes?|months?|years?|sessions?|steps?|places?"
    r"|lines?|rooms?|a row\b))"
)
PERCENT = re.compile(rf"\b{AMOUNT}(?:\s?%|[ -](?:percent|per cent|percentage points?)\b)", re.I)
DECIMAL = re.compile(r"(?<![\w.$-])\d+\.\d+(?![\w.-])")
VERSION = re.compile(
    r"(?:version|release|python|mkdocs|wcag|guidelines?|section|statement|level)\s+$", re.I
)
RANGE = re.compile(r"(?<![\w./-])\$?\d{1,3}(?:,\d{3})*\s?[-‐-―]\s?\$?\d{1,3}(?:,\d{3})*(?![\w/-])")
FRACTION = re.compile(r"(?<![\w./-])(?!24/7|9/11)\d{1,3}/\d{1,3}(?![\w/-])")
OUT_OF = re.compile(
    rf"\b({AMOUNT})(?: (?:people|person|couples?|patients?|adults?))? (in|out of)(?: every"
    rf"| each)? ({AMOUNT})\b(?!\.\d){NOT_PEOPLE}",
    re.I,
)
TIMES = re.compile(
    rf"\b(?:twice|half|{AMOUNT} times) (?:as (?:likely|high|common|many|much|often|large|big"
    r"|great)|"
    r"(?:more|less) (?:likely|common|often|frequent)|higher|lower|greater|larger|the (?:risk"
    r"|chance|odds|rate))\b"
    r"|\b(?:risk|chance|rate|odds|number|cases|use|calls)s? (?:has |have |had |was "
    r"|were )?(?:more than |nearly |almost )?(?:doubled|tripled|halved|quadrupled)\b"
    r"|\b(?:doubles|triples|halves|doubled|halved) (?:the|your|their) (?:risk|chance|odds|rate)\b",
    re.I,
)
JARGON = re.compile(
    r"\b(?:odds ratios?|effect sizes?|hazard ratios?|relative risks?|risk ratios?"
    r"|confidence intervals?|p[ -]values?|"
    r"standard deviations?|Cohen'?s d|numbers? needed to treat)\b",
    re.I,
)
CODE = re.compile(r"`[^`]*`")
HUNDRED = re.compile(r"\b(?:\d+|one|fewer than 1|none) (?:people |couples )?in 100\b", re.I)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Percentages, decimals, dashes between numbers, fractions, and shares of anything but 100."""
    for passage in () if source.is_exact else guide.passages(source):
        if passage.quoted or passage.kind == "argument":
            continue
        if not any(sign.isdigit() for sign in passage.text) and not LETTERS.search(passage.text):
            continue
        code = " ".join(CODE.findall(passage.raw)) if "`" in passage.raw else ""
        if "[" in passage.raw:
            code += " ".join(
                match.group() for match in ALMOST.finditer(passage.raw)
            )  # the rule on marks says what is wrong there
        for offset, text in split_sentences(passage.text):
            found = sorted(faults(text), key=lambda fault: (fault[0].start(), -fault[0].end()))
            last = 0
            for match, message, fix in found:
                if match.start() < last or match.group() in code:
                    continue
                last = match.end()
                yield Finding(
                    source.path, *passage.place(offset + match.start()), "numbers", message, fix
                )


LETTERS = re.compile(
    r"(?i)percent|per cent|times|twice|half|doubl|tripl|halv| in | out of |ratio|effect size"
    r"|value|deviation|interval|risk"
)


def _shares(text: str):
    """Shares that do not count in 100, or do not say of how many."""
    for match in OUT_OF.finditer(text):
        if _is_plain_share(match):
            continue
        yield (
            match,
            (
                f'"{match.group()}" does not count in 100, so it cannot be compared with the '
                "other numbers."
            ),
            (
                'Write "x in 100", "fewer than 1 in 100", or the people of a study: "19 of 134 '
                'couples".'
            ),
        )
    if not HUNDRED.search(text):
        for match in TIMES.finditer(text):
            yield (
                match,
                f'"{match.group()}" does not say how many people that is.',
                'Give both numbers: "18 in 100 with the drug and 9 in 100 without it".',
            )


def _is_plain_share(match: re.Match[str]) -> bool:
    """Whether "x in y" counts in 100, is a year or a way of speaking: "one in two"."""
    below = match.group(3).replace(",", "").lower()
    return below == "100" or (
        match.group(2) == "in" and (_year(below) or below in ("one", "1", "two"))
    )


def faults(text):
    """What is wrong with the numbers of a sentence: match, message and fix."""
    for match in PERCENT.finditer(text):
        yield (
            match,
            f'"{match.group()}" is a percentage, and many people find those hard.',
            f'Write "{_hundred(match.group())}".',
        )
    for match in DECIMAL.finditer(text):
        if not VERSION.search(text[: match.start()]):
            yield (
                match,
                f'"{match.group()}" has decimals, which look surer than the evidence is.',
                'Round it, and write it as "x in 100" or in words.',
            )
    for match in RANGE.finditer(text):
        low, high = re.split(r"\s?[-‐-―]\s?", match.group(), maxsplit=1)
        yield (
            match,
            f'"{match.group()}" has a dash, which a screen reader may skip.',
            f'Write "{low} to {high}".',
        )
    for match in FRACTION.finditer(text):
        yield (
            match,
            f'"{match.group()}" is a fraction in signs.',
            'Write it as "x in 100" or in words: "half", "3 of 4 couples".',
        )
    yield from _shares(text)
    for match in JARGON.finditer(text):
        yield (
            match,
            f'"{match.group()}" is a word of statistics.',
            "Say how many in 100 people had the effect, with and without.",
        )


def _year(number: str) -> bool:
    return number.isdigit() and 1900 <= int(number) <= 2100


def _hundred(words: str) -> str:
    number = re.match(r"[\d.,]+", words)
    if not number:
        return "x in 100"
    value = float(number.group().replace(",", "").rstrip(".") or 0)
    return "fewer than 1 in 100" if value < 1 else f"{value:.0f} in 100"
