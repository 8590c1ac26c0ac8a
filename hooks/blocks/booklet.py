"""``/// booklet | ketamine/what-it-is.md couples/overview.md``: pages to print as one."""

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock
from hooks.finding import LOOK_IN_NAV


class BookletOfPages(TemplateBlock):
    """Argument: the pages.

    They take the block's place before blocks are read (see ``hooks.rendering.booklet``).
    """

    NAME = "booklet"
    DATA = ("docs/{argument}",)
    READS_PAGES = True
    TAKES = Name("page", lambda guide: guide.pages, LOOK_IN_NAV, several=True)
    PAPER = 0

    def on_validate(self, parent):
        """What is still here names a page that is not there; the rule on blocks says so."""
        return False
