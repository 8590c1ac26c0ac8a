"""Comments by which an editor silences one finding on one line, with a reason.

``<!-- allow NAME: reason -->`` stands at the end of the line or alone on the
line above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hooks.text.markdown_file import MarkdownFile

ALLOW = re.compile(r"allow\b\s*([^\s:]*)\s*:?\s*(.*)$", re.S)


@dataclass(frozen=True)
class Suppression:
    """A silence: where it is written, which line it is about, which rule, and why."""

    line: int
    column: int
    about: int
    rule: str
    reason: str


def suppressions(source: MarkdownFile) -> list[Suppression]:
    """Every silence of a page, well written or not."""
    found = []
    after = [line.number for line in source.prose]
    for comment in source.comments:
        match = ALLOW.match(comment.text)
        if match:
            about = comment.line
            if comment.alone:
                about = next(
                    (number for number in after if number > comment.line), comment.line + 1
                )
            found.append(
                Suppression(
                    comment.line,
                    comment.column,
                    about,
                    match.group(1),
                    " ".join(match.group(2).split()),
                )
            )
    return found
