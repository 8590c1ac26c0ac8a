"""Marks that git leaves in a file when two changes meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"merge-conflict": ERROR}, is_about_signs=True, suppressible=False)


MARK = re.compile(r"([<>|]{7}( .*)?|={7})$")


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """A line that starts with seven of git's signs, front matter included; one finding a line."""
    for line in source.lines:
        if MARK.match(line.text):
            yield Finding(
                source.path,
                line.number,
                1,
                "merge-conflict",
                "A mark of a merge conflict was left in.",
                "Choose one of the two versions and delete the lines that start with <<<<<<<, "
                "======= and >>>>>>>.",
            )
