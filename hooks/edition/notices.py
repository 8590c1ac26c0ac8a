"""What an edition shows of itself on a page, and what it may not leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from hooks.edition.settings import Clinic, read_settings
from hooks.finding import Finding, nearest
from hooks.edition.signatures import change_of, signature_of
from hooks.text.markdown_file import read_text
from hooks.dates import format_date

if TYPE_CHECKING:
    from hooks.guide import Guide

COLORS = "assets/edition.css"
"""The stylesheet with an edition's colors."""

DESCRIBED = "us"
"""The region whose law, approval and prices the pages describe."""

DESCRIBING = ("ketamine", "couples", "questions")
"""The sections that speak of law, approval and prices."""

DESCRIBING_TOO = ("about/claims.md", "help/low-cost.md", "reflect/before-ketamine.md")

REQUIRED_PAGES = (
    "help/now.md",
    "help/low-cost.md",
    "help/safe-browsing.md",
    "cycles/not-a-cycle.md",
    "couples/consent-and-pressure.md",
    "couples/someone-asked-me.md",
    "ketamine/side-effects.md",
    "ketamine/who-should-not.md",
    "ketamine/limits.md",
    "ketamine/if-you-feel-worse.md",
    "ketamine/research.md",
    "ketamine/choose-a-clinic.md",
    "about/claims.md",
    "about/how-we-grade.md",
    "about/sources.md",
    "about/privacy.md",
    "about/accessibility.md",
    "about/funding.md",
    "about/evidence/index.md",
)
"""Pages on help, safety, side effects, limits and evidence, which every edition has in its menu."""

REQUIRED_OFF_MENU = (
    "about/evidence/couples.md",
    "about/evidence/for-clinics.md",
    "about/evidence/ketamine.md",
    "about/evidence/risks.md",
    "about/evidence/options.md",
    "about/evidence/relationships.md",
)
"""Pages every edition has, though no menu names them."""

NEUTRAL = (
    "help/now.md",
    "help/safe-browsing.md",
    "cycles/not-a-cycle.md",
    "couples/consent-and-pressure.md",
    "couples/someone-asked-me.md",
    "ketamine/if-you-feel-worse.md",
    "reflect/index.md",
    "reflect/argument.md",
    "reflect/closeness.md",
    "reflect/tense.md",
    "reflect/before-ketamine.md",
    "sheets/emergency.md",
)
"""Pages that must have a neutral title: tabs, the history and previews of links show it
to others.
"""

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


def host_of(guide, page: str) -> Host | None:
    """Whose edition it is, with the booking link where it may stand; None for the
    default edition.
    """
    if not guide.clinic.name:
        return None
    # The page for wrong addresses has no name, and whoever sees it was looking for something else.
    may_book = bool(page) and not page.startswith(UNBOOKED)
    return Host(guide.clinic, guide.clinic.booking or "" if may_book else "")


def notes(guide, page: str) -> Notes:
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


def signed(guide, page: str) -> Signed | None:
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


def hidden(guide) -> set[str]:
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


def check_required_pages(guide: Guide) -> list[Finding]:
    """Pages that every edition needs and this guide no longer has, or keeps from its visitors."""
    settings = read_settings(guide.root)
    if "nav" not in settings:
        return []
    listed, findings = set(_pages_in(settings["nav"])), _left_out(guide.root, settings)
    for page in (*REQUIRED_PAGES, *REQUIRED_OFF_MENU):
        if page not in guide.pages:
            findings.append(
                Finding(
                    f"docs/{page}",
                    1,
                    1,
                    "kept-page",
                    "Every edition needs this page, and it is gone.",
                    "Take it back from the guide. You may change its words; it will say that it"
                    " differs.",
                )
            )
        elif page in REQUIRED_PAGES and page not in listed:
            findings.append(
                Finding(
                    "mkdocs.yml",
                    1,
                    1,
                    "kept-page",
                    f'The menu does not name "{page}", which every edition needs.',
                    f'Put "- {page}" back under nav.',
                )
            )
        elif guide.pages[page].meta.get("index") == "false":
            source = guide.pages[page]
            findings.append(
                Finding(
                    source.path,
                    *source.places.get(("index",), (1, 1)),
                    "kept-page",
                    "The search and the list A to Z would leave this page out, and every edition"
                    " needs it.",
                    'Delete the line "index: false".',
                )
            )
    return findings


def _left_out(root, settings) -> list[Finding]:
    """Pages that every edition needs and that a setting takes out of the site."""
    findings = []
    for key in ("exclude_docs", "draft_docs"):
        patterns = settings.get(key)
        if not isinstance(patterns, str):
            continue
        # Read as the engine reads it, with the same library.
        spec = GitIgnoreSpec.from_lines(patterns.splitlines())
        text, _ = read_text(root / "mkdocs.yml", "mkdocs.yml")
        line = next(
            (n for n, each in enumerate(text.split("\n"), 1) if each.startswith(f"{key}:")), 1
        )
        findings += [
            Finding(
                "mkdocs.yml",
                line,
                1,
                "kept-page",
                f'"{key}" takes "{page}" out of the site, and every edition needs that page.',
                "Take the line that names it, or its folder, out of the list.",
            )
            for page in (*REQUIRED_PAGES, *REQUIRED_OFF_MENU)
            if spec.match_file(page)
        ]
    return findings


def check_offers(guide: Guide) -> list[Finding]:
    """Pages that name something no clinic can offer."""
    return [
        Finding(
            source.path,
            *source.places.get(("offers",), (1, 1)),
            "front-matter",
            f'"{source.meta["offers"][:60]}" is not among what can be offered.',
            nearest(source.meta["offers"], guide.offers),
        )
        for source in guide.pages.values()
        if guide.offers
        and isinstance(source.meta.get("offers"), str)
        and source.meta["offers"] not in guide.offers
    ]


def _pages_in(nav):
    """The names of the pages in a menu, however deep."""
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages_in(part)
