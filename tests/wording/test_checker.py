"""The rule on claims against the sentences that stand beside its patterns, most of them by people
who had never seen it. Run with ``-s`` to see the counts.
"""

import re

import pytest
from examples import ROOT, read_page
from not_none import not_none
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import check_guide as check_everything
from hooks.rules.claims import check, check_guide
from hooks.text.sentences import split_sentences
from hooks.wording.checker import claim_checker

GUIDE = load_guide(ROOT)
WORDING = not_none(GUIDE.wording)
CHECKER = claim_checker(WORDING)
BAD = [(claim.id, sentence) for claim in WORDING.claims for sentence in claim.bad]
GOOD = [(claim.id, sentence) for claim in WORDING.claims for sentence in claim.good]
GOOD += [("no claim", sentence) for sentence in WORDING.lists.good]


def found(text):
    """What the rule says about a text of one sentence or a few: the words and the kind of claim."""
    parts = [part for _, part in split_sentences(text)]
    said = []
    for n, part in enumerate(parts):
        before, after = parts[n - 1] if n else "", parts[n + 1] if n + 1 < len(parts) else ""
        said += [
            (part[claim.start : claim.end], claim.claim.id)
            for claim in CHECKER.find(part, before, after)
        ]
    return said


def test_every_bad_sentence_is_caught():
    missed = [f"{topic}: {sentence}" for topic, sentence in BAD if not found(sentence)]
    print(f"\n{len(BAD) - len(missed)} of {len(BAD)} bad sentences caught.")
    assert missed == []


def test_every_good_sentence_is_spared():
    alarms = [
        f"{topic}: {sentence} {found(sentence)}" for topic, sentence in GOOD if found(sentence)
    ]
    print(f"\n{len(GOOD) - len(alarms)} of {len(GOOD)} good sentences spared.")
    assert alarms == []


def test_the_lists_are_long_and_no_sentence_stands_in_both():
    bad, good = (
        {" ".join(re.findall(r"\w+", sentence.lower())) for _, sentence in each}
        for each in (BAD, GOOD)
    )
    assert not bad & good
    assert len(bad) == len(BAD) >= 700 and len(good) == len(GOOD) >= 600


def test_the_whole_guide_has_no_claim(tmp_path):
    findings = [str(finding) for source in GUIDE.pages.values() for finding in check(source, GUIDE)]
    findings += [str(finding) for finding in [*check_guide(GUIDE), *in_data(GUIDE)]]
    assert findings == []


def in_data(guide):
    """What the rule says about the words of data files."""
    return [finding for text in guide.shown_text for finding in check(text, guide)]


