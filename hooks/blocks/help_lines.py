"""``/// help-lines``: every help line of the edition's region."""

from hooks.blocks.template import TemplateBlock


class HelpLines(TemplateBlock):
    """Argument: kinds of line to show, such as ``abuse crisis``; none for all."""

    NAME = "help-lines"
    ARGUMENT = None
    TEMPLATE = "help-lines.html"

    def values(self):
        """The lines to show, in the order of the data."""
        kinds = set((self.argument or "").split())
        region = self.md.guide.region
        lines = region.lines if region else []
        return {
            "region": region,
            "lines": [line for line in lines if not kinds or line.kind in kinds],
        }
