"""How an editor silences one finding on one line, with a reason.

``<!-- allow NAME: reason -->`` stands at the end of the line or alone on the
line above. The reasons are listed on a page of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hooks.finding import Finding, nearest
from hooks.source import Line, Source, read_lines

ALLOW = re.compile(r"allow\b\s*([^\s:]*)\s*:?\s*(.*)$", re.S)
FEWEST_WORDS = 3


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
                about = next((number for number in after if number > comment.line), comment.line + 1)
            found.append(Silence(comment.line, comment.column, about, match.group(1), " ".join(match.group(2).split())))
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
        rest = (line[:comment.column - 1].rstrip() + line[end + 3:]).rstrip()
        kept[comment.line] = rest if rest.strip() else None
    return [line for line in kept if line is not None]


def apply(source: Source, findings: list[Finding], known: frozenset[str]) -> list[Finding]:
    """The findings that no silence covers, and what is wrong with the silences.

    Args:
        source: the page.
        findings: what the rules found on it.
        known: the names that can be silenced.
    """
    kept = list(findings)
    for silence in silences(source):
        def fault(message, fix):
            kept.append(Finding(source.path, silence.line, silence.column, "silence", message, fix))

        if silence.rule not in known:
            fault(f'There is no rule "{silence.rule}" that can be silenced.' if silence.rule else "This silence names no rule.",
                  nearest(silence.rule, known) if silence.rule else 'Write "<!-- allow claims: why it is right here -->".')
            continue
        if len(silence.reason.split()) < FEWEST_WORDS:
            fault("This silence gives no reason.", "Say in three words or more why the line is right as it is; readers of the list of silences see it.")
            continue
        covered = [finding for finding in kept if finding.rule == silence.rule and finding.line == silence.about]
        if not covered:
            fault(f'Nothing on line {silence.about} needs this silence of "{silence.rule}".', "Delete the comment.")
        kept = [finding for finding in kept if finding not in covered]
    return kept
