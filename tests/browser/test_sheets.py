"""Sheets to take along: what stands on them, what does not, and that each is one page."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from not_none import not_none
from small_guide import lay_out
from the_guide import BOOKLET, HELP

from hooks.commands.handouts import make_handouts, papers
from hooks.data.load import load
from hooks.data.sheets import FILE, SheetFile, card, taken
from hooks.guide import load_guide
from hooks.rules import check_guide
from hooks.text.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
GUIDE = load_guide(ROOT)

SHEET = """
- id: one
  title: One sheet
  lead: Take it along.
  parts:
    - heading: Questions
      from: ketamine/more.md#what-can-you-ask
      instead:
        - page: Are you afraid?
          paper: How are you?
  lines: [emergency]
"""

MORE = """---
title: More
description: It says more.
updated: 2026-11-22
review_by: 2027-11-22
---

# More

## What can you ask?

- Who is there? [practical advice]
- Are you afraid?

## What else?

Nothing.
"""


@pytest.fixture
def small(tmp_path):
    root = lay_out(tmp_path)
    (root / "docs" / "ketamine" / "more.md").write_text(MORE, "utf-8")
    return load_guide(root)


def findings_of(guide, text):
    (guide.root / FILE.path).write_text(text, "utf-8")
    loaded = load(guide.root, FILE.path, FILE.model)
    findings = [*loaded.findings, *FILE.check(loaded, guide)]
    return [str(finding).removeprefix("docs/data/sheets.yml:") for finding in findings]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("", "", None),
        (
            "more.md#",
            "less.md#",
            '7:7: sheets: There is no page "ketamine/less.md". Did you mean "ketamine/limits.md"?',
        ),
        (
            "#what-can-you-ask",
            "#what-can-you",
            (
                '7:7: sheets: The page "ketamine/more.md" has no list under "#what-can-you". '
                'Did you mean "what-can-you-ask"?'
            ),
        ),
        (
            "#what-can-you-ask",
            "#what-else",
            (
                '7:7: sheets: The page "ketamine/more.md" has no list under "#what-else". '
                "Name a heading with a list right under it."
            ),
        ),
        (
            "page: Are you afraid?",
            "page: Are you scared?",
            (
                '9:11: sheets: These words are not on the page any more. Did you mean "Are you'
                ' afraid?"?'
            ),
        ),
        (
            "[emergency]",
            "[emergency, abuse]",
            (
                '11:22: data: "abuse" is not a known lines. Choose one of these: crisis, emergency,'
                " poison."
            ),
        ),
        (
            "more.md#what-can-you-ask",
            "more.md what-can-you-ask",
            (
                '7:7: data: "from" (entry 1) is not a place on a page. '
                'Write the page, a #, and the place of a heading: "couples/agreements.md#before".'
            ),
        ),
        (
            "  lines",
            "    - {write: [{say: My own, room: 9}]}\n  lines",
            (
                '11:30: data: "room" (entry 1) is not a whole number from 0 to 5. '
                "Write how many more lines of room to leave."
            ),
        ),
        (
            "  lines",
            "    - {blank: 99}\n  lines",
            (
                '11:8: data: "blank" (entry 2) is not a whole number from 0 to 12. '
                "Write how many empty lines to leave."
            ),
        ),
        (
            "lead: Take it along.",
            "lead: Take it along",
            (
                '4:3: data: "lead" (entry 1) does not end with a full stop. '
                "Write it as a sentence, and end it with a full stop."
            ),
        ),
        (
            "title: One sheet",
            "title: One sheet that has a name too long for the head of its page",
            '3:3: data: "title" (entry 1) is too long. Say it in at most 50 letters.',
        ),
        (
            "  lines",
            "    - {card: ketamine/more.md}\n  lines",
            (
                '11:8: sheets: The page "ketamine/more.md" has no emergency card. '
                'Name a page with the block "/// emergency".'
            ),
        ),
    ],
    ids=[
        "in order",
        "page",
        "place",
        "no list",
        "words gone",
        "abuse line",
        "mistyped place",
        "much room",
        "many lines",
        "no full stop",
        "long title",
        "card",
    ],
)
def test_what_is_wrong_with_a_sheet_is_told_at_its_line(small, old, new, finding):
    found = findings_of(small, SHEET.replace(old, new, 1) if old else SHEET)
    assert found == ([finding] if finding else [])


def test_a_sheet_takes_its_list_from_the_page_with_other_words_for_paper(small):
    part = SheetFile.model_validate(read_yaml(SHEET)[0]).root[0].parts[0]
    assert taken(part, small) == ["Who is there?", "How are you?"]


def test_a_page_that_names_no_sheet_or_page_is_found(tmp_path):
    root = lay_out(tmp_path)
    text = MORE.replace(
        "Nothing.",
        "/// sheet | nothing\n///\n\n/// booklet | ketamine/limits.md ketamine/limit.md\n///",
    )
    (root / "docs" / "ketamine" / "more.md").write_text(text, "utf-8")
    (root / "docs" / "data" / "sheets.yml").write_text(SHEET, "utf-8")
    found = [str(finding) for finding in check_guide(load_guide(root)) if finding.rule == "block"]
    assert found == [
        (
            'docs/ketamine/more.md:17:13: block: There is no sheet "nothing". Choose one of these:'
            " one."
        ),
        (
            'docs/ketamine/more.md:20:15: block: There is no page "ketamine/limit.md". Did you mean'
            ' "ketamine/limits.md"?'
        ),
    ]


def test_the_emergency_card_is_the_one_of_the_page():
    found = not_none(card("ketamine/if-you-feel-worse.md", GUIDE))
    assert "emergency" in found.heading and len(found.signs) == 7


@pytest.fixture(scope="module")
def texts(browser, site):
    """What each sheet says on paper, by its page."""
    context = browser.new_context()
    tab = context.new_page()
    tab.emulate_media(media="print")
    found = {}
    for page in papers(GUIDE):
        tab.goto(f"{site.address}{page.removesuffix('.md')}/")
        found[page] = tab.locator("body").inner_text()
    context.close()
    return found


def test_no_paper_carries_a_line_about_fear_of_a_partner(texts):
    region = not_none(GUIDE.region)
    forbidden = [
        region.line("abuse").name,
        "Are you afraid",
        "control or hurt you",
        "afraid of your partner",
    ]
    sheets = {page: text for page, text in texts.items() if "booklet" not in page}
    assert {
        page: [word for word in forbidden + ["afraid", "abuse", "pressure?"] if word in text]
        for page, text in sheets.items()
    } == {page: [] for page in sheets}
    # The booklet's pages may speak of fear, but its safety boxes and help lines stay off the paper.
    assert [word for word in forbidden[:3] if word in texts["sheets/booklet.md"]] == []


def test_a_sheet_is_printed_alone_and_with_its_help_lines(texts):
    assert (
        "Emergency services: 911" in texts["sheets/emergency.md"]
        and "Call 911 now if" in texts["sheets/emergency.md"]
    )
    for page, text in texts.items():
        assert "Read next" not in text and "Leave now" not in text, page
    assert "Tick the ones you want, then print." not in texts["sheets/questions.md"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_ticked_questions_alone_are_printed_and_gone_after_leaving(browser, site, scripts):
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 320, "height": 640}
    )
    tab = context.new_page()
    tab.goto(site.address + "sheets/questions/")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    tab.get_by_role("checkbox", name="How do I get home").press("Space")
    tab.emulate_media(media="print")
    printed = tab.locator("body").inner_text()
    assert (
        "How do I get home" in printed
        and "Who stays with me" not in printed
        and "Money and records" not in printed
    )
    assert "My own questions" in printed
    if scripts:
        tab.goto(site.address + HELP)
        tab.go_back()
        assert tab.locator("input:checked").count() == 0
    context.close()


def test_the_booklet_holds_its_pages_with_their_sources_numbered_through(site):
    text = site.file(BOOKLET).read_text("utf-8")
    line = next(
        line.text for line in GUIDE.pages["sheets/booklet.md"].prose if "/// booklet" in line.text
    )
    pages = line.split("|")[1].split()
    assert [GUIDE.pages[page].headings[0].text in text for page in pages] == [True] * len(pages)
    assert "/// " not in text and "Read next" not in text
    numbers = [int(number) for number in re.findall(r'<sup class="source">(\d+)</sup>', text)]
    assert max(numbers) == len(re.findall(r'<li id="source-\d+"', text)) > 20


# The PDF files


def test_every_sheet_is_one_page_of_either_paper(site, tmp_path, browser):
    files, findings = _print(site, tmp_path / "handouts")
    assert [str(finding) for finding in findings] == []
    assert {file.name for file in files} >= {
        "questions-a4.pdf",
        "agreements-letter.pdf",
        "noticed-a4.pdf",
        "emergency-letter.pdf",
        "booklet-a4.pdf",
    }
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_a_sheet_that_runs_over_is_found_at_the_line_of_its_block(site, tmp_path, browser):
    """Here the page has grown since it was built."""
    grown = tmp_path / "site"
    shutil.copytree(site.folder, grown)
    page = grown / "sheets" / "noticed" / "index.html"
    page.write_text(
        re.sub(r"(<p class=\"sheet__line\"></p>)", r"\1" * 6, page.read_text("utf-8")), "utf-8"
    )
    findings = _print(type(site)(grown, "", ()), tmp_path / "handouts")[1]
    assert [str(finding).split(": ", 2)[1:] for finding in findings] == [
        [
            "handouts",
            (
                f"This sheet takes 2 pages of {paper}, not one. Take out a line or two, in"
                " docs/data/sheets.yml or on the page its lists come from."
            ),
        ]
        for paper in ("A4", "Letter")
    ]
    assert all(
        finding.path == "docs/sheets/noticed.md" and finding.line > 1 for finding in findings
    )


def _print(site, folder):
    """Print in a process of its own: the tests' browser is already being driven from this one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_print_here, site.folder, folder).result()


def _print_here(site, folder):
    return make_handouts(load_guide(ROOT), site, folder)


def test_without_a_browser_the_handouts_say_how_to_get_one(tmp_path):
    code = (
        "import sys; from pathlib import Path; from hooks.guide import load_guide;"
        " from hooks.commands.handouts import handouts;"
        " sys.exit(handouts(load_guide(Path.cwd()), lambda site: site.mkdir() or 0,"
        " Path(sys.argv[1])))"
    )
    environment = {**os.environ, "PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (
        result.returncode == 1
        and "apt-get install chromium" in result.stderr
        and "Traceback" not in result.stderr
    )
