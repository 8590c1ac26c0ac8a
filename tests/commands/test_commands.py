"""``python -m hooks lint`` and ``build``, run as an editor runs them."""

import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from urllib.request import urlopen

import pytest
from project import copy_project, files_of, run
from small_guide import PAGES, lay_out

from hooks.guide import load_guide


@pytest.fixture
def small(tmp_path):
    """The folder of the small guide, in which every reference is used."""
    root = lay_out(tmp_path / "small")
    with (root / "docs" / "ketamine" / "limits.md").open("a", encoding="utf-8") as page:
        page.write("\nMore can be read elsewhere.[^fda-2023][^leaflet]\n")
    return root


@pytest.fixture
def project(tmp_path):
    """A copy of the whole project, without what is made from it."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def last_site(project):
    """What the last good build left."""
    (project / "site" / "help").mkdir(parents=True)
    (project / "site" / "index.html").write_text("the last good site", "utf-8")
    (project / "site" / "help" / "old.html").write_text("an old page", "utf-8")
    return files_of(project / "site")


def add_bad(small, *names):
    for name in names:
        page = (
            (PAGES / f"{name}.md")
            .read_bytes()
            .replace(b"title: A page", f"title: The page {name}".encode())
        )
        (small / "docs" / "ketamine" / f"{name}.md").write_bytes(page)


UNKNOWN = (
    'docs/ketamine/source-unknown.md:10:17: source-unknown: There is no source "dean-2012". Did you'
    ' mean "dean-2021"?'
)
UNKNOWN_TOO = (
    'docs/ketamine/source-unknown.md:10:29: source-unknown: There is no source "zzz". '
    "Look for it in docs/data/references.json, or add it there."
)
EMPTY = (
    'docs/ketamine/field-empty.md:3:1: front-matter: "description" has no value. Write one after'
    " the colon, or delete the line."
)
UNCLOSED = (
    'docs/ketamine/block-unclosed.md:10:1: block: The block "said" is never closed. Put a line with'
    ' only "///" after its last line.'
)


def test_lint_says_when_there_is_nothing_to_put_right(small):
    result = run(small, "lint")
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "6 pages checked, nothing to put right.\n",
        "",
    )


def test_lint_tells_all_findings_of_a_run_together(small):
    add_bad(small, "source-unknown", "field-empty", "block-unclosed")
    claims = small / "docs" / "data" / "claims.yml"
    claims.write_text(claims.read_text("utf-8").replace("topic: couples", "topic: couple"), "utf-8")
    result = run(small, "lint")
    assert (result.returncode, result.stdout) == (
        1,
        "9 pages checked: 5 findings to put right before the guide can be built.\n",
    )
    assert result.stderr.splitlines() == [
        (
            'docs/data/claims.yml:10:5: topic-unknown: There is no topic "couple". Did you mean'
            ' "couples"?'
        ),
        UNCLOSED,
        EMPTY,
        UNKNOWN,
        UNKNOWN_TOO,
    ]


def test_lint_tells_of_every_bad_page_at_once(small):
    names = sorted(page.stem for page in PAGES.glob("*.md"))
    add_bad(small, *names)
    result = run(small, "lint")
    assert result.returncode == 1
    told = {line.split(":")[0] for line in result.stderr.splitlines()}
    assert told == {f"docs/ketamine/{name}.md" for name in names}


@pytest.mark.parametrize(
    "path",
    [
        "docs/ketamine/block-unclosed.md",
        "./docs/ketamine/block-unclosed.md",
        "ketamine/block-unclosed.md",
    ],
)
def test_lint_checks_only_the_pages_it_is_given(small, path):
    add_bad(small, "source-unknown", "block-unclosed")
    result = run(small, "lint", path)
    assert (result.returncode, result.stderr) == (1, UNCLOSED + "\n")


def test_lint_of_a_good_page_passes_beside_a_bad_one(small):
    add_bad(small, "source-unknown")
    result = run(small, "lint", "docs/ketamine/limits.md", "docs/help/now.md")
    assert (result.returncode, result.stdout) == (0, "2 pages checked, nothing to put right.\n")


def test_lint_of_a_page_that_is_not_there_says_so(small):
    result = run(small, "lint", "docs/ketamine/limit.md")
    assert (result.returncode, result.stderr) == (
        2,
        "There is no page ketamine/limit.md under docs/.\n",
    )


def test_lint_without_a_guide_says_what_is_missing(tmp_path):
    result = run(tmp_path, "lint")
    assert result.returncode == 1
    missing = (
        ": unreadable: The file cannot be opened: No such file or directory. Check that it exists"
        " and may be read."
    )
    assert result.stderr.splitlines() == [
        f"docs/data/{name}:1:1{missing}"
        for name in (
            "claims.yml",
            "figures.yml",
            "glossary.yml",
            "help-lines.yml",
            "offers.yml",
            "references.json",
            "search.yml",
            "statements.yml",
            "wording/lists.yml",
            "wording/words.yml",
        )
    ]


def test_findings_become_annotations_on_a_pull_request(small):
    add_bad(small, "field-empty")
    result = run(small, "lint", GITHUB_ACTIONS="true")
    assert result.stderr == EMPTY + "\n"
    assert (
        result.stdout
        == "::error file=docs/ketamine/field-empty.md,line=3,col=1,title=front-matter::"
        '"description" has no value. Write one after the colon, or delete the line.\n'
        "7 pages checked: 1 finding to put right before the guide can be built.\n"
    )


@pytest.mark.parametrize("arguments", [[], ["publish"], ["lint", "--fix"]])
def test_a_command_that_is_not_there_shows_how_to_use_those_that_are(small, arguments):
    result = run(small, *arguments)
    assert result.returncode == 2
    assert result.stderr.startswith("usage: python -m hooks")


@pytest.mark.slow
def test_two_builds_of_one_text_are_byte_for_byte_the_same(tmp_path):
    folders = [copy_project(tmp_path / name) for name in ("one", "another")]
    # Another folder, another order of sets, another time zone, and a site from last time in the
    # way.
    (folders[1] / "site").mkdir()
    (folders[1] / "site" / "old.html").write_text("an old page", "utf-8")
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"},
    ]
    results = [
        run(folder, "build", **around)
        for folder, around in zip(folders, surroundings, strict=False)
    ]
    sites = [files_of(folder / "site") for folder in folders]
    pages = sum(name.endswith(".html") for name in sites[0])
    for result in results:
        assert (result.returncode, result.stdout, result.stderr) == (
            0,
            f"{pages} pages built into site/.\n",
            "",
        )
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert pages > 50
    assert "assets/search.json" in sites[0]
    assert not any((folder / ".build").exists() for folder in folders)


def test_a_build_with_findings_tells_them_all_and_leaves_the_last_site(project, last_site):
    page = project / "docs" / "ketamine" / "limits.md"
    page.write_text(page.read_text("utf-8") + "\n[Old page](nowhere.md) and [^nobody].\n", "utf-8")
    lines = page.read_text("utf-8").count("\n")
    result = run(project, "build")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        (
            f'docs/ketamine/limits.md:{lines}:12: link: There is no page "nowhere.md". All pages'
            " are listed in mkdocs.yml, under nav."
        ),
        (
            f'docs/ketamine/limits.md:{lines}:30: source-unknown: There is no source "nobody". '
            "Look for it in docs/data/references.json, or add it there."
        ),
        "Nothing was built; the last site is as it was.",
    ]
    assert files_of(project / "site") == last_site


FAULTS = [
    # The file, what is planted in it, and what is said about it.
    (
        "overrides/partials/footer.html",
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Lora">',
        "The page would load https://fonts.googleapis.com/css?family=Lora from another origin.",
    ),
    (
        "overrides/partials/footer.html",
        '<p onclick="go()">Ketamine cannot do that.</p>',
        'The page has a handler inside it (<p onclick="go()">).',
    ),
    (
        "docs/ketamine/limits.md",
        "![A face](https://example.org/face.jpg)",
        "The page would load https://example.org/face.jpg from another origin.",
    ),
    (
        "overrides/partials/footer.html",
        '<IMG SRC="//EXAMPLE.org/pixel.gif" ALT="A dot">',
        "The page would load //EXAMPLE.org/pixel.gif from another origin.",
    ),
    (
        "overrides/partials/footer.html",
        '<img src="ht&#116;ps&colon;//example.org/dot.gif" alt="A dot">',
        "The page would load https://example.org/dot.gif from another origin.",
    ),
    (
        "overrides/partials/footer.html",
        '<img srcset="https://example.org/wide.png 2x" alt="A dot">',
        'The page holds <img srcset="https://example.org/wide.png 2x">, which is not on the list',
    ),
    (
        "overrides/partials/footer.html",
        '<p style="background: url(//example.org/a.png)">Help is near.</p>',
        "The page has a style inside it ",
    ),
    (
        "overrides/partials/footer.html",
        '<script async src="https://www.googletagmanager.com/gtag/js?id=G-0"></script>',
        "The page would load https://www.googletagmanager.com/gtag/js?id=G-0 from another origin.",
    ),
    (
        "overrides/partials/footer.html",
        "<script>window.dataLayer = []; gtag('js', new Date());</script>",
        "The page has a script inside it ",
    ),
    (
        "docs/assets/site.js",
        "localStorage.seen = 1;",
        "The script uses localStorage, which stores or sends.",
    ),
    (
        "docs/assets/guide.css",
        '@import url("https://example.org/a.css");',
        "The stylesheet would load https://example.org/a.css from another origin.",
    ),
    (
        "docs/assets/icon.svg",
        "<script>go()</script></svg>",
        "The drawing has a script inside it (<script>).",
    ),
]


def test_a_build_with_planted_faults_refuses_each_at_its_file_and_line_and_leaves_the_last_site(
    project, last_site
):
    """A font, a handler, a picture, an analytics snippet, a storage call and their
    like, in one go.
    """
    expected = []
    for name, planted, said in FAULTS:
        file = project / name
        text = file.read_text("utf-8")
        if name.endswith(".svg"):
            text = text.rstrip().removesuffix("</svg>")
        file.write_text(f"{text.rstrip()}\n\n{planted}\n", "utf-8")
        expected.append(f"{name}:{file.read_text('utf-8').count(chr(10))}:1: published: {said}")
    result = run(project, "build")
    assert result.returncode == 1
    *told, last = result.stderr.splitlines()
    assert [line for line in expected if not any(one.startswith(line) for one in told)] == []
    assert [
        line for line in told if not line.startswith(tuple(expected)) and "@import" not in line
    ] == []
    assert last == "The pages hold what must not be published; the last site is as it was."
    assert files_of(project / "site") == last_site


def test_a_build_refuses_html_in_a_page_at_its_line_and_leaves_the_last_site(project, last_site):
    page = project / "docs" / "help" / "now.md"
    text = page.read_text("utf-8")
    page.write_text(text + '\n<img src="//example.org/dot.gif" alt="A dot">\n', "utf-8")
    result = run(project, "build")
    assert result.returncode == 1
    first, last = result.stderr.splitlines()
    assert first.startswith(f"docs/help/now.md:{text.count(chr(10)) + 2}:1: html: ")
    assert last == "Nothing was built; the last site is as it was."
    assert files_of(project / "site") == last_site


def test_a_build_refuses_pages_without_their_end_and_a_file_that_no_rule_reads(project, last_site):
    end = project / "overrides" / "partials" / "page-end.html"
    end.write_text("{# gone #}", "utf-8")
    result = run(project, "build")
    assert result.returncode == 1
    assert "docs/help/now.md:1:1: rendered: The built page has no end" in result.stderr
    (project / "docs" / "note.txt").write_text("Ketamine cures.", "utf-8")
    assert "docs/note.txt:1:1: files: " in run(project, "build").stderr
    assert files_of(project / "site") == last_site


def test_a_build_that_the_engine_refuses_leaves_the_last_site(project, last_site):
    shutil.copy(
        project / "docs" / "about" / "who-made-this.md", project / "docs" / "about" / "forgotten.md"
    )
    result = run(project, "build")
    assert result.returncode == 1
    assert "about/forgotten.md" in result.stderr
    assert result.stderr.splitlines()[-1] == "Nothing was built; the last site is as it was."
    assert files_of(project / "site") == last_site


def test_a_mistake_in_a_template_is_told_with_its_line_and_leaves_the_last_site(project, last_site):
    template = project / "overrides" / "main.html"
    lines = template.read_text("utf-8").count("\n")
    template.write_text(template.read_text("utf-8") + "{% if %}\n", "utf-8")
    result = run(project, "build")
    assert result.returncode == 1
    assert f"overrides/main.html:{lines + 1}: " in result.stderr
    assert result.stderr.splitlines()[-1] == "Nothing was built; the last site is as it was."
    assert files_of(project / "site") == last_site


def test_the_engines_own_command_checks_the_guide_too(project):
    page = project / "docs" / "ketamine" / "limits.md"
    page.write_text(page.read_text("utf-8") + "\nSee [^nobody].\n", "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=project, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert 'source-unknown: There is no source "nobody".' in result.stderr
    assert not (project / "site").exists()


@pytest.fixture
def preview(project):
    """What ``make`` starts, on a copy of the project: a function that fetches a page
    until some words stand on it.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--livereload",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    with (
        open(project / "log", "wb") as log,
        subprocess.Popen(command, cwd=project, stdout=log, stderr=log) as server,
    ):

        def fetch(page, words):
            text, end = "", time.monotonic() + 120
            while words not in text and time.monotonic() < end and server.poll() is None:
                time.sleep(0.2)
                with (
                    suppress(OSError),
                    urlopen(f"http://127.0.0.1:{port}/{page}", timeout=5) as answer,
                ):
                    text = answer.read().decode("utf-8")
            assert words in text
            return text

        yield fetch
        server.terminate()


