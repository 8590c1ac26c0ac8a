"""One Markdown file as it stands on disk: front matter, body, true line numbers.

The site generator hands pages around without their front matter and without
line numbers, and swallows front matter it cannot read. So rules and findings
start from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path

from markdown.extensions.toc import slugify, unique

from hooks.finding import Finding
from hooks.yaml_lines import Place, YamlFault, read_yaml

SOURCE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
EVIDENCE_MARK = re.compile(r"\[evidence:\s*([^\]]*)\]")
ADVICE_MARK = re.compile(r"\[practical advice\]")
CALL_MARK = re.compile(r"\[call:\s*([^\]]*)\]")
LINK = re.compile(r"""(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+["'][^"']*["'])?\s*\)""")
HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*$")
UNDERLINE = re.compile(r"(=+|-+) *$")
BLOCK_OPEN = re.compile(r"\s{0,3}(/{3,})\s*([\w-]+)\s*(?:\|\s*(.*?))?\s*$")
BLOCK_CLOSE = re.compile(r"\s{0,3}(/{3,})\s*$")
FENCE = re.compile(r"(`{3,}|~{3,}) *(?:\{[^}]*\}|[\w#.+-]*)\s*$")
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Line:
    """One line of the body: its number in the file and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading: line number, level 1 to 6, plain text, and the anchor it gets."""

    line: int
    level: int
    text: str
    anchor: str


@dataclass
class Source:
    """A page's Markdown file.

    Attributes:
        path: relative to the project's root, for findings.
        page: relative to ``docs/``, the page's name in links and navigation.
        meta: the front matter, every value as the text that was written.
        places: the place of each front matter value (see ``read_yaml``).
        lines: every line of the file.
        body: the lines after the front matter.
        faults: what kept the file from being read as a page.
    """

    path: str
    page: str
    meta: dict = field(default_factory=dict)
    places: dict[tuple, Place] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The folder under ``docs/`` it stands in, ``""`` for the home page."""
        return self.page.split("/")[0] if "/" in self.page else ""

    @property
    def title(self) -> str:
        """The title in the front matter, else the first heading, else the file's name."""
        title = self.meta.get("title")
        if isinstance(title, str) and title:
            return title
        return self.headings[0].text if self.headings else self.page

    @cached_property
    def prose(self) -> list[Line]:
        """The body without fenced code and comments.

        What is opened and never closed is prose, as it is for Python-Markdown;
        so a forgotten fence hides nothing from the rules.
        """
        kept, after = [], 0
        for n, line in enumerate(self.body):
            if n < after:
                continue
            fence = FENCE.match(line.text)
            if fence:
                close = re.compile(re.escape(fence.group(1)) + r"\s*$")
                after = self._next(n + 1, close.match)
            elif line.text.lstrip().startswith("<!--"):
                after = self._next(n, lambda text: "-->" in text)
            if n >= after:
                kept.append(line)
        return kept

    def _next(self, start: int, ends) -> int:
        """The position after the first body line that ``ends``; 0 when there is none."""
        return next((n + 1 for n in range(start, len(self.body)) if ends(self.body[n].text)), 0)

    @cached_property
    def live(self) -> list[Line]:
        """The prose with code between backticks blanked, columns kept: where marks and links count."""
        return [Line(line.number, CODE.sub(lambda code: " " * len(code.group()), line.text)) for line in self.prose]

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading of the body with the anchor Python-Markdown's toc gives it."""
        used: set[str] = set()
        found = []

        def add(line, level, text):
            text = plain(text)
            found.append(Heading(line.number, level, text, unique(slugify(text, "-"), used)))

        before = ""
        for line, after in zip(self.prose, [line.text for line in self.prose[1:]] + [""]):
            match = HEADING.match(line.text)
            if match and match.group(2):
                add(line, len(match.group(1)), match.group(2))
            elif line.text.strip() and not before.strip() and UNDERLINE.match(after):
                add(line, 1 if after.startswith("=") else 2, line.text)
            before = line.text
        return found


def plain(text: str, say: Callable[[str], str] = str) -> str:
    """Markdown inline text as the words a reader sees, without marks and source numbers.

    Args:
        text: the Markdown.
        say: what stands for a help line, from its kind; the kind itself by default.
    """
    text = SOURCE_MARK.sub("", text)
    text = EVIDENCE_MARK.sub("", text)
    text = ADVICE_MARK.sub("", text)
    text = CALL_MARK.sub(lambda match: say(match.group(1).strip()), text)
    text = LINK.sub(lambda match: "" if match.group(1) else match.group(2), text)
    text = re.sub(r"`([^`]*)`", r"\1", text)
    text = re.sub(r"(\*{1,3}(?=\S)|(?<!\w)_{1,3}(?=\w))(.+?)(?<=\S)\1", r"\2", text)
    return re.sub(r"\s+", " ", unescape(text)).strip()


def read_source(file: Path, root: Path, docs: Path) -> Source:
    """Read one Markdown file.

    Args:
        file: the file.
        root: the project's root, to which paths in findings are relative.
        docs: the folder the pages stand in.

    Returns:
        The source. What could not be read is in its ``faults``; nothing is raised.
    """
    source = Source(path=_relative(file, root), page=_relative(file, docs))
    text, fault = read_text(file, source.path)
    if fault:
        source.faults.append(fault)
        return source
    lines = text.split("\n")
    source.lines = _numbered(lines, 1)
    if lines[0].rstrip() != "---":
        source.faults.append(
            Finding(
                source.path, 1, 1, "front-matter",
                "This page has no front matter.",
                "Start the file with a line of three dashes, then title, description, updated and review_by, then three dashes.",
            )
        )
        source.body = source.lines
        return source
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        source.faults.append(
            Finding(source.path, 1, 1, "front-matter", "The front matter is never closed.",
                    "Put a line of three dashes after its last field.")
        )
        return source
    source.body = source.lines[end + 1:]
    try:
        meta, source.places = read_yaml("\n".join(lines[1:end]), first_line=2)
    except YamlFault as fault:
        source.faults.append(
            Finding(source.path, fault.line, fault.column, "front-matter",
                    f"The front matter cannot be read: {fault.problem}.",
                    'Write each field once, as "name: value"; put a value with a colon or a # in double quotes.')
        )
        return source
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        source.faults.append(
            Finding(source.path, 2, 1, "front-matter", "The front matter is not a list of fields.",
                    'Write each field on a line of its own as "name: value".')
        )
        return source
    source.meta = meta
    return source


def read_text(file: Path, path: str) -> tuple[str, Finding | None]:
    """A file's text with plain line ends, or the finding that says why not."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return "", Finding(path, 1, 1, "unreadable", f"The file cannot be opened: {error.strerror}.",
                           "Check that it exists and may be read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return "", Finding(path, line, column, "not-text", "This is not a text file in UTF-8.",
                           'Save it as plain text with the encoding "UTF-8", or give it an ending that fits what it is.')
    if "\0" in text:
        before = text.split("\0", 1)[0]
        return "", Finding(path, before.count("\n") + 1, len(before) - before.rfind("\n"), "not-text",
                           "This file holds bytes that no text has.", "Save it again as plain text, or remove it.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _numbered(lines: list[str], first: int) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(lines, first)]


def _relative(file: Path, folder: Path) -> str:
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return file.as_posix()
