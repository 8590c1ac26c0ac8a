"""What counts of an element where the texts of pages are compared, if it is not what it shows."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

SIGNED_AS = "data-signed-as"


class SignedAs(Treeprocessor):
    """Takes ``data-signed-as`` away; where a text is compared, puts its value in the
    element's place.
    """

    comparing = False

    def run(self, root: etree.Element) -> None:
        for element in list(root.iter()):
            words = element.attrib.pop(SIGNED_AS, None)
            if words is not None and self.comparing:
                tail = element.tail
                element.clear()
                element.tag, element.text, element.tail = "span", words, tail
