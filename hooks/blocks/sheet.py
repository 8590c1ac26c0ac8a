"""``/// sheet | questions``: a sheet of paper to take along."""

from markdown.util import AtomicString

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock
from hooks.data.sheets import card, taken


class SheetOfPaper(TemplateBlock):
    """Argument: the sheet's id in ``docs/data/sheets.yml``."""

    NAME = "sheet"
    DATA = ("docs/data/sheets.yml", "docs/data/options.yml")
    READS_PAGES = True
    TAKES = Name("sheet", lambda guide: guide.sheets)
    PAPER = 1
    TEMPLATE = "sheet.html"

    def on_validate(self, parent):
        """A name without a sheet is left as text; the rule on blocks says so."""
        return self.argument in self.guide.sheets

    def values(self):
        """The sheet with what its parts take from the pages, whose edition it is, and
        the help lines at its foot.
        """
        guide = self.guide
        sheet = guide.sheets[self.argument]
        return {
            "sheet": sheet,
            "parts": [
                (part, taken(part, guide), card(part.card, guide) if part.card else None)
                for part in sheet.parts
            ],
            "options": guide.options,
            "clinic": guide.clinic.name,
            "lines": [guide.region.line(kind) for kind in sheet.lines] if guide.region else [],
        }

    def on_create(self, parent):
        """Put in the clinic's name as the clinic wrote it: it is no Markdown."""
        element = super().on_create(parent)
        for name in element.iterfind(".//*[@class='sheet__clinic']"):
            name.text = AtomicString(name.text)
        return element
