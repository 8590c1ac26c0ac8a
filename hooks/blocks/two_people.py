"""Two people and the thread between them: where the pen goes for each pose.

Everyone is drawn with the strokes of the picture on the first page. A pose
says how far a person leans, where the head looks and what the arm does; the
thread runs from hand to hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

WIDTH, HEIGHT = 220, 136
SCALE = 0.6
FOOT = (100, 208)
NECK = (113, 118)
AXIS = 226
"""Twice the line about which a head is turned to look the other way."""

ROUND = 138
"""How far the place of a person moves who turns round, to stay in the picture."""

BODY = "M64 208c2-44 16-74 50-80 24-4 46 6 58 28"
HEADS = {
    "left": (
        "M118 128l-2-12",
        (
            "M112 118c-22-6-34-26-30-48 4-24 26-38 48-33 20 4 33 20 34 40l8 14-10 3c-1 16-12 24-28"
            " 20l-4 12"
        ),
        "M84 66c12 2 22-4 28-14 8 12 26 20 46 14",
    ),
    "right": (
        "M110 124l2-12",
        "M71 76c-2-20 10-37 30-42 22-6 44 8 48 30l10 15-10 3c0 18-10 30-33 32",
        "M71 76c-8 18-2 34 16 38 12-12 14-26 10-40 14 0 28-8 34-20",
    ),
}
"""Neck, face and hair of the two, who both look to the right here."""

ARMS = {
    "out": ("M126 156c18 16 42 22 66 16", (192, 172)),
    "up": ("M126 158c26 8 48-2 70-26", (196, 132)),
    "down": ("M130 160c8 14 10 28 6 44", (136, 200)),
    "open": ("M124 158c8 18 22 24 42 18", (166, 176)),
    "folded": ("M122 158c4 22 24 30 48 20M166 162c-12 14-26 20-40 20", (166, 170)),
}
"""The strokes of an arm, and where its hand is."""

VOICES = {
    "": "",
    "speaks": "M172 82l12-5M174 94h13",
    "shouts": "M172 74l16-11M176 85l19-5M175 96l18 3",
    "walks": "M46 142H28M42 160H18M44 178H30",
}
"""Small strokes beside a person: a voice, steps."""


@dataclass(frozen=True)
class Posture:
    """How a person stands: lean and nod in degrees, forward above 0; how far from the
    place; what they do.
    """

    lean: float = 0
    nod: float = 0
    shift: float = 0
    arm: str = "down"
    voice: str = ""
    looks_away: bool = False
    turned: bool = False


KNOT = (
    "c9 1 13-4 17-11 5-11 18-19 29-13 10 5 11 19 2 24-10 6-22-2-20-14 2-11 18-15 26-7 8 9 1 22-10"
    " 23-11 0-20-12-13-22 6-9 20-9 25 0 5 11-4 20-14 17"
)
"""The tangle of the first page, small."""

POSES = {
    "reaches": Posture(lean=5, arm="out", voice="speaks", shift=-2),
    "pushes": Posture(lean=9, nod=3, arm="up", voice="shouts", shift=2),
    "listens": Posture(nod=3, arm="open"),
    "tenses": Posture(lean=-6, nod=-5, arm="folded", shift=-3),
    "turns-away": Posture(lean=-4, nod=4, arm="folded", looks_away=True, shift=-4),
    "leaves": Posture(lean=5, nod=6, voice="walks", turned=True),
    "alone": Posture(lean=3, nod=16, arm="open", shift=-4),
    "waits": Posture(lean=2, nod=-2, arm="open", shift=-4),
}


def scene(left: str, right: str, thread: str) -> dict:
    """The strokes of two people in their poses.

    Returns:
        ``people``: for each the transform of the whole and of the head, and
        the strokes; ``thread``: the stroke between them, empty for none.
    """
    hands, people = [], []
    for side, name in (("left", left), ("right", right)):
        pose = POSES[name]
        mirrored = (side == "right") != pose.turned
        arm, hand = ARMS[pose.arm]
        place = (-24 + pose.shift * 0.9) if side == "left" else (WIDTH + 24 - pose.shift * 0.9)
        if pose.turned:
            place += ROUND if side == "left" else -ROUND
        sign = -1 if mirrored else 1
        people.append(
            {
                "transform": (
                    f"translate({place:g} 5) scale({sign * SCALE:g} {SCALE:g}) rotate({pose.lean:g}"
                    f" {FOOT[0]} {FOOT[1]})"
                ),
                "head": (
                    f"rotate({pose.nod:g} {NECK[0]} {NECK[1]})"
                    + (f" translate({AXIS} 0) scale(-1 1)" if pose.looks_away else "")
                ),
                "strokes": [BODY, arm, VOICES[pose.voice]],
                "face": HEADS[side],
            }
        )
        x, y = _turn(hand, pose.lean)
        hands.append((place + sign * SCALE * x, 5 + SCALE * y))
    return {"people": people, "thread": THREADS[thread](*hands)}


def _turn(point, degrees):
    x, y = point[0] - FOOT[0], point[1] - FOOT[1]
    angle = radians(degrees)
    return FOOT[0] + x * cos(angle) - y * sin(angle), FOOT[1] + x * sin(angle) + y * cos(angle)


def _slack(a, b):
    return f"M{_at(a)}C{a[0] + 18:.0f} {a[1] + 17:.0f} {b[0] - 18:.0f} {b[1] + 17:.0f} {_at(b)}"


def _taut(a, b):
    return f"M{_at(a)}L{_at(b)}"


def _tangled(a, b):
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return (
        f"M{_at(a)}Q{(a[0] + x - 40) / 2:.0f} {y + 10:.0f} {x - 40:.0f}"
        f" {y + 4:.0f}{KNOT}Q{(b[0] + x + 2) / 2:.0f} {y + 10:.0f} {_at(b)}"
    )


def _dropped(a, b):
    floor = HEIGHT - 8
    return (
        f"M{_at(a)}C{a[0] + 8:.0f} {a[1] + 16:.0f} {a[0] + 6:.0f} {floor:.0f} {a[0] + 18:.0f}"
        f" {floor:.0f}s22-2 20-9-14-1-8 5 16 4 24 2"
    )


def _none(a, b):
    return ""


def _at(point):
    return f"{point[0]:.0f} {point[1]:.0f}"


THREADS = {"slack": _slack, "taut": _taut, "tangled": _tangled, "dropped": _dropped, "none": _none}
