"""What the rules have read is what a visitor gets: no passage, block or link is lost or printed as
signs."""

from __future__ import annotations

from hooks.rendered import check_source


def check(source, guide):
    """Passages, blocks, links and signs that come out of the engine otherwise than the rules read
    them."""
    return check_source(source, guide)
