"""The evidence ledger: what the guide may say, and which sections rest on it.

A mark such as ``[evidence: early 9.2]`` names statements by their number.
From a mark a reader comes to the statement, and from there back to every
section that rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hooks.data.field_types import Sentence, Slug, StatementNumber
from hooks.data.schema import Model, Named
from hooks.text.evidence_marks import GRADES, Mark, MarkError, read_mark
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import EVIDENCE_MARK

if TYPE_CHECKING:
    from hooks.guide import Guide
from collections.abc import Iterator

from hooks.data.data_file import DataFile
from hooks.data.load import Loaded
from hooks.data.shown_text import ShownText
from hooks.data.unknown import unknown_sources
from hooks.finding import Finding

PATH = "docs/data/statements.yml"

STRENGTH = {"not studied": 0, "contested": 1, "theory": 1, "early": 2, "moderate": 3, "strong": 4}
"""The grades from weak to strong; a contested statement and a theory are equally unsure."""


class Statement(Model):
    """One statement of the evidence ledger."""

    number: StatementNumber
    text: Sentence
    grade: Literal["strong", "moderate", "early", "theory", "contested", "not studied"]
    looked: str | None = None
    sources: list[Slug] = []
    also: Sentence | None = None

    @property
    def anchor(self) -> str:
        """Its place on the page of the ledger: ``s9-2``."""
        return "s" + self.number.replace(".", "-").lower()


class StatementGroup(Named):
    """The statements on one subject."""

    statements: list[Statement]


class StatementFile(Model):
    """``docs/data/statements.yml``."""

    groups: list[StatementGroup]


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
    """The statements and their uses."""

    def __init__(self, guide: Guide):
        self.guide = guide
        file = guide.statements
        self.groups: dict[str, StatementGroup] = (
            {group.id: group for group in file.groups} if file else {}
        )

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
        return {
            number: page
            for page, source in self.guide.pages.items()
            for kind, block in self.guide.blocks_on(source)
            for number in kind.statements(self.guide, block.argument)
        }

    def link(self, number: str) -> str | None:
        """Where a statement stands, from the root of ``docs/``; None for a number that
        has no place.
        """
        page = self.pages.get(number)
        return f"/{page}#{self.statements[number].anchor}" if page else None

    @cached_property
    def uses(self) -> list[Use]:
        """Every evidence mark of the guide, page by page."""
        files = [*self.guide.pages.values(), *self.guide.shown_text]
        return [use for source in files for use in self.uses_in(source)]

    def uses_in(self, source: MarkdownFile) -> list[Use]:
        """Every evidence mark of a page, and of what its blocks show."""
        found = []
        headings = {heading.line: heading for heading in source.headings}
        blocks = {block.line: (kind, block) for kind, block in self.guide.blocks_on(source)}
        heading = None
        for line in source.live:
            heading = headings.get(line.number, heading)
            under = (heading.text, heading.anchor) if heading else ("", "")
            if line.number in blocks:
                kind, block = blocks[line.number]
                found += [
                    Use(source.page, line.number, 1, *under, mark, source.path)
                    for mark in kind.evidence(self.guide, block.argument)
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

    def behind(self, source: MarkdownFile) -> dict[str, list[Statement]]:
        """The statements that a page rests on, by how sure they are, the surest first."""
        numbers = dict.fromkeys(
            number for use in self.uses_in(source) for number in use.mark.statements
        )
        found = [self.statements[number] for number in numbers if number in self.pages]
        return {
            grade: alike
            for grade in GRADES
            if (alike := [each for each in found if each.grade == grade])
        }

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


def check(loaded: Loaded[StatementFile], guide: Guide) -> Iterator[Finding]:
    """Sources that there are not, and numbers that stand twice."""
    seen = set()
    for n, group in enumerate(loaded.record.groups if loaded.record else ()):
        for k, statement in enumerate(group.statements):
            at = ("groups", n, "statements", k)
            if statement.number in seen:
                message = f'Two statements have the number "{statement.number}".'
                yield loaded.finding(at, message, "Give one of them another.")
            seen.add(statement.number)
            yield from unknown_sources(loaded, guide, at, statement.sources)


def shown(loaded: Loaded[StatementFile], guide: Guide) -> Iterator[ShownText]:
    """The statements, under the names of their groups."""
    text = ShownText(loaded, "about/evidence/index.md", is_exact=True)
    text.add_all(loaded.value, {"name", "text"})
    yield text


FILE = DataFile(PATH, StatementFile, check, shown)
