"""The evidence marks: how sure the guide is of what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

GRADES = ("strong", "moderate", "early", "theory", "contested", "not studied")
"""The six grades, strongest first; ``about/how-we-know`` says what each means."""

STATEMENT = re.compile(r"^(?:[A-Z]|[A-Z]?\d+(?:\.\d+)?)$")
MONTH = re.compile(
    r"^(January|February|March|April|May|June|July|August|September|October|November|December)"
    r" 20\d\d$"
)


class MarkError(Exception):
    """A mark that does not say what a mark has to say; the text is a sentence without
    its full stop.
    """


@dataclass(frozen=True)
class Mark:
    """An evidence mark.

    Attributes:
        grade: one of ``GRADES``.
        statements: the numbers of the statements of the evidence pack it rests on.
        looked: for "not studied", the month in which studies were looked for.
    """

    grade: str
    statements: tuple[str, ...] = ()
    looked: str = ""

    @property
    def words(self) -> str:
        """What a reader sees."""
        if self.grade == "not studied":
            return f"not studied, as of {self.looked}"
        if self.grade in ("theory", "contested"):
            return self.grade
        return f"{self.grade} evidence"

    @property
    def as_written(self) -> str:
        """The mark as it stands on a page."""
        looked = f", {self.looked}" if self.looked else ""
        return f"[evidence: {' '.join((self.grade, *self.statements))}{looked}]"

    @property
    def slug(self) -> str:
        """The grade as a class name and as the anchor that explains it."""
        return self.grade.replace(" ", "-")


def read_mark(text: str) -> Mark:
    """Read what stands in ``[evidence: ...]``, for example ``early 9.2 9.5``.

    Raises:
        MarkError: an unknown grade, something that is no statement number, or
            a "not studied" without its month.
    """
    text, _, looked = (part.strip() for part in text.partition(","))
    grade = next((grade for grade in GRADES if text == grade or text.startswith(grade + " ")), None)
    if grade is None:
        word = text.split(" ")[0] if text else ""
        raise MarkError(
            f'"{word}" is not one of the six marks' if word else "The mark names no grade"
        )
    statements = tuple(text[len(grade) :].split())
    for number in statements:
        if not STATEMENT.match(number):
            raise MarkError(f'"{number}" is not the number of a statement')
    if grade == "not studied" and not MONTH.match(looked):
        raise MarkError('A "not studied" mark has to say when it was looked for')
    if grade != "not studied" and looked:
        raise MarkError(f'Only "not studied" has a comma and a month; "{grade}" has neither')
    return Mark(grade, statements, looked)
