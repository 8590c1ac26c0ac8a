"""A file of text."""

from __future__ import annotations

from pathlib import Path

from hooks.finding import Finding


def read_text(file: Path, path: str) -> tuple[str, Finding | None]:
    """A file's text with plain line ends, or the finding that says why not."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return "", Finding(
            path,
            1,
            1,
            "unreadable",
            f"The file cannot be opened: {error.strerror}.",
            "Check that it exists and may be read.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line, column = start.count(b"\n") + 1, len(start) - start.rfind(b"\n")
        return "", Finding(
            path,
            line,
            column,
            "not-text",
            "This is not a text file in UTF-8.",
            'Save it as plain text with the encoding "UTF-8", or give it an ending that fits '
            "what it is.",
        )
    if "\0" in text:
        before = text.split("\0", 1)[0].replace("\r\n", "\n").replace("\r", "\n")
        return "", Finding(
            path,
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
            "not-text",
            "This file holds bytes that no text has.",
            "Save it again as plain text, or remove it.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), None
