"""The evidence ledger: what the guide may say, and which sections rest on it.

A mark such as ``[evidence: early 9.2]`` names statements by their number.
From a mark a reader comes to the statement, and from there back to every
section that rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hooks.marks import Mark, MarkFault, read_mark
from hooks.records import Statement, StatementFile, StatementGroup
from hooks.source import BLOCK_OPEN, EVIDENCE_MARK, Source

STRENGTH = {"not studied": 0, "contested": 1, "theory": 1, "early": 2, "moderate": 3, "strong": 4}
"""The grades from weak to strong; a contested statement and a theory are equally unsure."""


@dataclass(frozen=True)
class Use:
    """One mark on one page.

    Attributes:
        page, line, column: where it stands.
        heading, anchor: the section it stands in, ``""`` above the first.
        mark: what it says.
    """

    page: str
    line: int
    column: int
    heading: str
    anchor: str
    mark: Mark


class Ledger:
    """The statements and their uses.

    Args:
        file: the statements, None when they cannot be read.
        sources: every page of the guide by its name.
    """

    def __init__(self, file: StatementFile | None, sources: dict[str, Source]):
        self.groups: dict[str, StatementGroup] = {group.id: group for group in file.groups} if file else {}
        self.sources = sources

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its number."""
        return {statement.number: statement for group in self.groups.values() for statement in group.statements}

    @cached_property
    def pages(self) -> dict[str, str]:
        """The page of the ledger on which each statement stands, by its number."""
        shown = {}
        for page, source in self.sources.items():
            for line in source.prose:
                block = BLOCK_OPEN.match(line.text)
                if block and block.group(2) == "ledger":
                    for name in (block.group(3) or "").split():
                        if name in self.groups:
                            shown |= {statement.number: page for statement in self.groups[name].statements}
        return shown

    def shown_on(self, page: str) -> list[str]:
        """The numbers of the statements that a page shows."""
        return [number for number, where in self.pages.items() if where == page]

    def link(self, number: str) -> str | None:
        """Where a statement stands, from the root of ``docs/``; None for a number that has no place."""
        page = self.pages.get(number)
        return f"/{page}#{self.statements[number].anchor}" if page else None

    @cached_property
    def uses(self) -> list[Use]:
        """Every evidence mark of the guide, page by page."""
        found = []
        for page, source in self.sources.items():
            headings = {heading.line: heading for heading in source.headings}
            heading = None
            for line in source.live:
                heading = headings.get(line.number, heading)
                for match in EVIDENCE_MARK.finditer(line.text):
                    try:
                        mark = read_mark(match.group(1))
                    except MarkFault:
                        continue
                    found.append(
                        Use(page, line.number, match.start() + 1, heading.text if heading else "", heading.anchor if heading else "", mark)
                    )
        return found

    @cached_property
    def used_in(self) -> dict[str, list[Use]]:
        """The uses of each statement, one for each section."""
        found: dict[str, dict[tuple[str, str], Use]] = {}
        for use in self.uses:
            for number in use.mark.statements:
                found.setdefault(number, {}).setdefault((use.page, use.anchor), use)
        return {number: list(places.values()) for number, places in found.items()}
