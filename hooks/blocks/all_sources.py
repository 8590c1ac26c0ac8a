"""``/// all-sources``: every source of the guide, and the pages that use it."""

from hooks.blocks.template import TemplateBlock


class AllSources(TemplateBlock):
    """No argument, no content: references and pages are read from the guide."""

    NAME = "all-sources"
    DATA = ("docs/data/references.json",)
    TEMPLATE = "all-sources.html"
    READS_PAGES = True

    @classmethod
    def anchors(cls, guide, argument):
        """Every reference in use."""
        return guide.uses

    def values(self):
        """Each reference in use with its pages, by first author."""
        guide = self.guide
        rows = [
            (reference, [guide.pages[page] for page in guide.uses[i]])
            for i, reference in guide.references.items()
            if i in guide.uses
        ]
        return {"rows": sorted(rows, key=lambda row: (row[0].authors or row[0].title).lower())}
