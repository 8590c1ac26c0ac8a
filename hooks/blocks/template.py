"""Blocks whose HTML comes from a template in ``overrides/blocks/``."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown.util import AtomicString

from hooks.blocks.base import GuideBlock
from hooks.cache import compiled_templates
from hooks.text.untranslated import untranslated

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
    as they do in Markdown. An element with ``data-plain`` keeps its text as it is:
    the titles of pages are no Markdown.
    """

    TEMPLATE = ""

    @property
    def template(self) -> str:
        """The template's name below ``overrides/blocks/``."""
        return self.TEMPLATE

    def values(self) -> dict:
        """What the template gets, beside ``guide`` and ``argument``."""
        return {}

    def on_create(self, parent):
        """Render and find the place of the block's content."""
        html = (
            environment()
            .get_template(self.template)
            .render(guide=self.guide, argument=self.argument or "", **self.values())
        )
        element = etree.fromstring(html)
        tidy(element)
        for name in element.iterfind(".//*[@data-plain]"):
            freeze(name)
            del name.attrib["data-plain"]
        # What a link is called is often a title, and a title is no Markdown.
        for link in element.iter("a"):
            freeze(link)
        # By these two marks a finished page is held against what the rules read; publishing takes
        # them out.
        element.set("data-block", self.NAME)
        parent.append(element)
        self.element = element
        return element

    def on_add(self, block):
        """The element that takes the block's content."""
        holder = block.find(".//*[@data-content]")
        return block if holder is None else holder


def freeze(element: etree.Element, inline: bool = False) -> None:
    """Make the texts of an element and all in it plain, but not where ``data-inline`` stands."""
    inline = element.attrib.pop("data-inline", None) is not None or inline
    if element.text and not inline:
        element.text = AtomicString(element.text)
    for child in element:
        freeze(child, inline)
        if child.tail and not inline:
            child.tail = AtomicString(child.tail)


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
