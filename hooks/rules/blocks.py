"""Page blocks: known names, closed, with an argument where one is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from hooks.blocks import BY_NAME
from hooks.finding import Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import Line, MarkdownFile
from hooks.text.syntax import BLOCK_CLOSE, BLOCK_OPEN, LINK

RULE = Rule({"block": ERROR}, looks_beyond=True, is_about_signs=True, suppressible=False)


ALMOST = re.compile(r"[\W_]*?(/{3,}|/{2}(?=\s|$)|／{2,})\s*([\w-]*)|.*?(?<![:/])(/{3,})")
"""A line that was meant to open or close a block, or has its sign in it."""
NEARLY_OPEN = re.compile(r"\s{0,3}(/{3,})\s*([\w-]+)")
SET_IN = re.compile(r"(?: {0,3}\t| {4})\s*\S")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Unknown, unclosed or empty-handed blocks, and closing lines with nothing to close."""
    opened: list[tuple[int, str, str]] = []
    below = 0
    for line in source.live:
        if line.number == below and SET_IN.match(line.text):
            yield Finding(
                source.path,
                line.number,
                1,
                "block",
                "This line is set in, so the block above would be printed as it stands.",
                "Start it at the beginning of the line.",
            )
        start, end = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
        if end:
            if opened and opened[-1][1] == end.group(1):
                opened.pop()
            else:
                yield Finding(
                    source.path,
                    line.number,
                    1,
                    "block",
                    "This line closes a block that was never opened.",
                    'Delete it, or open the block above with "/// name".',
                )
        elif start:
            slashes, name, _ = start.groups()
            below = line.number + 1
            opened.append((line.number, slashes, name))
            yield from _opened(source, guide, line, start)
        elif "//" in line.text or "／／" in line.text:
            if not ALMOST.match(LINK.sub("", line.text)):
                continue
            almost = NEARLY_OPEN.match(line.text)
            if almost:
                opened.append((line.number, almost.group(1), almost.group(2)))
            yield _almost(source, line, bool(almost))
    for number, slashes, name in opened:
        yield Finding(
            source.path,
            number,
            1,
            "block",
            f'The block "{name}" is never closed.',
            f'Put a line with only "{slashes}" after its last line.',
        )


def _almost(source: MarkdownFile, line: Line, opens: bool) -> Finding:
    """A line that looks like the sign of a block and is none."""
    if opens:
        message = "This line starts like a block, and would be printed as it stands."
        fix = 'Write "/// name" or "/// name | words".'
    else:
        message = "The sign of a block stands where no block can begin or end."
        fix = (
            'Write "/// name" at the beginning of a line of its own, and "///" where the block '
            "ends, with nothing before or after."
        )
    return Finding(source.path, line.number, 1, "block", message, fix)


def _opened(
    source: MarkdownFile, guide: Guide, line: Line, start: re.Match[str]
) -> Iterator[Finding]:
    """What is wrong with the name and the argument of a block."""
    _, name, argument = start.groups()
    block = BY_NAME.get(name)
    at_name = start.start(2) + 1
    finding = partial(Finding, source.path, line.number)
    if block is None:
        yield finding(at_name, "block", f'There is no block "{name}".', nearest(name, BY_NAME))
        return
    for message, fix, at_argument in block.TAKES.problems(guide, name, argument or ""):
        column = start.start(3) + 1 if at_argument else at_name
        yield finding(column, "block", message, fix)
