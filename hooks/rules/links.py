"""Links inside the guide: the page and the place on it exist."""

from __future__ import annotations

import posixpath
import re

from hooks.finding import Finding, nearest
from hooks.source import LINK


def check(source, guide):
    """Links to pages, places and files that are not there, and links that are not relative."""
    folder = posixpath.dirname(source.page)
    for line in source.prose:
        for match in LINK.finditer(line.text):
            target = match.group(3)
            column = match.start(3) + 1
            if not target:
                yield Finding(source.path, line.number, column, "link", "This link goes nowhere.", "Put the page's file between the brackets.")
                continue
            if re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
                continue
            page, _, anchor = target.partition("#")
            if page.startswith("/"):
                wanted = page[1:]
            else:
                wanted = posixpath.normpath(posixpath.join(folder, page)) if page else source.page
            if page and not page.endswith(".md"):
                if not (guide.docs / wanted).is_file():
                    yield Finding(source.path, line.number, column, "link", f'There is no file "{page}".',
                                  nearest(page, _relative(guide, folder)))
                continue
            if wanted not in guide.sources:
                yield Finding(source.path, line.number, column, "link", f'There is no page "{page}".',
                              nearest(page, _relative(guide, folder)))
            elif anchor and anchor not in guide.anchors(wanted):
                yield Finding(source.path, line.number, column, "link-place",
                              f'The page "{wanted}" has no place "#{anchor}".', nearest(anchor, guide.anchors(wanted) or {"top"}))


def _relative(guide, folder):
    return [posixpath.relpath(page, folder or ".") for page in guide.sources]
