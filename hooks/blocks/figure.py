"""``/// figure | pursue-withdraw``: a drawing made for the guide."""

from hooks.blocks.template import TemplateBlock
from hooks.figures import HUNDRED, drawings
from hooks.ledger import STRENGTH
from hooks.scene import scene


class Figure(TemplateBlock):
    """Argument: the drawing's name.

    A drawing with data has an entry in ``docs/data/figures.yml`` and the
    template of its kind; one without is a template by itself. All of them are
    in ``overrides/blocks/figures/``.
    """

    NAME = "figure"
    ARGUMENT = True

    @property
    def known(self):
        """The kind and the data of the drawing that was asked for."""
        file = self.md.guide.figures
        return (file.by_name if file else {}).get(self.argument, (self.argument, None))

    @property
    def TEMPLATE(self):
        """The template of the drawing's kind."""
        return f"figures/{self.known[0]}.html"

    def values(self):
        """The data, and what a template needs to draw and to back it."""
        return {"figure": self.known[1], "marks": self.marks, "columns": columns, "scene": scene, "counted": self.counted}

    def on_validate(self, parent):
        """A name without a drawing is left as text; the rule on blocks says so."""
        return self.argument in drawings(self.md.guide.figures)

    def marks(self, part) -> str:
        """The sources and the evidence mark of something drawn, as a page has them.

        The grade is that of the weakest statement it rests on, so a drawing
        cannot say more than the ledger.
        """
        statements = [self.md.guide.ledger.statements[number] for number in part.evidence if number in self.md.guide.ledger.statements]
        sources = "".join(f"[^{source}]" for source in part.sources)
        if not statements:
            return sources
        weakest = min(statements, key=lambda statement: STRENGTH[statement.grade])
        numbers = " ".join(statement.number for statement in statements)
        looked = f", {weakest.looked}" if weakest.grade == "not studied" else ""
        return f"{sources} [evidence: {weakest.grade} {numbers}{looked}]"

    def counted(self, grade: str) -> int:
        """How many statements of the ledger have a grade."""
        return sum(statement.grade == grade for statement in self.md.guide.ledger.statements.values())


def columns(count: int, rows: int, of: int = HUNDRED) -> dict:
    """How to fill a field of ``of`` people, column by column.

    Returns:
        ``all``: the columns of the field; ``full``: those filled from top to
        bottom; ``rest``: the people in the next one.
    """
    return {"all": -(-of // rows), "full": count // rows, "rest": count % rows}
