"""Comments by which an editor silences one finding on one line, with a reason.

``<!-- allow NAME: reason -->`` stands at the end of the line or alone on the
line above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hooks.source import Line, Source, read_lines

ALLOW = re.compile(r"allow\b\s*([^\s:]*)\s*:?\s*(.*)$", re.S)


@dataclass(frozen=True)
class Silence:
    """A silence: where it is written, which line it is about, which rule, and why."""

    line: int
    column: int
    about: int
    rule: str
    reason: str


def silences(source: Source) -> list[Silence]:
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
                Silence(
                    comment.line,
                    comment.column,
                    about,
                    match.group(1),
                    " ".join(match.group(2).split()),
                )
            )
    return found


def without_silences(lines: list[str]) -> list[str]:
    """Lines of Markdown without the silences; a line that held nothing else goes too."""
    if not any("<!--" in line for line in lines):
        return lines
    _, comments = read_lines([Line(number, text) for number, text in enumerate(lines)])
    kept = list(lines)
    for comment in reversed(comments):
        if not ALLOW.match(comment.text) or not comment.closed:
            continue
        line = kept[comment.line]
        end = line.find("-->", comment.column)
        if end < 0:
            continue  # a silence stands on one line
        rest = (line[: comment.column - 1].rstrip() + line[end + 3 :]).rstrip()
        kept[comment.line] = rest if rest.strip() else None
    return [line for line in kept if line is not None]