PLACES = {
    "over two lines": ("Ketamine heals\nattachment wounds.", 10, 1),
    "in a list": ("A word first:\n\n- It is early.\n- Ketamine heals attachment wounds.", 13, 3),
    "in a list inside a list": ("- One\n    1. Ketamine heals attachment wounds.", 11, 8),
    "in a table": (
        (
            "What it does:\n\n| Word | Meaning |\n|---|---|\n| Drug | Ketamine heals attachment"
            " wounds. |"
        ),
        14,
        10,
    ),
    "in a heading": ("## Ketamine heals attachment wounds", 10, 4),
    "in a heading underlined": ("Ketamine heals attachment wounds\n---", 10, 1),
    "in a quotation": ("> Ketamine heals attachment wounds.", 10, 3),
    "in the words of a link": ("Read [ketamine heals attachment wounds](limits.md).", 10, 7),
    "in the words for a picture": ("![Ketamine heals attachment wounds](face.svg)", 10, 3),
    "in bold and italics": ("**Ketamine** *heals* attachment wounds.", 10, 3),
    "in a block": (
        "/// safety\n///\n\n/// emergency | Ketamine heals attachment wounds\n\nCall.\n///",
        13,
        17,
    ),
    "with a no-break space": ("Ketamine\u00a0heals attachment wounds.", 10, 1),
    "with an invisible sign": ("Keta\u200bmine heals attachment wounds.", 10, 1),
    "with an entity": ("Ketamine&nbsp;heals attachment wounds.", 10, 1),
    "in capitals": ("KETAMINE HEALS ATTACHMENT WOUNDS.", 10, 1),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_claim_is_found_wherever_it_stands(name, tmp_path):
    text, line, column = PLACES[name]
    found = [
        (finding.line, finding.column)
        for finding in check(read_page(text, "ketamine/example.md", tmp_path), GUIDE)
    ]
    assert found == [(line, column)]


def test_a_claim_in_the_front_matter_is_found_and_the_words_of_visitors_are_theirs(tmp_path):
    page = """---
title: Ketamine heals attachment wounds
description: Ketamine is FDA-approved for depression.
updated: 2026-11-22
review_by: 2027-05-22
search_words:
  - ketamine heals trauma
  - is ketamine safe
---

# Example
"""
    found = [
        (finding.line, finding.rule)
        for finding in check(read_page(page, "ketamine/example.md", tmp_path), GUIDE)
    ]
    assert found == [(2, "claims"), (3, "claims")]


@pytest.mark.parametrize(
    ("file", "field"),
    [
        ("claims.yml", "honest"),
        ("glossary.yml", "meaning"),
        ("statements.yml", "text"),
        ("figures.yml", "caption"),
        ("help-lines.yml", "for"),
    ],
)
def test_a_claim_in_a_data_file_is_found(file, field, tmp_path):
    root = lay_out(tmp_path)
    path = root / "docs" / "data" / file
    claim = "Ketamine heals attachment wounds."
    text = re.sub(
        rf"(\b{field}: )(\"[^\"]*\"|[^,}}\n]*)", rf"\g<1>{claim}", path.read_text("utf-8"), count=1
    )
    path.write_text(text, "utf-8")
    guide = load_guide(root)
    guide.wording = GUIDE.wording
    before = text[: text.index(claim)]
    assert [(finding.path, finding.line, finding.column) for finding in in_data(guide)] == [
        (f"docs/data/{file}", before.count("\n") + 1, len(before) - before.rfind("\n"))
    ]


def test_a_bad_claim_that_the_claim_checker_quotes_is_not_one():
    quoted = {claim.claim for claim in not_none(GUIDE.claims).claims}
    shown = {passage.text for text in GUIDE.shown_text for passage in GUIDE.passages(text)}
    assert quoted and not quoted & shown


def test_drawings_and_reflections_are_read_too():
    paths = {text.path for text in GUIDE.shown_text}
    assert {
        "docs/data/figures.yml",
        "docs/reflect/argument.yml",
        "docs/data/reflect.en.yml",
    } <= paths
    for text in GUIDE.shown_text:
        lines = (ROOT / text.path).read_text("utf-8").split("\n")
        for passage in GUIDE.passages(text):
            assert passage.raw.split()[0] in lines[passage.line - 1], (text.path, passage)


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            "words.yml",
            'denial: ["not"]\n',
            "",
            'words.yml:1:1: data: There is no list "denial", which the rules need. Take it back'
            " from the guide's own docs/data/wording/words.yml.",
        ),
        (
            "cure.yml",
            "",
            "why: is wrong.\ninstead: Say it.\npatterns: [good, <nothing>]\nnot: [nobody]\n",
            'cure.yml:3:18: data: A pattern cannot be read: there is no list "nothing". The head'
            " of docs/data/wording/words.yml says how patterns are written.",
        ),
        (
            "cure.yml",
            "",
            "why: is wrong.\ninstead: Say it.\npatterns: [heals <drug.]\n",
            'cure.yml:3:12: data: A pattern cannot be read: "<drug." has no ">" at its end. The'
            " head of docs/data/wording/words.yml says how patterns are written.",
        ),
        (
            "cure.yml",
            "",
            "id: cure\nwhy: is wrong.\ninstead: Say it.\n",
            'cure.yml:1:1: data: A kind of claim has the name of its file, and no "id". Delete'
            " the line.",
        ),
        (
            "lists.yml",
            "order: []",
            "order: [cure]",
            'lists.yml:1:9: data: There is no claim "cure". Delete the line, or write'
            " docs/data/wording/cure.yml.",
        ),
    ],
)
def test_what_is_wrong_with_the_words_is_told_where_it_stands(file, old, new, finding, tmp_path):
    root = lay_out(tmp_path)
    path = root / "docs" / "data" / "wording" / file
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(text.replace(old, new, 1) if old else new, "utf-8")
    found = [str(each) for each in check_everything(load_guide(root))]
    assert f"docs/data/wording/{finding}" in found
