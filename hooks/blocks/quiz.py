"""``/// quiz | argument``: the form of a reflection, and the sheet to work it out by hand."""

import xml.etree.ElementTree as etree
from types import SimpleNamespace

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from hooks.blocks.template import TemplateBlock


class QuizForm(TemplateBlock):
    """Argument: the reflection's name. Everything comes from its definition."""

    NAME = "quiz"
    DATA = ("docs/reflect/{argument}.yml", "docs/data/reflect.en.yml")
    ARGUMENT = True
    TEMPLATE = "quiz.html"

    def on_validate(self, parent):
        """A form whose definition is not in order is left out; the checks say why."""
        return self.argument in self.md.guide.quizzes

    def values(self):
        """The reflection, its words, and the help lines that stand beside it."""
        region = self.md.guide.region
        lines = region.lines if region else []
        reflection = self.md.guide.quizzes[self.argument]
        return {
            "reflection": reflection,
            "quiz": reflection.quiz,
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


def freeze(element: etree.Element, inline: bool = False) -> None:
    """Make the texts of an element and all in it plain, but not where ``data-inline`` stands."""
    inline = element.attrib.pop("data-inline", None) is not None or inline
    if element.text and not inline:
        element.text = AtomicString(element.text)
    for child in element:
        freeze(child, inline)
        if child.tail and not inline:
            child.tail = AtomicString(child.tail)


class ResultTexts(Treeprocessor):
    """Wraps the result texts of a reflection's page, each by its heading, for the script to find.

    What stands between the heading of their part of the page and the first of
    them is its intro. Nothing moves: a page without the script reads as written.
    """

    def run(self, root):
        form = root.find(".//*[@data-quiz]")
        if form is None:
            return
        reflection = self.md.guide.quizzes[form.get("data-quiz")]
        children, part, text = list(root), None, None
        for child in children:
            heading = (
                " ".join("".join(child.itertext()).split()) if child.tag in ("h2", "h3") else ""
            )
            if child.tag in ("h1", "h2", "nav", "section"):
                part = text = None
            if child.tag == "h2" and heading in reflection.sections:
                part = etree.Element("div", {"data-results": "here"})
                root.insert(list(root).index(child), part)
                root.remove(child)
                part.append(child)
                if heading == reflection.sections[0]:
                    text = etree.SubElement(part, "div", {"data-outcome": "intro"})
                continue
            if part is None:
                continue
            root.remove(child)
            if child.tag == "h3" and heading in reflection.outcomes:
                text = etree.SubElement(part, "div", {"data-outcome": reflection.outcomes[heading]})
            (part if text is None else text).append(child)
