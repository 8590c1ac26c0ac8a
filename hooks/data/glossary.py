"""``docs/data/glossary.yml``: special words and their meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify
from pydantic import RootModel

from hooks.data.data_file import DataFile
from hooks.data.field_types import Sentence, Words
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.data.shown_text import ShownText
from hooks.data.unknown import unknown
from hooks.finding import LOOK_IN_NAV, Finding

if TYPE_CHECKING:
    from hooks.guide import Guide


class Term(Model):
    """A word of the glossary.

    ``clinical`` lists the forms of it that a page explains where it first uses them,
    ``opens`` further forms that open their meaning in place, as the clinical ones do.
    """

    term: Words
    also: list[Words] = []
    meaning: Sentence
    page: str | None = None
    clinical: list[Words] = []
    opens: list[Words] = []

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return slugify(self.term, "-")


class Glossary(RootModel[list[Term]]):
    """``docs/data/glossary.yml``, a list."""


def forms(terms: list[Term]) -> tuple[re.Pattern | None, dict[str, Term]]:
    """What finds the words that open, and the term of each form in small letters."""
    meant = {form.lower(): term for term in terms for form in (*term.clinical, *term.opens)}
    if not meant:
        return None, {}
    longest_first = sorted(meant, key=len, reverse=True)
    return (
        re.compile(
            r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.I
        ),
        meant,
    )


def check(loaded: Loaded[Glossary], guide: Guide) -> Iterator[Finding]:
    """Pages that there are not."""
    for n, term in enumerate(loaded.record.root if loaded.record else ()):
        if term.page and term.page not in guide.pages:
            yield unknown(loaded, (n, "page"), "page", term.page, guide.pages, LOOK_IN_NAV)


def shown(loaded: Loaded[Glossary], guide: Guide) -> Iterator[ShownText]:
    """The meanings."""
    text = ShownText(loaded, "about/glossary.md")
    text.add_all(loaded.value, {"meaning"})
    yield text


FILE = DataFile("docs/data/glossary.yml", Glossary, check, shown)
