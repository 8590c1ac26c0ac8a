"""Page blocks: known names, closed, with an argument where one is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import get_args

from hooks.blocks import BLOCKS
from hooks.blocks.help_lines import card_lines
from hooks.data.drawn_words import check_words
from hooks.blocks.edition import CONDITIONS
from hooks.data.figures import drawings
from hooks.finding import Finding, nearest
from hooks.guide import LOOK_IN_NAV, NEEDED_LINES, Guide
from hooks.data.schema import HelpKind
from hooks.text.markdown_file import BLOCK_CLOSE, BLOCK_OPEN, LINK, Line, MarkdownFile

ALMOST = re.compile(r"[\W_]*?(/{3,}|/{2}(?=\s|$)|／{2,})\s*([\w-]*)|.*?(?<![:/])(/{3,})")
"""A line that was meant to open or close a block, or has its sign in it."""
NEARLY_OPEN = re.compile(r"\s{0,3}(/{3,})\s*([\w-]+)")
SET_IN = re.compile(r"(?: {0,3}\t| {4})\s*\S")
KNOWN = {block.NAME: block for block in BLOCKS}
KINDS = get_args(HelpKind)


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Words in drawings that a page might not say either."""
    return check_words(guide)


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
    block = KNOWN.get(name)
    finding = partial(Finding, source.path, line.number, start.start(2) + 1, "block")
    if block is None:
        yield finding(f'There is no block "{name}".', nearest(name, KNOWN))
    elif block.ARGUMENT is True and not argument:
        yield finding(f'The block "{name}" needs words after it.', f'Write "/// {name} | words".')
    elif block.ARGUMENT is False and argument:
        yield finding(
            f'The block "{name}" takes no words after it.',
            f'Write "/// {name}" alone and put the words below.',
        )
    elif name in ("help-lines", "help-card"):
        yield from _help_block(source, guide, line, start, argument or "")
    elif name in ARGUMENTS:
        what, known, otherwise = ARGUMENTS[name]
        # A booklet names several pages; the others have one name, blanks and all.
        words = argument.split() if name == "booklet" else [argument]
        missing = [word for word in words if word not in known(guide)]
        if missing and not (name == "figure" and _figures_are_broken(guide)):
            yield Finding(
                source.path,
                line.number,
                start.start(3) + 1,
                "block",
                f'There is no {what} "{missing[0]}".',
                nearest(missing[0], known(guide), otherwise),
            )


def _figures_are_broken(guide: Guide) -> bool:
    """Whether what is wrong with the drawings' data is said there."""
    return guide.figures is None and any(
        fault.path == "docs/data/figures.yml" for fault in guide.faults
    )


ARGUMENTS: dict[str, tuple[str, Callable[[Guide], Collection[str]], str]] = {
    "booklet": ("page", lambda guide: guide.pages, LOOK_IN_NAV),
    "edition": ("kind of edition", lambda guide: CONDITIONS, ""),
    "figure": ("drawing", lambda guide: drawings(guide.figures), ""),
    "rule": ("rule", lambda guide: guide.rules, ""),
    "sheet": ("sheet", lambda guide: guide.sheets, ""),
}
"""What the argument of a block names, all there are of it, and the fix where nothing is close."""


def _help_block(source, guide, line, start, argument):
    """Kinds of help line that there are none of, and a card on which some region has no number to
    call."""
    name, kinds = start.group(2), argument.replace(",", " ").split()

    def finding(message, fix):
        return Finding(source.path, line.number, start.start(3) + 1, "block", message, fix)

    if "," in argument:
        yield finding(
            "Kinds of help line are parted by spaces, not by commas.",
            f'Write "/// {name} | {" ".join(kinds)}".',
        )
    unknown = [kind for kind in kinds if kind not in KINDS]
    for kind in unknown:
        yield finding(f'There is no kind of help line "{kind[:60]}".', nearest(kind, KINDS))
    if unknown or not kinds or guide.help is None:
        return
    for region_name, region in guide.help.regions.items():
        if region.missing(NEEDED_LINES):
            continue  # said where the region stands
        if not any(each.call for each in card_lines(region, kinds)):
            yield finding(
                f'In the region "{region_name}" there would be no number to call here.',
                'Add a kind that each region has, such as "abuse", or give the region a line of '
                f'the kind "{kinds[0]}" with "call".',
            )
