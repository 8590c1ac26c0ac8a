"""The same findings by ``lint``, inside the build and in a test; and an editor's page
in the words they would see.
"""

import os
import re
import subprocess
import sys

import pytest
from not_none import not_none
from project import copy_project, run

from hooks.dates import build_date
from hooks.guide import load_guide
from hooks.rules import check_guide

MISTAKES = """

## More

Ketamine heals attachment wounds, and 27% of couples feel closer.

A drip can raise your blood pressure.

Call 988, or [click here](limts.md).

#### Does it last?

| Word | Meaning |
|---|---|
| Drug | Ketamine is FDA-approved for PTSD. |
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with one page full of mistakes."""
    folder = copy_project(tmp_path_factory.mktemp("three") / "project")
    page = folder / "docs" / "ketamine" / "limits.md"
    page.write_text(page.read_text("utf-8") + MISTAKES, "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(project):
    """What the rules find when a test asks them."""
    found = check_guide(load_guide(project, build_date(project)))
    assert len({finding.rule for finding in found}) >= 6
    return found


def test_lint_says_what_a_test_finds(project, expected):
    result = run(project, "lint")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [str(finding) for finding in expected]


def test_the_build_says_what_a_test_finds(project, expected):
    result = run(project, "build")
    assert result.returncode == 1
    assert result.stderr.splitlines()[:-1] == [str(finding) for finding in expected]


@pytest.mark.parametrize("arguments", [["build"], ["build", "--strict"]])
def test_the_engine_says_what_a_test_finds(project, expected, arguments):
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments, "--site-dir", str(project / "out")],
        cwd=project,
        capture_output=True,
        text=True,
        env={
            **environment,
            "PYTHONIOENCODING": "utf-8",
            "NO_MKDOCS_2_WARNING": "1",
            "COLUMNS": "2000",
        },
        encoding="utf-8",
    )
    assert result.returncode
    assert "Traceback" not in result.stderr
    said = [
        line.split("-", 1)[1].strip()
        for line in result.stderr.splitlines()
        if re.match(r"(WARNING|INFO) +- +(docs|overrides)/", line)
    ]
    assert said == [str(finding) for finding in expected]


def test_on_a_pull_request_each_finding_stands_at_its_line(project, expected):
    result = run(project, "lint", "ketamine/limits.md", GITHUB_ACTIONS="true")
    annotations = [line for line in result.stdout.splitlines() if line.startswith("::")]
    assert annotations == [finding.as_annotation() for finding in expected]
    lines = (project / "docs" / "ketamine" / "limits.md").read_text("utf-8").split("\n")
    for annotation in annotations:
        kind, line, column = not_none(
            re.match(
                r"::(error|warning) file=docs/ketamine/limits\.md,line=(\d+),col=(\d+)"
                r",title=[\w-]+::",
                annotation,
            )
        ).groups()
        assert int(line) > len(lines) - MISTAKES.count("\n") - 1
        assert int(column) <= len(lines[int(line) - 1])
