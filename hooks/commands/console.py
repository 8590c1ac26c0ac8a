"""What commands print, and how they read what is typed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from hooks.finding import Finding


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings to the terminal, and as annotations inside GitHub Actions."""
    for finding in findings:
        print(finding, file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in findings:
            print(finding.as_annotation())


def count(number: int, thing: str) -> str:
    """A number with its thing, one or many."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def page_name(root: Path, path: str) -> str:
    """A page's name from the path an editor or a shell gives."""
    file = Path(path)
    if file.is_absolute() and file.is_relative_to(root):
        file = file.relative_to(root)
    return file.as_posix().removeprefix("docs/")
