"""``/// dialogues``: made-up scenes in which a reader chooses one line."""

from hooks.blocks.template import TemplateBlock
from hooks.blocks.two_people import scene
from hooks.data.dialogues import PATH
from hooks.data.figures import backed, cited

END = "scenes-end"
"""The place behind the last scene, to which whoever skips it comes."""


class Dialogues(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/dialogues.yml``."""

    NAME = "dialogues"
    DATA = (PATH,)
    TEMPLATE = "dialogues.html"
    MAY_BE_UNCITED = True
    IN_BOOKLET = False

    @classmethod
    def anchors(cls, guide, argument):
        """Each scene."""
        return [each.id for each in _scenes(guide)]

    @classmethod
    def cites(cls, guide, argument):
        """The sources of what endings state."""
        return cited(guide.dialogues)

    @classmethod
    def evidence(cls, guide, argument):
        """The marks of what endings state."""
        parts = [part for _, part in backed(guide.dialogues)]
        return [mark for part in parts if (mark := guide.ledger.mark(part.evidence))]

    def on_validate(self, parent):
        """Scenes that are not in order are left out; the checks say why."""
        return self.guide.dialogues is not None

    def values(self):
        """The scenes, and what draws them."""
        return {
            "scenes": _scenes(self.guide),
            "draw": _drawn,
            "mark": self._mark,
            "end": END,
        }

    def _mark(self, told) -> str:
        """The sources and the evidence mark of a sentence, as a page has them."""
        sources = "".join(f"[^{source}]" for source in told.sources)
        mark = self.guide.ledger.mark(told.evidence)
        return f"{sources} {mark.as_written}" if mark else sources


def _scenes(guide):
    return guide.dialogues.scenes if guide.dialogues else []


def _drawn(of, picture):
    """A picture of the two people of a scene."""
    looks = [speaker.look for speaker in of.speakers]
    return scene(
        picture.left, picture.right, picture.thread, place=picture.place, looks=tuple(looks)
    )
