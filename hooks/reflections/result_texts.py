"""What is wrong with the results on a reflection's page: their headings, and how they speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hooks.finding import Finding, nearest
from hooks.reflections.checks import HARDEST, MOST_RESULT_WORDS, RESULT_WORDS
from hooks.reflections.definition import (
    Reflection,
)
from hooks.reflections.unchecked import short
from hooks.text.markdown_file import MarkdownFile
from hooks.text.passages import prose_of, read_passages
from hooks.text.readability import count_words


def check_results(reflection: Reflection, source: MarkdownFile, measure) -> Iterator[Finding]:
    """Every outcome has one text, every heading there means one, and the texts keep to
    the rules of wording.
    """
    if source.findings:
        return
    seen: dict[str, int] = {}
    sections: Counter[str] = Counter()
    yield from _check_headings(reflection, source, seen, sections)
    last = source.body[-1].number if source.body else 1
    for name in reflection.sections:
        if sections[name] != 1:
            yield Finding(
                source.path,
                last,
                1,
                "quiz-results",
                f'The page needs one section "{name}", and has {sections[name]}.',
                f'Write "## {name}" once.',
            )
    for missing in reflection.outcomes.keys() - seen.keys():
        yield Finding(
            source.path,
            last,
            1,
            "quiz-results",
            f'There is no text for "{missing}".',
            f'Add a heading "### {missing}" and the text under it.',
        )
    yield from _check_result_words(reflection, source, measure)


def _check_headings(
    reflection: Reflection, source: MarkdownFile, seen: dict[str, int], sections: Counter[str]
) -> Iterator[Finding]:
    """What is wrong with the headings of results. Where each stands is put into ``seen``,
    and how often each of their parts of the page, into ``sections``.
    """
    wanted, inside = reflection.outcomes, False
    for heading in source.headings:
        if heading.level <= 2:
            inside = heading.text in reflection.sections
            sections[heading.text] += inside
        elif heading.level == 3 and inside:
            if heading.text not in wanted:
                yield Finding(
                    source.path,
                    heading.line,
                    1,
                    "quiz-results",
                    f'The heading "{short(heading.text)}" matches nothing.',
                    nearest(heading.text, wanted),
                )
            elif heading.text in seen:
                yield Finding(
                    source.path,
                    heading.line,
                    1,
                    "quiz-results",
                    f'The heading "{heading.text}" stands here twice (first on line'
                    f" {seen[heading.text]}).",
                    "Keep one.",
                )
            seen.setdefault(heading.text, heading.line)
        elif heading.level == 3 and heading.text in wanted:
            seen.setdefault(heading.text, heading.line)
            yield Finding(
                source.path,
                heading.line,
                1,
                "quiz-results",
                f'The text "{heading.text}" stands outside its section.',
                "Put it under " + " or ".join(f'"## {name}"' for name in reflection.sections) + ".",
            )


def _check_result_words(reflection, source, measure):
    headings = {
        heading.line: heading.text
        for heading in source.headings
        if heading.text in reflection.outcomes
    }
    texts: dict[str, list] = {}
    for passage in prose_of(read_passages(source)):
        if passage.heading in headings:
            texts.setdefault(headings[passage.heading], []).append(passage)
    for heading, parts in texts.items():
        outcome = reflection.outcomes[heading]
        words = sum(count_words(part.text) for part in parts)
        first = parts[0]
        if words > MOST_RESULT_WORDS:
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" has {words} words; the most is {MOST_RESULT_WORDS}.',
                "Cut it.",
            )
        if (
            not outcome.startswith("list.")
            and outcome != "lead.unclear"
            and not first.text.startswith(("From your answers,", "In the last "))
        ):
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" starts as if it knew.',
                'Start it with "From your answers,".',
            )
        level = measure([part.text for part in parts])
        if level > HARDEST:
            yield Finding(
                source.path,
                first.line,
                1,
                "quiz-wording",
                f'The text "{heading}" reads at grade {level:.1f} (aim: {HARDEST:.0f}).',
                "Use shorter words and sentences.",
                False,
            )
        for part in parts:
            for pattern, wrong, fix in RESULT_WORDS:
                match = pattern.search(part.text)
                if match:
                    yield Finding(
                        source.path,
                        part.line,
                        1,
                        "quiz-wording",
                        f'The text {wrong} ("{match.group(0)}").',
                        fix,
                    )
