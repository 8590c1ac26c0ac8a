"""Drawings: their data, what is said when it is wrong, and that what is drawn is what
the data say.
"""

import re
import shutil
from pathlib import Path
from typing import Any, get_args

import markdown
import pytest
from lxml import html
from not_none import not_none
from small_guide import lay_out

from hooks.blocks.two_people import (
    ABSENT,
    ARMS,
    HEIGHT,
    PLACES,
    POSES,
    THREADS,
    WIDTH,
    scene,
)
from hooks.data import figures
from hooks.data.figures import words_of
from hooks.guide import load_guide
from hooks.rendering.extension import GuideExtension
from hooks.rules import check_guide

ROOT = Path(__file__).resolve().parents[2]
FILE = "docs/data/figures.yml"
DATA = (ROOT / FILE).read_text("utf-8")


def page_with(guide, name):
    """A page with one drawing as an element tree."""
    page = markdown.Markdown(extensions=[GuideExtension(guide)]).convert(
        f"/// figure | {name}\n///"
    )
    return html.fragment_fromstring(page, create_parent="article")


def draw(guide, name):
    """A drawing as an element tree."""
    return page_with(guide, name).find("figure")


def words(element):
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def all_drawings():
    """The name of every drawing of the guide, for one test each."""
    return figures.drawings(load_guide(ROOT).figures)


# Every drawing


@pytest.mark.parametrize("name", all_drawings())
def test_a_drawing_has_a_name_and_nothing_in_it_is_a_riddle_to_a_screen_reader(guide, name):
    figure = draw(guide, name)
    ids = figure.xpath(".//@id")
    assert len(ids) == len(set(ids))
    if figure.get("aria-labelledby"):
        assert words(figure.get_element_by_id(figure.get("aria-labelledby")))
        assert words(figure.find(".//figcaption"))
    pictures = figure.xpath(".//svg")
    assert pictures
    for picture in pictures:
        named = picture.get("aria-label") or " ".join(
            words(figure.get_element_by_id(i))
            for i in (picture.get("aria-labelledby") or "").split()
        )
        assert picture.get("aria-hidden") == "true" or (
            picture.get("role") == "img" and len(named) > 20
        )
    assert not figure.xpath(".//@style | .//style | .//script")
    colors = set(figure.xpath(".//svg//@fill")) | set(figure.xpath(".//svg//@stroke"))
    assert all(color.startswith("url(#") for color in colors), (
        "colors are for the stylesheet, which knows dark and print"
    )


@pytest.mark.parametrize("name", not_none(load_guide(ROOT).figures).by_name)
def test_a_drawing_is_shown_on_a_page(guide, name):
    assert any(f"/// figure | {name}\n" in source_text(guide, page) for page in guide.pages)


def source_text(guide, page):
    return (guide.docs / page).read_text("utf-8")


def test_the_data_are_sound(guide):
    assert [fault for fault in guide.findings if fault.path == FILE] == []


def test_a_drawing_is_graded_as_the_weakest_statement_it_rests_on(guide):
    page = page_with(guide, "pursue-withdraw")
    assert {guide.ledger.statements[number].grade for number in ("16.1", "16.3")} == {
        "strong",
        "moderate",
    }
    assert page.xpath("figure//a[@class='source']")
    assert set(page.xpath(".//li/a[starts-with(@class, 'mark ')]/text()")) == {"Moderate evidence."}


def test_a_statement_leads_back_to_the_sections_that_draw_it(guide):
    uses = {(use.page, use.heading) for use in guide.ledger.used_in["2.3"]}
    assert ("ketamine/limits.md", "How long does it last?") in uses
    section = source_text(guide, "ketamine/limits.md").split("## How long does it last?")[1]
    assert "2.3" not in section.split("\n## ")[0]


def test_the_sources_of_a_drawing_count_as_used_by_its_page(guide):
    assert "ketamine/side-effects.md" in guide.uses["spravatohcp-safety"]


# Data that are wrong


