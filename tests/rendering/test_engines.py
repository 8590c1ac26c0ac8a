"""The way out: the same project, built by the engine that takes MkDocs' place, gives
the same pages.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from outside_tools import leave_out
from project import copy_project, files_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def properdocs(tmp_path_factory):
    """The folder in which ProperDocs is installed for these tests, beside what the guide uses."""
    folder = tmp_path_factory.mktemp("properdocs")
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--retries",
            "0",
            "--timeout",
            "10",
            "--target",
            str(folder),
            "-r",
            str(ROOT / "tests" / "properdocs.txt"),
        ],
        capture_output=True,
        text=True,
    )
    if result.returncode:
        leave_out("ProperDocs (it cannot be installed here)")
    return folder


def run(project, engine, into, **environment):
    return subprocess.run(
        [
            sys.executable,
            "-m",
            engine,
            "build",
            "--strict",
            "--config-file",
            "mkdocs.yml",
            "--site-dir",
            str(into),
        ],
        cwd=project,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": "1767225600",
            "NO_MKDOCS_2_WARNING": "1",
            **environment,
        },
    )


def test_properdocs_makes_the_same_site_from_the_same_files(properdocs, tmp_path):
    project = copy_project(tmp_path / "project")
    ours, theirs = (
        run(project, "mkdocs", tmp_path / "ours"),
        run(project, "properdocs", tmp_path / "theirs", PYTHONPATH=str(properdocs)),
    )
    assert ours.returncode == 0, ours.stderr
    assert theirs.returncode == 0, theirs.stderr
    one, other = files_of(tmp_path / "ours"), files_of(tmp_path / "theirs")
    assert len(one) > 80 and one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name] and not name.endswith(".gz")] == []
