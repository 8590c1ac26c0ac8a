"""How others find the guide: which pages are for them, the map of the site, and the feed of changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from hooks.guide import Guide
from hooks.source import Source

PICTURE = "assets/card.png"
"""The picture shown with a link to the guide; it has no words, so that it fits every edition."""

NOT_INDEXED = ("for-editors",)
"""Sections that only those who write the guide look for."""

NEWEST = 40
"""The most entries the feed has."""


def is_indexed(source: Source) -> bool:
    """Whether search engines may show a page."""
    return (
        not source.faults
        and source.meta.get("index") != "false"
        and source.section not in NOT_INDEXED
    )


def indexed(guide: Guide) -> dict[str, Source]:
    """The pages that search engines may show, by name, in the order of their names."""
    return {page: source for page, source in sorted(guide.sources.items()) if is_indexed(source)}


def name_of(guide: Guide, page: str) -> str:
    """What a page is called; neutral where the edition wishes it so."""
    source = guide.sources[page]
    return (
        (source.meta.get("neutral_title") or "Reading list")
        if guide.clinic.neutral_titles
        else source.title
    )


def _day(source: Source) -> str:
    """The day a page was last changed, as text; nothing where that is not known."""
    with suppress(ValueError):
        return date.fromisoformat(str(source.meta.get("updated"))).isoformat()
    return ""


def sitemap(guide: Guide, whole: Callable[[str], str]) -> str:
    """The map of the site for search engines; nothing when the site does not know where it will stand.

    Args:
        guide: the guide.
        whole: gives a page's whole address from its name, or nothing.
    """
    if not whole("index.md"):
        return ""
    pages = "".join(
        f"<url><loc>{escape(whole(page))}</loc><lastmod>{_day(source)}</lastmod></url>\n"
        for page, source in indexed(guide).items()
        if _day(source)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n'
    )


def robots(home: str) -> str:
    """``robots.txt``: everything may be read; pages that are not to be shown say so themselves."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {home}sitemap.xml\n" if home else "")


def feed(guide: Guide, site_name: str, whole: Callable[[str], str]) -> str:
    """The feed of changes (Atom), the newest first; nothing when the site does not know where it will stand.

    It is made from the pages' own dates, so two builds of one text are the same.
    """
    home = whole("index.md")
    if not home:
        return ""
    pages = [
        (_day(source), page)
        for page, source in indexed(guide).items()
        if page != "index.md" and _day(source)
    ]
    pages.sort(key=lambda entry: entry[1])
    pages.sort(key=lambda entry: entry[0], reverse=True)
    entries = "".join(_entry(guide, page, day, whole(page)) for day, page in pages[:NEWEST])
    newest = max((day for day, _ in pages), default="1970-01-01")
    author = guide.clinic.name or site_name
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">\n'
        f"<title>{escape(site_name)}</title>\n"
        f"<id>{escape(home)}</id>\n"
        f"<link href={quoteattr(home)}/>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(home + "feed.xml")}/>\n'
        f"<updated>{newest}T00:00:00Z</updated>\n"
        f"<author><name>{escape(author)}</name></author>\n"
        f"{entries}</feed>\n"
    )


def _entry(guide: Guide, page: str, day: str, address: str) -> str:
    meta = guide.sources[page].meta
    return (
        f"<entry><title>{escape(name_of(guide, page))}</title><id>{escape(address)}</id><link href={quoteattr(address)}/>"
        f"<updated>{escape(day)}T00:00:00Z</updated><summary>{escape(meta.get('changed') or meta.get('description', ''))}</summary></entry>\n"
    )
