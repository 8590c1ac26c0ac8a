"""Sources: every ``[^id]`` is a reference the guide has."""

from __future__ import annotations

import re

from hooks.finding import Finding, nearest
from hooks.source import SOURCE_MARK

DEFINITION = re.compile(r"\[\^[^\]]+\]:")


def check(source, guide):
    """Unknown ids, and footnotes defined on the page instead of in the data."""
    for line in source.prose:
        for match in SOURCE_MARK.finditer(line.text):
            name = match.group(1)
            if DEFINITION.match(line.text, match.start()):
                yield Finding(source.path, line.number, match.start() + 1, "source-defined",
                              f'The source "{name}" is defined on the page.',
                              "Add it to docs/data/references.json and delete the definition here.")
            elif name not in guide.references:
                yield Finding(source.path, line.number, match.start() + 3, "source-unknown",
                              f'There is no source "{name}".', nearest(name, guide.references))
