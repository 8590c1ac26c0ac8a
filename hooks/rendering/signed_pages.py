"""Whether a page still says what it said: when the guide was released, and when a clinician signed
it.

A page's fingerprint is taken over all that it shows (see ``hooks.rendering.page_text``), and
not over the files that it comes from: a change elsewhere in a data file takes
no signature away, and a new block is covered without being named here. Two
texts are compared. Whether the page is the guide's own is asked of what any
edition could show; whether it is what was signed, of what this edition shows.
Each part of a signed page has a fingerprint too, so that an editor is told
where to look.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from hooks.edition.signatures import Signature
from hooks.guide import Guide
from hooks.rendering.page_text import START, PageText, Part, parts_of

PART_LETTERS = 12
"""As many letters of a part's fingerprint are kept as tell parts of one page apart."""


def fingerprint(guide: Guide, page: str) -> str:
    """The fingerprint of a page as it stands in the guide, whatever an edition sets."""
    return _digest(guide.as_the_guide, page)


def _digest(guide: Guide, page: str) -> str:
    shown = json.dumps(guide.once(PageText).digests(page))
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def release(guide: Guide, name: str) -> str:
    """The record of the guide's own text as it stands.

    Each fingerprint has a line to itself between the names of pages, so that two
    branches that change two pages merge without a conflict.
    """
    pages = ",\n".join(
        f"  {json.dumps(page)}:\n    {json.dumps(fingerprint(guide, page))}"
        for page in sorted(guide.pages)
    )
    return f'{{\n "guide": {json.dumps(name)},\n "pages": {{\n{pages}\n }}\n}}\n'


def change_of(guide: Guide, page: str) -> str:
    """What the edition did to a page: ``""`` nothing, ``changed`` or ``added``; nothing
    in the guide itself.
    """
    if not guide.edition.own or guide.release is None or page not in guide.pages:
        return ""
    was = guide.release.pages.get(page)
    return "added" if was is None else "" if was == fingerprint(guide, page) else "changed"


def signature_of(guide: Guide, page: str) -> tuple[Signature | None, bool]:
    """A page's signature, None without one, and whether it covers the text as it stands."""
    signature = guide.signatures.get(page) if guide.clinic.reviewer else None
    if signature is None:
        return None, False
    return signature, signature.text == _digest(guide, page)


def changed_since_signed(guide: Guide, page: str) -> list[Part]:
    """The parts of a page that say something else than what was signed, in the page's order.

    Empty when the signature holds, and when nobody signed the page. A part that is
    gone is among them; it stands where the page begins.
    """
    signature, holds = signature_of(guide, page)
    if signature is None or holds:
        return []
    known = parts_of(guide, guide.pages[page])
    now = _parts(guide, page)
    names = [name for name in now if signature.parts.get(name) != now[name]]
    names += [name for name in signature.parts if name not in now]
    top = known[START].line
    return [known.get(name, Part(name, top)) for name in names] or [Part(START, top)]


def _parts(guide: Guide, page: str) -> dict[str, str]:
    return {
        name: digest[:PART_LETTERS] for name, digest in guide.once(PageText).digests(page).items()
    }


def sign(guide: Guide, pages: Iterable[str], day: date) -> str:
    """The file of signatures with the pages signed by the edition's reviewer on a day.

    Raises:
        ValueError: the edition names no reviewer.
    """
    reviewer = guide.clinic.reviewer
    if reviewer is None:
        raise ValueError("The edition has no reviewer.")
    who = f"{reviewer.name}, {reviewer.credentials} (licensed in {reviewer.licensed_in})"
    signed = {
        page: signature.model_dump(mode="json")
        for page, signature in guide.signatures.items()
        if page in guide.pages
    }
    signed |= {
        page: {
            "reviewer": who,
            "on": day.isoformat(),
            "text": _digest(guide, page),
            "parts": _parts(guide, page),
        }
        for page in pages
    }
    return json.dumps({"pages": dict(sorted(signed.items()))}, indent=1, ensure_ascii=False) + "\n"
