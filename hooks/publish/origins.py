"""Where something in a built file came from: the page, data or template an editor can change."""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from pathlib import Path

SHORTEST = 4
"""Letters by which a place can be told from others."""


class Sources:
    """The files a site was made from.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path):
        self.root = root
        self._lines: dict[Path, list[str]] = {}

    def place(self, built: str, line: int, needle: str) -> tuple[str, int] | None:
        """The file and line that a place in a built file came from.

        Args:
            built: the built file's path in the site.
            line: the line in it.
            needle: words that stand there.

        Returns:
            The path from the root and the line; None when it cannot be told.
        """
        copied = self.root / "docs" / built
        if copied.is_file():
            return self._name(copied), line
        needle = _plain(needle)
        if len(needle) < SHORTEST:
            return None
        for file in [*self._of_page(built), *self._of_every_page]:
            for number, text in enumerate(self._read(file), 1):
                if needle in text:
                    return self._name(file), number
        return None

    def _of_page(self, built: str) -> list[Path]:
        """The files of one page: its Markdown, and what stands beside it under its name."""
        page = re.sub(r"(?:(^|/)index)?\.html$", r"\1", built).rstrip("/")
        bases = [self.root / "docs" / page, self.root / "docs" / page / "index"]
        own = [
            base.with_name(f"{base.name}{ending}") for base in bases for ending in (".md", ".yml")
        ]
        own.append(self.root / "overrides" / built)
        return [file for file in own if file.is_file()]

    @cached_property
    def _of_every_page(self) -> list[Path]:
        found = [
            *sorted((self.root / "overrides").rglob("*.html")),
            *sorted((self.root / "overrides").rglob("*.svg")),
            *sorted((self.root / "docs" / "data").rglob("*.*")),
        ]
        # A page may show a part of another one.
        found += [
            self.root / "clinic.yml",
            self.root / "mkdocs.yml",
            *sorted((self.root / "docs").rglob("*.md")),
        ]
        return [file for file in found if file.is_file()]

    def _read(self, file: Path) -> list[str]:
        if file not in self._lines:
            self._lines[file] = [
                _plain(line) for line in file.read_text("utf-8", errors="replace").splitlines()
            ]
        return self._lines[file]

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()


def _plain(text: str) -> str:
    """A text by which two places can be compared: entities read, small, without spaces."""
    return re.sub(r"\s+", "", unescape(text)).lower()
