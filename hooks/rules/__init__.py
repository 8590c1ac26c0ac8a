"""The editorial rules: each file holds one, and is found by being here.

A rule says what it is in ``RULE``. It has ``check(source, guide)``, which yields the findings of
one page, or ``check_guide(guide)``, which yields those of the guide as a whole, or both.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from hooks.cache import FindingsCache
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules import rendered, silences
from hooks.rules.rule import ERROR
from hooks.text.markdown_file import MarkdownFile

RULES: dict[str, ModuleType] = {
    module.name: rule
    for module in iter_modules(__path__)
    if hasattr(rule := import_module(f"{__name__}.{module.name}"), "RULE")
}
"""Every rule by the name of its file."""

SEVERITY: dict[str, str] = {
    name: severity for rule in RULES.values() for name, severity in rule.RULE.findings.items()
}
"""What each kind of finding does. One that is of no rule stops a build."""


def rules_with(**traits: bool) -> list[ModuleType]:
    """The rules whose ``RULE`` has these values: ``rules_with(suppressible=True)``."""
    return [
        rule
        for rule in RULES.values()
        if all(getattr(rule.RULE, name) == value for name, value in traits.items())
    ]


def _names(rules: list[ModuleType]) -> frozenset[str]:
    return frozenset(name for rule in rules for name in rule.RULE.findings)


SUPPRESSIBLE = _names(rules_with(suppressible=True))
ABOUT_SIGNS = _names(rules_with(is_about_signs=True))


def check_guide(guide: Guide, pages=None, kept: FindingsCache | None = None) -> list[Finding]:
    """Every finding of every rule.

    Args:
        guide: the guide.
        pages: names of the pages to check (``ketamine/limits.md``); None for all.
        kept: what an earlier run found. Only for a guide that is as its files say.

    Returns:
        The findings by file and line. Faults of data files are always among them.
    """
    findings = list(guide.findings)
    if pages is None:
        for rule in RULES.values():
            if hasattr(rule, "check_guide"):
                findings += rule.check_guide(guide)
    for page, source in guide.pages.items():
        if pages is not None and page not in pages:
            continue
        findings += source.findings
        if any(fault.rule in ("not-text", "unreadable") for fault in source.findings):
            continue
        findings += _of_page(source, guide, kept)
    for source in guide.shown_text:
        if pages is None or source.page in pages:
            findings += _found(rules_with(reads_data=True), source, guide)
    guide.grades.save()
    if kept:
        kept.save()
    return sorted({with_severity(finding) for finding in findings})


def _of_page(source: MarkdownFile, guide: Guide, kept: FindingsCache | None) -> list[Finding]:
    """What the rules find on a page that could be read, without what is silenced."""
    found = _found(rules_with(looks_beyond=True), source, guide)
    alone = partial(of_the_page, source, guide)
    found += kept.of(source, alone) if kept else alone()
    if any(finding.rule in ABOUT_SIGNS for finding in found):
        found = [finding for finding in found if finding.rule not in rendered.RULE.findings]
    return silences.apply(source, found, SUPPRESSIBLE)


def of_the_page(source: MarkdownFile, guide: Guide) -> list[Finding]:
    """What the rules find that may not know of any other page.

    A page is made with the whole guide at hand, because blocks show other pages;
    what is found on it is about its own words alone.
    """
    alone = replace(guide, pages={source.page: source})
    alone.grades = guide.grades
    return _found(rules_with(looks_beyond=False, makes_page=False), source, alone) + _found(
        rules_with(makes_page=True), source, guide
    )


def _found(rules: list[ModuleType], source: MarkdownFile, guide: Guide) -> list[Finding]:
    return [
        finding for rule in rules if hasattr(rule, "check") for finding in rule.check(source, guide)
    ]


def check_changed(guide: Guide, pages=None) -> list[Finding]:
    """Every finding of a guide as it stands on disk; what did not change is not looked at again."""
    return check_guide(guide, pages, FindingsCache(guide.root))


def with_severity(finding: Finding) -> Finding:
    """The finding with what it does."""
    return replace(finding, blocking=SEVERITY.get(finding.rule, ERROR) == ERROR)
