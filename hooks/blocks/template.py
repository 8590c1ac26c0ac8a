"""Blocks whose HTML comes from a template in ``overrides/blocks/``."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hooks.blocks.base import GuideBlock
from hooks.compiled import compiled_templates
from hooks.untranslated import untranslated

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "overrides" / "blocks"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The blocks' own Jinja environment: everything is escaped, nothing may be undefined."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
        bytecode_cache=compiled_templates(ROOT),
    )
    made.filters["untranslated"] = untranslated
    return made


class TemplateBlock(GuideBlock):
    """A block that renders ``TEMPLATE`` and puts its own content, if any, into ``<content/>``.

    The template has to be well-formed XML with one outermost element. It
    becomes part of the page's tree, so links (written from the root of
    ``docs/``: ``/help/now.md``), source marks and evidence marks in it work
    as they do in Markdown.
    """

    TEMPLATE = ""

    def values(self) -> dict:
        """What the template gets, beside ``guide`` and ``argument``."""
        return {}

    def on_create(self, parent):
        """Render and find the place of the block's content."""
        html = (
            environment()
            .get_template(self.TEMPLATE)
            .render(guide=self.md.guide, argument=self.argument or "", **self.values())
        )
        element = etree.fromstring(html)
        tidy(element)
        parent.append(element)
        self.element = element
        return element

    def on_add(self, block):
        """The element that takes the block's content."""
        holder = block.find(".//*[@data-content]")
        return block if holder is None else holder

    def on_end(self, block):
        """Take the mark of the content's place away again."""
        for element in block.iter():
            element.attrib.pop("data-content", None)


def tidy(element: etree.Element) -> None:
    """Fold the white space of a template's lines, as a browser would."""
    for part in element.iter():
        if part.text:
            part.text = _fold(part.text)
        if part.tail:
            part.tail = _fold(part.tail)


def _fold(text: str) -> str:
    if not text.strip():
        return " "
    words = " ".join(text.split())
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")
