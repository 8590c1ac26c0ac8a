"""What the search knows: pages, their sections, claims and terms, and how people ask for them."""

from __future__ import annotations

import json
from collections.abc import Callable

from markdown.extensions.toc import slugify

from hooks.guide import Guide
from hooks.prose import passages

LEAD = 110
"""The most letters of a section's lead that a result shows."""

NOT_SEARCHED = ("for-clinics", "for-editors")
"""Sections that are not for visitors."""


def search_index(guide: Guide, address: Callable[[str], str]) -> str:
    """The index as JSON.

    Args:
        guide: the guide.
        address: gives a page's address, relative to the site, from its name.

    Returns:
        ``pages``: a list of ``[address, title, description, words]``, where
        ``words`` are the ways people ask for the page. ``sections``: a list of
        ``[number of its page, anchor, heading, lead]``.
    """
    pages, sections = [], []
    for page, source in guide.sources.items():
        if source.faults or source.meta.get("index") == "false" or source.section in NOT_SEARCHED:
            continue
        number = len(pages)
        pages.append([address(page), source.title, source.meta.get("description", ""), source.meta.get("search_words") or []])
        leads: dict[int, str] = {}
        for passage in passages(source, lambda kind: guide.region.line(kind).say if guide.region else kind):
            leads.setdefault(passage.heading, passage.text)
        # What answers may say is found by answering, not by searching.
        quiz = guide.quizzes.get(page.removeprefix("reflect/").removesuffix(".md"))
        unsearched = {*quiz.outcomes, *quiz.sections} if quiz else set()
        for heading in source.headings:
            if heading.level in (2, 3) and heading.text not in unsearched:
                sections.append([number, heading.anchor, heading.text, _lead(leads.get(heading.line, ""))])
        if page == "about/claims.md" and guide.claims:
            sections += [[number, claim.id, claim.claim, _lead(claim.honest)] for claim in guide.claims.claims]
        if page == "about/glossary.md":
            sections += [
                [number, slugify(term.term, "-"), ", ".join([term.term, *term.also]), _lead(term.meaning)] for term in guide.terms
            ]
    return json.dumps({"pages": pages, "sections": sections}, ensure_ascii=False, separators=(",", ":"))


def _lead(text: str) -> str:
    if len(text) <= LEAD:
        return text
    return text[:LEAD].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
