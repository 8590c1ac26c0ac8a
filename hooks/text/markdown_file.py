"""One Markdown file as it stands on disk: front matter, body, true line numbers.

The site generator hands pages around without their front matter and without
line numbers, and swallows front matter it cannot read. So rules and findings
start from here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from markdown.extensions.toc import slugify, unique

from hooks.finding import Finding
from hooks.text.inline import plain
from hooks.text.syntax import (
    BLOCK_CLOSE,
    BLOCK_OPEN,
    DASHES,
    FENCE,
    FENCE_END,
    FRONT_CLOSE,
    FRONT_OPEN,
    HEADING,
    TICKS,
    UNDERLINE,
)
from hooks.text.text_file import read_text
from hooks.text.yaml_file import Place, YamlError, read_yaml


@dataclass(frozen=True)
class Line:
    """One line of the body: its number in the file and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class Comment:
    """A comment inside the Markdown, which no visitor sees.

    Attributes:
        line, column: where it starts.
        text: its words, without the arrows.
        alone: whether its line holds nothing else.
        closed: whether it ends at all.
        end: line and column of what follows it.
    """

    line: int
    column: int
    text: str
    alone: bool
    closed: bool = True
    end: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Heading:
    """A heading: line number, level 1 to 6, plain text, and the anchor it gets."""

    line: int
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class BlockOnPage:
    """A block, ``/// name | argument`` ... ``///``, known or not.

    Attributes:
        name: its name.
        argument: the words after the bar, ``""`` without any.
        line: the number of the line that opens it.
        column: where its argument stands in that line, or its name when it has none.
        end: the number of the line that closes it, None when none does.
    """

    name: str
    argument: str
    line: int
    column: int
    end: int | None = None


@dataclass
class MarkdownFile:
    """A page's Markdown file.

    Attributes:
        path: relative to the project's root, for findings.
        page: relative to ``docs/``, the page's name in links and navigation.
        meta: the front matter, every value as the text that was written.
        places: the place of each front matter value (see ``read_yaml``).
        lines: every line of the file.
        body: the lines after the front matter.
        findings: what kept the file from being read as a page.
        is_exact: whether its words have to be exact before they are easy.
    """

    path: str
    page: str
    meta: dict = field(default_factory=dict)
    places: dict[tuple, Place] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_exact: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is a file of Markdown, and not words of another one laid out as a page."""
        return self.path.endswith(".md")

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

    @property
    def prose(self) -> list[Line]:
        """The body without fenced code and comments; every column is that of the file.

        What is opened and never closed is prose, as it is for Python-Markdown;
        so a forgotten fence hides nothing from the rules.
        """
        return self._read[0]

    @property
    def comments(self) -> list[Comment]:
        """Every comment outside of code."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[Line], list[Comment]]:
        return read_lines(self.body)

    @cached_property
    def live(self) -> list[Line]:
        """The prose with code between backticks blanked, columns kept: where marks and links
        count."""
        return [
            Line(line.number, _without_code(line.text)) if "`" in line.text else line
            for line in self.prose
        ]

    @cached_property
    def blocks(self) -> list[BlockOnPage]:
        """Every block of the body, in the order in which they are opened."""
        found: list[BlockOnPage] = []
        open_blocks: list[tuple[str, int]] = []
        for line in self.prose:
            if not line.text.startswith("///"):
                continue
            opened, closed = BLOCK_OPEN.match(line.text), BLOCK_CLOSE.match(line.text)
            if closed and open_blocks and open_blocks[-1][0] == closed[1]:
                _, n = open_blocks.pop()
                found[n] = replace(found[n], end=line.number)
            elif opened:
                open_blocks.append((opened[1], len(found)))
                column = (opened.start(3) if opened[3] else opened.start(2)) + 1
                found.append(BlockOnPage(opened[2], opened[3] or "", line.number, column))
        return found

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading of the body with the anchor Python-Markdown's toc gives it."""
        used: set[str] = set()
        last: dict[
            str, str
        ] = {}  # so that a thousand headings with one name are not counted up anew each
        found = []

        def add(line, level, text):
            text = plain(text)
            plainest = slugify(text, "-")
            anchor = last[plainest] = unique(last.get(plainest, plainest), used)
            found.append(Heading(line.number, level, text, anchor))

        before = ""
        for line, after in zip(
            self.prose, [*(line.text for line in self.prose[1:]), ""], strict=False
        ):
            match = HEADING.match(line.text)
            if match and match.group(2):
                add(line, len(match.group(1)), match.group(2))
            elif line.text.strip() and not before.strip() and UNDERLINE.match(after):
                add(line, 1 if after.startswith("=") else 2, line.text)
            before = line.text
        return found


