"""YAML as an editor means it, with the place of every value.

PyYAML turns ``no`` into false and ``1:30`` into 90. Here every scalar stays
the text that was written; the models say what type a field has.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

Place = tuple[int, int]
"""Line and column, both counted from 1."""


FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reader in C where there is one; it is twenty times as fast."""

DEEPEST = 40
"""How many lists may stand inside each other. The reader in C falls over at some thousand."""

OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)


class YamlError(Exception):
    """The text is not YAML that can be read.

    Attributes:
        line, column: where, counted from 1.
        problem: what is wrong, a sentence without its full stop.
        fix: how to put it right, ``""`` where it depends on what the line says.
    """

    def __init__(self, line: int, column: int, problem: str):
        super().__init__(problem)
        self.line, self.column, self.problem = line, column, problem

    @property
    def fix(self) -> str:
        return next((fix for words, fix in FIXES.items() if words in self.problem), "")


COMPARE = "Compare the line with its neighbors; put a text with a colon or a # in double quotes."
"""What to do about a line that cannot be read."""

FIXES = {
    "a tab": "Use 2 spaces.",
    "second time": "Keep one of the two.",
    "special meaning": "Put the text in double quotes.",
}
"""What to do about some problems, by words of their description."""


def read_yaml(text: str, first_line: int = 1, tags: bool = False) -> tuple[Any, dict[tuple, Place]]:
    """Read YAML into mappings, lists and strings.

    Args:
        text: the YAML.
        first_line: the number of its first line in the file it stands in.
        tags: whether a value may have a tag (``!ENV``), which is passed over.

    Returns:
        The value, and the place of each value by its path of keys and list
        positions; ``()`` is the whole. The place of a mapping's value is that
        of its key, where an editor looks.

    Raises:
        YamlError: broken YAML, a key given twice, an alias or a tag.
    """
    try:
        try:
            node = _compose(text, first_line, FAST, tags)
        except yaml.YAMLError:
            node = _compose(
                text, first_line, yaml.SafeLoader, tags
            )  # its words are those of PROBLEMS
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = _in_plain_words(
            getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
        )
        # Counted here, because YAML ends a line at signs that no editor shows as its end.
        before = text[: mark.index if mark else getattr(error, "position", 0)]
        column = len(before) - before.rfind("\n")
        raise YamlError(before.count("\n") + first_line, column, str(problem)) from None
    places: dict[tuple, Place] = {(): (first_line, 1)}
    if node is None:
        return None, places
    return _value(node, (), places, first_line), places


SPECIAL = "a word here starts with &, * or !, which has a special meaning"

PROBLEMS = (
    (
        r"mapping values are not allowed",
        "a second colon on one line, or a line that is indented too far",
    ),
    (r"could not find expected ':'", "a line without a colon after its name"),
    (r"expected <block end>", "a line that is not indented like its neighbors"),
    (r"found character '(\\t|\t)'", "a tab, where spaces belong"),
    (r"found character '(.)' that cannot start", r"a value that starts with \1"),
    (r"found unexpected end of stream", "a quotation mark that is never closed"),
    (r"unknown escape character|escape sequence", "a backslash between double quotes"),
    (r"expected ',' or '([]}])'", r"a \1 is missing"),
    (r"expected the node content", "a bracket that is never closed"),
    (r"found another document", "a line of three dashes inside the file"),
    (r"expected alphabetic or numeric", SPECIAL),
    (r"special characters are not allowed", "a character that no text has"),
)
"""What PyYAML says, as a pattern, and what an editor can see."""


def _in_plain_words(problem: str) -> str:
    for pattern, words in PROBLEMS:
        match = re.search(pattern, problem)
        if match:
            return match.expand(words)
    return problem


def _compose(text, first_line, loader, tags):
    """The tree of the YAML, after a look at its tokens for what may not be in it."""
    depth = 0
    for token in yaml.scan(text, Loader=loader):
        mark = token.start_mark
        if isinstance(token, (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)) and not (
            tags and isinstance(token, yaml.TagToken)
        ):
            raise YamlError(mark.line + first_line, mark.column + 1, SPECIAL)
        if isinstance(token, OPENING):
            depth += 1
            if depth > DEEPEST:
                raise YamlError(mark.line + first_line, 1, "lists inside lists, too deep to read")
        elif isinstance(token, CLOSING):
            depth -= 1
    return yaml.compose(text, Loader=loader)


def _value(node, path, places, first_line):
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null" and not node.style
        return None if empty else node.value
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            places[path + (index,)] = _place(child, first_line)
        return [
            _value(child, path + (index,), places, first_line)
            for index, child in enumerate(node.value)
        ]
    result = {}
    for key_node, child in node.value:
        line, column = _place(key_node, first_line)
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(line, column, "a key must be a plain word")
        key = key_node.value
        if key in result:
            raise YamlError(line, column, f'the key "{key}" stands here a second time')
        places[path + (key,)] = (line, column)
        result[key] = _value(child, path + (key,), places, first_line)
    return result


def _place(node, first_line) -> Place:
    return node.start_mark.line + first_line, node.start_mark.column + 1