def test_a_preview_shows_an_edit_on_every_page_it_touches_and_goes_on_after_a_finding(
    project, preview
):
    page = project / "docs" / "ketamine" / "limits.md"
    title = load_guide(project).pages["ketamine/limits.md"].title
    preview("ketamine/limits/", title)
    page.write_text(page.read_text("utf-8") + "\nA first edit. [Old page](nowhere.md)\n", "utf-8")
    assert "What is known of" not in preview("ketamine/limits/", "A first edit.")
    assert 'link: There is no page "nowhere.md"' in (project / "log").read_text("utf-8")
    page.write_text(
        page.read_text("utf-8")
        .replace(title, "What is known of limits", 1)
        .replace("(nowhere.md)", "(cost.md)"),
        "utf-8",
    )
    preview("ketamine/limits/", "What is known of limits")
    for other in ("about/a-z/", "couples/overview/"):
        preview(other, "What is known of limits")


def test_explain_shows_how_a_text_is_read(project):
    text = "Ketamine heals depression. It does not cure depression. Is it safe?"
    result = run(project, "explain", text)
    assert (result.returncode, result.stderr) == (0, "")
    claimed, denied, asked = re.split(r"\n(?=\S)", result.stdout.strip())
    assert claimed.startswith("Ketamine heals depression.")
    assert 'refused:   "Ketamine heals"' in claimed and "(claim cure)" in claimed
    assert "refused:" not in denied and 'because "not" denies it' in denied
    assert "refused:" not in asked


def test_explain_without_a_text_says_what_is_missing(project):
    result = run(project, "explain")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Write the text behind the command" in result.stderr
