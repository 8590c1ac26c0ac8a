"""``build``: check, build beside the last site, and put it in its place."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from hooks.cache import CACHE
from hooks.commands.background_task import BackgroundTask
from hooks.commands.console import print_findings
from hooks.dates import build_date
from hooks.guide import load_guide
from hooks.publish.finish import finish
from hooks.rules import check_changed


def build(root: Path, target: Path) -> int:
    """Build the edition at ``root`` into ``target``.

    The site is built beside the last one and takes its place only when
    everything passed, so a failed build leaves the last good site as it was.
    The checks run while the pages are made.
    """
    guide = load_guide(root, build_date(root))
    if guide.edition.findings:
        # Its file is read by the engine too, so nothing is begun before it is in order.
        print_findings(check_changed(guide))
        print("Nothing was built; the last site is as it was.", file=sys.stderr)
        return 1
    checked = BackgroundTask(check_changed, guide)
    from hooks.mkdocs_events import make_site  # takes its time to load, and lint never needs it

    # Beside the target, so that putting it in place is a rename on one disk.
    work = target.parent / ".build"
    shutil.rmtree(work, ignore_errors=True)
    made, faults, failure = work / "site", [], None
    try:
        faults = make_site(guide, made)
    except Exception as error:  # what is wrong with a page may be more than an engine can take
        failure = error
    findings = checked.result()
    if any(finding.blocking for finding in findings):
        print_findings(findings)
        print("Nothing was built; the last site is as it was.", file=sys.stderr)
        return 1
    if failure:
        raise failure
    if faults:
        print(*faults, "Nothing was built; the last site is as it was.", sep="\n", file=sys.stderr)
        return 1
    findings = finish(made, root, guide.clinic.opened_origins, root / CACHE, guide)
    if findings:
        print_findings(findings)
        print(
            "The pages hold what must not be published; the last site is as it was.",
            file=sys.stderr,
        )
        return 1
    old = work / "old"
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(work, ignore_errors=True)
    pages = sum(1 for _ in target.rglob("*.html"))
    print(
        f"{pages} pages built into "
        f"{target.relative_to(root) if target.is_relative_to(root) else target}/."
    )
    return 0
