"""Two people, the thread between them and the place they are in: where the pen goes.

Everyone is drawn from the waist up, looking to the right; who stands on the
other side is mirrored. A pose says how far a person leans, where the head
looks, what the face and the arms do. The thread runs from hand to hand, and a
third person, a therapist or a nurse, sits across on a chair.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Point = tuple[float, float]

WIDTH, HEIGHT = 220, 132
GROUND = 131
LEFT, RIGHT = 46, 174
"""Where the two are."""

ON_THE_SOFA = (32, 95)
ACROSS = 184
"""Where they are when a third person sits across."""

BODY = "M-27 5c-3-20-3-40 7-49 5-5 13-8 20-8 13 0 20 10 22 22 2 12 3 23 3 35"
FACE = (
    "M-6-51l-1-14C-18-70-19-87-12-93-4-99 6-98 11-93c3 3 4 6 4 9l5 8c1 2-1 3-4 3 1 3 1 5-1 7"
    "-2 3-6 4-10 3v9"
)
HAIR = {
    "left": (
        "M13-91C10-103-8-105-15-95c-6 8-4 21 1 29 2 1 4 1 6 0-1-4 0-8 1-11-2-4 1-8 5-7 1-3 2-5 2-7"
        " 5 1 9 1 13 0z"
    ),
    "right": (
        "M13-91C9-103-8-104-15-95c-6 8-4 20-8 32 6 5 15 3 18-3-3-6-1-12 3-16 6-1 12-4 15-9z"
        "M-15-97c-6 0-9-9-2-12 6-3 12 3 9 8"
    ),
    "third": (
        "M14-91c2-5-3-9-7-8-2-6-10-6-13-2-6-2-11 3-10 8-5 3-5 10-1 13-2 5 2 11 7 10 0-5 1-8 2-10"
        "-2-4 1-8 5-7 2-3 9-5 17-4z"
    ),
}
"""The hair of each; the first one's is filled in."""


class Look(NamedTuple):
    """How one person differs from another: the hair, whether it is dark, and what the face has."""

    hair: str
    dark: bool = False
    on_face: str = ""


EYES = {
    "open": "M9-80v1",
    "down": "M6-79q3 3 6 0",
    "closed": "M5-80q3 3 7 0",
}
BROWS = {"": "M6-87q4-2 7 0", "worried": "M6-85l6-3", "cross": "M6-88l6 3"}
MOUTHS = {
    "calm": "M11-69h4",
    "smiles": "M8-70q4 4 8-1",
    "sad": "M10-68q3-3 6-1",
    "speaks": "M10-71q5-1 6 1 0 4-4 3-2-1-2-4z",
}
GLASSES = "M5-80a4 4 0 1 0 9 0 4 4 0 1 0-9 0M5-81l-8-2"

LOOKS = {
    "short": Look(HAIR["left"], dark=True),
    "bun": Look(HAIR["right"]),
    "curls": Look(HAIR["third"]),
    "long": Look(
        "M13-91C9-103-8-104-15-95c-7 11-3 26-9 43 7 4 14 3 18-2-2-8-3-14 0-20 6-1 10-9 6-17z"
    ),
    "glasses": Look(
        "M13-91C9-104-9-105-16-95c-6 9-4 22-6 32 7 4 15 2 19-3-3-6-1-12 3-16 6-1 10-4 13-9z",
        dark=True,
        on_face=GLASSES,
    ),
    "beard": Look(
        "M-2-97C-13-100-20-90-17-76c2 3 5 2 7 0 0-7 2-14 8-21z"
        "M-5-74c0 9 2 17 9 21 6 3 13 1 12-6l-1-7c-3-2-6-2-8 1-5 1-9-3-12-9z"
    ),
    "mustache": Look(
        "M-8-94C-17-93-20-84-16-73c3 2 6 1 7-1 0-6-1-13 1-20zM-16-73c5 2 9-2 8-8",
        on_face="M7-69c0-5 8-7 13-4 1 3-2 5-5 4-3 2-6 3-8 0z",
    ),
    "beanie": Look(
        "M-19-80c-3-17 6-26 17-24 11 1 16 7 17 14zM-19-80c11-5 23-9 34-10l1 7c-11 0-23 4-33 9z"
        "M-4-104q2-6 6-1"
    ),
    "waves": Look(
        "M13-91C10-105-8-105-15-95c-8 8-2 14-6 20-2 5 1 9 5 11 6 1 11-1 13-5-3-6-1-11 3-15"
        " 6-1 10-3 13-7z"
    ),
    "crop": Look("M13-91C10-101-8-104-15-95c-5 7-4 14-1 20 3 1 4-1 5-5 0-4 3-6 5-4 5-1 12-2 11-7z"),
    "fringe": Look(
        "M14-87C12-104-9-106-16-95c-5 8-4 18-1 26 3 2 7 1 8-2-2-5-1-9 2-12 7 0 14-1 17-4z",
        dark=True,
    ),
}
"""Whom a drawing can show instead of the usual two."""

