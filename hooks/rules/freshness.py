"""What is due for another look: by its day, or for saying something else than was signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rendering.signed_pages import changed_since_signed
from hooks.rules.rule import OVERDUE, Rule
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"freshness": OVERDUE}, looks_beyond=True, suppressible=False)


def overdue(source, today: date | None) -> bool:
    """Whether the page's ``review_by`` has passed."""
    try:
        return today is not None and date.fromisoformat(str(source.meta.get("review_by"))) < today
    except ValueError:
        return False


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """A ``review_by`` that has passed, and what changed on a page since it was signed."""
    if overdue(source, guide.today):
        line, column = source.places.get(("review_by",), (1, 1))
        yield Finding(
            source.path,
            line,
            column,
            "freshness",
            f"This page was to be looked at again by {source.meta['review_by']}.",
            'Read it against its sources, then set "review_by" to the day of the next look. Set'
            ' "updated" if something changed.',
        )
    # A page whose data cannot be read cannot be shown; what is wrong with them is told first.
    if not guide.findings:
        yield from _changed(source, guide)


def _changed(source, guide):
    for part in changed_since_signed(guide, source.page):
        signature = guide.signatures[source.page]
        elsewhere = f" Some of its words stand in {' and '.join(part.files)}." if part.files else ""
        yield Finding(
            source.path,
            part.line,
            1,
            "freshness",
            f"This page says something else than was signed on {signature.on}: look at {part.name}."
            f"{elsewhere}",
            f"When it has been read again, run: python -m hooks sign docs/{source.page}",
        )
