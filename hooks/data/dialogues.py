"""``docs/data/dialogues.yml``: made-up scenes that stop at a turning point, and how each can go on.

In all but the last scene both people can say no and leave. There, three lines lead to endings of
their own, and none of them is called right. The last one is about fear: it has one ending,
whatever is said, and that ending says where help is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from hooks.data.data_file import DataFile
from hooks.data.field_types import (
    QUESTION_MARK,
    SENTENCE_END,
    Letters,
    Sentence,
    Slug,
    StatementNumber,
)
from hooks.data.figures import Backed, Place, Pose, Thread, check_evidence
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.data.shown_text import ShownText
from hooks.data.unknown import unknown
from hooks.finding import Finding
from hooks.text.syntax import CALL_MARK

if TYPE_CHECKING:
    from hooks.guide import Guide

PATH = "docs/data/dialogues.yml"
PAGE = "cycles/two-ways.md"
SCHEMA = "docs/data/dialogues.schema.json"

WAYS = 3
"""How many lines there are to choose from: with two, one would be the right one."""

BUBBLE = 80
"""The most letters of a line: four short rows on a small phone with large letters."""

HELP = ("abuse", "harm")
"""The help lines that the ending of the scene about fear has to name."""

Look = Literal[
    "short",
    "bun",
    "curls",
    "long",
    "glasses",
    "beard",
    "mustache",
    "beanie",
    "waves",
    "crop",
    "fringe",
]
Bubble = Annotated[str, Letters(1, BUBBLE)]


class Speaker(Model):
    """One of the two people: what the lines call them, and how they are drawn."""

    id: Slug
    name: Annotated[str, Letters(1, 12)]
    look: Look


class Line(Model):
    """What a person says, or does instead of saying something."""

    by: Slug
    say: Bubble | None = None
    does: Annotated[Bubble, SENTENCE_END] | None = None

    @property
    def words(self) -> str:
        """What is said or done."""
        return self.say or self.does or ""


class Picture(Model):
    """A drawing of the two: the first speaker is on the left.

    Its ``shows`` is what a person hears who cannot see it.
    """

    left: Pose
    right: Pose
    thread: Thread = "none"
    place: Place = ""
    shows: Annotated[str, Letters(3, 170), SENTENCE_END]


class Turn(Model):
    """The moment at which a scene can go another way, and whose line it is."""

    by: Slug
    tells: Annotated[Sentence, Letters(high=90)]
    ask: Annotated[str, Letters(3, 60), QUESTION_MARK]


class Way(Model):
    """A line that can be chosen, which is the first, and what it leads to."""

    id: Slug
    lines: list[Line] = Field(min_length=1)
    then: Annotated[Sentence, Letters(high=90)] | None = None
    ending: Slug


class Told(Backed):
    """A sentence or two of an ending. One that only tells a story has no evidence."""

    evidence: list[StatementNumber] = []
    say: Annotated[Sentence, Letters(high=240)]


class Ending(Model):
    """What happens tonight."""

    id: Slug
    picture: Picture | None = None
    tells: list[Told] = Field(min_length=1)


class Fear(Model):
    """What a scene about fear has beside the others."""

    warns: Annotated[Sentence, Letters(high=90)]
    skip: Annotated[str, Letters(3, 40)]
    whatever: Annotated[str, Letters(3, 40)]


class Scene(Model):
    """A scene up to its turning point, and how it can go on."""

    id: Slug
    title: Annotated[str, Letters(2, 40)]
    fear: Fear | None = None
    who: Annotated[Sentence, Letters(high=140)]
    speakers: list[Speaker] = Field(min_length=2, max_length=2)
    picture: Picture
    opens: list[Line] = Field(min_length=1)
    turn: Turn
    ways: list[Way]
    endings: list[Ending]
    below: Annotated[Sentence, Letters(high=240)] | None = None


class DialogueFile(Model):
    """``docs/data/dialogues.yml``, in the order in which the scenes are shown."""

    scenes: list[Scene] = Field(min_length=2)


def schema() -> str:
    """The JSON Schema of the file, for editors that complete and check YAML as one types."""
    value = DialogueFile.model_json_schema(by_alias=True)
    value["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    value["title"] = "Scenes with a turning point"
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def check(loaded: Loaded[DialogueFile], guide: Guide) -> Iterator[Finding]:
    """What does not fit together: speakers, ways and endings, and the scene about fear."""
    scenes = loaded.record.scenes if loaded.record else []
    yield from _twice(loaded, ("scenes",), scenes, "scenes")
    for n, scene in enumerate(scenes):
        at = ("scenes", n)
        yield from _speakers(loaded, at, scene)
        yield from _ways(loaded, at, scene)
        yield from _backed(loaded, at, scene, guide)
    if scenes:
        yield from _fear(loaded, scenes)


def _twice(loaded: Loaded, at: tuple, parts: list, what: str) -> Iterator[Finding]:
    """Ids that a list has a second time."""
    seen = set()
    for n, part in enumerate(parts):
        if part.id in seen:
            message = f'Two {what} have the id "{part.id}".'
            yield loaded.finding((*at, n, "id"), message, "Give one of them another.")
        seen.add(part.id)


def _lines(scene: Scene) -> Iterator[tuple[tuple, Line]]:
    """Every line of a scene with its path in it."""
    for n, line in enumerate(scene.opens):
        yield ("opens", n), line
    for k, way in enumerate(scene.ways):
        for n, line in enumerate(way.lines):
            yield ("ways", k, "lines", n), line


def _speakers(loaded: Loaded, at: tuple, scene: Scene) -> Iterator[Finding]:
    """Lines of nobody in the scene, and lines that are no line or two in one."""
    known = [speaker.id for speaker in scene.speakers]
    yield from _twice(loaded, (*at, "speakers"), scene.speakers, "speakers")
    for where, by in [
        *(((*where, "by"), line.by) for where, line in _lines(scene)),
        (("turn", "by"), scene.turn.by),
    ]:
        if by not in known:
            yield unknown(loaded, (*at, *where), "speaker", by, known)
    for where, line in _lines(scene):
        if bool(line.say) == bool(line.does):
            message = "A line says something or does something, and this one does " + (
                "both." if line.say else "neither."
            )
            yield loaded.finding((*at, *where), message, 'Keep one of "say" and "does".')
    for k, way in enumerate(scene.ways):
        if scene.turn.by in known and way.lines[0].by != scene.turn.by:
            yield loaded.finding(
                (*at, "ways", k, "lines", 0, "by"),
                f'The turn is "{scene.turn.by}", and this line is of "{way.lines[0].by}".',
                "Begin each way with a line of whoever has the turn.",
            )


def _ways(loaded: Loaded, at: tuple, scene: Scene) -> Iterator[Finding]:
    """Ways that are too many or too few, and those that end nowhere or go round."""
    if len(scene.ways) != WAYS:
        yield loaded.finding(
            (*at, "ways"),
            f'"{scene.title}" has {len(scene.ways)} lines to choose from, and not {WAYS}.',
            "Write three. With two, one of them looks like the right one.",
        )
    yield from _twice(loaded, (*at, "ways"), scene.ways, "ways")
    yield from _twice(loaded, (*at, "endings"), scene.endings, "endings")
    ways, endings = [way.id for way in scene.ways], [ending.id for ending in scene.endings]
    for k, way in enumerate(scene.ways):
        where = (*at, "ways", k, "ending")
        if way.ending not in endings and way.ending in ways:
            yield loaded.finding(
                where,
                f'The way "{way.id}" leads back to the way "{way.ending}".',
                "Let it lead to an ending: nobody should go round in circles here.",
            )
        elif way.ending not in endings:
            yield unknown(loaded, where, "ending", way.ending, endings)
    reached = {way.ending for way in scene.ways}
    for k, ending in enumerate(scene.endings):
        if ending.id not in reached:
            yield loaded.finding(
                (*at, "endings", k, "id"),
                f'No way leads to the ending "{ending.id}".',
                'Name it as the "ending" of a way, or delete it.',
            )


def _backed(loaded: Loaded, at: tuple, scene: Scene, guide: Guide) -> Iterator[Finding]:
    """What is wrong with the statements and sources of endings."""
    found: list[Finding] = []

    def report(where: tuple, message: str, fix: str, rule: str = loaded.rule) -> None:
        found.append(loaded.finding(where, message, fix, rule))

    statements = guide.ledger.statements if guide.statements else None
    for k, ending in enumerate(scene.endings):
        for n, told in enumerate(ending.tells):
            where = (*at, "endings", k, "tells", n)
            check_evidence(told, where, report, statements, guide.known_sources)
    yield from found


def _fear(loaded: Loaded, scenes: list[Scene]) -> Iterator[Finding]:
    """A scene about fear that is missing, is not last, or can be won."""
    last = len(scenes) - 1
    if not any(scene.fear for scene in scenes):
        yield loaded.finding(
            ("scenes",),
            "None of the scenes is about fear.",
            'Take the last scene of the guide back, the one with "fear:".',
        )
    for n, scene in enumerate(scenes):
        at = ("scenes", n)
        if not scene.fear:
            continue
        if n != last:
            yield loaded.finding(
                (*at, "fear"),
                f'"{scene.title}" is about fear, and another scene follows.',
                "Put it last: after it nobody should go on choosing lines.",
            )
        if len(scene.endings) != 1:
            yield loaded.finding(
                (*at, "endings"),
                f'"{scene.title}" is about fear, and it has {len(scene.endings)} endings.',
                "Keep one for all lines: no line makes it safe, and none was the wrong one.",
            )
        for k, ending in enumerate(scene.endings):
            named = {kind for told in ending.tells for kind in CALL_MARK.findall(told.say)}
            missing = [f"[call: {kind}]" for kind in HELP if kind not in named]
            if missing:
                yield loaded.finding(
                    (*at, "endings", k),
                    f'"{scene.title}" is about fear, and its ending does not say where help is.',
                    f"Add {' and '.join(missing)}.",
                )


def shown(loaded: Loaded[DialogueFile], guide: Guide) -> Iterator[ShownText]:
    """Every word of the scenes."""
    text = ShownText(loaded, PAGE)
    for n, scene in enumerate(loaded.record.scenes if loaded.record else ()):
        at = ("scenes", n)
        text.heading((*at, "title"), scene.title)
        if scene.fear:
            text.add((*at, "fear", "warns"), scene.fear.warns)
            text.paragraph((*at, "fear", "skip"), scene.fear.skip)
        text.add((*at, "who"), scene.who)
        for k, speaker in enumerate(scene.speakers):
            text.paragraph((*at, "speakers", k, "name"), speaker.name)
        text.add((*at, "picture", "shows"), scene.picture.shows)
        for where, line in _lines(scene):
            text.paragraph((*at, *where, "say" if line.say else "does"), line.words)
        text.add((*at, "turn", "tells"), scene.turn.tells)
        text.add((*at, "turn", "ask"), scene.turn.ask)
        if scene.fear:
            text.paragraph((*at, "fear", "whatever"), scene.fear.whatever)
        for k, way in enumerate(scene.ways):
            text.add((*at, "ways", k, "then"), way.then)
        for k, ending in enumerate(scene.endings):
            here = (*at, "endings", k)
            if ending.picture:
                text.add((*here, "picture", "shows"), ending.picture.shows)
            for j, told in enumerate(ending.tells):
                text.add((*here, "tells", j, "say"), told.say)
        text.add((*at, "below"), scene.below)
    yield text


FILE = DataFile(PATH, DialogueFile, check, shown, optional=True)