SHOULDER = (-3, -38)
BACK = (-26, -22)
"""Where the thread hangs from somebody who has turned round."""


class Arm(NamedTuple):
    """Where the elbow pulls and where the hand is."""

    elbow: Point
    hand: Point


ARMS = {
    "down": Arm((-8, -8), (16, -6)),
    "open": Arm((2, -8), (30, -18)),
    "out": Arm((14, -12), (44, -34)),
    "touches": Arm((20, -8), (54, -20)),
    "folded": Arm((-4, 4), (22, -28)),
    "heart": Arm((10, 2), (15, -32)),
    "holds": Arm((8, -6), (27, -34)),
    "chin": Arm((22, -8), (13, -54)),
    "wheel": Arm((14, -22), (34, -32)),
}

IN_HAND = {
    "": "",
    "other arm": "M26-24c-8 9-16 12-28 8",
    "cup": "M23-50h15l-2 15h-11zM37-47c7-1 6 8 0 8M27-54q-2-3 0-6M33-54q-2-3 0-6",
    "phone": "M27-56l9 3-6 20-9-3z",
    "notes": "M26-36l20-10 6 18-20 9zM33-33l11-5M35-28l8-4",
    "pen": "M24-30l9-17",
    "bottle": "M23-30v-14l3-4h6l3 4v14zM26-48c0-5 6-5 6 0M23-41h5M23-36h5",
    "sandwich": "M21-38l10-12 11 12zM21-35h21",
    "cup, offered": "M44-52h15l-2 15h-11zM58-49c7-1 6 8 0 8M48-56q-2-3 0-6M54-56q-2-3 0-6",
    "phone, kept": "M17-48l9 3-6 20-9-3z",
}
"""What somebody holds."""

VOICES = {"": "", "speaks": "M26-76l8-4M27-69h9", "walks": "M-33-30h-12M-31-18h-16M-33-6h-12"}
"""Small strokes beside a person: a voice, steps."""


@dataclass(frozen=True)
class Posture:
    """How a person is: lean and nod in degrees, forward above 0; how far from the place;
    face, arm, and what is in the hand.
    """

    lean: float = 0
    nod: float = 0
    shift: float = 0
    arm: str = "open"
    eyes: str = "open"
    brows: str = ""
    mouth: str = "calm"
    holds: str = ""
    voice: str = ""
    looks_away: bool = False
    turned: bool = False


