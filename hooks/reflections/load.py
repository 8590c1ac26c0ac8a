"""Reads every reflection of a guide, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hooks.data.load import read_data
from hooks.data.schema import validate
from hooks.data.shown_text import ShownText
from hooks.finding import Finding, nearest
from hooks.reflections.checks import DefinitionChecker
from hooks.reflections.definition import (
    FOLDER,
    NEW,
    SHARED,
    Definition,
    Dimension,
    Lead,
    Reflection,
    Shared,
    fingerprint,
)
from hooks.reflections.result_texts import check_results
from hooks.reflections.shared_words import check_shared
from hooks.reflections.unchecked import mapping, place_of, short, strings, word_of
from hooks.text.markdown_file import MarkdownFile
from hooks.text.readability import grade
from hooks.text.yaml_file import Place


@dataclass
class Reflections:
    """What ``load_reflections`` found.

    Attributes:
        reflections: every reflection that is in order, by its name.
        names: the names of all definitions, in order or not.
        findings: what is wrong with any of them.
        shown_text: the words of those in order.
    """

    reflections: dict[str, Reflection] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    shown_text: list[ShownText] = field(default_factory=list)


SHOWN = {"name", "window", "note", "text", "say", "take", "answers", "labels", "skip"}
"""The fields of a definition that visitors read."""


def load_reflections(
    root: Path, sources: dict[str, MarkdownFile], measure: Callable[[list[str]], float] = grade
) -> Reflections:
    """Read and check every reflection of the guide at ``root``; nothing is raised.

    Args:
        root: the project's root.
        sources: every page of the guide.
        measure: gives the reading grade of some texts.
    """
    found = Reflections()
    files = sorted((root / FOLDER).glob("*.yml"))
    found.names = [file.stem for file in files]
    if not files:
        return found
    shared = _load_shared(root, sources, found)
    known = root / "licensed-items.txt"
    known_items = known.read_text("utf-8", errors="replace").splitlines() if known.exists() else []
    for file in files:
        path, page = f"{FOLDER}/{file.name}", f"reflect/{file.stem}.md"
        before = len(found.findings)
        loaded = read_data(root, path, "quiz")
        found.findings += loaded.findings
        if not loaded.is_read:
            continue
        value, places = loaded.value, loaded.places
        definition, faults = validate(
            Definition, value if value is not None else {}, path, places, "quiz"
        )
        found.findings += faults
        found.findings += DefinitionChecker(
            path, file.stem, value, places, shared, sources, known_items, measure
        ).check()
        if page not in sources:
            found.findings.append(
                Finding(
                    path,
                    1,
                    1,
                    "quiz",
                    f'There is no page "{page}" for this definition.',
                    f'Write {FOLDER}/{file.stem}.md, with "/// quiz | {file.stem}" where the form'
                    " stands.",
                )
            )
        blocking = any(fault.blocking for fault in found.findings[before:])
        if definition is None or shared is None or blocking:
            outline = _outline(value)
            if outline and shared and page in sources:
                found.findings += check_results(Reflection(outline, shared), sources[page], measure)
            continue
        reflection = Reflection(definition, shared)
        found.findings += _check_fingerprint(reflection, path, places)
        found.findings += check_results(reflection, sources[page], measure)
        found.reflections[file.stem] = reflection
        shown = ShownText(loaded, page)
        shown.add_all(value, SHOWN)
        found.shown_text.append(shown)
    found.findings += _check_blocks(sources, found.names)
    return found


def _outline(value) -> Definition | None:
    """As much of a faulty definition as its page can be checked against: what its
    outcomes are called.
    """
    value = mapping(value)
    kind, dimensions, of = (
        value.get("kind"),
        mapping(value.get("dimensions")),
        strings(mapping(value.get("lead")).get("of")),
    )
    bars: dict[str, tuple[Any, Any]] = {
        name: (word_of(mapping(entry).get("name")), strings(mapping(entry).get("cuts")))
        for name, entry in dimensions.items()
    }
    if kind == "dimensions" and not (
        bars
        and all(
            re.fullmatch(r"[^<>]{2,24}", name or "") and 1 <= len(cuts) <= 4
            for name, cuts in bars.values()
        )
        and set(of) <= set(bars)
        and len(set(of)) != 1
    ):
        return None
    if kind not in ("dimensions", "checklist"):
        return None
    # Not validated: most of a definition is missing, and the cuts are counted only.
    known: dict[str, Any] = {
        "kind": kind,
        "dimensions": {
            name: Dimension.model_construct(name=words, cuts=cuts)
            for name, (words, cuts) in bars.items()
        },
        "lead": Lead.model_construct(of=of) if of else None,
    }
    return Definition.model_construct(**known)


def _load_shared(root, sources, found) -> Shared | None:
    loaded = read_data(root, SHARED, "quiz")
    found.findings += loaded.findings
    if not loaded.is_read:
        return None
    value, places = loaded.value, loaded.places
    shown = ShownText(loaded, "reflect/index.md", is_exact=True)
    shown.add_all(value, None)
    found.shown_text.append(shown)
    shared, faults = validate(Shared, value, SHARED, places, "quiz")
    faults += check_shared(shared, value, places, sources)
    found.findings += faults
    return shared if shared and not faults else None


def _check_fingerprint(
    reflection: Reflection, path: str, places: dict[tuple, Place]
) -> Iterator[Finding]:
    definition = reflection.definition
    right = fingerprint(definition, reflection.scale)
    place = place_of(places, ("fingerprint",))
    if definition.fingerprint == NEW and right != NEW:
        yield Finding(
            path,
            *place,
            "quiz-version",
            "The reflection is new and has no fingerprint yet.",
            f'Write: fingerprint: "{right}"',
        )
    elif definition.fingerprint != right:
        yield Finding(
            path,
            *place,
            "quiz-version",
            f"Questions, answers or lines changed but version is still {definition.version}.",
            f'Raise it to {definition.version + 1} and write: fingerprint: "{right}"',
        )


def _check_blocks(sources, names):
    """The form stands once, on the page of its definition."""
    pages = {f"reflect/{name}.md": name for name in names}
    for page, source in sources.items():
        blocks = [block for block in source.blocks if block.name == "quiz"]
        for n, block in enumerate(blocks):
            name = block.argument
            if name not in names:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    f'There is no reflection "{short(name)}".',
                    nearest(name, names or ["none"]),
                )
            elif pages.get(page) != name:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    f'The form "{name}" belongs on its own page.',
                    f"Move it to {FOLDER}/{name}.md.",
                )
            elif n:
                yield Finding(
                    source.path,
                    block.line,
                    block.column,
                    "quiz",
                    "The form stands on this page twice.",
                    "Keep one.",
                )
        if page in pages and not blocks and not source.findings:
            yield Finding(
                source.path,
                source.body[0].number if source.body else 1,
                1,
                "quiz",
                "The form has no place on this page.",
                f'Put "/// quiz | {pages[page]}" and "///" where it stands.',
            )
