"""``python -m hooks`` with ``lint``, ``build``, ``handouts``, ``schema``, ``release``, ``sign``,
``weekly`` or ``explain``."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from hooks.commands.build import build
from hooks.commands.explain import explain
from hooks.commands.handouts import handouts
from hooks.commands.lint import lint
from hooks.commands.schema import write_schemas
from hooks.commands.sign import record_release, sign_pages
from hooks.commands.weekly import write_weekly_report
from hooks.guide import load_guide
from hooks.publish.folder_copy import copy_for_files


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
    explain_command = commands.add_parser(
        "explain", help="show how the rules on wording read a text"
    )
    explain_command.add_argument("text", nargs="*", help="a sentence or a few, in quotes")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    if options.command == "lint":
        return lint(root, options.paths, options.overdue)
    if options.command == "explain":
        return explain(root, " ".join(options.text))
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


if __name__ == "__main__":
    gc.disable()  # a run is over before it has left enough behind to be worth a search
    sys.exit(main())
