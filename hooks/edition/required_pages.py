"""The pages that every edition has and shows, and those that need a neutral title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from hooks.edition.settings import read_settings
from hooks.finding import Finding, nearest
from hooks.text.text_file import read_text

if TYPE_CHECKING:
    from hooks.guide import Guide

REQUIRED_PAGES = (
    "help/now.md",
    "help/low-cost.md",
    "help/plan-and-phones.md",
    "help/for-a-friend.md",
    "help/using-this-site.md",
    "cycles/not-a-cycle.md",
    "couples/your-choice.md",
    "ketamine/side-effects.md",
    "ketamine/who-should-not.md",
    "ketamine/limits.md",
    "ketamine/if-you-feel-worse.md",
    "ketamine/choose-a-clinic.md",
)
"""Pages on help, safety, side effects and limits, which every edition has in its menu."""

REQUIRED_OFF_MENU = (
    "about/claims.md",
    "about/how-we-know.md",
    "about/sources.md",
    "about/privacy.md",
    "about/accessibility.md",
    "about/who-made-this.md",
    "about/evidence/index.md",
    "about/evidence/couples.md",
    "about/evidence/for-clinics.md",
    "about/evidence/ketamine.md",
    "about/evidence/risks.md",
    "about/evidence/options.md",
    "about/evidence/relationships.md",
)
"""Pages every edition has, reached from the foot of each page or from its sources."""

NEUTRAL = (
    "help/now.md",
    "help/plan-and-phones.md",
    "help/for-a-friend.md",
    "help/using-this-site.md",
    "cycles/not-a-cycle.md",
    "cycles/the-next-hour.md",
    "cycles/two-ways.md",
    "cycles/blame-and-silence.md",
    "cycles/broken-trust.md",
    "couples/your-choice.md",
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
