"""``/// ledger | depression trauma``: statements of the evidence ledger, and what rests on them."""

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock


class LedgerList(TemplateBlock):
    """Argument: the groups to show, by their ids in ``docs/data/statements.yml``."""

    NAME = "ledger"
    DATA = ("docs/data/statements.yml",)
    TAKES = Name(
        "group of statements",
        lambda guide: guide.ledger.groups if guide.statements else None,
        several=True,
    )
    TEMPLATE = "ledger.html"
    READS_PAGES = True

    @classmethod
    def statements(cls, guide, argument):
        """Every statement of the groups."""
        groups = guide.ledger.groups
        return [
            statement.number
            for name in argument.split()
            if name in groups
            for statement in groups[name].statements
        ]

    @classmethod
    def anchors(cls, guide, argument):
        """Each statement."""
        return [guide.ledger.statements[n].anchor for n in cls.statements(guide, argument)]

    @classmethod
    def cites(cls, guide, argument):
        """The sources of all statements."""
        return [
            source
            for number in cls.statements(guide, argument)
            for source in guide.ledger.statements[number].sources
        ]

    def values(self):
        """The groups, and the pages and sections that rest on each statement."""
        ledger = self.guide.ledger
        names = (self.argument or "").split()
        return {
            "groups": [ledger.groups[name] for name in names if name in ledger.groups],
            "used_in": ledger.used_in,
        }
