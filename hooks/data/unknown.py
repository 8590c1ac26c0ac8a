"""Findings on names in data files that name nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from hooks.data.load import Loaded
from hooks.finding import LOOK_IN_REFERENCES, Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide


def unknown(
    loaded: Loaded, where: tuple, what: str, word: str, known: Collection[str], otherwise: str = ""
) -> Finding:
    """That there is no such thing.

    Args:
        loaded: the file.
        where: the path of the name in it.
        what: what it should name: ``source``.
        word: the name.
        known: all names there are.
        otherwise: the fix where none is close.
    """
    message = f'There is no {what} "{word}".'
    return loaded.finding(where, message, nearest(word, known, otherwise), f"{what}-unknown")


def unknown_sources(
    loaded: Loaded, guide: Guide, where: tuple, names: list[str]
) -> Iterator[Finding]:
    """Those of the ``sources`` of a record that no reference has."""
    for k, name in enumerate(names):
        if guide.known_sources is not None and name not in guide.known_sources:
            at = (*where, "sources", k)
            yield unknown(loaded, at, "source", name, guide.known_sources, LOOK_IN_REFERENCES)