@pytest.fixture
def faults(tmp_path):
    """What is said of the guide's drawings after a change in their data: lines without
    the file's name.
    """

    def change(old, new, rules=False):
        assert old in DATA
        for name in ("docs", "overrides"):
            if not (tmp_path / name).exists():
                (
                    (tmp_path / name).symlink_to(ROOT / name)
                    if name != "docs"
                    else shutil.copytree(
                        ROOT / "docs",
                        tmp_path / "docs",
                        ignore=shutil.ignore_patterns("*.md", "assets"),
                    )
                )
        text = DATA.replace(old, new, 1)
        (tmp_path / FILE).write_text(text, "utf-8")
        line = DATA[: DATA.index(old)].count("\n") + 1
        changed = load_guide(tmp_path)
        found = [
            str(fault)
            for fault in (check_guide(changed) if rules else changed.findings)
            if fault.path == FILE
        ]
        return line, [fault.removeprefix(FILE + ":") for fault in found]

    return change


@pytest.mark.parametrize(
    ("old", "new", "below", "finding"),
    [
        (
            "counts: [41, 9]",
            "counts: [141, 9]",
            0,
            (
                'data: "counts" (entry 1) is not a whole number from 0 to 100. Write how many in'
                " 100 people it is."
            ),
        ),
        (
            "counts: [41, 9]",
            "counts: [41, -9]",
            0,
            (
                'data: "counts" (entry 2) is not a whole number from 0 to 100. Write how many in'
                " 100 people it is."
            ),
        ),
        (
            "counts: [41, 9]",
            "counts: [41.5, 9]",
            0,
            'data: "counts" (entry 1) is not a whole number. Write it in digits only.',
        ),
        (
            "counts: [41, 9]",
            "counts: [41]",
            0,
            'data: "counts" (entry 1) has too few entries. There have to be at least 2.',
        ),
        (
            "counts: [41, 9]",
            "counts: [41, 9, 3]",
            0,
            'data: "counts" (entry 1) has too many entries. There is room for 2.',
        ),
        (
            "counts: [29, 8]",
            "counts: [49, 8]",
            0,
            (
                'figure: "dizziness" is more common than what stands above it. Put the most common'
                " first."
            ),
        ),
        (
            "sources: [spravatohcp-safety]",
            "sources: [spravatohcp-safty]",
            0,
            (
                'source-unknown: There is no source "spravatohcp-safty". Did you mean'
                ' "spravatohcp-safety"?'
            ),
        ),
        (
            "    sources: [spravatohcp-safety]\n",
            "",
            -6,
            (
                'figure: What is drawn here has no source, and the statement K has. Add "sources:'
                ' [spravatohcp-safety]", or those of them that fit.'
            ),
        ),
        (
            "sources: [spravatohcp-safety]",
            "sources: [dean-2021]",
            0,
            (
                'figure: The source "dean-2021" is not among those of the statement K. Choose one'
                " of these: spravatohcp-safety."
            ),
        ),
        (
            'evidence: ["K"]',
            'evidence: ["99.9"]',
            0,
            'statement-unknown: There is no statement "99.9".',
        ),
        (
            'evidence: ["K"]',
            'evidence: ["nine"]',
            0,
            (
                'data: "evidence" (entry 1) is not the number of a statement. Write it in quotes,'
                ' like "9.2".'
            ),
        ),
        (
            "title: One of you reaches",
            "title: One of you reaches out for the other one",
            0,
            'data: "title" (entry 2) is too long. Say it in at most 26 letters.',
        ),
        (
            "left: reaches",
            "left: reachs",
            0,
            'data: "reachs" is not a known left. Did you mean "reaches"?',
        ),
        (
            "        thread: taut\n",
            "",
            None,
            'data: "thread" (entry 2) is missing. Add a line that starts with "thread:".',
        ),
        (
            "day: 41",
            "day: 141",
            0,
            (
                "figure: Day 141 is not on the line, which has 60 days. Correct it, or make the"
                ' line longer under "days".'
            ),
        ),
        (
            "until: 4",
            "until: 5",
            0,
            "figure: There is no column 5. Write a number from 1 to 4.",
        ),
        (
            "right: checks-phone",
            "right: absent",
            0,
            "figure: Nobody is in this scene. Put somebody there.",
        ),
        (
            "right: checks-phone\n",
            "right: checks-phone\n        thread: taut\n",
            1,
            "figure: A thread hangs between two, and one of them is absent. Leave it out.",
        ),
        (
            "place: rooms",
            "place: roms",
            0,
            'data: "roms" is not a known place. Did you mean "rooms"?',
        ),
        ("every: 10", "every: 7", 0, "figure: Marks every 7 days do not fit a line of 60 days."),
        (
            "at: [22, 74]",
            "at: [22, 174]",
            0,
            'data: "at" (entry 2) is not a whole number from 0 to 100.',
        ),
        (
            "at: [22, 74]",
            "at: [22, 74, 80]",
            0,
            'figure: This scale has 3 places, and "with" has 2. Give each a place.',
        ),
        (
            "  side-effects:",
            "  two-people:",
            0,
            (
                'figure: Two drawings have the name "two-people". Give one of them another, here'
                " and on its page."
            ),
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_fault_is_told_at_its_line_with_what_to_do(faults, old, new, below, finding):
    line, found = faults(old, new)
    assert len(found) == 1
    place, said = found[0].split(": ", 1)
    assert said.startswith(finding)
    if below is not None:
        assert int(place.split(":")[0]) == line + below


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "words: Most people with depression slip back",
            "words: Ketamine cures depression, and most slip back",
            'claims: "Ketamine cures',
        ),
        (
            "Around day 18, in one study.",
            "Around day 18, in 50% of people.",
            "numbers: ",
        ),
        ("effect: dizziness", "effect: 1.5 times the risk of dizziness", "numbers: "),
        (
            "words: A door slams, or a voice goes up.",
            (
                "words: A door slams and a cup falls and a dog barks and a child cries and the"
                " phone rings and it is all too much for you."
            ),
            "reading-sentence: This sentence has 27 words; the most is 25. Cut it in two",
        ),
    ],
)
def test_words_in_a_drawing_keep_to_the_rules_of_pages(faults, old, new, finding):
    line, found = faults(old, new, rules=True)
    assert any(fault.startswith(f"{line}:") and finding in fault for fault in found)


