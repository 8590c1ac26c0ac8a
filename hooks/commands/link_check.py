"""The links that lead out of the guide: whether something still answers there.

A server that says "not found" is one thing; one that will not talk to a
program is another. Only the first is a dead link. Where nothing answered at
all, nobody has looked, and the report says that too.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from hooks.finding import Finding
from hooks.text.markdown_file import MarkdownFile
from hooks.text.syntax import LINK

if TYPE_CHECKING:
    from hooks.guide import Guide

AGENT = "Mozilla/5.0 (compatible; link check of a static guide)"
SECONDS = 20
AT_ONCE = 8
GONE = (404, 410)

SECONDS_IN_ALL = 600
"""After which no further address is asked, so that a slow network ends the check and
not the job.
"""

SILENT_HOSTS = 2 * AT_ONCE
"""So many hosts without an answer, and none with one, mean that there is no network."""

Came = Literal["gone", "refusal", "nothing"]
KINDS: tuple[Came, ...] = ("gone", "refusal", "nothing")
"""What can come back beside a plain yes: that nothing is there, that the server will
not say, or nothing.
"""


@dataclass(frozen=True, order=True)
class LinkStatus:
    """What came back from an address.

    Attributes:
        address: where the link leads.
        places: the files it stands in.
        came: what kind of answer it is.
        words: what the server, or the network, said.
    """

    address: str
    places: tuple[str, ...]
    came: Came
    words: str


def links_of(guide: Guide) -> dict[str, set[str]]:
    """Every address the guide leads to, with the files it stands in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source in guide.pages.values():
        for address in _on_page(source):
            found[address].add(source.path)
    for reference in guide.references.values():
        if reference.link:
            found[reference.link].add("docs/data/references.json")
    for region in guide.help.regions.values() if guide.help else ():
        for helper in region.lines:
            if helper.chat:
                found[f"https://{helper.chat}"].add("docs/data/help-lines.yml")
    clinic = guide.clinic
    for address in filter(None, (clinic.leave_to, clinic.booking)):
        found[address].add(guide.edition.path)
    return dict(found)


def _on_page(source: MarkdownFile) -> Iterator[str]:
    for line in source.live:
        for match in LINK.finditer(line.text):
            if match.group(3).startswith(("https://", "http://")):
                yield match.group(3)


def check_links(links: dict[str, set[str]], seconds: float = SECONDS_IN_ALL) -> list[LinkStatus]:
    """Ask every address once, those of one host one after the other.

    Args:
        links: the addresses, with the files each stands in.
        seconds: after how long no further address is asked.

    Returns:
        The answers that are no plain yes, and every address that nobody looked at.
    """
    hosts = defaultdict(list)
    for address in sorted(links):
        hosts[urlsplit(address).netloc].append(address)
    network = _Network(seconds)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = [answer for each in workers.map(network.ask_all, hosts.values()) for answer in each]
    return sorted(
        LinkStatus(address, tuple(sorted(links[address])), came, words)
        for address, came, words in found
        if came
    )


class _Network:
    """Asks addresses for as long as it makes sense."""

    def __init__(self, seconds: float):
        self.end = time.monotonic() + seconds
        self.answering = self.silent = 0

    def ask_all(self, addresses: list[str]) -> list[tuple[str, Came | None, str]]:
        """What came back from the addresses of one host.

        A host that did not answer once is not asked again.
        """
        found: list[tuple[str, Came | None, str]] = []
        silence = ""
        for address in addresses:
            came: Came | None = "nothing"
            if silence:
                words = silence
            elif time.monotonic() > self.end:
                words = "not asked, for the time was up"
            elif self.silent >= SILENT_HOSTS and not self.answering:
                words = "not asked, for there is no network"
            else:
                came, words = _ask(address)
                if came == "nothing":
                    silence = words
                    self.silent += 1
                else:
                    self.answering += 1
            found.append((address, came, words))
        return found


def _ask(address: str) -> tuple[Came | None, str]:
    """What came back from an address, and in words; no kind when all is well."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):
            return None, ""
    except urllib.error.HTTPError as error:
        return "gone" if error.code in GONE else "refusal", f"answers {error.code}"
    except urllib.error.URLError as error:
        return "nothing", f"does not answer ({error.reason})"
    except Exception as error:  # what a server sends may break a program in many ways
        return "nothing", f"does not answer ({type(error).__name__})"


def report(late: list[Finding], answers: list[LinkStatus], links: int) -> str:
    """What is due, as Markdown for an issue; empty when nothing is.

    Args:
        late: findings on what is due for another look.
        answers: what ``look`` found.
        links: how many addresses there are.
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
    titles = ("Links that lead nowhere", "Links to open by hand", "Links nobody looked at")
    for title, came in zip(titles, KINDS, strict=True):
        entries = [
            f"- <{answer.address}> {answer.words}, in "
            + ", ".join(f"`{place}`" for place in answer.places)
            for answer in answers
            if answer.came == came
        ]
        if entries and came == "nothing" and len(entries) == links:
            entries = [
                f"None of the {links} links was looked at, for nothing answered from the network. "
                f"The first of them {answers[0].words}."
            ]
        if entries:
            parts.append(f"## {title}\n\n" + "\n".join(entries))
    return "\n\n".join(parts) + "\n" if parts else ""
