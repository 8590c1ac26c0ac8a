"""How others find the guide: which pages are for them, the map of the site, and the
feed of changes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from hooks.guide import Guide
from hooks.text.markdown_file import MarkdownFile

PICTURE = "assets/card.png"
"""The picture shown with a link to the guide; it has no words, so that it fits every edition."""

NOT_INDEXED = ("for-editors",)
"""Sections that only those who write the guide look for."""

NEWEST = 40
"""The most entries the feed has."""


def is_indexed(source: MarkdownFile) -> bool:
    """Whether search engines may show a page."""
    return (
        not source.findings
        and source.meta.get("index") != "false"
        and source.section not in NOT_INDEXED
    )


def indexed(guide: Guide) -> dict[str, MarkdownFile]:
    """The pages that search engines may show, by name, in the order of their names."""
    return {page: source for page, source in sorted(guide.pages.items()) if is_indexed(source)}


def public_title(source: MarkdownFile) -> str:
    """A page's title where others may see it: in a tab, the history, a preview of its
    link or the feed.
    """
    neutral = source.meta.get("neutral_title")
    return neutral if isinstance(neutral, str) and neutral else source.title


def name_of(guide: Guide, page: str, number: str = "") -> str:
    """What a page is called where others may see it.

    Args:
        guide: the guide.
        page: the page's name.
        number: its place in the menu, by which an edition without any telling title tells pages
            apart.
    """
    if guide.clinic.neutral_titles:
        return f"Reading list {number}".strip()
    return public_title(guide.pages[page])


def description_of(guide: Guide, page: str, usual: str) -> str:
    """What is said of a page where others may see it.

    Args:
        guide: the guide.
        page: the page's name.
        usual: the sentence that fits any page, for those whose own would undo a neutral title.
    """
    meta = guide.pages[page].meta
    # The first page's neutral title only leaves out the site's name; the page is no secret.
    neutral = guide.clinic.neutral_titles or (meta.get("neutral_title") and page != "index.md")
    return usual if neutral else str(meta.get("description", ""))


def _day(source: MarkdownFile) -> str:
    """The day a page was last changed, as text; nothing where that is not known."""
    with suppress(ValueError):
        return date.fromisoformat(str(source.meta.get("updated"))).isoformat()
    return ""


def sitemap(guide: Guide, absolute_url: Callable[[str], str]) -> str:
    """``sitemap.xml`` with the indexed pages; empty when ``site_url`` is not set.

    Args:
        guide: the guide.
        absolute_url: gives a page's absolute URL from its name, or "".
    """
    if not absolute_url("index.md"):
        return ""
    pages = "".join(
        f"<url><loc>{escape(absolute_url(page))}</loc><lastmod>{_day(source)}</lastmod></url>\n"
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


def feed(guide: Guide, title: str, usual: str, absolute_url: Callable[[str], str]) -> str:
    """The feed of changes (Atom), the newest first; empty when ``site_url`` is not set.

    It is made from the pages' own dates, so two builds of one text are the same.
    It names neither the site nor the clinic, as no title does.

    Args:
        guide: the guide.
        title: what the feed is called.
        usual: what is said of a page with a neutral title (see ``description_of``).
        absolute_url: gives a page's absolute URL from its name, or "".
    """
    home = absolute_url("index.md")
    if not home:
        return ""
    pages = [
        (_day(source), page)
        for page, source in indexed(guide).items()
        if page != "index.md" and _day(source)
    ]
    pages.sort(key=lambda entry: entry[1])
    pages.sort(key=lambda entry: entry[0], reverse=True)
    entries = "".join(
        _entry(guide, page, day, usual, absolute_url(page)) for day, page in pages[:NEWEST]
    )
    newest = max((day for day, _ in pages), default="1970-01-01")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">\n'
        f"<title>{escape(title)}</title>\n"
        f"<id>{escape(home)}</id>\n"
        f"<link href={quoteattr(home)}/>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(home + "feed.xml")}/>\n'
        f"<updated>{newest}T00:00:00Z</updated>\n"
        # The format wants an author; the address says who publishes, and stands here anyway.
        f"<author><name>{escape(urlsplit(home).netloc)}</name></author>\n"
        f"{entries}</feed>\n"
    )


def _entry(guide: Guide, page: str, day: str, usual: str, address: str) -> str:
    description = description_of(guide, page, usual)
    changed = "" if description == usual else guide.pages[page].meta.get("changed")
    return (
        f"<entry><title>{escape(name_of(guide, page))}</title>"
        f"<id>{escape(address)}</id><link href={quoteattr(address)}/>"
        f"<updated>{escape(day)}T00:00:00Z</updated>"
        f"<summary>{escape(changed or description)}</summary></entry>\n"
    )
