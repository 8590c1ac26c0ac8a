"""Sources: every ``[^id]`` is a reference the guide has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.finding import LOOK_IN_REFERENCES, Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import SOURCE_MARK

RULE = Rule({"source-unknown": ERROR, "source-defined": ERROR}, is_about_signs=True)


DEFINITION = re.compile(r"\s*+(\[\^[^\[\]]++\]):")
ALMOST = re.compile(r"\[\s*+\^[^\[\]]*+(?:\]|(?=\[))")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Unknown ids, footnotes defined on the page instead of in the data, and marks that are almost
    one."""
    for line in source.live:
        for match in ALMOST.finditer(line.text):
            if SOURCE_MARK.fullmatch(match.group(0)) or match.group(0) == "[^]":
                continue
            yield Finding(
                source.path,
                line.number,
                match.start() + 1,
                "source-unknown",
                f'"{match.group(0).strip()}" is almost a source, and would be printed as it '
                "stands.",
                "Write it without spaces, one id in each pair of brackets: "
                '"[^dean-2021][^walsh-2021]".',
            )
        definition = DEFINITION.match(line.text)
        for match in SOURCE_MARK.finditer(line.text):
            name = match.group(1)
            if definition and definition.start(1) == match.start():
                yield Finding(
                    source.path,
                    line.number,
                    match.start() + 1,
                    "source-defined",
                    f'The source "{name}" is defined on the page.',
                    "Add it to docs/data/references.json and delete the definition here.",
                )
            elif guide.known_sources is not None and name not in guide.known_sources:
                yield Finding(
                    source.path,
                    line.number,
                    match.start() + 3,
                    "source-unknown",
                    f'There is no source "{name}".',
                    nearest(name, guide.known_sources, LOOK_IN_REFERENCES),
                )
