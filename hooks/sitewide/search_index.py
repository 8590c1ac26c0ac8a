"""What the search knows: pages, their sections, claims and terms, and how people ask for them."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from markdown.extensions.toc import slugify

from hooks.guide import Guide
from hooks.text.inline import plain
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import SENTENCE_END, is_prose

LEAD = 90
"""About how many letters of a section's lead a result shows."""

MORE = 20
"""How many words of a page's text are known beside those that the index shows."""

NOT_SEARCHED = ("for-clinics", "for-editors")
"""Sections that are not for visitors."""

WORD = re.compile(r"[^\W\d_]{3,}")


def search_index(guide: Guide, address: Callable[[str], str]) -> str:
    """The index as JSON.

    Tables are written by columns, one value a line, because that packs best.

    Args:
        guide: the guide.
        address: gives a page's address, relative to the site, from its name.

    Returns:
        ``pages``: address, title, description, the ways people ask for the
        page, and the words that tell its text from the other pages'.
        ``sections``: the number of its page, anchor, heading, lead; the anchor
        is empty when it follows from the heading. The rest is what
        ``docs/data/search.yml`` says of words, with the help lines filled in.
    """
    pages: list[list] = []
    sections: list[list] = []
    texts: list[str] = []
    words = guide.search
    for page, source in guide.pages.items():
        if source.findings or source.meta.get("index") == "false" or source.section in NOT_SEARCHED:
            continue
        number = len(pages)
        pages.append(
            [
                address(page),
                source.title,
                source.meta.get("description", ""),
                "|".join(source.meta.get("search_words") or []),
            ]
        )
        for anchor, heading, lead, body in [
            *_of_page(guide, page, source),
            *_of_blocks(guide, source),
        ]:
            anchor = "" if anchor == slugify(heading, "-") else anchor
            sections.append([number, anchor, heading, _lead(lead)])
            texts.append(body)
    by_page = ["" for _ in pages]
    for section, text in zip(sections, texts, strict=False):
        by_page[section[0]] += f" {text}"
    shown = [" ".join(page[1:]) for page in pages]
    for number, _, heading, lead in sections:
        shown[number] += f" {heading} {lead}"
    told = distinctive_words(by_page, shown, words.empty.split() if words else ())
    for entry, more in zip(pages, told, strict=True):
        entry.append(" ".join(more[:MORE]))
    index = {"pages": _columns(pages), "sections": _columns(sections), **_of_words(guide, address)}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _of_page(guide: Guide, page: str, source: MarkdownFile) -> Iterator[tuple[str, str, str, str]]:
    """The sections of a page: anchor, heading, lead, and all that stands below the heading."""
    leads: dict[int, str] = {}
    bodies: dict[int, list[str]] = {}
    for passage in guide.passages(source):
        if is_prose(passage):
            leads.setdefault(passage.heading, passage.text)
        if passage.kind != "heading":
            bodies.setdefault(passage.heading, []).append(passage.text)
    # What answers may say is found by answering, not by searching.
    quiz = guide.reflections.get(page.removeprefix("reflect/").removesuffix(".md"))
    unsearched = {*quiz.outcomes, *quiz.sections} if quiz else set()
    for heading in source.headings:
        if heading.level in (2, 3) and heading.text not in unsearched:
            lead = leads.get(heading.line, "")
            yield heading.anchor, heading.text, lead, " ".join(bodies.get(heading.line, []))


def _of_blocks(guide: Guide, source: MarkdownFile) -> Iterator[tuple[str, str, str, str]]:
    """The entries of what the blocks of a page show, as sections."""
    for kind, block in guide.blocks_on(source):
        for entry in kind.entries(guide, block.argument):
            yield entry.anchor, entry.name, entry.text, ""


def _columns(rows: list[list]) -> list[str]:
    return [
        "\n".join(" ".join(str(value).split()) for value in column)
        for column in zip(*rows, strict=False)
    ]


def distinctive_words(texts: list[str], shown: list[str], empty) -> list[list[str]]:
    """For each text the words that are not shown of it, those first that tell it from
    the other texts.
    """
    counts = [
        Counter(word for word in WORD.findall(_bare(text)) if word not in empty) for text in texts
    ]
    spread = Counter(word for count in counts for word in count)
    found = []
    for count, seen in zip(counts, shown, strict=False):
        # Another form of a word that is shown tells nothing new.
        roots = {word[:5] for word in WORD.findall(_bare(seen))}
        worth = {
            word: (1 + math.log(often)) * math.log(len(texts) / spread[word])
            for word, often in count.items()
            if word[:5] not in roots
        }
        found.append(sorted(worth, key=lambda word: (-worth[word], word)))
    return found


def _of_words(guide: Guide, address: Callable[[str], str]) -> dict:
    """How people write, and what is urgent."""
    words = guide.search
    if not words:
        return {}
    return {
        "empty": words.empty,
        "same": "\n".join("|".join(group) for group in words.same),
        "lists": {name: " ".join(_split(line)) for name, line in words.lists.items()},
        "passed": " ".join(_split(words.passed)),
        "urgent": [
            [
                _place(case.to, address),
                case.title,
                plain(case.lead, guide.line_words),
                "|".join(case.say),
                "|".join(case.never),
            ]
            for case in words.urgent
        ],
    }


def _place(to: str, address: Callable[[str], str]) -> str:
    page, _, anchor = to.partition("#")
    return f"{address(page)}#{anchor}" if anchor else address(page)


def _split(line: str) -> list[str]:
    return [word.strip() for word in line.split(",")]


def _bare(text: str) -> str:
    """Small letters without accents and apostrophes, as the search reads them."""
    text = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[\u0300-\u036f'‘’′´`]", "", text)


def _lead(text: str) -> str:
    """The first sentence; the next one too when both are short; cut between words when
    it is long.
    """
    lead = ""
    for sentence in SENTENCE_END.split(text):
        if lead and len(lead) + len(sentence) >= LEAD:
            break
        lead = f"{lead} {sentence}".strip()
    if len(lead) <= LEAD:
        return lead
    return lead[:LEAD].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
