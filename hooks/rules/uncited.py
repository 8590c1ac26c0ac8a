"""A clinical statement has a source, a mark, or is practical advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.blocks import with_trait
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.inline import plain
from hooks.text.markdown_file import MarkdownFile
from hooks.text.sentences import split_sentences
from hooks.text.syntax import ADVICE_MARK, EVIDENCE_MARK, LINK, SOURCE_MARK, UNDERLINE
from hooks.wording.checker import claim_checker

RULE = Rule({"uncited": ERROR}, reads_data=True)


SECTIONS = ("ketamine", "couples", "questions")
FREE_BLOCKS = with_trait("MAY_BE_UNCITED")
NAVIGATION = 2
"""The most words beside its links that a line has which only says where to read on."""
ONLY_MARKS = re.compile(r"(?:\s*\[(?:\^|evidence:|practical advice)[^\[\]]*\])+\s*$")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Paragraphs and list items on clinical pages that state a fact and carry nothing."""
    if source.section not in SECTIONS or guide.wording is None:
        return
    clinical = statements(guide)
    covered = covered_sections(source)
    intro = False
    everything = guide.passages(source)
    for passage, following in zip(everything, [*everything[1:], None], strict=False):
        marked = carries(passage.raw)
        if passage.kind != "item":
            intro = passage.kind == "paragraph" and marked
        if (
            passage.kind not in ("paragraph", "item")
            or marked
            or FREE_BLOCKS.intersection(passage.block)
        ):
            continue
        if (
            passage.text.endswith(":")
            and following
            and following.kind == "item"
            and carries(following.raw)
        ):
            continue
        if len(plain(LINK.sub("", passage.raw)).split()) <= NAVIGATION:
            continue
        if passage.section in covered or (passage.kind == "item" and intro):
            continue
        for offset, text in split_sentences(passage.text):
            found = clinical(text)
            if found:
                yield Finding(
                    source.path,
                    *passage.place(offset + found[0]),
                    "uncited",
                    f'"{text[found[0] : found[1]]}" makes this a clinical statement, and it has '
                    "no source and no mark.",
                    'Add "[^source]" or "[evidence: early 9.2]" at the end, or "[practical '
                    'advice]" if it states no fact.',
                )
                break


def statements(guide):
    """A function that finds a clinical statement in a sentence: its place, or None."""
    words = claim_checker(guide.wording)
    found = words.group("clinical", denied=True)
    free = words.group("unclinical", denied=True)
    return lambda text: None if text.rstrip().endswith("?") or free(text) else found(text)


def carries(raw: str) -> bool:
    """Whether some Markdown has a source, a mark or "practical advice"."""
    return bool(SOURCE_MARK.search(raw) or EVIDENCE_MARK.search(raw) or ADVICE_MARK.search(raw))


def covered_sections(source) -> set[int]:
    """The sections whose heading is followed by a line of nothing but marks, and those inside
    them."""
    covered, number, open_level, waiting = set(), -1, 0, False
    headings = {heading.line: heading for heading in source.headings}
    for line in source.prose:
        head = headings.get(line.number)
        if head:
            number += 1
            level = head.level
            if open_level and level <= open_level:
                open_level = 0
            waiting = True
            if open_level:
                covered.add(number)
            current = level
        elif line.text.strip() and not (waiting and UNDERLINE.match(line.text)):
            if waiting and ONLY_MARKS.match(line.text):
                covered.add(number)
                open_level = current
            waiting = False
    return covered
