"""``python -m hooks lint [paths]``, ``python -m hooks build`` and ``python -m hooks schema``."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from hooks.clinic import edition
from hooks.guide import load_guide
from hooks.published import seal
from hooks.quiz import SCHEMA, schema
from hooks.rules import check_guide

ROOT = Path(__file__).resolve().parents[1]


def main(arguments=None) -> int:
    """Run a command; the exit status is 0 when there is nothing to put right."""
    parser = argparse.ArgumentParser(prog="python -m hooks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lint_command = commands.add_parser("lint", help="check the content")
    lint_command.add_argument("paths", nargs="*", help="pages to check; all when none is named")
    build_command = commands.add_parser("build", help="check, build beside the last site, and put it in its place")
    build_command.add_argument("--into", default="site", help="the folder of the finished site")
    commands.add_parser("schema", help="write the schema of a reflection, by which an editor completes it")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    if options.command == "lint":
        return lint(root, options.paths)
    if options.command == "schema":
        (root / SCHEMA).write_text(schema(), "utf-8")
        print(f"{SCHEMA} written.")
        return 0
    return build(root, root / options.into)


def lint(root: Path, paths=()) -> int:
    """Print every finding of the guide at ``root``, or of the named pages."""
    guide = load_guide(root)
    pages = None
    if paths:
        pages = {path.removeprefix("./").removeprefix("docs/") for path in paths}
        unknown = pages - guide.sources.keys()
        if unknown:
            print(f"There is no page {', '.join(sorted(unknown))} under docs/.", file=sys.stderr)
            return 2
    findings = check_guide(guide, pages)
    show(findings)
    if not findings:
        print(f"{len(pages) if pages else len(guide.sources)} pages checked, nothing to put right.")
    return 1 if any(finding.blocking for finding in findings) else 0


def build(root: Path, target: Path) -> int:
    """Build the edition at ``root`` into ``target``.

    The site is built beside the last one and takes its place only when
    everything passed, so a failed build leaves the last good site as it was.
    """
    guide = load_guide(root)
    findings = check_guide(guide)
    if any(finding.blocking for finding in findings):
        show(findings)
        print("Nothing was built; the last site is as it was.", file=sys.stderr)
        return 1
    # Beside the target, so that putting it in place is a rename on one disk.
    work = target.parent / ".build"
    shutil.rmtree(work, ignore_errors=True)
    made = work / "site"
    environment = {"SOURCE_DATE_EPOCH": last_change(root), **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(edition(root)), "--site-dir", str(made)],
        cwd=root, env=environment, capture_output=True, text=True,
    )
    if result.returncode:
        print(_plain(result.stderr), file=sys.stderr)
        print("Nothing was built; the last site is as it was.", file=sys.stderr)
        return 1
    findings = seal(made)
    if findings:
        show(findings)
        print("The pages hold what must not be published; the last site is as it was.", file=sys.stderr)
        return 1
    old = work / "old"
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(work, ignore_errors=True)
    pages = sum(1 for _ in target.rglob("*.html"))
    print(f"{pages} pages built into {target.relative_to(root) if target.is_relative_to(root) else target}/.")
    return 0


def last_change(root: Path) -> str:
    """The time of the last commit in seconds since 1970, or 2026-01-01 outside a repository or without git.

    It is the only time a build knows, so two builds of one commit are the same.
    """
    try:
        result = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True)
    except FileNotFoundError:
        return "1767225600"
    return result.stdout.strip() or "1767225600"


def show(findings) -> None:
    """Print findings to the terminal, and as annotations inside GitHub Actions."""
    for finding in findings:
        print(finding, file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in findings:
            print(finding.as_annotation())


def _plain(log: str) -> str:
    """A build log without what says nothing to an editor."""
    lines = [line for line in log.splitlines() if line.strip() and not line.startswith("INFO")]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
