"""The menu of a page: the whole guide, or what is near in a guide too large for one menu."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 120
"""The most pages a menu names.

Above it, it names the page's own group and the way into each of the others.
"""

NEAR = 10
"""How many pages before and after it a page names of its group, in a guide that large."""


@dataclass(frozen=True)
class Group:
    """What opens together in the menu.

    Attributes:
        title: its name; empty for a page that stands on its own.
        parts: the title of each part, empty where the group has none, and its pages as the engine
            has them, with ``title`` and ``url``.
        here: whether the page that the menu stands on is one of them.
    """

    title: str
    parts: tuple[tuple[str, tuple], ...]
    here: bool


def count(items) -> int:
    """How many pages some items of the navigation hold, those of sections counted."""
    return sum(count(item.children) if item.children else 1 for item in items)


def menu(items, page, everything: bool) -> list[Group]:
    """The groups of the menu, in order.

    Args:
        items: pages and sections as the engine has them, with ``title``, ``url`` and ``children``.
        page: the page that the menu stands on.
        everything: whether each page names every other.
    """
    groups = []
    for item in items:
        parts = _parts(item)
        here = any(each is page for _, pages in parts for each in pages)
        if item.children and not everything:
            pages = [each for _, part in parts for each in part]
            place = next((n for n, each in enumerate(pages) if each is page), None)
            near = pages[:1] if place is None else pages[max(0, place - NEAR) : place + NEAR + 1]
            parts = (("", tuple(near)),)
        groups.append(Group(item.title if item.children else "", parts, here))
    return groups


def _parts(item) -> tuple[tuple[str, tuple], ...]:
    """The parts of a group; pages that stand before the first part have one without a title."""
    if not item.children:
        return (("", (item,)),)
    loose = tuple(child for child in item.children if not child.children)
    return (("", loose),) * bool(loose) + tuple(
        (child.title, tuple(page for _, pages in _parts(child) for page in pages))
        for child in item.children
        if child.children
    )
