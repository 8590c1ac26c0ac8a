"""The fields at the head of a page."""

from __future__ import annotations

from hooks.finding import Finding
from hooks.records import FrontMatter, check as check_record


def check(source, guide):
    """Missing, unknown or wrongly written fields, and a review date that lies before the update."""
    if source.faults:
        return
    template = source.meta.get("template")
    if isinstance(template, str) and not (guide.root / "overrides" / template).is_file():
        line, column = source.places[("template",)]
        yield Finding(
            source.path,
            line,
            column,
            "front-matter",
            f'There is no template "{template}".',
            "Templates stand in the folder overrides; most pages need none, so delete the line.",
        )
    record, findings = check_record(
        FrontMatter, source.meta, source.path, source.places, "front-matter"
    )
    yield from findings
    if record and record.review_by <= record.updated:
        line, column = source.places[("review_by",)]
        yield Finding(
            source.path,
            line,
            column,
            "front-matter",
            '"review_by" is not later than "updated".',
            "Give the day by which the page must be looked at again.",
        )
