"""The list of references: each used, once, findable and fresh."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, OVERDUE, WARNING, Rule

RULE = Rule(
    {
        "reference-double": ERROR,
        "reference-link": ERROR,
        "reference-unused": WARNING,
        "reference-age": OVERDUE,
    }
)


PATH = "docs/data/references.json"


def check_guide(guide: Guide) -> Iterator[Finding]:
    """References nobody uses, two for one work, without a link, or due for another look."""
    seen: dict[str, str] = {}
    for name, reference in guide.references.items():
        finding = partial(Finding, PATH, guide.reference_lines.get(name, 1), 1)
        if guide.pages and name not in guide.uses:
            yield finding(
                "reference-unused",
                f'No page uses the reference "{name}".',
                "Give it as a source where it belongs, or take it out.",
            )
        keys = [f"{reference.title.lower().rstrip('.')} {reference.year}"]
        if reference.doi:
            keys.append("doi " + reference.doi.lower().removeprefix("https://doi.org/"))
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin:
            yield finding(
                "reference-double",
                f'"{name}" and "{twin}" are the same work.',
                "Keep one, and give its name on the pages that use the other.",
            )
        for key in keys:
            seen.setdefault(key, name)
        if not reference.link and not reference.custom.no_link:
            yield finding(
                "reference-link",
                f'The reference "{name}" has no link a reader may follow.',
                'Add its "DOI" or its "URL". If there is none, say why in "custom": {"no_link": '
                '"..."}.',
            )
        again = reference.custom.recheck_on
        if guide.today and again and again < guide.today:
            yield finding(
                "reference-age",
                f'What "{name}" says was to be checked again by {again}.',
                "Open it, see that the pages still say what it says, and set a new day in "
                '"recheck_on".',
            )
