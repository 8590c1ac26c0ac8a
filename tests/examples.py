"""Runs an example of ``docs/data/rules/`` through its rule."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from small_guide import lay_out

from hooks import rules
from hooks.data.references import Reference
from hooks.guide import Guide, load_guide
from hooks.rules import claims, numbers
from hooks.rules.silences import apply
from hooks.text.markdown_file import MarkdownFile, read_markdown_file

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 22)
HEAD = """---
title: Example
description: A page made for a test.
updated: 2026-11-22
review_by: 2027-05-22
---

# Example

"""


def read_page(text: str, page: str, folder: Path, whole: bool | None = None) -> MarkdownFile:
    """A page with the given text below its title, or the given file when it starts with three
    dashes."""
    whole = text.startswith("---") if whole is None else whole
    file = folder / "docs" / page
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text if whole else HEAD + text, "utf-8")
    return read_markdown_file(file, folder, folder / "docs")


def findings(
    name: str, text: str, page: str, folder: Path, guide: Guide | None = None
) -> list[str]:
    """What the rule with a name says about a text on a page, one line for each finding."""
    guide = guide or load_guide(ROOT, TODAY)
    rule = rules.RULES[name.replace("-", "_")]
    if page.endswith(".json"):
        guide = replace(
            guide,
            references={entry["id"]: Reference.model_validate(entry) for entry in json.loads(text)},
            pages={},
        )
        return [said(finding) for finding in rule.check_guide(guide)]
    if page.startswith("/"):
        # A file of the project, beside the sound pages.
        file = lay_out(folder / "project") / page[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return [said(finding) for finding in rule.check_guide(load_guide(folder / "project"))]
    source = read_page(text, page, folder)
    if name == "ledger":
        guide = replace(guide, pages=guide.pages | {source.page: source})
    if name == "silences":
        found = [finding for each in (numbers, claims) for finding in each.check(source, guide)]
        return [said(finding) for finding in apply(source, found, rules.SUPPRESSIBLE)]
    return [said(finding) for finding in sorted([*source.findings, *rule.check(source, guide)])]


def said(finding) -> str:
    """A finding without its place."""
    return f"{finding.rule}: {finding.message} {finding.fix}".strip()
