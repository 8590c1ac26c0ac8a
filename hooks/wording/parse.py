"""A sentence as the patterns see it: its words in small letters, each spelled in one way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": ",",
        "―": ",",
        "−": "-",
        "\xa0": " ",
        "\u202f": " ",
        "\xad": "-",
        "…": ".",
    }
)
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)*|[.,;:?!()$%]")
BREAKS = frozenset(";:.?!")
CONTRACTIONS = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "ain't": "is not",
    "y'all": "you",
    "gonna": "going to",
    "wanna": "want to",
    "couldnt": "could not",
}
ENDINGS = (
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'m", " am"),
)
IS_AFTER = frozenset(
    [
        "it",
        "that",
        "there",
        "what",
        "who",
        "he",
        "she",
        "here",
        "how",
        "where",
        "this",
        "everyone",
        "nobody",
        "everything",
        "nothing",
        "someone",
        "one",
        "when",
        "why",
    ]
)
BRITISH = (
    (re.compile(r"anaesth"), "anesth"),
    (re.compile(r"^(behavi|col|hon|lab|neighb|fav|hum|rum|harb|vig|sav)our"), r"\1or"),
    (re.compile(r"^(defen|licen|offen)ce"), r"\1se"),
    (re.compile(r"^practis"), "practic"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^centre"), "center"),
    (re.compile(r"^foet"), "fet"),
    (re.compile(r"paediatr"), "pediatr"),
    (re.compile(r"^fulfil(s|ment|$)"), r"fulfill\1"),
    (re.compile(r"^haem"), "hem"),
    (
        re.compile(r"^(coun|travel|label|cancel|signal|model|level)(sel)?l(ing|ed|er|ers|or|ors)$"),
        r"\1\2\3",
    ),
    (re.compile(r"^(\w{3,}(?:l|t|n|m|s|r|c|g|d))is(e|es|ed|er|ers|ing|ation|ations)$"), r"\1iz\2"),
)
UNSTEMMED = frozenset(
    [
        "promise",
        "promises",
        "promised",
        "promising",
        "exercise",
        "exercises",
        "exercised",
        "exercising",
        "advise",
        "advises",
        "advised",
        "advertise",
        "advertises",
        "advertised",
        "advertising",
        "advertiser",
        "advertisers",
        "surprise",
        "surprised",
        "surprises",
        "surprising",
        "otherwise",
        "likewise",
        "revise",
        "revised",
        "premise",
        "premises",
        "compromise",
        "compromises",
        "practise",
        "precise",
        "concise",
        "expertise",
        "enterprise",
        "disguise",
        "disguised",
        "supervise",
        "supervised",
        "supervising",
        "supervises",
        "paradise",
        "promised",
        "treatise",
        "franchise",
        "merchandise",
        "noises",
        "raised",
        "raises",
        "raiser",
        "raisers",
        "raising",
        "crisis",
        "crises",
        "arises",
        "arising",
        "wiser",
        "poise",
        "poised",
        "praised",
        "cruise",
        "bruise",
        "bruised",
        "bruises",
        "appraise",
        "televise",
        "improvise",
        "devise",
        "comprise",
        "comprised",
        "despise",
        "demise",
        "bruising",
        "miser",
        "rising",
    ]
)


def spell(word: str) -> str:
    """A small-letter word in American spelling."""
    if word in UNSTEMMED:
        return word
    for pattern, better in BRITISH:
        changed = pattern.sub(better, word)
        if changed != word:
            return changed
    return word


@dataclass
class Sentence:
    """A sentence as words and signs, each with its place in the text.

    Attributes:
        text: the sentence as it stands.
        words: plain words and the signs ``. , ; : ? ! ( ) $ %``.
        starts, ends: where each word stands in ``text``.
    """

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return bool(self.words) and self.words[-1] == "?"


_spelled: dict[str, tuple[str, ...]] = {}


def read_sentence(text: str) -> Sentence:
    """Take a sentence apart into words."""
    sentence = Sentence(text)
    plain = text.translate(SIGNS)
    if HIDDEN.search(plain):
        plain = HIDDEN.sub("", plain)
    for piece in PIECE.finditer(plain):
        raw = piece.group()
        known = _spelled.get(raw)
        if known is None:
            known = _spelled[raw] = _parts(raw.lower())
            if len(_spelled) > 200_000:
                _spelled.clear()
        for word in known:
            sentence.words.append(word)
            sentence.starts.append(piece.start())
            sentence.ends.append(piece.end())
    return sentence


def _parts(word: str) -> tuple[str, ...]:
    if word in CONTRACTIONS:
        return tuple(CONTRACTIONS[word].split())
    for ending, written in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return tuple(spell(part) for part in (word[: -len(ending)] + written).split())
    if word.endswith("'s"):
        base = word[:-2]
        return (base, "is") if base in IS_AFTER else (spell(base),)
    return (spell(word.replace("'", "")),)
