"""What is wrong with a web address before anybody has followed it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote, urlsplit

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
CARRIED = re.compile(r"(?:^|[=&?#/])(?:https?|ftp)(?::|-3A)(?:/{1,2}|__)[\w-]", re.I)
"""An address inside another one's query or fragment."""
OWN_MACHINE = re.compile(
    r"(?:^|\.)(?:localhost|localdomain|local|internal|lan|home|corp|intranet|test|invalid)$"
)
TYPED = {
    "tel": "A phone number",
    "sms": "A number for messages",
    "smsto": "A number for messages",
    "mailto": "An e-mail address",
    "whatsapp": "A number for messages",
    "skype": "A name for calls",
    "facetime": "A number for calls",
}
BY_KIND = (
    'Write "[call: crisis]" with the kind of a line in docs/data/help-lines.yml; a clinic\'s own '
    "contact stands in clinic.yml."
)


def problem_with(address: str) -> tuple[str, str] | None:
    """What is wrong with an address, and how to put it right; None when it may be published.

    Args:
        address: with its scheme, as a link has it.
    """
    scheme = SCHEME.match(address)
    kind = scheme.group(1).lower() if scheme else ""
    if kind in TYPED:
        return f"{TYPED[kind]} is typed into this link, and would stay when it changes.", BY_KIND
    if address.startswith("//"):
        return (
            "This link does not say how the other site is reached.",
            'Write "https://" before it.',
        )
    if kind not in ("http", "https"):
        return (
            f'A link that starts with "{kind}:" leads nowhere on a visitor\'s device.',
            "Link to a page of the guide, or to a web address that starts with https://.",
        )
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "This is no web address.", "Copy it anew from the browser's address line."
    if _is_near(host) or (port is not None and port not in (80, 443)):
        return (
            "This link leads to a computer that visitors do not reach.",
            "Copy the address that the page has on the public web.",
        )
    if parts.username or parts.password:
        return "This address holds a name to log in with.", "Delete what stands before the @."
    rest = f"?{parts.query}#{parts.fragment}"
    for _ in range(3):
        if CARRIED.search(rest):
            return (
                "This address only leads on to another, and tells its owner who follows it.",
                "Open it, and copy the address of the page where you end up.",
            )
        rest = unquote(rest)
    return None


def _is_near(host: str) -> bool:
    """Whether a host is this computer, a network at home or at work, or no name at all."""
    if not host or OWN_MACHINE.search(host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    # A browser reads "127.1" and "0x7f.1" as numbers too; a public name has a point, and letters
    # after its last one.
    return "." not in host or bool(re.fullmatch(r"(?:0x[0-9a-f]*|\d+)", host.rpartition(".")[2]))
