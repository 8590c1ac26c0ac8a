"""The day by which a page must be looked at again."""

from __future__ import annotations

from datetime import date

from hooks.finding import Finding


def overdue(source, today: date | None) -> bool:
    """Whether the page's ``review_by`` has passed."""
    try:
        return today is not None and date.fromisoformat(str(source.meta.get("review_by"))) < today
    except ValueError:
        return False


def check(source, guide):
    """A ``review_by`` that has passed."""
    if overdue(source, guide.today):
        line, column = source.places.get(("review_by",), (1, 1))
        yield Finding(
            source.path,
            line,
            column,
            "freshness",
            f"This page was to be looked at again by {source.meta['review_by']}.",
            'Read it against its sources, then set "review_by" to the day of the next look. Set "updated" if something changed.',
        )
