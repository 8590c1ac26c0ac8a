"""``docs/data/claims.yml``: claims people meet, and what can honestly be said."""

from __future__ import annotations

from hooks.data.field_types import ClaimRow, Sentence, Slug
from hooks.data.schema import Model, Named


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
