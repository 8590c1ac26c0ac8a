"""``/// said``: words the guide quotes in order to correct them."""

from hooks.blocks.template import TemplateBlock


class Said(TemplateBlock):
    """Content: the words. Rules on wording do not look inside."""

    NAME = "said"
    DATA = ()
    TEMPLATE = "said.html"
    QUOTES = True
    MAY_BE_UNCITED = True
