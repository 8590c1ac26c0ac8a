"""What may stand in the guide's data files and front matter, and how to say what is wrong.

The models are the contract; ``check`` turns what pydantic finds into findings
that a person who has never seen Python can act on.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from markdown.extensions.toc import slugify
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    ValidationError,
)

from hooks.text import phone_numbers as phone
from hooks.finding import Finding, nearest
from hooks.data.field_types import (
    SENTENCE_END,
    ClaimRow,
    CodeWord,
    Letters,
    Matching,
    PageOrPlace,
    PhoneKey,
    PhoneNumber,
    Sentence,
    SiteName,
    Slug,
    StatementNumber,
    Switch,
    TextNumber,
    Title,
    WebAddress,
    Words,
)
from hooks.text.yaml_file import Place


def _day(value: object) -> date:
    """A date written as 2026-11-22 and in no other way, so that none can be misread."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("is not a date", "Write year, month and day like this: 2026-11-22.")


Day = Annotated[date, BeforeValidator(_day)]

PLAIN_END = Matching(r"[.?]$", SENTENCE_END.wrong, SENTENCE_END.fix)
"""A description neither shouts nor breaks off."""


class Record(BaseModel):
    """A record in which only named fields are allowed."""

    model_config = ConfigDict(extra="forbid")


class FrontMatter(Record):
    """The fields of a page.

    Attributes:
        changed: what the last change was, for the feed of changes.
        neutral_title: what stands in the title's place wherever others may see it,
            such as a tab, the history or a link's preview: true, and bland.
    """

    title: Title
    description: Annotated[str, Letters(high=220), PLAIN_END]
    updated: Day
    review_by: Day
    changed: Sentence | None = None
    search_words: list[Words] = []
    template: str | None = None
    index: Switch = "true"
    neutral_title: Title | None = None
    offers: str | None = None


