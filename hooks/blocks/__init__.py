"""The blocks an editor can put on a page: ``/// name | argument`` ... ``///``."""

from hooks.blocks.a_to_z import AToZ
from hooks.blocks.all_sources import AllSources
from hooks.blocks.base import GuideBlock
from hooks.blocks.booklet import BookletOfPages
from hooks.blocks.claims import Claims
from hooks.blocks.doors import Doors
from hooks.blocks.edition import EditionWords
from hooks.blocks.emergency import Emergency
from hooks.blocks.figure import Figure
from hooks.blocks.glossary import GlossaryList
from hooks.blocks.help_lines import (
    HelpCard,
    HelpLines,
    LinesChecked,
    LinesFor,
    MoreLines,
    OtherRegions,
)
from hooks.blocks.ledger import LedgerList
from hooks.blocks.next_pages import NextPages
from hooks.blocks.options import Matters, Options
from hooks.blocks.quiz import QuizForm
from hooks.blocks.safety import Safety
from hooks.blocks.rule import Rule
from hooks.blocks.said import Said
from hooks.blocks.sheet import SheetOfPaper
from hooks.blocks.silenced import Silenced
from hooks.blocks.sixty_seconds import SixtySeconds
from hooks.blocks.third_parties import ThirdParties

BLOCKS: tuple[type[GuideBlock], ...] = (
    SixtySeconds,
    Emergency,
    Safety,
    Said,
    HelpLines,
    HelpCard,
    LinesFor,
    MoreLines,
    OtherRegions,
    LinesChecked,
    Figure,
    NextPages,
    Doors,
    Claims,
    GlossaryList,
    AllSources,
    AToZ,
    LedgerList,
    QuizForm,
    Rule,
    Silenced,
    ThirdParties,
    EditionWords,
    Options,
    Matters,
    SheetOfPaper,
    BookletOfPages,
)

BY_NAME: dict[str, type[GuideBlock]] = {block.NAME: block for block in BLOCKS}


def with_trait(trait: str) -> frozenset[str]:
    """The names of the blocks of which an attribute holds, such as ``MAY_BE_UNCITED``."""
    return frozenset(block.NAME for block in BLOCKS if getattr(block, trait))
