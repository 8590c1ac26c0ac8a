"""YAML as an editor means it, and the place of every value."""

import pytest

from hooks.text.yaml_file import YamlError, read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("1:30", "1:30"),
        ("0911", "0911"),
        ("+1 800", "+1 800"),
        ("2026-11-22", "2026-11-22"),
        ("9.20", "9.20"),
        ('"911"', "911"),
        ("'it''s'", "it's"),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("a#b", "a#b"),
        ("a # a comment", "a"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("[one, two]", ["one", "two"]),
        (">\n  two\n  lines", "two lines"),
    ],
)
def test_a_value_stays_the_text_that_was_written(written, value):
    assert read_yaml(f"field: {written}")[0] == {"field": value}


def test_every_value_has_the_place_where_an_editor_looks():
    value, places = read_yaml("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n", first_line=2)
    assert value == {"a": "1", "b": ["x", {"c": "2", "d": "3"}]}
    assert places == {
        (): (2, 1),
        ("a",): (2, 1),
        ("b",): (3, 1),
        ("b", 0): (4, 5),
        ("b", 1): (5, 5),
        ("b", 1, "c"): (5, 5),
        ("b", 1, "d"): (6, 5),
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_nothing_written_is_nothing(text):
    assert read_yaml(text) == (None, {(): (1, 1)})


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        (
            "title: Ketamine: the limits",
            1,
            16,
            "a second colon on one line, or a line that is indented too far",
        ),
        (
            "title: a\n  other: b",
            2,
            8,
            "a second colon on one line, or a line that is indented too far",
        ),
        ("title: a\nother\nthird: b", 3, 1, "a line without a colon after its name"),
        ("a:\n    b: 1\n  c: 2", 3, 3, "a line that is not indented like its neighbors"),
        ("a:\n\t- b", 2, 1, "a tab, where spaces belong"),
        ("a: @b", 1, 4, "a value that starts with @"),
        ("a: `b`", 1, 4, "a value that starts with `"),
        ('a: "b', 1, 6, "a quotation mark that is never closed"),
        ('a: "C:\\Users"', 1, 9, "a backslash between double quotes"),
        ("a: [b\nc: d", 2, 2, "a ] is missing"),
        ("a: {b: c", 1, 9, "a } is missing"),
        ("a: [", 1, 5, "a bracket that is never closed"),
        ("a: b\n---\nc: d", 2, 1, "a line of three dashes inside the file"),
        ("a: b\nc: d\x07", 2, 5, "a character that no text has"),
        ("a: *bold*", 1, 9, "a word here starts with &, * or !, which has a special meaning"),
        ("a: &b c", 1, 4, "a word here starts with &, * or !, which has a special meaning"),
        ("a: !b c", 1, 4, "a word here starts with &, * or !, which has a special meaning"),
        ("a: 1\nb: 2\na: 3", 3, 1, 'the key "a" stands here a second time'),
        ("? [a]\n: b", 1, 3, "a key must be a plain word"),
        ("[" * 1000, 1, 1, "lists inside lists, too deep to read"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else str(value),
)
def test_what_cannot_be_read_is_said_in_plain_words_with_its_place(text, line, column, problem):
    with pytest.raises(YamlError) as raised:
        read_yaml(text)
    assert (raised.value.line, raised.value.column, raised.value.problem) == (line, column, problem)


def test_places_of_faults_count_from_the_first_line_in_the_file():
    with pytest.raises(YamlError) as raised:
        read_yaml("a: b\nc: d: e", first_line=10)
    assert (raised.value.line, raised.value.column) == (11, 5)
