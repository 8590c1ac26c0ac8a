"""Evidence marks and help-line marks that say what they have to say."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator

from hooks.data.help_lines import HelpKind
from hooks.finding import Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.evidence_marks import GRADES, MarkError, read_mark
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import ADVICE_MARK, CALL_MARK, EVIDENCE_MARK, HEADING

RULE = Rule({"evidence-mark": ERROR, "help-line": ERROR}, is_about_signs=True)


KINDS = typing.get_args(HelpKind)
ALMOST = re.compile(
    r"\[\s*+(?:evidence|practical advi[cs]es?|call)\b[^\[\]]*+\](?![(\[])|\[(?:evidence"
    r"|call):[^\[\]]*+(?=\[|$)",
    re.I,
)
MARKS = (EVIDENCE_MARK, ADVICE_MARK, CALL_MARK)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Unknown grades, statement numbers and kinds of line; marks that are almost one."""
    for line in source.live:
        for match in EVIDENCE_MARK.finditer(line.text):
            try:
                read_mark(match.group(1))
            except MarkError as fault:
                word = match.group(1).split(",")[0].strip()
                yield Finding(
                    source.path,
                    line.number,
                    match.start() + 1,
                    "evidence-mark",
                    f"{fault}.",
                    _fix(str(fault), word),
                )
        for match in CALL_MARK.finditer(line.text):
            kind = match.group(1).strip()
            if kind not in KINDS:
                yield Finding(
                    source.path,
                    line.number,
                    match.start(1) + 1,
                    "help-line",
                    f'There is no kind of help line "{kind}".',
                    nearest(kind, KINDS),
                )
        for match in ALMOST.finditer(line.text):
            if any(mark.fullmatch(match.group(0)) for mark in MARKS):
                continue
            yield Finding(
                source.path,
                line.number,
                match.start() + 1,
                "evidence-mark",
                f'"{match.group(0).strip()}" is almost a mark, and would be printed as it stands.',
                'Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on one '
                "line.",
            )
        if HEADING.match(line.text):
            for match in (match for mark in MARKS for match in mark.finditer(line.text)):
                yield Finding(
                    source.path,
                    line.number,
                    match.start() + 1,
                    "evidence-mark",
                    f'The mark "{match.group(0)}" stands in a heading, where it would change the '
                    "address of the place.",
                    "Put it into the text, or on a line of its own below the heading.",
                )


def _fix(fault: str, word: str) -> str:
    if "one of the six" in fault or "names no grade" in fault:
        return nearest(re.sub(r"\s+[A-Z]?\d.*$", "", word), GRADES)
    if "looked for" in fault:
        return 'Write the month after a comma: "[evidence: not studied 26.1, November 2026]".'
    if "month" in fault:
        return "Take away what stands after the comma; between two numbers stands a space."
    return 'Numbers look like "9.2" or "A12", with a space between two.'