def test_all_words_of_a_drawing_are_among_those_checked(guide):
    for name, (_, figure) in guide.figures.by_name.items():
        checked = " ".join(text for _, text in words_of(figure))
        assert figure.title in checked and figure.caption in checked
        if name in guide.figures.strips:
            assert all(step.shows in checked for step in figure.steps)


def test_a_kind_of_drawing_without_its_template_is_a_finding(faults, monkeypatch, tmp_path):
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(figures, "TEMPLATES", tmp_path / "none")
    _, found = faults("title: Side effects", "title: Side effects")
    assert any(
        'The drawing "side-effects" has no template. Put it into'
        " overrides/blocks/figures/rates.html." in fault
        for fault in found
    )


def test_broken_data_leave_the_words_of_the_page_and_are_told_once(tmp_path):
    root = lay_out(tmp_path)
    (root / FILE).write_text("rates: [", "utf-8")
    (root / "docs" / "ketamine" / "limits.md").write_text(
        (root / "docs" / "ketamine" / "limits.md").read_text("utf-8")
        + "\n/// figure | side-effects\n///\n",
        "utf-8",
    )
    found = [str(finding) for finding in check_guide(load_guide(root))]
    assert len([finding for finding in found if finding.startswith(FILE)]) == 1
    assert not [finding for finding in found if "There is no drawing" in finding]
    page = markdown.Markdown(extensions=[GuideExtension(load_guide(root))]).convert(
        "Before.\n\n/// figure | side-effects\n///\n\nAfter."
    )
    assert "Before." in page and "After." in page


# Loops


@pytest.mark.parametrize("name", sorted(not_none(load_guide(ROOT).figures).loops))
def test_a_loop_has_four_steps_each_drawn_and_said(guide, name):
    loop = guide.figures.loops[name]
    steps = draw(guide, name).xpath(".//li")
    assert [words(step.find("p")) for step in steps] == [
        f"{n} {step.title}. {step.words}" for n, step in enumerate(loop.steps, 1)
    ]
    assert [step.xpath("svg/@aria-label") for step in steps] == [
        [step.shows] for step in loop.steps
    ]
    assert len({html.tostring(step.find("svg")) for step in steps}) == 4, "two steps look the same"


@pytest.mark.parametrize("name", sorted(not_none(load_guide(ROOT).figures).strips))
def test_each_scene_of_a_strip_is_drawn_and_said_and_unlike_the_others(guide, name):
    strip = guide.figures.strips[name]
    scenes = draw(guide, name).xpath("./ol/li")
    for item, step in zip(scenes, strip.steps, strict=True):
        assert item.xpath("svg/@aria-label") == [step.shows]
        assert words(item.find("p")).startswith(f"{step.title}. {step.words}")
        there = {"left": step.left, "right": step.right, "third": step.third}
        assert set(item.xpath(".//g/@class")) == {
            f"draw scene__who--{side}" for side, pose in there.items() if pose not in ("", "absent")
        }
    assert len({html.tostring(item.find("svg")) for item in scenes}) == len(scenes)


