"""The sentences of the data files that a visitor reads, with their places.

A page is not the only thing with words: answers of the claim checker, the
glossary, the ledger, help lines, captions, drawings and reflections are shown
too. A claim that the guide quotes in order to correct it is not among them,
and neither are the words people search with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from hooks.data.figures import FILE, words_of
from hooks.reflections.definition import FOLDER, SHARED
from hooks.text.markdown_file import plain, read_text
from hooks.text.yaml_file import Place, YamlError, read_yaml

if TYPE_CHECKING:
    from hooks.guide import Guide

READ = {
    "claims.yml": ("claims", {"name", "meaning", "honest"}),
    "help-lines.yml": ("help", {"name", "for", "note", "hours", "languages", "who", "how"}),
    "statements.yml": ("statements", {"name", "text"}),
}
"""For each data file where the guide keeps it, and the fields that are shown."""

REFLECTION = {"name", "window", "note", "text", "say", "take", "answers", "labels", "skip"}
DRAWINGS = "overrides/blocks/figures"
SHOWN = re.compile(r"<(title|desc|text|figcaption|caption|p|li|th|td|h\d)\b[^<>]*>([^<>{}]+)<")
"""Words between two tags of a drawing.

What comes from the data has braces, and is looked at there.
"""


@dataclass(frozen=True)
class DataText:
    """Words of a data file.

    Attributes:
        path: the file.
        line, column: where its field stands.
        text: the words as a visitor reads them.
        raw: as they are written.
    """

    path: str
    line: int
    column: int
    text: str
    raw: str

    def place(self, guide: Guide, words: str) -> tuple[int, int]:
        """Line and column of some words of the text; of its field when they run over a
        line's end.
        """
        text, _ = read_text(guide.root / self.path, self.path)
        lines = text.split("\n")
        for number in range(self.line, min(self.line + 12, len(lines)) + 1):
            column = lines[number - 1].find(words, self.column - 1 if number == self.line else 0)
            if column >= 0:
                return number, column + 1
        return self.line, self.column


def data_texts(guide: Guide) -> Iterator[DataText]:
    """Everything a visitor reads that stands in a data file or a drawing."""
    yield from _records(guide)
    for where, words in words_of(guide.figures):
        text = plain(words, guide.say)
        if text:
            yield DataText(FILE, *guide.data_places[FILE].get(where, (1, 1)), text, words)
    yield from _glossary(guide)
    yield from _reflections(guide)
    for file in sorted((guide.root / DRAWINGS).glob("*.html")):
        yield from _drawing(file)


def _records(guide: Guide) -> Iterator[DataText]:
    for name, (attribute, fields) in READ.items():
        record = getattr(guide, attribute)
        if record is not None:
            path = f"docs/data/{name}"
            yield from _walk(
                record.model_dump(by_alias=True),
                path,
                guide.data_places.get(path, {}),
                fields,
                guide.say,
            )


def _reflections(guide: Guide) -> Iterator[DataText]:
    files: list[tuple[str, set[str] | None]] = [(SHARED, None)]
    files += [(f"{FOLDER}/{name}.yml", REFLECTION) for name in guide.reflections]
    for path, shown in files if guide.reflections else ():
        text, fault = read_text(guide.root / path, path)
        if fault:
            continue
        try:
            value, places = read_yaml(text)
        except YamlError:
            continue
        yield from _walk(value, path, places, shown, guide.say)


def _drawing(file: Path) -> Iterator[DataText]:
    path = f"{DRAWINGS}/{file.name}"
    text, fault = read_text(file, path)
    for match in SHOWN.finditer(text) if not fault else ():
        words = " ".join(unescape(match.group(2)).split())
        before = text.rfind("\n", 0, match.start(2))
        if words:
            yield DataText(
                path,
                text.count("\n", 0, match.start(2)) + 1,
                match.start(2) - before,
                words,
                match.group(2),
            )


def _walk(
    value: object,
    path: str,
    places: dict[tuple, Place],
    fields: set[str] | None,
    say: Callable[[str], str],
    where: tuple = (),
    shown: bool = False,
) -> Iterator[DataText]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(
                child,
                path,
                places,
                fields,
                say,
                (*where, key),
                shown or fields is None or key in fields,
            )
    elif isinstance(value, list):
        for n, child in enumerate(value):
            yield from _walk(child, path, places, fields, say, (*where, n), shown)
    elif isinstance(value, str) and shown:
        text = plain(value, say)
        if text:
            yield DataText(path, *places.get(where, (1, 1)), text, value)


def _glossary(guide: Guide) -> Iterator[DataText]:
    path = "docs/data/glossary.yml"
    if not guide.terms:
        return
    places = guide.data_places.get(path, {})
    fields = sorted(place for where, place in places.items() if where[1:] == ("meaning",))
    # The terms are kept by the alphabet, so each is found again by its words.
    text, _ = read_text(guide.root / path, path)
    lines = text.split("\n")
    for term in guide.terms:
        opening = term.meaning.split(" ")[0]
        at = next(
            (place for place in fields if term.meaning[:30] in lines[place[0] - 1]), None
        ) or next((place for place in fields if opening in lines[place[0] - 1]), (1, 1))
        yield DataText(path, *at, plain(term.meaning), term.meaning)
