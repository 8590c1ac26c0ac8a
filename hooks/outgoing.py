"""The links that lead out of the guide: whether something still answers there.

A server that says "not found" is one thing; one that will not talk to a
program, or is down for an hour, is another. Only the first is a dead link.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from hooks.source import LINK

AGENT = "Mozilla/5.0 (compatible; link check of a static guide)"
SECONDS = 20
AT_ONCE = 8
GONE = (404, 410)


@dataclass(frozen=True, order=True)
class Answer:
    """What came back from an address.

    Attributes:
        address: where the link leads.
        places: the files it stands in.
        gone: whether nothing is there any more.
        words: what the server, or the network, said.
    """

    address: str
    places: tuple[str, ...]
    gone: bool
    words: str


def links_of(guide) -> dict[str, set[str]]:
    """Every address the guide leads to, with the files it stands in."""
    found = defaultdict(set)
    for source in guide.sources.values():
        for line in source.live:
            for match in LINK.finditer(line.text):
                if match.group(3).startswith(("https://", "http://")):
                    found[match.group(3)].add(source.path)
    for reference in guide.references.values():
        if reference.link:
            found[reference.link].add("docs/data/references.json")
    for region in guide.help.regions.values() if guide.help else ():
        for line in region.lines:
            if line.chat:
                found[f"https://{line.chat}"].add("docs/data/help-lines.yml")
    clinic = guide.clinic
    for address in filter(None, (clinic.leave_to, clinic.booking)):
        found[address].add(guide.edition.path)
    return dict(found)


def look(links: dict[str, set[str]]) -> list[Answer]:
    """Ask every address once, those of one host one after the other.

    Returns:
        The answers that are no plain yes.
    """
    hosts = defaultdict(list)
    for address in sorted(links):
        hosts[urlsplit(address).netloc].append(address)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        answers = [
            answer
            for found in workers.map(
                lambda host: [_ask(address) for address in host], hosts.values()
            )
            for answer in found
        ]
    return sorted(
        Answer(address, tuple(sorted(links[address])), gone, words)
        for address, gone, words in answers
        if words
    )


def _ask(address: str) -> tuple[str, bool, str]:
    """An address, whether nothing is there, and why not; no words when all is well."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):
            return address, False, ""
    except urllib.error.HTTPError as error:
        return address, error.code in GONE, f"answers {error.code}"
    except urllib.error.URLError as error:
        return address, False, f"does not answer ({error.reason})"
    except Exception as error:  # what a server sends may break a program in many ways
        return address, False, f"does not answer ({type(error).__name__})"


def report(late, answers: list[Answer]) -> str:
    """What is due, as Markdown for an issue; nothing when nothing is.

    Args:
        late: findings on what is due for another look.
        answers: what ``look`` found.
    """
    parts = []
    for title, help_lines in (
        ("Help lines to ring", True),
        ("Pages and sources to look at again", False),
    ):
        entries = [
            f"- `{finding.path}:{finding.line}` {finding.message} {finding.fix}"
            for finding in late
            if (finding.rule == "help-line-age") == help_lines
        ]
        if entries:
            parts.append(f"## {title}\n\n" + "\n".join(entries))
    for title, gone in (("Links that lead nowhere", True), ("Links to open by hand", False)):
        entries = [
            f"- <{answer.address}> {answer.words}, in {', '.join(f'`{place}`' for place in answer.places)}"
            for answer in answers
            if answer.gone == gone
        ]
        if entries:
            parts.append(f"## {title}\n\n" + "\n".join(entries))
    return "\n\n".join(parts) + "\n" if parts else ""
