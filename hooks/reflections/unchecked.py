"""Reads what may be wrong: as much of a definition as can be told from faulty values."""

from __future__ import annotations

from dataclasses import dataclass

from hooks.text.yaml_file import Place


@dataclass
class PartialItem:
    """A question as far as it can be read, mistakes and all."""

    path: tuple
    step: int
    id: str | None
    text: str
    dim: str | None
    reverse: bool
    private: bool
    answers: dict
    say: object
    take: object


def mapping(value) -> dict:
    return value if isinstance(value, dict) else {}


def entries(value) -> list:
    return (
        [(n, entry) for n, entry in enumerate(value) if isinstance(entry, dict)]
        if isinstance(value, list)
        else []
    )


def strings(value) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def word_of(value) -> str | None:
    return value if isinstance(value, str) and value else None


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def partial_items(value) -> list[PartialItem]:
    return [
        PartialItem(
            ("steps", s, "ask", n),
            s,
            word_of(item.get("id")),
            word_of(item.get("text")) or "",
            word_of(item.get("dim")),
            str(item.get("reverse")).lower() in ("true", "yes", "on", "1"),
            str(item.get("private")).lower() in ("true", "yes", "on", "1"),
            mapping(item.get("answers")),
            item.get("say"),
            item.get("take"),
        )
        for s, step in entries(mapping(value).get("steps"))
        for n, item in entries(step.get("ask"))
    ]


def place_of(places: dict[tuple, Place], where: tuple) -> Place:
    while where and where not in places:
        where = where[:-1]
    return places.get(where, (1, 1))
