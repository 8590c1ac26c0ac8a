"""``/// silenced``: every finding an editor silenced, and why."""

from hooks.blocks.template import TemplateBlock
from hooks.text.suppressions import suppressions


class Silenced(TemplateBlock):
    """No argument, no content: the comments are read from the pages."""

    NAME = "silenced"
    DATA = ()
    TEMPLATE = "silenced.html"
    READS_PAGES = True

    def values(self):
        """Each silence with its page."""
        sources = self.guide.pages.values()
        return {
            "rows": [(source, silence) for source in sources for silence in suppressions(source)]
        }
