"""Copies of the whole project, and its commands run in them as they are typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(folder, *arguments, **environment):
    """Run a command of the guide in a folder; a traceback is never an answer."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH")
    }
    result = subprocess.run(
        [sys.executable, "-m", "hooks", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
    )
    assert "Traceback" not in result.stderr + result.stdout
    return result


def files_of(folder):
    """Every file under a folder with its bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def copy_project(folder):
    """Copy the project without what is made from it, and return the folder."""
    folder.mkdir()
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder
