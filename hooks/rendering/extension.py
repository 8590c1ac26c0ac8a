"""The guide's own Markdown: sources, evidence marks, help lines and page blocks.

A Python-Markdown extension, so that pages look the same under any engine that
uses Python-Markdown. It renders what it is given; whether ids, marks and
blocks are right is checked on the raw files, where line numbers are true.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from itertools import pairwise

from markdown import Markdown
from markdown.extensions.toc import unique
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension

from hooks.blocks import BLOCKS
from hooks.blocks.engine import guide_markdown, guide_of
from hooks.blocks.quiz import ResultTexts
from hooks.data.references import Reference
from hooks.guide import Guide
from hooks.rendering.booklet import BOOKLET, Booklet, OwnNames
from hooks.rendering.glossary_terms import Terms
from hooks.rendering.signed_as import SIGNED_AS, SignedAs
from hooks.text.evidence_marks import MarkError, read_mark
from hooks.text.markdown_file import without_comments
from hooks.text.syntax import ADVICE_MARK, CALL_MARK, EVIDENCE_MARK, SOURCE_MARK
from hooks.text.untranslated import fill

GRADES_PAGE = "/about/how-we-know.md"
SHOWN = ("contested", "not-studied")
"""The grades a reader has to meet in the sentence itself; the others stand at the source."""
UNSEEN_MARK = "unseen-mark"
INLINE = ("a", "em", "strong", "span", "abbr", "q", "cite")
"""The elements in which a source may stand inside a sentence."""
NARROW_SPACE = "\u202f"
"""A space at which no line ends."""

MARKED_UP = re.compile(r"[\\`*_\[<&]|  \n")
"""What a text has in it when an inline pattern, Markdown's own or one of the guide's, can find
anything."""


class GuideExtension(BlocksExtension):
    """Registers everything; ``guide`` may be replaced between builds."""

    def __init__(self, guide: Guide, **options):
        super().__init__(**options)
        self.guide = guide

    def extendMarkdownBlocks(self, md: Markdown, block_mgr):
        guide_markdown(md).guide = self.guide
        guide_markdown(md).guide_booklet = False
        # After white space is tidied (30), before fenced code and HTML are taken out (25, 20).
        md.preprocessors.register(Comments(md), "guide-comments", 27)
        # Before anything of a page is read.
        md.preprocessors.register(Booklet(md), "guide-booklet", 28)
        # Above links and references (170 and below), under escapes and code.
        md.inlinePatterns.register(SourceMark(SOURCE_MARK.pattern, md), "guide-source", 178)
        md.inlinePatterns.register(EvidenceMark(EVIDENCE_MARK.pattern, md), "guide-evidence", 177)
        md.inlinePatterns.register(AdviceMark(ADVICE_MARK.pattern, md), "guide-advice", 176)
        md.inlinePatterns.register(CallMark(CALL_MARK.pattern, md), "guide-call", 175)
        # Just before inline (20), which tries every pattern on every text.
        md.treeprocessors.register(PlainTexts(md), "guide-plain-texts", 21)
        # After inline (20) and toc (5), before the engine rewrites links (0).
        md.treeprocessors.register(Sources(md), "guide-sources", 3)
        md.treeprocessors.register(Terms(md), "guide-terms", 2.5)
        md.treeprocessors.register(Contents(md), "guide-contents", 2)
        md.treeprocessors.register(Headings(md), "guide-headings", 2)
        md.treeprocessors.register(OwnNames(md), "guide-own-names", 4)
        md.treeprocessors.register(ResultTexts(md), "guide-results", 1)
        # After everything of the guide's own.
        md.treeprocessors.register(SignedAs(md), "guide-signed-as", 0.5)
        # After the engine looks at links (0): it noted the anchors before there was a list.
        md.treeprocessors.register(SourceLinks(md), "guide-source-links", -1)
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())


class Comments(Preprocessor):
    """Takes comments out, which are between editors and may hold a name or a number."""

    def run(self, lines):
        return without_comments(lines)


class PlainTexts(Treeprocessor):
    """Spares the texts in which there is nothing to find, most of them, a search with every
    pattern."""

    def run(self, root):
        for element in root.iter():
            if element.text and not MARKED_UP.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not MARKED_UP.search(element.tail):
                element.tail = AtomicString(element.tail)


class Mark(InlineProcessor):
    """Something written in signs that becomes one element."""

    def handleMatch(self, match, data):  # type: ignore[override]  # so is the engine's own, as typed
        made = self.made(match)
        return (None, None, None) if made is None else (made, match.start(0), match.end(0))

    def made(self, match: re.Match[str]) -> etree.Element | None:
        """The element; None when the signs mean nothing and stay as they are."""
        raise NotImplementedError


class SourceMark(Mark):
    """``[^dean-2021]``; its number is known only when the whole page is (see ``Sources``)."""

    def made(self, match):
        if match.group(1) not in guide_of(self.md).references:
            return None
        return etree.Element("sup", {"data-source": match.group(1)})


class EvidenceMark(Mark):
    """``[evidence: early 9.2]``"""

    def made(self, match):
        try:
            mark = read_mark(match.group(1))
        except MarkError:
            return None
        # To the statement behind the mark, which also says what the mark means.
        place = next(
            filter(None, map(guide_of(self.md).ledger.link, mark.statements)),
            f"{GRADES_PAGE}#{mark.slug}",
        )
        # Signed with every statement it names, of which it leads to the first.
        link = etree.Element(
            "a",
            {"class": f"mark mark--{mark.slug}", "href": place, SIGNED_AS: match.group()},
        )
        link.text = mark.words
        return link


class AdviceMark(Mark):
    """``[practical advice]``: for the checks; a visitor sees nothing of it."""

    def made(self, match):
        return etree.Element("span", {"class": UNSEEN_MARK, SIGNED_AS: match.group()})


class CallMark(Mark):
    """``[call: crisis]``: the region's line of that kind, as a link that calls it."""

    def made(self, match):
        region = guide_of(self.md).region
        if region is None:
            return None
        line = region.line(match.group(1).strip())
        if line.tel:
            element = etree.Element("a", {"class": "call", "href": f"tel:{line.tel}"})
        else:
            element = etree.Element("span")
        # A number that changed is looked up and dated by itself; the sentence stays signed.
        element.set(SIGNED_AS, match.group())
        fill(element, line.say)
        return element


