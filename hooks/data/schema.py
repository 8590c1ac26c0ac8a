"""What may stand in the guide's data files and front matter, and how to say what is wrong.

The models are the contract; ``validate`` turns what pydantic finds into findings
that a person who has never seen Python can act on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
)

from hooks.data.field_types import (
    Slug,
    Words,
)
from hooks.finding import Finding, nearest
from hooks.text.yaml_file import Place


def _day(value: object) -> date:
    """A date written as 2026-11-22 and in no other way, so that none can be misread."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("is not a date", "Write year, month and day like this: 2026-11-22.")


Day = Annotated[date, BeforeValidator(_day)]


class Model(BaseModel):
    """A record in which only named fields are allowed."""

    model_config = ConfigDict(extra="forbid")


class Named(Model):
    """A word the data uses and the name a reader sees for it."""

    id: Slug
    name: Words


NO_GROUP = ("is not a group of fields", 'Write each field on a line of its own, as "name: value".')
NO_BOOLEAN = ("is neither true nor false", 'Write "true" or "false".')
NO_WHOLE_NUMBER = ("is not a whole number", "Write it in digits only.")

PLAIN = {
    "missing": ("is missing", 'Add a line that starts with "{name}:".'),
    "empty": ("has no value", "Write one after the colon, or delete the line."),
    "string_type": ("is not text", "Write it on one line, after the colon."),
    "int_parsing": NO_WHOLE_NUMBER,
    "int_parsing_size": ("is too large a number", "Write it in a few digits."),
    "int_type": NO_WHOLE_NUMBER,
    "float_parsing": (
        "is not a number",
        "Write it in digits, with a point before what is less than one.",
    ),
    "bool_parsing": NO_BOOLEAN,
    "bool_type": NO_BOOLEAN,
    "list_type": ("is not a list", "Put each entry on a line of its own that starts with a dash."),
    "dict_type": NO_GROUP,
    "model_type": NO_GROUP,
    "model_attributes_type": NO_GROUP,
    "too_short": ("is empty", "Add an entry, or delete the field."),
}
"""pydantic's error types in an editor's words. What a kind of value has to say of itself it
raises."""

COUNTS = {
    "too_short": ("has too few entries", "There have to be at least {min_length}."),
    "too_long": ("has too many entries", "There is room for {max_length}."),
}


M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], value: object, path: str, places: dict[tuple, Place], rule: str
) -> tuple[M | None, list[Finding]]:
    """Check a value against its model.

    Args:
        model: the record it has to be.
        value: what was read, as ``read_yaml`` gives it.
        path: the file, for findings.
        places: the place of each value in that file.
        rule: the findings' rule name.

    Returns:
        The record, or None, and every finding, each with a fix.
    """
    faults: list[dict[str, Any]] = [
        {"loc": where, "type": "empty", "input": None} for where in _empty(value)
    ]
    record = None
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        known = {fault["loc"] for fault in faults}
        faults += [dict(fault) for fault in error.errors() if fault["loc"] not in known]
    return (None if faults else record), [
        _finding(fault, model, path, places, rule) for fault in faults
    ]


def _empty(value, where=()):
    """The places of fields and entries in which nothing is written."""
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in parts:
        if part is None or part == "":
            yield where + (key,)
        yield from _empty(part, where + (key,))


def _finding(
    fault: dict[str, Any],
    model: type[BaseModel],
    path: str,
    places: dict[tuple, Place],
    rule: str,
) -> Finding:
    where = tuple(part for part in fault["loc"] if part != "[key]")
    kind = fault["type"]
    name = next((part for part in reversed(where) if isinstance(part, str)), None)
    holder = where[:-1]
    line, column = _place(where if kind != "missing" else holder, places)
    if kind == "extra_forbidden" and name:
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{name[:60]}" is not a field here.',
            nearest(name, _fields(model, holder)),
        )
    if kind == "empty" and name and " " in name:
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{name[:60]}" stands after a comma, as if it were a field of its own.',
            "Put the whole text in double quotes.",
        )
    if kind == "literal_error":
        known = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return Finding(
            path,
            line,
            column,
            rule,
            f'"{str(fault["input"])[:60]}" is not a known {name}.',
            nearest(str(fault["input"]), known),
        )
    if kind == "value_error" and len(fault["ctx"]["error"].args) == 2:
        wrong, fix = fault["ctx"]["error"].args
    elif kind in COUNTS and fault["ctx"]["actual_length"]:
        wrong, fix = COUNTS[kind]
    else:
        # One that is not foreseen is told in pydantic's words: better plain than wrong.
        wrong, fix = PLAIN.get(
            kind, (f"is not right ({fault.get('msg', kind)})", "Look at its neighbors.")
        )
    fix = fix.format(name=name, **fault.get("ctx", {})) if kind != "value_error" else fix
    return Finding(path, line, column, rule, f"{_where(where, name)} {wrong}.", fix)


def _where(where, name) -> str:
    if name is None:
        return f"Entry {where[-1] + 1}" if where else "The file"
    position = next((part for part in reversed(where) if isinstance(part, int)), None)
    return f'"{name}"' if position is None else f'"{name}" (entry {position + 1})'


def _place(where, places) -> Place:
    while where and where not in places:
        where = where[:-1]
    return places.get(where, (1, 1))


def _fields(model, holder):
    """The names of the fields of the record at ``holder`` inside ``model``."""
    if "root" in model.model_fields:
        model = _record_in(model.model_fields["root"].annotation)
    for part in holder:
        if isinstance(part, int):
            continue
        for name, info in model.model_fields.items():
            if part in (name, info.alias):
                model = _record_in(info.annotation) or model
                break
    return [info.alias or name for name, info in model.model_fields.items()]


def _record_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found:
            return found
    return None
