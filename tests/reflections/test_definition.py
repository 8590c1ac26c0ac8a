"""What an editor is told about a reflection, and what hostile text becomes on a page."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown
from not_none import not_none
from published_index import read_index

from hooks.guide import load_guide
from hooks.reflections.checks import overlap
from hooks.reflections.definition import SCHEMA, SHARED, Definition, fill, schema
from hooks.reflections.load import load_reflections
from hooks.rendering.extension import GuideExtension
from hooks.text.markdown_file import read_markdown_file

ROOT = Path(__file__).resolve().parents[2]
GUIDE = load_guide(ROOT)
SHARED_TEXT = (ROOT / SHARED).read_text("utf-8")

SAMPLE = """\
id: sample
version: 1
fingerprint: "f78d10"
kind: dimensions
window: Think of the last 3 months with your partner.
scale: often5
gate: couples
dimensions:
  reach: {name: Reaching in, cuts: [34, 67]}
  step: {name: Stepping back, cuts: [34, 67]}
lead: {of: [reach, step], floor: 34}
steps:
  - ask:
      - {id: live, text: "Do you share a home with your partner?", \
answers: {shared: "Yes", apart: "No"}}
      - {id: r1, dim: reach, text: "After an argument, I want to sort it out that same day."}
      - {id: s1, dim: step, text: "When a talk gets tense, I go quiet."}
  - ask:
      - {id: r2, dim: reach, text: "I raise the same worry until I feel heard."}
      - {id: s2, dim: step, text: "I find a reason to leave when we disagree."}
      - {id: r3, dim: reach, text: "I follow my partner from room to room."}
      - {id: s3, dim: step, text: "I keep my thoughts to myself."}
      - {id: r4, dim: reach, reverse: true, \
text: "I can leave a hard topic alone until the next day."}
      - {id: s4, dim: step, reverse: true, text: "I stay with a hard talk to the end."}
  - ask:
      - {id: r5, dim: reach, text: "If my partner goes quiet, I try harder to get an answer."}
      - {id: s5, dim: step, text: "I find things to do elsewhere in the house."}
skip:
  - {when: {live: [apart]}, hide: [s5]}
"""

OUTCOMES = (
    "Reaching in: a little",
    "Reaching in: some of the time",
    "Reaching in: often",
    "Stepping back: a little",
    "Stepping back: some of the time",
    "Stepping back: often",
)
LEADS = (
    "Reaching in stands out",
    "Stepping back stands out",
    "All are close",
    "All are low",
    "Too few answers",
)
TEXT = "From your answers, this is a plain text about a hard talk.\n"

PAGE = "\n".join(
    [
        "---",
        "title: Sample",
        "description: A sample.",
        "updated: 2026-11-22",
        "review_by: 2027-11-22",
        "---",
        "",
        "# Sample",
        "",
        "/// quiz | sample",
        "///",
        "",
        "## What each bar may say",
        "",
        *(f"### {heading}\n\n{TEXT}" for heading in OUTCOMES),
        "## If one stands out",
        "",
        *(f"### {heading}\n\n{TEXT}" for heading in LEADS),
        "## Limits",
        "",
        "It has limits.",
        "",
    ]
)

CHECKLIST = """\
id: sample
version: 1
fingerprint: "000000"
kind: checklist
scale: ready3
steps:
  - ask:
      - {id: k1, text: "I know the full cost.", take: "What does it cost in all?"}
      - {id: k2, private: true, text: "This is my own choice.", say: "You can say no."}
