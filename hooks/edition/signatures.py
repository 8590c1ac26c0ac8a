"""What was recorded of a page's text: when the guide was released, and when a clinician signed it.

Here the two records are read. What a page's text is held against them by is in
``hooks.rendering.signed_pages``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator

from hooks.data.field_types import Words
from hooks.data.load import load
from hooks.data.schema import Day, Model
from hooks.finding import Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide

RECORD = "docs/data/release.json"
SIGNATURES = "signatures.json"


def _fingerprint(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", value):
        raise ValueError("is not a fingerprint", "Only the guide's own commands write it.")
    return value


Print = Annotated[str, AfterValidator(_fingerprint)]
Kind = TypeVar("Kind", bound=Model)


class Release(Model):
    """``docs/data/release.json``: the guide's name, and the fingerprint of each of its pages."""

    guide: Words
    pages: dict[str, Print]


class Signature(Model):
    """That a clinician has read a page, and which text it was, as a whole and by its parts."""

    reviewer: Words
    on: Day
    text: Print
    parts: dict[str, Words] = {}


class SignatureFile(Model):
    """``signatures.json``, written by ``python -m hooks sign``."""

    pages: dict[str, Signature]


def read_record(guide: Guide) -> tuple[Release | None, list[Finding]]:
    """The record of the guide's own text, and what is wrong with it."""
    return _read(guide, RECORD, Release, "Take it back from the guide.")


def read_signatures(guide: Guide) -> tuple[dict[str, Signature], list[Finding]]:
    """What was signed, by page, and what is wrong with the file."""
    if not (guide.root / SIGNATURES).exists():
        return {}, []
    file, faults = _read(
        guide, SIGNATURES, SignatureFile, 'Delete it, and sign again with "python -m hooks sign".'
    )
    for page in file.pages if file else ():
        if page not in guide.pages:
            faults.append(
                Finding(
                    SIGNATURES,
                    1,
                    1,
                    "signature",
                    f'There is no page "{page[:80]}".',
                    nearest(
                        page,
                        guide.pages,
                        'Take it out, or sign again with "python -m hooks sign".',
                    ),
                )
            )
    return (file.pages if file else {}), faults


def _read(
    guide: Guide, path: str, model: type[Kind], fix: str
) -> tuple[Kind | None, list[Finding]]:
    loaded = load(guide.root, path, model, fix=fix)
    if path == RECORD and loaded.findings and not loaded.text:
        message = "The record of the guide's own text is not there."
        return None, [Finding(path, 1, 1, "release", message, fix)]
    return loaded.record, loaded.findings
