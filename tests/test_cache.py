"""What an earlier run found is told again word for word, and never when something changed."""

import shutil

import pytest
from small_guide import PAGES, lay_out

from hooks.guide import load_guide
from hooks.rules import check_changed, check_guide


@pytest.fixture
def small(tmp_path):
    """The small guide with every bad page in it."""
    root = lay_out(tmp_path / "small")
    for page in PAGES.glob("*.md"):
        shutil.copy(page, root / "docs" / "ketamine")
    return root


def told(root):
    """The findings as a run with what is kept tells them, which have to be those of a
    run without.
    """
    with_kept = check_changed(load_guide(root))
    assert with_kept == check_guide(load_guide(root))
    return [str(finding) for finding in with_kept]


def append(file, text):
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_a_second_run_tells_the_same(small):
    first = told(small)
    assert len(first) > 20
    assert told(small) == first


def test_an_edit_of_a_page_is_noticed(small):
    before = told(small)
    page = small / "docs" / "ketamine" / "limits.md"
    good = page.read_text("utf-8")
    append(page, "\nIt is 1/2 of them.\n")
    assert any("limits.md" in line and ": numbers: " in line for line in told(small))
    page.write_text(good, "utf-8")
    assert told(small) == before


def test_an_edit_of_the_words_looked_for_is_noticed(small):
    append(small / "docs" / "ketamine" / "limits.md", "\nThe wallpaper is purple.\n")
    assert not any("wallpaper" in line for line in told(small))
    lists = small / "docs" / "data" / "wording" / "lists.yml"
    append(lists, "\nplainer:\n  wallpaper: paper\n")
    assert any("wallpaper" in line for line in told(small))


def test_a_page_that_goes_is_missed_by_those_that_link_to_it(small):
    told(small)
    (small / "docs" / "help" / "now.md").unlink()
    assert any('There is no page "' in line and "now.md" in line for line in told(small))


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "null",
        '{"ketamine/limits.md": 3}',
        '{"ketamine/limits.md": ["x"]}',
        "[" * 100_000,
    ],
)
def test_a_file_that_cannot_be_used_costs_time_alone(small, broken):
    before = told(small)
    (small / ".cache" / "findings.json").write_text(broken, "utf-8")
    assert told(small) == before
