"""``/// ledger | depression trauma``: statements of the evidence ledger, and what rests on them."""

from hooks.blocks.template import TemplateBlock


class LedgerList(TemplateBlock):
    """Argument: the groups to show, by their ids in ``docs/data/statements.yml``."""

    NAME = "ledger"
    DATA = ("docs/data/statements.yml",)
    ARGUMENT = True
    TEMPLATE = "ledger.html"
    READS_PAGES = True

    def values(self):
        """The groups, and the pages and sections that rest on each statement."""
        ledger = self.guide.ledger
        names = (self.argument or "").split()
        return {
            "groups": [ledger.groups[name] for name in names if name in ledger.groups],
            "used_in": ledger.used_in,
        }
