"""Sheets of paper to take along: what stands on each, mostly taken from the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, RootModel

from hooks.data.data_file import DataFile
from hooks.data.field_types import Letters, ListOnPage, Sentence, Slug, Whole, Words
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.data.shown_text import ShownText
from hooks.finding import Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide

PATH = "docs/data/sheets.yml"

Title = Annotated[str, Letters(2, 50)]
Prompt = Annotated[str, Letters(2, 60)]
Across = Annotated[str, Letters(1, 9)]
Down = Annotated[str, Letters(1, 42)]
Short = Annotated[Sentence, Letters(high=140)]


class Instead(Model):
    """Words of a page, and what stands for them on paper."""

    page: Words
    paper: Words


class Room(Model):
    """Words with room to write after them, and ``room`` lines more below."""

    say: Prompt
    room: Annotated[int, Whole(0, 5, "Write how many more lines of room to leave.")] = 0


class Grid(Model):
    """Boxes to fill in."""

    across: Annotated[list[Across], Field(min_length=1, max_length=8)]
    down: Annotated[list[Down], Field(min_length=1, max_length=14)]


class Part(Model):
    """A part of a sheet."""

    heading: Prompt | None = None
    from_: ListOnPage | None = Field(None, alias="from")
    instead: list[Instead] = []
    card: Words | None = None
    write: list[Room] = []
    say: Short | None = None
    grid: Grid | None = None
    weigh: Literal["matters", "choices", "asks"] | None = None
    blank: Annotated[int, Whole(0, 12, "Write how many empty lines to leave.")] = 0


class Sheet(Model):
    """One page of paper. The abuse line is on none, so its kind cannot be named."""

    id: Slug
    title: Title
    lead: Short
    parts: list[Part]
    end: Short | None = None
    lines: list[Literal["emergency", "crisis", "poison"]] = []


class SheetFile(RootModel[list[Sheet]]):
    """``docs/data/sheets.yml``, a list."""


@dataclass(frozen=True)
class Card:
    """The emergency card of a page: its heading in Markdown, and the signs."""

    heading: str
    signs: list[str]


def taken(part: Part, guide) -> list[str]:
    """The list that a part takes from a page, in its words for paper; empty when there is none."""
    page, _, anchor = (part.from_ or "").partition("#")
    source = guide.pages.get(page)
    heading = (
        next((heading for heading in source.headings if heading.anchor == anchor), None)
        if source
        else None
    )
    if heading is None:
        return []
    instead = {entry.page: entry.paper for entry in part.instead}
    items = [
        passage.text
        for passage in guide.passages(source)
        if passage.kind == "item" and passage.heading == heading.line
    ]
    return [instead.get(item, upper(item)) for item in items]


def card(page: str, guide) -> Card | None:
    """The emergency card of a page, None when it has none."""
    source = guide.pages.get(page)
    if source is None:
        return None
    block = next((block for block in source.blocks if block.name == "emergency"), None)
    signs = [
        passage.text.rstrip(".")
        for passage in guide.passages(source)
        if passage.kind == "item" and "emergency" in passage.block
    ]
    return Card(block.argument, [upper(sign) for sign in signs]) if block and signs else None


def upper(words: str) -> str:
    """Words with their first letter large."""
    return words[:1].upper() + words[1:]


def check(loaded: Loaded[SheetFile], guide: Guide) -> Iterator[Finding]:
    """Parts that take from a page what is not there, and names that stand twice."""
    finding = partial(loaded.finding, rule="sheets")
    seen = set()
    for n, sheet in enumerate(loaded.record.root if loaded.record else ()):
        if sheet.id in seen:
            yield finding(
                (n, "id"),
                f'The id "{sheet.id}" stands here a second time.',
                "Give one of them another.",
            )
        seen.add(sheet.id)
        for k, part in enumerate(sheet.parts):
            at = (n, "parts", k)
            if part.from_:
                yield from _taken(part, at, guide, finding)
            elif part.instead:
                yield finding(
                    (*at, "instead"),
                    "There is no list here whose words could be others on paper.",
                    'Add "from", or take "instead" away.',
                )
            if part.card and not card(part.card, guide):
                known = part.card in guide.pages
                yield finding(
                    (*at, "card"),
                    (
                        f'The page "{part.card}" has no emergency card.'
                        if known
                        else f'There is no page "{part.card}".'
                    ),
                    (
                        'Name a page with the block "/// emergency".'
                        if known
                        else nearest(part.card, guide.pages)
                    ),
                )
            if part.weigh and guide.options is None:
                yield finding(
                    (*at, "weigh"),
                    "There are no choices to weigh.",
                    "They stand in docs/data/options.yml; look there for what is wrong.",
                )


def _taken(part, at, guide, finding):
    page, _, anchor = part.from_.partition("#")
    if page not in guide.pages:
        yield finding((*at, "from"), f'There is no page "{page}".', nearest(page, guide.pages))
        return
    if not taken(part, guide):
        places = [heading.anchor for heading in guide.pages[page].headings]
        fix = (
            "Name a heading with a list right under it."
            if anchor in places
            else nearest(anchor, places)
        )
        yield finding((*at, "from"), f'The page "{page}" has no list under "#{anchor}".', fix)
        return
    words = [passage.text for passage in guide.passages(guide.pages[page])]
    for n, entry in enumerate(part.instead):
        if entry.page not in words:
            yield finding(
                (*at, "instead", n, "page"),
                "These words are not on the page any more.",
                nearest(
                    entry.page,
                    words,
                    "Copy the entry from the page as a visitor reads it, without its marks.",
                ),
            )


def shown(loaded: Loaded[SheetFile], guide: Guide) -> Iterator[ShownText]:
    """The words of all sheets that stand on no page."""
    text = ShownText(loaded, "sheets/index.md")
    for n, sheet in enumerate(loaded.record.root if loaded.record else ()):
        text.heading((n, "title"), sheet.title)
        text.add((n, "lead"), sheet.lead)
        for k, part in enumerate(sheet.parts):
            text.add((n, "parts", k, "say"), part.say)
            for j, entry in enumerate(part.instead):
                text.add((n, "parts", k, "instead", j, "paper"), entry.paper)
            for j, room in enumerate(part.write):
                text.add((n, "parts", k, "write", j, "say"), room.say)
        text.add((n, "end"), sheet.end)
    yield text


FILE = DataFile(PATH, SheetFile, check, shown, optional=True)
