"""``weekly``: write what is due for another look and which links lead nowhere."""

from __future__ import annotations

from pathlib import Path

from hooks.commands import link_check
from hooks.commands.console import count
from hooks.dates import current_date
from hooks.guide import load_guide
from hooks.rules import SEVERITY, check_guide
from hooks.rules.rule import OVERDUE


def write_weekly_report(root: Path, file: Path) -> int:
    """Write what is due as of today; the status is 0, for it is no fault."""
    guide = load_guide(root, current_date())
    late = [finding for finding in check_guide(guide) if SEVERITY.get(finding.rule) == OVERDUE]
    links = link_check.links_of(guide)
    answers = link_check.check_links(links)
    file.write_text(link_check.report(late, answers, len(links)), "utf-8")
    gone, by_hand, unseen = (
        sum(answer.came == came for answer in answers) for came in link_check.KINDS
    )
    print(
        f"{len(late)} overdue; {count(len(links), 'link')}: {gone} lead nowhere, "
        f"{by_hand} to open by hand, {unseen} not looked at."
    )
    return 0
