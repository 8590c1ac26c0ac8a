"""The scenes with a turning point: what an editor is told of a fault, and that rules read them."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from not_none import not_none

from hooks.blocks.two_people import LOOKS
from hooks.data import dialogues
from hooks.data.dialogues import BUBBLE, DialogueFile
from hooks.data.load import Loaded
from hooks.data.schema import validate
from hooks.guide import load_guide
from hooks.rules import rules_with
from hooks.text.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
GUIDE = load_guide(ROOT)
FILE = not_none(GUIDE.dialogues)

SMALL = """\
scenes:
  - id: towel
    title: The towel
    who: Two people in a hall.
    speakers:
      - {id: he, name: He, look: short}
      - {id: she, name: She, look: bun}
    picture: {left: speaks, right: waits, place: door, shows: Two people stand in a hall.}
    opens:
      - {by: he, say: "Again?"}
    turn: {by: she, tells: The towel is wet., ask: What does she say?}
    ways:
      - {id: sorry, lines: [{by: she, say: "Yes."}, {by: he, say: "Well."}], ending: short}
      - {id: later, lines: [{by: she, say: "Later."}], ending: short}
      - {id: shrug, lines: [{by: she, does: "She shrugs."}], ending: cold}
    endings:
      - {id: short, tells: [{say: Dinner is short.}]}
      - {id: cold, tells: [{say: It is a cold night.}]}
  - id: late
    title: Late
    fear: {warns: One is scared., skip: Skip this, whatever: Whatever A does}
    who: Two people at home.
    speakers:
      - {id: a, name: A, look: curls}
      - {id: b, name: B, look: fringe}
    picture: {left: waits, right: waits, shows: Two people stand in a hall.}
    opens:
      - {by: b, say: "Phone."}
    turn: {by: a, tells: A thinks., ask: What does A do?}
    ways:
      - {id: give, lines: [{by: a, does: "A hands it over."}], ending: out}
      - {id: wait, lines: [{by: a, say: "Ten minutes."}], ending: out}
      - {id: keep, lines: [{by: a, say: "No."}], ending: out}
    endings:
      - id: out
        tells:
          - {say: "B chose this. Call [call: abuse]. If you are B, call [call: harm]."}
