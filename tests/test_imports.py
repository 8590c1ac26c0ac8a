"""Imports point one way, so that a module can be read with nothing but what stands above it."""

import ast
from functools import cache
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[1] / "hooks"

ORDER = (
    "finding",
    "dates",
    "text",
    "cache",
    "data",
    "wording",
    "reflections",
    "edition",
    "blocks",
    "guide",
    "rendering",
    "markdown_extension",
    "sitewide",
    "rules",
    "publish",
    "mkdocs_events",
    "commands",
    "__main__",
)
"""Every folder and file of ``hooks``; each imports only from those before it, and from itself."""

FILES = sorted(HOOKS.rglob("*.py"))


def place(module):
    """Where a module stands in the order."""
    return ORDER.index(module.split(".")[1])


@cache
def imports(file):
    """The modules of ``hooks`` that a file imports while it runs, with their lines."""
    found = []
    tree = ast.parse(file.read_text("utf-8"))
    for node in tree.body:
        # What stands under TYPE_CHECKING is there for the reader and the type checker alone.
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "hooks":
            below = [f"{node.module}.{name.name}" for name in node.names]
            modules = [each for each in below if is_module(each)] or [node.module or ""]
            found += [(module, node.lineno) for module in modules]
        elif isinstance(node, ast.Import):
            found += [
                (name.name, node.lineno) for name in node.names if name.name.startswith("hooks")
            ]
    return found


def is_module(name):
    path = HOOKS.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def name_of(file):
    """The module a file is."""
    parts = file.relative_to(HOOKS.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_order_names_every_folder_and_file():
    there = {entry.stem for entry in HOOKS.iterdir() if entry.suffix in ("", ".py")}
    assert there - {"__init__", "__pycache__"} == set(ORDER)


@pytest.mark.parametrize("wing", ORDER)
def test_imports_point_one_way(wing):
    wrong = [
        f"{file.relative_to(HOOKS.parent)}:{line}: {module}"
        for file in FILES
        if file != HOOKS / "__init__.py" and name_of(file).split(".")[1] == wing
        for module, line in imports(file)
        if place(module) > ORDER.index(wing)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    by_name = {name_of(file): file for file in FILES}
    done: set[str] = set()
    path: list[str] = []

    def visit(module):
        if module in path:
            pytest.fail(" -> ".join([*path[path.index(module) :], module]))
        if module in done or module not in by_name:
            return
        path.append(module)
        for other, _ in imports(by_name[module]):
            if other != module:
                visit(other)
        path.pop()
        done.add(module)

    for module in by_name:
        visit(module)


def test_one_file_alone_knows_mkdocs():
    knows = [
        file.name
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mkdocs")
        or (
            isinstance(node, ast.Import)
            and any(n.name.split(".")[0] == "mkdocs" for n in node.names)
        )
    ]
    assert set(knows) == {"mkdocs_events.py"}
