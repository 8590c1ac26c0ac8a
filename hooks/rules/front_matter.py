"""The fields at the head of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from hooks.data.field_types import SENTENCE_END, Letters, Matching, Sentence, Switch, Title, Words
from hooks.data.schema import Day, Model, validate
from hooks.edition.required_pages import NEUTRAL
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.sitewide.feeds import public_title
from hooks.text.markdown_file import MarkdownFile

RULE = Rule({"front-matter": ERROR}, suppressible=False)


PLAIN_END = Matching(r"[.?]$", SENTENCE_END.wrong, SENTENCE_END.fix)
"""A description neither shouts nor breaks off."""


class FrontMatter(Model):
    """The fields of a page.

    Attributes:
        changed: what the last change was, for the feed of changes.
        neutral_title: what stands in the title's place wherever others may see it,
            such as a tab, the history or a link's preview: true, and bland.
    """

    title: Title
    description: Annotated[str, Letters(high=220), PLAIN_END]
    updated: Day
    review_by: Day
    changed: Sentence | None = None
    search_words: list[Words] = []
    template: str | None = None
    index: Switch = "true"
    neutral_title: Title | None = None
    offers: str | None = None


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Missing, unknown or wrongly written fields, and a review date that lies before the update."""
    if source.findings:
        return
    template = source.meta.get("template")
    if isinstance(template, str) and not (guide.root / "overrides" / template).is_file():
        line, column = source.places[("template",)]
        yield Finding(
            source.path,
            line,
            column,
            "front-matter",
            f'There is no template "{template}".',
            "Templates stand in the folder overrides; most pages need none, so delete the line.",
        )
    record, findings = validate(
        FrontMatter, source.meta, source.path, source.places, "front-matter"
    )
    yield from findings
    if source.page in NEUTRAL and not source.meta.get("neutral_title"):
        yield Finding(
            source.path,
            *source.places.get(("title",), (1, 1)),
            "front-matter",
            "This page needs a neutral title, because its own would stand in the history of a "
            "phone that others may read.",
            'Below "title", add a line "neutral_title: " with a few words that are true and tell '
            "nothing.",
        )
    if record and record.review_by <= record.updated:
        line, column = source.places[("review_by",)]
        yield Finding(
            source.path,
            line,
            column,
            "front-matter",
            '"review_by" is not later than "updated".',
            "Give the day by which the page must be looked at again.",
        )


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Two pages with the same title, which nobody could tell apart in their tabs or their
    history."""
    titles: dict[str, str] = {}
    for page, source in guide.pages.items():
        title = public_title(source)
        first = titles.setdefault(" ".join(title.lower().split()), page)
        if first != page and not source.findings:
            name = "neutral_title" if source.meta.get("neutral_title") else "title"
            yield Finding(
                source.path,
                *source.places.get((name,), (1, 1)),
                "front-matter",
                f'The title "{title[:70]}" is that of docs/{first} too.',
                "Give one of the two pages another.",
            )
