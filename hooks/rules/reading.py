"""How hard a page is to read: by page, by section, by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from hooks.blocks import BY_NAME
from hooks.data.shown_text import ShownText
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, WARNING, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import Passage, prose_of, read_passages
from hooks.text.readability import count_words
from hooks.text.sentences import LONGEST, split_sentences
from hooks.wording.checker import claim_checker

RULE = Rule(
    {
        "reading-page": ERROR,
        "reading-sentence": ERROR,
        "reading-section": WARNING,
        "reading-passive": WARNING,
    },
    reads_data=True,
)


HARDEST_PAGE = 8.0
HARDEST_STAFF_PAGE = 9.0
HARDEST_SECTION = 9.0
STAFF = ("for-clinics", "for-editors")
SHORTEST_SECTION = 40
"""The words a section has at least before its grade means anything."""
LONGEST_SENTENCE = 25
PASSIVE_RUN = 3


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """A page or section above its grade, sentences over 25 words, and runs of the passive voice."""
    # A help line counts as its kind, so that a page does not read harder in another region.
    prose = prose_of(read_passages(source, kinds=BY_NAME))
    if not prose or source.is_exact:
        return
    most = HARDEST_STAFF_PAGE if source.section in STAFF else HARDEST_PAGE
    reached = guide.grades.of([passage.text for passage in prose])
    first = source.headings[0].line if source.headings else prose[0].line
    what = "This page"
    if isinstance(source, ShownText):
        first, what = source.top, source.what[0].upper() + source.what[1:]
    if reached > most:
        yield Finding(
            source.path,
            first,
            1,
            "reading-page",
            f"{what} reads at grade {reached:.1f}; the most is {most:.0f}.",
            f"Shorten the longest sentences and use everyday words. {_hardest(prose, guide)}",
        )
    yield from _sections(source, guide, prose, most)
    passive = claim_checker(guide.wording).group("passive") if guide.wording else None
    for passage in prose:
        parts = split_sentences(passage.text, whole=True)
        yield from _sentences(source, passage, parts)
        if passive:
            yield from _passives(source, passage, parts, passive)


def _sections(
    source: MarkdownFile, guide: Guide, prose: list[Passage], most: float
) -> Iterator[Finding]:
    """Sections that are much harder than a page may be."""
    sections: dict[int, list[Passage]] = {}
    for passage in prose:
        sections.setdefault(passage.section, []).append(passage)
    for number, section in sections.items():
        if sum(count_words(passage.text) for passage in section) < SHORTEST_SECTION or number < 0:
            continue
        reached = guide.grades.of([passage.text for passage in section])
        if reached > max(HARDEST_SECTION, most):
            heading = source.headings[number] if number < len(source.headings) else None
            yield Finding(
                source.path,
                heading.line if heading else section[0].line,
                1,
                "reading-section",
                f'The section "{section[0].under}" reads at grade {reached:.1f}; above '
                f"{max(HARDEST_SECTION, most):.0f} people give up.",
                _hardest(section, guide),
            )


def _sentences(
    source: MarkdownFile, passage: Passage, parts: list[tuple[int, str]]
) -> Iterator[Finding]:
    """Sentences that are too long."""
    for offset, text in parts:
        words = count_words(text)
        if words > LONGEST_SENTENCE:
            yield Finding(
                source.path,
                *passage.place(offset),
                "reading-sentence",
                f"This sentence has {words} words; the most is {LONGEST_SENTENCE}.",
                f'Cut it in two, best where it says "{_cut(text)}".'
                if _cut(text)
                else "Cut it in two.",
            )


def _passives(
    source: MarkdownFile, passage: Passage, parts: list[tuple[int, str]], passive
) -> Iterator[Finding]:
    """Sentences in a row that do not say who does it."""
    run: list[int] = []
    for offset, text in parts:
        if not passive(text[:LONGEST]):
            run = []
            continue
        run.append(offset)
        if len(run) == PASSIVE_RUN:
            yield Finding(
                source.path,
                *passage.place(run[0]),
                "reading-passive",
                f"{PASSIVE_RUN} sentences in a row do not say who does it.",
                'Name who acts in at least one of them: "the staff check", "you decide".',
            )


def _hardest(passages, guide) -> str:
    long = [(count_words(text), text) for passage in passages for text in passage.sentences]
    words, text = max(long, default=(0, ""))
    return (
        f'Start with "{" ".join(text.split()[:6])} ...", which has {words} words.' if text else ""
    )


def _cut(text: str) -> str:
    words = text.split()
    middle = [
        (abs(n - len(words) / 2), n)
        for n, word in enumerate(words)
        if word.lower() in JOINS and 3 < n < len(words) - 3
    ]
    if not middle:
        return ""
    n = min(middle)[1]
    return " ".join(words[n : n + 2])


_JOINS = "and but because so which who that when while if although where since or"
JOINS = frozenset(_JOINS.split())
