"""Contrast: whether a color can be read on the grounds it stands on, and the nearest that can.

Contrast is that of WCAG 2.2 (relative luminance). "Nearest" is measured in
OKLab (Ottosson, 2020): the color gets lighter or darker and keeps its hue, and
loses as much of its strength as the screen cannot show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, hypot, sin
from pathlib import Path

import tinycss2

HEX = re.compile(r"#([0-9a-fA-F]{3}){1,2}")

SOFTNESS = 0.12
"""How much of the accent is in the ground that is tinted with it."""


@dataclass(frozen=True)
class Theme:
    """The colors of one theme on or under which an accent stands.

    Attributes:
        paper, card: the grounds of a page and of its boxes.
    """

    paper: str
    card: str

    ENOUGH = 4.5

    def soft(self, accent: str) -> str:
        """The ground tinted with an accent."""
        return mix(accent, self.paper, SOFTNESS)

    def on(self, accent: str) -> str:
        """The color of words that stand on an accent: white or nearly black."""
        return max(("#ffffff", "#111111"), key=lambda color: contrast(color, accent))

    def weakest(self, accent: str) -> tuple[float, str]:
        """The lowest contrast an accent has as text, and the ground on which it has it."""
        return min(
            (contrast(accent, ground), ground)
            for ground in (self.paper, self.card, self.soft(accent))
        )


def _is_for_dark(rule) -> bool:
    """Whether a rule holds what is shown to those who prefer dark."""
    if rule.type != "at-rule" or rule.lower_at_keyword != "media":
        return False
    return re.sub(r"\s", "", tinycss2.serialize(rule.prelude)) == "(prefers-color-scheme:dark)"


@lru_cache(maxsize=4)
def _themes(css: str) -> dict[str, Theme]:
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if _is_root(rule):
            light = {**_variables(rule), **light}
        elif _is_for_dark(rule):
            for inner in tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                if _is_root(inner):
                    dark = {**_variables(inner), **dark}
    return {
        name: Theme(colors["--paper"], colors["--card"])
        for name, colors in (("light", light), ("dark", dark))
        if all(HEX.fullmatch(colors.get(ground, "")) for ground in ("--paper", "--card"))
    }


def themes(root: Path) -> dict[str, Theme]:
    """The light and the dark theme of the guide at ``root``, as its stylesheet has
    them; without what it does not have.
    """
    file = root / "docs" / "assets" / "guide.css"
    if not file.is_file():
        file = Path(__file__).resolve().parents[2] / "docs" / "assets" / "guide.css"
    return _themes(file.read_text("utf-8"))


def stylesheet(colors, root: Path) -> str:
    """The few rules that put an edition's colors in the place of the guide's; on paper they stay
    away.

    Args:
        colors: an edition's ``light`` and ``dark`` color.
        root: the project's root.
    """
    rules = []
    for name, media in (("light", "screen"), ("dark", "screen and (prefers-color-scheme: dark)")):
        theme, accent = themes(root).get(name), getattr(colors, name).lower()
        if theme is None:
            continue
        rules.append(
            f"@media {media} {{\n  :root {{\n    --accent: {accent};\n    --accent-soft:"
            f" {theme.soft(accent)};\n    --on-accent: {theme.on(accent)};\n  }}\n}}\n"
        )
    return "".join(rules)


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mix(color: str, ground: str, share: float) -> str:
    """A color laid over a ground."""
    return _hex(
        tuple(
            share * above + (1 - share) * below
            for above, below in zip(_rgb(color), _rgb(ground), strict=False)
        )
    )


def nearest_passing(color: str, theme: Theme) -> str:
    """The color most like ``color`` that can be read on a theme's grounds."""
    light, a, b = _oklab(_rgb(color))
    hue, strength = atan2(b, a), hypot(a, b)
    found = []
    for step in range(1001):
        lightness = step / 1000
        near = _hex(_shown(lightness, strength, hue))
        if theme.weakest(near)[0] >= theme.ENOUGH:
            found.append((_distance(near, (light, a, b)), near))
    return min(found)[1]


def _shown(lightness, strength, hue):
    """The color a screen can show with a lightness and a hue, as strong as it can be up
    to ``strength``.
    """
    low, high = 0.0, strength
    rgb = _from_oklab(lightness, strength * cos(hue), strength * sin(hue))
    if all(-0.0005 <= part <= 1.0005 for part in rgb):
        return rgb
    for _ in range(16):
        middle = (low + high) / 2
        rgb = _from_oklab(lightness, middle * cos(hue), middle * sin(hue))
        if all(-0.0005 <= part <= 1.0005 for part in rgb):
            low = middle
        else:
            high = middle
    return _from_oklab(lightness, low * cos(hue), low * sin(hue))


def _distance(color, lab) -> float:
    return sum((one - other) ** 2 for one, other in zip(_oklab(_rgb(color)), lab, strict=False))


def _is_root(rule) -> bool:
    return rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root"


def _variables(rule) -> dict[str, str]:
    return {
        part.name: tinycss2.serialize(part.value).strip()
        for part in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        if part.type == "declaration"
    }


def _rgb(color: str) -> tuple[float, float, float]:
    digits = color.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue


def _hex(rgb) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in rgb)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(color: str) -> float:
    red, green, blue = map(_linear, _rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(rgb) -> tuple[float, float, float]:
    red, green, blue = map(_linear, rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness, a, b):
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return tuple(
        map(
            _curved,
            (
                4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
                -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
                -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
            ),
        )
    )
