"""Wording the guide never uses, in whatever phrasing it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hooks.data.load import Loaded
from hooks.data.wording import FOLDER, LISTS, WORDS, Wording
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.markdown_file import MarkdownFile
from hooks.text.sentences import split_sentences
from hooks.wording.checker import (
    GROUPS,
    LABELS,
    NEEDED_LISTS,
    ClaimChecker,
    ClaimMatch,
    claim_checker,
)
from hooks.wording.patterns import PatternError, PatternSet

RULE = Rule({"claims": ERROR}, reads_data=True)


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Patterns that cannot be read, without all of which no rule on wording runs."""
    if guide.wording is None:
        return
    found = list(_unreadable(guide, guide.wording))
    if found:
        guide.wording = None
    yield from found


def _unreadable(guide: Guide, wording: Wording) -> Iterator[Finding]:
    words, lists = guide.data[WORDS], guide.data[LISTS]
    pattern_set = PatternSet(wording.words)

    def try_all(loaded: Loaded, where: tuple, texts: Iterable[str], read) -> Iterator[Finding]:
        for n, text in enumerate(texts):
            try:
                read(text)
            except PatternError as error:
                yield loaded.finding(
                    (*where, n),
                    f"A pattern cannot be read: {error}.",
                    f"The head of {WORDS} says how patterns are written.",
                )

    for name in NEEDED_LISTS:
        if name not in wording.words:
            message = f'There is no list "{name}", which the rules need.'
            yield words.finding((), message, f"Take it back from the guide's own {WORDS}.")
    for name in wording.words:
        yield from try_all(words, (name,), [f"<{name}>"], pattern_set.element)
    for name in GROUPS:
        yield from try_all(lists, (name,), getattr(wording.lists, name), pattern_set.pattern)
    for claim in wording.claims:
        loaded = guide.data[f"{FOLDER}/{claim.id}.yml"]
        yield from try_all(loaded, ("patterns",), claim.patterns, pattern_set.pattern)
        yield from try_all(loaded, ("together",), claim.together, pattern_set.frame)
        lists_of = [f"<{name}>" for name in claim.not_]
        yield from try_all(loaded, ("not",), lists_of, pattern_set.element)


def check(source: MarkdownFile, guide: Guide) -> Iterator[Finding]:
    """Every claim on a page, its title and description included, that the guide does not make."""
    if guide.wording is None:
        return
    claims = claim_checker(guide.wording)
    yield from _in_front_matter(source, claims)
    intro, row = "", (0, "")
    for passage in guide.passages(source):
        if passage.quoted:
            continue
        parts = split_sentences(passage.text)
        if passage.kind != "item":
            intro = passage.under if not LABELS.isdisjoint(passage.under.lower().split()) else ""
        if passage.kind == "cell" and passage.line != row[0]:
            row = (passage.line, passage.text)
        context = row[1] if passage.kind == "cell" else passage.under
        lead = f"{intro.rstrip('?:')} " if intro and passage.kind == "item" else ""
        for n, (offset, text) in enumerate(parts):
            prefix = "" if n else lead
            before = parts[n - 1][1] if n else context
            after = parts[n + 1][1] if n + 1 < len(parts) else ""
            for said in claims.find(prefix + text, before, after):
                start, end = max(said.start - len(prefix), 0), said.end - len(prefix)
                if end > 0 and (said.start >= len(prefix) or intro.endswith(":")):
                    yield finding(
                        source.path,
                        *passage.place(offset + start),
                        text,
                        ClaimMatch(start, end, said.claim),
                    )
        if passage.kind == "paragraph" and passage.text.endswith(":"):
            intro = parts[-1][1]


def _in_front_matter(source: MarkdownFile, claims: ClaimChecker) -> Iterator[Finding]:
    for name in ("title", "description"):
        words = source.meta.get(name)
        if isinstance(words, str):
            line, _ = source.places.get((name,), (1, 1))
            for said in claims.find(words):
                yield finding(source.path, line, len(name) + 3 + said.start, words, said)


def finding(path: str, line: int, column: int, text: str, said: ClaimMatch) -> Finding:
    """The claim as a finding."""
    return Finding(
        path,
        line,
        column,
        "claims",
        f'"{text[said.start : said.end]}" {said.claim.why}',
        said.claim.instead,
    )
