"""Where a benefit of ketamine is named, a harm and an unknown stand in the same section."""

from __future__ import annotations

from collections.abc import Iterator

from hooks.blocks import with_trait
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import Passage
from hooks.text.readability import count_words
from hooks.text.sentences import split_sentences
from hooks.wording.checker import claim_checker

RULE = Rule({"balance": ERROR}, reads_data=True)


SHORT = 150
"""A section under ### with fewer words may lean on the section around it."""
LEADS_ON, SUMMARIES = with_trait("LEADS_ON"), with_trait("IS_SUMMARY")
NOT_FOR_VISITORS = ("for-clinics", "for-editors", "about")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Sections that say what is good about ketamine and leave out what is not, or what nobody
    knows."""
    if guide.wording is None or source.section in NOT_FOR_VISITORS:
        return
    words = claim_checker(guide.wording)
    good = words.group("benefit")
    harms = words.group("harm", denied=True)
    unknowns = words.group("unknown", denied=True)
    levels = [heading.level for heading in source.headings]
    around = _around(levels)
    sections: dict[tuple[str, int], list[Passage]] = {}
    for passage in guide.passages(source):
        if not passage.quoted and LEADS_ON.isdisjoint(passage.block):
            kind = "section" if SUMMARIES.isdisjoint(passage.block) else "box"
            sections.setdefault((kind, passage.section), []).append(passage)
    for (kind, number), passages in sections.items():
        if number < 0 or (
            kind == "section" and (levels[number] == 1 or unknowns(source.headings[number].text))
        ):
            continue
        place = next(
            (
                (passage, offset, text)
                for passage in passages
                if passage.kind in ("paragraph", "item")
                for offset, text in split_sentences(passage.text)
                if good(text)
            ),
            None,
        )
        if place is None:
            continue
        near = list(passages)
        if (
            kind == "section"
            and levels[number] > 2
            and sum(count_words(passage.text) for passage in passages) < SHORT
        ):
            near = [
                passage
                for (other, n), more in sections.items()
                if other == "section" and around.get(n) == around.get(number)
                for passage in more
            ]
        sentences = [text for passage in near for _, text in split_sentences(passage.text)]
        missing = [
            name
            for name, find in (("a harm", harms), ("what nobody knows", unknowns))
            if not any(find(text) for text in sentences)
        ]
        if missing:
            passage, offset, text = place
            where = "The box" if kind == "box" else f'The section "{passage.under}"'
            yield Finding(
                source.path,
                *passage.place(offset),
                "balance",
                f"{where} names something good about ketamine, and not {' or '.join(missing)}.",
                "Add a sentence with it to the same section, or move the good thing to where "
                "both stand.",
            )


def _around(levels: list[int]) -> dict[int, int]:
    """For each heading the one of level 1 or 2 whose section it stands in."""
    around: dict[int, int] = {}
    for number, level in enumerate(levels):
        around[number] = number if level in (1, 2) else around.get(number - 1, number)
    return around
