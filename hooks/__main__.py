"""``python -m hooks`` with ``lint``, ``build``, ``handouts``, ``schema``, ``release``, ``sign`` or
``weekly``."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from pathlib import Path

from hooks.commands import link_check
from hooks.edition import signatures as own_text
from hooks.edition import settings as clinic
from hooks.reflections import definition as quiz
from hooks.commands.background_task import BackgroundTask
from hooks.finding import Finding
from hooks.cache import CACHE
from hooks.guide import Guide, load_guide
from hooks.commands.handouts import handouts
from hooks.publish.folder_copy import copy_for_files
from hooks.publish.policy import opened_origins
from hooks.publish.seal import seal
from hooks.rules import OVERDUE, SEVERITY, check_changed, check_guide, with_severity
from hooks.dates import build_date, current_date

ROOT = Path(__file__).resolve().parents[1]


def main(arguments=None) -> int:
    """Run a command; the exit status is 0 when there is nothing to put right."""
    parser = argparse.ArgumentParser(prog="python -m hooks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lint_command = commands.add_parser("lint", help="check the content")
    lint_command.add_argument("paths", nargs="*", help="pages to check; all when none is named")
    lint_command.add_argument(
        "--overdue",
        action="store_true",
        help="fail also when a page, a help line or a source is due for another look",
    )
    build_command = commands.add_parser(
        "build", help="check, build beside the last site, and put it in its place"
    )
    build_command.add_argument("--into", default="site", help="the folder of the finished site")
    build_command.add_argument(
        "--files",
        metavar="FOLDER",
        help="write also a copy that opens from a folder, without a web server",
    )
    handouts_command = commands.add_parser(
        "handouts", help="print the sheets and the booklet as PDF files"
    )
    handouts_command.add_argument("--into", default="handouts", help="the folder of the files")
    commands.add_parser(
        "schema",
        help="write the schemas of a reflection and of clinic.yml, by which an editor completes "
        "them",
    )
    commands.add_parser(
        "release", help="record the guide's own text, so that an edition can say where it differs"
    )
    weekly_command = commands.add_parser(
        "weekly", help="write what is due for another look and which links lead nowhere"
    )
    weekly_command.add_argument(
        "--report", default="report.md", help="the file to write; it is empty when nothing is due"
    )
    sign_command = commands.add_parser(
        "sign", help="record that the edition's reviewer has read pages as they stand"
    )
    sign_command.add_argument("paths", nargs="*", help="the pages that were read")
    sign_command.add_argument("--all", action="store_true", help="every page for visitors was read")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    if options.command == "lint":
        return lint(root, options.paths, options.overdue)
    if options.command == "schema":
        return write_schemas(root)
    if options.command == "handouts":
        return handouts(load_guide(root), lambda site: build(root, site), root / options.into)
    if options.command == "release":
        return record_release(root)
    if options.command == "weekly":
        return write_weekly_report(root, root / options.report)
    if options.command == "sign":
        return sign_pages(root, options.paths, options.all)
    status = build(root, root / options.into)
    if status == 0 and options.files:
        copy_for_files(root / options.into, root / options.files)
        print(f"Open {options.files}/index.html in a browser to read it.")
    return status


def lint(root: Path, paths=(), overdue: bool = False) -> int:
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
    return 1 if any(finding.blocking for finding in findings) or (overdue and late) else 0


def write_schemas(root: Path) -> int:
    """Write the schemas by which an editor of YAML completes and checks what is typed."""
    guide = load_guide(root)
    regions = guide.help.regions if guide.help else ()
    for path, text in (
        (quiz.SCHEMA, quiz.schema()),
        (clinic.SCHEMA, clinic.schema(regions, guide.offers)),
    ):
        (root / path).write_text(text, "utf-8")
        print(f"{path} written.")
    return 0


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
    name = clinic.read_settings(root).get("site_name", "")
    (root / own_text.RECORD).write_text(own_text.release(guide, str(name)), "utf-8")
    print(f"{own_text.RECORD} written: {count(len(guide.pages), 'page')}.")
    return 0


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


def sign_pages(root: Path, paths, every: bool) -> int:
    """Record that the edition's reviewer has read pages as they stand today."""
    guide = load_guide(root)
    if guide.edition.faults or guide.clinic.reviewer is None:
        print_findings(guide.edition.faults)
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
    (root / own_text.SIGNATURES).write_text(own_text.sign(guide, pages, current_date()), "utf-8")
    print(
        f"{count(len(pages), 'page')} signed for {guide.clinic.reviewer.name}. Commit "
        f"{own_text.SIGNATURES} with the pages."
    )
    return 0


def unreadable(guide: Guide) -> list[Finding]:
    """What keeps pages from being shown as they would be: faults of data and of settings.

    A record of signatures that is at fault is none of it, for signing again mends it.
    """
    faults = [fault for fault in guide.faults if fault.path != own_text.SIGNATURES]
    return [fault for fault in sorted(map(with_severity, faults)) if fault.blocking]


def page_name(root: Path, path: str) -> str:
    """A page's name from the path an editor or a shell gives."""
    file = Path(path)
    if file.is_absolute() and file.is_relative_to(root):
        file = file.relative_to(root)
    return file.as_posix().removeprefix("docs/")


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


def count(number: int, thing: str) -> str:
    """A number with its thing, one or many."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def build(root: Path, target: Path) -> int:
    """Build the edition at ``root`` into ``target``.

    The site is built beside the last one and takes its place only when
    everything passed, so a failed build leaves the last good site as it was.
    The checks run while the pages are made.
    """
    guide = load_guide(root, build_date(root))
    if guide.edition.faults:
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
    findings = seal(made, root, opened_origins(guide.clinic), root / CACHE, guide)
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


def print_findings(findings) -> None:
    """Print findings to the terminal, and as annotations inside GitHub Actions."""
    for finding in findings:
        print(finding, file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in findings:
            print(finding.as_annotation())


if __name__ == "__main__":
    gc.disable()  # a run is over before it has left enough behind to be worth a search
    sys.exit(main())
