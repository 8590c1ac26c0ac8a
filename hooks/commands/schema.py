"""``schema``: write the schemas by which an editor of YAML completes what is typed."""

from __future__ import annotations

from pathlib import Path

from hooks.data import dialogues
from hooks.edition import settings
from hooks.guide import load_guide
from hooks.reflections import definition


def write_schemas(root: Path) -> int:
    """Write the schemas by which an editor of YAML completes and checks what is typed."""
    guide = load_guide(root)
    regions = guide.help.regions if guide.help else ()
    for path, text in (
        (definition.SCHEMA, definition.schema()),
        (dialogues.SCHEMA, dialogues.schema()),
        (settings.SCHEMA, settings.schema(regions, guide.offers)),
    ):
        (root / path).write_text(text, "utf-8")
        print(f"{path} written.")
    return 0
