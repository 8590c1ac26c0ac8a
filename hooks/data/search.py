"""``docs/data/search.yml``: how people write what they look for."""

from __future__ import annotations

from pydantic import Field

from hooks.data.field_types import PageOrPlace, Sentence, Slug, Words
from hooks.data.schema import Model


class Urgent(Model):
    """What cannot wait: the phrases that tell of it, and the help that is then shown first.

    Attributes:
        to: the page and the place on it, ``help/now.md``, or ``help/low-cost.md#a-heading``.
        lead: may hold a help line, as in a page: ``[call: crisis]``.
        say: the phrases; ``{name}`` stands for any word of a list.
        never: phrases that sound alike and are passed over.
    """

    id: Slug
    title: Words
    to: PageOrPlace
    lead: Sentence
    say: list[Words] = Field(min_length=1)
    never: list[Words] = []


class SearchWords(Model):
    """``docs/data/search.yml``: how people write what they look for."""

    empty: Words
    same: list[list[Words]]
    lists: dict[str, Words]
    passed: Words
    urgent: list[Urgent] = Field(min_length=1)
