"""What a published file may hold. All else is a violation: whatever could ask another origin for
something, store, send, or run code that stands in a page.

Pages, drawings and feeds are held against lists of elements and attributes that
may be there, so what nobody has thought of is refused. Scripts are searched for
the calls that store or send. The browser's policy (``hooks/publish/policy.py``)
forbids the same things; this says it to the editor before a visitor's browser
has to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

import tinycss2
from lxml import etree, html

# What may be there: elements, and the attributes of each. Behind "=" stand the words that an
# attribute may hold, or what its address may be:
#   LINK    followed when somebody presses it
#   LOAD    fetched by the browser: a file of the site, or of an origin that a clinic has opened
#   OPENED  fetched: only of an origin that a clinic has opened
# An attribute without "=" may hold any words, for a browser does nothing with them. A link and a
# form stand here by what they are for, as in <link rel="icon">.

EVERYWHERE = (
    "aria-* autocapitalize autocorrect class data-* data-search=LOAD hidden id lang popover role"
    " spellcheck tabindex title translate"
)

IN_PAGES = {
    "article aside b blockquote body br caption cite code dd div dl dt em fieldset"
    " figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i legend li main nav p pre q"
    " section select small span strong summary sup table tbody template thead title tr ul": "",
    "a": "href=LINK rel=nofollow|noopener|noreferrer",
    "button": "type=button|reset popovertarget popovertargetaction=hide|show|toggle",
    "details": "name open",
    "form method=dialog": "method autocomplete",
    "iframe": "src=OPENED width height loading",
    "img": "src=LOAD alt width height",
    "input": "type=checkbox|radio|search|text autocomplete checked maxlength name placeholder"
    " value",
    "label": "for",
    "link rel=alternate": "rel href type",
    "link rel=canonical": "rel href",
    "link rel=icon": "rel href=LOAD type",
    "link rel=stylesheet": "rel href=LOAD",
    "meta": "charset content property name=color-scheme|description|robots|twitter:card|viewport",
    "ol": "start",
    "option": "value",
    "script": "src=LOAD type=application/json|application/ld+json|module async defer",
    "td": "align",
    "th": "align scope",
}

SHAPES = {
    "circle clippath defs desc ellipse g line lineargradient mask path pattern polygon polyline"
    " radialgradient rect stop svg symbol text title tspan": "",
    "use": "href=LOAD",
}
"""What a drawing is made of, in small letters, as a page's reader gives them."""

OF_SHAPES = (
    "clip-path clip-rule clippathunits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule"
    " focusable font-family font-size font-style font-weight fx fy gradienttransform gradientunits"
    " height letter-spacing mask maskunits offset opacity patterncontentunits patterntransform"
    " patternunits points preserveaspectratio r rx ry stop-color stop-opacity stroke"
    " stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit"
    " stroke-opacity stroke-width text-anchor transform viewbox width x x1 x2 y y1 y2"
)
"""Attributes of all shapes. One that names another part, as "url(#a)", is read as a style."""

IN_FEEDS = {
    "author entry feed id lastmod loc name published updated url urlset": "",
    "content subtitle summary title": "type",
    "link": "href rel type",
}

AT_RULES = {"charset", "keyframes", "media", "page", "supports"}
"""What a stylesheet may hold beside plain rules."""

LINK_SCHEMES = {"", "http", "https", "mailto", "sms", "tel"}

DATA_SCRIPTS = ("application/ld+json", "application/json")
"""Script elements that hold data, which a browser does not run."""

