"""The evidence ledger and the pages agree.

A mark may not be stronger than the statements it names, every section of a
clinical page rests on something, every statement is used by a page or says why
not, and every statement has a place where a reader finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.blocks import BY_NAME, with_trait
from hooks.data.statements import PATH, STRENGTH
from hooks.finding import Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.rules.uncited import NAVIGATION, SECTIONS, carries, covered_sections
from hooks.text.inline import plain
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import LINK

RULE = Rule({"ledger": ERROR}, reads_data=True)


ROW = re.compile(r"[AB]\d")
"""How the number of a row of the list of claims begins."""

BESIDE = frozenset(BY_NAME) - with_trait("SUPPORTS_SECTION")
"""Blocks whose words do not make a section rest on something, or on nothing."""


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Marks of one page that name unknown statements or say more than theirs do, and
    sections without any.
    """
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
    yield from _resting_on_nothing(source, guide)


def _resting_on_nothing(source, guide):
    """Sections of a clinical page whose words have no source, no mark and no page that has them."""
    if source.section not in SECTIONS:
        return
    covered = covered_sections(source)
    sections: dict[int, list] = {}
    for passage in guide.passages(source):
        if passage.kind in ("paragraph", "item", "cell") and not BESIDE.intersection(passage.block):
            sections.setdefault(passage.section, []).append(passage)
    for number, passages in sections.items():
        heading = source.headings[number] if number >= 0 else None
        if heading is None or heading.level == 1 or number in covered:
            continue
        if all(sentence.endswith("?") for passage in passages for sentence in passage.sentences):
            continue
        if not any(carries(passage.raw) or _leads_on(passage.raw) for passage in passages):
            yield Finding(
                source.path,
                heading.line,
                1,
                "ledger",
                f'The section "{heading.text}" rests on nothing: no source, no mark, no page that'
                " has them.",
                'Give its statements their sources or marks. If it states no fact, put "[practical'
                ' advice]" alone below the heading.',
            )


def _leads_on(raw: str) -> bool:
    """Whether some Markdown only says where to read on."""
    return ".md" in raw and len(plain(LINK.sub("", raw)).split()) <= NAVIGATION


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Statements that no page uses and that do not say why, or that do and are used."""
    ledger = guide.ledger
    places = {
        statement.number: guide.data[PATH].place(("groups", n, "statements", k))
        for n, group in enumerate(guide.statements.groups if guide.statements else ())
        for k, statement in enumerate(group.statements)
    }
    for number, statement in ledger.statements.items():
        line, column = places.get(number, (1, 1))
        if number not in ledger.used_in and not statement.unused:
            yield Finding(
                PATH,
                line,
                column,
                "ledger",
                f"No page rests on statement {number}.",
                'Name it in a mark where a page says it, or add a line "unused:" that says why it'
                " is kept.",
            )
        if number in ledger.used_in and statement.unused:
            yield Finding(
                PATH,
                line,
                column,
                "ledger",
                f"Statement {number} is used, and also says that it is not.",
                'Delete its line "unused:".',
            )
        if number not in ledger.pages:
            yield Finding(
                PATH,
                line,
                column,
                "ledger",
                f"No page of the ledger shows statement {number}.",
                'Add its group to a block "/// ledger | ..." under docs/about/evidence/.',
            )
