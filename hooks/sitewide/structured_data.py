"""What a page tells search engines about itself, in the words of schema.org (JSON-LD).

Only what is true: no review that did not happen, no hours that are not plain,
no star, no author who is not named.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from hooks.guide import Guide
from hooks.rendering.signed_pages import change_of, signature_of
from hooks.sitewide.feeds import description_of, name_of
from hooks.text.passages import is_prose

LICENSE = "https://creativecommons.org/licenses/by/4.0/"

NOT_MEDICAL = ("about", "for-clinics", "for-editors")
"""Sections about the guide itself."""

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the element the data stands in, as JSON writes it in other signs."""


def structured_data(
    guide: Guide, page: str, site_name: str, usual: str, absolute_url: Callable[[str], str]
) -> str:
    """The data of a page, ready to stand in a script element.

    Args:
        guide: the guide.
        page: the page's name, ``ketamine/limits.md``.
        site_name: the name of the edition, which its first page alone says.
        usual: what is said of a page with a neutral title (see ``description_of``).
        absolute_url: gives a page's absolute URL from its name; "" when the
            site does not know where it will stand.
    """
    source = guide.pages.get(page)
    if source is None or source.findings:
        return ""
    home = absolute_url("index.md")
    if page == "index.md":
        site = {
            "@type": "WebSite",
            **({"@id": f"{home}#site", "url": home} if home else {}),
            "name": site_name,
            "description": source.meta.get("description", ""),
            "inLanguage": "en-US",
        }
        if guide.clinic.name:
            site["publisher"] = _clinic(guide, home)
        return _as_script(site)
    graph = [_page(guide, page, usual, absolute_url)]
    if page.startswith("questions/"):
        graph[0]["@type"] = ["MedicalWebPage", "FAQPage"]
        graph[0]["mainEntity"] = _questions(guide, source)
    if home:
        graph.append(_crumbs(guide, page, absolute_url))
    return _as_script({"@graph": graph})


def _page(guide: Guide, page: str, usual: str, absolute_url: Callable[[str], str]) -> dict:
    source = guide.pages[page]
    address, home = absolute_url(page), absolute_url("index.md")
    data = {
        "@type": "WebPage" if source.section in NOT_MEDICAL else "MedicalWebPage",
        **({"@id": address, "url": address} if address else {}),
        "name": name_of(guide, page),
        "description": description_of(guide, page, usual),
        "inLanguage": "en-US",
        "isAccessibleForFree": True,
        "dateModified": str(source.meta.get("updated", "")),
        # What a host has written itself is not under the guide's license.
        **({} if change_of(guide, page) == "added" else {"license": LICENSE}),
        **({"isPartOf": {"@id": f"{home}#site"}} if home else {}),
    }
    signature, holds = signature_of(guide, page)
    if signature and holds and data["@type"] == "MedicalWebPage":
        data["lastReviewed"] = signature.on.isoformat()
        data["reviewedBy"] = {"@type": "Person", "name": signature.reviewer}
    if guide.clinic.name:
        data["publisher"] = {"@type": "MedicalClinic", "name": guide.clinic.name}
    return data


def _questions(guide: Guide, source) -> list[dict]:
    """Every question of a page with its whole answer, as it stands there."""
    answers: dict[int, list[str]] = {}
    for passage in guide.passages(source):
        if is_prose(passage):
            answers.setdefault(passage.heading, []).append(passage.text)
    return [
        {
            "@type": "Question",
            "name": heading.text,
            "acceptedAnswer": {"@type": "Answer", "text": " ".join(answers[heading.line])},
        }
        for heading in source.headings
        if heading.level == 3 and heading.text.endswith("?") and heading.line in answers
    ]


def _crumbs(guide: Guide, page: str, absolute_url: Callable[[str], str]) -> dict:
    """The way from the first page to this one, over the pages that stand between."""
    folders = page.split("/")[:-1]
    between = ["/".join(folders[: n + 1]) + "/index.md" for n in range(len(folders))]
    steps = [step for step in ("index.md", *between) if step in guide.pages and step != page]
    steps.append(page)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name_of(guide, step),
                "item": absolute_url(step),
            }
            for number, step in enumerate(steps, 1)
        ],
    }


def _clinic(guide: Guide, home: str) -> dict:
    """Whose edition it is.

    Hours are left out: schema.org wants them in a form a sentence does not have.
    """
    clinic = guide.clinic
    known = {
        "name": clinic.name,
        "telephone": clinic.phone,
        "email": clinic.email,
        "address": ", ".join(clinic.address or ()),
        "knowsLanguage": clinic.languages,
    }
    return {
        "@type": "MedicalClinic",
        **({"@id": f"{home}#clinic"} if home else {}),
        **{name: value for name, value in known.items() if value},
    }


def _as_script(data: dict) -> str:
    text = json.dumps(
        {"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":")
    )
    for sign, escaped in UNSAFE.items():
        text = text.replace(sign, escaped)
    return text
