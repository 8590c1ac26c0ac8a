"""The form of a page: its message first, the boxes where they belong, a length that a phone can
carry, and a way on at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hooks.blocks import BY_NAME
from hooks.blocks.emergency import Emergency
from hooks.blocks.in_short import InShort
from hooks.blocks.next_pages import NextPages
from hooks.blocks.safety import Safety
from hooks.data.forms import Forms
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import Passage, prose_of, read_passages
from hooks.text.readability import count_words

RULE = Rule({"form": ERROR})

TAG = re.compile(r"\[evidence:\s*(?:contested|not studied)\b")
KETAMINE = re.compile(r"\b(?:es)?ketamine\b", re.IGNORECASE)

Report = Callable[..., Finding]


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """What a page lacks or has too much of, by ``docs/data/forms.yml``."""
    forms = guide.forms
    if forms is None or source.findings or not source.headings:
        return
    first = source.headings[0].line
    below = next((each.line for each in source.headings if each.level == 2), None)

    def report(message: str, fix: str, line: int = first) -> Finding:
        return Finding(source.path, line, 1, "form", message, fix)

    yield from _boxes(source, guide, forms, below, report)
    passages = guide.passages(source)
    if forms.holds("lead", source.page):
        # A page is as long in every region: the name of a help line counts as one word.
        read = prose_of(read_passages(source, kinds=BY_NAME))
        yield from _length(source, forms, read, below, report)
    if forms.holds("without_a_drug", source.page):
        yield from _drug(passages, report)


def _boxes(
    source: MarkdownFile, guide: Guide, forms: Forms, below: int | None, report: Report
) -> Iterator[Finding]:
    blocks = guide.blocks_on(source)
    early = [kind for kind, block in blocks if below is None or block.line < below]
    if forms.holds("emergency", source.page) and (not blocks or blocks[0][0] is not Emergency):
        yield report(
            "Minutes may count for who reads this, and it does not begin with the emergency card.",
            'Put the block "/// emergency | Words" after the first paragraph.',
        )
    if forms.holds("afraid", source.page) and Safety not in early:
        yield report(
            "What this page asks for can be dangerous, and it does not ask first who is afraid.",
            'Put the block "/// safety" and a line "///" after the first paragraph.',
        )
    if forms.holds("in_short", source.page) and InShort not in early:
        yield report(
            "This page does not say at once what is known.",
            'Put the block "/// in-short" with three or four lines before the first section.',
        )
    if forms.holds("next", source.page) and (not blocks or blocks[-1][0] is not NextPages):
        yield report(
            "Who has read this page to its end is not told where to read on.",
            'Put the block "/// next" with two or three links at the end.',
        )


def _length(
    source: MarkdownFile, forms: Forms, read: list[Passage], below: int | None, report: Report
) -> Iterator[Finding]:
    if not read or (below is not None and read[0].line > below):
        yield report(
            "This page begins a section before it has said anything.",
            "Say its message in one to three sentences below the title.",
        )
    if forms.holds("looked_up", source.page):
        return
    words = sum(count_words(passage.text) for passage in read)
    if words > forms.most_words:
        yield report(
            f"This page has {words} words, and {forms.most_words} are a lot on a phone.",
            "Cut what is said twice, or make two pages of it.",
        )
    tags = [line for line in source.live if TAG.search(line.text)]
    if len(tags) > forms.most_tags:
        yield report(
            f"{len(tags)} tags on this page say how little is known; readers skip what repeats.",
            "Say the doubt once, where it changes a decision.",
            tags[forms.most_tags].number,
        )


def _drug(passages: list[Passage], report: Report) -> Iterator[Finding]:
    """A treatment on pages for people who did not ask for one."""
    for passage in passages:
        if NextPages.NAME not in passage.block and KETAMINE.search(passage.text):
            yield report(
                "This page serves people who will never take ketamine, and it speaks of it.",
                "Leave it out, or name it among the links at the end.",
                passage.line,
            )
