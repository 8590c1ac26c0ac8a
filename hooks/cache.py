"""What is kept between runs by its content, so that what did not change is not worked out again.

A file that is missing or broken is ignored, and one that may not be written is not written.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from hooks.finding import Finding
from hooks.text.markdown_file import MarkdownFile
from hooks.text.readability import grade

CACHE = ".cache"
"""The folder of everything that is kept; it may be deleted at any time."""

HOOKS = Path(__file__).resolve().parent


class _JsonFile:
    """A mapping kept as JSON in a file."""

    def __init__(self, file: Path):
        self.file = file
        self.before = self._read()

    def save(self, values: dict[str, Any]) -> None:
        """Write the mapping, when it is another one than was read."""
        if values == self.before:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_suffix(".new")
            beside.write_text(json.dumps(values), "utf-8", "surrogatepass")
            beside.replace(self.file)
        except OSError:
            pass

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self.file.read_text("utf-8", "surrogatepass"))
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


class FindingsCache:
    """The findings on each page.

    They hold as long as the page, the data, the edition and the rules are the same to the letter.
    """

    def __init__(self, root: Path):
        self._file = _JsonFile(root / CACHE / "findings.json")
        self._inputs = inputs_digest(root)
        self._now: dict[str, list] = {}

    def of(self, source: MarkdownFile, find: Callable[[], list[Finding]]) -> list[Finding]:
        """The findings on a page.

        Args:
            source: the page.
            find: finds them; called when they are not known.
        """
        key = digest(self._inputs, source.page, source.path, *(line.text for line in source.lines))
        findings = None
        try:
            known, kept = self._file.before[source.page]
            if known == key:
                findings = [Finding(*finding) for finding in kept]
        except (LookupError, TypeError, ValueError):
            pass
        if findings is None:
            findings = find()
        self._now[source.page] = [key, [astuple(finding) for finding in findings]]
        return findings

    def save(self) -> None:
        """Keep what was found, with what is known of other pages."""
        self._file.save({**self._file.before, **self._now})


class GradeCache:
    """The reading grades of texts (see ``hooks.text.readability.grade``)."""

    METHOD = "flesch-kincaid textstat-0.7.8"

    def __init__(self, root: Path):
        self._file = _JsonFile(root / CACHE / "grades.json")
        self._known = {
            key: float(value)
            for key, value in self._file.before.items()
            if isinstance(value, (int, float))
        }

    def of(self, texts: list[str]) -> float:
        """The grade of some passages."""
        key = digest("\n".join((self.METHOD, *texts)))
        if key not in self._known:
            self._known[key] = grade(texts)
        return self._known[key]

    def save(self) -> None:
        """Keep what was measured."""
        self._file.save(self._known)


def compiled_templates(root: Path) -> BytecodeCache | None:
    """Where Jinja keeps compiled templates; None where nothing may be written."""
    folder = root / CACHE / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def inputs_digest(root: Path) -> str:
    """A digest of every file but the pages: data, settings, templates and the code."""
    files = [root / name for name in ("mkdocs.yml", "clinic.yml", "requirements.txt")]
    for folder, kind in (
        (root / "docs", "*.yml"),
        (root / "docs", "*.json"),
        (root / "overrides", "*.html"),
        (HOOKS, "*.py"),
    ):
        files += sorted(folder.rglob(kind))
    return digest(str(sys.version_info), *map(_text, files))


def _text(file: Path) -> str:
    try:
        return f"{file.name}\n{file.read_bytes().hex()}"
    except OSError:
        return ""


def digest(*texts: str) -> str:
    """A short digest of some texts, with their limits."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
