"""Contrast: whether a color can be read on the grounds it stands on, and the nearest that can.

Contrast is that of WCAG 2.2 (relative luminance). "Nearest" is measured in
OKLab (Ottosson, 2020): the color gets lighter or darker and keeps its hue, and
loses as much of its strength as the screen cannot show. Colors are computed by
coloraide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tinycss2
from coloraide import Color

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
    return _hex(Color(ground).mix(color, share, space="srgb"))


def nearest_passing(color: str, theme: Theme) -> str:
    """The color most like ``color`` that can be read on a theme's grounds."""
    wanted = Color(color).convert("oklch")
    shades = {_hex(wanted), *(_shown(wanted, step / 1000) for step in range(1001))}
    passing = (shade for shade in shades if theme.weakest(shade)[0] >= theme.ENOUGH)
    return min(passing, key=lambda shade: (wanted.distance(shade, space="oklab"), shade))


def _shown(color: Color, lightness: float) -> str:
    """The color a screen can show with a lightness and the hue of ``color``, as strong as it can be
    up to that color's strength.
    """
    # Without jnd=0 the library would let the hue shift a little to keep more of the strength.
    return _hex(color.clone().set("lightness", lightness).fit("srgb", method="oklch-chroma", jnd=0))


def _luminance(color: str) -> float:
    # The library's own contrast takes finer weights than WCAG names, and near 4.5 the two differ.
    red, green, blue = Color(color).convert("srgb-linear").coords()
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(color: Color) -> str:
    return color.convert("srgb").to_string(hex=True, compress=False, fit="clip")


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
