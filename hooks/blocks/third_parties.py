"""``/// third-parties``: the origins that the clinic has opened, or that there are none."""

from hooks.blocks.template import TemplateBlock
from hooks.policy import opened_origins


class ThirdParties(TemplateBlock):
    """No argument, no content: the origins are read from the clinic's settings."""

    NAME = "third-parties"
    ARGUMENT = False
    TEMPLATE = "third-parties.html"

    def values(self):
        """What the policy of ordinary pages lets through."""
        return {"origins": opened_origins(self.md.guide.clinic)}
