"""What may stand in the guide's data files and front matter, and how to say what is wrong.

The models are the contract; ``check`` turns what pydantic finds into findings
that a person who has never seen Python can act on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, ValidationError, field_validator

from hooks.finding import Finding, nearest
from hooks.yaml_lines import Place

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=3, pattern=r"[.?!]$")]
Words = Annotated[str, StringConstraints(min_length=1)]


class Record(BaseModel):
    """A record in which only named fields are allowed."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class FrontMatter(Record):
    """The fields of a page."""

    title: Annotated[str, StringConstraints(min_length=2, max_length=70)]
    description: Annotated[str, StringConstraints(max_length=220, pattern=r"[.?]$")]
    updated: date
    review_by: date
    search_words: list[Words] = []
    template: str | None = None
    index: bool = True
    neutral_title: str | None = None
    offers: str | None = None


class Author(Record):
    """A person or a body, as CSL-JSON has it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


class Issued(Record):
    """A date of publication: ``[[year, month, day]]``, month and day left out when unknown."""

    date_parts: list[list[int]] = Field(alias="date-parts")


class Custom(Record):
    """What CSL-JSON has no field for."""

    recheck_on: date | None = None
    no_link: Sentence | None = None


class Reference(Record):
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
    url: str | None = Field(None, alias="URL")
    pmid: str | None = Field(None, alias="PMID")
    pmcid: str | None = Field(None, alias="PMCID")
    custom: Custom = Custom()

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, value):
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("must start with https:// or http://")
        return value

    @property
    def link(self) -> str | None:
        """Where a reader finds it: the DOI, else the publisher's address, else nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def year(self) -> str:
        """The year of publication, or ``no date``."""
        return str(self.issued.date_parts[0][0]) if self.issued else "no date"

    @property
    def authors(self) -> str:
        """The authors as a list of sources names them: three, then "and others"."""
        names = [who.literal or " ".join(filter(None, (who.family, _initials(who.given)))) for who in self.author]
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


class Named(Record):
    """A word the data uses and the name a reader sees for it."""

    id: Slug
    name: Words


class Verdict(Named):
    """One of the six verdicts of the claim checker."""

    meaning: Sentence


class Claim(Record):
    """A claim people meet, and what can honestly be said."""

    id: Slug
    topic: Slug
    claim: Sentence
    verdict: Slug
    honest: Sentence
    sources: list[Slug] = []
    evidence: list[Annotated[str, StringConstraints(pattern=r"^[AB]\d+$")]] = []


class ClaimFile(Record):
    """``docs/data/claims.yml``."""

    topics: list[Named]
    verdicts: list[Verdict]
    claims: list[Claim]


class Term(Record):
    """A word of the glossary.

    ``clinical`` lists the forms of it that a page explains where it first uses them.
    """

    term: Words
    also: list[Words] = []
    meaning: Sentence
    page: str | None = None
    clinical: list[Words] = []


class Glossary(RootModel[list[Term]]):
    """``docs/data/glossary.yml``, a list."""


HelpKind = Literal[
    "emergency", "crisis", "abuse", "poison", "treatment", "harm", "veterans", "young",
    "lgbtq", "native", "sexual-assault", "men", "information",
]


class TextLine(Record):
    """A number that takes text messages, and the word to send, if any."""

    to: Annotated[str, StringConstraints(pattern=r"^\d[\d -]*$")]
    word: str | None = None


class HelpLine(Record):
    """A line a person can reach.

    ``say`` is how it reads in a sentence after "call"; ``seen_at`` and
    ``checked`` say where and when the number was looked up.
    """

    id: Slug
    kind: HelpKind
    name: Words
    say: Words
    call: Annotated[str, StringConstraints(pattern=r"^\+?\d[\d -]*$")] | None = None
    text: TextLine | None = None
    chat: Annotated[str, StringConstraints(pattern=r"^[\w-]+(\.[\w-]+)+(/\S*)?$")] | None = None
    for_: Sentence = Field(alias="for")
    hours: str | None = None
    note: Sentence | None = None
    seen_at: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    trust: Literal["official", "service", "public-body", "listed"]
    checked: date

    @property
    def tel(self) -> str:
        """The number as a telephone link wants it."""
        return "".join(sign for sign in self.call or "" if sign in "+0123456789")


class Region(Record):
    """The help lines of one country."""

    name: Words
    note: Sentence | None = None
    lines: list[HelpLine]

    def line(self, kind: str) -> HelpLine:
        """The first line of a kind; where the region has none, the one that is right instead.

        Poison goes to the emergency line, every other kind to the crisis
        line; every region has both.
        """
        by_kind = {line.kind: line for line in reversed(self.lines)}
        return by_kind.get(kind) or by_kind["emergency" if kind == "poison" else "crisis"]


class HelpFile(Record):
    """``docs/data/help-lines.yml``."""

    regions: dict[Slug, Region]


class Rate(Record):
    """How many in 100 people, with and without."""

    effect: Words
    treated: Annotated[int, Field(ge=0, le=100)]
    placebo: Annotated[int, Field(ge=0, le=100)]


class RateFigure(Record):
    """A picture of side effects: rates in 100 people beside placebo."""

    caption: Sentence
    treated: Words
    placebo: Words
    source: Slug
    rates: list[Rate]


