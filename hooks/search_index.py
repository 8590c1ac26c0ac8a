"""What the search knows: pages, their sections, claims and terms, and how people ask for them."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from markdown.extensions.toc import slugify

from hooks.guide import Guide
from hooks.prose import is_prose
from hooks.source import plain

LEAD = 110
"""The most letters of a section's lead that a result shows."""

MORE = 6
"""How many words of a section's text are known beside its heading and its lead."""

NOT_SEARCHED = ("for-clinics", "for-editors")
"""Sections that are not for visitors."""

WORD = re.compile(r"[^\W\d_]{3,}")


def search_index(guide: Guide, address: Callable[[str], str]) -> str:
    """The index as JSON.

    Args:
        guide: the guide.
        address: gives a page's address, relative to the site, from its name.

    Returns:
        ``pages``: a list of ``[address, title, description, words]``, where
        ``words`` are the ways people ask for the page. ``sections``: a list of
        ``[number of its page, anchor, heading, lead, more]``; the anchor is
        empty when it follows from the heading, and ``more`` are the words that
        tell the section's text from the others'. The rest is what
        ``docs/data/search.yml`` says of words, with the help lines filled in.
    """
    pages, sections, texts = [], [], []
    words = guide.search
    for page, source in guide.sources.items():
        if source.faults or source.meta.get("index") == "false" or source.section in NOT_SEARCHED:
            continue
        number = len(pages)
        pages.append([address(page), source.title, source.meta.get("description", ""), source.meta.get("search_words") or []])
        leads: dict[int, str] = {}
        bodies: dict[int, list[str]] = {}
        for passage in guide.passages(source):
            if is_prose(passage):
                leads.setdefault(passage.heading, passage.text)
            if passage.kind != "heading":
                bodies.setdefault(passage.heading, []).append(passage.text)
        # What answers may say is found by answering, not by searching.
        quiz = guide.quizzes.get(page.removeprefix("reflect/").removesuffix(".md"))
        unsearched = {*quiz.outcomes, *quiz.sections} if quiz else set()

        def add(anchor, heading, lead, body="", number=number):
            anchor = "" if anchor == slugify(heading, "-") else anchor
            sections.append([number, anchor, heading, _lead(lead)])
            texts.append(body)

        for heading in source.headings:
            if heading.level in (2, 3) and heading.text not in unsearched:
                add(heading.anchor, heading.text, leads.get(heading.line, ""), " ".join(bodies.get(heading.line, [])))
        if page == "about/claims.md" and guide.claims:
            for claim in guide.claims.claims:
                add(claim.id, claim.claim, claim.honest)
        if page == "about/glossary.md":
            for term in guide.terms:
                add(slugify(term.term, "-"), ", ".join([term.term, *term.also]), term.meaning)
    for section, more in zip(sections, telling(texts, words.empty.split() if words else ())):
        section.append(" ".join(more[:MORE]))
    return json.dumps({"pages": pages, "sections": sections, **_of_words(guide, address)}, ensure_ascii=False, separators=(",", ":"))


def telling(texts: list[str], empty) -> list[list[str]]:
    """For each text its words, those first that tell it from the other texts."""
    empty = set(empty)
    counts = [Counter(word for word in WORD.findall(_bare(text)) if word not in empty) for text in texts]
    spread = Counter(word for count in counts for word in count)

    def worth(word, often):
        return (1 + math.log(often)) * math.log(len(texts) / spread[word])

    return [sorted(count, key=lambda word: (-worth(word, count[word]), word)) for count in counts]


def _of_words(guide: Guide, address: Callable[[str], str]) -> dict:
    """How people write, and what is urgent."""
    words = guide.search
    if not words:
        return {}
    return {
        "empty": words.empty.split(),
        "same": words.same,
        "lists": {name: _split(line) for name, line in words.lists.items()},
        "passed": _split(words.passed),
        "urgent": [
            [_place(case.to, address), case.title, plain(case.lead, guide.say), case.say, case.never] for case in words.urgent
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
    return re.sub(r"[\u0300-\u036f'’`]", "", text)


def _lead(text: str) -> str:
    if len(text) <= LEAD:
        return text
    return text[:LEAD].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
