"""``/// third-parties``: the origins that the clinic has opened, or that there are none."""

from markdown.util import AtomicString

from hooks.blocks.template import TemplateBlock


class ThirdParties(TemplateBlock):
    """No argument, no content: the origins are read from the clinic's settings."""

    NAME = "third-parties"
    DATA = ("clinic.yml",)
    TEMPLATE = "third-parties.html"

    def values(self):
        """What the policy of ordinary pages lets through, with the names and reasons a
        clinic gives.
        """
        clinic = self.guide.clinic
        return {"parties": list(zip(clinic.opened_origins, clinic.third_parties, strict=False))}

    def on_create(self, parent):
        """Put in what the clinic wrote as it wrote it: it is no Markdown."""
        element = super().on_create(parent)
        for line in element.iter("li"):
            for part in line.iter():
                part.text, part.tail = (
                    text and AtomicString(text) for text in (part.text, part.tail)
                )
        return element
