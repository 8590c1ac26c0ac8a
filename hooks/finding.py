"""What is wrong with the guide, and where."""

from __future__ import annotations

from dataclasses import dataclass

LOOK_IN_NAV = "All pages are listed in mkdocs.yml, under nav."
LOOK_IN_REFERENCES = "Look for it in docs/data/references.json, or add it there."


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong at one place of one file.

    Attributes:
        path: the file, relative to the project's root, with forward slashes.
        line: line number, counted from 1.
        column: column number, counted from 1.
        rule: the rule's name, for example ``source-unknown``.
        message: what is wrong, a sentence with its full stop.
        fix: how to put it right, a sentence with its full stop.
        blocking: whether it stops a build. Others are shown and let through.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    fix: str = ""
    blocking: bool = True

    def __str__(self) -> str:
        """The finding as one line: ``file:line:column: rule: message. how to fix``."""
        words = f"{self.message} {self.fix}".strip()
        return f"{self.path}:{self.line}:{self.column}: {self.rule}: {words}"

    def as_annotation(self) -> str:
        """The finding as a GitHub Actions command, shown on the line of a pull request."""
        kind = "error" if self.blocking else "warning"
        words = f"{self.message} {self.fix}".strip()
        words = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return (
            f"::{kind}"
            f" file={self.path},line={self.line},col={self.column},title={self.rule}::{words}"
        )


def nearest(word: str, known, otherwise: str = "") -> str:
    """The fix that names the known word most like ``word``.

    Args:
        word: what was written.
        known: an iterable of the words that could have been meant.
        otherwise: the fix when nothing is close and the known words are too
            many to read.

    Returns:
        ``Did you mean "..."?`` or, when nothing is close, ``otherwise`` or all
        known words.
    """
    import difflib

    # A name of another length by far was not meant, and would fill the screen.
    known = {name.lower(): name for name in sorted(known) if len(name) <= 200}
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    if close:
        return f'Did you mean "{known[close[0]]}"?'
    return otherwise or f"Choose one of these: {', '.join(known.values()) or 'none yet'}."
