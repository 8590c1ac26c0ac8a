"""What is kept by content, so that a page that did not change is not checked or made again."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path

from hooks.finding import Finding
from hooks.guide import Guide
from hooks.text.markdown_file import Source

HOOKS = Path(__file__).resolve().parent


class KeptFindings:
    """What was found on each page, kept in a file for the next run.

    A page's findings hold as long as the page, the data, the edition and the
    rules are the same to the letter. A file that is missing, broken or may not
    be written costs time and nothing else.
    """

    def __init__(self, root: Path, file: Path):
        self.file = file
        self.surroundings = surroundings(root)
        self._before: dict[str, list] = self._read()
        self._now: dict[str, list] = {}

    def of(self, source: Source, find) -> list[Finding]:
        """The findings on a page.

        Args:
            source: the page.
            find: a function that finds them, called when they are not known.
        """
        key = _digest(
            self.surroundings, source.page, source.path, *(line.text for line in source.lines)
        )
        try:
            known, findings = self._before[source.page]
            findings = [Finding(*finding) for finding in findings] if known == key else None
        except (LookupError, TypeError, ValueError):
            findings = None
        if findings is None:
            findings = find()
        self._now[source.page] = [key, [astuple(finding) for finding in findings]]
        return findings

    def save(self) -> None:
        """Write what was found, with what is known of other pages."""
        known = {**self._before, **self._now}
        if known == self._before:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_suffix(".new")
            beside.write_text(json.dumps(known), "utf-8", "surrogatepass")
            beside.replace(self.file)
        except OSError:
            pass

    def _read(self) -> dict[str, list]:
        try:
            known = json.loads(self.file.read_text("utf-8", "surrogatepass"))
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


def surroundings(root: Path) -> str:
    """A digest of every file but the pages: data, settings, templates and rules."""
    files = [root / name for name in ("mkdocs.yml", "clinic.yml", "requirements.txt")]
    for folder, kind in (
        (root / "docs", "*.yml"),
        (root / "docs", "*.json"),
        (root / "overrides", "*.html"),
        (HOOKS, "*.py"),
    ):
        files += sorted(folder.rglob(kind))
    return _digest(str(sys.version_info), *map(_text, files))


def names(guide: Guide) -> str:
    """A digest of what pages show of each other: their names and titles, and where each
    statement stands.
    """
    return _digest(
        *(f"{page} {source.title}" for page, source in guide.sources.items()),
        json.dumps(guide.ledger.pages),
    )


def _text(file: Path) -> str:
    try:
        return f"{file.name}\n{file.read_bytes().hex()}"
    except OSError:
        return ""


def _digest(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
