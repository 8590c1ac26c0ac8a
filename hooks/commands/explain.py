"""``explain``: show how the rules on wording read a text."""

from __future__ import annotations

import sys
from pathlib import Path

from hooks.commands.console import print_findings
from hooks.guide import load_guide
from hooks.rules.reading import LONGEST_SENTENCE
from hooks.text.readability import count_words
from hooks.text.sentences import split_sentences
from hooks.wording.checker import GROUPS, ClaimChecker, claim_checker


def explain(root: Path, text: str) -> int:
    """Print what the rules see in each sentence of a text; the exit status.

    Args:
        root: the project's root, for the words the rules look for.
        text: one sentence or a few, as a page would have them.
    """
    if not text.strip():
        print('Write the text behind the command: explain "It may help."', file=sys.stderr)
        return 2
    guide = load_guide(root)
    if guide.wording is None:
        print_findings(fault for fault in guide.findings if "wording" in fault.path)
        print("The words the rules look for cannot be read.", file=sys.stderr)
        return 2
    checker = claim_checker(guide.wording)
    parts = [part for _, part in split_sentences(text)]
    for n, part in enumerate(parts):
        before, after = parts[n - 1] if n else "", parts[n + 1] if n + 1 < len(parts) else ""
        print("\n".join(_sentence(checker, part, before, after)))
    return 0


def _sentence(checker: ClaimChecker, text: str, before: str, after: str) -> list[str]:
    """What is seen in a sentence, line by line."""
    words = count_words(text)
    over = f", more than the {LONGEST_SENTENCE} of a page" if words > LONGEST_SENTENCE else ""
    lines = [
        text,
        f"  read as:   {' '.join(checker.parse(text).sentence.words)}",
        f"  length:    {words} words{over}",
    ]
    claims = {match.claim.id for match in checker.find(text, before, after)}
    readings = list(checker.matches(text, before, after))
    for name in dict.fromkeys(reading.claim.id for reading in readings):
        of_claim = [reading for reading in readings if reading.claim.id == name]
        if name in claims:
            shown = next((reading for reading in of_claim if not reading.why_not), of_claim[0])
            lines += [
                f'  refused:   "{shown.words}" {shown.claim.why}',
                f"             {shown.claim.instead}",
            ]
        else:
            shown = of_claim[0]
            why = shown.why_not or "another claim is told for these words"
            lines.append(f'  let be:    "{shown.words}", because {why}')
        lines.append(f"             the pattern: {shown.pattern} (claim {name})")
    found = ((name, checker.group(name, denied=True)(text)) for name in GROUPS)
    lists = [f'{name} ("{text[place[0] : place[1]]}")' for name, place in found if place]
    if not readings:
        lines.append("  claims:    none")
    lines.append(f"  also seen: {', '.join(lists) or 'nothing'}")
    return lines
