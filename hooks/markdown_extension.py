"""What Python-Markdown loads when a configuration names ``hooks.markdown_extension``.

So any generator that uses Python-Markdown can make the guide's pages.
"""

from __future__ import annotations

from pathlib import Path

from markdown import Extension

from hooks.guide import load_guide
from hooks.rendering.extension import GuideExtension


def makeExtension(**options) -> Extension:
    """The extension for the guide in the current folder."""
    return GuideExtension(load_guide(Path.cwd()), **options)
