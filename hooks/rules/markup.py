"""Signs that a preview shows well and that come out otherwise here: each is told with what to write
instead.

Editors look at GitHub's preview; the site is made by another engine. The guide
has few signs of its own, so whatever the two read differently is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import ITEM, TABLE_RULE
from hooks.text.syntax import HEADING, LINK

RULE = Rule({"markup": ERROR}, reads_data=True, is_about_signs=True, suppressible=False)


CODE = re.compile(r"(`+).*?\1", re.S)
PRINTED = '"{sign}" would be printed as it stands.'
NO_MARK = r"(?!\^|evidence:|call:|practical advice\])"
FILE_OR_ADDRESS = r"[^()\s]*[/#:.][^()\s]*"

SIGNS = tuple(
    (re.compile(pattern), message, fix)
    for pattern, message, fix in (
        (
            r"~~|(?<![\w~])~[^\s~](?:[^~]*[^\s~])?~(?![\w~])",
            'The words after "{sign}" would stand there like all others, not struck out.',
            "Delete what no longer holds.",
        ),
        (
            r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\](?=\s)",
            PRINTED,
            'Write a list with "- " and the words alone.',
        ),
        (
            r"^[\s>]*\[![A-Za-z]+\]",
            PRINTED,
            'Write the words alone, or use a block of the guide, such as "/// emergency | words".',
        ),
        (
            r"\{:?\s*[#.][\w-][^{}]*\}",
            PRINTED,
            "Take it out; the address of a heading is made from its words.",
        ),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", PRINTED, "Say it in words."),
        (r"\[\[[^\[\]]*\]\]", PRINTED, 'Write a link as "[words](page.md)".'),
        (r"^\s*\d+\)(?=\s)", PRINTED, 'Number a list with a point: "1. ".'),
        (r"^\s*[•·▪◦‣●○](?=\s)", PRINTED, 'Write a list with "- ".'),
        (
            r"\](?=\s+\(" + FILE_OR_ADDRESS + r"\))",
            (
                "This link would be printed as it stands, because a blank parts its words from "
                "its address."
            ),
            'Write "[words](page.md)" without a blank between.',
        ),
        (
            r"!?\[" + NO_MARK + r"[^\[\]]*\]\s?\[" + NO_MARK + r"[^\[\]]*\]",
            'The address of "{sign}" stands elsewhere, where no rule looks for it.',
            (
                'Write the address behind the words: "[words](page.md)", "![what it '
                'shows](../assets/picture.png)".'
            ),
        ),
        (
            r"^\s*\[" + NO_MARK + r"[^\[\]]+\]:\s*\S+",
            'The address of "{sign}" stands apart from its link, where no rule looks for it.',
            (
                'Delete this line and write the address behind the words: "[words](page.md)", '
                '"![what it shows](../assets/picture.png)".'
            ),
        ),
        (
            r"(?<![\w/<=.@-])(?:https?://|www\.)[^\s<>\[\]]+",
            "An address alone is no link here.",
            'Write "[the name of the page](https://...)".',
        ),
        (
            r"\\(?=[\"$%&',/:;=?@^~]|<(?![A-Za-z/!?]))",
            "This backslash would be printed.",
            "Delete it; the sign after it needs none.",
        ),
        (
            r"(?<!\\)\\$",
            "This backslash would be printed.",
            "Delete it; start a new paragraph with an empty line.",
        ),
        (
            r"^\s*(?:`{3,}|~{3,}).*$",
            "This line opens code that is never closed, or stands where no code can.",
            (
                "Start it at the beginning of the line, and end the code with a line of the same "
                "signs alone."
            ),
        ),
        (
            r"[\u00ad\u061c\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"
            r"|(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])",
            "Here stands a sign that cannot be seen.",
            "Delete the words around it and type them anew.",
        ),
        (
            r"^[^\w\"'“‘(]*?[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$",
            "A blank of another kind stands here, so the signs beside it are not read.",
            "Delete it and type a plain blank.",
        ),
    )
)
"""What to look for in a line, what it does to the page, and how to put it right."""


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Signs, lists and tables of a page that would not come out as GitHub shows them."""
    if source.findings:
        return

    def finding(line, column, message, fix):
        return Finding(source.path, line, column, "markup", message, fix)

    for line in source.live:
        text = LINK.sub(lambda match: match[0][0] + "x" * (len(match[0]) - 1), line.text)
        for column, message, fix in signs(text):
            yield finding(line.number, column, message, fix)
    if source.is_page:  # the words of a data file are laid out by its templates
        yield from _lists(source, finding)
        yield from _tables(source, finding)


