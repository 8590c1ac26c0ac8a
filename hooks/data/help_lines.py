"""``docs/data/help-lines.yml``: the help lines of each country."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hooks.data.field_types import (
    CodeWord,
    PhoneKey,
    PhoneNumber,
    Sentence,
    SiteName,
    Slug,
    StatementNumber,
    TextNumber,
    WebAddress,
    Words,
)
from hooks.data.schema import Day, Model
from hooks.text import phone_numbers as phone

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


class TextLine(Model):
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


class OtherWay(Model):
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


class HelpLine(Model):
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


class Region(Model):
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


class HelpFile(Model):
    """``docs/data/help-lines.yml``."""

    regions: dict[Slug, Region]
