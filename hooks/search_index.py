"""What the search knows: pages, their sections, claims and terms, with the words people use for them."""

from __future__ import annotations

import json
from collections.abc import Callable

from markdown.extensions.toc import slugify

from hooks.guide import Guide
from hooks.prose import passages

LEAD = 150
"""The most letters of a section's lead sentence that are kept."""


def search_index(guide: Guide, address: Callable[[str], str]) -> str:
    """The index as JSON: a list of entries, one for each page and each section.

    Args:
        guide: the guide.
        address: gives a page's address, relative to the site, from its name.

    Returns:
        A list of ``[address, page title, section heading, lead, words]``;
        ``words`` are the page's ``search_words`` and stand on the page's own
        entry, whose heading is empty.
    """
    entries = []
    for page, source in guide.sources.items():
        if source.faults or source.meta.get("index") == "false" or source.section in ("for-clinics", "for-editors"):
            continue
        words = source.meta.get("search_words") or []
        entries.append([address(page), source.title, "", source.meta.get("description", ""), " | ".join(words)])
        leads: dict[str, str] = {}
        for passage in passages(source):
            leads.setdefault(passage.heading, passage.text)
        for heading in source.headings:
            if heading.level in (2, 3):
                entries.append([f"{address(page)}#{heading.anchor}", source.title, heading.text, _lead(leads.get(heading.text, "")), ""])
    if guide.claims and "about/claims.md" in guide.sources:
        for claim in guide.claims.claims:
            entries.append([f"{address('about/claims.md')}#{claim.id}", "Claim checker", claim.claim, _lead(claim.honest), ""])
    if "about/glossary.md" in guide.sources:
        for term in guide.terms:
            anchor = slugify(term.term, "-")
            entries.append([f"{address('about/glossary.md')}#{anchor}", "Glossary", term.term, _lead(term.meaning), " | ".join(term.also)])
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _lead(text: str) -> str:
    if len(text) <= LEAD:
        return text
    return text[:LEAD].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
