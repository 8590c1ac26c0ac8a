"""``/// next``: where to read on."""

from hooks.blocks.template import TemplateBlock


class NextPages(TemplateBlock):
    """Content: a list of two to four links."""

    NAME = "next"
    DATA = ()
    TEMPLATE = "next.html"
    LEADS_ON = True
    MAY_BE_UNCITED = True
    IN_BOOKLET = False