EXPLAINED = (
    (r"<style|<\S+ style=", "The page has a style inside it", "Put it into docs/assets/guide.css."),
    (r"<script>", "The page has a script inside it", "Put it into a file in docs/assets."),
    (
        r"<\S+ on\w+=",
        "The page has a handler inside it",
        "Put it into a script file in docs/assets.",
    ),
    (
        r'<\S+ \S+="\w*script:',
        "A link runs code",
        "Put the code into a script file in docs/assets.",
    ),
    (r'<a href="(data|blob):', "A link holds a page of its own", "Link to a page."),
    (r'<\S+ \S+="data:', "An address holds a whole file", "Put the file into docs/assets."),
    (
        r"<(iframe|frame|object|embed)\b",
        "The page holds another page or a program",
        "Link to it instead.",
    ),
    (
        r"<(audio|video)\b",
        "The page holds a film or a sound, which the policy forbids",
        "Link to it, or say it in words.",
    ),
    (r"<base\b", "The page changes what its addresses start from", "Take the element out."),
    (r'<meta .*"refresh', "The page sends a visitor on by itself", "Link to the other page."),
    (
        r"<meta http-equiv",
        "The page sets for itself what holds for every page",
        "Take the element out; the build writes the policy of every page.",
    ),
    (
        r"<\S+ \S*referrer",
        "The page sets what another site is told of a visitor",
        "Take it out; the build writes that nothing is told.",
    ),
    (r"<\S+ ping=", "A link would tell somebody that it was pressed", "Take the attribute away."),
    (
        r"<link .*(fetch|connect|load|render)",
        "The page makes a browser ask for something before anybody has pressed a link",
        "Take the element out.",
    ),
    (
        r"<form|<\S+ formaction=",
        "A form would send what is typed",
        'Write method="dialog", and no "action" or "formaction".',
    ),
    (r"@import", "The stylesheet loads another one", "Put its rules into docs/assets/guide.css."),
    (
        r"@font-face",
        "The stylesheet brings a font, which the policy forbids",
        "Name fonts that are on the visitor's device.",
    ),
    (r"<!--", "The page has a remark, which every visitor gets", "Write it as {# #} instead."),
)
"""What is said of things that are often tried: how a tag looks that was refused, what the page has
there, and how to put it right. It only finds words; the lists above decide."""

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)

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

FAR = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|https?:", re.I)
"""How an address of another origin begins, where any text may stand."""

TEXT_IN_DATA = re.compile(r'"(?:[^"\\]|\\.)*"')

FLAT_PICTURE = re.compile(r"data:image/(?:avif|gif|jpeg|png|webp)[;,]", re.I)


@dataclass(frozen=True)
class Violation:
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
        address = tidy(address).lower()
        whole = f"https:{address}" if address.startswith("//") else address
        return f"{whole}/".startswith(tuple(f"{origin.lower()}/" for origin in self.origins))


class AllowList(NamedTuple):
    """What one kind of file may hold.

    Attributes:
        name: what the file is called in a message.
        elements: the attributes of each element, and what each attribute may hold.
        fix: how to put right whatever is wrong with it; empty where it depends on what it is.
    """

    name: str
    elements: dict[str, dict[str, str]]
    fix: str = ""


def _elements(listed: dict[str, str], everywhere: str) -> dict[str, dict[str, str]]:
    """Each listed element with its attributes, and the values of each as they are listed."""
    return {
        element: {
            name: values
            for name, _, values in (
                part.partition("=") for part in f"{everywhere} {attributes}".split()
            )
        }
        for elements, attributes in listed.items()
        for element in ([elements] if "=" in elements else elements.split())
    }


PAGE = AllowList(
    "page", _elements(IN_PAGES, EVERYWHERE) | _elements(SHAPES, f"{EVERYWHERE} {OF_SHAPES}")
)
STYLESHEET = AllowList("stylesheet", {})
DRAWING = AllowList(
    "drawing",
    _elements({**SHAPES, "style": "type"}, f"{EVERYWHERE} {OF_SHAPES} space style version"),
    "Export it again as a plain SVG, or as a PNG.",
)
FEED = AllowList("file", _elements(IN_FEEDS, "lang"), "Take it out.")

PURPOSE = {"link": "rel", "form": "method"}
"""The attribute that says what an element is for, where the list has it by that."""

