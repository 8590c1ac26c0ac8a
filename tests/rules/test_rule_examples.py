"""Every example on a rule's page does what the page says of it."""

import pytest
from examples import ROOT, TODAY, findings

from hooks.guide import load_guide
from hooks.rules import RULES

GUIDE = load_guide(ROOT, TODAY)
BAD = [(name, example) for name, examples in GUIDE.rules.items() for example in examples.bad]
GOOD = [(name, example) for name, examples in GUIDE.rules.items() for example in examples.good]


def name_of(value):
    """A short name for a test, from an example or the name of its rule."""
    return value if isinstance(value, str) else value.text[:30]


@pytest.mark.parametrize(("name", "example"), BAD, ids=name_of)
def test_a_bad_example_gives_the_finding_that_its_page_shows(name, example, tmp_path):
    assert example.finding in findings(name, example.text, example.page, tmp_path, GUIDE)


@pytest.mark.parametrize(("name", "example"), GOOD, ids=name_of)
def test_a_good_example_gives_no_finding(name, example, tmp_path):
    assert findings(name, example.text, example.page, tmp_path, GUIDE) == []


def test_every_rule_has_a_page_and_examples():
    names = {name.replace("_", "-") for name in RULES}
    assert names == GUIDE.rules.keys()
    assert names | {"README"} == {page.stem for page in (ROOT / "handbook/rules").glob("*.md")}