class Sources(Treeprocessor):
    """Numbers the sources of a page and lists them at its end, each after how sure it makes us.

    A mark says how sure the guide is of what stands before it, back to the mark
    before. A reader meets it at the source, and only what is contested or not
    studied in the text as well. So a source that carries one thing well and
    another barely has two entries, and a mark without a source has one of its own.

    A number is a link to its entry in the list, and never a button: reader
    views throw buttons away. Where the browser can, ``docs/assets/site.js``
    shows the entry beside the sentence instead of going there.
    """

    def run(self, root):
        references = guide_of(self.md).references
        grades, marked = _grades(root)
        _close_lines_of_marks(root, marked)
        numbers: dict[tuple[str, str], tuple[int, etree.Element | None]] = {}
        for note in root.iter("sup"):
            named = note.attrib.pop("data-source", None)
            if named is None:
                continue
            grade = grades.get(note)
            reference = references.get(named)
            # A grade alone is known by the statement behind it.
            key = (named, grade.get("class", "") if grade is not None else "")
            if reference is None and grade is not None:
                key = (grade.get("href", ""), grade.get("class", ""))
            number, _ = numbers.setdefault(key, (len(numbers) + 1, grade))
            # A source more on the page gives the others new numbers.
            written = grade.get(SIGNED_AS, "") if grade is not None else ""
            note.set(SIGNED_AS, f"{reference.id if reference else ''} {written}".strip())
            note.set("class", "source")
            note.text = str(number)
            # On paper nothing opens; the number leads to the list.
            if root[0].get("class") != BOOKLET:
                what = reference.short_name if reference else _words_of(grade)
                note.set("data-opens", f"source-{number}")
                note.set("aria-label", f"Source {number}: {what}")
        if not numbers:
            return
        # A page may have a heading "Sources" of its own.
        name = unique("sources", {element.get("id") for element in root.iter()})
        section = etree.SubElement(root, "section", {"class": "sources", "aria-labelledby": name})
        # Closed, since it is longer than many a page; a link to one of its entries opens it.
        within = etree.SubElement(section, "details", {"class": "opens"})
        if root[0].get("class") == BOOKLET:
            within.set("open", "open")
        summary = etree.SubElement(within, "summary")
        etree.SubElement(summary, "h2", {"id": name}).text = "Sources"
        etree.SubElement(summary, "span").text = str(len(numbers))
        listing = etree.SubElement(within, "ol")
        for (named, _), (number, grade) in numbers.items():
            entry = etree.SubElement(listing, "li", {"id": f"source-{number}"})
            if grade is not None:
                link = etree.SubElement(
                    entry, "a", {"class": grade.get("class", ""), "href": grade.get("href", "")}
                )
                link.text, link.tail = f"{_words_of(grade)}.", " "
            if named in references:
                describe(entry, references[named])


def _grades(
    root: etree.Element,
) -> tuple[dict[etree.Element, etree.Element], set[etree.Element]]:
    """The mark behind each source number of a page, or behind a number made for a mark alone.

    Takes the marks that stand at the source out of the text, and says where they stood.
    """
    grades: dict[etree.Element, etree.Element] = {}
    marked: set[etree.Element] = set()
    for block in list(root.iter()):
        waiting: list[etree.Element] = []
        for parent, part in list(_inside(block)):
            kinds = part.get("class", "").split("--")
            if part.tag == "sup" and part.get("data-source"):
                waiting.append(part)
            elif kinds[0] == UNSEEN_MARK:
                marked.add(parent)
                _replace(parent, part, None)
            elif kinds[0] == "mark mark" and kinds[-1] in SHOWN:
                waiting = []
            elif kinds[0] == "mark mark":
                alone = None if waiting else etree.Element("sup", {"data-source": ""})
                marked.add(parent)
                grades.update(dict.fromkeys(waiting if alone is None else [alone], part))
                _replace(parent, part, alone)
                waiting = []
    return grades, marked