PAINTED = {*OF_SHAPES.split(), "style"}

ATOM = "http://www.w3.org/2005/Atom"
NOT_LISTED = (
    "Take it out. If a browser loads, sends and runs nothing for it, add it to the list in "
    f"{__name__.replace('.', '/')}.py."
)
PUT_INTO_ASSETS = "Put the file into docs/assets, or leave it out."
STAYS_CLOSED = (
    "Pages about help, and those on which answers are given, stay closed, whatever a clinic "
    "opens; keep it off this page."
)


def tidy(address: str) -> str:
    """An address as a browser reads it: without line breaks and tabs, with slashes."""
    address = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    return address.replace("\\", "/") if address[:5].lower() != "data:" else address


def scheme_of(address: str) -> str:
    """The scheme of an address, as in "https"; empty when it has none."""
    scheme = SCHEME.match(tidy(address))
    return scheme.group(1).lower() if scheme else ""


def is_elsewhere(address: str) -> bool:
    """Whether a browser would go to another origin, or leave the web, for an address."""
    return tidy(address).startswith("//") or bool(scheme_of(address))


def shown(address: str) -> str:
    """A text of a file in a message: on one line and not too long."""
    address = " ".join(address.split())
    return address if len(address) <= 120 else address[:117] + "..."


# Pages


def in_page(tree, allowed: Allowed = Allowed()) -> Iterator[Violation]:
    """What must not be in a page.

    Args:
        tree: the page as an lxml element tree, without its policy.
        allowed: what the page may load.
    """
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from _in_element(element, PAGE, allowed)
        else:
            words = first_line(element.text)
            yield _refused(PAGE, f"<!-- {words} -->", element.sourceline or 1, words or "<!--")


def _in_element(element, may: AllowList, allowed: Allowed) -> Iterator[Violation]:
    """What is not on a list, of an element and its attributes."""
    tag, line = _plain_name(element.tag), element.sourceline or 1
    purpose = PURPOSE.get(tag)
    kind = f"{tag} {purpose}={(element.get(purpose) or '').lower()}" if purpose else tag
    listed = may.elements.get(kind, may.elements.get(tag))
    if listed is None or (tag == "iframe" and not element.get("src")):
        held = "".join(f' {_plain_name(name)}="{value}"' for name, value in element.attrib.items())
        address = element.get("src") or element.get("href") or element.get("data")
        needle = address or first_line(element.text) or f"<{tag}"
        yield _refused(may, f"<{tag}{held}>", line, needle)
        return
    if tag == "script" and (fault := _script_fault(element, line)):
        yield fault
        return
    for full_name, value in element.attrib.items():
        name = _plain_name(full_name)
        values = listed.get(name, listed.get(re.sub("-.*", "-*", name)))
        if values in ("LOAD", "OPENED") and allowed.has(value):
            if allowed.closed:
                yield _loaded(may, line, value, STAYS_CLOSED)
        elif values == "LOAD" and FAR.match(tidy(value)):
            yield _loaded(may, line, value, PUT_INTO_ASSETS)
        elif not _may_hold(values, value):
            needle = value if len(value) > len(name) else name
            yield _refused(may, f'<{tag} {name}="{tidy(value)}">', line, needle)
        elif "(" in value and name in PAINTED:
            yield from _in_style(value, line, may, allowed)


def _may_hold(values: str | None, value: str) -> bool:
    """Whether an attribute may hold a value, which is no address of an opened origin.

    Args:
        values: what the list says of the attribute; None when it is not listed.
        value: what it holds.
    """
    if values is None or values == "OPENED":
        return False
    if values == "LINK":
        return scheme_of(value) in LINK_SCHEMES
    if values == "LOAD":
        return not is_elsewhere(value)
    return not values or set(value.lower().split()) <= set(values.split("|"))