POSES = {
    "waits": Posture(lean=1),
    "listens": Posture(lean=3, nod=3),
    "speaks": Posture(lean=4, arm="heart", mouth="speaks", voice="speaks"),
    "reaches": Posture(
        lean=7, nod=2, arm="out", brows="worried", mouth="speaks", voice="speaks", shift=-2
    ),
    "tenses": Posture(
        lean=-6, nod=-3, arm="folded", holds="other arm", brows="cross", mouth="sad", shift=-2
    ),
    "turns-away": Posture(
        lean=-3, nod=6, arm="folded", eyes="down", mouth="sad", looks_away=True, shift=2
    ),
    "leaves": Posture(lean=6, nod=5, arm="down", mouth="sad", voice="walks", turned=True),
    "alone": Posture(lean=7, nod=16, arm="chin", eyes="down", brows="worried", mouth="sad"),
    "sits": Posture(lean=1, nod=2, arm="down"),
    "drinks": Posture(lean=2, nod=4, arm="holds", eyes="down", holds="cup"),
    "touches": Posture(lean=4, nod=5, arm="touches", mouth="smiles", shift=6),
    "smiles": Posture(lean=2, mouth="smiles"),
    "checks-phone": Posture(
        lean=4, nod=14, arm="holds", eyes="down", brows="worried", mouth="sad", holds="phone"
    ),
    "rests": Posture(lean=-16, nod=-6, arm="down", eyes="closed", mouth="calm"),
    "drives": Posture(arm="wheel", turned=True, shift=10),
    "rides": Posture(lean=-5, nod=-2, arm="down", eyes="closed", shift=14),
    "washes": Posture(lean=3, nod=10, arm="holds", eyes="down", holds="bottle"),
    "scrubs": Posture(
        lean=4, nod=10, arm="holds", eyes="down", brows="cross", mouth="sad", holds="bottle"
    ),
    "packs": Posture(lean=3, nod=10, arm="holds", eyes="down", holds="sandwich"),
    "writes": Posture(lean=5, nod=10, arm="holds", eyes="down", holds="pen"),
    "works": Posture(lean=2, nod=8, arm="holds", eyes="down", holds="notes"),
    "offers": Posture(lean=4, nod=2, arm="out", mouth="speaks", holds="cup, offered"),
    "admits": Posture(lean=4, nod=10, arm="heart", eyes="down", brows="worried", mouth="speaks"),
    "texts": Posture(lean=2, nod=12, arm="holds", eyes="down", holds="phone"),
    "snaps": Posture(
        lean=-2, nod=10, arm="holds", eyes="down", brows="cross", mouth="sad", holds="phone"
    ),
    "keeps-phone": Posture(arm="heart", brows="worried", mouth="sad", holds="phone, kept"),
    "asks-for": Posture(lean=3, arm="out", mouth="calm"),
    "takes-notes": Posture(lean=2, nod=8, arm="holds", eyes="down", holds="notes"),
}
ABSENT = "absent"
"""In place of a pose: nobody is there."""

SOFA = "M8 131V82c0-12 12-16 22-14 22 4 50 4 72 0 12-2 20 4 20 14v49"
CHAIR = "M206 131c2-22 4-40 2-62-1-6 7-6 8 0 2 22-2 42-4 62"
WINDOW = "M88 14h44v46H88zM110 14v46M88 37h44"
MOON = "M121 19c-6 1-7 9-1 11 3 1 6-1 6-3-5 0-7-4-5-8z"
TABLE = "M62 107c30-3 66-3 96 0v6c-30-2-66-2-96 0zM72 113v18M148 113v18"
COUNTER = "M58 117h104v6H58zM66 123v8M154 123v8"
BOXES = "".join(f"M{x} 117v-12h20v12zM{x + 6} 105c0-5 8-5 8 0" for x in (76, 100, 124))
PLACES = {
    "": ("", ""),
    "table": (
        "",
        "M62 107c30-3 66-3 96 0v6c-30-2-66-2-96 0zM72 113v18M148 113v18",
    ),
    "cups": (
        "",
        (
            "M62 107c30-3 66-3 96 0v6c-30-2-66-2-96 0zM72 113v18M148 113v18"
            "M88 92h12l-1 13h-10zM132 92h-12l1 13h10zM93 88q-2-3 0-6M126 88q-2-3 0-6"
        ),
    ),
    "phones": (
        "",
        (
            "M62 107c30-3 66-3 96 0v6c-30-2-66-2-96 0zM72 113v18M148 113v18"
            "M82 102l18-1 3 4H86zM138 102l-18-1-3 4h17z"
        ),
    ),
    "rooms": ("M107 8v123M113 8v123M88 8h-20l-5 18h30zM78 8V2", ""),
    "door": ("M92 131V26h38v105M92 26l26 10v95l-26 0M112 84v4", ""),
    "porch": ("M92 131V26h38v105M110 14l-34 8M110 14l34 8M121 84v3", ""),
    "clock": ("M110 12a17 17 0 1 0 .1 0zM110 18v11l8 5", ""),
    "night": (f"{WINDOW}M121 19c-6 1-7 9-1 11 3 1 6-1 6-3-5 0-7-4-5-8z", ""),
    "day": (f"{WINDOW}M121 21a6 6 0 1 0 .1 0z", ""),
    "calendar": (
        "M92 16h36v34H92zM92 25h36M100 11v9M120 11v9M99 32h5M108 32h5M117 32h5M99 41h5",
        "",
    ),
    "sofa": ("", ""),
    "sink": (
        f"{WINDOW}{MOON}",
        (
            f"{COUNTER}M106 117V98c0-12 18-12 18 2h-4c0-7-10-7-10-2v19z"
            "M88 117v-12l2-3h6l2 3v12zM90 102c0-5 6-5 6 0"
            "M130 117v-12l2-3h6l2 3v12zM132 102c0-5 6-5 6 0"
        ),
    ),
    "list": ("", f"{TABLE}M90 106l11-13h30l-8 13zM104 97h16M101 100h16M98 103h9"),
    "plates": (
        f"{WINDOW}{MOON}",
        f"{TABLE}M80 105c1-5 21-5 22 0zM118 105c1-5 21-5 22 0zM110 104V84M110 80v-3",
    ),
    "bill": ("", f"{TABLE}M90 106l11-13h30l-8 13zM104 97h10M101 100h10M116 102h6"),
    "armchairs": (
        (
            "M4 131V80c0-14 14-18 22-12 6 6 5 30 5 40M216 131V80c0-14-14-18-22-12-6 6-5 30-5 40"
            "M110 8v14M98 36l5-14h14l5 14z"
        ),
        "M84 112h52v5H84zM90 117v14M130 117v14M99 112l3-12h19l3 12zM102 100l9 6 10-6",
    ),
    "skies": (
        (
            "M107 8v123M113 8v123M74 8h26v30H74zM87 8v30M74 23h26M120 8h26v30h-26zM133 8v30"
            "M120 23h26M95 11c-5 1-6 8-1 9 3 1 5-1 5-2-4 0-6-3-4-7zM139 11a4 4 0 1 0 .1 0z"
        ),
        "",
    ),
    "boxes": (f"{WINDOW}{MOON}", f"{COUNTER}{BOXES}"),
    "boxes-by-day": (f"{WINDOW}M121 21a6 6 0 1 0 .1 0z", f"{COUNTER}{BOXES}"),
    "long-list": (
        (
            "M98 8h26v78H98zM103 17h16M103 25h12M103 33h16M103 41h14M103 49h16M103 57h10"
            "M103 65h16M103 73h13"
        ),
        f"{COUNTER}{BOXES}",
    ),
    "hall": (
        "M92 131V36h38v95M92 36l26 9v86M112 88v4M111 6a11 11 0 1 0 .1 0zM111 11v6l4 3",
        "",
    ),
    "recliner": (
        "M6 131c-4-30-8-58-4-78 2-10 14-10 18-2 8 22 14 46 22 60",
        (
            "M18 131c6-18 24-28 42-24 22 4 40 10 56 8 8 6 8 12 4 16z"
            "M44 110c8 6 10 14 10 21M78 113c4 6 6 12 4 18"
        ),
    ),
    "car": (
        "",
        (
            "M6 135v-30c60-4 120-4 176-2 18 2 28 10 30 32"
            "M160 131c0-16 28-16 28 0M34 131c0-16 28-16 28 0M116 113h10"
        ),
    ),
}
"""What is behind people, and what is in front of them."""

