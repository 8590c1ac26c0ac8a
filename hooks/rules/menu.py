"""The menu in mkdocs.yml: it can be read, and names each page once."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from pathspec import GitIgnoreSpec

from hooks.edition.settings import Settings
from hooks.finding import Finding, nearest
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.text_file import read_text
from hooks.text.yaml_file import YamlError, read_yaml

RULE = Rule({"menu": ERROR}, suppressible=False)


PATH = "mkdocs.yml"
COMPARE = "Compare the line with its neighbors; put a text with a colon or a # in double quotes."


def check_guide(guide: Guide) -> Iterator[Finding]:
    """YAML that cannot be read, entries without a page or twice, and pages that no menu names."""
    if not (guide.root / PATH).exists():
        return
    text, fault = read_text(guide.root / PATH, PATH)
    if fault:
        yield fault
        return
    try:
        read_yaml(text, tags=True)
        settings = yaml.compose(text, Loader=Settings)
    except YamlError as error:
        message = f"The file cannot be read: {error.problem}."
        yield Finding(PATH, error.line, error.column, "menu", message, COMPARE)
        return
    top = (
        {key.value: value for key, value in settings.value}
        if isinstance(settings, yaml.MappingNode)
        else {}
    )
    menu = top.get("nav")
    if not isinstance(menu, yaml.SequenceNode):
        yield Finding(
            PATH,
            menu.start_mark.line + 1 if menu else 1,
            1,
            "menu",
            "The menu is no list of pages.",
            'Write "nav:" at the beginning of a line, and below it each page on a line that '
            "starts with a dash.",
        )
        return
    named: dict[str, int] = {}
    yield from _named(menu, guide, named)
    for key in _titles(menu):
        if key.tag != "tag:yaml.org,2002:str":
            yield _finding(
                key,
                f'The title "{key.value}" is read as a number, a date or a yes or no.',
                f'Put it in double quotes: "{key.value}".',
            )
    yield from _left_out(top, guide, named)


def _finding(node: yaml.Node, message: str, fix: str) -> Finding:
    mark = node.start_mark
    return Finding(PATH, mark.line + 1, mark.column + 1, "menu", message, fix)


def _named(menu: yaml.Node, guide: Guide, named: dict[str, int]) -> Iterator[Finding]:
    """What is wrong with the entries of the menu; each page is put into ``named`` with its line."""
    for node in _entries(menu):
        page = node.value if isinstance(node, yaml.ScalarNode) else None
        if page is None or node.tag != "tag:yaml.org,2002:str":
            yield _finding(
                node,
                "This entry of the menu is neither a page nor a title with pages.",
                'Write "- folder/page.md", or "- Title:" with pages below it, set in by two.',
            )
        elif page in named:
            yield _finding(
                node,
                f'The menu names "{page}" twice; line {named[page]} does too.',
                "Take one of the two out.",
            )
        elif page not in guide.pages:
            yield _finding(
                node,
                f'The menu names "{page}", and there is no such page.',
                nearest(page, guide.pages.keys() - named.keys(), "Take the line out."),
            )
        if page is not None:
            named.setdefault(page, node.start_mark.line + 1)


def _left_out(top: dict, guide: Guide, named: dict[str, int]) -> Iterator[Finding]:
    """Pages that the settings leave out, and pages that no menu names."""
    unnamed, excluded = _patterns(top, "not_in_nav"), _patterns(top, "exclude_docs", "draft_docs")
    for page, source in guide.pages.items():
        if excluded.match_file(page):
            yield Finding(
                source.path,
                1,
                1,
                "menu",
                "This page would not be published, because exclude_docs or draft_docs in "
                "mkdocs.yml leaves it out.",
                "Put it into another folder, or change that list.",
            )
        elif page not in named and not unnamed.match_file(page):
            yield Finding(
                source.path,
                1,
                1,
                "menu",
                "No menu names this page, so nobody finds it.",
                f'Add the line "- {page}" to mkdocs.yml, under nav, where it belongs.',
            )


def _entries(node):
    """The pages that a menu names, as nodes, and whatever else stands in a page's place."""
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            for _, below in item.value:
                if isinstance(below, yaml.SequenceNode):
                    yield from _entries(below)
                else:
                    yield below
        else:
            yield item


def _titles(node):
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            for key, below in item.value:
                yield key
                if isinstance(below, yaml.SequenceNode):
                    yield from _titles(below)


def _patterns(top, *names) -> GitIgnoreSpec:
    lines = [
        line
        for name in names
        if isinstance(top.get(name), yaml.ScalarNode)
        for line in top[name].value.splitlines()
    ]
    return GitIgnoreSpec.from_lines(lines)
