"""The evidence ledger and the pages agree.

A mark may not be stronger than the statements it names, and every statement has
a place where a reader finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.data.statements import PATH, STRENGTH
from hooks.finding import Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"ledger": ERROR}, reads_data=True)


ROW = re.compile(r"[AB]\d")
"""How the number of a row of the list of claims begins."""


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Marks of one page that name unknown statements or say more than theirs do."""
    ledger = guide.ledger
    rows = guide.claims.known_rows if guide.claims else None
    for use in ledger.uses_in(source):
        known = [
            ledger.statements[number]
            for number in use.mark.statements
            if number in ledger.statements
        ]
        for number in use.mark.statements:
            if number in ledger.statements:
                continue
            if ROW.match(number):
                if rows is not None and number not in rows:
                    yield Finding(
                        source.path,
                        use.line,
                        use.column,
                        "ledger",
                        f'There is no row "{number}" in the list of claims.',
                        nearest(number, rows, "Look for it in docs/data/claims.yml."),
                    )
            else:
                yield Finding(
                    source.path,
                    use.line,
                    use.column,
                    "ledger",
                    f'There is no statement "{number}".',
                    nearest(number, ledger.statements),
                )
        if known and all(
            STRENGTH[use.mark.grade] > STRENGTH[statement.grade] for statement in known
        ):
            best = max(known, key=lambda statement: STRENGTH[statement.grade])
            yield Finding(
                source.path,
                use.line,
                use.column,
                "ledger",
                f'The mark says "{use.mark.grade}", but statement {best.number} is "{best.grade}".',
                f'Write "{best.grade}", or name the statement that is stronger.',
            )


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Statements that a reader finds nowhere."""
    ledger = guide.ledger
    places = {
        statement.number: guide.data[PATH].place(("groups", n, "statements", k))
        for n, group in enumerate(guide.statements.groups if guide.statements else ())
        for k, statement in enumerate(group.statements)
    }
    for number in ledger.statements:
        line, column = places.get(number, (1, 1))
        if number not in ledger.pages:
            yield Finding(
                PATH,
                line,
                column,
                "ledger",
                f"No page of the ledger shows statement {number}.",
                'Add its group to a block "/// ledger | ..." under docs/about/evidence/.',
            )
