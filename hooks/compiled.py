"""Where compiled templates are kept, so that the next build need not compile them again."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from hooks.guide import CACHE


def compiled_templates(root: Path) -> BytecodeCache | None:
    """The store of a project; None where it may not be written, which costs time and
    nothing else.
    """
    folder = root / CACHE / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
