"""``/// edition | clinic``: words for some editions only."""

import xml.etree.ElementTree as etree

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
    ARGUMENT = True

    def on_create(self, parent):
        """An element on the page where the condition holds, else one that is on no page."""
        guide = self.md.guide
        holds = CONDITIONS.get(self.argument, lambda clinic: False)(guide.clinic)
        holds = holds or guide.every_edition
        return etree.SubElement(parent, "div") if holds else etree.Element("div")
