"""What a visitor gets of a page, held against what the rules have read of it.

The rules read the Markdown; an engine makes the page from it. Where the two
understand a sign differently, words, links or whole blocks vanish or are printed
as they stand, and no rule can know. So every passage that the rules read is
looked for in the finished page, and every text of the page among the passages.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html
from markdown import Markdown

from hooks.blocks import BY_NAME
from hooks.blocks.booklet import BookletOfPages
from hooks.blocks.edition import EditionWords
from hooks.dates import format_date
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rendering.extension import GuideExtension
from hooks.text.inline import plain
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import LINK

RULE = "rendered"
BOOKLET = BookletOfPages.NAME
EXTENSIONS = ["toc", "tables", "fenced_code"]
SETTINGS = {"tables": {"use_align_attribute": True}, "toc": {"permalink": False}}
"""What ``mkdocs.yml`` sets for the engine. Should they ever differ, the built pages are looked at
too."""

ELEMENTS = {
    "paragraph": ("p",),
    "item": ("li",),
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "cell": ("td", "th"),
}
"""For each kind of passage the elements that it has to stand in."""

NAMES = {
    "paragraph": "a paragraph",
    "item": "an entry of a list",
    "heading": "a heading",
    "cell": "a cell of a table",
    "argument": "the words of a block",
    "picture": "the words for a picture",
}

ADDED = (
    "//sup[@class='source' or a[@class='source']]|//*[contains(@class, 'mark mark--')]"
    "|//section[@class='meanings']|//details[@class='contents']|//section[@class='sources']"
    "|//footer[@class='page-end']|//div[@class='notes']|//details[@class='opens sure']"
)
"""What the build adds to a page's own text: numbers, marks, cards, lists and the page's end."""

MADE_LINKS = ("call", "term")
"""Links that the build makes of help lines and of words in the glossary."""

LEFT_OVER = re.compile(
    r"/{3,}|\[(?:call|evidence):|\[practical advice\]|\[\^|\]\s?\[\w|\](?=\()|<!--|-->"
)
"""Signs of the guide's Markdown that no reader may see, outside of code."""