CAR_ROOF = "M12 105c4-40 12-68 30-82 30-8 70-8 92-2 22 14 36 50 44 82M104 20v84"


def scene(
    left: str,
    right: str,
    thread: str = "none",
    third: str = "",
    place: str = "",
    looks: tuple[str, str] | None = None,
) -> dict:
    """The strokes of two people in their poses, and of the place they are in.

    Args:
        left, right, third: the pose of each; no third person without one.
        thread: what runs between the two.
        place: where they are.
        looks: who the two are, if not the usual ones.

    Returns:
        ``people``: for each the transform of the whole and of the head, and
        the strokes; ``thread``: the stroke between them; ``behind`` and
        ``before`` them: strokes of the place. A stroke that is not there is
        empty.
    """
    hands: dict[str, Point] = {}
    people = []
    behind, before = PLACES[place]
    if place == "car":
        behind = CAR_ROOF
    if third:
        behind += CHAIR
    if place == "sofa":
        behind += SOFA
    both = third and ABSENT not in (left, right)
    for side, name in (("left", left), ("right", right), ("third", third)):
        if not name or name == ABSENT:
            continue
        pose = POSES[name]
        mirrored = (side != "left") != pose.turned
        at: float = {"left": LEFT, "right": RIGHT, "third": ACROSS}[side]
        if third and side != "third":
            at = ON_THE_SOFA[side == "right"] if both else sum(ON_THE_SOFA) / 2
            mirrored = False
        at += -pose.shift if side != "left" else pose.shift
        sign = -1 if mirrored else 1
        arm = ARMS[pose.arm]
        brow = "" if side == "right" and not pose.brows else BROWS[pose.brows]
        face = EYES[pose.eyes] + brow + MOUTHS[pose.mouth]
        look = _look(side, looks)
        people.append(
            {
                "side": side,
                "transform": f"translate({at:g} {GROUND})"
                + (" scale(-1 1)" if mirrored else "")
                + (f" rotate({pose.lean:g})" if pose.lean else ""),
                "head": (f"rotate({pose.nod:g} 0 -56)" if pose.nod else "")
                + (" scale(-1 1)" if pose.looks_away else ""),
                "body": BODY,
                "face": FACE,
                "hair": look.hair,
                "dark": look.dark and looks is not None,
                "look": face + look.on_face,
                "arm": _sleeve(arm),
                "holds": IN_HAND[pose.holds],
                "voice": VOICES[pose.voice],
            }
        )
        x, y = _turn(BACK if pose.turned else arm.hand, pose.lean)
        hands[side] = (at + sign * x, GROUND + y)
    drawn = ""
    if "left" in hands and "right" in hands:
        drawn = THREADS[thread](hands["left"], hands["right"])
    return {
        "people": people,
        "looks": looks is not None,
        "thread": drawn,
        "behind": behind,
        "before": before,
    }


