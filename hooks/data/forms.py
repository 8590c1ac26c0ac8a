"""``docs/data/forms.yml``: what a page has to have for its place in the guide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hooks.data.data_file import DataFile
from hooks.data.field_types import Whole, Words
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.finding import LOOK_IN_NAV, Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide

Places = Annotated[list[Words], Field(min_length=1)]
"""Pages (``couples/agreements.md``), whole sections (``cycles/``), and pages of such a section that
are left out (``!cycles/not-a-cycle.md``)."""


class Forms(Model):
    """Which pages have to have what.

    Attributes:
        lead: say their message before the first section, and are no longer than ``most_words``.
        in_short: have the box with three or four lines before the first section.
        afraid: ask before the first section who is afraid.
        emergency: begin with the emergency card.
        next: end with where to read on.
        without_a_drug: do not speak of ketamine, but among those links.
        looked_up: are searched and not read from top to bottom, so that they may be long.
    """

    most_words: Annotated[int, Whole(100, 5000, "Write how many words a phone can carry.")]
    most_tags: Annotated[int, Whole(0, 50, "Write how many tags a reader can bear.")]
    lead: Places
    in_short: Places
    afraid: Places
    emergency: Places
    next: Places
    without_a_drug: Places
    looked_up: Places

    def holds(self, name: str, page: str) -> bool:
        """Whether a page is among those of a list."""
        places = getattr(self, name)
        section = f"{page.partition('/')[0]}/"
        return f"!{page}" not in places and (page in places or section in places)


def check(loaded: Loaded[Forms], guide: Guide) -> Iterator[Finding]:
    """Pages and sections that there are not."""
    sections = {f"{source.section}/" for source in guide.pages.values()}
    for name, value in loaded.record.model_dump().items() if loaded.record else ():
        for n, place in enumerate(value if isinstance(value, list) else ()):
            if place.removeprefix("!") not in {*guide.pages, *sections}:
                fix = nearest(place, {*guide.pages, *sections}, LOOK_IN_NAV)
                yield loaded.finding((name, n), f'There is no page "{place}".', fix)


FILE = DataFile("docs/data/forms.yml", Forms, check, may_be_missing=True)