"""

LATE = SMALL[SMALL.index("  - id: late") :]
ONE_ENDING = "      - {id: cold, tells: [{say: It is a cold night.}]}\n"


def findings_of(text):
    """What is told of a file, each as its line, its column and the words."""
    value, places = read_yaml(text)
    record, findings = validate(DialogueFile, value, dialogues.PATH, places, "data")
    loaded = Loaded(dialogues.PATH, places=places, record=record)
    findings += dialogues.check(loaded, GUIDE)
    return [str(finding).removeprefix(f"{dialogues.PATH}:") for finding in findings]


def test_a_sound_file_has_no_finding():
    assert findings_of(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            '{by: he, say: "Again?"}',
            '{say: "Again?"}',
            '10:9: data: "by" (entry 1) is missing. Add a line that starts with "by:".',
        ),
        (
            '{by: he, say: "Again?"',
            '{by: him, say: "Again?"',
            '10:10: speaker-unknown: There is no speaker "him". Choose one of these: he, she.',
        ),
        (
            "turn: {by: she",
            "turn: {by: her",
            '11:12: speaker-unknown: There is no speaker "her". Did you mean "he"?',
        ),
        (
            '{by: he, say: "Again?"}',
            "{by: he}",
            "10:9: data: A line says something or does something, and this one does neither. "
            'Keep one of "say" and "does".',
        ),
        (
            '{by: he, say: "Again?"}',
            '{by: he, say: "Again?", does: "He sighs."}',
            "10:9: data: A line says something or does something, and this one does both. "
            'Keep one of "say" and "does".',
        ),
        (
            '{by: she, say: "Later."}',
            '{by: he, say: "Later."}',
            '14:30: data: The turn is "she", and this line is of "he". '
            "Begin each way with a line of whoever has the turn.",
        ),
        (
            '      - {id: later, lines: [{by: she, say: "Later."}], ending: short}\n',
            "",
            '12:5: data: "The towel" has 2 lines to choose from, and not 3. '
            "Write three. With two, one of them looks like the right one.",
        ),
        (
            '"Later."}], ending: short',
            '"Later."}], ending: sort',
            '14:56: ending-unknown: There is no ending "sort". Did you mean "short"?',
        ),
        (
            '"Later."}], ending: short',
            '"Later."}]',
            '14:9: data: "ending" (entry 2) is missing. Add a line that starts with "ending:".',
        ),
        (
            '"Later."}], ending: short',
            '"Later."}], ending: sorry',
            '14:56: data: The way "later" leads back to the way "sorry". '
            "Let it lead to an ending: nobody should go round in circles here.",
        ),
        (
            '"She shrugs."}], ending: cold',
            '"She shrugs."}], ending: short',
            '18:10: data: No way leads to the ending "cold". '
            'Name it as the "ending" of a way, or delete it.',
        ),
        (
            "{id: later",
            "{id: sorry",
            '14:10: data: Two ways have the id "sorry". Give one of them another.',
        ),
        (
            "{id: cold",
            "{id: short",
            '18:10: data: Two endings have the id "short". Give one of them another.',
        ),
        (
            "- id: late",
            "- id: towel",
            '19:5: data: Two scenes have the id "towel". Give one of them another.',
        ),
        (
            "{id: she, name",
            "{id: he, name",
            '7:10: data: Two speakers have the id "he". Give one of them another.',
        ),
        (
            '"Again?"',
            f'"{"a" * (BUBBLE + 1)}"',
            '10:18: data: "say" (entry 1) is too long. Say it in at most 80 letters.',
        ),
        (
            "left: speaks",
            "left: shouts",
            '8:15: data: "shouts" is not a known left. Did you mean',
        ),
        ("place: door", "place: doors", '8:43: data: "doors" is not a known place. Did you mean'),
        ("look: bun", "look: wig", '7:30: data: "wig" is not a known look. Choose one of these:'),
        (
            "say: Dinner is short.",
            'say: Dinner is short., evidence: ["99.9"]',
            '17:64: statement-unknown: There is no statement "99.9".',
        ),
        (
            "say: Dinner is short.",
            'say: Dinner is short., evidence: ["16.4"], sources: [hotline-2014]',
            '17:83: data: The source "hotline-2014" is not among those of the statement 16.4.',
        ),
        (
            "Call [call: abuse]. ",
            "",
            '35:9: data: "Late" is about fear, and its ending does not say where help is. '
            "Add [call: abuse].",
        ),
        (
            "Call [call: abuse]. If you are B, call [call: harm].",
            "The end.",
            '35:9: data: "Late" is about fear, and its ending does not say where help is. '
            "Add [call: abuse] and [call: harm].",
        ),
        (
            "    fear: {warns: One is scared., skip: Skip this, whatever: Whatever A does}\n",
            "",
            "1:1: data: None of the scenes is about fear. "
            'Take the last scene of the guide back, the one with "fear:".',
        ),
    ],
    ids=lambda value: re.sub(r"\s+", " ", str(value))[:40],
)
def test_a_fault_is_told_at_its_place_and_with_a_way_out(old, new, finding):
    assert SMALL.count(old) == 1
    found = findings_of(SMALL.replace(old, new))
    assert any(each.startswith(finding) for each in found), found


def test_the_scene_about_fear_cannot_be_won():
    won = SMALL.replace("\n      - id: out\n", f"\n{ONE_ENDING}      - id: out\n").replace(
        'say: "No."}], ending: out', 'say: "No."}], ending: cold'
    )
    assert (
        '34:5: data: "Late" is about fear, and it has 2 endings. '
        "Keep one for all lines: no line makes it safe, and none was the wrong one."
    ) in findings_of(won)


def test_the_scene_about_fear_is_the_last():
    first = SMALL.replace(LATE, "").replace("scenes:\n", f"scenes:\n{LATE}")
    assert findings_of(first) == [
        '4:5: data: "Late" is about fear, and another scene follows. '
        "Put it last: after it nobody should go on choosing lines."
    ]


def test_all_faults_are_told_together():
    text = SMALL.replace("{by: he, say", "{by: him, say", 1).replace("ending: cold", "ending: odd")
    assert len(findings_of(text)) == 3


# The guide's own scenes


def test_the_schema_for_editors_is_the_one_that_is_checked():
    """``python -m hooks schema`` writes it again."""
    assert (ROOT / dialogues.SCHEMA).read_text("utf-8") == dialogues.schema()
    assert json.loads(dialogues.schema())["properties"].keys() == DialogueFile.model_fields.keys()


def test_every_look_that_can_be_named_can_be_drawn():
    assert {*get_args(dialogues.Look)} == {*LOOKS}


def test_no_two_scenes_seem_to_show_the_same_couple_and_nobody_of_the_last_is_in_another():
    pairs = [frozenset(speaker.look for speaker in scene.speakers) for scene in FILE.scenes]
    assert len(set(pairs)) == len(pairs)
    assert not any(pairs[-1] & pair for pair in pairs[:-1])


def test_the_line_changes_hands_and_it_is_not_always_the_woman():
    turns = [scene.turn.by for scene in FILE.scenes]
    assert "he" in turns and "she" in turns
    sides = {
        [speaker.id for speaker in scene.speakers].index(scene.turn.by) for scene in FILE.scenes
    }
    assert sides == {0, 1}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("claims", "Ketamine cures every marriage."),
        ("numbers", "It worked for 61.5% of couples."),
        ("help_numbers", "Call 1-800-555-0199."),
    ],
)
def test_a_rule_on_words_reads_what_is_said_in_a_scene(tmp_path, rule, words):
    """Planted into any text, what no page may say is found at its line."""
    text = (ROOT / dialogues.PATH).read_text("utf-8")
    old = 'say: "Same every night."'
    line = text[: text.index(old)].count("\n") + 1
    value, places = read_yaml(text.replace(old, f'say: "{words}"'))
    record, findings = validate(DialogueFile, value, dialogues.PATH, places, "data")
    assert record and not findings
    loaded = Loaded(
        dialogues.PATH,
        text=text.replace(old, f'say: "{words}"'),
        value=value,
        places=places,
        is_read=True,
        record=record,
    )
    (shown,) = dialogues.shown(loaded, GUIDE)
    checks = {each.__name__.rpartition(".")[2]: each for each in rules_with(reads_data=True)}
    assert [finding.line for finding in checks[rule].check(shown, GUIDE)] == [line]


def test_every_text_of_the_scenes_reaches_the_rules():
    (shown,) = [text for text in GUIDE.shown_text if text.path == dialogues.PATH]
    read = " ".join(passage.raw for passage in GUIDE.passages(shown))
    for words in _texts(FILE.model_dump(by_alias=True)):
        assert words in read, words


NOT_READ = {"id", "by", "look", "left", "right", "thread", "place", "ending", "evidence", "sources"}


def _texts(value, name=""):
    if isinstance(value, str) and value and name not in NOT_READ:
        yield value
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from _texts(part, key)
    for part in value if isinstance(value, list) and name not in NOT_READ else ():
        yield from _texts(part, name)


def test_the_example_in_the_handbook_can_be_copied_as_it_stands():
    recipe = (ROOT / "handbook/write-a-dialogue.md").read_text("utf-8")
    (example,) = re.findall(r"^```\n(.*?)^```\n", recipe, re.S | re.M)
    text = (ROOT / dialogues.PATH).read_text("utf-8")
    above = "  - id: twenty-minutes-late\n"
    assert text.count(above) == 1 and above.strip() in recipe
    longer = text.replace(above, f"{example}\n{above}")
    assert findings_of(longer) == []
    value, places = read_yaml(longer)
    record = DialogueFile.model_validate(value)
    assert len(record.scenes) == len(FILE.scenes) + 1
    loaded = Loaded(dialogues.PATH, text=longer, value=value, places=places, record=record)
    shown = list(dialogues.shown(loaded, GUIDE))
    guide = replace(GUIDE, shown_text=shown)
    found = [
        str(finding)
        for rule in rules_with(reads_data=True)
        if hasattr(rule, "check")
        for finding in rule.check(shown[0], guide)
    ]
    assert found == []


def test_the_handbook_names_every_look():
    recipe = (ROOT / "handbook/write-a-dialogue.md").read_text("utf-8")
    (row,) = [line for line in recipe.split("\n") if "`look` is one of" in line]
    assert {*re.split(r", ", row.split("one of: ")[1].rstrip(" |"))} == {*LOOKS}
