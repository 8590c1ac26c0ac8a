"""The words of a data file that visitors read, laid out as a page.

The rules read pages. So the words of a data file are handed to them as the body of one, each where
it stands in its own file: what is wrong is found, and told, as on any page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hooks.text.markdown_file import Line, MarkdownFile

if TYPE_CHECKING:
    from hooks.data.load import Loaded

MOST_LINES = 12
"""Over how many lines of its file a text is followed."""


class ShownText(MarkdownFile):
    """Words of one data file.

    Attributes:
        what: how a sentence calls them: ``the drawing "rates"``.
        top: the line of what they belong to.
    """

    what: str
    top: int

    def __init__(
        self,
        loaded: Loaded,
        page: str,
        what: str = "this text",
        where: tuple = (),
        is_exact: bool = False,
    ) -> None:
        """Begin without words.

        Args:
            loaded: the file.
            page: the page that shows the words.
            what: how a sentence calls them.
            where: the path of what they belong to.
            is_exact: whether they have to be exact before they are easy.
        """
        super().__init__(loaded.path, page, is_exact=is_exact)
        self.what, self.top = what, loaded.place(where)[0]
        self._loaded = loaded
        self._lines = loaded.text.split("\n")

    def add(self, where: tuple, words: str | None, *marks: tuple[tuple, str]) -> None:
        """Add a text: a paragraph when it is a sentence, else a heading over what follows.

        Args:
            where: its path in the file.
            words: its Markdown; nothing is added without any.
            marks: what stands after it in the same paragraph, each with its path.
        """
        if not words:
            return
        if words.rstrip().endswith((".", "?", "!", ":")) or marks:
            self.paragraph(where, words, *marks)
        else:
            self.heading(where, words)

    def paragraph(self, where: tuple, words: str, *marks: tuple[tuple, str]) -> None:
        """Add a paragraph, of a sentence or of words that are none, such as a name."""
        for place, text in ((where, words), *marks):
            self.body += self._laid(place, text)
        self.body.append(Line(0, ""))

    def heading(self, where: tuple, words: str) -> None:
        """Add a heading over what follows."""
        (line, *_) = self._laid(where, words)
        self.body += [Line(line.number, f"## {words}"), Line(0, "")]

    def add_all(self, value: object, fields: set[str] | None, where: tuple = ()) -> None:
        """Add all texts of a value that stand in some fields, or in any.

        Args:
            value: mappings, lists and texts, as they stand in the file.
            fields: the names of the fields that are shown; None for all.
            where: the path of the value.
        """
        for place, words in _texts(value, fields, where, fields is None):
            self.add(place, words)

    def _laid(self, where: tuple, words: str) -> list[Line]:
        """The text on the lines of its file, each piece in its column there."""
        number, column = self._loaded.place(where)
        found: list[Line] = []
        rest = words.split()
        if where and isinstance(where[-1], str):
            column += len(where[-1])
        for n in range(number, min(number + MOST_LINES, len(self._lines) + 1)):
            raw = self._lines[n - 1]
            start = raw.find(rest[0], column - 1 if n == number else 0) if rest else -1
            if start < 0:
                continue
            count = len(rest)
            while count and not raw.startswith(" ".join(rest[:count]), start):
                count -= 1
            if not count:
                continue
            found.append(Line(n, " " * start + " ".join(rest[:count])))
            rest = rest[count:]
            if not rest:
                return found
        # Written in another way than it reads, with signs for signs or line ends within.
        return [Line(number, " " * column + words)]


def _texts(
    value: object, fields: set[str] | None, where: tuple, shown: bool
) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, fields, (*where, key), shown or key in (fields or ()))
    elif isinstance(value, list):
        for n, child in enumerate(value):
            yield from _texts(child, fields, (*where, n), shown)
    elif isinstance(value, str) and shown:
        yield where, value
