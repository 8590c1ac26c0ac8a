"""``docs/data/wording.yml``: the words the rules look for."""

from __future__ import annotations

from pydantic import Field

from hooks.data.field_types import Sentence, Slug, Words
from hooks.data.data_file import DataFile
from hooks.data.schema import Model


class ClaimWords(Model):
    """A claim the guide never makes: patterns, why not, and what to write instead."""

    id: Slug
    why: Sentence
    instead: Words
    patterns: list[Words] = []
    together: list[Words] = []
    approval: bool = False
    not_: list[Words] = Field([], alias="not")


class Wording(Model):
    """``docs/data/wording.yml``: the words the rules look for."""

    words: dict[str, list[Words]]
    claims: list[ClaimWords]
    clinical: list[Words] = []
    unclinical: list[Words] = []
    benefit: list[Words] = []
    harm: list[Words] = []
    unknown: list[Words] = []
    fear: list[Words] = []
    blame: list[Words] = []
    passive: list[Words] = []
    link_text: list[Words] = []
    plainer: dict[str, Words] = {}


FILE = DataFile("docs/data/wording.yml", Wording)
