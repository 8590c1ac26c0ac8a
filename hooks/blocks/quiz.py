"""``/// quiz | argument``: the form of a reflection, and the sheet to work it out by hand."""

import xml.etree.ElementTree as etree
from types import SimpleNamespace

from markdown.treeprocessors import Treeprocessor

from hooks.blocks.arguments import Name
from hooks.blocks.engine import guide_of
from hooks.blocks.template import TemplateBlock, freeze

SAFETY = "card card--safety"
"""The class of ``/// safety``, which may stand in a text as a paragraph does."""


class QuizForm(TemplateBlock):
    """Argument: the reflection's name. Everything comes from its definition."""

    NAME = "quiz"
    DATA = ("docs/reflect/{argument}.yml", "docs/data/reflect.en.yml")
    TAKES = Name("reflection", lambda guide: None)  # told where reflections are read
    TEMPLATE = "quiz.html"

    def on_validate(self, parent):
        """A form whose definition is not in order is left out; the checks say why."""
        return self.argument in self.guide.reflections

    def values(self):
        """The reflection, its words, and the help lines that stand beside it."""
        region = self.guide.region
        lines = region.lines if region else []
        reflection = self.guide.reflections[self.argument]
        return {
            "reflection": reflection,
            "quiz": reflection.definition,
            "words": SimpleNamespace(**reflection.words),
            "lines": [
                line
                for kind in ("emergency", "crisis", "abuse", "young")
                for line in lines
                if line.kind == kind
            ],
        }

    def on_create(self, parent):
        """Keep every text as it is written: only what is marked as inline is read as Markdown."""
        element = super().on_create(parent)
        freeze(element)
        return element


class ResultTexts(Treeprocessor):
    """Wraps the result texts of a reflection's page, each by its heading, for the script to find.

    What stands between the heading of their part of the page and the first of
    them is its intro. Nothing moves: a page without the script reads as written.
    """

    def run(self, root):
        form = root.find(".//*[@data-quiz]")
        if form is None:
            return
        reflection = guide_of(self.md).reflections[form.get("data-quiz")]
        children, part, text = list(root), None, None
        for child in children:
            heading = (
                " ".join("".join(child.itertext()).split()) if child.tag in ("h2", "h3") else ""
            )
            if child.tag in ("h1", "h2", "nav", "section") and child.get("class") != SAFETY:
                part = text = None
            if child.tag == "h2" and heading in reflection.sections:
                part = etree.Element("div", {"data-results": "here"})
                root.insert(list(root).index(child), part)
                root.remove(child)
                part.append(child)
                if heading == reflection.sections[0]:
                    text = etree.SubElement(part, "section", {"data-outcome": "intro"})
                continue
            if part is None:
                continue
            root.remove(child)
            if child.tag == "h3" and heading in reflection.outcomes:
                # No div: a reader view drops one with many links, such as the ways to get help.
                text = etree.SubElement(
                    part, "section", {"data-outcome": reflection.outcomes[heading]}
                )
            (part if text is None else text).append(child)
