"""Every field of a reflection's data, lost, doubled, of another type or hostile.

The fields come from the models, so a field that is added is tested too: a
sample that lacks it fails the first test.
"""

import copy
import json
import typing

import pytest
from test_definition import (
    CHECKLIST,
    CHECKLIST_PAGE,
    HOSTILE,
    PAGE,
    SAMPLE,
    SHARED_TEXT,
    is_tame,
    reflections,
    rendered,
)

from hooks.data.schema import Model
from hooks.reflections.definition import SHARED, Definition, Shared
from hooks.text.yaml_file import read_yaml

RAW = (
    "&a text",
    "*a",
    "!!python/object/apply:os.system [id]",
    "!!binary aWQ=",
    "! text",
    "[a, b",
    "{a: b",
    "| text",
    "> text",
    "'open",
    '"open',
    "- a",
    "? a",
    "%TAG",
    "@a",
    "`a`",
    "a: b",
    "no",
    "~",
    "1:30",
    "0x1F",
    ".nan",
    "2026-11-22",
    "\ta",
    "a\x07b",
)
"""What an editor may leave unquoted after a colon."""


def with_all_fields():
    """A scored reflection, a checklist and the shared words; between them every field is in use."""
    scored = read_yaml(SAMPLE)[0]
    scored["lead"]["margin_steps"] = "2"
    scored["steps"][1] |= {
        "name": "When it gets tense",
        "note": "Think of one talk. See [help now](/help/now.md).",
    }
    listed = read_yaml(CHECKLIST)[0]
    listed["steps"][0]["ask"].append(
        {
            "id": "solo",
            "text": "Do you think of this alone?",
            "answers": {"alone": "Alone", "both": "Together"},
        }
    )
    listed["steps"].append(
        {
            "ask": [
                {
                    "id": "k3",
                    "text": "Each of us can stop.",
                    "take": "What if one of us wants to stop?",
                }
            ]
        }
    )
    listed["skip"] = [{"when": {"solo": ["alone"]}, "hide": ["k3"]}]
    return {
        "scored": (Definition, scored, PAGE),
        "listed": (Definition, listed, CHECKLIST_PAGE),
        "shared": (Shared, read_yaml(SHARED_TEXT)[0], PAGE),
    }


SAMPLES = with_all_fields()


def write(value, at=None, raw=None, double=None):
    """The value as YAML, with ``raw`` in the place ``at``, and the key ``double``
    twice; and the line of each place.
    """
    lines, found = [], {}

    def add(value, where, indent, lead):
        if where == at:
            lines.append(f"{lead} {raw}")
        elif isinstance(value, dict) and value:
            lines.append(lead)
            for key, part in value.items():
                for _ in range(2 if (*where, key) == double else 1):
                    found[(*where, key)] = len(lines) + 1
                    add(
                        part,
                        (*where, key),
                        indent + 2,
                        " " * indent
                        + (key if key.isalnum() else json.dumps(key, ensure_ascii=False))
                        + ":",
                    )
        elif isinstance(value, list) and value:
            lines.append(lead)
            for n, part in enumerate(value):
                found[(*where, n)] = len(lines) + 1
                add(part, (*where, n), indent + 2, " " * indent + "-")
        else:
            plain = isinstance(value, str) and value.isalnum()
            lines.append(f"{lead} {value if plain else json.dumps(value, ensure_ascii=False)}")

    add(value, (), 0, "")
    return "\n".join(lines[1:]) + "\n", {where: line - 1 for where, line in found.items()}