UNREAD = ("code", "pre", "script", "style", "svg", "textarea")
WORDS = re.compile(r"[^\W_]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no tree of HTML takes; another rule says so where they stand."""
FIX = (
    "Put an empty line above and below, start at the beginning of the line, and take out signs "
    "that are no words."
)


def check_source(source: MarkdownFile, guide: Guide) -> list[Finding]:
    """Make a page as the site generator would, and hold it against what the rules read.

    Args:
        source: the page.
        guide: the whole guide, which the page's blocks show parts of.
    """
    if guide.findings or source.findings:
        return []  # what is missing because of them would be told twice
    engine = guide.once(_engine)
    engine.reset()
    try:
        text = engine.convert("\n".join(line.text for line in source.body))
        tree = html.fragment_fromstring(CONTROL.sub(" ", text), create_parent="div")
    except Exception as error:  # a page may hold more than an engine can take
        problem = f"No page can be made of this ({type(error).__name__})."
        return [Finding(source.path, 1, 1, RULE, problem, "Take out what you added last.")]
    return list(differences(source, guide, tree))


def _engine(guide: Guide) -> Markdown:
    """The guide's Python-Markdown."""
    return Markdown(extensions=[*EXTENSIONS, GuideExtension(guide)], extension_configs=SETTINGS)


def differences(source: MarkdownFile, guide: Guide, tree, alone: bool = True) -> Iterator[Finding]:
    """Where a page differs from what the rules have read.

    Args:
        source: the page's Markdown.
        guide: the guide.
        tree: the page's own part of the HTML; it is changed.
        alone: whether nothing else stands in it.
    """
    for added in tree.xpath(ADDED):
        added.drop_tree()
    blocks = [block for block in source.blocks if block.end]
    unheld = [
        range(block.line, (block.end or block.line) + 1)
        for block in blocks
        if block.name in BY_NAME and not BY_NAME[block.name].stands(guide, block.argument)
    ]

    def shown(line: int) -> bool:
        return not any(line in lines for lines in unheld)

    # A booklet has words of other pages, where what is wrong with them is told.
    booklet = any(block.name == BOOKLET for block in blocks)
    found = [
        *(() if booklet else _left_over(source, tree)),
        *_lost_blocks(source, tree, [block for block in blocks if shown(block.line)]),
        *_lost_passages(source, tree, [p for p in guide.passages(source) if shown(p.line)]),
    ]
    if alone and not booklet:
        found += _unread(source, tree, guide.passages(source))
    told: set[int] = set()
    for line, message, fix in found:
        if line not in told:
            told.add(line)
            yield Finding(source.path, line, 1, RULE, message, fix)


def _left_over(source: MarkdownFile, tree) -> Iterator[tuple[int, str, str]]:
    """Signs that would be printed."""
    for match in LEFT_OVER.finditer("\0".join(_texts(_walk(tree)))):
        yield (
            _line_of(source, match.group(), source.live),
            f'"{match.group()}" would be printed as it stands.',
            (
                "Write it as the guide's own pages do, alone and without other signs; as an "
                'example, between backticks: "`...`".'
            ),
        )


def _lost_blocks(source: MarkdownFile, tree, blocks) -> Iterator[tuple[int, str, str]]:
    """Blocks that the rules have read and that are none on the page."""
    expected = Counter(block.name for block in blocks)
    made = Counter(element.get("data-block") for element in tree.xpath("//*[@data-block]"))
    for block in blocks:
        if block.name != BOOKLET and made[block.name] < expected[block.name]:
            problem = f'The block "{block.name}" would not stand on the page as one.'
            yield block.line, problem, FIX


def _lost_passages(source: MarkdownFile, tree, passages) -> Iterator[tuple[int, str, str]]:
    """Words that the rules have read and that do not reach a visitor as what they are."""
    texts = {
        tag: "|".join(_squeezed("".join(element.itertext())) for element in tree.iter(tag))
        for tags in ELEMENTS.values()
        for tag in tags
    }
    whole = _squeezed("".join(tree.itertext()))
    pictures = "|".join(_squeezed(picture.get("alt", "")) for picture in tree.iter("img"))
    for passage in passages:
        places = (
            [pictures]
            if passage.kind == "picture"
            else [texts[tag] for tag in ELEMENTS.get(passage.kind, ())] or [whole]
        )
        words = _squeezed(passage.text)
        if not any(words in place for place in places):
            message = (
                f'"{_short(passage.text)}" would not reach a visitor as {NAMES[passage.kind]}.'
            )
            yield passage.line, message, FIX


def _unread(source: MarkdownFile, tree, passages) -> Iterator[tuple[int, str, str]]:
    """Words, links and pictures of the page itself that the rules have not seen."""
    read = _squeezed(" ".join(each.text for each in passages if each.kind != "picture"))
    for text in _texts(_walk(tree, True)):
        if _squeezed(text) not in read:
            message = f'A visitor would read "{_short(text)}", which no rule has read.'
            yield _line_of(source, text, source.body), message, FIX
    links: set[str] = set()
    pictures: set[str] = set()
    for line in source.live:
        for match in LINK.finditer(line.text):
            (pictures if match.group(1) else links).add(_squeezed(plain(match.group(2))))
    for element in _walk(tree, True):
        if element.tag == "a" and element.get("href") and element.get("class") not in MADE_LINKS:
            words = "".join(element.itertext())
            known = any(_squeezed(words) in link for link in links)
        elif element.tag == "img":
            words = element.get("alt") or element.get("src") or ""
            known = _squeezed(element.get("alt", "")) in pictures
        else:
            continue
        if not known:
            yield (
                _line_of(source, words, source.body),
                f'No rule has read the link or picture "{_short(words)}".',
                'Write it on one line: "[the words](../folder/page.md)".',
            )


def _walk(element, own: bool = False) -> Iterator:
    """An element and what is in it, without code.

    Args:
        element: where to begin.
        own: whether to leave out what comes from a block's template, so that only the page's
            Markdown is left.
    """
    yield element
    for child in element:
        block = child.get("data-block") if isinstance(child.tag, str) else "comment"
        if block == "comment" or child.tag in UNREAD:
            continue
        if own and block and block != EditionWords.NAME:
            for holder in child.xpath(".//*[@data-content]"):
                yield from _walk(holder, own)
        else:
            yield from _walk(child, own)


def _texts(elements) -> Iterator[str]:
    for element in elements:
        for text in (element.text, *(child.tail for child in element)):
            if text and not text.isspace():
                yield text


def _squeezed(text: str) -> str:
    return "".join(WORDS.findall(text)).lower()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "..."


def _line_of(source: MarkdownFile, text: str, lines) -> int:
    """The line of the file that holds the first words of a text of the page."""
    words = text.split()
    needles = [" ".join(words[:count]) for count in (len(words), 6, 4, 3, 2)]
    for needle in (*needles, *sorted(words, key=len, reverse=True)):
        for line in lines:
            if needle and needle in line.text:
                return line.number
    return source.body[0].number if source.body else 1


# The built folder


def check_built(trees: dict[str, html.HtmlElement], guide: Guide) -> list[Finding]:
    """What visitors get of every page of the site, held against the guide.

    Args:
        trees: every page of the built site by its path in it.
        guide: what the site was built from.
    """
    found: list[Finding] = []
    pages = {built_name(page): source for page, source in guide.pages.items()}
    for name, source in pages.items():
        if name not in trees:
            found.append(
                Finding(
                    source.path,
                    1,
                    1,
                    RULE,
                    "No page of the site was made of this file.",
                    "Look at exclude_docs and draft_docs in mkdocs.yml.",
                )
            )
    for name, tree in trees.items():
        found += _check_page(name, tree, pages.get(name), guide)
    return found


def _check_page(
    name: str, tree: html.HtmlElement, source: MarkdownFile | None, guide
) -> list[Finding]:
    """What visitors get of one page, of no file of the guide when ``source`` is None."""
    path = source.path if source else name

    def finding(problem: str, fix: str, line: int = 1) -> Finding:
        return Finding(path, line, 1, RULE, problem, fix)

    if source is None and name != "404.html":
        problem = "This page of the site was made of no file that the rules read."
        return [finding(problem, "Write it as a page in docs/ that ends in .md.")]
    found: list[Finding] = []
    if not tree.xpath(
        "//nav[@class='bar'][.//a[@class='bar__leave'][@href]][.//a[@class='bar__help'][@href]]"
    ):
        problem = 'The built page has no bar with "Leave now" and "Help now".'
        found.append(finding(problem, "Look at overrides/partials/header.html."))
    comment = next(tree.iter(etree.Comment), None)
    if comment is not None:
        words = _short(comment.text or "")
        line = _line_of(source, words, source.lines) if source else 1
        problem = f'The comment "{words}" would go online.'
        found.append(finding(problem, "Take it out of the data or the template.", line))
    twice = [i for i, count in Counter(map(str, tree.xpath("//@id"))).items() if count > 1]
    if twice:
        problem = f'Two places of the built page have the address "#{twice[0]}".'
        fix = "Look for what stands there twice, in the page's data or its template."
        found.append(finding(problem, fix))
    if source is None:
        return found
    articles = tree.xpath("//main//article[not(ancestor::article)]")
    if len(articles) != 1 or not _has_end(articles[0], source):
        problem = "The built page has no end: not medical advice, who has signed it, its dates."
        found.append(finding(problem, "Look at overrides/partials/page-end.html."))
    if len(articles) == 1:
        article = copy.deepcopy(articles[0])
        # A template of its own brings words of its own.
        found += differences(source, guide, article, not source.meta.get("template"))
    return found


def built_name(page: str) -> str:
    """The file that the site generator makes of a page."""
    stem = page.removesuffix(".md")
    return f"{stem}.html" if Path(stem).name == "index" else f"{stem}/index.html"


def _has_end(article, source: MarkdownFile) -> bool:
    from datetime import date

    ends = article.xpath("./footer[@class='page-end']")
    if len(ends) != 1 or len(ends[0].findall("p")) < 2:
        return False
    text = "".join(ends[0].itertext())
    try:
        days = [
            format_date(date.fromisoformat(source.meta[name])) for name in ("updated", "review_by")
        ]
    except (KeyError, TypeError, ValueError):
        return False
    return all(day in text for day in days)
