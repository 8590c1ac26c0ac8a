"""The editorial rules: each file holds one.

A rule has ``check(source, guide)``, which yields the findings of one page, or
``check_guide(guide)``, which yields those of the guide as a whole, or both.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.cache import FindingsCache
from hooks.rules import (
    balance,
    blocks,
    claims,
    doubles,
    files,
    freshness,
    front_matter,
    help_numbers,
    html,
    ledger,
    links,
    marks,
    markup,
    menu,
    merge_conflict,
    numbers,
    reading,
    references,
    rendered,
    safety,
    silences,
    sources,
    structure,
    uncited,
    words,
)
from hooks.text.markdown_file import MarkdownFile

RULES = (
    merge_conflict,
    front_matter,
    structure,
    blocks,
    html,
    markup,
    sources,
    marks,
    links,
    claims,
    uncited,
    balance,
    numbers,
    reading,
    words,
    help_numbers,
    safety,
    freshness,
    references,
    ledger,
    doubles,
    files,
    menu,
    rendered,
)

BEYOND_THE_PAGE = (blocks, links, freshness)
"""Rules that look at other pages or at the calendar. What every other rule found on a page is kept
with it."""

SIGNS = frozenset(
    (
        "block",
        "evidence-mark",
        "help-line",
        "html",
        "link",
        "markup",
        "merge-conflict",
        "source-unknown",
        "structure",
    )
)
"""Findings that say what is wrong with a sign. What the sign does to the page is told only where
none of them is."""

DATA_RULES = (
    html,
    markup,
    links,
    claims,
    uncited,
    balance,
    numbers,
    reading,
    words,
    help_numbers,
    ledger,
)
"""The rules for words that stand in a data file; what its fields hold is checked when it is
read."""

ERROR, WARNING, OVERDUE = "error", "warning", "overdue"
"""What a finding does: it stops a build; it is shown; it is shown, and only ``lint --overdue``
fails."""

SEVERITY = {
    "balance": ERROR,
    "block": ERROR,
    "claims": ERROR,
    "doubles": ERROR,
    "evidence-mark": ERROR,
    "files": ERROR,
    "freshness": OVERDUE,
    "front-matter": ERROR,
    "help-line": ERROR,
    "help-line-age": OVERDUE,
    "help-numbers": ERROR,
    "html": ERROR,
    "ledger": ERROR,
    "link": ERROR,
    "link-place": ERROR,
    "markup": ERROR,
    "menu": ERROR,
    "merge-conflict": ERROR,
    "numbers": ERROR,
    "reading-page": ERROR,
    "reading-passive": WARNING,
    "reading-section": WARNING,
    "reading-sentence": ERROR,
    "reference-age": OVERDUE,
    "reference-double": ERROR,
    "reference-link": ERROR,
    "reference-unused": WARNING,
    "rendered": ERROR,
    "safety": ERROR,
    "silence": ERROR,
    "source-defined": ERROR,
    "source-unknown": ERROR,
    "structure": ERROR,
    "uncited": ERROR,
    "words-clinical": WARNING,
    "words-long": WARNING,
}
"""How much each kind of finding weighs. One that is not listed stops a build."""

NOT_SUPPRESSIBLE = frozenset(
    (
        "merge-conflict",
        "front-matter",
        "silence",
        "block",
        "doubles",
        "files",
        "freshness",
        "html",
        "markup",
        "menu",
        "rendered",
    )
)
"""Findings that no comment silences."""


def check_guide(guide: Guide, pages=None, kept: FindingsCache | None = None) -> list[Finding]:
    """Every finding of every rule.

    Args:
        guide: the guide.
        pages: names of the pages to check (``ketamine/limits.md``); None for all.
        kept: what an earlier run found. Only for a guide that is as its files say.

    Returns:
        The findings by file and line. Faults of data files are always among them.
    """
    findings = list(guide.faults)
    if pages is None:
        for rule in RULES:
            if hasattr(rule, "check_guide"):
                findings += rule.check_guide(guide)
    for page, source in guide.pages.items():
        if pages is not None and page not in pages:
            continue
        findings += source.faults
        if any(fault.rule in ("not-text", "unreadable") for fault in source.faults):
            continue
        findings += _of_page(source, guide, kept)
    for source in guide.shown_text:
        if pages is None or source.page in pages:
            findings += [finding for rule in DATA_RULES for finding in rule.check(source, guide)]
    guide.grades.save()
    if kept:
        kept.save()
    return sorted({with_severity(finding) for finding in findings})


def _of_page(source: MarkdownFile, guide: Guide, kept: FindingsCache | None) -> list[Finding]:
    """What the rules find on a page that could be read, without what is silenced."""
    found = [finding for rule in BEYOND_THE_PAGE for finding in rule.check(source, guide)]
    alone = partial(of_the_page, source, guide)
    found += kept.of(source, alone) if kept else alone()
    if any(finding.rule in SIGNS for finding in found):
        found = [finding for finding in found if finding.rule != "rendered"]
    return silences.apply(source, found, frozenset(SEVERITY) - NOT_SUPPRESSIBLE)


def of_the_page(source: MarkdownFile, guide: Guide) -> list[Finding]:
    """What the rules find that may not know of any other page.

    A page is made with the whole guide at hand, because blocks show other pages;
    what is found on it is about its own words alone.
    """
    alone = replace(guide, pages={source.page: source})
    alone.grades = guide.grades
    return [
        finding
        for rule in RULES
        if rule not in BEYOND_THE_PAGE and hasattr(rule, "check")
        for finding in rule.check(source, guide if rule is rendered else alone)
    ]


def check_changed(guide: Guide, pages=None) -> list[Finding]:
    """Every finding of a guide as it stands on disk; what did not change is not looked at again."""
    return check_guide(guide, pages, FindingsCache(guide.root))


def with_severity(finding: Finding) -> Finding:
    """The finding with what it does."""
    return replace(finding, blocking=SEVERITY.get(finding.rule, ERROR) == ERROR)
