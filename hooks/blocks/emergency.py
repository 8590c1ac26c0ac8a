"""``/// emergency | Call [call: emergency] now if:``: the care card for emergencies."""

from markdown.extensions.toc import slugify

from hooks.blocks.arguments import Words
from hooks.blocks.template import TemplateBlock


class Emergency(TemplateBlock):
    """Argument: the heading, one action and "if". Content: the list of signs."""

    NAME = "emergency"
    DATA = ()
    TAKES = Words()
    MAY_BE_UNCITED = True
    TEMPLATE = "emergency.html"

    def values(self):
        """The card's anchor, made from its heading: a page may have more than one card."""
        return {"anchor": slugify(self.argument, "-")}
