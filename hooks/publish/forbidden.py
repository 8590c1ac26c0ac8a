"""What must not be in a published file: other origins, code inside pages, and calls that store or
send.

Each function reads one kind of file as a browser would, whatever way it is
written: in capitals, without quotes, with entities, with line breaks in an
address. The browser's policy (``hooks/publish/policy.py``) forbids the same things; this
says it to the editor before a visitor's browser has to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from lxml import etree

DATA_SCRIPTS = ("application/ld+json", "application/json")
"""Script elements that hold data, which a browser does not run."""

LINKS_NOT_FETCHED = {"alternate", "author", "canonical", "help", "license", "me", "next", "prev"}
"""What a ``link`` may be to another origin: a browser only reads it."""

WARMED = {"dns-prefetch", "preconnect", "prefetch", "prerender"}
"""Links by which a browser asks for what nobody has pressed yet."""

ADDRESSES = (
    "src",
    "poster",
    "background",
    "data",
    "href",
    "xlink:href",
    "classid",
    "codebase",
    "archive",
    "manifest",
    "lowsrc",
    "dynsrc",
)
"""Attributes that make a browser fetch; on ``a`` and ``area`` a link is only followed when it is
pressed."""

SETS_OF_ADDRESSES = ("srcset", "imagesrcset")

REPORTING = ("ping", "attributionsrc")
"""Attributes that tell somebody when a link is pressed."""

FRAMES = {"iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe"}

FILMS = {"audio", "video", "track", "bgsound"}

CODE = re.compile(r"(?:javascript|vbscript|livescript):", re.I)

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)

WORDS = {"alt", "title", "placeholder", "content", "label", "summary", "value", "class", "id"}
"""Attributes that hold words or names, not addresses; so do all that start with ``aria-`` or
``data-``."""

STORES_OR_SENDS = re.compile(
    r"""\b(localStorage|sessionStorage|indexedDB|openDatabase|cookieStore|serviceWorker|sendBeacon
        |XMLHttpRequest|WebSocket|WebTransport|EventSource|BroadcastChannel|SharedWorker
        |RTCPeerConnection|webkitRTCPeerConnection|requestFileSystem|showSaveFilePicker)\b
      | \b(document\s*\??\.\s*cookie|navigator\s*\??\.\s*storage
        |(?:window|self|globalThis|top|parent)\s*\??\.\s*name)\b
      | (?<![.\w$])(caches)\s*\??[.\[]
      | \b(history\s*\??\.\s*(?:pushState|replaceState))\s*\(\s*(?!null\s*,)
      | \b(location\s*\??\.\s*(?:hash|search))\s*=(?!=)
      | (?:^|[^.\w$]|\b(?:window|self|globalThis)\s*\??\.\s*)(fetch)\s*\((?![\w$,\s]*\)\s*\{)
      | ["'`](cookie|fetch|caches)["'`]\s*\]""",
    re.X | re.M,
)
"""What would leave something behind or tell somebody; the name stands in one of the groups."""

RUNS_TEXT = re.compile(r"(?<![.\w$])(eval|new\s+Function|document\s*\.\s*write(?:ln)?)\s*\(")

SEARCH_SCRIPTS = re.compile(r"assets/search[^/]*\.js$|assets/search/")
"""The scripts that may fetch: the search's, which get its index."""

NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")
"""Names that look like addresses and that no browser fetches."""

ADDRESS_IN_SCRIPT = re.compile(
    r"""(["'`])\s*((?:https?:|wss?:)?//[\w.-][^"'`\s]*|(?:https?|wss?):[^"'`\s]+)""", re.I
)

COMMENT = re.compile(r"/\*.*?\*/", re.S)

ESCAPE = re.compile(r"\\([0-9a-f]{1,6})[ \t\f]?|\\([^\n0-9a-f])", re.I)

IN_STYLES = re.compile(
    r"""\b(?:url|src)\(\s*("[^"]*"|'[^']*'|[^)]*)\s*\)|(?:image-set\([^)]*?|@import\s*|@namespace\s+)("[^"]*"|'[^']*')""",
    re.I,
)

IMPORT = re.compile(r"@import\b", re.I)

FONT = re.compile(r"@font-face\b", re.I)


@dataclass(frozen=True)
class Intruder:
    """One thing that must not be published.

    Attributes:
        line: where it stands in the built file.
        message: what is wrong.
        fix: how to put it right.
        needle: the words by which it can be found in what the file was made from.
    """

    line: int
    message: str
    fix: str
    needle: str = ""


@dataclass(frozen=True)
class Allowed:
    """What a file may do beside what every file may.

    Attributes:
        origins: the origins it may load from.
        closed: whether it is a page that fetches nothing (see ``hooks/publish/policy.py``).
    """

    origins: tuple[str, ...] = ()
    closed: bool = False

    def has(self, address: str) -> bool:
        """Whether an address is at an origin that was opened."""
        parts = urlsplit(
            "https:" + tidy(address) if tidy(address).startswith("//") else tidy(address)
        )
        return f"{parts.scheme}://{parts.netloc}".lower() in {
            origin.lower() for origin in self.origins
        }


ATOM = "http://www.w3.org/2005/Atom"
PUT_INTO_ASSETS = "Put the file into docs/assets, or leave it out."
STAYS_CLOSED = (
    "Pages about help, and those on which answers are given, stay closed, whatever a clinic "
    "opens; keep it off this page."
)


def tidy(address: str) -> str:
    """An address as a browser reads it: without line breaks and tabs, with slashes."""
    address = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    return address.replace("\\", "/") if address[:5].lower() != "data:" else address


def is_elsewhere(address: str) -> bool:
    """Whether a browser would go to another origin for an address."""
    address = tidy(address)
    scheme = SCHEME.match(address)
    return address.startswith("//") or bool(scheme and scheme.group(1).lower() != "data")


def is_live_data(address: str) -> bool:
    """Whether a picture in an address (``data:``) is more than a picture."""
    address = tidy(address)
    if address[:5].lower() != "data:":
        return False
    kind, _, body = address[5:].partition(",")
    kind = kind.lower()
    if not kind.startswith("image/"):
        return True
    if "svg" not in kind:
        return False
    if ";base64" in kind:
        import base64
        import binascii

        try:
            body = base64.b64decode(unquote(body) + "==").decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return True
    body = unescape(unquote(body))
    return bool(
        re.search(r"<\s*(?:script|foreignobject|iframe)|\son\w+\s*=|<!entity", body, re.I)
        or CODE.search(body)
        or re.search(
            r"""(?:href|src)\s*=\s*["']?\s*(?:[a-z]+:)?//|url\(\s*["']?\s*(?:[a-z]+:)?//|@import""",
            body,
            re.I,
        )
    )


def shown(address: str) -> str:
    """An address in a message: on one line and not too long."""
    address = " ".join(address.split())
    return address if len(address) <= 120 else address[:117] + "..."


# Pages


def in_page(tree, allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in a page.

    Args:
        tree: the page as an lxml element tree, without the policy that seals it.
        allowed: what the page may load.
    """
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str):
            if element.tag is etree.Comment and (element.text or "").lstrip().lower().startswith(
                "[if"
            ):
                yield Intruder(
                    element.sourceline or 1,
                    "The page has a part for one browser alone.",
                    "Take the comment out.",
                    "[if",
                )
            continue
        tag = tag.lower().rpartition(":")[2]
        if element.attrib or tag in ("script", "style") or tag in FRAMES or tag in FILMS:
            yield from _in_element(element, tag, allowed)


def _in_element(element, tag, allowed) -> Iterator[Intruder]:
    line = element.sourceline or 1

    def found(message, fix, needle=""):
        return Intruder(line, message, fix, needle)

    told = list(_in_tag(element, tag, allowed, found))
    yield from told
    # Of what has to go as a whole nothing more is said, but of a film that shows a picture.
    if told and (
        tag in FRAMES
        or tag == "link"
        or (tag in FILMS and not is_elsewhere(element.get("poster") or ""))
    ):
        return
    if "formaction" in element.attrib:
        yield found(
            "A button would send what is typed.", 'Take its "formaction" away.', "formaction"
        )
    for name, value in element.attrib.items():
        name = name.lower()
        if name in ADDRESSES or name in SETS_OF_ADDRESSES:
            yield from _in_address(element, tag, name, value, allowed, found)
        else:
            yield from _in_attribute(name, value, found)


def _in_tag(element, tag, allowed, found) -> Iterator[Intruder]:
    """What is wrong with an element for what it is."""
    if tag == "script":
        yield from _in_script_element(element, found)
    elif tag == "style":
        yield found(
            "The page has a style inside it.",
            "Put it into docs/assets/guide.css.",
            first_line(element.text) or "<style",
        )
    elif tag == "base":
        yield found(
            "The page changes what its addresses start from (base).",
            "Take the element out.",
            "<base",
        )
    elif tag == "meta":
        yield from _in_meta(element, found)
    elif tag in FRAMES:
        yield from _in_frame(element, tag, allowed, found)
    elif tag in FILMS:
        yield found(
            f"The page holds a film or a sound ({tag}), which the policy forbids.",
            "Link to it, or say it in words.",
            element.get("src") or f"<{tag}",
        )
    elif tag == "link":
        rels = set((element.get("rel") or "").lower().split())
        if rels & WARMED:
            yield found(
                f"The page makes a browser ask for {shown(element.get('href') or 'something')} "
                "before anybody has pressed a link.",
                "Take the element out.",
                element.get("href") or "<link",
            )
    elif tag == "form" and "action" in element.attrib:
        yield found("A form would send what is typed.", 'Take its "action" away.', "action")


def _in_frame(element, tag, allowed, found) -> Iterator[Intruder]:
    address = element.get("src") or element.get("data") or ""
    if not (allowed.has(address) and not allowed.closed):
        yield found(
            "The page holds another page or a program "
            f"({tag}{' ' + shown(address) if address else ''}).",
            "Link to it instead.",
            address or f"<{tag}",
        )


def _in_attribute(name: str, value: str, found) -> Iterator[Intruder]:
    """What is wrong with an attribute that holds no address."""
    if name.startswith("on") and len(name) > 3:
        yield found(
            f"The page has a handler inside it ({name}).",
            "Put it into a script file in docs/assets.",
            f"{name}",
        )
    elif name == "style":
        yield found("The page has a style inside it.", "Put it into docs/assets/guide.css.", value)
    elif name in REPORTING:
        yield found(
            f"A link would tell {shown(value)} that it was pressed ({name}).",
            "Take the attribute away.",
            value or name,
        )
    elif name == "srcdoc":
        yield found(
            "The page holds another page (srcdoc).", "Put its text into the page.", "srcdoc"
        )
    elif name == "referrerpolicy" and value.strip().lower() != "no-referrer":
        yield found(
            "The page would tell another site where a visitor comes from (referrerpolicy).",
            "Take the attribute away.",
            "referrerpolicy",
        )
    elif (
        ":" in value
        and name not in WORDS
        and not name.startswith(("aria-", "data-"))
        and CODE.search(tidy(value))
    ):
        yield found(
            f"An attribute runs code ({name}).",
            "Put it into a script file in docs/assets.",
            value,
        )


def _in_script_element(element, found):
    kind = (element.get("type") or "").strip().lower()
    body = element.text or ""
    if kind in DATA_SCRIPTS:
        try:
            json.loads(body)
        except ValueError:
            yield found(
                "The data in the page cannot be read.", "It has to be JSON.", first_line(body)
            )
    elif body.strip() or not element.get("src"):
        yield found(
            "The page has a script inside it.",
            "Put it into a file in docs/assets.",
            first_line(body) or "<script",
        )


def _in_meta(element, found):
    does = (element.get("http-equiv") or "").strip().lower()
    name = (element.get("name") or "").strip().lower()
    if does == "refresh":
        yield found(
            "The page sends a visitor on by itself (refresh).", "Link to the other page.", "refresh"
        )
    elif does in (
        "set-cookie",
        "content-security-policy",
        "content-security-policy-report-only",
        "x-dns-prefetch-control",
        "origin-trial",
    ):
        yield found(
            f'The page sets "{does}" for itself.',
            "Take the element out; the build writes the policy of every page.",
            does,
        )
    elif name == "referrer" and (element.get("content") or "").strip().lower() != "no-referrer":
        yield found(
            "The page would tell another site where a visitor comes from.",
            "Take the element out; the build writes it.",
            "referrer",
        )


def _in_address(element, tag, name, value, allowed, found):
    if CODE.match(tidy(value)):
        yield found(
            f"A link runs code ({shown(tidy(value))}).",
            "Put the code into a script file in docs/assets.",
            value,
        )
        return
    if tag in ("a", "area") and name in ("href", "xlink:href"):
        if tidy(value)[:5].lower() in ("data:", "blob:"):
            yield found(
                f"A link holds a page of its own ({shown(value[:40])}).", "Link to a page.", value
            )
        return
    if tag == "link":
        rels = set((element.get("rel") or "").lower().split())
        if rels and rels <= LINKS_NOT_FETCHED:
            return
    if tag in ("form", "base") or (tag in FILMS and name == "src"):
        return
    yield from _loaded(name, value, allowed, found)


def _loaded(name, value, allowed, found):
    """What is wrong with an address that a browser loads by itself."""
    for address in _addresses(value) if name in SETS_OF_ADDRESSES else [value]:
        if is_elsewhere(address):
            if not allowed.has(address):
                yield found(
                    f"The page would load {shown(address)} from another origin.",
                    PUT_INTO_ASSETS,
                    value,
                )
            elif allowed.closed:
                yield found(
                    f"The page would load {shown(address)} from another origin.",
                    STAYS_CLOSED,
                    value,
                )
        elif is_live_data(address):
            yield found(
                f"The page holds a picture that is more than a picture ({shown(address[:40])}).",
                "Draw it again without scripts and links.",
                value,
            )


def _addresses(value: str) -> list[str]:
    """The addresses of a ``srcset``."""
    pieces = [piece for piece in re.split(r"\s+|,(?=\s|//|[a-z]+:)", value) if piece]
    return [piece.strip(",") for piece in pieces if not re.fullmatch(r"[\d.]+[wxh],?", piece)]


def first_line(text: str | None) -> str:
    """The first line of a text that says something."""
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")


# Scripts


def in_script(script: str, path: str = "", allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in a script.

    Args:
        script: its text.
        path: its file in the site; the search's scripts may fetch.
        allowed: the origins it may name.
    """
    script = re.sub(
        r"\\u\{?([0-9a-f]{2,6})\}?|\\x([0-9a-f]{2})",
        lambda code: _letter(code.group(1) or code.group(2)),
        script,
        flags=re.I,
    )
    for match in STORES_OR_SENDS.finditer(script):
        name = next(filter(None, match.groups()))
        if name == "fetch" and SEARCH_SCRIPTS.search(path):
            continue
        name = re.sub(r"\s|\?", "", name)
        yield Intruder(
            _line(script, match.start(match.lastindex or 0)),
            f"The script uses {name}, which stores or sends.",
            "The guide keeps and sends nothing; take it out.",
            name,
        )
    for match in RUNS_TEXT.finditer(script):
        name = " ".join(match.group(1).split())
        yield Intruder(
            _line(script, match.start()),
            f"The script runs text as code ({name}).",
            "Write the code itself.",
            name,
        )
    for match in ADDRESS_IN_SCRIPT.finditer(script):
        address = match.group(2)
        if not address.startswith(NAMESPACES) and not allowed.has(address):
            yield Intruder(
                _line(script, match.start(2)),
                f"The script names {shown(address)}, another origin.",
                "Put the address into a link on a page, or leave it out.",
                address,
            )


def _letter(code: str) -> str:
    number = int(code, 16)
    return chr(number) if 32 <= number < 0x110000 else " "


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


# Stylesheets


def in_stylesheet(css: str, allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in a stylesheet."""
    css = COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), css)
    if "\\" in css:
        css = ESCAPE.sub(
            lambda code: _letter(code.group(1)) if code.group(1) else code.group(2), css
        )
    for match in IMPORT.finditer(css):
        yield Intruder(
            _line(css, match.start()),
            "The stylesheet loads another one (@import).",
            "Put its rules into docs/assets/guide.css.",
            "@import",
        )
    for match in FONT.finditer(css):
        if not allowed.origins:
            yield Intruder(
                _line(css, match.start()),
                "The stylesheet brings a font, which the policy forbids.",
                "Name fonts that are on the visitor's device.",
                "@font-face",
            )
    for match in IN_STYLES.finditer(css):
        address = next(group for group in match.groups() if group is not None).strip().strip("\"'")
        line = _line(css, match.start())
        if (
            is_elsewhere(address)
            and not allowed.has(address)
            and not match.group().lower().startswith("@namespace")
        ):
            yield Intruder(
                line,
                f"The stylesheet would load {shown(address)} from another origin.",
                "Put the file into docs/assets.",
                address,
            )
        elif is_live_data(address):
            yield Intruder(
                line,
                "The stylesheet holds a picture that is more than a picture.",
                "Draw it again without scripts and links.",
                address[:40],
            )


# Pictures, feeds, data


def in_picture(svg: str, allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in a drawing: opened by itself it is a page that no policy protects."""
    tree, fault = _xml(svg)
    if fault:
        yield fault
        return
    for node in tree.getroottree().xpath(
        "//processing-instruction('xml-stylesheet') | /processing-instruction('xml-stylesheet')"
    ):
        yield Intruder(
            node.sourceline or 1,
            "The drawing loads a stylesheet.",
            "Use attributes in the drawing.",
            "xml-stylesheet",
        )
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname.lower()
        line = element.sourceline or 1
        if tag in ("script", "handler", "listener", "foreignobject") or tag in FRAMES:
            yield Intruder(
                line, f"The drawing holds more than a drawing ({tag}).", "Take it out.", f"<{tag}"
            )
        if tag == "style":
            for inner in in_stylesheet(element.text or "", allowed):
                yield Intruder(
                    line + inner.line - 1,
                    inner.message.replace("stylesheet", "drawing"),
                    inner.fix,
                    inner.needle,
                )
        for name, value in element.attrib.items():
            yield from _in_drawn(line, tag, etree.QName(name).localname.lower(), value, allowed)


def _in_drawn(line: int, tag: str, name: str, value: str, allowed: Allowed) -> Iterator[Intruder]:
    """What is wrong with an attribute of a drawing."""
    if name.startswith("on"):
        yield Intruder(line, f"The drawing has a handler inside it ({name}).", "Take it out.", name)
    elif CODE.search(tidy(value)):
        yield Intruder(line, f"The drawing runs code ({name}).", "Take it out.", value)
    elif name in ("href", "src") and tag != "a" and is_elsewhere(value) and not allowed.has(value):
        yield Intruder(
            line,
            f"The drawing would load {shown(value)} from another origin.",
            "Draw it into the file.",
            value,
        )
    elif "(" in value:
        for inner in in_stylesheet(value, allowed):
            yield Intruder(
                line,
                inner.message.replace("stylesheet", "drawing"),
                inner.fix,
                inner.needle,
            )


def in_xml(text: str, allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in a map of the site or a feed: what a reader's program would run or
    load."""
    tree, fault = _xml(text)
    if fault:
        yield fault
        return
    for node in tree.getroottree().xpath("/processing-instruction('xml-stylesheet')"):
        yield Intruder(
            node.sourceline or 1,
            "The file loads a stylesheet.",
            "Take the line out.",
            "xml-stylesheet",
        )
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if etree.QName(element).localname.lower() in ("script", "include"):
            yield Intruder(
                element.sourceline or 1,
                f"The file holds code ({etree.QName(element).localname}).",
                "Take it out.",
                "<script",
            )
        text = element.text or ""
        # In a feed, what does not say that it is HTML is text, and its signs stand for themselves.
        plain = etree.QName(element).namespace == ATOM and element.get("type", "text") == "text"
        if "<" in text and not plain:
            from lxml import html

            for inner in in_page(html.fragment_fromstring(text, create_parent="div"), allowed):
                yield Intruder(
                    element.sourceline or 1,
                    inner.message.replace("The page", "The text of the feed"),
                    inner.fix,
                    inner.needle,
                )


def _xml(text: str):
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)\b", text, re.I)
    if declared:
        return None, Intruder(
            _line(text, declared.start()),
            "The file declares what its names stand for.",
            "Take the declaration out.",
            "<!DOCTYPE",
        )
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(text.encode("utf-8"), parser), None
    except etree.XMLSyntaxError as error:
        return None, Intruder(
            error.lineno or 1,
            "The file cannot be read from here on.",
            "Look for a tag that is not closed.",
        )


def in_data(text: str, allowed: Allowed = Allowed()) -> Iterator[Intruder]:
    """What must not be in data that a script or a browser reads: addresses of other origins, and
    code."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Intruder(
            getattr(error, "lineno", 1),
            "The file cannot be read from here on.",
            "It has to be JSON.",
        )
        return
    ahead = [data]
    while ahead:
        part = ahead.pop()
        if isinstance(part, dict):
            ahead += part.values()
        elif isinstance(part, list):
            ahead += part
        elif (
            isinstance(part, str)
            and ":" in part
            or isinstance(part, str)
            and part.startswith(("/", "\\"))
        ):
            lone = not re.search(r"\s", part.strip())
            if CODE.match(tidy(part)) and lone:
                yield Intruder(
                    _place(text, part), f"The data runs code ({shown(part)}).", "Take it out.", part
                )
            elif (
                lone
                and re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", tidy(part), re.I)
                and not allowed.has(part)
            ):
                yield Intruder(
                    _place(text, part),
                    f"The data names {shown(part)}, another origin.",
                    "Take it out.",
                    part,
                )


def _place(text: str, part: str) -> int:
    place = text.find(json.dumps(part, ensure_ascii=False)[1:-1])
    return _line(text, max(place, 0))
