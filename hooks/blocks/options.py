"""``/// options``: what a person can choose, side by side, and ``/// matters``: what they weigh."""

from hooks.blocks.template import TemplateBlock


class Options(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/options.yml``."""

    NAME = "options"
    DATA = ("docs/data/options.yml",)
    TEMPLATE = "options.html"

    @classmethod
    def anchors(cls, guide, argument):
        """Each option."""
        return [option.anchor for option in guide.options.options] if guide.options else []

    def on_validate(self, parent):
        """Options that are not in order are left out; the checks say why."""
        return self.guide.options is not None

    def values(self):
        """The options."""
        return {"file": self.guide.options}


class Matters(Options):
    """The list to mark and sort, and the summary."""

    NAME = "matters"
    TEMPLATE = "matters.html"

    @classmethod
    def anchors(cls, guide, argument):
        """None."""
        return ()