def read_lines(lines: list[Line]) -> tuple[list[Line], list[Comment]]:
    """Lines of Markdown parted into what is written for readers and the comments.

    Fenced code is in neither. A comment leaves as many spaces behind, so that
    columns stay true; a line that held nothing else is left out. A fence or a
    comment that never ends is left as it is: a visitor reads it.
    """
    kept: list[Line] = []
    comments: list[Comment] = []
    fences: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        fence = FENCE_END.match(line.text)
        if fence:
            fences.setdefault(fence.group(1), []).append(n)
    ends = [n for n, line in enumerate(lines) if "-->" in line.text]
    blanks = [n for n, line in enumerate(lines) if not line.text.strip()] if ends else []

    n = 0
    while n < len(lines):
        line = lines[n]
        fence = FENCE.match(line.text)
        close = _first_after(fences.get(fence.group(1), ()), n) if fence else None
        if close is not None:
            n = close + 1
        elif "<!--" in line.text:
            n = _read_comments(lines, n, ends, blanks, kept, comments)
        else:
            kept.append(line)
            n += 1
    return kept, comments


def _read_comments(lines, n, ends, blanks, kept, comments) -> int:
    """Read a line with comments, and the lines its last one runs on to; the position of the line
    after."""
    line, left, found, position = lines[n], "", [], 0
    code, last_end = _without_code(line.text), line.text.rfind("-->")
    while (start := code.find("<!--", position)) >= 0:
        left += line.text[position:start]
        place = (line.number, start + 1)
        if last_end >= start + 4:
            end = line.text.index("-->", start + 4)
            found.append((place, line.text[start + 4 : end], (line.number, end + 4)))
            left += " " * (end + 3 - start)
            position = end + 3
            continue
        last = _first_after(ends, n)
        blank = _first_after(blanks, n)
        # Inside a paragraph a comment ends with it; at the start of a line it may go on.
        if last is None or (left.strip() and blank is not None and blank < last):
            comments.append(Comment(*place, line.text[start + 4 :].strip(), False, closed=False))
            position = start
            break
        if left.strip():
            kept.append(Line(line.number, left.rstrip()))
        comments += [
            Comment(*where, words.strip(), not left.strip(), end=end) for where, words, end in found
        ]
        end = lines[last].text.index("-->")
        words = [
            line.text[start + 4 :],
            *(each.text for each in lines[n + 1 : last]),
            lines[last].text[:end],
        ]
        after = lines[last].text[end + 3 :]
        comments.append(
            Comment(
                *place,
                " ".join(words).strip(),
                not left.strip() and not after.strip(),
                end=(lines[last].number, end + 4),
            )
        )
        if not after.strip():
            return last + 1
        # The rest of the last line is read like a line of its own.
        line, n, left, found, position = lines[last], last, " " * (end + 3), [], end + 3
        code, last_end = _without_code(left + after), line.text.rfind("-->")
    left = (left + line.text[position:]).rstrip()
    comments += [Comment(*where, words.strip(), not left, end=end) for where, words, end in found]
    if left:
        kept.append(Line(line.number, left))
    return n + 1


def without_comments(lines: list[str]) -> list[str]:
    """Lines of Markdown without the comments outside of code; a line that held nothing else goes
    too."""
    if not any("<!--" in line for line in lines):
        return lines
    _, comments = read_lines([Line(number, text) for number, text in enumerate(lines)])
    kept: list[str | None] = list(lines)
    for comment in reversed(comments):
        if not comment.closed:
            continue
        last, column = comment.end
        before = (kept[comment.line] or "")[: comment.column - 1]
        after = (kept[last] or "")[column - 1 :]
        # Blanks that parted it from the words would set these in.
        rest = before.rstrip() + after if before.strip() else before + after.lstrip()
        kept[comment.line : last + 1] = [
            rest if rest.strip() else None,
            *[None] * (last - comment.line),
        ]
    return [line for line in kept if line is not None]


