"""``release`` and ``sign``: record what pages say, as the guide's own text or as what was read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from hooks.commands.console import count, page_name, print_findings
from hooks.commands.handbook import write_handbook
from hooks.dates import current_date
from hooks.edition.settings import read_settings
from hooks.edition.signatures import RECORD, SIGNATURES
from hooks.finding import Finding
from hooks.guide import Guide, load_guide
from hooks.rendering.signed_pages import release, sign
from hooks.rules import with_severity


def record_release(root: Path) -> int:
    """Record the guide's own text; in an edition there is none to record."""
    guide = load_guide(root)
    if guide.edition.own:
        print(
            "This is an edition (it has a clinic.yml). Only the guide itself records its own text.",
            file=sys.stderr,
        )
        return 2
    if broken := unreadable(guide):
        print_findings(broken)
        print("Nothing was recorded. What the pages show cannot be read in full.", file=sys.stderr)
        return 2
    name = read_settings(root).get("site_name", "")
    (root / RECORD).write_text(release(guide, str(name)), "utf-8")
    print(f"{RECORD} written: {count(len(guide.pages), 'page')}.")
    if changed := write_handbook(guide):
        print(f"handbook/ written: {count(changed, 'page')}.")
    return 0


def sign_pages(root: Path, paths: Iterable[str], every: bool) -> int:
    """Record that the edition's reviewer has read pages as they stand today."""
    guide = load_guide(root)
    if guide.edition.findings or guide.clinic.reviewer is None:
        print_findings(guide.edition.findings)
        print(
            "Nothing was signed. clinic.yml has to name a reviewer under extra.clinic.reviewer.",
            file=sys.stderr,
        )
        return 2
    if broken := unreadable(guide):
        print_findings(broken)
        print("Nothing was signed. What the pages show cannot be read in full.", file=sys.stderr)
        return 2
    pages = {page_name(root, path) for path in paths}
    if every:
        pages |= {
            page for page, source in guide.pages.items() if not source.section.startswith("for-")
        }
    unknown = pages - guide.pages.keys()
    if unknown or not pages:
        words = (
            f"There is no page {', '.join(sorted(unknown))} under docs/."
            if unknown
            else "Name the pages that were read, or give --all."
        )
        print(f"Nothing was signed. {words}", file=sys.stderr)
        return 2
    (root / SIGNATURES).write_text(sign(guide, pages, current_date()), "utf-8")
    print(
        f"{count(len(pages), 'page')} signed for {guide.clinic.reviewer.name}. Commit "
        f"{SIGNATURES} with the pages."
    )
    return 0


def unreadable(guide: Guide) -> list[Finding]:
    """What keeps pages from being shown as they would be: faults of data and of settings.

    A record of signatures that is at fault is none of it, for signing again mends it.
    """
    faults = [fault for fault in guide.findings if fault.path != SIGNATURES]
    return [fault for fault in sorted(map(with_severity, faults)) if fault.blocking]
