"""``/// edition | clinic``: words for some editions only."""

import xml.etree.ElementTree as etree

from hooks.blocks.arguments import Name
from hooks.blocks.base import GuideBlock

CONDITIONS = {
    "clinic": lambda clinic: bool(clinic.name),
    "no-clinic": lambda clinic: not clinic.name,
    "reviewer": lambda clinic: clinic.reviewer is not None,
    "no-reviewer": lambda clinic: clinic.reviewer is None,
    "us": lambda clinic: clinic.region == "us",
    "not-us": lambda clinic: clinic.region != "us",
}
"""When the words of a block stand on the page, by its argument."""


class EditionWords(GuideBlock):
    """Argument: one of ``CONDITIONS``. Content: what only such an edition says."""

    NAME = "edition"
    DATA = ()
    TAKES = Name("kind of edition", lambda guide: CONDITIONS)

    @classmethod
    def stands(cls, guide, argument):
        """Whether the edition is one of those that the words are for."""
        return CONDITIONS.get(argument, lambda clinic: False)(guide.clinic)

    def on_create(self, parent):
        """An element on the page where the condition holds, else one that is on no page.

        No div: a reader view drops a short one with a link, such as a number to call.
        """
        guide = self.guide
        holds = guide.every_edition or self.stands(guide, self.argument)
        mark = {"data-block": self.NAME}
        return etree.SubElement(parent, "section", mark) if holds else etree.Element("section")
