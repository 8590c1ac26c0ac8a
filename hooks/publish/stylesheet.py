"""Keeps of a stylesheet what the built pages can use.

A rule stays when one of its selectors could match something: when every class,
id, element and attribute it names occurs in some page or can be added by the
guide's script. State (``:hover``, ``[hidden]``, ``::before``) is never a
reason to drop a rule. Parsed with tinycss2.
"""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from pathlib import Path

import tinycss2

NAME = re.compile(r"[\w-]+")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
KEYFRAMES = re.compile(r"@(-\w+-)?keyframes\s+[\w-]+")

ADDED_BY_SCRIPT = frozenset({"results__page", "results__lead", "results__urgent"})
"""Classes that stand in no built page and that ``docs/assets/*.js`` adds."""


STYLESHEET = "assets/guide.css"
"""The one stylesheet of the site."""


def with_theme_css(own: str, folders) -> str | None:
    """The guide's stylesheet with the theme's before it, so that a page asks for one file.

    The theme's goes before the first line, not above it: a line that is found
    fault with has the number that an editor sees.

    Args:
        own: the guide's stylesheet.
        folders: the folders of the theme's templates.

    Returns:
        Both as one; None when the theme's is not where it was.
    """
    found = [
        file
        for folder in folders
        for file in Path(folder).glob("assets/stylesheets/main.*.min.css")
    ]
    if len(found) != 1:
        return None
    theme = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", found[0].read_text("utf-8"))
    return " ".join(theme.split("\n")) + own


@dataclass
class UsedSelectors:
    """The names that occur in the built pages."""

    elements: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, tree) -> None:
        """Take in the names of one page.

        Args:
            tree: the page as an lxml element tree.
        """
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            self.elements.add(element.tag.lower())
            for name, value in element.attrib.items():
                self.attributes.add(name.lower())
                if name == "class":
                    self.classes.update(value.split())
                elif name == "id":
                    self.ids.add(value)


def purge_again(sheets: list[str], used: UsedSelectors, file: Path) -> list[str]:
    """The same as ``purge``; where neither the stylesheets nor the names in them changed, from what
    a file keeps.

    A missing or broken cache file is ignored, and one that cannot be written is not written.
    """
    # Headings have ids, and hardly any is in a stylesheet: an edit of the text changes nothing
    # here.
    used = UsedSelectors(
        used.elements,
        used.classes,
        {name for name in used.ids if any(f"#{name}" in css for css in sheets)},
        used.attributes,
    )
    made_from = json.dumps(
        [Path(__file__).read_text("utf-8"), sheets, [sorted(names) for names in astuple(used)]]
    )
    key = blake2b(made_from.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    try:
        return json.loads(file.read_text("utf-8"))[key]
    except (OSError, ValueError, LookupError, TypeError):
        purged = purge(sheets, used)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({key: purged}), "utf-8")
    except OSError:
        pass
    return purged


def purge(sheets: list[str], used: UsedSelectors) -> list[str]:
    """Stylesheets without rules, animations and variables that nothing uses.

    Args:
        sheets: the stylesheets a page loads together; one may set a variable
            that another asks for.
        used: the names in the built pages.

    Returns:
        The smaller stylesheets, in the same order, each on one line.
    """
    sheets = [
        "".join(
            _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used)
        )
        for css in sheets
    ]
    while True:
        text = "".join(sheets)
        wanted = set(VARIABLE.findall(text))
        names = set(NAME.findall(KEYFRAMES.sub("", text)))
        smaller = [
            "".join(_without(tinycss2.parse_stylesheet(css), wanted, names)) for css in sheets
        ]
        if smaller == sheets:
            return sheets
        sheets = smaller


def _rules(rules, used) -> list[str]:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            kept_selectors = [part for part in _split(rule.prelude) if _can_match(part, used)]
            if kept_selectors:
                prelude = ",".join(tinycss2.serialize(part).strip() for part in kept_selectors)
                kept.append(prelude + "{" + tinycss2.serialize(rule.content).strip() + "}")
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword in ("media", "supports", "layer")
            and rule.content is not None
        ):
            inner = _rules(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True),
                used,
            )
            if inner:
                kept.append(
                    f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{''.join(inner)}}}"
                )
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword in ("charset",)
            or rule.type == "at-rule"
        ):
            kept.append(rule.serialize())
    return kept


def _split(tokens, at=","):
    parts: list[list] = []
    part: list = []
    for token in tokens:
        if token.type == "literal" and token.value == at:
            parts.append(part)
            part = []
        else:
            part.append(token)
    parts.append(part)
    return parts


def _can_match(tokens, used: UsedSelectors) -> bool:
    """Whether every name of a selector occurs somewhere in the site."""
    before = None
    for token in tokens:
        sign = before.value if before is not None and before.type == "literal" else ""
        if not _occurs(token, sign, used):
            return False
        before = token
    return True


def _occurs(token, sign: str, used: UsedSelectors) -> bool:
    """Whether a part of a selector occurs somewhere in the site; ``sign`` stands before it."""
    if token.type == "ident":
        if sign == ".":
            return token.value in used.classes or token.value in ADDED_BY_SCRIPT
        return sign == ":" or token.lower_value in used.elements
    if token.type == "hash":
        return token.value in used.ids
    if token.type == "[] block":
        name = next((part.lower_value for part in token.content if part.type == "ident"), "")
        return name in used.attributes or name in ("hidden", "open")
    if token.type == "function" and token.lower_name in ("is", "where", "has"):
        return any(_can_match(part, used) for part in _split(token.arguments))
    return True


def _without(rules, wanted, names):
    for rule in rules:
        if rule.type == "qualified-rule":
            body = _declarations(rule.content, wanted)
            if body:
                yield tinycss2.serialize(rule.prelude) + "{" + body + "}"
        elif rule.type == "at-rule" and "keyframes" in rule.lower_at_keyword:
            if tinycss2.serialize(rule.prelude).strip() in names:
                yield rule.serialize()
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword in ("media", "supports", "layer")
            and rule.content is not None
        ):
            inner = "".join(_without(tinycss2.parse_rule_list(rule.content), wanted, names))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _declarations(content, wanted) -> str:
    kept = []
    for declaration in tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    ):
        if declaration.type != "declaration":
            kept.append(declaration.serialize())
        elif not (declaration.name.startswith("--") and declaration.name not in wanted):
            important = "!important" if declaration.important else ""
            kept.append(
                f"{declaration.name}:{tinycss2.serialize(declaration.value).strip()}{important}"
            )
    return ";".join(kept)
