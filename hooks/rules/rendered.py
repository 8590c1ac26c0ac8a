"""What the rules have read is what a visitor gets: no passage, block or link is lost or printed as
signs."""

from __future__ import annotations

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rendering.compare_with_source import check_source
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"rendered": ERROR}, makes_page=True, suppressible=False)


def check(source: MarkdownFile, guide: Guide) -> list[Finding]:
    """Passages, blocks, links and signs that come out of the engine otherwise than the rules read
    them."""
    return check_source(source, guide)
