"""``docs/data/help-lines.yml``: the help lines of each country."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from hooks.data.data_file import DataFile
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
from hooks.data.load import Loaded
from hooks.data.schema import Day, Model
from hooks.data.shown_text import ShownText
from hooks.finding import Finding, nearest
from hooks.text import phone_numbers

if TYPE_CHECKING:
    from hooks.guide import Guide


PATH = "docs/data/help-lines.yml"

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
        return phone_numbers.tel(self.call or "")

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


def check(loaded: Loaded[HelpFile], guide: Guide) -> Iterator[Finding]:
    """Lines that nobody can reach, kinds of line that every region needs, and facts that are no
    statement.
    """
    finding = partial(loaded.finding, rule="help-lines")
    for name, region in (loaded.record.regions if loaded.record else {}).items():
        for kind in region.missing(NEEDED_LINES):
            yield finding(
                ("regions", name),
                f'The region "{name}" has no line of the kind "{kind}".',
                "Every region needs an emergency, a crisis and an abuse line; add it, or leave the "
                "region out.",
            )
        for n, line in enumerate(region.lines):
            yield from _line(line, ("regions", name, "lines", n), region, finding)
        for n, number in enumerate(region.facts):
            if guide.statements and number not in guide.ledger.statements:
                yield loaded.finding(
                    ("regions", name, "facts", n),
                    f'There is no statement "{number}".',
                    nearest(
                        number,
                        guide.ledger.statements,
                        "Look for it in docs/data/statements.yml.",
                    ),
                )


def _line(line: HelpLine, at: tuple, region: Region, finding) -> Iterator[Finding]:
    wrong = phone_numbers.problem_with(line.call) if line.call else None
    if wrong:
        yield finding((*at, "call"), f'"{line.call}" {wrong[0]}.', wrong[1])
    if not (line.call or line.text or line.chat):
        yield finding(
            at,
            f'The line "{line.id}" has no number and no chat address.',
            'Add "call", "text" or "chat" to it, or take the line out.',
        )
    elif line.kind in NEEDED_LINES and line is region.line(line.kind) and not line.call:
        yield finding(
            at,
            f'The line "{line.id}" has no number to call.',
            f'Pages say "call" before the first line of the kind "{line.kind}"; add "call" '
            "to it, or put another one first.",
        )


def shown(loaded: Loaded[HelpFile], guide: Guide) -> Iterator[ShownText]:
    """What is said of the lines."""
    text = ShownText(loaded, "help/now.md")
    text.add_all(loaded.value, {"name", "for", "note", "hours", "languages", "who", "how"})
    yield text


FILE = DataFile(PATH, HelpFile, check, shown)
