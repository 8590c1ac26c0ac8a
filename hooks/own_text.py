"""Whether a page still says what it said: when the guide was released, and when a clinician signed it.

A page's fingerprint is taken over all that a reader can read on it: title,
description and body, the words of its blocks and the data they show. Dates of
review, marks of code and the days on which help lines were looked up do not
count.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from hooks.finding import Finding, nearest
from hooks.records import Day, Record, Words, check
from hooks.source import BLOCK_OPEN, read_text

RECORD = "docs/data/release.json"
SIGNATURES = "signatures.json"

NOT_TEXT = frozenset(("checked", "seen_at", "trust"))
"""Fields of data that say when and where a help line was looked up."""

MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.S)


def _fingerprint(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", value):
        raise ValueError("is not a fingerprint", "Only the guide's own commands write it.")
    return value


Print = Annotated[str, AfterValidator(_fingerprint)]


class Release(Record):
    """``docs/data/release.json``: the guide's name, and the fingerprint of each of its pages."""

    guide: Words
    pages: dict[str, Print]


class Signature(Record):
    """That a clinician has read a page, and which text it was."""

    reviewer: Words
    on: Day
    text: Print


class SignatureFile(Record):
    """``signatures.json``, written by ``python -m hooks sign``."""

    pages: dict[str, Signature]


def fingerprint(guide, page: str) -> str:
    """The fingerprint of a page as it stands in the guide."""
    source = guide.sources[page]
    parts = [str(source.meta.get(name, "")) for name in ("title", "description")]
    parts.append("\n".join(line.text.rstrip() for line in source.body).strip())
    for line in source.prose:
        block = BLOCK_OPEN.match(line.text)
        if block:
            parts += _shown_by(guide, block.group(2), block.group(3) or "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _shown_by(guide, name: str, argument: str):
    """What a block shows beside its content: the words of its template, and data."""
    yield _words(guide, f"{name}.html")
    if name == "figure":
        yield _words(guide, f"figures/{argument}.html")
        if argument == "side-effects" and guide.figures:
            yield _data(guide.figures)
    elif name == "claims" and guide.claims:
        yield _data(guide.claims)
    elif name == "glossary":
        yield from map(_data, guide.terms)
    elif (
        name
        in (
            "help-lines",
            "help-card",
            "more-lines",
            "other-regions",
            "lines-checked",
        )
        and guide.help
    ):
        yield _data(guide.help)
    elif name == "ledger":
        yield from (
            _data(guide.ledger.groups[group])
            for group in argument.split()
            if group in guide.ledger.groups
        )
    elif name == "quiz" and re.fullmatch(r"[\w-]+", argument):
        file = guide.docs / "reflect" / f"{argument}.yml"
        text, _ = read_text(file, file.name) if file.is_file() else ("", None)
        yield "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _words(guide, template: str) -> str:
    """The words of a block's template."""
    file = guide.root / "overrides" / "blocks" / template
    if not re.fullmatch(r"[\w/-]+\.html", template) or not file.is_file():
        return ""
    return " ".join(MARKUP.sub(" ", file.read_text("utf-8")).split())


def _data(record) -> str:
    return json.dumps(
        _told(record.model_dump(mode="json", exclude_defaults=True)),
        sort_keys=True,
        ensure_ascii=False,
    )


def _told(value):
    if isinstance(value, dict):
        return {key: _told(part) for key, part in value.items() if key not in NOT_TEXT}
    return [_told(part) for part in value] if isinstance(value, list) else value


def release(guide, name: str) -> str:
    """The record of the guide's own text as it stands.

    Each fingerprint has a line to itself between the names of pages, so that two
    branches that change two pages merge without a conflict.
    """
    pages = ",\n".join(
        f"  {json.dumps(page)}:\n    {json.dumps(fingerprint(guide, page))}"
        for page in sorted(guide.sources)
    )
    return f'{{\n "guide": {json.dumps(name)},\n "pages": {{\n{pages}\n }}\n}}\n'


def read_record(guide) -> tuple[Release | None, list[Finding]]:
    """The record of the guide's own text, and what is wrong with it."""
    return _read(guide, RECORD, Release, "Take it back from the guide.")


def read_signatures(guide) -> tuple[dict[str, Signature], list[Finding]]:
    """What was signed, by page, and what is wrong with the file."""
    if not (guide.root / SIGNATURES).exists():
        return {}, []
    file, faults = _read(
        guide, SIGNATURES, SignatureFile, 'Delete it, and sign again with "python -m hooks sign".'
    )
    for page in file.pages if file else ():
        if page not in guide.sources:
            faults.append(
                Finding(
                    SIGNATURES,
                    1,
                    1,
                    "signature",
                    f'There is no page "{page[:80]}".',
                    nearest(
                        page,
                        guide.sources,
                        'Take it out, or sign again with "python -m hooks sign".',
                    ),
                )
            )
    return (file.pages if file else {}), faults


def _read(guide, path, model, fix):
    text, fault = read_text(guide.root / path, path)
    if fault:
        return None, [
            Finding(path, 1, 1, "release", "The record of the guide's own text is not there.", fix)
            if path == RECORD
            else fault
        ]
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return None, [
            Finding(
                path,
                getattr(error, "lineno", 1),
                getattr(error, "colno", 1),
                "data",
                "The file cannot be read from here on.",
                fix,
            )
        ]
    record, faults = check(model, value, path, {(): (1, 1)}, "data")
    return record, faults


def change_of(guide, page: str) -> str:
    """What the edition did to a page: ``""`` nothing, ``changed`` or ``added``; nothing in the guide itself."""
    if not guide.edition.own or guide.release is None or page not in guide.sources:
        return ""
    was = guide.release.pages.get(page)
    return "added" if was is None else "" if was == fingerprint(guide, page) else "changed"


def signature_of(guide, page: str) -> tuple[Signature | None, bool]:
    """A page's signature, None without one, and whether it covers the text as it stands."""
    signature = guide.signatures.get(page) if guide.clinic.reviewer else None
    return signature, bool(signature) and signature.text == fingerprint(guide, page)


def sign(guide, pages, day: date) -> str:
    """The file of signatures with the pages signed by the edition's reviewer on a day."""
    reviewer = guide.clinic.reviewer
    who = f"{reviewer.name}, {reviewer.credentials} (licensed in {reviewer.licensed_in})"
    signed = {
        page: signature.model_dump(mode="json") for page, signature in guide.signatures.items()
    }
    signed |= {
        page: {"reviewer": who, "on": day.isoformat(), "text": fingerprint(guide, page)}
        for page in pages
    }
    return json.dumps({"pages": dict(sorted(signed.items()))}, indent=1, ensure_ascii=False) + "\n"
