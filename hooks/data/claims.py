"""``docs/data/claims.yml``: claims people meet, and what can honestly be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hooks.data.data_file import DataFile
from hooks.data.field_types import ClaimRow, Sentence, Slug
from hooks.data.load import Loaded
from hooks.data.schema import Model, Named
from hooks.data.shown_text import ShownText
from hooks.data.unknown import unknown, unknown_sources
from hooks.finding import Finding

if TYPE_CHECKING:
    from hooks.guide import Guide


class Verdict(Named):
    """One of the six verdicts of the claim checker."""

    meaning: Sentence


class Claim(Model):
    """A claim people meet, and what can honestly be said."""

    id: Slug
    topic: Slug
    claim: Sentence
    verdict: Slug
    honest: Sentence
    sources: list[Slug] = []
    evidence: list[ClaimRow] = []


class ClaimFile(Model):
    """``docs/data/claims.yml``; ``rows`` are those that a mark names and no claim is about."""

    topics: list[Named]
    verdicts: list[Verdict]
    rows: dict[ClaimRow, Sentence] = {}
    claims: list[Claim]

    @property
    def known_rows(self) -> set[str]:
        """The rows that a mark may name."""
        return {*self.rows, *(row for claim in self.claims for row in claim.evidence)}


def check(loaded: Loaded[ClaimFile], guide: Guide) -> Iterator[Finding]:
    """Topics, verdicts and sources that there are not, and ids that stand twice."""
    file = loaded.record
    if file is None:
        return
    topics = {topic.id for topic in file.topics}
    verdicts = {verdict.id for verdict in file.verdicts}
    seen = set()
    for n, claim in enumerate(file.claims):
        at = ("claims", n)
        if claim.id in seen:
            message = f'Two claims have the id "{claim.id}".'
            yield loaded.finding((*at, "id"), message, "Give one of them another.")
        seen.add(claim.id)
        if claim.topic not in topics:
            yield unknown(loaded, (*at, "topic"), "topic", claim.topic, topics)
        if claim.verdict not in verdicts:
            yield unknown(loaded, (*at, "verdict"), "verdict", claim.verdict, verdicts)
        yield from unknown_sources(loaded, guide, at, claim.sources)


def shown(loaded: Loaded[ClaimFile], guide: Guide) -> Iterator[ShownText]:
    """What is said to the claims; the claims themselves are quoted in order to be corrected."""
    text = ShownText(loaded, "about/claims.md")
    text.add_all(loaded.value, {"name", "meaning", "honest"})
    yield text


FILE = DataFile("docs/data/claims.yml", ClaimFile, check, shown)
