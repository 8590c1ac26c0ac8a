"""Phone numbers: typed nowhere but in the data, and looked at every three months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from hooks.data.help_lines import PATH
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, OVERDUE, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import CALL_MARK

RULE = Rule({"help-numbers": ERROR, "help-line-age": OVERDUE}, reads_data=True)


PHONE = re.compile(
    r"(?<![\w.+/-])(?:\+?\d{1,3}[ .-])?(?:\(\d{2,4}\) ?"
    r"|\d{3,4}[ .-])\d{3,4}[ .-][\dA-Z]{3,4}(?![\w-])"
    r"|(?<![\w.+/-])1?[ .-]?8\d\d[ .-][A-Z\d]{3}[ .-]?[A-Z\d]{4}(?!\w)"
)
FRESH = timedelta(days=90)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Numbers in the text, a help line's or any other."""
    if source.path == PATH:
        return
    find = _finder(guide)
    for passage in guide.passages(source):
        for start, number, fix in find(passage.raw):
            where = "page" if source.is_page else "data"
            if not source.is_page:
                fix = "Take it out here. A page can name the line by its kind instead."
            line, column = place(passage, start)
            yield Finding(
                source.path,
                line,
                column,
                "help-numbers",
                f'The number "{number}" is typed into the {where}, and would stay when the line '
                "changes.",
                fix,
            )


def _finder(guide):
    """A function that finds the numbers typed into some Markdown: where, which, and what to write
    instead."""
    short: dict[str, str] = {}
    for region in guide.help.regions.values() if guide.help else ():
        for line in region.lines:
            for number in (line.call, line.text.to if line.text else None):
                if number and len(digits(number)) <= 6:
                    short.setdefault(digits(number), line.kind)
    short_number = (
        re.compile(
            r"(?i)\b(?:call|ring|dial|phone|text|number|line|lifeline|to)\s+(?:or text |is |at )?("
            + "|".join(map(re.escape, sorted(short)))
            + r")\b(?! in | of | people| couples)"
        )
        if short
        else None
    )

    def find(raw: str):
        raw = CALL_MARK.sub(lambda match: " " * len(match.group()), raw)
        found = [(match.start(), match.group()) for match in PHONE.finditer(raw)]
        if short_number:
            found += [(match.start(1), match.group(1)) for match in short_number.finditer(raw)]
        for start, number in found:
            kind = short.get(digits(number)) or kind_of(number, guide)
            yield (
                start,
                number.strip(),
                f'Write "[call: {kind}]" instead.'
                if kind
                else (
                    'Add the line to docs/data/help-lines.yml and write its kind here: "[call: '
                    'crisis]".'
                ),
            )

    return find


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Lines said with another number than they have, and lines not looked at for 90 days."""
    for name, region in guide.help.regions.items() if guide.help else ():
        for n, line in enumerate(region.lines):
            at = ("regions", name, "lines", n)
            if line.call and digits(line.say) and digits(line.call) not in digits(line.say):
                yield guide.data[PATH].finding(
                    (*at, "say"),
                    f'"{line.id}" is said as "{line.say}" but its number is "{line.call}".',
                    "Make the two the same.",
                    "help-numbers",
                )
            if guide.today and guide.today - line.checked > FRESH:
                yield guide.data[PATH].finding(
                    (*at, "checked"),
                    f'"{line.name}" was last checked on {line.checked}, more than 90 days ago.',
                    'Ring it or open its own page, then put the day into "checked".',
                    "help-line-age",
                )


def stale(guide) -> bool:
    """Whether any line of the edition's region was not looked at for 90 days."""
    lines = guide.region.lines if guide.region else []
    return bool(guide.today) and any(guide.today - line.checked > FRESH for line in lines)


def kind_of(number, guide):
    """The kind of the line that has a number, if one has."""
    for region in guide.help.regions.values() if guide.help else ():
        for line in region.lines:
            if digits(number) and digits(number) in (
                digits(line.call or ""),
                digits(line.text.to) if line.text else "",
            ):
                return line.kind
    return None


def digits(text: str) -> str:
    """The digits of a text."""
    return "".join(sign for sign in text if sign.isdigit())


def place(passage, origin):
    """Line and column of a letter of a passage's Markdown."""
    line, column = passage.line, 1
    for start, number, first in passage.lines:
        if start <= origin:
            line, column = number, first + origin - start
    return line, column
