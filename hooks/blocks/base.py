"""What every block of the guide has to say about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pymdownx.blocks.block import Block

from hooks.blocks.engine import guide_of

if TYPE_CHECKING:
    from hooks.guide import Guide


class GuideBlock(Block):
    """A block an editor can put on a page.

    Attributes:
        DATA: the files its words come from beside the page and its template, from
            the project's root; ``{argument}`` stands for each word of its argument.
            Empty where all its words stand on the page. An editor is told to look
            there when a signed page says something else than it did.
        READS_PAGES: whether what it shows depends on other pages, so that it is made
            anew when any of them changes.
    """

    DATA: ClassVar[tuple[str, ...]]
    READS_PAGES: ClassVar[bool] = False
    ARGUMENT: ClassVar[bool | None] = None

    def __init_subclass__(cls, **options: object) -> None:
        """Refuse a block that does not say where its words come from."""
        super().__init_subclass__(**options)
        if cls.NAME and not hasattr(cls, "DATA"):
            raise TypeError(
                f'The block "{cls.NAME}" does not say which data files its words come from. '
                "Give its class a DATA, which may be ()."
            )

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
