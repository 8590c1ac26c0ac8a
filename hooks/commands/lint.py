"""``lint``: check the content."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from hooks.commands.console import count, page_name, print_findings
from hooks.commands.handbook import rule_page
from hooks.dates import build_date, current_date
from hooks.guide import load_guide
from hooks.rules import SEVERITY, check_changed
from hooks.rules.rule import OVERDUE


def lint(root: Path, paths: Iterable[str] = (), overdue: bool = False) -> int:
    """Print every finding of the guide at ``root``, or of the named pages.

    Args:
        root: the project's root.
        paths: pages to check, with or without ``docs/``; all when there is none.
        overdue: whether what is due for another look fails too, as of today.
    """
    guide = load_guide(root, current_date() if overdue else build_date(root))
    pages = None
    if paths:
        pages = {page_name(root, path) for path in paths}
        unknown = pages - guide.pages.keys()
        if unknown:
            print(f"There is no page {', '.join(sorted(unknown))} under docs/.", file=sys.stderr)
            return 2
    findings = check_changed(guide, pages)
    print_findings(findings)
    late = [finding for finding in findings if SEVERITY.get(finding.rule) == OVERDUE]
    print(summary(findings, late, len(pages or guide.pages), overdue))
    if reasons := sorted({page for each in findings if (page := rule_page(each.rule, guide))}):
        print(f"Why, with examples: {', '.join(reasons)}.")
    return 1 if any(finding.blocking for finding in findings) or (overdue and late) else 0


def summary(findings, late, pages: int, overdue: bool) -> str:
    """What was found, in one sentence or two."""
    stopping = sum(finding.blocking for finding in findings)
    rest = len(findings) - stopping - len(late)
    said = [f"{count(pages, 'page')} checked"]
    if not findings:
        return said[0] + ", nothing to put right."
    if stopping:
        said.append(f"{count(stopping, 'finding')} to put right before the guide can be built")
    if rest:
        said.append(f"{count(rest, 'finding')} to think about")
    if late:
        said.append(f"{len(late)} overdue" + ("" if overdue else ", which stops nothing"))
    return said[0] + ": " + "; ".join(said[1:]) + "."
