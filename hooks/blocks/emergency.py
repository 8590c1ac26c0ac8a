"""``/// emergency | Call [call: emergency] now if:``: the care card for emergencies."""

from hooks.blocks.template import TemplateBlock


class Emergency(TemplateBlock):
    """Argument: the heading, one action and "if". Content: the list of signs."""

    NAME = "emergency"
    ARGUMENT = True
    TEMPLATE = "emergency.html"
