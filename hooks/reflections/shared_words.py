"""What is wrong with the words that all reflections share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hooks.finding import Finding, nearest
from hooks.reflections.checks import inline_findings
from hooks.reflections.definition import (
    BRACES,
    INTERFACE,
    SHARED,
    Shared,
)
from hooks.reflections.unchecked import mapping, place_of, short
from hooks.text.yaml_file import Place

LONGEST_SHARED = 400


def check_shared(
    shared: Shared | None, value: object, places: dict[tuple, Place], sources: Collection[str]
) -> list[Finding]:
    """What is wrong with the shared words.

    Args:
        shared: what the model made of them, None when it could not.
        value: what stands in their file.
        places: the place of each value in it.
        sources: the names of all pages.
    """
    found = _words(mapping(mapping(value).get("words")), places)
    found += _markup(value, (), places)
    if shared:
        found += _scales(shared, places)
        found += _bands(shared, places)
        found += _gates(shared, places, sources)
        for name, needed in {"band": {"name", "band"}, "one": {"name"}}.items():
            if set(BRACES.findall(getattr(shared.headings, name))) != needed:
                found.append(_braces(name, needed, place_of(places, ("headings", name))))
    return found


def _markup(entry: object, where: tuple, places: dict[tuple, Place]) -> Iterator[Finding]:
    """Texts with markup, and texts that are too long."""
    if isinstance(entry, dict):
        for key, part in entry.items():
            yield from _markup(part, (*where, key), places)
    elif isinstance(entry, list):
        for n, part in enumerate(entry):
            yield from _markup(part, (*where, n), places)
    elif isinstance(entry, str) and re.search(r"[<>]", entry):
        yield Finding(
            SHARED,
            *place_of(places, where),
            "quiz",
            f'The text "{short(entry)}" has a < or > in it.',
            "Write plain words; markup has no place here.",
        )
    elif isinstance(entry, str) and len(entry) > LONGEST_SHARED:
        yield Finding(
            SHARED,
            *place_of(places, where),
            "quiz",
            f'The text "{short(entry)}" is {len(entry)} letters long.',
            f"The limit is {LONGEST_SHARED}.",
        )


def _scales(shared: Shared, places: dict[tuple, Place]) -> Iterator[Finding]:
    for name, scale in shared.scales.items():
        where = place_of(places, ("scales", name))
        if len(set(scale.labels)) < len(scale.labels) or any(
            label.isdigit() for label in scale.labels
        ):
            yield Finding(
                SHARED,
                *where,
                "quiz",
                f'The answers of the scale "{short(name)}" have to be different words.',
                "Change one of them.",
            )
        if scale.settled is not None and scale.settled not in scale.labels:
            yield Finding(
                SHARED,
                *where,
                "quiz",
                f'The scale "{short(name)}" has no answer "{short(scale.settled)}".',
                nearest(scale.settled, scale.labels),
            )


def _bands(shared: Shared, places: dict[tuple, Place]) -> Iterator[Finding]:
    for count, words in shared.bands.items():
        if len(set(words)) != int(count):
            yield Finding(
                SHARED,
                *place_of(places, ("bands", count)),
                "quiz",
                f"{count} bands need {count} different words.",
                "Write one for each.",
            )


def _gates(shared: Shared, places: dict[tuple, Place], sources) -> Iterator[Finding]:
    for name, gate in shared.gates.items():
        for n, path in enumerate(gate.paths):
            for k, text in enumerate(path.text):
                where = ("gates", name, "paths", n, "text", k)
                yield from inline_findings(text, SHARED, place_of(places, where), sources)


def _words(words: dict, places: dict[tuple, Place]) -> list[Finding]:
    faults = []
    for name in words.keys() - INTERFACE.keys():
        faults.append(
            Finding(
                SHARED,
                *place_of(places, ("words", name)),
                "quiz",
                f'"{short(str(name))}" is not a word of the interface.',
                nearest(str(name), INTERFACE),
            )
        )
    for name in INTERFACE.keys() - words.keys():
        faults.append(
            Finding(
                SHARED,
                *place_of(places, ("words",)),
                "quiz",
                f'The words for "{name}" are missing.',
                f'Add a line "{name}: ..." under "words".',
            )
        )
    for name in INTERFACE.keys() & words.keys():
        needed = set(INTERFACE[name].split())
        if isinstance(words[name], str) and set(BRACES.findall(words[name])) != needed:
            faults.append(_braces(name, needed, place_of(places, ("words", name))))
    return faults


def _braces(name: str, needed, place: Place) -> Finding:
    listed = ", ".join("{" + word + "}" for word in sorted(needed)) or "nothing"
    return Finding(
        SHARED,
        *place,
        "quiz",
        f'The words for "{name}" have to hold {listed} in braces, and no others.',
        "Put them back.",
    )
