"""The policy of a page: what a browser may load for it, and what it may tell others.

The search fetches its index from the site itself; pages on which somebody
answers questions or looks for help fetch nothing at all, so there even a fault
in the guide's own scripts could send nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOSED_FOLDERS = ("reflect/", "help/")
"""Sections whose pages fetch nothing and get nothing from elsewhere, whatever a clinic opens."""

PRIVATE_PART = re.compile(r"""<form\b|<[a-z][^<>]*\sdata-(?:quiz|private)\b""", re.I)
"""A part of a page that takes answers closes the page, wherever it stands.

The search is no form.
"""

OPENED = ("script-src", "style-src", "img-src", "font-src", "connect-src", "frame-src")
"""What an opened origin may give. Not where a form may send: nothing on the guide sends a form."""

CHARSET = re.compile(r"<meta\s+charset\s*=[^>]*>", re.I)
HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.I)


def is_closed(address: str, content: str = "") -> bool:
    """Whether a page fetches nothing.

    Args:
        address: the page's address in the site, or its file in ``docs/``.
        content: the page's HTML.
    """
    return address.startswith(CLOSED_FOLDERS) or bool(PRIVATE_PART.search(content))


def policy(closed: bool = False, opened: Sequence[str] = ()) -> str:
    """The Content-Security-Policy of a page.

    Args:
        closed: whether the page fetches nothing (see ``is_closed``).
        opened: the origins a clinic has opened; they never count on a closed page.
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'none'"] if closed else ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
    }
    if opened and not closed:
        for name in OPENED:
            rules.setdefault(name, []).extend(opened)
    else:
        # No script may make text into a part of the page or into code.
        rules |= {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def head_lines(closed: bool = False, opened: Sequence[str] = ()) -> str:
    """The elements that put a page under its policy.

    Beside the policy: no address is told to the site a link leads to, and no
    name is looked up before a link is pressed.
    """
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(closed, opened)}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta http-equiv="x-dns-prefetch-control" content="off">'
    )


def with_policy(text: str, lines: str) -> str | None:
    """A page with its policy before everything that it could load; None when the page has no head.

    No line is added, so that what is found in the page is found at the line it was read from.
    """
    head = HEAD.search(text)
    if not head:
        return None
    charset = CHARSET.search(text, head.end())
    end = (
        charset.end() if charset and not text[head.end() : charset.start()].strip() else head.end()
    )
    return text[:end] + lines + text[end:]
