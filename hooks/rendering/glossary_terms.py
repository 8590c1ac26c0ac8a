"""Opens the meaning of a special word where a page first uses it.

The word becomes a link to its place in the glossary, and never a button:
reader views of browsers throw buttons away, and the words in them. Where the
browser can, ``docs/assets/site.js`` shows the meaning in place instead of
going there. The meanings follow the text, hidden, so that a translation of the
page reaches them.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from hooks.blocks.engine import guide_of
from hooks.data.glossary import Term
from hooks.rendering.booklet import BOOKLET

GLOSSARY = "/about/glossary.md"

LEFT_ALONE = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "blockquote",
        "q",
        "cite",
        "summary",
        "button",
        "code",
        "pre",
        "label",
        "legend",
        "th",
        "caption",
        "figcaption",
        "svg",
        "nav",
        "script",
        "form",
        "dl",
    ]
)
"""Elements whose words lead elsewhere, belong to somebody else or are pressed themselves."""

QUIET = frozenset(
    (
        "card--emergency",
        "card--safety",
        "sources",
        "source-card",
        "sheet",
        "lines",
        "statement",
        "all-sources",
        "claims",
    )
)
"""Parts of a page in which nothing should stop the eye."""


class Terms(Treeprocessor):
    """Finds the first use of each word that opens."""

    def run(self, root):
        guide = guide_of(self.md)
        pattern, meant = guide.term_forms
        if (
            pattern is None
            or root.find(".//dl[@class='glossary']") is not None
            or (len(root) and root[0].get("class") == BOOKLET)
        ):
            return
        found: dict[str, Term] = {}
        _walk(root, pattern, meant, found)
        if found:
            meanings = etree.SubElement(root, "section", {"class": "meanings", "hidden": "hidden"})
            for term in found.values():
                meanings.append(_meaning(term))


def _walk(element, pattern, meant, found) -> None:
    if (
        element.tag in LEFT_ALONE
        or "data-quiz" in element.attrib
        or QUIET.intersection(element.get("class", "").split())
    ):
        return
    parts = list(element)
    if element.text:
        pieces = _split(element.text, pattern, meant, found)
        element.text = pieces[0]
        for n, link in enumerate(pieces[1:]):
            element.insert(n, link)
    for part in parts:
        _walk(part, pattern, meant, found)
        if part.tail:
            pieces = _split(part.tail, pattern, meant, found)
            part.tail = pieces[0]
            place = list(element).index(part)
            for n, link in enumerate(pieces[1:], 1):
                element.insert(place + n, link)


def _split(text, pattern, meant, found):
    """The text before the first word that opens, then a link for each, with the text
    after it as its tail.
    """
    pieces, position, last = [text], 0, None
    for match in pattern.finditer(text):
        term = meant[match.group().lower()]
        if term.term in found:
            continue
        found[term.term] = term
        before = text[position : match.start()]
        if last is None:
            pieces[0] = before
        else:
            last.tail = before
        last = etree.Element(
            "a", {"class": "term", "href": _place(term), "data-opens": _name(term)}
        )
        last.text = match.group()
        pieces.append(last)
        position = match.end()
    if last is not None:
        last.tail = text[position:]
    return pieces


def _name(term: Term) -> str:
    return "t-" + term.anchor


def _place(term: Term) -> str:
    return f"{GLOSSARY}#{term.anchor}"


def _meaning(term: Term) -> etree.Element:
    words = etree.Element("p", {"id": _name(term)})
    etree.SubElement(words, "strong").text = term.term
    words[0].tail = f": {term.meaning} "
    etree.SubElement(words, "a", {"href": _place(term)}).text = "In the glossary"
    return words
