"""Writes into ``handbook/`` what it takes from data: GitHub shows no blocks.

The page of a rule shows the rule's examples, and ``handbook/silenced.md`` every
finding that an editor silenced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hooks.data.rule_examples import RuleExamples
from hooks.guide import Guide
from hooks.rules import RULES
from hooks.text.suppressions import suppressions

RULE_PAGES = "handbook/rules"
SILENCED = "handbook/silenced.md"
PLACE = re.compile(r"<!-- examples -->\n.*?<!-- /examples -->\n", re.DOTALL)
"""Where the examples stand on the page of a rule."""


def rule_page(finding: str, guide: Guide) -> str | None:
    """The page about the rule that a finding is of, by the finding's name; None for one without."""
    for name, rule in RULES.items():
        if finding in rule.RULE.findings:
            page = f"{RULE_PAGES}/{name.replace('_', '-')}.md"
            return page if (guide.root / page).is_file() else None
    return None


def pages(guide: Guide) -> Iterator[tuple[Path, str]]:
    """Each page of the handbook that holds words from data, and what it has to be."""
    for name, examples in guide.rules.items():
        page = guide.root / RULE_PAGES / f"{name}.md"
        if page.is_file():
            text = page.read_text("utf-8")
            # As a template it would read the signs of an example as its own.
            shown = _examples(examples).replace("\\", r"\\")
            yield page, PLACE.sub(shown, text)
    if (guide.root / SILENCED).parent.is_dir():
        yield guide.root / SILENCED, _silenced(guide)


def write_handbook(guide: Guide) -> int:
    """Write them, and return how many have changed."""
    changed = [
        (page, text)
        for page, text in pages(guide)
        if not page.is_file() or page.read_text("utf-8") != text
    ]
    for page, text in changed:
        page.write_text(text, "utf-8")
    return len(changed)


def _examples(examples: RuleExamples) -> str:
    lines = ["<!-- examples -->", "", "## What it finds", ""]
    for example in examples.bad:
        lines += [*_example(example), f"> {example.finding}", ""]
    lines += ["## What it lets through", ""]
    for example in examples.good:
        lines += _example(example)
    return "\n".join([*lines, "<!-- /examples -->", ""])


def _example(example) -> list[str]:
    """An example as it was written, between signs that do not stand in it."""
    text = example.text.strip("\n")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    place = [f"In `{example.page[1:]}`:", ""] if example.page.startswith("/") else []
    return [*place, fence, text, fence, ""]


def _silenced(guide: Guide) -> str:
    rows = [
        f"| [{source.path}](../{source.path}#L{each.about}) | {each.about} | {each.rule} |"
        f" {each.reason.replace('|', '/')} |"
        for source in guide.pages.values()
        for each in suppressions(source)
    ]
    table = ["| Page | Line | Rule | Why |", "|---|---|---|---|", *rows]
    return "\n".join(
        [
            "# What was silenced",
            "",
            "A rule can be wrong about a line. Then an editor may"
            " [silence it there](rules/silences.md), with a reason. `make release` writes this"
            " list.",
            "",
            *(table if rows else ["Nothing is silenced."]),
            "",
        ]
    )
