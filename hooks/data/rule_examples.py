"""``docs/data/rules/``: what each rule finds and lets through."""

from __future__ import annotations

from hooks.data.schema import Model


class RuleExample(Model):
    """Words a rule finds something in, or lets through.

    Attributes:
        text: Markdown that stands on a page below its title, or a whole file when it starts with
            three dashes.
        finding: what the rule says; none where it lets the words through.
        page: the page it stands on; with a slash before it, the file of the project.
    """

    text: str
    finding: str | None = None
    page: str = "ketamine/example.md"


class RuleExamples(Model):
    """``docs/data/rules/NAME.yml``: the examples of a rule, shown on its page and run by the
    tests."""

    bad: list[RuleExample]
    good: list[RuleExample]