def _loaded(may: AllowList, line: int, address: str, fix: str) -> Violation:
    message = f"The {may.name} would load {shown(tidy(address))} from another origin."
    return Violation(line, message, may.fix or fix, address)


def _refused(may: AllowList, what: str, line: int, needle: str) -> Violation:
    """What is said of something that is not on a list.

    Args:
        may: the list.
        what: the tag as it stands there, with what it was refused for.
        line: where it stands.
        needle: words to find it by.
    """
    for pattern, words, better in EXPLAINED:
        if re.match(pattern, what, re.I | re.S):
            message = f"{words.replace('page', may.name, 1)} ({shown(what)})."
            return Violation(line, message, may.fix or better, needle)
    message = f"The {may.name} holds {shown(what)}, which is not on the list of what it may hold."
    return Violation(line, message, may.fix or NOT_LISTED, needle)


def _script_fault(element, line: int) -> Violation | None:
    """What is wrong with a script that stands in a page: it may hold data alone."""
    body = element.text or ""
    if (element.get("type") or "").strip().lower() not in DATA_SCRIPTS:
        if element.get("src") and not body.strip():
            return None
        return _refused(PAGE, f"<script>{first_line(body)}", line, first_line(body) or "<script")
    try:
        json.loads(body)
    except ValueError:
        message = "The data in the page cannot be read."
        return Violation(line, message, "It has to be JSON.", first_line(body))
    return None


def _in_style(css: str, line: int, may: AllowList, allowed: Allowed) -> Iterator[Violation]:
    """What must not be in a style that stands in a drawing, or in a page's part that is one."""
    for inner in in_stylesheet(css, allowed):
        message = inner.message.replace("stylesheet", may.name)
        yield Violation(line + inner.line - 1, message, may.fix or inner.fix, inner.needle)


def _plain_name(name: str) -> str:
    """The name of an element or attribute without its namespace, in small letters."""
    return re.sub(r"^.*[:}]", "", name).lower()


def first_line(text: str | None) -> str:
    """The first line of a text that says something."""
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")


# Scripts