def _first_after(numbers, n) -> int | None:
    """The first of some rising numbers that is above ``n``."""
    place = bisect_right(numbers, n)
    return numbers[place] if place < len(numbers) else None


def _without_code(text: str) -> str:
    """A line with its code between backticks, the backticks too, as spaces."""
    runs: dict[int, list[int]] = {}
    for run in TICKS.finditer(text):
        runs.setdefault(run.end() - run.start(), []).append(run.start())
    pieces, position = [], 0
    for run in TICKS.finditer(text):
        if run.start() < position or _escaped(text, run.start()):
            continue
        length = run.end() - run.start()
        close = _first_after(runs[length], run.start())
        if close is None:
            continue
        pieces += [text[position : run.start()], " " * (close + length - run.start())]
        position = close + length
    return "".join([*pieces, text[position:]])


def _escaped(text: str, place: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    first = place
    while first and text[first - 1] == "\\":
        first -= 1
    return (place - first) % 2 == 1


def read_markdown_file(file: Path, root: Path, docs: Path) -> MarkdownFile:
    """Read one Markdown file.

    Args:
        file: the file.
        root: the project's root, to which paths in findings are relative.
        docs: the folder the pages stand in.

    Returns:
        The source. What could not be read is in its ``findings``; nothing is raised.
    """
    source = MarkdownFile(path=_relative(file, root), page=_relative(file, docs))
    text, fault = read_text(file, source.path)
    if fault:
        source.findings.append(fault)
        return source
    lines = text.split("\n")
    source.lines = _numbered(lines, 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if FRONT_CLOSE.match(line)), None)
    odd = _odd_dashes(lines, end)
    if odd is not None:
        source.findings.append(
            Finding(
                source.path,
                odd + 1,
                1,
                "front-matter",
                "This line looks like three dashes, and is not read as such.",
                "Delete the line and type three hyphens, with nothing before or after them.",
            )
        )
        source.body = source.lines
        return source
    if not FRONT_OPEN.match(lines[0]):
        source.findings.append(
            Finding(
                source.path,
                1,
                1,
                "front-matter",
                "This page has no front matter.",
                "Start the file with a line of three dashes, then title, description, updated "
                "and review_by, then three dashes.",
            )
        )
        source.body = source.lines
        return source
    if end is None:
        source.findings.append(
            Finding(
                source.path,
                1,
                1,
                "front-matter",
                "The front matter is never closed.",
                "Put a line of three dashes after its last field.",
            )
        )
        return source
    source.body = source.lines[end + 1 :]
    try:
        meta, source.places = read_yaml("\n".join(lines[1:end]), first_line=2)
    except YamlError as error:
        source.findings.append(
            Finding(
                source.path,
                error.line,
                error.column,
                "front-matter",
                f"The front matter cannot be read: {error.problem}.",
                'Write each field once, as "name: value"; put a value with a colon or a # in '
                "double quotes.",
            )
        )
        return source
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        source.findings.append(
            Finding(
                source.path,
                2,
                1,
                "front-matter",
                "The front matter is not a list of fields.",
                'Write each field on a line of its own as "name: value".',
            )
        )
        return source
    source.meta = meta
    return source


def _odd_dashes(lines: list[str], end: int | None) -> int | None:
    """The line that was meant to open or close the front matter and does not, if there is one."""
    if DASHES.match(lines[0]) and not FRONT_OPEN.match(lines[0]):
        return 0
    if not FRONT_OPEN.match(lines[0]):
        return None
    return next((n for n, line in enumerate(lines[1:end], 1) if DASHES.match(line)), None)


def _numbered(lines: list[str], first: int) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(lines, first)]


def _relative(file: Path, folder: Path) -> str:
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return file.as_posix()
