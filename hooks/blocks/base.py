"""What every block of the guide has to say about itself.

Whoever needs to know something about blocks asks their classes. So a new block is one module and
one template, and nothing else has to name it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pymdownx.blocks.block import Block

from hooks.blocks.arguments import Argument, NoArgument
from hooks.blocks.engine import guide_of
from hooks.text.evidence_marks import Mark

if TYPE_CHECKING:
    from hooks.guide import Guide


class GuideBlock(Block):
    """A block an editor can put on a page.

    Attributes:
        DATA: the files its words come from beside the page and its template, from
            the project's root; ``{argument}`` stands for each word of its argument.
            Empty where all its words stand on the page. An editor is told to look
            there when a signed page says something else than it did.
        TAKES: what may stand after its name.
        READS_PAGES: whether what it shows depends on other pages, so that it is made
            anew when any of them changes.
        QUOTES: whether its content is what others say, quoted in order to be corrected.
        LEADS_ON: whether its content only says where to read on.
        MAY_BE_UNCITED: whether what it says needs no source and no mark.
        IN_BOOKLET: whether it stands where several pages are printed as one.
        PAPER: whether its page is made to be printed, and on how many sheets of paper at
            most; 0 for as many as it takes, None for a page to be read on a screen.
    """

    DATA: ClassVar[tuple[str, ...]]
    TAKES: ClassVar[Argument] = NoArgument()
    ARGUMENT_IS_READ: ClassVar[bool] = True
    READS_PAGES: ClassVar[bool] = False
    QUOTES: ClassVar[bool] = False
    LEADS_ON: ClassVar[bool] = False
    MAY_BE_UNCITED: ClassVar[bool] = False
    IN_BOOKLET: ClassVar[bool] = True
    PAPER: ClassVar[int | None] = None

    def __init_subclass__(cls, **options: object) -> None:
        """Refuse a block that does not say where its words come from."""
        super().__init_subclass__(**options)
        if cls.NAME and not hasattr(cls, "DATA"):
            raise TypeError(
                f'The block "{cls.NAME}" does not say which data files its words come from. '
                "Give its class a DATA, which may be ()."
            )
        # What the library asks for.
        cls.ARGUMENT = cls.TAKES.needed
        cls.ARGUMENT_IS_READ = cls.TAKES.is_read

    @property
    def guide(self) -> Guide:
        """The guide on whose page the block stands."""
        return guide_of(self.md)

    @classmethod
    def stands(cls, guide: Guide, argument: str) -> bool:
        """Whether a block with this argument is on the page in the guide's edition."""
        return True

    @classmethod
    def data_files(cls, argument: str) -> list[str]:
        """The files the words of a block with this argument come from."""
        names = argument.split() or [""]
        return list(
            dict.fromkeys(file.replace("{argument}", name) for file in cls.DATA for name in names)
        )

    @classmethod
    def anchors(cls, guide: Guide, argument: str) -> Iterable[str]:
        """The places in it that a link can go to."""
        return ()

    @classmethod
    def cites(cls, guide: Guide, argument: str) -> Iterable[str]:
        """The ids of the references it shows that stand in no ``[^id]`` of the page."""
        return ()

    @classmethod
    def evidence(cls, guide: Guide, argument: str) -> Iterable[Mark]:
        """The evidence marks it shows that do not stand on the page."""
        return ()

    @classmethod
    def statements(cls, guide: Guide, argument: str) -> Iterable[str]:
        """The numbers of the statements that have their place in it."""
        return ()

    @classmethod
    def entries(cls, guide: Guide, argument: str) -> Iterable[Entry]:
        """What the search finds in it, as if each were a section of the page."""
        return ()


class Entry(NamedTuple):
    """An entry of a list: where it stands, what it is called, and what it says."""

    anchor: str
    name: str
    text: str
