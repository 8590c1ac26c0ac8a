"""No HTML in pages and data: it would go online unread, or vanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"html": ERROR}, reads_data=True, is_about_signs=True, suppressible=False)


TAG = re.compile(r"<(?!!--)[A-Za-z/!?][^<>]*>?")
LONGEST = 40
FIX = (
    'Write words, "[words](page.md)" or "![what it shows](../assets/picture.png)" instead. '
    'Where a reader is to see the sign, write "&lt;", or a blank after it.'
)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Whatever a browser would take for a tag, closed or not, known or not."""
    for line in source.live:
        if "<" in line.text:
            for match in TAG.finditer(line.text):
                yield Finding(
                    source.path, line.number, match.start() + 1, "html", *_words(match.group())
                )


def _words(tag: str) -> tuple[str, str]:
    shown = tag if len(tag) <= LONGEST else tag[: LONGEST - 3] + "..."
    return f'"{shown}" is read as HTML, so no rule reads it and a visitor may not see it.', FIX
