"""YAML as an editor means it, with the place of every value.

PyYAML turns ``no`` into false and ``1:30`` into 90. Here every scalar stays
the text that was written; the models say what type a field has.
"""

from __future__ import annotations

import yaml

Place = tuple[int, int]
"""Line and column, both counted from 1."""


FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reader in C where there is one; it is twenty times as fast."""

DEEPEST = 40
"""How many lists may stand inside each other. The reader in C falls over at some thousand."""

OPENING = (yaml.BlockSequenceStartToken, yaml.BlockMappingStartToken, yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)


class YamlFault(Exception):
    """The text is not YAML that can be read.

    Attributes:
        line, column: where, counted from 1.
        problem: what the parser says, in its own words.
    """

    def __init__(self, line: int, column: int, problem: str):
        super().__init__(problem)
        self.line, self.column, self.problem = line, column, problem


def read_yaml(text: str, first_line: int = 1) -> tuple[object, dict[tuple, Place]]:
    """Read YAML into mappings, lists and strings.

    Args:
        text: the YAML.
        first_line: the number of its first line in the file it stands in.

    Returns:
        The value, and the place of each value by its path of keys and list
        positions; ``()`` is the whole. The place of a mapping's value is that
        of its key, where an editor looks.

    Raises:
        YamlFault: broken YAML, a key given twice, an alias or a tag.
    """
    try:
        try:
            node = _compose(text, first_line, FAST)
        except yaml.YAMLError:
            node = _compose(text, first_line, yaml.SafeLoader)  # its words are the plainer ones
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
        line = mark.line if mark else 0
        column = mark.column if mark else 0
        raise YamlFault(line + first_line, column + 1, str(problem)) from None
    places: dict[tuple, Place] = {(): (first_line, 1)}
    if node is None:
        return None, places
    return _value(node, (), places, first_line), places


def _compose(text, first_line, loader):
    """The tree of the YAML, after a look at its tokens for what may not be in it."""
    depth = 0
    for token in yaml.scan(text, Loader=loader):
        mark = token.start_mark
        if isinstance(token, (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)):
            raise YamlFault(
                mark.line + first_line,
                mark.column + 1,
                "a word here starts with &, * or !, which has a special meaning",
            )
        if isinstance(token, OPENING):
            depth += 1
            if depth > DEEPEST:
                raise YamlFault(mark.line + first_line, mark.column + 1, "lists inside lists, too deep to read")
        elif isinstance(token, CLOSING):
            depth -= 1
    return yaml.compose(text, Loader=loader)


def _value(node, path, places, first_line):
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null" and node.style is None
        return None if empty else node.value
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            places[path + (index,)] = _place(child, first_line)
        return [_value(child, path + (index,), places, first_line) for index, child in enumerate(node.value)]
    result = {}
    for key_node, child in node.value:
        line, column = _place(key_node, first_line)
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFault(line, column, "a key must be a plain word")
        key = key_node.value
        if key in result:
            raise YamlFault(line, column, f'the key "{key}" stands here a second time')
        places[path + (key,)] = (line, column)
        result[key] = _value(child, path + (key,), places, first_line)
    return result


def _place(node, first_line) -> Place:
    return node.start_mark.line + first_line, node.start_mark.column + 1
