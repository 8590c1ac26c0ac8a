"""The handbook shows what its data says, leads somewhere, and is named where it helps."""

import re

import pytest
from project import ROOT
from small_guide import lay_out

from hooks.commands.handbook import pages, rule_page, write_handbook
from hooks.commands.lint import lint
from hooks.guide import load_guide
from hooks.text.syntax import LINK

GUIDE = load_guide(ROOT)
HANDBOOK = sorted((ROOT / "handbook").rglob("*.md"))


def prose(page):
    """A page without its code and without the findings that it quotes."""
    return re.sub(r"(?ms)^(```+).*?^\1$|`[^`\n]*`|^> [^\n]*", "", page.read_text("utf-8"))


def test_every_page_shows_the_examples_that_the_tests_run():
    assert [page.name for page, text in pages(GUIDE) if page.read_text("utf-8") != text] == [], (
        "run make release"
    )


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: page.stem)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page):
    text = prose(page)
    targets = [match.group(3) for match in LINK.finditer(text)]
    places = [target for target in targets if target and not re.match(r"https?:", target)]
    assert [
        place for place in places if not (page.parent / place.partition("#")[0]).resolve().is_file()
    ] == []


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: page.stem)
def test_no_page_holds_a_block_or_a_mark_that_github_would_print(page):
    text = prose(page)
    assert re.findall(r"(?m)^/// |\[\^[\w-]+\]|\[evidence: |\[call: ", text) == []


def test_examples_are_written_where_the_comments_stand(tmp_path):
    root = lay_out(tmp_path)
    (root / "docs/data/rules").mkdir()
    (root / "docs/data/rules/claims.yml").write_text(
        'bad:\n- text: "It `cures` \\\\1."\n  finding: "claims: No."\ngood:\n- text: It may help.\n'
    )
    (root / "handbook/rules").mkdir(parents=True)
    page = root / "handbook/rules/claims.md"
    page.write_text("# Claims\n\n<!-- examples -->\n<!-- /examples -->\n\nEnd.\n")
    assert write_handbook(load_guide(root)) == 2
    text = page.read_text("utf-8")
    assert "It `cures` \\1." in text and "> claims: No." in text and "It may help." in text
    assert text.endswith("End.\n")
    assert write_handbook(load_guide(root)) == 0


def test_who_gets_a_finding_is_told_where_its_reason_stands(tmp_path, capsys):
    root = lay_out(tmp_path)
    (root / "handbook/rules").mkdir(parents=True)
    (root / "handbook/rules/references.md").write_text("# References\n")
    assert rule_page("reference-unused", load_guide(root)) == "handbook/rules/references.md"
    assert lint(root) == 0
    assert "Why, with examples: handbook/rules/references.md." in capsys.readouterr().out
