"""Nothing stands there twice: what was copied and not changed would be shown in the place of
something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from markdown.extensions.toc import slugify

from hooks.data.load import Loaded
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule

RULE = Rule({"doubles": ERROR}, suppressible=False)


NAMES = ("id", "number", "term", "name", "title", "claim")
"""Fields by which readers or other files know an entry of a list: no two entries have the same."""

SHARED = {"lines": ("name",)}
"""Lists in which such a field may stand twice: one help line can serve two needs."""

HELP = "docs/data/help-lines.yml"
GLOSSARY = "docs/data/glossary.yml"
WORD_LISTS = ("docs/data/search.yml", "docs/data/wording/")
"""Words to look for, which nobody is shown; one of them twice does no harm."""
SHORTEST = 200
"""How many letters a page has that could be told from another."""


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Pages, terms, regions and entries of lists that are the same as another."""
    yield from _pages(guide)
    yield from _terms(guide)
    yield from _regions(guide)
    for path, loaded in guide.data.items():
        if "/rules/" not in path and not path.startswith(WORD_LISTS):
            yield from _entries(loaded, loaded.value, ())


def _pages(guide: Guide) -> Iterator[Finding]:
    titles: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for page, source in guide.pages.items():
        title = source.meta.get("title")
        if isinstance(title, str) and _same(title):
            other = titles.setdefault(_same(title), page)
            if other != page:
                yield Finding(
                    source.path,
                    *source.places.get(("title",), (1, 1)),
                    "doubles",
                    f'The page "{other}" has this title too, so nobody can tell them apart.',
                    "Give this page a title of its own.",
                )
        body = _same("".join(line.text for line in source.prose if not line.text.startswith("#")))
        if len(body) >= SHORTEST:
            other = bodies.setdefault(body, page)
            if other != page:
                yield Finding(
                    source.path,
                    source.body[0].number,
                    1,
                    "doubles",
                    f'This page says what "{other}" says, word for word.',
                    "Write what is new on it, or take it out and link to the other one.",
                )


def _terms(guide: Guide) -> Iterator[Finding]:
    known: dict[str, Any] = {}
    loaded = guide.data.get(GLOSSARY)
    if loaded is None or not isinstance(loaded.value, list):
        return
    for n, term in enumerate(loaded.value):
        if not isinstance(term, dict):
            continue
        words: dict[tuple, Any] = {("term",): term.get("term")}
        also = term.get("also")
        words |= {
            ("also", k): word for k, word in enumerate(also if isinstance(also, list) else ())
        }
        for where, word in words.items():
            if not isinstance(word, str):
                continue
            other = known.setdefault(slugify(word, "-"), term.get("term"))
            first = known.get(slugify(word, "-")) is term.get("term")
            if where != ("term",) and _same(word) == _same(str(term.get("term"))) or not first:
                yield loaded.finding(
                    (n, *where),
                    f'"{word}" is in the glossary already, at "{other}".',
                    "Keep one of the two, and put what is new into it.",
                    "doubles",
                )


def _regions(guide: Guide) -> Iterator[Finding]:
    known: dict[tuple, str] = {}
    for name, region in guide.help.regions.items() if guide.help else ():
        numbers = tuple(
            sorted(
                (line.kind, line.call or "", line.chat or "", line.name) for line in region.lines
            )
        )
        for what, message in (
            (("name", region.name), f'The region "{{}}" has the name "{region.name}" too.'),
            (("lines", numbers), 'All lines of this region are those of the region "{}".'),
        ):
            other = known.setdefault(what, name)
            if other != name:
                yield guide.data[HELP].finding(
                    ("regions", name),
                    message.format(other),
                    "Look up the name and the numbers of this region, or take it out.",
                    "doubles",
                )


def _entries(loaded: Loaded, value: Any, where: tuple) -> Iterator[Finding]:
    """Entries of one list with one name, or the same but for their names; and texts that a list
    holds twice."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _entries(loaded, child, (*where, key))
        return
    if not isinstance(value, list):
        return
    seen: dict[tuple, int] = {}
    for n, entry in enumerate(value):
        yield from _entries(loaded, entry, (*where, n))
        if isinstance(entry, str):
            if seen.setdefault(("text", entry), n) != n:
                yield _entry(loaded, (*where, n), f'"{entry}" stands twice in this list.')
        elif isinstance(entry, dict):
            for at, message in _again(loaded.path, where, n, entry, seen):
                yield _entry(loaded, (*where, n, *at), message)


def _entry(loaded: Loaded, at: tuple, message: str) -> Finding:
    """A finding at the place of a value, or of what holds it."""
    return loaded.finding(at, message, "Change one of the two, or take it out.", "doubles")


def _again(
    path: str, where: tuple, n: int, entry: dict, seen: dict[tuple, int]
) -> Iterator[tuple[tuple, str]]:
    """What an entry has in common with one before it: at which field, and what to say."""
    shared = SHARED.get(where[-1] if where else "", ())
    told = False
    for name in NAMES:
        if (
            not isinstance(entry.get(name), str)
            or name in shared
            or (path == GLOSSARY and name == "term")
            or _told_elsewhere(path, name)
        ):
            continue
        if seen.setdefault((name, _same(entry[name])), n) != n:
            told = True
            yield (name,), f'Another entry has the {name} "{entry[name]}" too.'
    rest = {key: text for key, text in entry.items() if key not in NAMES}
    if len(rest) > 1 and not told:
        same = json.dumps(rest, sort_keys=True, default=str)
        first = seen.setdefault(("rest", same), n)
        if first != n and len(same) > 60:
            yield (), f"Entry {n + 1} says what entry {first + 1} of this list says."


def _told_elsewhere(path: str, name: str) -> bool:
    """Whether the reader of a data file says itself that an id or a number stands there twice."""
    return (path.endswith("claims.yml") and name == "id") or (
        path.endswith("statements.yml") and name == "number"
    )


def _same(text: str) -> str:
    """A text without what does not make it another one: capitals, blanks, points."""
    return re.sub(r"[\W_]+", " ", text).casefold().strip()
