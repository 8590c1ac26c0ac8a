"""What a module of ``hooks.data`` says of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from hooks.data.load import Loaded
from hooks.data.schema import M
from hooks.data.shown_text import ShownText
from hooks.finding import Finding

if TYPE_CHECKING:
    from hooks.guide import Guide


def _nothing(loaded: Loaded, guide: Guide) -> Iterable:
    return ()


@dataclass(frozen=True)
class DataFile(Generic[M]):
    """A file of ``docs/data``.

    Attributes:
        path: the file, from the project's root.
        model: what it has to be.
        check: what is wrong with its record beside the rest of the guide; called when all files
            are read.
        shown: its words that visitors read, laid out for the rules.
        optional: whether it is read only where a block on some page takes words from it.
        may_be_missing: whether a guide can do without it.
    """

    path: str
    model: type[M]
    check: Callable[[Loaded[M], Guide], Iterable[Finding]] = _nothing
    shown: Callable[[Loaded[M], Guide], Iterable[ShownText]] = _nothing
    optional: bool = False
    may_be_missing: bool = False
