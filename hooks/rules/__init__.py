"""The editorial rules: each file holds one, a function from a page to findings."""

from __future__ import annotations

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules import blocks, front_matter, ledger, links, marks, merge_conflict, sources

RULES = (merge_conflict, front_matter, blocks, sources, marks, links, ledger)


def check_guide(guide: Guide, pages=None) -> list[Finding]:
    """Every finding of every rule.

    Args:
        guide: the guide.
        pages: names of the pages to check (``ketamine/limits.md``); None for all.

    Returns:
        The findings by file and line. Faults of data files are always among them.
    """
    findings = list(guide.faults)
    for page, source in guide.sources.items():
        if pages is not None and page not in pages:
            continue
        findings += source.faults
        if any(fault.rule in ("not-text", "unreadable") for fault in source.faults):
            continue
        for rule in RULES:
            findings += rule.check(source, guide)
    if pages is None:
        findings += ledger.check_guide(guide)
    return sorted(set(findings))
