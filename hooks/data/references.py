"""``docs/data/references.json``: the sources, in CSL-JSON (the format of citation managers)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hooks.data.field_types import Sentence, Slug, WebAddress, Words
from hooks.data.schema import Day, Model


class Author(Model):
    """A person or a body, as CSL-JSON has it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


class Issued(Model):
    """A date of publication: ``[[year, month, day]]``, month and day left out when unknown."""

    date_parts: list[Annotated[list[int], Field(min_length=1)]] = Field(
        alias="date-parts", min_length=1
    )


class Custom(Model):
    """What CSL-JSON has no field for."""

    recheck_on: Day | None = None
    no_link: Sentence | None = None


class Reference(Model):
    """A source, in CSL-JSON (the format of citation managers)."""

    id: Slug
    type: str
    title: Words
    author: list[Author] = []
    issued: Issued | None = None
    container_title: str | None = Field(None, alias="container-title")
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    number: str | None = None
    publisher: str | None = None
    doi: str | None = Field(None, alias="DOI")
    url: WebAddress | None = Field(None, alias="URL")
    pmid: str | None = Field(None, alias="PMID")
    pmcid: str | None = Field(None, alias="PMCID")
    custom: Custom = Custom()

    @property
    def link(self) -> str | None:
        """Where a reader finds it: the DOI, else the publisher's address, else nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def short_name(self) -> str:
        """A source in a word or two: the first author, or the body, and the year."""
        who = self.author[0] if self.author else None
        name = (who.family or who.literal or "") if who else self.title
        return f"{name} {self.year}".strip()

    @property
    def year(self) -> str:
        """The year of publication, or ``no date``."""
        return str(self.issued.date_parts[0][0]) if self.issued else "no date"

    @property
    def authors(self) -> str:
        """The authors as a list of sources names them: three, then "and others"."""
        names = [
            who.literal or " ".join(filter(None, (who.family, _initials(who.given))))
            for who in self.author
        ]
        if not names:
            return ""
        if len(names) > 3:
            return ", ".join(names[:3]) + " and others"
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]

    @property
    def journal(self) -> str:
        """Where it was published: journal with volume, issue and pages, or the publisher."""
        place = self.container_title or self.publisher or ""
        if place and self.volume:
            place += f" {self.volume}"
            if self.issue:
                place += f"({self.issue})"
        if place and self.page:
            place += f":{self.page}"
        return place


def _initials(given: str | None) -> str:
    return " ".join(part[0] + "." for part in (given or "").replace("-", " ").split() if part)
