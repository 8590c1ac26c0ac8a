"""``docs/data/references.json``: the sources, in CSL-JSON (the format of citation managers)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from hooks.data.field_types import Sentence, Slug, WebAddress, Words
from hooks.data.load import read_data
from hooks.data.schema import Day, Model, validate
from hooks.finding import Finding


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


PATH = "docs/data/references.json"


@dataclass
class ReferenceList:
    """The references of a guide.

    Attributes:
        by_id: each reference that is in order.
        known: the ids of all of them, of broken ones too; None when the file cannot be read.
        lines: the line of each in the file.
        findings: what is wrong.
    """

    by_id: dict[str, Reference] = field(default_factory=dict)
    known: set[str] | None = None
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_references(root: Path) -> ReferenceList:
    """Read the references of the guide at ``root``.

    Each is held against its model by itself, so that one that is broken hides no other.
    """
    loaded = read_data(
        root, PATH, fix="Look for a missing comma, quote or bracket on this line or the one above."
    )
    found = ReferenceList(findings=loaded.findings)
    if not loaded.is_read:
        return found
    if not isinstance(loaded.value, list):
        message = "The file has to be a list of references."
        found.findings.append(loaded.finding((), message, "Start it with [ and end it with ]."))
        return found
    lines: dict[str, list[int]] = {}
    for match in re.finditer(r'"id"\s*:\s*"([^"]*)"', loaded.text):
        line = loaded.text.count("\n", 0, match.start()) + 1
        lines.setdefault(match.group(1), []).append(line)
    found.known = set(lines)
    for number, entry in enumerate(loaded.value, 1):
        if not isinstance(entry, dict):
            message = f"Entry {number} is not a reference."
            fix = "Start it with { and end it with }."
            found.findings.append(loaded.finding((), message, fix, "reference"))
            continue
        line = lines.get(str(entry.get("id", "")), [1])[0]
        reference, findings = validate(Reference, entry, PATH, {(): (line, 1)}, "reference")
        found.findings += findings
        if reference is None:
            continue
        if reference.id in found.by_id:
            again = lines.get(reference.id, [1])[-1]
            message = f'Two references have the id "{reference.id}".'
            found.findings.append(
                Finding(PATH, again, 1, "reference", message, "Keep one of them.")
            )
        found.by_id[reference.id] = reference
        found.lines.setdefault(reference.id, line)
    return found
