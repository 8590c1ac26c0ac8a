"""Kinds of value that a data file may hold, each with what an editor is told who typed it wrong.

They stand in ``Annotated[str, Matching(...)]`` and raise what ``schema.validate``
turns into a finding: what is wrong, and how to put it right. In a schema they
say the same in its own terms, so that an editor of YAML can complete a field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Signs that show nothing and can turn the words around them about."""


class Checked:
    """A check of a value, with what it is called in a schema."""

    def check(self, value: Any) -> Any:
        """The value.

        Raises:
            ValueError: with what is wrong, and how to put it right.
        """
        raise NotImplementedError

    def in_schema(self) -> JsonSchemaValue:
        """The check in the terms of a JSON schema."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), **self.in_schema()}


@dataclass(frozen=True)
class Matching(Checked):
    """A text in which a pattern is found; ``wrong`` and ``fix`` say what it has to be."""

    pattern: str
    wrong: str
    fix: str

    def check(self, value: str) -> str:
        # "$" would let a line break through at the end.
        if not re.search(self.pattern.replace("$", r"\Z"), value):
            raise ValueError(self.wrong, self.fix)
        return value

    def in_schema(self) -> JsonSchemaValue:
        return {"pattern": self.pattern}


@dataclass(frozen=True)
class Letters(Checked):
    """A text of so many letters."""

    low: int = 0
    high: int | None = None

    def check(self, value: str) -> str:
        if len(value) < self.low:
            raise ValueError("is too short", f"Write at least {self.low} letters.")
        if self.high is not None and len(value) > self.high:
            raise ValueError("is too long", f"Say it in at most {self.high} letters.")
        return value

    def in_schema(self) -> JsonSchemaValue:
        bounds = {"minLength": self.low, "maxLength": self.high}
        return {name: bound for name, bound in bounds.items() if bound}


@dataclass(frozen=True)
class Whole(Checked):
    """A whole number in a range; ``fix`` says what it counts, if that helps."""

    low: int
    high: int
    fix: str = ""

    def check(self, value: int) -> int:
        if not self.low <= value <= self.high:
            wanted = f"a whole number from {self.low} to {self.high}"
            if self.fix:
                raise ValueError(f"is not {wanted}", self.fix)
            raise ValueError("is out of range", f"Write {wanted}.")
        return value

    def in_schema(self) -> JsonSchemaValue:
        return {"minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class OneLine(Checked):
    """A text on one line, of so many letters."""

    longest: int

    def check(self, value: str) -> str:
        if INVISIBLE.search(value):
            raise ValueError(
                "holds a line break or a sign that cannot be seen",
                "Type it again, on one line, in double quotes.",
            )
        if len(value) > self.longest:
            raise ValueError(
                f"has {len(value)} letters", f"Say it in at most {self.longest} letters."
            )
        return value

    def in_schema(self) -> JsonSchemaValue:
        return {"minLength": 1, "maxLength": self.longest}


SENTENCE_END = Matching(
    r"[.?!]$",
    "does not end with a full stop",
    "Write it as a sentence, and end it with a full stop.",
)
QUESTION_MARK = Matching(
    r"\?$", "is not a question", "Write it as a question, and end it with a question mark."
)

Slug = Annotated[
    str,
    Matching(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        "is not an id",
        'Write it in small letters and digits, with hyphens between words, "like-this".',
    ),
]
Sentence = Annotated[str, Letters(3), SENTENCE_END]
Words = Annotated[str, Letters(1)]
Title = Annotated[str, Letters(2, 70)]
WebAddress = Annotated[
    str,
    Matching(
        r"^https?://\S+$",
        "is not a web address",
        "Copy the whole address of the page, with the https:// in front.",
    ),
]
PhoneNumber = Annotated[
    str,
    Matching(
        r"^\+?\d[\d -]*$",
        "is not a phone number",
        "Write digits, with spaces or hyphens between them.",
    ),
]
TextNumber = Annotated[
    str,
    Matching(
        r"^\d[\d -]*$", "is not a number", "Write digits, with spaces or hyphens between them."
    ),
]
PhoneKey = Annotated[
    str, Matching(r"^\d$", "is not a key of a phone", "Write one digit, in quotes.")
]
CodeWord = Annotated[
    str,
    Matching(
        r"^[A-Z0-9]+$", "is not a word to send", "Write it in capital letters, without spaces."
    ),
]
SiteName = Annotated[
    str,
    Matching(
        r"^[\w-]+(\.[\w-]+)+(/\S*)?$",
        "is not the name of a site",
        'Write it without the https:// in front: "example.org/chat".',
    ),
]
StatementNumber = Annotated[
    str,
    Matching(
        r"^([A-Z]|\d+\.\d+)$",
        "is not the number of a statement",
        'Write it in quotes, like "9.2".',
    ),
]
ClaimRow = Annotated[
    str, Matching(r"^[AB]\d+$", "is not a row of the list of claims", 'Write it like "A12".')
]
PageOrPlace = Annotated[
    str,
    Matching(
        r"^[a-z0-9/-]+\.md(#[a-z0-9_-]+)?$",
        "is not a place in the guide",
        'Write it like "help/now.md".',
    ),
]
ListOnPage = Annotated[
    str,
    Matching(
        r"^[\w/.-]+\.md#[\w-]+$",
        "is not a place on a page",
        'Write the page, a #, and the place of a heading: "couples/agreements.md#before".',
    ),
]
Switch = Annotated[
    str, Matching(r"^(true|false)$", "is neither true nor false", 'Write "true" or "false".')
]
