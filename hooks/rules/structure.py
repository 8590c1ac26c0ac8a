"""The build of a page: one h1, no skipped level, words for pictures, links that say where they go,
short lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.inline import plain
from hooks.text.markdown_file import Line, MarkdownFile
from hooks.text.syntax import LINK

RULE = Rule({"structure": ERROR}, is_about_signs=True)


LONGEST_LIST = 7
TABBED = re.compile(r"\S\t+\S")
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """What a screen reader or a hurried eye would stumble over."""
    if source.findings:
        return

    def finding(line, column, message, fix):
        return Finding(source.path, line, column, "structure", message, fix)

    yield from _headings(source, finding)
    for comment in source.comments:
        if not comment.closed:
            yield finding(
                comment.line,
                comment.column,
                "This comment is never closed, and would be printed as it stands.",
                'End it with "-->".',
            )
    yield from _links(source, guide, finding)
    yield from _tabs(source, finding)
    yield from _tables(source, guide, finding)
    yield from _lists(source, guide, finding)


def _headings(source: MarkdownFile, finding) -> Iterator[Finding]:
    headings = source.headings
    if not headings:
        yield finding(
            source.body[0].number if source.body else 1,
            1,
            "This page has no heading.",
            'Start the text with "# " and the page\'s title.',
        )
    elif headings[0].level != 1:
        yield finding(
            headings[0].line,
            1,
            "The first heading of a page has to be its title.",
            'Put a line "# Title" before it.',
        )
    for before, heading in pairwise(headings):
        if heading.level == 1:
            yield finding(
                heading.line,
                1,
                "A page has one title; this is a second.",
                'Write "## " before it, or make it a page of its own.',
            )
        elif heading.level > before.level + 1:
            yield finding(
                heading.line,
                1,
                f"This heading skips a level, from {before.level} to {heading.level}.",
                f'Write "{"#" * (before.level + 1)} " before it.',
            )


def _links(source: MarkdownFile, guide: Guide, finding) -> Iterator[Finding]:
    empty = set(guide.wording.lists.link_text if guide.wording else [])
    for line in source.live:
        for match in LINK.finditer(line.text):
            yield from _link(line, match, empty, finding)


def _link(line: Line, match: re.Match[str], empty: set[str], finding) -> Iterator[Finding]:
    words = plain(match.group(2))
    column = match.start() + 1
    if match.group(1):
        if not words:
            yield finding(
                line.number,
                column,
                "This picture has no words for those who cannot see it.",
                'Say between the square brackets what it shows: "![Two people, back to '
                'back](...)".',
            )
        return
    bare = re.sub(r"[^a-z0-9 ]", "", words.lower()).strip()
    if not words:
        yield finding(
            line.number,
            column,
            "This link has no words.",
            "Write where it goes between the square brackets.",
        )
    elif bare in empty or BARE_ADDRESS.match(words):
        yield finding(
            line.number,
            column,
            f'The link "{words}" does not say where it goes.',
            "Use the name of the page or of what the reader finds there.",
        )


def _tabs(source: MarkdownFile, finding) -> Iterator[Finding]:
    last = 0
    for line in source.prose:
        if "\t" in line.text and (tabbed := TABBED.search(line.text)):
            if line.number != last + 1:
                yield finding(
                    line.number,
                    tabbed.start() + 2,
                    "Tabs part these words, as in a table pasted from a word processor, and they "
                    "would run together.",
                    'Write each row with bars, "| Drug | Price |", and a line "|---|---|" below '
                    "the first.",
                )
            last = line.number


def _text(source, guide):
    return (passage for passage in guide.passages(source) if passage.kind != "picture")


def _tables(source, guide, finding):
    before = None
    for passage in _text(source, guide):
        if passage.kind == "cell" and (before is None or before.kind == "heading"):
            yield finding(
                passage.line,
                1,
                "This table stands without a word about what it shows.",
                "Write a sentence above it.",
            )
        before = passage


def _lists(source, guide, finding):
    runs: dict[int, list] = {}
    block = ()
    for passage in _text(source, guide):
        if passage.kind != "item" or passage.block != block:
            yield from _long(runs, finding)
            runs, block = {}, passage.block
        if passage.kind == "item":
            deeper = [indent for indent in runs if indent > passage.indent]
            yield from _long({indent: runs.pop(indent) for indent in deeper}, finding)
            runs.setdefault(passage.indent, []).append(passage)
    yield from _long(runs, finding)


def _long(runs, finding):
    for items in runs.values():
        if len(items) > LONGEST_LIST:
            yield finding(
                items[LONGEST_LIST].line,
                1,
                f"This list has {len(items)} items; after {LONGEST_LIST} people skip.",
                "Part it in two with a sentence or a heading between, or join items that belong "
                "together.",
            )