@pytest.mark.parametrize("name", all_drawings())
def test_a_scene_is_light(guide, name):
    for picture in draw(guide, name).xpath('.//*[@class="scene"]'):
        people = len(picture.xpath("./g"))
        assert len(html.tostring(picture)) < 700 + 650 * people


def test_both_people_take_turns_to_reach_to_withdraw_and_to_frighten(guide):
    """Neither of the two is the one who is at fault in the drawings."""
    steps = [step for _, figure in guide.figures.by_name.values() for step in steps_of(figure)]
    for pose in ("reaches", "tenses", "leaves", "alone", "speaks", "turns-away"):
        assert any(step.left == pose for step in steps)
        assert any(step.right == pose for step in steps)


def steps_of(figure):
    return getattr(figure, "steps", ())


@pytest.mark.parametrize("thread", THREADS)
@pytest.mark.parametrize("pose", POSES)
def test_whatever_two_people_do_stays_in_the_picture(pose, thread):
    for left, right in ((pose, "waits"), ("waits", pose), (pose, pose)):
        drawn = scene(left, right, thread)
        assert len(drawn["people"]) == 2
        assert bool(drawn["thread"]) == (thread != "none")
        start = re.match(r"M(-?\d+) (-?\d+)", drawn["thread"])
        assert not start or (0 <= int(start[1]) <= WIDTH and 0 <= int(start[2]) <= HEIGHT)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_drawn_behind_or_in_front_of_whoever_is_there(place):
    drawn = scene("absent", "waits", "slack", place=place)
    assert [person["side"] for person in drawn["people"]] == ["right"]
    assert drawn["thread"] == ""
    assert bool(drawn["behind"] or drawn["before"]) == bool(place)


def test_two_people_on_a_sofa_look_at_whoever_sits_across():
    drawn = scene("waits", "waits", third="listens", place="sofa")
    assert ["scale(-1 1)" in person["transform"] for person in drawn["people"]] == [
        False,
        False,
        True,
    ]


def test_all_that_the_data_may_ask_for_can_be_drawn():
    assert {*get_args(figures.Pose)} <= {*POSES, ABSENT}
    assert {*get_args(figures.Third)} <= {"", *POSES}
    assert {*get_args(figures.Place)} == {*PLACES}
    assert {*get_args(figures.Thread)} == {*THREADS}


def test_hands_that_reach_for_each_other_meet():
    hand = scene("touches", "touches", "taut")["thread"]
    x1, _, x2, _ = (int(n) for n in re.findall(r"-?\d+", hand))
    assert abs(x1 - x2) < 16


def test_the_thread_starts_in_the_hand(guide):
    for pose in POSES.values():
        assert pose.arm in ARMS
    assert scene("waits", "waits", "taut")["thread"] != scene("reaches", "waits", "taut")["thread"]


# People


def drawn_people(field, pattern):
    """How many people of a pattern a field shows: the area that it fills, in people."""
    return sum(
        area(path.get("d")) for path in field.xpath(f'.//path[contains(@fill, "-{pattern})")]')
    ) / (12 * 14)


def area(path):
    """The area inside a path of straight lines."""
    points: list[tuple[float, float]] = []
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([MHVhvz])([^MHVhvz]*)", path):
        values = [float(value) for value in numbers.split()]
        if command == "M":
            x, y = values
        elif command in "Hh":
            x = values[0] + (x if command == "h" else 0)
        elif command in "Vv":
            y = values[0] + (y if command == "v" else 0)
        points.append((x, y))
    return (
        abs(
            sum(
                a[0] * b[1] - b[0] * a[1]
                for a, b in zip(points, points[1:] + points[:1], strict=False)
            )
        )
        / 2
    )


@pytest.mark.parametrize("name", sorted(not_none(load_guide(ROOT).figures).rates))
def test_as_many_people_are_drawn_as_the_data_say(guide, name):
    rates = guide.figures.rates[name]
    rows = draw(guide, name).xpath(".//li")
    assert len(rows) == len(rates.rates)
    for row, rate in zip(rows, rates.rates, strict=False):
        fields = row.xpath(".//svg")
        assert [drawn_people(field, "some") for field in fields] == rate.counts
        assert [drawn_people(field, "others") for field in fields] == [
            100 - count for count in rate.counts
        ]


