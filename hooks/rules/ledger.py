"""The evidence ledger and the pages agree.

A mark may not be stronger than the statements it names, every statement is
used by a page or says why not, and every statement has a place where a
reader finds it.
"""

from __future__ import annotations

from hooks.finding import Finding, nearest
from hooks.ledger import STRENGTH

PATH = "docs/data/statements.yml"


def check(source, guide):
    """Marks of one page that name unknown statements or say more than theirs do."""
    ledger = guide.ledger
    rows = {row for claim in guide.claims.claims for row in claim.evidence} if guide.claims else set()
    for use in ledger.uses:
        if use.path != source.path:
            continue
        known = [ledger.statements[number] for number in use.mark.statements if number in ledger.statements]
        for number in use.mark.statements:
            if number not in ledger.statements and number[:1] not in ("A", "B"):
                yield Finding(source.path, use.line, use.column, "ledger", f'There is no statement "{number}".',
                              nearest(number, ledger.statements))
        if known and all(STRENGTH[use.mark.grade] > STRENGTH[statement.grade] for statement in known):
            best = max(known, key=lambda statement: STRENGTH[statement.grade])
            yield Finding(
                source.path, use.line, use.column, "ledger",
                f'The mark says "{use.mark.grade}", but statement {best.number} is "{best.grade}".',
                f'Write "{best.grade}", or name the statement that is stronger.',
            )


def check_guide(guide):
    """Statements that no page uses and that do not say why, or that do and are used."""
    ledger = guide.ledger
    for number, statement in ledger.statements.items():
        line, column = guide.statement_places.get(number, (1, 1))
        if number not in ledger.used_in and not statement.unused:
            yield Finding(PATH, line, column, "ledger", f"No page rests on statement {number}.",
                          'Name it in a mark where a page says it, or add a line "unused:" that says why it is kept.')
        if number in ledger.used_in and statement.unused:
            yield Finding(PATH, line, column, "ledger", f'Statement {number} is used, and also says that it is not.',
                          'Delete its line "unused:".')
        if number not in ledger.pages:
            yield Finding(PATH, line, column, "ledger", f"No page of the ledger shows statement {number}.",
                          'Add its group to a block "/// ledger | ..." under docs/about/evidence/.')
