"""``/// glossary``: every term of the glossary with its meaning."""

from hooks.blocks.base import Entry
from hooks.blocks.template import TemplateBlock


class GlossaryList(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/glossary.yml``."""

    NAME = "glossary"
    DATA = ("docs/data/glossary.yml",)
    TEMPLATE = "glossary.html"
    READS_PAGES = True

    @classmethod
    def anchors(cls, guide, argument):
        """Each term."""
        return [term.anchor for term in guide.terms]

    @classmethod
    def entries(cls, guide, argument):
        """Each term with its meaning."""
        return [
            Entry(term.anchor, ", ".join([term.term, *term.also]), term.meaning)
            for term in guide.terms
        ]

    def values(self):
        """The terms."""
        return {"terms": self.guide.terms}