@pytest.mark.parametrize("count", range(101))
def test_a_field_of_people_holds_any_number(count):
    from hooks.blocks.figure import columns
    from hooks.blocks.template import environment

    parts: Any = environment().get_template("parts/people.html").module
    macro = parts.people
    field = html.fragment_fromstring(str(macro("a", columns(count, 5), 5)))
    assert (drawn_people(field, "some"), drawn_people(field, "others")) == (count, 100 - count)


def test_a_screen_reader_gets_one_sentence_for_each_effect_and_no_people(guide):
    figure = draw(guide, "side-effects")
    assert (
        words(figure.xpath(".//li")[0])
        == "Feeling unreal or detached (dissociation): 41 in 100 with esketamine, 9 in 100 with a"
        " dummy spray."
    )
    assert all(picture.get("aria-hidden") == "true" for picture in figure.xpath(".//svg"))


def test_side_effects_are_drawn_with_their_caution(guide):
    caption = words(draw(guide, "side-effects").find("figcaption"))
    assert "We found no table that can stand next to this one." in caption


# Scales, the alarm, the way through a treatment


def test_the_dots_stand_where_the_data_say(guide):
    scales = guide.figures.scales["closeness-and-worry"]
    figure = draw(guide, "closeness-and-worry")
    tracks = figure.xpath('.//*[@class="scales__scale"]')
    for track, scale in zip(tracks, scales.scales, strict=True):
        places = [(float(x) - 16) / 2.88 for x in track.xpath(".//circle/@cx")]
        assert places == pytest.approx(scale.at)
        assert all(f"{at} on a scale from 0 to 100" in words(track) for at in scale.at)
    assert "made up" in words(figure.find("figcaption"))


def test_the_alarm_is_numbered_as_its_words_are_and_shows_no_minutes(guide):
    figure = draw(guide, "body-alarm")
    assert figure.xpath(".//svg//text/text()") == ["1", "2", "3", "4"]
    assert [words(item)[:2] for item in figure.xpath(".//li")] == ["1 ", "2 ", "3 ", "4 "]


def test_nobody_drives_home_alone_and_the_wait_is_named(guide):
    steps = guide.figures.strips["treatment"].steps
    ride = next(step for step in steps if step.place == "car")
    assert (ride.left, ride.right) == ("rides", "drives")
    assert "Someone else drives" in ride.words
    assert "don't drive before the next day and a restful night" in ride.words
    assert "23.1" in ride.evidence


# Spans and what wears off


def test_the_half_dot_stands_on_its_day(guide):
    spans = guide.figures.spans["how-long"]
    figure = draw(guide, "how-long")
    for part, group in zip(figure.xpath("./ul"), spans.groups, strict=True):
        days = [
            float(x)
            for x in re.findall(r"M([\d.]+) 2", part.xpath('.//*[@class="spans__grid"]/@d')[0])
        ]
        named = part.getnext()
        assert len(days) == spans.days // spans.every + 1 == len(named.findall("span"))
        assert words(named.getnext()).lower() == spans.unit
        assert words(part.getprevious()) == group.who
        for item, span in zip(part.xpath("./li"), group.spans, strict=True):
            dots = [float(x) for x in item.xpath(".//circle/@cx")]
            assert len(dots) == (span.day is not None)
            if span.day:
                assert days[0] + (days[-1] - days[0]) * span.day / spans.days == pytest.approx(
                    dots[0], abs=0.2
                )
                assert f"day {span.day}" in span.words


def test_those_who_had_responded_stand_on_a_line_of_their_own(guide):
    for group in guide.figures.spans["how-long"].groups:
        assert ("responded" in group.who) == all("3.2" in span.evidence for span in group.spans)


def test_what_wears_off_ends_in_its_column(guide):
    fades = guide.figures.fades["what-wears-off-when"]
    wide = 320 / len(fades.times)
    for item, fade in zip(
        draw(guide, "what-wears-off-when").xpath("./ul/li"), fades.fades, strict=True
    ):
        shape = item.xpath('.//*[contains(@class, "fades__fade")]/@d')[0]
        end = 2 + int(not_none(re.search(r"(\d+) 15H2z", shape))[1])
        assert wide * (fade.until - 1) < end <= wide * fade.until
        assert fade.words in words(item)
