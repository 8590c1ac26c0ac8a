"""A guide of a few sound pages, to which a test adds the one thing it is about."""

import shutil
from pathlib import Path

PAGES = Path(__file__).parent / "pages"


def lay_out(root: Path) -> Path:
    """Copy the sound guide into an empty folder and return the folder."""
    shutil.copytree(PAGES / "sound", root / "docs")
    return root
