"""Words that visitors read and that stand in a data file, laid out like a page.

The rules read pages. So the words of a data file are handed to them as the
body of one, each on the line it has in its own file: what is wrong is found,
and told, as on any page.
"""

from __future__ import annotations

from hooks.text.markdown_file import Line, MarkdownFile
from hooks.text.yaml_file import Place


class Spoken:
    """Collects the words of one data file.

    Args:
        path: the file, for findings.
        page: the page that shows the words.
        places: the place of each value in the file.
    """

    def __init__(self, path: str, page: str, places: dict[tuple, Place]):
        self.source = MarkdownFile(path, page)
        self.places = places

    def heading(self, where: tuple, words: str) -> None:
        """Words that stand as a heading over what follows."""
        self._put(where, words, "## ")
        self.end()

    def say(self, where: tuple, words: str) -> None:
        """Words that stand alone; what is added before ``end`` belongs to the same paragraph."""
        self._put(where, words)

    def end(self) -> None:
        """End a paragraph."""
        self.source.body.append(Line(0, ""))

    def _put(self, where, words, sign=""):
        line, column = self.places.get(where, (1, 1))
        # Where the words begin: after the key and its colon.
        key = where[-1] if where and isinstance(where[-1], str) else None
        start = column - 1 + (len(key) + 2 if key else 0)
        self.source.body.append(Line(line, sign + words if sign else " " * start + words))
