"""``/// doors | apart again sheet window``: the links of the home page, each with a picture."""

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock
from hooks.blocks.two_people import scene

SCENES: dict[str, tuple[str, str, str] | None] = {
    "apart": ("turns-away", "turns-away", "tangled"),
    "again": ("reaches", "leaves", "taut"),
    "sheet": ("waits", "listens", "none"),
    "window": None,
}
"""What each picture shows of two people; the window has nobody in it who could be known."""


class Doors(TemplateBlock):
    """Argument: the pictures, in the order of the links.

    Content: a list whose entries are a link and a sentence.
    """

    NAME = "doors"
    DATA = ()
    TAKES = Name("picture", lambda guide: SCENES, several=True)
    TEMPLATE = "doors.html"

    def values(self):
        """The pictures, drawn."""
        names = [name for name in str(self.argument or "").split() if name in SCENES]
        return {
            "pictures": [
                (name, scene(*poses) if (poses := SCENES[name]) else None) for name in names
            ]
        }

    def on_end(self, block):
        """Put each picture into its entry."""
        pictures = block.find("div")
        for picture, entry in zip(list(pictures), block.iter("li"), strict=False):
            entry.insert(0, picture)
        block.remove(pictures)
