"""Reading grades, kept by content so that a page that did not change is not measured again."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from hooks.text.passages import grade


class Grades:
    """The grades of texts, kept in a file.

    A file that is missing, broken or may not be written costs time and nothing else.
    """

    METHOD = "flesch-kincaid textstat-0.7.8"

    def __init__(self, file: Path):
        self.file = file
        self._known: dict[str, float] | None = None
        self._used: dict[str, float] = {}
        self._new = False

    def of(self, texts: list[str]) -> float:
        """The grade of some passages (see ``hooks.text.passages.grade``)."""
        if self._known is None:
            self._known = self._read()
        key = blake2b(
            "\n".join((self.METHOD, *texts)).encode("utf-8", "surrogatepass"), digest_size=12
        ).hexdigest()
        if key not in self._known:
            self._known[key] = grade(texts)
            self._new = True
        self._used[key] = self._known[key]
        return self._known[key]

    def save(self) -> None:
        """Write what was measured, when something was."""
        if not self._new:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_suffix(".new")
            beside.write_text(json.dumps(self._known))
            beside.replace(self.file)
        except OSError:
            pass
        self._new = False

    def _read(self) -> dict[str, float]:
        try:
            known = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {
            key: float(value) for key, value in known.items() if isinstance(value, (int, float))
        }
