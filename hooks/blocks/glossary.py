"""``/// glossary``: every term of the glossary with its meaning."""

from markdown.extensions.toc import slugify

from hooks.blocks.template import TemplateBlock


class GlossaryList(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/glossary.yml``."""

    NAME = "glossary"
    DATA = ("docs/data/glossary.yml",)
    ARGUMENT = False
    TEMPLATE = "glossary.html"
    READS_PAGES = True

    def values(self):
        """The terms with the anchor of each."""
        return {"terms": [(slugify(term.term, "-"), term) for term in self.guide.terms]}
