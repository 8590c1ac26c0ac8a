"""Reads the built site: refuses what must not be published, and finishes what is.

It looks at the files a visitor gets, whatever made them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from hooks.finding import Finding
from hooks.stylesheet import Used, purge, purge_again

THEME_FOLDERS = ("assets/javascripts", "assets/images")
"""What the theme copies into every site and no page of the guide asks for."""

FETCHING = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "input": "src", "track": "src", "use": "href", "image": "href",
}
"""The elements that make a browser fetch something, and the attribute that says what."""

FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest", "apple-touch-icon"}

DATA_SCRIPTS = ("application/ld+json", "application/json")
"""Script elements that hold data, which a browser does not run."""

STORAGE = re.compile(r"\b(localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open|sendBeacon|XMLHttpRequest|WebSocket|EventSource)\b")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
"""The Content-Security-Policy of every page: nothing but the site's own files."""


def seal(site: Path, cache: Path | None = None) -> list[Finding]:
    """Finish a built site in place, and say what must not be in it.

    Takes out the theme's scripts, keeps of its stylesheet what is used, and
    writes the policy into every page.

    Args:
        site: the folder of the built site.
        cache: a folder in which work is kept for the next time.

    Returns:
        What a visitor must not get: anything from another origin, inline
        scripts, styles and handlers, calls that store or send.
    """
    for folder in THEME_FOLDERS:
        shutil.rmtree(site / folder, ignore_errors=True)
    for file in site.rglob("*.map"):
        file.unlink()
    pages = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}
    used, findings = Used(), []
    for file, text in pages.items():
        tree = html.document_fromstring(text)
        used.add(tree)
        findings += _page(file.relative_to(site).as_posix(), tree)
        file.write_text(_with_policy(text), "utf-8")
    # The theme ships a second stylesheet, for colors; no page links to it.
    linked = {link for text in pages.values() for link in re.findall(r'href="[^"]*?([^/"]+\.css)"', text)}
    for file in site.rglob("*.css"):
        if file.name not in linked:
            file.unlink()
    sheets = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.css"))}
    for file, css in sheets.items():
        findings += _stylesheet(file.relative_to(site).as_posix(), css)
    if cache:
        purged = purge_again(list(sheets.values()), used, cache / "stylesheets.json")
    else:
        purged = purge(list(sheets.values()), used)
    for file, css in zip(sheets, purged):
        file.write_text(css, "utf-8")
    for file in sorted(site.rglob("*.js")):
        findings += _script(file.relative_to(site).as_posix(), file.read_text("utf-8"))
    return findings


def _with_policy(text: str) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return text.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {meta}', 1)


def _page(path: str, tree) -> list[Finding]:
    findings = []

    def say(element, message, fix):
        findings.append(Finding(path, element.sourceline or 1, 1, "published", message, fix))

    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        attribute = FETCHING.get(element.tag)
        addresses = [element.get(attribute, "") if attribute else "", element.get("poster", ""), element.get("xlink:href", "")]
        addresses += [part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()]
        fetched = element.tag != "link" or set(element.get("rel", "").split()) & FETCHED_LINKS
        for address in addresses:
            if fetched and _is_elsewhere(address):
                say(element, f"The page would load {address} from another origin.", "Put the file into docs/assets, or leave it out.")
        if element.tag == "script" and not element.get("src") and element.get("type") not in DATA_SCRIPTS:
            say(element, "The page has a script inside it.", "Put it into a file in docs/assets.")
        if element.tag == "style" or element.get("style"):
            say(element, "The page has a style inside it.", "Put it into docs/assets/guide.css.")
        handlers = [name for name in element.attrib if name.startswith("on")]
        if handlers:
            say(element, f"The page has a handler inside it ({handlers[0]}).", "Put it into a script file in docs/assets.")
        if element.tag == "form" and element.get("action"):
            say(element, "A form would send what is typed.", 'Take its "action" away.')
    return findings


def _stylesheet(path: str, css: str) -> list[Finding]:
    return [
        Finding(path, css.count("\n", 0, match.start()) + 1, 1, "published",
                f"The stylesheet would load {match.group(1)} from another origin.", "Put the file into docs/assets.")
        for match in re.finditer(r"""(?:url\(\s*['"]?|@import\s+['"])([^'")\s]+)""", css)
        if _is_elsewhere(match.group(1))
    ]


def _script(path: str, script: str) -> list[Finding]:
    return [
        Finding(path, script.count("\n", 0, match.start()) + 1, 1, "published",
                f"The script uses {match.group(1)}, which stores or sends.", "The guide keeps and sends nothing; take it out.")
        for match in STORAGE.finditer(script)
    ]


def _is_elsewhere(address: str) -> bool:
    return urlsplit(address).netloc != ""