def _close_lines_of_marks(root: etree.Element, marked: set[etree.Element]) -> None:
    """Take out the paragraphs that have no words once their marks are gone; the numbers in
    them are for the section, and go to its first words."""
    for parent in list(root.iter()):
        for child, following in pairwise([*parent, None]):
            if child not in marked or child.tag != "p" or not _only_numbers(child):
                continue
            if following is not None and following.tag == "p":
                following.extend(list(child))
                parent.remove(child)
            elif not len(child):
                parent.remove(child)


def _only_numbers(paragraph: etree.Element) -> bool:
    """Whether a paragraph has no words, for its marks are taken out."""
    between = [paragraph.text, *(part.tail for part in paragraph)]
    return all(part.tag == "sup" for part in paragraph) and not any(
        map(str.strip, filter(None, between))
    )


def _inside(block: etree.Element) -> Iterator[tuple[etree.Element, etree.Element]]:
    """What stands in the sentences of an element, each with what it stands in."""
    for child in block:
        yield block, child
        if child.tag in INLINE:
            yield from _inside(child)


def _words_of(grade: etree.Element | None) -> str:
    """How a mark begins a sentence."""
    words = "" if grade is None else grade.text or ""
    return words[:1].upper() + words[1:]


def _replace(parent: etree.Element, part: etree.Element, other: etree.Element | None) -> None:
    """Put another element, or nothing, in the place of one, close behind the words before it."""
    place = list(parent).index(part)
    parent.remove(part)
    after = part.tail or ""
    if other is not None:
        other.tail, after = after, ""
        parent.insert(place, other)
    elif after[:1].isspace():
        after = f" {after.lstrip()}" if after.strip() else ""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "").rstrip() + after
    else:
        parent.text = (parent.text or "").rstrip() + after


class SourceLinks(Treeprocessor):
    """Makes a link to the list of each number, and keeps 1 and 2 from reading as 12."""

    def run(self, root):
        for before, mark in pairwise(root.iter()):
            if before.tag == mark.tag == "sup" and not before.tail:
                before.tail = NARROW_SPACE
        for mark in root.iter("sup"):
            if mark.get("data-opens"):
                link = etree.Element("a", {"href": f"#{mark.get('data-opens')}", **mark.attrib})
                link.text, mark.text = mark.text, None
                mark.attrib.clear()
                mark.append(link)


def describe(parent: etree.Element, reference: Reference) -> None:
    """Put authors, year, title, journal and link of a source behind what an element holds."""
    authors = f"{reference.authors.rstrip('.')}. " if reference.authors else ""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + authors
    else:
        parent.text = authors
    title = etree.SubElement(parent, "cite")
    title.text = reference.title.rstrip(".") + "."
    title.tail = (
        " " + ". ".join(filter(None, (reference.journal.rstrip("."), reference.year))) + ". "
    )
    if reference.link:
        link = etree.SubElement(parent, "a", {"href": reference.link, "rel": "noreferrer"})
        link.text = (
            f"doi:{reference.doi}"
            if reference.doi
            else "Read it at " + reference.link.split("/")[2]
        )


class Headings(Treeprocessor):
    """Says of each heading that it is content.

    Reader views judge by the words of an id, and take a question about "social
    media" for a row of buttons to share a page.
    """

    def run(self, root):
        for element in root.iter():
            if element.tag in ("h2", "h3", "h4") and element.get("id"):
                element.set("class", f"{element.get('class', '')} content".strip())


class Contents(Treeprocessor):
    """Puts a closed list of the page's questions before the first of them.

    A heading in a block is among them where it carries ``data-listed``.
    """

    FEWEST = 4

    def run(self, root):
        headings, first = [], None
        for child in root:
            found = [child] if child.tag == "h2" and child.get("id") else []
            for listed in child.iterfind(".//h2[@data-listed]"):
                del listed.attrib["data-listed"]
                found.append(listed)
            first = child if found and first is None else first
            headings += found
        if len(headings) < self.FEWEST:
            return
        # It says what the headings say.
        contents = etree.Element("details", {"class": "contents", SIGNED_AS: ""})
        etree.SubElement(contents, "summary").text = "On this page"
        listing = etree.SubElement(contents, "ul")
        for heading in headings:
            link = etree.SubElement(
                etree.SubElement(listing, "li"), "a", {"href": "#" + heading.get("id")}
            )
            link.text = "".join(_words(heading)).strip()
        root.insert(list(root).index(first), contents)


def _words(element):
    """The words of an element without the numbers of sources."""
    yield element.text or ""
    for part in element:
        if part.tag != "sup":
            yield from _words(part)
        yield part.tail or ""
