"""What a page weighs, as a web host sends it with gzip (level 6), without headers."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

from hooks.commands.browser import chromium
from hooks.commands.local_server import served

KINDS = {".html": "document", ".css": "styles", ".js": "scripts", ".json": "scripts"}
"""What a file counts as, by its ending; every other counts as an image."""


def first_view(site: Path, page: str) -> dict[str, int]:
    """What a browser fetches to show a page to somebody who comes for the first time.

    Args:
        site: the folder of the built site.
        page: the page's address in it, for example ``help/now/``.

    Returns:
        The bytes as sent, by the file's path in the site; the page itself comes first.
    """
    document = page + "index.html" if not page or page.endswith("/") else page
    tree = html.document_fromstring((site / document).read_bytes())
    wanted = [
        *tree.xpath(
            "//link[contains(' stylesheet icon preload modulepreload manifest ', concat(' ', @rel,"
            " ' '))]/@href"
        ),
        *tree.xpath("//*[self::script or self::img or self::source or self::iframe]/@src"),
    ]
    files = {document: None}
    for address in wanted:
        file = _path(document, address)
        files[file] = None
        if file.endswith(".css"):
            css = (site / file).read_text("utf-8")
            files |= {
                _path(file, inner): None
                for inner in re.findall(r"""url\(\s*['"]?([^'")]+)""", css)
                if not inner.startswith("data:")
            }
    return {file: sent(site / file) for file in files}


def second_page(view: dict[str, int], first: dict[str, int]) -> int:
    """What is fetched for a page by somebody who has seen another: what that one did not bring."""
    return sum(size for file, size in view.items() if file not in first)


def _path(base: str, address: str) -> str:
    return urlsplit(urljoin(f"https://guide.test/{base}", address)).path.lstrip("/")


@cache
def sent(file: Path) -> int:
    """The bytes of a file as sent with gzip."""
    return len(gzip.compress(file.read_bytes(), 6))


def by_kind(view: dict[str, int]) -> dict[str, int]:
    """The bytes of a first view by document, styles, scripts and images."""
    kinds = dict.fromkeys(("document", "styles", "scripts", "images"), 0)
    for file, size in view.items():
        kinds[KINDS.get(Path(file).suffix, "images")] += size
    return kinds


def search_opened(site: Path, page: str) -> dict[str, int]:
    """What a browser fetches when somebody types into the search of a page, beside the page itself.

    Args:
        site: the folder of the built site.
        page: a page with a search.

    Returns:
        The bytes as sent, by the file's path in the site.
    """
    with served(site) as address, chromium() as browser:
        window = browser.new_page()
        asked = []
        window.goto(address + page, wait_until="networkidle")
        window.on("request", lambda request: asked.append(request.url))
        window.locator("input[type=search]").first.fill("ketamine")
        window.locator("#results a").first.wait_for()
        window.wait_for_load_state("networkidle")
        files = dict.fromkeys(
            urlsplit(url).path.lstrip("/") for url in asked if url.startswith(address)
        )
    return {file: sent(site / file) for file in files}
