"""Fear, control and violence: a way to "this is not a cycle", and nobody made to share the
blame."""

from __future__ import annotations

from collections.abc import Iterator

from hooks.blocks.safety import Safety
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.sentences import split_sentences
from hooks.wording.checker import claim_checker

RULE = Rule({"safety": ERROR})


SECTIONS = ("couples", "cycles", "reflect")
PAGE = "not-a-cycle.md"


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """A page on couples without a way out, and words that spread blame where there is fear."""
    about_couples = source.section in SECTIONS or "attachment" in source.page
    way_out = any(kind is Safety for kind, _ in guide.blocks_on(source)) or any(
        PAGE in line.text for line in source.prose
    )
    if about_couples and not source.page.endswith(PAGE) and not way_out:
        yield Finding(
            source.path,
            source.headings[0].line if source.headings else 1,
            1,
            "safety",
            'This page is about couples and does not link to "this is not a cycle".',
            'Put the block "/// safety" and a line "///" after the first paragraph.',
        )
    if guide.wording is None:
        return
    words = claim_checker(guide.wording)
    fears = words.group("fear", denied=True)
    blames = words.group("blame")
    for passage in guide.passages(source):
        if passage.quoted or passage.kind == "heading":
            continue
        if not (source.page.endswith(PAGE) or fears(passage.text) or fears(passage.under)):
            continue
        for offset, sentence in split_sentences(passage.text):
            found = blames(sentence)
            if found:
                yield Finding(
                    source.path,
                    *passage.place(offset + found[0]),
                    "safety",
                    f'"{sentence[found[0] : found[1]]}" stands beside fear or violence and can '
                    "read as shared blame.",
                    'Say who does it: "What is done to you is not a cycle you share."',
                )
