"""Getting the browsers: what is said and done on machines that lack them."""

import os
import subprocess
import sys
from pathlib import Path

import outside_tools
import pytest
from outside_tools import Tool, Unavailable, get

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def bare(tmp_path):
    """Runs the command as on a machine with nothing on it and no way to the net."""
    programs = tmp_path / "programs"
    programs.mkdir()

    def run(**environment):
        return subprocess.run(
            [sys.executable, str(ROOT / "tests" / "outside_tools.py")],
            cwd=tmp_path,
            env={
                "PATH": str(programs),
                "HOME": str(tmp_path),
                "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
                # Nothing listens there.
                "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
                "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "1000",
                **environment,
            },
            capture_output=True,
            text=True,
        )

    vars(run)["programs"] = programs
    return run


def program(folder, name, text="exit 0"):
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    file.chmod(0o755)


@pytest.mark.slow
def test_a_bare_machine_without_a_net_is_told_what_was_tried_and_what_it_can_run(bare):
    result = bare()
    assert result.returncode == 1
    assert "Traceback" not in result.stderr + result.stdout
    assert "Chromium is not on this machine. Trying Debian's packages chromium" in result.stdout
    assert "That did not work: this system has no apt-get." in result.stdout
    assert "Trying Playwright's own download" in result.stdout
    assert '"make check" runs everything that needs no browser.' in result.stderr


def test_what_is_missing_beside_chromium_is_named_and_is_no_failure_unless_asked(bare):
    for name in ("chromium", "firefox-esr"):
        program(bare.programs, name)
    result = bare()
    assert result.returncode == 0, result.stderr
    *_, webkit, checker = result.stdout.splitlines()
    assert webkit.startswith("Left out of the tests: WebKit (")
    assert checker.startswith("Left out of the tests: The Nu HTML checker (")
    result = bare(LEAVE_NOTHING_OUT="1")
    assert result.returncode == 1
    assert "Nothing may be left out here" in result.stderr


def test_debians_packages_are_installed_where_that_may_be_done(bare):
    program(bare.programs, "firefox-esr")
    # Whoever is not root gets there by sudo.
    program(bare.programs, "true")
    program(bare.programs, "sudo", 'shift; case "$1" in *=*) shift ;; esac; exec "$@"')
    log = bare.programs.parent / "log"
    program(
        bare.programs,
        "apt-get",
        f'echo "$*" >> {log}\n'
        f'case "$*" in *" chromium "*) : > {bare.programs}/chromium;'
        f" /bin/chmod +x {bare.programs}/chromium;; esac",
    )
    result = bare()
    assert result.returncode == 0, result.stderr
    assert "Chromium is there now." in result.stdout
    lines = log.read_text("utf-8").splitlines()
    assert lines.count("update -qq") == 1
    assert lines[1].endswith("--no-install-recommends chromium fonts-dejavu-core")
    assert lines[2].endswith("webkit2gtk-driver xvfb")


def test_no_package_is_installed_where_sudo_asks_for_a_password(monkeypatch, tmp_path):
    program(tmp_path, "sudo", "exit 1")
    program(tmp_path, "apt-get")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Unavailable, match="sudo asks for a password"):
        outside_tools.from_debian(["chromium"])


def test_another_system_is_told_that_webkit_is_for_linux(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "darwin")
    tool = Tool("WebKit", lambda: None, "webkit2gtk-driver", {}, linux_only=True)
    assert not get(tool)
    assert capsys.readouterr().out == "WebKit can be tested on Linux only.\n"
    assert tool.lacking == "WebKit (it can be tested on Linux only)"


def test_the_last_line_of_a_run_names_what_was_left_out(pytester_run):
    assert pytester_run().splitlines()[-1] == "Left out of the tests: WebKit (no reason)."


def test_where_nothing_may_be_left_out_a_missing_tool_fails_its_test(pytester_run):
    told = pytester_run(LEAVE_NOTHING_OUT="1")
    assert "Left out: WebKit (no reason)" in told and "1 failed" in told


@pytest.fixture
def pytester_run(tmp_path):
    """Runs one test that lacks something, with the guide's own conftest; gives what is printed."""
    (tmp_path / "test_it.py").write_text(
        "from outside_tools import leave_out\ndef test_it(): leave_out('WebKit (no reason)')\n",
        "utf-8",
    )
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"))

    def run(**environment):
        own = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "LEAVE_NOTHING_OUT": "0"}
        environment = {**os.environ, **own, **environment}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"],
            cwd=tmp_path,
            env={k: v for k, v in environment.items() if not k.startswith("PYTEST_")},
            capture_output=True,
            text=True,
        ).stdout

    return run
