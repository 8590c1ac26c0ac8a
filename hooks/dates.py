"""The day the guide takes for today."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

FIRST = "1767225600"
"""2026-01-01, outside of a repository."""


def last_change(root: Path) -> str:
    """The time of the last commit in seconds since 1970, or 2026-01-01 outside a repository.

    It is the only time a build knows, so two builds of one commit are the same.
    """
    try:
        result = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True
        )
    except OSError:
        return FIRST
    return result.stdout.strip() or FIRST


@contextmanager
def build_time(root: Path):
    """Have ``SOURCE_DATE_EPOCH``, which the engine dates pages by, say ``last_change``
    unless it is set.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = given or last_change(root)
    try:
        yield
    finally:
        if given is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = given


def build_date(root: Path) -> date:
    """The day of a build: ``SOURCE_DATE_EPOCH``, else that of the last commit."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(
        int(seconds if seconds.isdigit() else last_change(root)), UTC
    ).date()


def current_date() -> date:
    """The day on the calendar, unless ``SOURCE_DATE_EPOCH`` says another; only ``lint
    --overdue`` asks for it.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds.isdigit() else date.today()


def format_date(day: date) -> str:
    """A date as Americans write it: November 22, 2026."""
    return f"{day:%B} {day.day}, {day.year}"