def records_in(annotation):
    """The models an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [record for part in typing.get_args(annotation) for record in records_in(part)]


def models(model):
    """A model and all models in it."""
    yield model
    for info in model.model_fields.values():
        for record in records_in(info.annotation):
            yield from models(record)


def fields(model, value, where=()):
    """Every field in use: its model, its name, and where it stands."""
    for name, info in model.model_fields.items():
        if name not in value:
            continue
        yield model, name, (*where, name)
        for record in records_in(info.annotation):
            part = value[name]
            inside = (
                [()]
                if name in ("lead", "headings")
                else [(key,) for key in (part if isinstance(part, dict) else range(len(part)))]
            )
            for step in inside:
                entry = part[step[0]] if step else part
                yield from fields(record, entry, (*where, name, *step))


def leaves(value, where=()):
    """Where texts stand."""
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*where, key))
    else:
        yield where


def keys(value, where=()):
    """Where keys stand that an editor chooses."""
    for key, part in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        if where and where[-1] in (
            "dimensions",
            "answers",
            "when",
            "scales",
            "gates",
            "bands",
            "words",
        ):
            yield (*where, key)
        yield from keys(part, (*where, key))


def once(places):
    """One place for each kind of place: list positions and chosen names count as one."""
    kinds: dict[tuple, tuple] = {}
    for where in places:
        kind = tuple(
            (
                "#"
                if isinstance(part, int)
                or where[max(n - 1, 0)]
                in ("dimensions", "answers", "when", "scales", "gates", "bands")
                else part
            )
            for n, part in enumerate(where)
        )
        kinds.setdefault(kind, where)
    return list(kinds.values())


USED = {
    (sample, *field)
    for sample, (model, value, _) in SAMPLES.items()
    for field in fields(model, value)
}
FIELDS = sorted(
    {(sample, model, name): where for sample, model, name, where in sorted(USED, key=str)}.items(),
    key=str,
)
LEAVES = [
    (sample, where) for sample, (_, value, _) in SAMPLES.items() for where in once(leaves(value))
]
KEYS = [(sample, where) for sample, (_, value, _) in SAMPLES.items() for where in once(keys(value))]


def named(value):
    return (
        ".".join(map(str, value))
        if isinstance(value, tuple) and not isinstance(value[0], tuple)
        else str(value)
    )


def found_with(root, sample, text):
    """What the guide finds with a sample's text in its place."""
    if sample == "shared":
        return reflections(root, shared=text)
    return reflections(root, text, SAMPLES[sample][2])


def told_or_safe(root, sample, text, found):
    """Clear words with a place in the file, or a whole form that runs nothing.

    Returns the lines that stop a build.
    """
    path = SHARED if sample == "shared" else "docs/reflect/sample.yml"
    own = [fault for fault in found.findings if fault.path == path]
    for fault in found.findings:
        words = str(fault)
        assert len(words) < 1000 and fault.fix
        assert not any(
            sign in fault.message
            for sign in (
                "Error",
                "pydantic",
                "Traceback",
                "<class",
                "not what belongs here",
                "None",
            )
        ), words
    for fault in own:
        assert 1 <= fault.line <= text.count("\n") + 1
    if found.reflections:
        tree, _ = rendered(found, root)
        assert is_tame(tree)
        reflection = found.reflections["sample"]
        asked = [item for item in reflection.definition.items if not item.private]
        forms = tree.findall(".//fieldset")
        assert len(forms) == len(asked) > 0
        for form, item in zip(forms, asked, strict=False):
            assert " ".join(item.text.split()) in " ".join(
                form.find("legend").text_content().split()
            )
            assert (
                all(label.text_content().strip() for label in form.iter("label"))
                and len(form.findall("label")) > 1
            )
        json.loads(tree.find(".//script[@data-island]").text)
        return []
    blocking = [fault.line for fault in own if fault.blocking]
    assert any(fault.blocking for fault in found.findings), (
        "There is no form, and no word says why."
    )
    return blocking


def change(value, where, new):
    """The value with another part in one place."""
    value = copy.deepcopy(value)
    part = value
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = new
    return value


def test_the_samples_use_every_field_and_are_in_order(tmp_path):
    every = {
        (model, name)
        for top in (Definition, Shared)
        for model in models(top)
        for name in model.model_fields
    }
    assert {(model, name) for _, model, name, _ in USED} == every
    for sample, (_, value, _) in SAMPLES.items():
        found = found_with(tmp_path, sample, write(value)[0])
        assert [
            str(fault)
            for fault in found.findings
            if fault.blocking and fault.rule != "quiz-version"
        ] == []
        assert found.reflections


@pytest.mark.parametrize(
    "field", FIELDS, ids=lambda field: f"{field[0][0]}-{field[0][1].__name__}-{field[0][2]}"
)
def test_a_field_that_is_missing_is_told_or_not_needed(tmp_path, field):
    (sample, model, name), where = field
    value = change(SAMPLES[sample][1], where, None)
    part = value
    for step in where[:-1]:
        part = part[step]
    del part[name]
    text, _ = write(value)
    found = found_with(tmp_path, sample, text)
    told_or_safe(tmp_path, sample, text, found)
    if model.model_fields[name].is_required():
        assert found.reflections == {}
        assert any(
            fault.message.startswith(f'"{name}"') and fault.message.endswith(" is missing.")
            for fault in found.findings
        )


