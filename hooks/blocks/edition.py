"""``/// edition | clinic``: words for some editions only."""

import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block

CONDITIONS = {
    "clinic": lambda clinic: bool(clinic.name),
    "no-clinic": lambda clinic: not clinic.name,
    "reviewer": lambda clinic: clinic.reviewer is not None,
    "no-reviewer": lambda clinic: clinic.reviewer is None,
    "us": lambda clinic: clinic.region == "us",
    "not-us": lambda clinic: clinic.region != "us",
}
"""When the words of a block stand on the page, by its argument."""


class EditionWords(Block):
    """Argument: one of ``CONDITIONS``. Content: what only such an edition says."""

    NAME = "edition"
    ARGUMENT = True

    def on_create(self, parent):
        """An element on the page where the condition holds, else one that is on no page.

        No div: a reader view drops a short one with a link, such as a number to call.
        """
        holds = CONDITIONS.get(self.argument, lambda clinic: False)(self.md.guide.clinic)
        return etree.SubElement(parent, "section") if holds else etree.Element("section")
