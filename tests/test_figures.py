"""Drawings: their data, what is said when it is wrong, and that what is drawn is what the data say."""

import re
import shutil
from pathlib import Path

import markdown
import pytest
from lxml import html

from hooks import figures
from hooks.extension import GuideExtension
from hooks.figures import FigureFile
from hooks.guide import load_guide
from hooks.rules import check_guide
from hooks.scene import ARMS, HEIGHT, POSES, THREADS, WIDTH, scene
from small_guide import lay_out

ROOT = Path(__file__).resolve().parents[1]
FILE = "docs/data/figures.yml"
DATA = (ROOT / FILE).read_text("utf-8")


def draw(guide, name):
    """A drawing as an element tree."""
    page = markdown.Markdown(extensions=[GuideExtension(guide)]).convert(f"/// figure | {name}\n///")
    return html.fragment_fromstring(page, create_parent="article").find("figure")


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
        named = picture.get("aria-label") or " ".join(words(figure.get_element_by_id(i)) for i in (picture.get("aria-labelledby") or "").split())
        assert picture.get("aria-hidden") == "true" or (picture.get("role") == "img" and len(named) > 20)
    assert not figure.xpath(".//@style | .//style | .//script")
    colors = set(figure.xpath(".//svg//@fill")) | set(figure.xpath(".//svg//@stroke"))
    assert all(color.startswith("url(#") for color in colors), "colors are for the stylesheet, which knows dark and print"


@pytest.mark.parametrize("name", all_drawings())
def test_a_drawing_is_shown_on_a_page(guide, name):
    assert any(f"/// figure | {name}\n" in source_text(guide, page) for page in guide.sources)


def source_text(guide, page):
    return (guide.docs / page).read_text("utf-8")


def test_the_data_are_sound(guide):
    assert [fault for fault in guide.faults if fault.path == FILE] == []


def test_a_drawing_has_the_mark_of_the_weakest_statement_it_rests_on(guide):
    marks = [words(mark) for mark in draw(guide, "pursue-withdraw").xpath('.//*[contains(@class, "mark--")]')]
    assert {guide.ledger.statements[number].grade for number in ("16.1", "16.3")} == {"strong", "moderate"}
    assert marks == ["moderate evidence"]


def test_the_sources_of_a_drawing_count_as_used_by_its_page(guide):
    assert "ketamine/side-effects.md" in guide.uses["spravatohcp-safety"]


# Data that are wrong


@pytest.fixture
def faults(tmp_path):
    """What is said of the guide's drawings after a change in their data: lines without the file's name."""

    def change(old, new, count=1):
        assert old in DATA
        for name in ("docs", "overrides"):
            if not (tmp_path / name).exists():
                (tmp_path / name).symlink_to(ROOT / name) if name != "docs" else shutil.copytree(
                    ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("*.md", "assets"))
        text = DATA.replace(old, new, count)
        (tmp_path / FILE).write_text(text, "utf-8")
        line = DATA[:DATA.index(old)].count("\n") + 1
        found = [str(fault) for fault in load_guide(tmp_path).faults if fault.path == FILE]
        return line, [fault.removeprefix(FILE + ":") for fault in found]

    return change