@pytest.mark.parametrize(
    "field", FIELDS, ids=lambda field: f"{field[0][0]}-{field[0][1].__name__}-{field[0][2]}"
)
def test_a_field_that_stands_there_twice_is_told_at_the_second(tmp_path, field):
    (sample, _, name), where = field
    text, _ = write(SAMPLES[sample][1], double=where)
    found = found_with(tmp_path, sample, text)
    lines = told_or_safe(tmp_path, sample, text, found)
    _, places = write(SAMPLES[sample][1], double=where)
    assert lines == [places[where]]
    assert any(f'"{name}" stands here a second time' in fault.message for fault in found.findings)


def wrong_values(value):
    """Values of another type than this one."""
    others = {
        "text": "word",
        "list": ["word", "other"],
        "mapping": {"word": "other"},
        "lists in lists": [[["word"]]],
        "nothing": None,
        "nothing in it": "",
    }
    del others[
        "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"
    ]
    if isinstance(value, str) and (value.isdigit() or value in ("true", "false")):
        others |= {
            "a word": "seven",
            "a part": "1.5",
            "less than none": "-1",
            "too much": "9" * 400,
            "an exponent": "1e1",
            "a sign": "٣",
        }
    return others


@pytest.mark.parametrize(
    "field", FIELDS, ids=lambda field: f"{field[0][0]}-{field[0][1].__name__}-{field[0][2]}"
)
def test_a_field_of_another_type_is_told_at_its_line(tmp_path, field):
    (sample, _, _), where = field
    value = SAMPLES[sample][1]
    own = value
    for step in where:
        own = own[step]
    for kind, other in wrong_values(own).items():
        text, places = write(change(value, where, other))
        found = found_with(tmp_path, sample, text)
        lines = told_or_safe(tmp_path, sample, text, found)
        inside = {line for place, line in places.items() if place[: len(where)] == where}
        assert inside & set(lines), (kind, [str(fault) for fault in found.findings])


def some(texts, place):
    """A third of some texts, another one for each place beside another."""
    return texts[(LEAVES + KEYS).index(place) % 3 :: 3]


@pytest.mark.parametrize("place", LEAVES, ids=named)
def test_hostile_text_in_any_place_is_told_there_or_stands_as_text(tmp_path, place):
    sample, where = place
    # The words of the interface are all handled alike, so that each gets only the worst.
    for hostile in (
        some(HOSTILE, place)
        if where[0] != "words"
        else ("<script>alert(1)</script>", "x" * 10_000, "{number} {0.__class__}")
    ):
        text, places = write(change(SAMPLES[sample][1], where, hostile))
        found = found_with(tmp_path, sample, text)
        lines = told_or_safe(tmp_path, sample, text, found)
        if "<" in hostile or len(hostile) >= 10_000:
            assert places[where] in lines, hostile[:40]


@pytest.mark.parametrize("place", LEAVES, ids=named)
def test_unquoted_text_that_means_something_to_yaml_is_told_or_stands_as_text(tmp_path, place):
    sample, where = place
    for raw in some(RAW, place) if where[0] != "words" else ("&a text", "[a, b", "no"):
        text, places = write(SAMPLES[sample][1], at=where, raw=raw)
        found = found_with(tmp_path, sample, text)
        lines = told_or_safe(tmp_path, sample, text, found)
        if raw[0] in "&*!":
            assert lines == [places[where]], raw


@pytest.mark.parametrize("place", KEYS, ids=named)
def test_a_hostile_name_is_told_or_stands_as_text(tmp_path, place):
    sample, where = place
    value = SAMPLES[sample][1]
    for hostile in (*some(HOSTILE, place), "", " ", "0", "yes"):
        changed = copy.deepcopy(value)
        part = changed
        for step in where[:-1]:
            part = part[step]
        renamed = {hostile if key == where[-1] else key: entry for key, entry in part.items()}
        part.clear()
        part.update(renamed)
        text, _ = write(changed)
        found = found_with(tmp_path, sample, text)
        told_or_safe(tmp_path, sample, text, found)
        if not hostile.isalpha():
            assert found.reflections == {} or sample == "shared", hostile[:40]
