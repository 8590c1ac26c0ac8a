"""Silences: each names a rule, gives a reason and is needed."""

from __future__ import annotations

from functools import partial

from hooks.finding import Finding, nearest
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.suppressions import Suppression, suppressions

RULE = Rule({"silence": ERROR}, suppressible=False)


FEWEST_WORDS = 3


def apply(source: MarkdownFile, findings: list[Finding], known: frozenset[str]) -> list[Finding]:
    """The findings that no silence covers, and what is wrong with the silences.

    Args:
        source: the page.
        findings: what the rules found on it.
        known: the names that can be silenced.
    """
    kept = list(findings)
    for silence in suppressions(source):
        fault = partial(_fault, source, silence)
        if silence.rule not in known:
            kept.append(
                fault(
                    f'There is no rule "{silence.rule}" that can be silenced.'
                    if silence.rule
                    else "This silence names no rule.",
                    nearest(silence.rule, known)
                    if silence.rule
                    else 'Write "<!-- allow claims: why it is right here -->".',
                )
            )
            continue
        if len(silence.reason.split()) < FEWEST_WORDS:
            kept.append(
                fault(
                    "This silence gives no reason.",
                    "Say in three words or more why the line is right as it is; readers of the "
                    "list of silences see it.",
                )
            )
            continue
        covered = [
            finding
            for finding in kept
            if finding.rule == silence.rule and finding.line == silence.about
        ]
        if not covered:
            kept.append(
                fault(
                    f'Nothing on line {silence.about} needs this silence of "{silence.rule}".',
                    "Delete the comment.",
                )
            )
        kept = [finding for finding in kept if finding not in covered]
    return kept


def _fault(source: MarkdownFile, silence: Suppression, message: str, fix: str) -> Finding:
    return Finding(source.path, silence.line, silence.column, "silence", message, fix)
