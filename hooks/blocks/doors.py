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

BETWEEN = {
    "again": "M92 34c8-9 26-9 33 1M126 25l0 10-10 1M128 44c-8 9-26 9-33-1M94 53l0-10 10-1",
    "sheet": "M97 70h28v38H97zM103 79h16M103 87h16M103 95h8M104 48c0-12 16-12 16-2 0 8-8 6-8"
    " 12M112 64v.4",
}
"""What stands between the two, as strokes: round it goes again; a sheet of paper and a question."""


class Doors(TemplateBlock):
    """Argument: the pictures, in the order of the links.

    Content: a list whose entries are a link and a sentence.
    """

    NAME = "doors"
    DATA = ()
    TAKES = Name("picture", lambda guide: SCENES, several=True)
    TEMPLATE = "doors.html"

    def values(self):
        """The pictures, drawn; None for the window."""
        pictures = []
        for name in str(self.argument or "").split():
            poses = SCENES.get(name)
            drawn = dict(scene(*poses)) if poses else None
            if drawn:
                drawn["thread"] += BETWEEN.get(name, "")
            if name in SCENES:
                pictures.append(drawn)
        return {"pictures": pictures}

    def on_end(self, block):
        """Put each picture into its entry; what it shows stands in the link."""
        pictures = block.find("div")
        for picture, entry in zip(list(pictures), block.iter("li"), strict=False):
            picture.attrib.pop("role", None)
            picture.attrib.pop("aria-label", None)
            picture.set("aria-hidden", "true")
            entry.insert(0, picture)
        block.remove(pictures)