@pytest.mark.parametrize(
    ("old", "new", "below", "finding"),
    [
        ("counts: [41, 9]", "counts: [141, 9]", 0, 'data: "counts" (entry 1) is not a number from 0 to 100. Write how many in 100 people it is.'),
        ("counts: [41, 9]", "counts: [41, -9]", 0, 'data: "counts" (entry 2) is not a number from 0 to 100. Write how many in 100 people it is.'),
        ("counts: [41, 9]", "counts: [41.5, 9]", 0, 'data: "counts" (entry 1) is not a whole number. Write it in digits only.'),
        ("counts: [41, 9]", "counts: [41]", 0, 'data: "counts" (entry 1) has too few entries. There have to be at least 2.'),
        ("counts: [41, 9]", "counts: [41, 9, 3]", 0, 'data: "counts" (entry 1) has too many entries. There is room for 2.'),
        ("counts: [29, 8]", "counts: [49, 8]", 0, 'figure: "dizziness" is more common than what stands above it. Put the most common first.'),
        ("sources: [spravatohcp-safety]", "sources: [spravatohcp-safty]", 0, 'source-unknown: There is no source "spravatohcp-safty". Did you mean "spravatohcp-safety"?'),
        ("    sources: [spravatohcp-safety]\n", "", -6, 'figure: What is drawn here has no source, and the statement K has. Add "sources: [spravatohcp-safety]", or those of them that fit.'),
        ("sources: [spravatohcp-safety]", "sources: [dean-2021]", 0, 'figure: The source "dean-2021" is not among those of the statement K. Choose one of these: spravatohcp-safety.'),
        ('evidence: ["K"]', 'evidence: ["99.9"]', 0, 'statement-unknown: There is no statement "99.9".'),
        ('evidence: ["K"]', 'evidence: ["nine"]', 0, 'data: "evidence" (entry 1) is not the number of a statement. Write it in quotes, like "9.2".'),
        ("title: One of you reaches", "title: One of you reaches out for the other one", 0, 'data: "title" (entry 2) is too long. Say it in at most 26 letters.'),
        ("left: reaches", "left: reachs", 0, 'data: "reachs" is not a known left. Did you mean "reaches"?'),
        ("        thread: taut\n", "", None, 'data: "thread" (entry 2) is missing. Add a line that starts with "thread:".'),
        ("  side-effects:", "  two-people:", 0, 'figure: Two drawings have the name "two-people". Give one of them another, here and on its page.'),
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


def test_a_kind_of_drawing_without_its_template_is_a_finding(faults, monkeypatch, tmp_path):
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(figures, "TEMPLATES", tmp_path / "none")
    _, found = faults("title: Side effects", "title: Side effects")
    assert any('The drawing "side-effects" has no template. Put it into overrides/blocks/figures/rates.html.' in fault for fault in found)


def test_broken_data_leave_the_words_of_the_page_and_are_told_once(tmp_path):
    root = lay_out(tmp_path)
    (root / FILE).write_text("rates: [", "utf-8")
    (root / "docs" / "ketamine" / "limits.md").write_text(
        (root / "docs" / "ketamine" / "limits.md").read_text("utf-8") + "\n/// figure | side-effects\n///\n", "utf-8")
    found = [str(finding) for finding in check_guide(load_guide(root))]
    assert len([finding for finding in found if finding.startswith(FILE)]) == 1
    assert not [finding for finding in found if "There is no drawing" in finding]
    page = markdown.Markdown(extensions=[GuideExtension(load_guide(root))]).convert("Before.\n\n/// figure | side-effects\n///\n\nAfter.")
    assert "Before." in page and "After." in page


# Loops


@pytest.mark.parametrize("name", sorted(load_guide(ROOT).figures.loops))
def test_a_loop_has_four_steps_each_drawn_and_said(guide, name):
    loop = guide.figures.loops[name]
    steps = draw(guide, name).xpath(".//li")
    assert [words(step.find("p")) for step in steps] == [f"{n} {step.title}. {step.words}" for n, step in enumerate(loop.steps, 1)]
    assert [step.xpath("svg/@aria-label") for step in steps] == [[step.shows] for step in loop.steps]
    assert len({html.tostring(step.find("svg")) for step in steps}) == 4, "two steps look the same"


@pytest.mark.parametrize("thread", THREADS)
@pytest.mark.parametrize("pose", POSES)
def test_whatever_two_people_do_stays_in_the_picture(pose, thread):
    for left, right in ((pose, "waits"), ("waits", pose), (pose, pose)):
        drawn = scene(left, right, thread)
        assert len(drawn["people"]) == 2
        assert bool(drawn["thread"]) == (thread != "none")
        start = re.match(r"M(-?\d+) (-?\d+)", drawn["thread"])
        assert not start or (0 <= int(start[1]) <= WIDTH and 0 <= int(start[2]) <= HEIGHT)


def test_the_thread_starts_in_the_hand(guide):
    for pose in POSES.values():
        assert pose.arm in ARMS
    assert scene("waits", "waits", "taut")["thread"] != scene("reaches", "waits", "taut")["thread"]


# People


def drawn_people(field, pattern):
    """How many people of a pattern a field shows: the area that it fills, in people."""
    return sum(area(path.get("d")) for path in field.xpath(f'.//path[contains(@fill, "-{pattern})")]')) / (12 * 14)


def area(path):
    """The area inside a path of straight lines."""
    points, x, y = [], 0, 0
    for command, numbers in re.findall(r"([MHVhvz])([^MHVhvz]*)", path):
        values = [float(value) for value in numbers.split()]
        if command == "M":
            x, y = values
        elif command in "Hh":
            x = values[0] + (x if command == "h" else 0)
        elif command in "Vv":
            y = values[0] + (y if command == "v" else 0)
        points.append((x, y))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


@pytest.mark.parametrize("name", sorted(load_guide(ROOT).figures.rates))
def test_as_many_people_are_drawn_as_the_data_say(guide, name):
    rates = guide.figures.rates[name]
    rows = draw(guide, name).xpath(".//li")
    assert len(rows) == len(rates.rates)
    for row, rate in zip(rows, rates.rates):
        fields = row.xpath(".//svg")
        assert [drawn_people(field, "some") for field in fields] == rate.counts
        assert [drawn_people(field, "others") for field in fields] == [100 - count for count in rate.counts]


@pytest.mark.parametrize("count", range(101))
def test_a_field_of_people_holds_any_number(count):
    from hooks.blocks.figure import columns
    from hooks.blocks.template import environment

    macro = environment().get_template("figures/people.inc").module.people
    field = html.fragment_fromstring(str(macro("a", columns(count, 5), 5)))
    assert (drawn_people(field, "some"), drawn_people(field, "others")) == (count, 100 - count)


def test_a_screen_reader_gets_one_sentence_for_each_effect_and_no_people(guide):
    figure = draw(guide, "side-effects")
    assert words(figure.xpath(".//li")[0]) == (
        "Feeling unreal or detached (dissociation): 41 in 100 with esketamine, 9 in 100 with a dummy spray."
    )
    assert all(picture.get("aria-hidden") == "true" for picture in figure.xpath(".//svg"))


def test_side_effects_are_drawn_with_their_caution(guide):
    caption = words(draw(guide, "side-effects").find("figcaption"))
    assert "Ketamine given off-label has no such table." in caption
    assert FigureFile.model_fields.keys() >= {"rates"}
