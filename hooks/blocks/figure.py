"""``/// figure | pursue-withdraw``: a drawing made for the guide."""

from hooks.blocks.template import TEMPLATES, TemplateBlock


class Figure(TemplateBlock):
    """Argument: the drawing's name, a template in ``overrides/blocks/figures/``."""

    NAME = "figure"
    ARGUMENT = True

    @property
    def TEMPLATE(self):
        """The template of the drawing that was asked for."""
        return f"figures/{self.argument}.html"

    def on_validate(self, parent):
        """A name without a drawing is left as text; the rule on blocks says so."""
        return self.argument in figures()


def figures() -> list[str]:
    """The names of all drawings."""
    return sorted(file.stem for file in (TEMPLATES / "figures").glob("*.html"))
