"""Every page, drawing and stylesheet as built, read by the Nu HTML checker of the HTML standard."""

import json
import re
import subprocess
import tarfile

import pytest
from outside_tools import HTML_CHECKER, path_of

EXCEPTIONS = {
    r"Bad value “x-dns-prefetch-control” for attribute “http-equiv”": (
        "No standard has it, but browsers that look up the names behind links beforehand obey it. "
        "A page without a server of its own has no other way to ask them not to."
    ),
    r"“role” attribute must not be used on a “(tr|td|th)” element which has a “table” ancestor": (
        "On a phone the table is laid out as blocks, for which some browsers forget that it is a "
        "table; the roles say so again to those who listen to it."
    ),
    r"CSS: “vector-effect”: Property “vector-effect” doesn't exist": (
        "It is a property of SVG 2, which the checker does not know; lines stay as thin as drawn."
    ),
}
"""What the checker calls an error and the guide keeps, with the reason."""


@pytest.fixture(scope="session")
def html_checker(tmp_path_factory):
    """The path of the checker."""
    folder = tmp_path_factory.mktemp("checker")
    with tarfile.open(path_of(HTML_CHECKER)) as archive:
        archive.extract("package/build/dist/vnu.jar", folder, filter="data")
    return folder / "package" / "build" / "dist" / "vnu.jar"


def errors_in(checker, folder):
    """What the checker says of the files in a folder: a list of messages, each after its file."""
    done = subprocess.run(
        # The larger stack is the checker's own advice.
        ["java", "-Xss1m", "-jar", str(checker), "--format", "json", "--stdout", "--errors-only"]
        + [
            "--skip-non-html",
            "--also-check-css",
            "--also-check-svg",
            "--exit-zero-always",
            str(folder),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [
        f"{entry['url'].partition(f'{folder.name}/')[2]}: {entry['message']}"
        for entry in json.loads(done.stdout)["messages"]
    ]


def test_every_page_is_valid_html(html_checker, site):
    errors = errors_in(html_checker, site.folder)
    found = {pattern: [e for e in errors if re.search(pattern, e)] for pattern in EXCEPTIONS}
    excused = {error for matching in found.values() for error in matching}
    assert [error for error in errors if error not in excused] == []
    # An exception that nothing needs any longer is taken out.
    assert [pattern for pattern, matching in found.items() if not matching] == []


def test_the_checker_sees_what_is_wrong_with_a_page_and_a_stylesheet(html_checker, tmp_path):
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><title>A page</title><p id="a"><p id="a"></html>', "utf-8"
    )
    (tmp_path / "style.css").write_text("p { colour: red }", "utf-8")
    told = "\n".join(errors_in(html_checker, tmp_path))
    assert "page.html: Duplicate ID “a”." in told
    assert "style.css: CSS: “colour”" in told
