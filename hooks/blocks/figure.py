"""``/// figure | pursue-withdraw``: a drawing made for the guide."""

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock
from hooks.blocks.two_people import scene
from hooks.data.figures import HUNDRED, backed, cited, drawings


class Figure(TemplateBlock):
    """Argument: the drawing's name.

    A drawing with data has an entry in ``docs/data/figures.yml`` and the
    template of its kind; one without is a template by itself. All of them are
    in ``overrides/blocks/figures/``.
    """

    NAME = "figure"
    DATA = ("docs/data/figures.yml",)
    TAKES = Name("drawing", lambda guide: drawings(guide.figures) if guide.figures else None)

    @classmethod
    def cites(cls, guide, argument):
        """The sources of what is drawn."""
        return cited(_known(guide, argument)[1])

    @classmethod
    def evidence(cls, guide, argument):
        """The marks of what is drawn."""
        parts = [part for _, part in backed(_known(guide, argument)[1])]
        return [mark for part in parts if (mark := guide.ledger.mark(part.evidence))]

    @property
    def known(self):
        """The kind and the data of the drawing that was asked for."""
        return _known(self.guide, self.argument)

    @property
    def template(self) -> str:
        """The template of the drawing's kind."""
        return f"figures/{self.known[0]}.html"

    def values(self):
        """The data, and what a template needs to draw and to back it."""
        return {
            "figure": self.known[1],
            "marks": self.marks,
            "columns": columns,
            "scene": scene,
            "hop": hop,
            "day_at": day_at,
        }

    def on_validate(self, parent):
        """A name without a drawing is left as text; the rule on blocks says so."""
        return self.argument in drawings(self.guide.figures)

    def marks(self, part) -> str:
        """The sources and the evidence mark of something drawn, as a page has them."""
        sources = "".join(f"[^{source}]" for source in part.sources)
        mark = self.guide.ledger.mark(part.evidence)
        return f"{sources} {mark.as_written}" if mark else sources


def _known(guide, name: str):
    """The kind and the data of a drawing; of one without data, its name and None."""
    return (guide.figures.by_name if guide.figures else {}).get(name, (name, None))


def columns(count: int, rows: int, of: int = HUNDRED) -> dict:
    """How to fill a field of ``of`` people, column by column.

    Returns:
        ``all``: the columns of the field; ``full``: those filled from top to
        bottom; ``rest``: the people in the next one.
    """
    return {"all": -(-of // rows), "full": count // rows, "rest": count % rows}


def hop(before: int, after: int) -> str:
    """The stroke of an arrow that hops along a scale, from one place to another."""
    start, end = 16 + before * 2.88, 16 + after * 2.88
    head = 7 if end > start else -7
    return (
        f"M{start:.0f} 28Q{(start + end) / 2:.0f} 0 {end:.0f} 27M{end - head:.0f} 25L{end:.0f}"
        f" 27l{head * 0.1:.0f}-9"
    )


def day_at(day: int, days: int, every: int) -> float:
    """Where a day stands on a line of ``days``, so that equal columns below it name
    every ``every`` days.
    """
    return round(320 * (day / every + 0.5) / (days // every + 1), 1)
