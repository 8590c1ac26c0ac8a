"""``/// next``: where to read on."""

from hooks.blocks.template import TemplateBlock


class NextPages(TemplateBlock):
    """Content: a list of two to four links."""

    NAME = "next"
    DATA = ()
    ARGUMENT = False
    TEMPLATE = "next.html"
