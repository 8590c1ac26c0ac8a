"""What the search knows: pages, their sections, claims and terms, and how people ask for them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from markdown.extensions.toc import slugify

from hooks.guide import Guide
from hooks.text.inline import plain
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import is_prose

ANSWER = 600
"""At most how many letters of a section may be shown as what answers."""

TOO_COMMON = 0.05
"""Words that stand in a larger share of the sections tell none of them from the others."""

NOT_SEARCHED = ("for-clinics", "for-editors")
"""Sections that are not for visitors."""

SENTENCE = re.compile(r"\S.*?[.!?][\"”’)]*(?=\s|$)|\S.*$")
WORD = re.compile(r"[^\W\d_]{3,}")


def search_index(guide: Guide, address: Callable[[str], str]) -> tuple[str, str]:
    """What is sent with the first letter typed, and what follows once there are results.

    Tables are written by columns, one value a line, because that packs best.

    Args:
        guide: the guide.
        address: gives a page's address, relative to the site, from its name.

    Returns:
        The index and the answers, each as JSON.

        Of the index, ``pages``: address, title, the ways people ask for the page,
        and its weight in hundredths. ``sections``: the number of its page, anchor,
        heading, and the words that stand in it; the anchor is empty when it follows
        from the heading. ``common``: words that stand nearly everywhere. The rest is
        what ``docs/data/search.yml`` says of words, with the help lines filled in.

        Of the answers, ``pages``: a sentence on each. ``sections``: the first
        sentences of each, with a tab between them.
    """
    pages: list[list] = []
    sections: list[list] = []
    texts: list[str] = []
    leads: list[str] = []
    answers: list[str] = []
    words = guide.search
    for page, source in guide.pages.items():
        if source.findings or source.meta.get("index") == "false" or source.section in NOT_SEARCHED:
            continue
        number = len(pages)
        place = address(page)
        pages.append(
            [
                place,
                source.title,
                "|".join(source.meta.get("search_words") or []),
                words.weight_of(place) if words else 100,
            ]
        )
        leads.append(source.meta.get("description", ""))
        for anchor, heading, text, prose in [
            *_of_page(guide, page, source),
            *_of_blocks(guide, source),
        ]:
            sections.append([number, "" if anchor == slugify(heading, "-") else anchor, heading])
            texts.append(text)
            answers.append(_answer(prose))
    told, common = telling_words(
        [f"{heading} {text}" for (_, _, heading), text in zip(sections, texts, strict=True)],
        words.empty.split() if words else (),
    )
    for section, mine in zip(sections, told, strict=True):
        shown = set(WORD.findall(_bare(section[2])))
        section.append(" ".join(word for word in mine if word not in shown))
    index = {
        "pages": _columns(pages),
        "sections": _columns(sections),
        "common": " ".join(common),
        **_of_words(guide, address),
    }
    return _json(index), _json({"pages": "\n".join(leads), "sections": "\n".join(answers)})


def _json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _of_page(
    guide: Guide, page: str, source: MarkdownFile
) -> Iterator[tuple[str, str, str, list[str]]]:
    """The sections of a page: anchor, heading, all that stands below the heading, and
    what of it may be shown as an answer.
    """
    bodies: dict[int, list[str]] = {}
    prose: dict[int, list[str]] = {}
    for passage in guide.passages(source):
        if passage.kind != "heading":
            bodies.setdefault(passage.heading, []).append(passage.text)
        if is_prose(passage):
            prose.setdefault(passage.heading, []).append(passage.text)
    # What answers may say is found by answering, not by searching.
    quiz = guide.reflections.get(page.removeprefix("reflect/").removesuffix(".md"))
    unsearched = {*quiz.outcomes, *quiz.sections} if quiz else set()
    for heading in source.headings:
        if heading.level in (2, 3) and heading.text not in unsearched:
            text = " ".join(bodies.get(heading.line, []))
            yield heading.anchor, heading.text, text, prose.get(heading.line, [])


def _of_blocks(guide: Guide, source: MarkdownFile) -> Iterator[tuple[str, str, str, list[str]]]:
    """The entries of what the blocks of a page show, as sections."""
    for kind, block in guide.blocks_on(source):
        for entry in kind.entries(guide, block.argument):
            yield entry.anchor, entry.name, entry.text, [entry.text]


def _columns(rows: list[list]) -> list[str]:
    return [
        "\n".join(" ".join(str(value).split()) for value in column)
        for column in zip(*rows, strict=False)
    ]


def telling_words(texts: list[str], empty) -> tuple[list[list[str]], list[str]]:
    """For each text its words that tell it from the others, in the order of the alphabet,
    and the words that stand in too many texts to do so.
    """
    found = [{word for word in WORD.findall(_bare(text)) if word not in empty} for text in texts]
    spread = Counter(word for words in found for word in words)
    most = max(3, TOO_COMMON * len(texts))
    common = sorted(word for word, number in spread.items() if number > most)
    return [sorted(words.difference(common)) for words in found], common


def _of_words(guide: Guide, address: Callable[[str], str]) -> dict:
    """How people write, and what is urgent."""
    words = guide.search
    if not words:
        return {}
    return {
        "empty": words.empty,
        "drug": {
            "pages": words.drug.pages,
            "weight": words.drug.weight,
            "words": " ".join(_split(words.drug.words)),
        },
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


def _answer(passages: list[str]) -> str:
    """The first sentences below a heading, with tabs between them; none is cut in two."""
    sentences: list[str] = []
    for passage in passages:
        for sentence in SENTENCE.findall(" ".join(passage.split())):
            if sum(map(len, sentences)) + len(sentence) > ANSWER and sentences:
                return "\t".join(sentences)
            sentences.append(sentence)
    return "\t".join(sentences)
