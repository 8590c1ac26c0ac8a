"""Every command of the Makefile, run as it is typed, in a copy of the project."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from not_none import not_none
from project import copy_project

from hooks.commands.link_check import links_of
from hooks.guide import load_guide

ROOT = Path(__file__).resolve().parents[2]

FILES = ("Makefile", "pyproject.toml", "requirements.txt", "requirements-test.txt")

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    # What a surrounding make has set is not meant for this one.
    if name not in ("GITHUB_ACTIONS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "SOURCE_DATE_EPOCH")
}


@pytest.fixture
def copy(tmp_path):
    """A copy of the project, in which what the tests run in stands for its own ``.venv``."""
    folder = copy_project(tmp_path / "project")
    for name in FILES:
        shutil.copy2(ROOT / name, folder)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def command(*arguments):
    """The command line of make; what is installed already is not looked at again."""
    return ["make", "-o", ".venv/ready", "-o", ".venv/ready-to-test", *arguments]


def make(folder, *arguments, **environment):
    """Run make; a traceback is never an answer."""
    result = subprocess.run(
        command(*arguments),
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in result.stdout + result.stderr
    return result


def commands_of(folder, *arguments):
    """The lines that make would run."""
    result = make(folder, "-n", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout.replace("\\\n", " ").splitlines()


def test_every_command_is_explained_at_the_top_of_the_makefile():
    text = (ROOT / "Makefile").read_text("utf-8")
    commands = set(not_none(re.search(r"^\.PHONY: (.*)$", text, re.M)).group(1).split())
    assert set(re.findall(r"^# make (\w+)", text, re.M)) == commands - {"serve"}
    assert re.search(r"^# make {2,}build and serve", text, re.M)


def test_make_alone_serves_the_guide_until_it_is_stopped(copy):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (copy / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\ndev_addr: 127.0.0.1:{port}\n")
    with (
        (copy / "log").open("wb") as log,
        subprocess.Popen(
            command(),
            cwd=copy,
            env=ENVIRONMENT,
            stdout=log,
            stderr=log,
            start_new_session=True,
            # A shell lets what it runs in the background ignore Ctrl+C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as server,
    ):
        text, end = "", time.monotonic() + 180
        while "<h1" not in text and time.monotonic() < end and server.poll() is None:
            time.sleep(0.3)
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                text = answer.read().decode("utf-8")
        # As Ctrl+C does it.
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(timeout=30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
    log = (copy / "log").read_text("utf-8")
    assert "<h1" in text, log
    assert f"http://127.0.0.1:{port}/" in log and "Traceback" not in log
    with pytest.raises(OSError):
        urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def test_site_and_preview_build_what_they_say_and_clean_removes_it(copy):
    result = make(copy, "site")
    assert result.returncode == 0, result.stderr
    assert re.search(r"\d+ pages built into site/\.", result.stdout)
    assert (copy / "site" / "help" / "now" / "index.html").exists()
    result = make(copy, "preview")
    assert "Open preview/index.html in a browser" in result.stdout
    assert (copy / "preview" / "index.html").exists()
    result = make(copy, "clean")
    assert result.returncode == 0, result.stderr
    left = {entry.name for entry in copy.iterdir()}
    assert left == {"docs", "hooks", "overrides", "mkdocs.yml", *FILES}
    assert Path(sys.executable).exists()


def test_lint_and_site_fail_at_a_finding(copy):
    page = copy / "docs" / "ketamine" / "limits.md"
    page.write_text(page.read_text("utf-8") + "\nSee [^nobody].\n", "utf-8")
    for name in ("lint", "site"):
        result = make(copy, name)
        assert result.returncode != 0
        assert 'source-unknown: There is no source "nobody".' in result.stderr


def test_release_records_a_page_that_has_changed(copy):
    assert make(copy, "release").returncode == 0
    record = copy / "docs" / "data" / "release.json"
    before = record.read_bytes()
    page = copy / "docs" / "ketamine" / "limits.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    assert make(copy, "release").returncode == 0
    assert record.read_bytes() != before


def test_handouts_prints_the_sheets(copy, chromium_program):
    result = make(copy, "handouts")
    assert result.returncode == 0, result.stderr
    names = {file.stem.rpartition("-")[0] for file in (copy / "handouts").glob("*.pdf")}
    sheets = {file.stem for file in (ROOT / "docs" / "sheets").glob("*.md")} - {"index"}
    assert sheets <= names


def test_bench_measures_and_prints_each_part(copy, chromium_program):
    shutil.copytree(ROOT / "benchmarks", copy / "benchmarks")
    before = (copy / "benchmarks" / "results.md").read_bytes()
    result = make(copy, "bench", "BENCH=--quick")
    assert result.returncode == 0, result.stderr
    for part in ("Budgets", "First view", "Search", "Build"):
        assert f"## {part}" in result.stdout
    assert (copy / "benchmarks" / "results.md").read_bytes() == before


def test_check_stops_at_code_in_another_form(copy):
    (copy / "hooks" / "crooked.py").write_text("x   =  1\n", "utf-8")
    result = make(copy, "check")
    assert result.returncode != 0
    assert "hooks/crooked.py" in result.stdout
    assert "pytest" not in result.stdout


def test_test_runs_what_check_runs_then_gets_the_tools_and_then_runs_the_rest(copy):
    check, everything = commands_of(copy, "check"), commands_of(copy, "test")
    tools = [re.search(r"-m (ruff format|ruff check|mypy|hooks|pytest)", line) for line in check]
    assert [tool and tool[1] for tool in tools] == [
        "ruff format",
        "ruff check",
        "mypy",
        "hooks",
        "pytest",
    ]
    assert everything[: len(check)] == check
    get, rest = everything[len(check) :]
    assert get.endswith("tests/outside_tools.py")
    # Nothing runs twice, and nothing is left.
    chosen = not_none(re.search(r'-m "not \((.*)\)"', check[-1])).group(1)
    assert rest == check[-1].replace(f"not ({chosen})", chosen)


def test_weekly_without_a_network_writes_a_report_and_says_what_nobody_looked_at(copy):
    """The proxy stands for a network that is not there."""
    nowhere = "http://127.0.0.1:9"
    began = time.monotonic()
    result = make(copy, "weekly", https_proxy=nowhere, http_proxy=nowhere, no_proxy="")
    assert (result.returncode, result.stderr) == (0, "")
    assert time.monotonic() - began < 120
    links = len(links_of(load_guide(copy)))
    report = (copy / "report.md").read_text("utf-8")
    assert links > 100 and result.stdout.endswith(
        f"{links} links: 0 lead nowhere, 0 to open by hand, {links} not looked at.\n"
    )
    assert (
        f"None of the {links} links was looked at, for nothing answered from the network." in report
    )
    assert "lead nowhere" not in report


def test_lock_refreshes_both_locks_and_names_no_package_host(copy):
    lines = commands_of(copy, "lock")
    for line, name in zip(lines, ("requirements", "requirements-test"), strict=True):
        assert line.startswith("uv pip compile") and line.endswith(f"{name}.in -o {name}.txt")
        assert "--generate-hashes" in line and "--no-emit-index-url" in line
        lock = (ROOT / f"{name}.txt").read_text("utf-8")
        assert "://" not in lock
        assert len(re.findall(r"^\S+==", lock, re.M)) > 20
        assert not re.search(r"^\S+==[^\\]*$", lock, re.M), "a package without a hash"


def test_an_old_python_is_told_and_nothing_is_made(copy):
    (copy / ".venv").unlink()
    old = copy / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    result = subprocess.run(
        ["make", "site", f"PYTHON={old}"],
        cwd=copy,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert result.returncode != 0
    assert "The guide needs Python 3.11 or later" in result.stdout
    assert not (copy / ".venv").exists()