class Author(Record):
    """A person or a body, as CSL-JSON has it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


class Issued(Record):
    """A date of publication: ``[[year, month, day]]``, month and day left out when unknown."""

    date_parts: list[Annotated[list[int], Field(min_length=1)]] = Field(
        alias="date-parts", min_length=1
    )


class Custom(Record):
    """What CSL-JSON has no field for."""

    recheck_on: Day | None = None
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
    evidence: list[ClaimRow] = []


class ClaimFile(Record):
    """``docs/data/claims.yml``; ``rows`` are those that a mark names and no claim is about."""

    topics: list[Named]
    verdicts: list[Verdict]
    rows: dict[ClaimRow, Sentence] = {}
    claims: list[Claim]

    @property
    def known_rows(self) -> set[str]:
        """The rows that a mark may name."""
        return {*self.rows, *(row for claim in self.claims for row in claim.evidence)}


class Term(Record):
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


class Statement(Record):
    """One statement of the evidence ledger; ``unused`` says why no page rests on it."""

    number: StatementNumber
    text: Sentence
    grade: Literal["strong", "moderate", "early", "theory", "contested", "not studied"]
    looked: str | None = None
    sources: list[Slug] = []
    also: Sentence | None = None
    unused: Sentence | None = None

    @property
    def anchor(self) -> str:
        """Its place on the page of the ledger: ``s9-2``."""
        return "s" + self.number.replace(".", "-").lower()


class StatementGroup(Named):
    """The statements on one subject."""

    statements: list[Statement]


class StatementFile(Record):
    """``docs/data/statements.yml``."""

    groups: list[StatementGroup]


HelpKind = Literal[
    "emergency",
    "crisis",
    "abuse",
    "poison",
    "treatment",
    "harm",
    "veterans",
    "young",
    "lgbtq",
    "native",
    "sexual-assault",
    "men",
    "information",
]


class TextLine(Record):
    """A number that takes text messages, and the word to send, if any, in capital letters."""

    to: TextNumber
    word: CodeWord | None = None

    @property
    def link(self) -> str:
        """The link that opens a message to the number, with the word in it.

        ``?&body=`` because iPhones want the message after "&" and Android phones
        after "?"; each of them reads this form.
        """
        to = "".join(sign for sign in self.to if sign.isdigit())
        return f"sms:{to}?&body={self.word}" if self.word else f"sms:{to}"


class OtherWay(Record):
    """How some people reach the same line in another way.

    Attributes:
        who: whom it is for, as it stands before a colon: ``In Spanish``.
        press: the key to press after calling the line's number.
        how: anything else about it, in words.
    """

    who: Words
    press: PhoneKey | None = None
    text: TextLine | None = None
    chat: SiteName | None = None
    how: Words | None = None


class HelpLine(Record):
    """A line a person can reach.

    ``say`` is how it reads in a sentence after "call"; ``seen_at`` and
    ``checked`` say where and when the number was looked up. ``hours`` and
    ``languages`` are read as sentences; what is not known is left out.
    """

    id: Slug
    kind: HelpKind
    name: Words
    say: Words
    call: PhoneNumber | None = None
    text: TextLine | None = None
    chat: SiteName | None = None
    tty: PhoneNumber | None = None
    also: list[OtherWay] = []
    for_: Sentence = Field(alias="for")
    hours: Words | None = None
    languages: Words | None = None
    note: Sentence | None = None
    seen_at: WebAddress
    trust: Literal["official", "service", "public-body", "listed"]
    checked: Day

    @property
    def tel(self) -> str:
        """The number as a telephone link wants it."""
        return phone.tel(self.call or "")

    @property
    def after_name(self) -> str:
        """How it reads beside its name: the number alone where ``say`` would give the name
        again."""
        named = self.name.split(" (")[0].lower() in self.say.lower()
        return self.call if self.call and named else self.say


NEEDED_LINES = ("emergency", "crisis", "abuse")
"""The kinds of help line without which a region cannot be chosen."""

FALLBACK = {"poison": "emergency", "harm": "abuse"}
"""Which line is right where a region has none of a kind; for every other kind it is the crisis
line."""


class Region(Record):
    """The help lines of one country.

    ``say`` is how its name reads in a sentence, where that differs. ``facts``
    are the numbers of statements on approval and law there; pages that describe
    the United States show them.
    """

    name: Words
    say: Words | None = None
    note: Sentence | None = None
    facts: list[StatementNumber] = []
    lines: list[HelpLine]

    def missing(self, kinds) -> list[str]:
        """Those of some kinds of line that the region has none of."""
        return [kind for kind in kinds if not any(line.kind == kind for line in self.lines)]

    @property
    def is_complete(self) -> bool:
        """Whether it has the lines without which it cannot be chosen."""
        return not self.missing(NEEDED_LINES)

    def line(self, kind: str) -> HelpLine:
        """The first line of a kind; where the region has none, the one that is right instead.

        Every region has the lines that stand in for others (see ``FALLBACK``).
        """
        by_kind: dict[str, HelpLine] = {line.kind: line for line in reversed(self.lines)}
        return by_kind.get(kind) or by_kind[FALLBACK.get(kind, "crisis")]

    def of_kinds(self, kinds) -> list[HelpLine]:
        """The lines of some kinds: kind by kind, those of one kind in the order of the data."""
        return [line for kind in kinds for line in self.lines if line.kind == kind]


class HelpFile(Record):
    """``docs/data/help-lines.yml``."""

    regions: dict[Slug, Region]


class RuleExample(Record):
    """Words a rule finds something in, or lets through.

    Attributes:
        text: Markdown that stands on a page below its title, or a whole file when it starts with
            three dashes.
        finding: what the rule says; none where it lets the words through.
        page: the page it stands on; with a slash before it, the file of the project.
    """

    text: str
    finding: str | None = None
    page: str = "ketamine/example.md"


class RuleExamples(Record):
    """``docs/data/rules/NAME.yml``: the examples of a rule, shown on its page and run by the
    tests."""

    bad: list[RuleExample]
    good: list[RuleExample]


class ClaimWords(Record):
    """A claim the guide never makes: patterns, why not, and what to write instead."""

    id: Slug
    why: Sentence
    instead: Words
    patterns: list[Words] = []
    together: list[Words] = []
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


class Urgent(Record):
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


class SearchWords(Record):
    """``docs/data/search.yml``: how people write what they look for."""

    empty: Words
    same: list[list[Words]]
    lists: dict[str, Words]
    passed: Words
    urgent: list[Urgent] = Field(min_length=1)


NO_GROUP = ("is not a group of fields", 'Write each field on a line of its own, as "name: value".')
NO_BOOLEAN = ("is neither true nor false", 'Write "true" or "false".')
NO_WHOLE_NUMBER = ("is not a whole number", "Write it in digits only.")

PLAIN = {
    "missing": ("is missing", 'Add a line that starts with "{name}:".'),
    "empty": ("has no value", "Write one after the colon, or delete the line."),
    "string_type": ("is not text", "Write it on one line, after the colon."),
    "int_parsing": NO_WHOLE_NUMBER,
    "int_parsing_size": ("is too large a number", "Write it in a few digits."),
    "int_type": NO_WHOLE_NUMBER,
    "float_parsing": (
        "is not a number",
        "Write it in digits, with a point before what is less than one.",
    ),
    "bool_parsing": NO_BOOLEAN,
    "bool_type": NO_BOOLEAN,
    "list_type": ("is not a list", "Put each entry on a line of its own that starts with a dash."),
    "dict_type": NO_GROUP,
    "model_type": NO_GROUP,
    "model_attributes_type": NO_GROUP,
    "too_short": ("is empty", "Add an entry, or delete the field."),
}
"""pydantic's error types in an editor's words. What a kind of value has to say of itself it
raises."""

COUNTS = {
    "too_short": ("has too few entries", "There have to be at least {min_length}."),
    "too_long": ("has too many entries", "There is room for {max_length}."),
}


Model = TypeVar("Model", bound=BaseModel)


def check(
    model: type[Model], value: object, path: str, places: dict[tuple, Place], rule: str
) -> tuple[Model | None, list[Finding]]:
    """Check a value against its model.

    Args:
        model: the record it has to be.
        value: what was read, as ``read_yaml`` gives it.
        path: the file, for findings.
        places: the place of each value in that file.
        rule: the findings' rule name.

    Returns:
        The record, or None, and every finding, each with a fix.
    """
    faults: list[dict[str, Any]] = [
        {"loc": where, "type": "empty", "input": None} for where in _empty(value)
    ]
    record = None
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        known = {fault["loc"] for fault in faults}
        faults += [dict(fault) for fault in error.errors() if fault["loc"] not in known]
    return (None if faults else record), [
        _finding(fault, model, path, places, rule) for fault in faults
    ]


def _empty(value, where=()):
    """The places of fields and entries in which nothing is written."""
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in parts:
        if part is None or part == "":
            yield where + (key,)
        yield from _empty(part, where + (key,))


def _finding(
    fault: dict[str, Any],
    model: type[BaseModel],
    path: str,
    places: dict[tuple, Place],
    rule: str,
) -> Finding:
    where = tuple(part for part in fault["loc"] if part != "[key]")
    kind = fault["type"]
    name = next((part for part in reversed(where) if isinstance(part, str)), None)
    holder = where[:-1]
    line, column = _place(where if kind != "missing" else holder, places)
    if kind == "extra_forbidden" and name:
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{name[:60]}" is not a field here.',
            nearest(name, _fields(model, holder)),
        )
    if kind == "empty" and name and " " in name:
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{name[:60]}" stands after a comma, as if it were a field of its own.',
            "Put the whole text in double quotes.",
        )
    if kind == "literal_error":
        known = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{str(fault["input"])[:60]}" is not a known {name}.',
            nearest(str(fault["input"]), known),
        )
    if kind == "value_error" and len(fault["ctx"]["error"].args) == 2:
        wrong, fix = fault["ctx"]["error"].args
    elif kind in COUNTS and fault["ctx"]["actual_length"]:
        wrong, fix = COUNTS[kind]
    else:
        # One that is not foreseen is told in pydantic's words: better plain than wrong.
        wrong, fix = PLAIN.get(
            kind, (f"is not right ({fault.get('msg', kind)})", "Look at its neighbors.")
        )
    fix = fix.format(name=name, **fault.get("ctx", {})) if kind != "value_error" else fix
    return Finding(path, line, column, rule, f"{_where(where, name)} {wrong}.", fix)


def _where(where, name) -> str:
    if name is None:
        return f"Entry {where[-1] + 1}" if where else "The file"
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