def signs(text: str):
    """What is wrong with the signs of a line: column, message and fix, one for each place."""
    taken: set[int] = set()
    for pattern, message, fix in SIGNS:
        for match in pattern.finditer(text):
            start = match.end() - len(match.group().lstrip())
            if taken.isdisjoint(range(start, match.end())):
                taken.update(range(start, match.end()))
                sign = " ".join(match.group().split())
                sign = sign if len(sign) <= 40 else sign[:37] + "..."
                yield min(start, match.end() - 1) + 1, message.format(sign=sign), fix


def _lists(source, finding):
    """Lists without an empty line above, set in by less than four, numbered from another number, or
    mixed."""
    before, number = "", None
    opened: dict[int, str] = {}  # the kind of list that is open at each depth
    in_list = False
    for line in source.prose:
        text = line.text.expandtabs(4)
        blank_above = (
            not before.strip() or number is None or line.number > number + 1 and not in_list
        )
        number = line.number
        stripped = text.lstrip(" ")
        indent = len(text) - len(stripped)
        if indent and source.lines[line.number - 1].text.expandtabs(4)[:indent].strip():
            indent = 0  # a comment stood before it
        if not stripped:
            before = ""
            continue
        apart = stripped.startswith("///") or bool(HEADING.match(text))
        item = ITEM.match(text) if not apart else None
        if apart:
            in_list, opened = False, {}
        elif item:
            kind = "-" if stripped[0] in "-*+" else "1"
            wrong = _wrong_entry(kind, stripped, indent, in_list or blank_above, opened)
            if wrong:
                yield finding(line.number, indent + 1, *wrong)
            opened = {depth: each for depth, each in opened.items() if depth < indent}
            opened[indent] = kind
            in_list = True
        elif not before.strip() and indent < 4 or number is None:
            in_list, opened = False, {}
        if indent >= 4 and not in_list:
            yield finding(
                line.number,
                1,
                "This line is set in by four or more, and would be shown as code.",
                "Start it at the beginning of the line.",
            )
        before = "" if apart else text


def _wrong_entry(
    kind: str, text: str, indent: int, begins: bool, opened: dict[int, str]
) -> tuple[str, str] | None:
    """Why an entry would not stand in a list as it is meant: message and fix.

    Args:
        kind: the kind of its list, ``-`` or ``1``.
        text: the entry from its sign on.
        indent: how far it is set in.
        begins: whether an entry may stand here.
        opened: the kind of list that is open at each depth.
    """
    if not begins:
        return (
            "This list would run on in the paragraph above it.",
            "Put an empty line above it.",
        )
    if indent % 4:
        return (
            f"This entry is set in by {indent}, and would not stand below the one above.",
            "Set it in by four for each step, or by none.",
        )
    if kind == "1" and indent not in opened and not re.match(r"1[.)]", text):
        return (
            "This list would start at 1, for a list before it has ended.",
            'Start it with "1.", or set what stands between in by four, so that the list goes on.',
        )
    if opened.get(indent, kind) != kind:
        return (
            "This entry would join the list above it, which is of the other kind.",
            'Start all entries of a list with "- ", or all with a number; put a sentence between '
            "two lists.",
        )
    return None


def _tables(source, finding):
    """Tables without an empty line above, rows without bars at their ends, and cells that no column
    has."""
    before, columns = None, 0
    for line in source.live:
        text = line.text.strip()
        above = before.text.strip() if before and before.number == line.number - 1 else ""
        before = line
        if not text.startswith("|"):
            columns = 0
            if "|" in text and "-" in text and "|" in above and TABLE_RULE.match(text):
                yield finding(
                    line.number - 1,
                    1,
                    "This table has rows without a bar at their beginning, so no rule reads its "
                    "cells.",
                    'Start and end each row with a bar: "| Drug | Price |".',
                )
            continue
        if not above.startswith("|"):
            columns = _cells(text)
            apart = above.startswith("///") or HEADING.match(above)
            if above and not apart:
                yield finding(
                    line.number,
                    1,
                    "This table would run on in the paragraph above it.",
                    "Put an empty line above it.",
                )
        elif _cells(text) > columns:
            yield finding(
                line.number,
                1,
                f"This row has {_cells(text)} cells and the table {columns} columns; what is too "
                "much would vanish.",
                "Give each row as many cells as the first.",
            )


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.removeprefix("|").removesuffix("|"))) + 1
