"""What may stand after a block's name: nothing, words, or the name of something the guide has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from hooks.data.help_lines import HelpKind, Region
from hooks.finding import nearest

if TYPE_CHECKING:
    from hooks.guide import Guide

KINDS: tuple[str, ...] = get_args(HelpKind)

Problem = tuple[str, str, bool]
"""What is wrong with an argument, how to put it right, and whether it stands at the argument (or
at the block's name)."""


class Argument:
    """What a block says of its argument; this one may have any, and needs none.

    Attributes:
        is_read: whether a visitor reads it.
        needed: whether there has to be one; None where there may be, False where there may not.
    """

    is_read: bool = True
    needed: bool | None = None

    def problems(self, guide: Guide, block: str, argument: str) -> Iterator[Problem]:
        """What is wrong with an argument of a block with this name, ``""`` where it has none."""
        yield from ()


class NoArgument(Argument):
    """The block takes none."""

    needed = False

    def problems(self, guide: Guide, block: str, argument: str) -> Iterator[Problem]:
        """That there is one."""
        if argument:
            yield (
                f'The block "{block}" takes no words after it.',
                f'Write "/// {block}" alone and put the words below.',
                False,
            )


class Words(Argument):
    """Words that a visitor reads."""

    needed = True

    def problems(self, guide: Guide, block: str, argument: str) -> Iterator[Problem]:
        """That there are none."""
        if not argument:
            yield _missing(block)


@dataclass(frozen=True)
class Name(Argument):
    """The name of something, or of several things with blanks between them.

    Attributes:
        what: what it names, as a sentence calls it.
        known: gives all names there are; None where they cannot be read, which is told there.
        otherwise: the fix where no name is close.
        several: whether it may name several.
    """

    what: str
    known: Callable[[Guide], Collection[str] | None]
    otherwise: str = ""
    several: bool = False
    is_read = False
    needed = True

    def problems(self, guide: Guide, block: str, argument: str) -> Iterator[Problem]:
        """That it names nothing, or the first name that there is not."""
        if not argument:
            yield _missing(block)
            return
        known = self.known(guide)
        for name in argument.split() if self.several else [argument]:
            if known is not None and name not in known:
                fix = nearest(name, known, self.otherwise)
                yield f'There is no {self.what} "{name}".', fix, True
                return


@dataclass(frozen=True)
class HelpKinds(Argument):
    """Kinds of help line, with blanks between them.

    Attributes:
        lines: gives the lines that a region shows for some kinds.
        needed: whether there has to be one, or None.
    """

    lines: Callable[[Region, list[str]], list]
    needed: bool | None = None
    is_read = False

    def problems(self, guide: Guide, block: str, argument: str) -> Iterator[Problem]:
        """Kinds that there are not, and regions in which there would be no number to call."""
        if self.needed and not argument:
            yield _missing(block)
            return
        kinds = argument.replace(",", " ").split()
        if "," in argument:
            yield (
                "Kinds of help line are parted by spaces, not by commas.",
                f'Write "/// {block} | {" ".join(kinds)}".',
                True,
            )
        unknown = [kind for kind in kinds if kind not in KINDS]
        for kind in unknown:
            yield f'There is no kind of help line "{kind[:60]}".', nearest(kind, KINDS), True
        if unknown or not kinds or guide.help is None:
            return
        for name, region in guide.help.regions.items():
            # One that lacks a line which every region needs is told where the region stands.
            if region.is_complete and not any(line.call for line in self.lines(region, kinds)):
                yield (
                    f'In the region "{name}" there would be no number to call here.',
                    'Add a kind that each region has, such as "abuse", or give the region a line '
                    f'of the kind "{kinds[0]}" with "call".',
                    True,
                )


def _missing(block: str) -> Problem:
    return (
        f'The block "{block}" needs words after it.',
        f'Write "/// {block} | words".',
        False,
    )
