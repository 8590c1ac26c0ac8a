"""``docs/data/wording/``: the words the rules look for.

A file for each kind of claim that the guide never makes, with its sentences beside its patterns;
``words.yml`` with the lists of words they share; and ``lists.yml`` with what other rules look for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, RootModel

from hooks.data.field_types import Sentence, Slug, Words
from hooks.data.load import Loaded, load
from hooks.data.schema import Model

FOLDER = "docs/data/wording"
WORDS = f"{FOLDER}/words.yml"
LISTS = f"{FOLDER}/lists.yml"


class ClaimWords(Model):
    """A kind of claim the guide never makes.

    Attributes:
        id: the name of its file.
        why: why it is none, read after what was found.
        instead: what to write.
        patterns: what finds it, words in their order.
        together: what finds it, words in any order.
        approval: whether it says that something was approved.
        not_: lists of words beside which it is not made.
        bad: sentences that make it.
        good: sentences that look like it and do not.
    """

    id: Slug
    why: Sentence
    instead: Words
    patterns: list[Words] = []
    together: list[Words] = []
    approval: bool = False
    not_: list[Words] = Field([], alias="not")
    bad: list[Words] = []
    good: list[Words] = []


class WordLists(RootModel[dict[str, list[Words]]]):
    """``words.yml``: lists of words by name."""


class Lists(Model):
    """``lists.yml``: what rules look for beside claims.

    Attributes:
        order: the kinds of claim; where two fit the same words, the one that stands first is told.
        good: sentences that look like no kind of claim in particular, and make none.
    """

    order: list[Slug] = []
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
    good: list[Words] = []


@dataclass(frozen=True)
class Wording:
    """Everything the folder says.

    Attributes:
        words: the lists of words, by name.
        claims: the kinds of claim, in their order.
        lists: what other rules look for.
    """

    words: dict[str, list[str]]
    claims: list[ClaimWords]
    lists: Lists


def read_wording(root: Path) -> tuple[Wording | None, list[Loaded]]:
    """Read the folder of the guide at ``root``.

    Returns:
        The wording, None when something in it is wrong, and every file with what is wrong in it.
    """
    words = load(root, WORDS, WordLists)
    lists = load(root, LISTS, Lists)
    claims = [
        load(root, f"{FOLDER}/{file.name}", ClaimWords, prepare=_name)
        for file in sorted((root / FOLDER).glob("*.yml"))
        if f"{FOLDER}/{file.name}" not in (WORDS, LISTS)
    ]
    files: list[Loaded] = [words, lists, *claims]
    for n, name in enumerate(lists.record.order if lists.record else ()):
        if not (root / FOLDER / f"{name}.yml").exists():
            message = f'There is no claim "{name}".'
            fix = f"Delete the line, or write {FOLDER}/{name}.yml."
            lists.findings.append(lists.finding(("order", n), message, fix))
    if words.record is None or lists.record is None or any(file.findings for file in files):
        return None, files
    order = {name: n for n, name in enumerate(lists.record.order)}
    records = [file.record for file in claims if file.record]
    records.sort(key=lambda claim: (order.get(claim.id, len(order)), claim.id))
    return Wording(words.record.root, records, lists.record), files


def _name(loaded: Loaded) -> None:
    """Name a claim after its file."""
    if isinstance(loaded.value, dict):
        if "id" in loaded.value:
            message = 'A kind of claim has the name of its file, and no "id".'
            loaded.findings.append(loaded.finding(("id",), message, "Delete the line."))
        loaded.value = {**loaded.value, "id": Path(loaded.path).stem}