def _look(side: str, looks: tuple[str, str] | None) -> Look:
    """How somebody looks: one of the usual people, or whom the drawing asks for."""
    if looks is None or side == "third":
        return Look(HAIR[side], on_face=GLASSES if side == "third" else "")
    return LOOKS[looks[side == "right"]]


def _sleeve(arm: Arm) -> str:
    """A sleeve from the shoulder round the elbow to the hand, and the hand."""
    (sx, sy), (ex, ey), (hx, hy) = SHOULDER, arm.elbow, arm.hand
    first, last = _unit(ex - sx, ey - sy), _unit(hx - ex, hy - ey)
    middle = _unit(first[0] + last[0], first[1] + last[1])

    def beside(point: Point, along: Point, far: float) -> Point:
        return point[0] - along[1] * far, point[1] + along[0] * far

    a, b, c = beside((sx, sy), first, -7), beside((ex, ey), middle, -9), beside((hx, hy), last, -5)
    d, e, f = beside((hx, hy), last, 5), beside((ex, ey), middle, 8), beside((sx, sy), first, 7)
    ahead = (hx + last[0] * 13, hy + last[1] * 13)
    g, h = beside(ahead, last, -5), beside(ahead, last, 5)
    return (
        f"M{_at(a)}Q{_at(b)} {_at(c)}C{_at(g)} {_at(h)} {_at(d)}Q{_at(e)} {_at(f)}"
        f"M{_at(c)}L{_at(d)}"
    )


def _unit(x: float, y: float) -> Point:
    length = hypot(x, y) or 1
    return x / length, y / length


def _turn(point: Point, degrees: float) -> Point:
    (x, y), angle = point, radians(degrees)
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)


KNOT = (
    "c9 1 13-4 17-11 5-11 18-19 29-13 10 5 11 19 2 24-10 6-22-2-20-14 2-11 18-15 26-7 8 9 1 22-10"
    " 23-11 0-20-12-13-22 6-9 20-9 25 0 5 11-4 20-14 17"
)
"""The tangle of the first page, small."""


def _slack(a: Point, b: Point) -> str:
    return f"M{_at(a)}C{a[0] + 18:.0f} {a[1] + 17:.0f} {b[0] - 18:.0f} {b[1] + 17:.0f} {_at(b)}"


def _taut(a: Point, b: Point) -> str:
    return f"M{_at(a)}L{_at(b)}"


def _tangled(a: Point, b: Point) -> str:
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return (
        f"M{_at(a)}Q{(a[0] + x - 40) / 2:.0f} {y + 10:.0f} {x - 40:.0f}"
        f" {y + 4:.0f}{KNOT}Q{(b[0] + x + 2) / 2:.0f} {y + 10:.0f} {_at(b)}"
    )


def _dropped(a: Point, b: Point) -> str:
    floor = HEIGHT - 8
    return (
        f"M{_at(a)}C{a[0] + 8:.0f} {a[1] + 16:.0f} {a[0] + 6:.0f} {floor:.0f} {a[0] + 18:.0f}"
        f" {floor:.0f}s22-2 20-9-14-1-8 5 16 4 24 2"
    )


def _none(a: Point, b: Point) -> str:
    return ""


def _at(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


THREADS: dict[str, Callable[[Point, Point], str]] = {
    "slack": _slack,
    "taut": _taut,
    "tangled": _tangled,
    "dropped": _dropped,
    "none": _none,
}
