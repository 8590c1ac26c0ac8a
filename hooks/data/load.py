"""Reads a data file: its text, its values with their places, and the record that its model makes.

Every file of data goes this way, so that each is told in the same words what cannot be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic

from hooks.data.schema import M, validate
from hooks.finding import Finding
from hooks.text.text_file import read_text
from hooks.text.yaml_file import COMPARE, Place, YamlError, read_yaml


@dataclass
class Loaded(Generic[M]):
    """A file of data as far as it could be read.

    Attributes:
        path: the file, for findings.
        rule: the name of findings on it.
        text: what stands in it.
        value: what it holds, every value as the text that was written.
        places: the place of each value (see ``read_yaml``).
        is_read: whether there is a value.
        record: what the model made of it, None when something is wrong.
        findings: what is wrong.
    """

    path: str
    rule: str = "data"
    text: str = ""
    value: Any = None
    places: dict[tuple, Place] = field(default_factory=dict, repr=False)
    is_read: bool = False
    record: M | None = None
    findings: list[Finding] = field(default_factory=list)

    def place(self, where: tuple) -> Place:
        """The place of a value, or of what holds it."""
        while where and where not in self.places:
            where = where[:-1]
        return self.places.get(where, (1, 1))

    def finding(self, where: tuple, message: str, fix: str, rule: str = "") -> Finding:
        """A finding at the place of a value."""
        return Finding(self.path, *self.place(where), rule or self.rule, message, fix)


def read_data(root: Path, path: str, rule: str = "data", fix: str = COMPARE) -> Loaded:
    """Read a file's values, without a model.

    Args:
        root: the project's root.
        path: the file below it, YAML or (by its ending) JSON.
        rule: the name of findings.
        fix: what to do about what cannot be read, where nothing better is known.
    """
    loaded: Loaded = Loaded(path, rule)
    loaded.text, finding = read_text(root / path, path)
    if finding:
        loaded.findings.append(finding)
        return loaded
    try:
        if path.endswith(".json"):
            loaded.value, loaded.places = json.loads(loaded.text), {(): (1, 1)}
        else:
            loaded.value, loaded.places = read_yaml(loaded.text)
        loaded.is_read = True
    except YamlError as error:
        message = f"The file cannot be read: {error.problem}."
        loaded.findings.append(
            Finding(path, error.line, error.column, rule, message, error.fix or fix)
        )
    except RecursionError:
        message = "The file has lists inside lists, too deep to read."
        loaded.findings.append(Finding(path, 1, 1, rule, message, "Take out the inner ones."))
    except json.JSONDecodeError as error:
        message = "The file cannot be read from here on."
        loaded.findings.append(Finding(path, error.lineno, error.colno, rule, message, fix))
    return loaded


def load(
    root: Path,
    path: str,
    model: type[M],
    rule: str = "data",
    fix: str = COMPARE,
    prepare: Callable[[Loaded], None] = lambda loaded: None,
) -> Loaded[M]:
    """Read a file and make its record.

    Args:
        root, path, rule, fix: see ``read_data``.
        model: what it has to be.
        prepare: called with the values before they are held against the model.
    """
    loaded = read_data(root, path, rule, fix)
    if loaded.is_read:
        prepare(loaded)
        loaded.record, findings = validate(model, loaded.value, path, loaded.places, rule)
        loaded.findings += findings
    return loaded
