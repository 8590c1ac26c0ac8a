"""Where a page names a benefit of ketamine, a harm and an unknown stand near its beginning."""

from __future__ import annotations

from collections.abc import Iterator

from hooks.blocks import with_trait
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import Passage
from hooks.text.sentences import split_sentences
from hooks.wording.checker import claim_checker

RULE = Rule({"balance": ERROR}, reads_data=True)

NEAR = 1
"""How many sections after the lead are still near it."""
LEADS_ON = with_trait("LEADS_ON")
NOT_FOR_VISITORS = ("for-clinics", "for-editors", "about")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Pages that say what is good about ketamine before they say what is not, or what nobody
    knows.

    Asked of each section, it makes every section say the same again, and readers skip what
    repeats. So it is asked once, where a reader begins: in the lead, in a box there, or in
    the first section.
    """
    if guide.wording is None or source.section in NOT_FOR_VISITORS:
        return
    words = claim_checker(guide.wording)
    good = words.group("benefit")
    passages = [
        passage
        for passage in guide.passages(source)
        if not passage.quoted and LEADS_ON.isdisjoint(passage.block)
    ]
    named = _first(good, passages)
    if named is None:
        return
    near = [
        text
        for passage in passages
        if passage.section <= NEAR
        for _, text in split_sentences(passage.text)
    ]
    missing = [
        name
        for name, group in (("a harm", "harm"), ("what nobody knows", "unknown"))
        if not any(map(words.group(group, denied=True), near))
    ]
    if missing:
        passage, offset = named
        yield Finding(
            source.path,
            *passage.place(offset),
            "balance",
            f"This names something good about ketamine, and the beginning of the page does not "
            f"name {' or '.join(missing)}.",
            "Add a sentence with it to the lead, to a box there or to the first section.",
        )


def _first(good, passages: list[Passage]) -> tuple[Passage, int] | None:
    """The first sentence that names a benefit: its passage, and where in it the sentence
    begins."""
    for passage in passages:
        if passage.kind in ("paragraph", "item"):
            for offset, text in split_sentences(passage.text):
                if good(text):
                    return passage, offset
    return None
