"""``/// sixty-seconds``: what a reader in a hurry needs to know."""

from hooks.blocks.template import TemplateBlock


class SixtySeconds(TemplateBlock):
    """Content: a list of four points, from what it may do to what to do next."""

    NAME = "sixty-seconds"
    DATA = ()
    TEMPLATE = "sixty-seconds.html"
    SUPPORTS_SECTION = False
