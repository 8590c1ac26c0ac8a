"""A stretch of Markdown as the words a reader sees, each with its place in the Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from hooks.text.syntax import ADVICE_MARK, CALL_MARK, DESTINATION, EVIDENCE_MARK, SOURCE_MARK

TOKEN = re.compile(
    r"\\[\\`*_{}\[\]()#+.!|-]"
    r"|"
    + SOURCE_MARK.pattern.replace("(", "(?P<source>", 1)
    + r"|"
    + EVIDENCE_MARK.pattern.replace("(", "(?P<evidence>", 1)
    + r"|"
    + ADVICE_MARK.pattern
    + r"|"
    + CALL_MARK.pattern.replace("(", "(?P<call>", 1)
    + r"|`(?P<code>[^`]*)`|\*{1,3}|_{1,3}|\s{2,}|[^\S ]"
    + r"|&(?:\w{2,31}|#\w{1,8});"
)
TOKEN_OR_BRACKET = re.compile(TOKEN.pattern + r"|!?\[|\]")
TARGET = re.compile(DESTINATION)


@dataclass(frozen=True)
class Words:
    """Markdown as the words a reader sees, each with its place in the Markdown.

    Attributes:
        text: the words.
        starts: where in ``text`` each unbroken stretch of the Markdown begins.
        origins: where in the Markdown it begins.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def origin(self, offset: int) -> int:
        """Where in the Markdown the letter at ``offset`` of the words stands."""
        stretch = max(bisect_right(self.starts, offset) - 1, 0)
        return self.origins[stretch] + offset - self.starts[stretch]


def read_inline(text: str, line_words: Callable[[str], str] = str) -> Words:
    """Markdown inline text as the words a reader sees, without marks and source numbers.

    Args:
        text: the Markdown.
        line_words: what stands for a help line, from its kind; the kind itself by default.
    """
    return _Inline(text, line_words).read()


class _Inline:
    """One reading of an inline text (see ``read_inline``)."""

    def __init__(self, text: str, line_words: Callable[[str], str]):
        self.text, self.line_words = text, line_words
        self.pieces: list[list] = []  # words and where they start in the Markdown
        self.brackets: list[tuple[int, int]] = []
        self.opened: dict[str, int] = {}
        self.position = 0

    def read(self) -> Words:
        """The words, each with its place in the Markdown."""
        tokens = TOKEN_OR_BRACKET if "](" in self.text else TOKEN
        for token in tokens.finditer(self.text):
            if token.start() >= self.position:
                self._put(self.text[self.position : token.start()], self.position)
                self.position = token.end()
                self._token(token)
        self._put(self.text[self.position :], self.position)
        return self._joined()

    def _put(self, words: str, origin: int) -> None:
        if words:
            self.pieces.append([words, origin])

    def _token(self, token: re.Match[str]) -> None:
        start, mark = token.start(), token.group()
        if token.group("call") is not None:
            self._put(self.line_words(token.group("call").strip()), start)
        elif token.group("code") is not None:
            self._put(token.group("code"), start + 1)
        elif mark[0] == "\\":
            self._put(mark[1], start + 1)
        elif mark.isspace():
            self._put(" ", start)
        elif mark[0] == "&":
            self._put(" ".join(unescape(mark).split()) or " ", start)
        elif mark in ("[", "!["):
            self.brackets.append((len(self.pieces), start))
            self._put(mark, start)
        elif mark == "]":
            self._bracket(mark, start, token.end())
        elif mark[0] in "*_":
            self._emphasis(mark, start, token.end())

    def _bracket(self, mark: str, start: int, end: int) -> None:
        """The end of a link's words, or of a picture's, or a bracket that only stands there."""
        if self.brackets:
            target = TARGET.match(self.text, end)
            place, opening = self.brackets.pop()
            if target:
                self.pieces[place][0] = ""
                self.position = target.end()
                if self.text[opening] == "!":  # a picture, which has no words on the page
                    del self.pieces[place:]
                    self.opened = {sign: at for sign, at in self.opened.items() if at < place}
                return
        self._put(mark, start)

    def _emphasis(self, mark: str, start: int, end: int) -> None:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        closes = (
            mark in self.opened
            and before.strip()
            and not (mark[0] == "_" and (after.isalnum() or after == "_"))
        )
        opens = after.strip() and not (mark[0] == "_" and (before.isalnum() or before == "_"))
        if closes:
            self.pieces[self.opened.pop(mark)][0] = ""
            return
        if opens:
            self.opened[mark] = len(self.pieces)
        self._put(mark, start)

    def _joined(self) -> Words:
        """The pieces as one text, of several blanks one."""
        joined: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length, last = 0, " "
        for words, origin in self.pieces:
            if not words:
                continue
            if last == " " and words[0] == " ":
                words, origin = words[1:], origin + 1
                if not words:
                    continue
            starts.append(length)
            origins.append(origin)
            joined.append(words)
            length += len(words)
            last = words[-1]
        return Words("".join(joined).rstrip(), tuple(starts) or (0,), tuple(origins) or (0,))


def plain(text: str, line_words: Callable[[str], str] = str) -> str:
    """The words of ``read_inline`` alone."""
    return read_inline(text, line_words).text
