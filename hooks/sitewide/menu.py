"""The menu of a page: the whole guide, or what is near in a guide too large for one menu."""

from __future__ import annotations

MOST = 120
"""The most pages a menu names.

Above it, it names the page's own section and the way into each of the others.
"""

NEAR = 10
"""How many pages before and after it a page names of its section, in a guide that large."""


def count(items) -> int:
    """How many pages some items of the navigation hold, those of sections counted."""
    return sum(count(item.children) if item.children else 1 for item in items)


def menu(items, page, everything: bool) -> list[tuple[str, list]]:
    """Sections with their pages.

    Args:
        items: pages and sections as the engine has them, with ``title``, ``url`` and ``children``.
        page: the page that the menu stands on.
        everything: whether each page names every other.

    Returns:
        The title and the pages of each section, in order. A page that stands in no section has the
        title "".
    """
    sections = []
    for item in items:
        pages = item.children or [item]
        if item.children and not everything:
            place = next((n for n, child in enumerate(pages) if child is page), None)
            pages = pages[:1] if place is None else pages[max(0, place - NEAR) : place + NEAR + 1]
        sections.append((item.title if item.children else "", pages))
    return sections