def in_script(script: str, path: str = "", allowed: Allowed = Allowed()) -> Iterator[Violation]:
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
        yield Violation(
            _line(script, match.start(match.lastindex or 0)),
            f"The script uses {name}, which stores or sends.",
            "The guide keeps and sends nothing; take it out.",
            name,
        )
    for match in RUNS_TEXT.finditer(script):
        name = " ".join(match.group(1).split())
        yield Violation(
            _line(script, match.start()),
            f"The script runs text as code ({name}).",
            "Write the code itself.",
            name,
        )
    for match in ADDRESS_IN_SCRIPT.finditer(script):
        address = match.group(2)
        if not address.startswith(NAMESPACES) and not allowed.has(address):
            yield Violation(
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


def in_stylesheet(css: str, allowed: Allowed = Allowed()) -> Iterator[Violation]:
    """What must not be in a stylesheet."""
    yield from _in_tokens(tinycss2.parse_component_value_list(css, skip_comments=True), allowed)


def _in_tokens(tokens, allowed: Allowed, is_argument: bool = False) -> Iterator[Violation]:
    """What must not be among parts of a stylesheet.

    Args:
        tokens: the parts.
        allowed: the origins it may load from.
        is_argument: whether they stand in a function, where a text may be an address.
    """
    for token in tokens:
        if token.type == "error":
            yield Violation(
                token.source_line,
                f"The stylesheet cannot be read here ({token.message}).",
                "Look for a sign that is missing or too much.",
            )
        elif token.type == "at-keyword":
            name = token.lower_value
            if name not in AT_RULES and not (name == "font-face" and allowed.origins):
                yield _refused(STYLESHEET, f"@{name}", token.source_line, f"@{name}")
        # A text outside a function may still get into one, by way of a variable.
        elif token.type == "url" or (
            token.type == "string" and (is_argument or FAR.match(tidy(token.value)))
        ):
            yield from _in_address(token, allowed)
        elif token.type == "function":
            yield from _in_tokens(token.arguments, allowed, is_argument=True)
        elif token.type.endswith("block"):
            yield from _in_tokens(token.content, allowed)


def _in_address(token, allowed: Allowed) -> Iterator[Violation]:
    address = token.value
    if scheme_of(address) == "data":
        if not _is_only_a_picture(tidy(address)):
            yield Violation(
                token.source_line,
                "The stylesheet holds a picture that is more than a picture.",
                "Draw it again without scripts and links.",
                address[:40],
            )
    elif is_elsewhere(address) and not allowed.has(address):
        yield Violation(
            token.source_line,
            f"The stylesheet would load {shown(tidy(address))} from another origin.",
            "Put the file into docs/assets.",
            address,
        )


def _is_only_a_picture(address: str) -> bool:
    """Whether an address that is itself a file ("data:") is a picture with nothing else in it."""
    kind, _, body = address.partition(",")
    if FLAT_PICTURE.match(address):
        return True
    is_text = re.fullmatch(r"data:image/svg\+xml(?:;charset=utf-8|;utf8)?", kind, re.I)
    return bool(is_text) and not any(in_picture(unquote(body)))


# Pictures, feeds, data


def in_picture(svg: str, allowed: Allowed = Allowed()) -> Iterator[Violation]:
    """What must not be in a drawing: opened by itself it is a page that no policy protects."""
    yield from _in_xml(svg, DRAWING, allowed)


def in_xml(text: str, allowed: Allowed = Allowed()) -> Iterator[Violation]:
    """What must not be in a map of the site or a feed: what a reader's program would run or
    load."""
    yield from _in_xml(text, FEED, allowed)


def _in_xml(text: str, may: AllowList, allowed: Allowed) -> Iterator[Violation]:
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)\b", text, re.I)
    if declared:
        message = "The file declares what its names stand for."
        line = _line(text, declared.start())
        yield Violation(line, message, "Take the declaration out.", "<!DOCTYPE")
        return
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        message = "The file cannot be read from here on."
        yield Violation(error.lineno or 1, message, "Look for a tag that is not closed.")
        return
    for order in tree.xpath("//processing-instruction()"):
        what = f"<?{order.target}"
        yield _refused(may, f"{what} {order.text}?>", order.sourceline or 1, what)
    for element in tree.iter(etree.Element):
        line, text = element.sourceline or 1, "".join(element.xpath("text()"))
        yield from _in_element(element, may, allowed)
        if _plain_name(str(element.tag)) == "style":
            yield from _in_style(text, line, may, allowed)
        elif may is FEED and "<" in text and not _is_plain(element):
            for inner in in_page(html.fragment_fromstring(text, create_parent="div"), allowed):
                message = inner.message.replace("The page", "The text of the feed")
                yield Violation(line, message, inner.fix, inner.needle)


def _is_plain(element) -> bool:
    """Whether the signs in a feed's text stand for themselves: unless it says that it is HTML."""
    is_atom = etree.QName(element).namespace == ATOM
    return is_atom and element.get("type", "text") == "text"


def in_data(text: str, allowed: Allowed = Allowed()) -> Iterator[Violation]:
    """What must not be in data that a script or a browser reads: addresses of other origins, and
    code."""
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        yield Violation(line, "The file cannot be read from here on.", "It has to be JSON.")
        return
    for match in TEXT_IN_DATA.finditer(text):
        part = json.loads(match.group())
        address = tidy(part)
        if re.search(r"\s", address):
            continue
        if scheme_of(address).endswith("script"):
            problem = f"The data runs code ({shown(part)})."
        elif FAR.match(address) and not allowed.has(address):
            problem = f"The data names {shown(part)}, another origin."
        else:
            continue
        yield Violation(_line(text, match.start()), problem, "Take it out.", part)
