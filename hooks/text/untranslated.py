"""What a browser's translation must leave as it is: numbers to call or text, and words to send.

A translated "HOME" or a number with its digits moved reaches nobody. Both are
known by how they are written: in digits, or in capital letters.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString
from markupsafe import Markup, escape

NOT_TRANSLATED = re.compile(
    r"\+?\d(?:[\d -]*\d)?(?:[A-Z]{3,})?|\b[A-Z]{3,}\b|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"
)
"""A number, a word in capital letters, or the name of a site."""


def pieces(text: str):
    """A text in pieces, in order: each with whether it stays as it is."""
    position = 0
    for match in NOT_TRANSLATED.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], False
        yield match.group(), True
        position = match.end()
    if position < len(text):
        yield text[position:], False


def untranslated(text: str) -> Markup:
    """A text as HTML, for templates: escaped, with what stays as it is marked."""
    return Markup("").join(
        Markup('<span translate="no">{}</span>').format(piece) if kept else escape(piece)
        for piece, kept in pieces(str(text))
    )


def fill(element: etree.Element, text: str) -> None:
    """Put a text into an empty element, with what stays as it is marked."""
    last = None
    for piece, kept in pieces(text):
        if kept:
            last = etree.SubElement(element, "span", {"translate": "no"})
            last.text = AtomicString(piece)
        elif last is None:
            element.text = AtomicString(piece)
        else:
            last.tail = AtomicString(piece)
