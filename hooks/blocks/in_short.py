"""``/// in-short``: what a reader in a hurry needs to know."""

from hooks.blocks.template import TemplateBlock


class InShort(TemplateBlock):
    """Content: three or four lines, written for their page."""

    NAME = "in-short"
    DATA = ()
    TEMPLATE = "in-short.html"
