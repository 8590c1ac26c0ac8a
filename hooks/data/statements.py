"""The evidence ledger: what the guide may say, and which sections rest on it.

A mark such as ``[evidence: early 9.2]`` names statements by their number.
From a mark a reader comes to the statement, and from there back to every
section that rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hooks.data.figures import FigureFile, backed
from hooks.text.evidence_marks import Mark, MarkError, read_mark
from hooks.data.schema import Statement, StatementFile, StatementGroup
from hooks.text.markdown_file import BLOCK_OPEN, EVIDENCE_MARK, MarkdownFile

STRENGTH = {"not studied": 0, "contested": 1, "theory": 1, "early": 2, "moderate": 3, "strong": 4}
"""The grades from weak to strong; a contested statement and a theory are equally unsure."""


@dataclass(frozen=True)
class Use:
    """One mark on one page, or in a drawing that the page shows.

    Attributes:
        page, line, column: where it stands.
        path: the file it is written in, the page's own or one of data.
        heading, anchor: the section it stands in, ``""`` above the first.
        mark: what it says.
    """

    page: str
    line: int
    column: int
    heading: str
    anchor: str
    mark: Mark
    path: str = ""


class Ledger:
    """The statements and their uses.

    Args:
        file: the statements, None when they cannot be read.
        sources: every page of the guide by its name.
        spoken: words of data files, laid out like pages.
        figures: the drawings, whose parts rest on statements too.
    """

    def __init__(
        self,
        file: StatementFile | None,
        sources: dict[str, MarkdownFile],
        spoken: Sequence[MarkdownFile] = (),
        figures: FigureFile | None = None,
    ):
        self.figures = figures
        self.groups: dict[str, StatementGroup] = (
            {group.id: group for group in file.groups} if file else {}
        )
        self.sources, self.spoken = sources, spoken

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its number."""
        return {
            statement.number: statement
            for group in self.groups.values()
            for statement in group.statements
        }

    @cached_property
    def pages(self) -> dict[str, str]:
        """The page of the ledger on which each statement stands, by its number."""
        shown: dict[str, str] = {}
        for page, source in self.sources.items():
            for line in source.prose:
                block = BLOCK_OPEN.match(line.text)
                if block and block.group(2) == "ledger":
                    for name in (block.group(3) or "").split():
                        if name in self.groups:
                            shown |= {
                                statement.number: page for statement in self.groups[name].statements
                            }
        return shown

    def shown_on(self, page: str) -> list[str]:
        """The numbers of the statements that a page shows."""
        return [number for number, where in self.pages.items() if where == page]

    def link(self, number: str) -> str | None:
        """Where a statement stands, from the root of ``docs/``; None for a number that
        has no place.
        """
        page = self.pages.get(number)
        return f"/{page}#{self.statements[number].anchor}" if page else None

    @cached_property
    def uses(self) -> list[Use]:
        """Every evidence mark of the guide, page by page."""
        found = []
        for source in [*self.sources.values(), *self.spoken]:
            headings = {heading.line: heading for heading in source.headings}
            heading = None
            for line in source.live:
                heading = headings.get(line.number, heading)
                under = (heading.text, heading.anchor) if heading else ("", "")
                found += [
                    Use(source.page, line.number, 1, *under, mark, source.path)
                    for mark in self._drawn(line.text)
                ]
                for match in EVIDENCE_MARK.finditer(line.text):
                    try:
                        mark = read_mark(match.group(1))
                    except MarkError:
                        continue
                    found.append(
                        Use(source.page, line.number, match.start() + 1, *under, mark, source.path)
                    )
        return found

    def _drawn(self, text: str) -> list[Mark]:
        """The marks of a drawing, if a line shows one."""
        block = BLOCK_OPEN.match(text) if text.lstrip().startswith("///") else None
        if (
            not block
            or block.group(2) != "figure"
            or not self.figures
            or block.group(3) not in self.figures.by_name
        ):
            return []
        parts = [part for _, part in backed(self.figures.by_name[block.group(3)][1])]
        return [mark for part in parts if (mark := self.mark(part.evidence))]

    def mark(self, numbers: list[str]) -> Mark | None:
        """The mark of something drawn: the grade of the weakest statement it rests on,
        so that it cannot say more than the ledger.
        """
        known = [self.statements[number] for number in numbers if number in self.statements]
        if not known:
            return None
        weakest = min(known, key=lambda statement: STRENGTH[statement.grade])
        looked = weakest.looked or "" if weakest.grade == "not studied" else ""
        return Mark(weakest.grade, tuple(statement.number for statement in known), looked)

    @cached_property
    def used_in(self) -> dict[str, list[Use]]:
        """The uses of each statement, one for each section."""
        found: dict[str, dict[tuple[str, str], Use]] = {}
        for use in self.uses:
            for number in use.mark.statements:
                found.setdefault(number, {}).setdefault((use.page, use.anchor), use)
        return {number: list(places.values()) for number, places in found.items()}