"""

CHECKLIST_PAGE = re.sub(
    r"## What each bar.*?(?=## Limits)",
    "## What your list can and cannot say\n\n"
    + "\n".join(
        f"### {heading}\n\n{TEXT}"
        for heading in (
            "Some questions to take along",
            "Every point was a yes",
            "Too few answers for a list",
        )
    )
    + "\n",
    PAGE,
    flags=re.S,
)


def reflections(root, definition=SAMPLE, page=PAGE, shared=SHARED_TEXT):
    """What the guide finds with one reflection, ``sample``, beside its other pages."""
    for name, text in (
        ("docs/reflect/sample.yml", definition),
        ("docs/reflect/sample.md", page),
        (SHARED, shared),
    ):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    others = {
        name: source for name, source in GUIDE.pages.items() if not name.startswith("reflect/")
    }
    source = read_markdown_file(root / "docs/reflect/sample.md", root, root / "docs")
    return load_reflections(root, {**others, "reflect/sample.md": source})


def told(found):
    """The findings as an editor sees them, without the folder."""
    return [str(finding).removeprefix("docs/reflect/") for finding in sorted(found.findings)]


def change(text, *pairs):
    for old, new in pairs:
        assert old in text, f"{old!r} is not in the sample"
        text = text.replace(old, new, 1)
    return text


def test_the_sample_has_nothing_to_put_right(tmp_path):
    assert told(reflections(tmp_path)) == []


def test_the_guide_s_own_reflections_have_nothing_to_put_right():
    assert [str(fault) for fault in GUIDE.findings if "reflect" in fault.path] == []
    assert sorted(GUIDE.reflections) == ["argument", "before-ketamine", "closeness", "tense"]


MISTAKES = {
    "a tab for an indent": (
        [("  reach: {name", "\treach: {name")],
        [
            (
                "sample.yml:9:1: quiz: The file cannot be read: a tab, where spaces belong. Use 2"
                " spaces."
            ),
        ],
    ),
    "a colon without quotes": (
        [("window: Think of", "window: Think: of")],
        [
            (
                "sample.yml:5:14: quiz: The file cannot be read: a second colon on one line, or a"
                " line that is indented too far. Compare the line with its neighbors; put a text"
                " with a colon or a # in double quotes."
            ),
        ],
    ),
    "a comma without quotes": (
        [('"When a talk gets tense, I go quiet."', "When a talk gets tense, I go quiet.")],
        [
            (
                'sample.yml:16:29: quiz: "text" (entry 3) has no end. End it with a full stop or a'
                " question mark."
            ),
            (
                'sample.yml:16:59: quiz: "I go quiet." stands after a comma, as if it were a field'
                " of its own. Put the whole text in double quotes."
            ),
        ],
    ),
    "a bracket that is never closed": (
        [("hide: [s5]}", "hide: [s5}")],
        [
            (
                "sample.yml:28:38: quiz: The file cannot be read: a ] is missing. Compare the line"
                " with its neighbors; put a text with a colon or a # in double quotes."
            ),
        ],
    ),
    "an unknown setting": (
        [("skip:", "skp:")],
        [
            'sample.yml:27:1: quiz: "skp" is not a field here. Did you mean "skip"?',
        ],
    ),
    "an unknown setting in a question": (
        [("dim: reach, text", "dmi: reach, text")],
        [
            (
                "sample.yml:11:1: quiz: The compared dimensions differ in their number of questions"
                " (reach 4, step 5). Give each the same number, so that totals can be compared by"
                " hand."
            ),
            (
                'sample.yml:15:9: quiz: Question "r1" belongs to no dimension and has no answers of'
                ' its own. Add "dim" or "answers".'
            ),
            'sample.yml:15:18: quiz: "dmi" is not a field here. Did you mean "dim"?',
        ],
    ),
    "a missing setting": (
        [("scale: often5\n", "")],
        [
            'sample.yml:1:1: quiz: "scale" is missing. Add a line that starts with "scale:".',
        ],
    ),
    "a doubled setting": (
        [("scale: often5\n", "scale: often5\nscale: often5\n")],
        [
            (
                'sample.yml:7:1: quiz: The file cannot be read: the key "scale" stands here a'
                " second time. Keep one of the two."
            ),
        ],
    ),
    "an answer that YAML reads as false": (
        [('apart: "No"}', 'no: "No"}'), ("live: [apart]", "live: [no]")],
        [
            (
                'sample.yml:14:93: quiz: "yes" and "no" cannot be answer ids here. Use words such'
                ' as "agree".'
            ),
        ],
    ),
    "an id used twice": (
        [("id: s1,", "id: r1,")],
        [
            (
                'sample.yml:16:10: quiz: Two questions share the id "r1" (lines 15 and 16). Give'
                " one of them another."
            ),
        ],
    ),
    "a dimension that is not there": (
        [("id: s1, dim: step", "id: s1, dim: stepp")],
        [
            (
                "sample.yml:11:1: quiz: The compared dimensions differ in their number of questions"
                " (reach 5, step 4). Give each the same number, so that totals can be compared by"
                " hand."
            ),
            'sample.yml:16:18: quiz: No dimension is called "stepp". Did you mean "step"?',
            (
                'sample.yml:27:1: quiz: If someone answers live = apart, "step" keeps only 3'
                " questions. Add one or drop the rule."
            ),
        ],
    ),
    "too few questions": (
        [("id: r4, dim: reach", "id: r4, dim: step"), ("id: r5, dim: reach", "id: r5, dim: step")],
        [
            (
                'sample.yml:9:3: quiz: Dimension "reach" has 3 questions; it needs 4. Write more'
                " questions for it."
            ),
            (
                "sample.yml:11:1: quiz: The compared dimensions differ in their number of questions"
                " (reach 3, step 7). Give each the same number, so that totals can be compared by"
                " hand."
            ),
            'sample.yml:22:9: quiz: Two questions of "step" follow each other. Mix the dimensions.',
            'sample.yml:23:9: quiz: Two questions of "step" follow each other. Mix the dimensions.',
            'sample.yml:25:9: quiz: Two questions of "step" follow each other. Mix the dimensions.',
            'sample.yml:26:9: quiz: Two questions of "step" follow each other. Mix the dimensions.',
        ],
    ),
    "cuts that fall": (
        [("cuts: [34, 67]", "cuts: [67, 34]")],
        [
            (
                'sample.yml:9:30: quiz: Cuts for "reach" must rise, like 34, 67. Write the lower'
                " line first."
            ),
        ],
    ),
    "cuts too close": (
        [("cuts: [34, 67]", "cuts: [34, 40]")],
        [
            (
                "sample.yml:9:30: quiz: The lines 34 and 40 are too close: one answer would cross"
                " both. Leave more than 17 between them."
            ),
        ],
    ),
    "a cut out of range": (
        [("cuts: [34, 67]", "cuts: [0, 167]")],
        [
            (
                'sample.yml:9:37: quiz: "cuts" (entry 1) is out of range. Write a whole number from'
                " 1 to 99."
            ),
            (
                'sample.yml:9:40: quiz: "cuts" (entry 2) is out of range. Write a whole number from'
                " 1 to 99."
            ),
        ],
    ),
    "a cut that is no number": (
        [("cuts: [34, 67]", "cuts: [low, 67]")],
        [
            (
                'sample.yml:9:37: quiz: "cuts" (entry 1) is not a whole number. Write it in digits'
                " only."
            ),
        ],
    ),
    "a rule that looks at a scored question": (
        [("when: {live: [apart]}", "when: {r1: [apart]}")],
        [
            (
                'sample.yml:28:13: quiz: The skip rule looks at "r1", which is scored or has no'
                " answers of its own. Only unscored questions may steer."
            ),
        ],
    ),
    "a rule that looks at nothing": (
        [("when: {live: [apart]}", "when: {lives: [apart]}")],
        [
            (
                'sample.yml:28:13: quiz: The skip rule looks at "lives", and there is no such'
                ' question. Did you mean "live"?'
            ),
        ],
    ),
    "a rule with an unknown answer": (
        [("when: {live: [apart]}", "when: {live: [apartt]}")],
        [
            'sample.yml:28:20: quiz: Question "live" has no answer "apartt". Did you mean "apart"?',
        ],
    ),
    "a rule that hides what comes before": (
        [("hide: [s5]", "hide: [r1]")],
        [
            (
                'sample.yml:28:36: quiz: The skip rule hides "r1", which comes too early, is'
                " private, or steers a rule. Hide only questions in a later step that steer"
                " nothing."
            ),
        ],
    ),
    "a rule that hides nothing there is": (
        [("hide: [s5]", "hide: [s9]")],
        [
            (
                'sample.yml:28:36: quiz: The skip rule hides "s9", and there is no such question.'
                ' Did you mean "s5"?'
            ),
        ],
    ),
    "a path with too few questions": (
        [("hide: [s5]", "hide: [s5, s4]")],
        [
            (
                'sample.yml:27:1: quiz: If someone answers live = apart, "step" keeps only 3'
                " questions. Add one or drop the rule."
            ),
        ],
    ),
    "no gate": (
        [("gate: couples\n", "")],
        [
            (
                "sample.yml:4:1: quiz: This reflection talks about a partner but has no gate. Add"
                ' "gate: couples".'
            ),
        ],
    ),
    "an unknown gate": (
        [("gate: couples\n", "gate: couple\n")],
        [
            'sample.yml:7:1: quiz: There is no gate "couple". Did you mean "couples"?',
        ],
    ),
    "an unknown scale": (
        [("scale: often5", "scale: oftn5")],
        [
            'sample.yml:6:1: quiz: There is no scale "oftn5". Did you mean "often5"?',
        ],
    ),
    "questions changed, version not": (
        [("I go quiet.", "I go silent.")],
        [
            (
                "sample.yml:3:1: quiz-version: Questions, answers or lines changed but version is"
                ' still 1. Raise it to 2 and write: fingerprint: "bcc88f"'
            ),
        ],
    ),
    "a new reflection": (
        [('"f78d10"', '"000000"')],
        [
            (
                "sample.yml:3:1: quiz-version: The reflection is new and has no fingerprint yet."
                ' Write: fingerprint: "f78d10"'
            ),
        ],
    ),
    "a question that is too long": (
        [
            (
                "I go quiet.",
                (
                    "I go quiet, and then I go quieter still, and then I say nothing at all for"
                    " what seems like a very long time to me."
                ),
            )
        ],
        [
            'sample.yml:16:29: quiz: "text" (entry 3) is 138 letters long. The limit is 110.',
            "sample.yml:16:29: quiz-wording: The question has 31 words; the most is 16. Cut it.",
            (
                'sample.yml:16:29: quiz-wording: The question may ask two things ("and"). Ask one'
                " thing, or make two questions of it."
            ),
            (
                "sample.yml:16:29: quiz-wording: The question reads at grade 10.2 (aim: 6). Use"
                " shorter words."
            ),
        ],
    ),
    "long words": (
        [("I go quiet.", "uncommunicativeness characterizes conversations.")],
        [
            (
                "sample.yml:3:1: quiz-version: Questions, answers or lines changed but version is"
                ' still 1. Raise it to 2 and write: fingerprint: "d1ac7d"'
            ),
            (
                "sample.yml:16:29: quiz-wording: The question reads at grade 17.0 (aim: 6). Long"
                ' words: "uncommunicativeness", "characterizes", "conversations". Use shorter'
                " words."
            ),
        ],
    ),
    "two things in one": (
        [("I go quiet.", "I go quiet or leave.")],
        [
            (
                "sample.yml:3:1: quiz-version: Questions, answers or lines changed but version is"
                ' still 1. Raise it to 2 and write: fingerprint: "b1f850"'
            ),
            (
                'sample.yml:16:29: quiz-wording: The question may ask two things ("or"). Ask one'
                " thing, or make two questions of it."
            ),
        ],
    ),
    "a not": (
        [("I go quiet.", "I do not speak.")],
        [
            (
                'sample.yml:16:29: quiz-wording: The question has a "not" in it. Say the opposite'
                ' instead; the answers hold the "never".'
            ),
        ],
    ),
    "a reversed question with a not": (
        [("I stay with a hard talk to the end.", "I do not leave a hard talk.")],
        [
            (
                'sample.yml:23:44: quiz-wording: The question has a "not" in it. Say the opposite'
                ' instead; the answers hold the "never".'
            ),
        ],
    ),
    "a word that shames": (
        [("I go quiet.", "I get needy.")],
        [
            (
                "sample.yml:16:29: quiz-wording: The question uses a word that shames or labels"
                ' ("needy"). Say what happens in plain words.'
            ),
        ],
    ),
    "a symptom": (
        [("I go quiet.", "I have trouble with sleep.")],
        [
            (
                'sample.yml:16:29: quiz-wording: The question asks for a symptom ("sleep"). Nobody'
                " reads the answers, so nobody could help; leave it out."
            ),
        ],
    ),
    "no full stop": (
        [("I go quiet.", "I go quiet")],
        [
            (
                'sample.yml:16:29: quiz: "text" (entry 3) has no end. End it with a full stop or a'
                " question mark."
            ),
        ],
    ),
    "too many reversed": (
        [("id: r1, dim: reach", "id: r1, dim: reach, reverse: true")],
        [
            (
                'sample.yml:9:3: quiz: Dimension "reach" has 2 reversed questions of 5. Reverse one'
                " in three at most."
            ),
        ],
    ),
    "a lead with unequal bars": (
        [
            (
                "      - {id: r5, dim: reach",
                (
                    '      - {id: r6, dim: reach, text: "I wait at the door for an answer."}\n     '
                    " - {id: r5, dim: reach"
                ),
            )
        ],
        [
            (
                "sample.yml:11:1: quiz: The compared dimensions differ in their number of questions"
                " (reach 6, step 5). Give each the same number, so that totals can be compared by"
                " hand."
            ),
            (
                'sample.yml:26:9: quiz: Two questions of "reach" follow each other. Mix the'
                " dimensions."
            ),
        ],
    ),
    "a lead of one": (
        [("of: [reach, step]", "of: [reach]")],
        [
            (
                "sample.yml:11:1: quiz: A lead compares two or more different dimensions. Write"
                ' "of: [reach, step]", or take "lead" away.'
            ),
        ],
    ),
    "a lead of something unknown": (
        [("of: [reach, step]", "of: [reach, stepp]")],
        [
            'sample.yml:11:20: quiz: No dimension is called "stepp". Did you mean "step"?',
        ],
    ),
    "markup": (
        [("Reaching in, cuts", "<b>Reaching</b>, cuts")],
        [
            (
                'sample.yml:9:11: quiz: The text "<b>Reaching</b>" has a < or > in it. Write plain'
                " words; markup has no place here."
            ),
        ],
    ),
    "an id that is an object's": (
        [("id: s1,", "id: __proto__,")],
        [
            (
                'sample.yml:16:10: quiz: "id" (entry 3) is not written as it has to be. Write a'
                " lower-case letter, then letters and digits, 12 signs at most."
            ),
        ],
    ),
    "an anchor": (
        [("window: Think", "window: &a Think")],
        [
            (
                "sample.yml:5:9: quiz: The file cannot be read: a word here starts with &, * or !,"
                " which has a special meaning. Put the text in double quotes."
            ),
        ],
    ),
    "a tag": (
        [("window: Think", "window: !!python/object:os.system Think")],
        [
            (
                "sample.yml:5:9: quiz: The file cannot be read: a word here starts with &, * or !,"
                " which has a special meaning. Put the text in double quotes."
            ),
        ],
    ),
    "a list for a text": (
        [('"When a talk gets tense, I go quiet."', "[quiet, still]")],
        [
            (
                'sample.yml:16:29: quiz: "text" (entry 3) is not text. Write it on one line, after'
                " the colon."
            ),
        ],
    ),
    "a text for a list": (
        [("cuts: [34, 67]", "cuts: 34")],
        [
            (
                'sample.yml:9:30: quiz: "cuts" is not a list. Put each entry on a line of its own'
                " that starts with a dash."
            ),
        ],
    ),
    "the wrong name": (
        [("id: sample\n", "id: sampel\n")],
        [
            (
                'sample.yml:1:1: quiz: The id "sampel" is not the name of the file. Write "id:'
                ' sample".'
            ),
        ],
    ),
    "private in a scored reflection": (
        [("id: s1, dim", "id: s1, private: true, dim")],
        [
            (
                'sample.yml:16:9: quiz: Question "s1" has "private", "say" or "take", which only a'
                " checklist has. Take them away."
            ),
        ],
    ),
    "many at once": (
        [
            ("version: 1", "version: one"),
            ("id: s1,", "id: r1,"),
            ("id: s2, dim: step", "id: s2, dim: stepp"),
            ("cuts: [34, 67]", "cuts: [67, 34]"),
            ("skip:", "skp:"),
        ],
        [
            'sample.yml:2:1: quiz: "version" is not a whole number. Write it in digits only.',
            (
                'sample.yml:9:30: quiz: Cuts for "reach" must rise, like 34, 67. Write the lower'
                " line first."
            ),
            (
                "sample.yml:11:1: quiz: The compared dimensions differ in their number of questions"
                " (reach 5, step 4). Give each the same number, so that totals can be compared by"
                " hand."
            ),
            (
                'sample.yml:16:10: quiz: Two questions share the id "r1" (lines 15 and 16). Give'
                " one of them another."
            ),
            'sample.yml:19:18: quiz: No dimension is called "stepp". Did you mean "step"?',
            'sample.yml:27:1: quiz: "skp" is not a field here. Did you mean "skip"?',
        ],
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_how_to_put_it_right(tmp_path, name):
    pairs, expected = MISTAKES[name]
    assert told(reflections(tmp_path, change(SAMPLE, *pairs))) == expected


PAGE_MISTAKES = {
    "a result without a text": (
        [("### Reaching in: some of the time\n\n" + TEXT, "")],
        [
            'sample.md:61:1: quiz-results: There is no text for "Reaching in: some of the time". '
            'Add a heading "### Reaching in: some of the time" and the text under it.'
        ],
    ),
    "a heading that means nothing": (
        [("### Reaching in: often", "### Reeching in: often")],
        [
            (
                'sample.md:23:1: quiz-results: The heading "Reeching in: often" matches nothing.'
                ' Did you mean "Reaching in: often"?'
            ),
            (
                'sample.md:64:1: quiz-results: There is no text for "Reaching in: often". Add a'
                ' heading "### Reaching in: often" and the text under it.'
            ),
        ],
    ),
    "a result twice": (
        [("### All are low", "### All are close")],
        [
            (
                'sample.md:53:1: quiz-results: The heading "All are close" stands here twice (first'
                " on line 49). Keep one."
            ),
            (
                'sample.md:64:1: quiz-results: There is no text for "All are low". Add a heading'
                ' "### All are low" and the text under it.'
            ),
        ],
    ),
    "a section that is missing": (
        [("## If one stands out", "## When one stands out")],
        [
            (
                'sample.md:41:1: quiz-results: The text "Reaching in stands out" stands outside its'
                ' section. Put it under "## What each bar may say" or "## If one stands out".'
            ),
            (
                'sample.md:45:1: quiz-results: The text "Stepping back stands out" stands outside'
                ' its section. Put it under "## What each bar may say" or "## If one stands out".'
            ),
            (
                'sample.md:49:1: quiz-results: The text "All are close" stands outside its section.'
                ' Put it under "## What each bar may say" or "## If one stands out".'
            ),
            (
                'sample.md:53:1: quiz-results: The text "All are low" stands outside its section.'
                ' Put it under "## What each bar may say" or "## If one stands out".'
            ),
            (
                'sample.md:57:1: quiz-results: The text "Too few answers" stands outside its'
                ' section. Put it under "## What each bar may say" or "## If one stands out".'
            ),
            (
                'sample.md:64:1: quiz-results: The page needs one section "If one stands out", and'
                ' has 0. Write "## If one stands out" once.'
            ),
        ],
    ),
    "no form": (
        [("/// quiz | sample\n///", "")],
        [
            'sample.md:7:1: quiz: The form has no place on this page. Put "/// quiz | sample" and'
            ' "///" where it stands.'
        ],
    ),
    "a form that is not there": (
        [("/// quiz | sample\n///", "/// quiz | sampel\n///")],
        ['sample.md:10:12: quiz: There is no reflection "sampel". Did you mean "sample"?'],
    ),
    "a form twice": (
        [("/// quiz | sample\n///", "/// quiz | sample\n///\n\n/// quiz | sample\n///")],
        ["sample.md:13:12: quiz: The form stands on this page twice. Keep one."],
    ),
    "a label": (
        [(TEXT, "From your answers, you are a pursuer.\n")],
        [
            'sample.md:17:1: quiz-wording: The text labels the person ("pursuer"). Say what they'
            " do, not what they are."
        ],
    ),
    "a type": (
        [(TEXT, "From your answers, it is close. You are calm.\n")],
        [
            'sample.md:17:1: quiz-wording: The text starts a sentence with "You are" ("You are").'
            " Say what the person does, not what they are."
        ],
    ),
    "a diagnosis": (
        [(TEXT, "From your answers, this may be a disorder.\n")],
        [
            'sample.md:17:1: quiz-wording: The text sounds like a diagnosis ("disorder"). Describe'
            " what happens, in plain words."
        ],
    ),
    "a cause": (
        [(TEXT, "From your answers, you do it because of your childhood.\n")],
        [
            "sample.md:17:1: quiz-wording: The text names a cause that answers cannot show"
            ' ("because of your childhood"). Leave it out, or say "may" and name no cause.'
        ],
    ),
    "a forecast": (
        [(TEXT, "From your answers, you two will divorce.\n")],
        ['sample.md:17:1: quiz-wording: The text makes a forecast ("will divorce"). Leave it out.'],
    ),
    "a grade": (
        [(TEXT, "From your answers, your score is high.\n")],
        [
            'sample.md:17:1: quiz-wording: The text grades the person ("score"). Say it in words,'
            " without grade or number."
        ],
    ),
    "a comparison": (
        [(TEXT, "From your answers, you do it more than most people.\n")],
        [
            'sample.md:17:1: quiz-wording: The text compares with other people ("most people"). The'
            " questions have no norms; leave it out."
        ],
    ),
    "a sale": (
        [(TEXT, "From your answers, it is time to book a session.\n")],
        [
            'sample.md:17:1: quiz-wording: The text sells something ("book a"). Give one neutral'
            " link to ways of getting help."
        ],
    ),
    "a verdict": (
        [(TEXT, "Clearly, you go quiet.\n")],
        [
            'sample.md:17:1: quiz-wording: The text "Reaching in: a little" starts as if it knew.'
            ' Start it with "From your answers,".'
        ],
    ),
    "a text that is too long": (
        [(TEXT, "From your answers, " + "you go to bed late. " * 25 + "\n")],
        [
            'sample.md:17:1: quiz-wording: The text "Reaching in: a little" has 128 words; the most'
            " is 125. Cut it."
        ],
    ),
}


@pytest.mark.parametrize("name", PAGE_MISTAKES)
def test_a_mistake_on_the_page_is_told_with_its_line(tmp_path, name):
    pairs, expected = PAGE_MISTAKES[name]
    assert told(reflections(tmp_path, page=change(PAGE, *pairs))) == expected


CHECKLIST_MISTAKES = {
    "a point that leads to nothing": (
        [(', take: "What does it cost in all?"', "")],
        [
            'sample.yml:8:9: quiz: Question "k1" puts nothing on the list. Add "take:" with the'
            " questions to take along."
        ],
    ),
    "a private point without words": (
        [(', say: "You can say no."', "")],
        [
            'sample.yml:9:9: quiz: The private point "k2" has no words of its own. Add "say:" with'
            " what stands under it for everyone."
        ],
    ),
    "a private point that would show": (
        [('say: "You can say no."', 'say: "You can say no.", take: "Why is it not my choice?"')],
        [
            'sample.yml:9:9: quiz: The private point "k2" has something to tick or to take along.'
            ' Take "take" and "answers" away; nothing about it may show.'
        ],
    ),
    "a checklist that counts": (
        [("steps:", "dimensions:\n  cost: {name: Cost, cuts: [50]}\nsteps:")],
        [
            'sample.yml:6:1: quiz: A checklist has no "dimensions". Take it away; nothing is'
            " counted here."
        ],
    ),
    "a scale that settles nothing": (
        [("scale: ready3", "scale: often5")],
        [
            'sample.yml:5:1: quiz: The scale "often5" does not say which answer settles a point.'
            ' Choose a scale that has "settled", such as "ready3".'
        ],
    ),
    "a link that goes nowhere": (
        [("You can say no.", "You can say no. See [help](/help/nwo.md).")],
        [
            'sample.yml:9:65: quiz: The link "/help/nwo.md" goes to no page of the guide. Did you'
            ' mean "/help/now.md"?'
        ],
    ),
    "a link that would run": (
        [("You can say no.", "You can [say no](javascript:alert(1)).")],
        [
            'sample.yml:9:65: quiz: The link "javascript:alert(1)" goes to no page of the guide.'
            " All pages are listed in mkdocs.yml, under nav."
        ],
    ),
    "a help line that is not there": (
        [("You can say no.", "You can call [call: abus].")],
        ['sample.yml:9:65: quiz: There is no kind of help line "abus". Did you mean "abuse"?'],
    ),
}


@pytest.mark.parametrize("name", CHECKLIST_MISTAKES)
def test_a_mistake_in_a_checklist_is_told(tmp_path, name):
    pairs, expected = CHECKLIST_MISTAKES[name]
    definition = CHECKLIST.replace("000000", "6a5e44")
    assert told(reflections(tmp_path, change(definition, *pairs), CHECKLIST_PAGE)) == expected


def shared_line(start, below=0):
    """The place of the line of the shared words that starts with ``start``."""
    lines = SHARED_TEXT.splitlines()
    return (
        f"{SHARED}:{next(n for n, line in enumerate(lines, 1) if line.startswith(start)) + below}"
    )


SHARED_MISTAKES = {
    "a word that is missing": (
        [("  start: Start\n", "")],
        [
            shared_line("words:")
            + ':1: quiz: The words for "start" are missing. Add a line "start: ..." under "words".'
        ],
    ),
    "a word too many": (
        [("  start: Start\n", "  start: Start\n  strat: Start\n")],
        [
            shared_line("  start:", 1)
            + ':3: quiz: "strat" is not a word of the interface. Did you mean "start"?'
        ],
    ),
    "braces that were lost": (
        [("  part: Part {number} of {parts}", "  part: Part {number}")],
        [
            shared_line("  part:")
            + ':3: quiz: The words for "part" have to hold {number}, {parts} in braces, and no'
            " others. Put them back."
        ],
    ),
    "markup": (
        [("  start: Start\n", "  start: <img src=x onerror=alert(1)>\n")],
        [
            shared_line("  start:")
            + ':3: quiz: The text "<img src=x onerror=alert(1)>" has a < or > in it. Write plain'
            " words; markup has no place here."
        ],
    ),
}


@pytest.mark.parametrize("name", SHARED_MISTAKES)
def test_a_mistake_in_the_shared_words_is_told(tmp_path, name):
    pairs, expected = SHARED_MISTAKES[name]
    assert told(reflections(tmp_path, shared=change(SHARED_TEXT, *pairs))) == expected


def test_a_definition_without_a_page_is_told(tmp_path):
    (tmp_path / "docs/reflect").mkdir(parents=True)
    (tmp_path / "docs/data").mkdir()
    (tmp_path / SHARED).write_text(SHARED_TEXT, "utf-8")
    (tmp_path / "docs/reflect/sample.yml").write_text(SAMPLE, "utf-8")
    others = {
        name: source for name, source in GUIDE.pages.items() if not name.startswith("reflect/")
    }
    assert told(load_reflections(tmp_path, others)) == [
        'sample.yml:1:1: quiz: There is no page "reflect/sample.md" for this definition. '
        'Write docs/reflect/sample.md, with "/// quiz | sample" where the form stands.'
    ]


def test_the_example_on_the_editor_s_page_is_complete(tmp_path):
    """Copied as it stands, it lacks the fingerprint and nothing else, and the message gives it."""
    text = (ROOT / "handbook/write-a-reflection.md").read_text("utf-8")
    definition, page = re.findall(r"^```\n(.*?)^```\n", text, re.S | re.M)[:2]
    definition, page = (
        definition.replace("id: after-work", "id: sample"),
        page.replace("| after-work", "| sample"),
    )
    first = told(reflections(tmp_path, definition, page))
    assert len(first) == 1 and first[0].startswith(
        "sample.yml:4:1: quiz-version: The reflection is new and has no fingerprint yet. Write: "
    )
    found = reflections(
        tmp_path, re.sub("fingerprint: .*", first[0].split("Write: ")[1], definition), page
    )
    assert told(found) == []
    assert list(found.reflections) == ["sample"]


def test_a_question_close_to_a_licensed_one_is_told(tmp_path):
    """The list of licensed questions is private, so it is only used where it lies."""
    (tmp_path / "licensed-items.txt").write_text(
        "In a fight my partner and I keep my thoughts to ourselves.\n", "utf-8"
    )
    assert told(reflections(tmp_path)) == [
        "sample.yml:21:29: quiz-wording: The question looks close to a licensed one (shared words:"
        " i keep my thoughts). Rewrite it, or ask for a review."
    ]


@pytest.mark.parametrize(
    "own, other, shared",
    [
        (
            "I go quiet when we argue.",
            "When we argue I go quiet a bit.",
            "argue go i quiet we when",
        ),
        ("I go quiet when it is late.", "She sings.", ""),
        ("", "", ""),
    ],
)
def test_overlap_means_four_words_in_a_row_or_a_third_of_all(own, other, shared):
    assert overlap(own, [other]) == shared


def test_the_schema_for_editors_is_the_one_that_is_checked():
    """``python -m hooks schema`` writes it again."""
    assert (ROOT / SCHEMA).read_text("utf-8") == schema()
    written = json.loads(schema())
    assert set(written["properties"]) == set(Definition.model_fields)
    assert written["additionalProperties"] is False


@pytest.mark.parametrize("name", GUIDE.reflections)
def test_each_definition_names_the_schema(name):
    file = ROOT / f"docs/reflect/{name}.yml"
    target = not_none(
        re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
    ).group(1)
    assert (file.parent / target).resolve() == (ROOT / SCHEMA).resolve()


# Hostile text


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[a](javascript:alert(1))",
    "{{ config }} {% raw %}",
    "&lt;script&gt;",
    "*bold* `code` [^dean-2021] [call: crisis]",
    "x" * 10_000,
    "\u202ereversed",
    "null",
    "__proto__",
    "constructor",
    "é" * 90,
    "{number} {0.__class__}",
    "]]>",
    "<!--",
    "\\u003cscript\\u003e",
)
PLACES = {
    "name of a dimension": ("name: Reaching in", "name: {}"),
    "question": ('text: "When a talk gets tense, I go quiet."', "text: {}"),
    "answer": ('apart: "No"', "apart: {}"),
    "window": ("window: Think of the last 3 months with your partner.", "window: {}"),
    "scale": ("scale: often5", "scale: {}"),
    "gate": ("gate: couples", "gate: {}"),
    "id": ("id: s1,", "id: {},"),
    "dimension of a question": ("id: s1, dim: step", "id: s1, dim: {}"),
    "version": ("version: 1", "version: {}"),
    "kind": ("kind: dimensions", "kind: {}"),
    "cuts": ("cuts: [34, 67]", "cuts: {}"),
    "hidden": ("hide: [s5]", "hide: [{}]"),
    "a key": ("scale: often5", "{}: often5"),
    "reverse": ("reverse: true", "reverse: {}"),
}


def rendered(found, root):
    """The page as Markdown makes it, as a tree and as text."""
    guide = replace(GUIDE, reflections=found.reflections)
    md = Markdown(extensions=["tables", "toc", GuideExtension(guide)])
    text = md.convert((root / "docs/reflect/sample.md").read_text("utf-8").split("---\n", 2)[2])
    return html.document_fromstring(f"<article>{text}</article>"), text


def is_tame(tree):
    scripts = [
        element for element in tree.iter("script") if element.get("type") != "application/json"
    ]
    handlers = [
        name
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on")
    ]
    links = [
        link
        for _, _, link, _ in tree.iterlinks()
        if link.lower().startswith(("javascript:", "data:"))
    ]
    return (
        not scripts
        and not handlers
        and not links
        and not list(tree.iter("img", "iframe", "object"))
    )


@pytest.mark.parametrize(
    ("place", "text"),
    # Each place meets a third of the texts, and each text a third of the places.
    [
        (place, text)
        for i, place in enumerate(PLACES)
        for j, text in enumerate(HOSTILE)
        if (i + j) % 3 == 0
    ],
    ids=lambda value: value[:20],
)
def test_hostile_text_is_told_or_stands_there_as_text(tmp_path, place, text):
    old, new = PLACES[place]
    definition = change(SAMPLE, (old, new.replace("{}", json.dumps(text, ensure_ascii=False))))
    found = reflections(tmp_path, definition)
    assert all(len(str(fault)) < 1000 for fault in found.findings)
    if not found.reflections:
        # Then no form is made; the words say why.
        assert any(fault.blocking and fault.path.endswith("sample.yml") for fault in found.findings)
        return
    tree, _ = rendered(found, tmp_path)
    assert is_tame(tree)
    if place == "question":
        assert any(
            text in " ".join(legend.text_content().split()) for legend in tree.iter("legend")
        )


def test_markup_that_got_past_the_checks_would_still_be_text(tmp_path):
    """The check is one wall; the page itself is the other."""
    found = reflections(tmp_path)
    reflection = found.reflections["sample"]
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    reflection.definition.dimensions["reach"].name = attack
    reflection.definition.steps[0].ask[1].text = attack
    reflection.shared.words["start"] = attack
    reflection.shared.words["gap_one"] = attack
    tree, text = rendered(found, tmp_path)
    assert is_tame(tree)
    assert attack in tree.find(".//fieldset[@data-item='r1']/legend").text_content()
    island = json.loads(tree.find(".//script[@data-island]").text)
    assert island["words"]["gap_one"] == attack


def mutate(text, place, kind, other):
    """A definition with one line doubled, lost, moved, emptied or cut off."""
    lines = text.split("\n")
    place %= len(lines)
    if kind == "lost":
        del lines[place]
    elif kind == "doubled":
        lines.insert(place, lines[place])
    elif kind == "emptied":
        lines[place] = re.sub(r":.*", ":", lines[place])
    elif kind == "indented":
        lines[place] = "   " + lines[place]
    elif kind == "replaced":
        lines[place] = re.sub(r": .*", lambda match: ": " + other, lines[place], count=1)
    elif kind == "cut":
        lines = lines[: place + 1]
    elif kind == "moved":
        lines.insert(0, lines.pop(place))
    return "\n".join(lines)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40),
            st.sampled_from(["lost", "doubled", "emptied", "indented", "replaced", "cut", "moved"]),
            st.sampled_from(
                [
                    "[]",
                    "{}",
                    "~",
                    "[[[]]]",
                    "{a: {b: c}}",
                    "1",
                    "-1",
                    "1.5",
                    "9" * 400,
                    "true",
                    "'",
                    '"',
                    "&a x",
                    "*a",
                    "!!binary x",
                    "|",
                    "- a",
                    "yes",
                    "1:30",
                    "2026-11-22",
                ]
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_broken_definition_raises(tmp_path, changes):
    """Fields lost, doubled, emptied, of another type: always words and never a traceback."""
    definition = SAMPLE
    for place, kind, other in changes:
        definition = mutate(definition, place, kind, other)
    found = reflections(tmp_path, definition)
    assert found.reflections or any(fault.blocking for fault in found.findings)
    for fault in found.findings:
        assert 1 <= fault.line <= definition.count("\n") + PAGE.count("\n") + 2
        assert "Error" not in fault.message and "pydantic" not in fault.message
        assert "not what belongs here" not in fault.message, str(fault)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )
)
def test_no_bytes_raise(tmp_path, content):
    assert reflections(tmp_path, content).reflections == {}
    reflections(tmp_path, shared=content)


def test_a_value_in_braces_is_filled_and_nothing_else_is():
    assert (
        fill("{low} to {high} {0.__class__} {other}", low=1, high="{low}")
        == "1 to {low} {0.__class__} {other}"
    )


# The shipped reflections as pages


@pytest.mark.parametrize("name", GUIDE.reflections)
def test_the_gate_and_then_the_limits_stand_before_the_first_question(site, name):
    page = html.fromstring(site.file(f"reflect/{name}/").read_text("utf-8"))
    text = not_none(page.find(".//*[@data-quiz]")).text_content()
    words = GUIDE.reflections[name].words
    limits = words["limits_list" if name == "before-ketamine" else "limits"]
    gate = not_none(GUIDE.reflections[name].gate)
    first = text.index(GUIDE.reflections[name].definition.items[0].text)
    assert 0 <= text.index(gate.ask) < text.index(gate.paths[0].say) < text.index(limits) < first
    assert all(path.say in text for path in gate.paths)
    result = not_none(page.find(".//*[@data-result]"))
    assert result[1].text_content() == limits


@pytest.mark.parametrize("name", GUIDE.reflections)
def test_a_page_without_script_is_whole(site, name):
    """Every question, every text, the sheet and the help lines, with nothing that could submit."""
    page = html.fromstring(site.file(f"reflect/{name}/").read_text("utf-8"))
    form = not_none(page.find(".//form"))
    assert (form.get("method"), form.get("autocomplete"), form.get("action")) == (
        "dialog",
        "off",
        None,
    )
    assert {button.get("type") for button in page.iter("button")} == {"button", "reset"}
    assert not page.findall(".//form//input[@checked]")
    questions = [item for item in GUIDE.reflections[name].definition.items if not item.private]
    assert len(page.findall(".//fieldset")) == len(questions)
    texts = {element.get("data-outcome") for element in page.iter() if element.get("data-outcome")}
    assert texts == {"intro", *GUIDE.reflections[name].outcomes.values()}
    text = not_none(page.find(".//*[@data-quiz]")).text_content()
    for kind in ("emergency", "crisis", "abuse"):
        assert not_none(GUIDE.region).line(kind).say.split()[-1] in text


def test_what_is_private_has_nothing_to_tick(site):
    page = html.fromstring(site.file("reflect/before-ketamine/").read_text("utf-8"))
    private = [element for element in page.iter("div") if element.get("class") == "quiz__private"]
    assert len(private) == 2
    assert not [element for part in private for element in part.iter("input")]


def test_result_texts_stay_out_of_the_search(site):
    index = read_index((site.folder / "assets/search.json").read_text("utf-8"))
    found = {(index["pages"][number][0], heading) for number, _, heading, _ in index["sections"]}
    for name, reflection in GUIDE.reflections.items():
        assert not {heading for page, heading in found if page == f"reflect/{name}/"} & set(
            reflection.outcomes
        )


def test_definitions_and_shared_words_are_not_published(site):
    assert not [
        file for file in site.folder.rglob("*") if file.suffix == ".yml" or "schema" in file.name
    ]