class FigureFile(Record):
    """``docs/data/figures.yml``."""

    side_effects: RateFigure = Field(alias="side-effects")


class RuleExample(Record):
    """Words a rule finds something in, or lets through.

    Attributes:
        text: Markdown that stands on a page below its title, or a whole file when it starts with three dashes.
        finding: what the rule says; none where it lets the words through.
        page: the page it stands on.
    """

    text: str
    finding: str | None = None
    page: str = "ketamine/example.md"


class RuleExamples(Record):
    """``docs/data/rules/NAME.yml``: the examples of a rule, shown on its page and run by the tests."""

    bad: list[RuleExample]
    good: list[RuleExample]


class ClaimWords(Record):
    """A claim the guide never makes: patterns, why not, and what to write instead."""

    id: Slug
    why: Sentence
    instead: Words
    patterns: list[Words]
    approval: bool = False
    not_: list[Words] = Field([], alias="not")


class Wording(Record):
    """``docs/data/wording.yml``: the words the rules look for."""

    words: dict[str, list[Words]]
    claims: list[ClaimWords]
    clinical: list[Words] = []
    unclinical: list[Words] = []
    benefit: list[Words] = []
    harm: list[Words] = []
    unknown: list[Words] = []
    fear: list[Words] = []
    blame: list[Words] = []
    passive: list[Words] = []
    link_text: list[Words] = []
    plainer: dict[str, Words] = {}


PLAIN = {
    "missing": "is missing",
    "string_too_short": "is too short",
    "string_too_long": "is too long",
    "date_from_datetime_parsing": "is not a date; write it as 2026-11-22",
    "date_parsing": "is not a date; write it as 2026-11-22",
    "date_type": "is not a date; write it as 2026-11-22",
    "int_parsing": "is not a whole number",
    "list_type": "has to be a list, each entry on a line that starts with a dash",
    "dict_type": "has to be a group of fields",
    "model_type": "has to be a group of fields",
    "model_attributes_type": "has to be a group of fields",
    "string_type": "has no value",
    "bool_parsing": "has to be true or false",
}
"""pydantic's error types in an editor's words."""

PATTERNS = {
    FrontMatter.model_fields["description"].metadata[0].pattern: "has to be one sentence and end with a full stop",
    r"[.?!]$": "has to be a sentence and end with a full stop",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "has to be lower-case letters, digits and single hyphens",
    r"^\+?\d[\d -]*$": "has to be a phone number of digits",
    r"^\d[\d -]*$": "has to be a number of digits",
    r"^https?://\S+$": "has to be a web address that starts with https://",
    r"^[\w-]+(\.[\w-]+)+(/\S*)?$": "has to be a host name such as example.org",
    r"^[AB]\d+$": 'has to be a row of the claims list such as "A12"',
}
"""What a pattern asks for, in an editor's words."""


def check(model: type[Record], value: object, path: str, places: dict[tuple, Place], rule: str):
    """Check a value against its model.

    Args:
        model: the record it has to be.
        value: what was read, as ``read_yaml`` gives it.
        path: the file, for findings.
        places: the place of each value in that file.
        rule: the findings' rule name.

    Returns:
        The record, or None, and every finding, most of them with a fix.
    """
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_finding(fault, model, path, places, rule) for fault in error.errors()]


def _finding(fault, model, path, places, rule) -> Finding:
    where = tuple(fault["loc"])
    kind = fault["type"]
    name = next((part for part in reversed(where) if isinstance(part, str)), "value")
    holder = where[:-1]
    line, column = _place(where if kind != "missing" else holder, places)
    if kind == "extra_forbidden":
        return Finding(path, line, column, rule, f'"{name}" is not a field here.', nearest(name, _fields(model, holder)))
    if kind == "literal_error":
        known = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return Finding(path, line, column, rule, f'"{fault["input"]}" is not a known {name}.', nearest(str(fault["input"]), known))
    if kind == "string_pattern_mismatch":
        words = PATTERNS.get(fault["ctx"]["pattern"], "is not written as it has to be")
    elif kind == "string_too_long":
        words = f'has {len(fault["input"])} letters; the most is {fault["ctx"]["max_length"]}'
    elif kind in ("greater_than_equal", "less_than_equal"):
        words = "has to lie between 0 and 100"
    elif kind == "value_error":
        words = str(fault["ctx"]["error"])
    else:
        words = PLAIN.get(kind, "is not what belongs here")
    where_said = _where(where, name)
    fix = f'Add a line "{name}: ..." to it.' if kind == "missing" else f'Change the value of "{name}".'
    return Finding(path, line, column, rule, f"{where_said} {words}.", fix)


def _where(where, name) -> str:
    position = next((part for part in reversed(where) if isinstance(part, int)), None)
    return f'"{name}"' if position is None else f'"{name}" (entry {position + 1})'


def _place(where, places) -> Place:
    while where and where not in places:
        where = where[:-1]
    return places.get(where, (1, 1))


def _fields(model, holder):
    """The names of the fields of the record at ``holder`` inside ``model``."""
    if "root" in model.model_fields:
        model = _record_in(model.model_fields["root"].annotation)
    for part in holder:
        if isinstance(part, int):
            continue
        for name, info in model.model_fields.items():
            if part in (name, info.alias):
                model = _record_in(info.annotation) or model
                break
    return [info.alias or name for name, info in model.model_fields.items()]


def _record_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found:
            return found
    return None
