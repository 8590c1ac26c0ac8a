"""``/// doors``: the large links of the home page."""

from hooks.blocks.template import TemplateBlock


class Doors(TemplateBlock):
    """Content: a list whose entries are a link and a sentence."""

    NAME = "doors"
    DATA = ()
    TEMPLATE = "doors.html"
