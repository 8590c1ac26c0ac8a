"""What an edition shows of itself on a page, and which pages leave its menu."""

from __future__ import annotations

from dataclasses import dataclass

from hooks.dates import format_date
from hooks.edition.required_pages import REQUIRED_OFF_MENU, REQUIRED_PAGES
from hooks.edition.settings import Clinic
from hooks.guide import Guide
from hooks.rendering.signed_pages import change_of, signature_of

COLORS = "assets/edition.css"
"""The stylesheet with an edition's colors."""

DESCRIBED = "us"
"""The region whose law, approval and prices the pages describe."""

DESCRIBING = ("ketamine", "couples", "questions")
"""The sections that speak of law, approval and prices."""

DESCRIBING_TOO = ("about/claims.md", "help/low-cost.md", "reflect/before-ketamine.md")

UNBOOKED = ("help/", "reflect/", "cycles/not-a-cycle.md", "ketamine/if-you-feel-worse.md")
"""Where no booking link stands: who reads there needs something else first."""


@dataclass(frozen=True)
class Host:
    """Whose edition it is, as the end of a page shows it.

    Attributes:
        clinic: the edition's settings.
        booking: the booking link where it may stand, else nothing.
    """

    clinic: Clinic
    booking: str = ""


@dataclass(frozen=True)
class Notes:
    """What an edition says below a page's main message.

    Attributes:
        not_offered: what the page is about and the clinic does not offer.
        abroad: whether the page describes another region than the edition's.
        change: what the edition did to the page's text: ``changed``, ``added`` or nothing.
        safety: whether the page is one of those that every edition keeps.
        facts: what is known about the edition's region: statements, each with the page it stands
            on.
    """

    not_offered: str = ""
    abroad: bool = False
    change: str = ""
    safety: bool = False
    facts: tuple = ()


@dataclass(frozen=True)
class Signed:
    """Who signed a page off, when in words, and whether it still is the text that was signed."""

    reviewer: str
    on: str
    holds: bool


def host_of(guide: Guide, page: str) -> Host | None:
    """Whose edition it is, with the booking link where it may stand; None for the
    default edition.
    """
    if not guide.clinic.name:
        return None
    # The page for wrong addresses has no name, and whoever sees it was looking for something else.
    may_book = bool(page) and not page.startswith(UNBOOKED)
    return Host(guide.clinic, guide.clinic.booking or "" if may_book else "")


def notes(guide: Guide, page: str) -> Notes:
    """What the edition says below a page's main message."""
    source = guide.pages.get(page)
    if source is None:
        return Notes()
    abroad = guide.clinic.region != DESCRIBED and (
        source.section in DESCRIBING or page in DESCRIBING_TOO
    )
    facts = [
        (guide.ledger.statements[number], guide.ledger.pages.get(number, ""))
        for number in (guide.region.facts if abroad and guide.region else ())
        if number in guide.ledger.statements
    ]
    return Notes(
        guide.offers.get(_not_offered(guide, source), ""),
        abroad,
        change_of(guide, page),
        page in REQUIRED_PAGES + REQUIRED_OFF_MENU,
        tuple(facts),
    )


def signed(guide: Guide, page: str) -> Signed | None:
    """Who signed a page off; None when nobody has."""
    signature, holds = signature_of(guide, page)
    if signature is None:
        return None
    return Signed(signature.reviewer, format_date(signature.on), holds)


def after_lead(content: str) -> tuple[str, str]:
    """A page's HTML up to the end of its main message, and the rest; what an edition
    says goes between.
    """
    head, heading, rest = content.partition("</h1>")
    if not heading or not rest.lstrip().startswith("<p>"):
        return head + heading, rest
    lead, end, rest = rest.partition("</p>")
    return head + heading + lead + end, rest


def _not_offered(guide, source) -> str:
    offer = source.meta.get("offers")
    offered = guide.clinic.offers
    return offer if isinstance(offer, str) and offered is not None and offer not in offered else ""


def hidden(guide: Guide) -> set[str]:
    """The pages that leave the menu: what the clinic does not offer, when it wishes so.

    What is kept stays.
    """
    if not guide.clinic.hide_not_offered:
        return set()
    return {
        page
        for page, source in guide.pages.items()
        if page not in REQUIRED_PAGES and _not_offered(guide, source)
    }
