"""How hard a text is to read.

The measure is the Flesch-Kincaid grade (Kincaid and others, 1975) as textstat
0.7.8 works it out, over paragraphs and list items, each closed with a full
stop, without headings, tables, sources, marks and quoted claims.
"""

from __future__ import annotations

import re

ENDLESS = re.compile(r"(\w{60})\w+")
"""A word that nobody wrote, whose syllables would take long to count."""


def grade(texts) -> float:
    """The reading grade of some passages' texts, 0 when there are none."""
    import textstat

    text = "\n".join(text[:-1] + "." if text.endswith(":") else text for text in texts)
    text = ENDLESS.sub(r"\1", text)
    return textstat.flesch_kincaid_grade(text) if text.strip() else 0.0


def count_words(sentence: str) -> int:
    """How many words a sentence has; a hyphenated word is one."""
    return len(re.findall(r"[\w'’-]+", sentence))
