"""Phone numbers as people write them, and as a telephone dials them."""

from __future__ import annotations

import re

TRUNK = re.compile(r"(?<=\d)[ .-]*\(0\)")
"""The 0 that is dialed only inside a country, as in "+44 (0)20"."""

KEEPS_ZERO = ("39", "378", "379", "225", "242", "241")
"""Countries in which the 0 is part of the number, also from abroad."""

LONGEST_INSIDE = 12
"""How many digits a number without its country's code may have."""


def tel(number: str) -> str:
    """A number as a telephone link wants it: digits, and the plus before a country's code."""
    if number.startswith("+"):
        number = TRUNK.sub("", number)
    return "".join(sign for sign in number if sign in "+0123456789")


def problem_with(number: str) -> tuple[str, str] | None:
    """Why no telephone reaches a number as it is written, and how to put it right; None when one
    may."""
    dialed = tel(number)
    if dialed.startswith("+0"):
        return "has a 0 after the plus", "Write the country's code there, such as +44."
    if dialed.startswith("00") and len(dialed) > 6:  # 000 calls for help in Australia
        return (
            "starts with 00, which not every country dials",
            'Write a plus for the two zeros: "+44 20 7946 0018".',
        )
    if not dialed.startswith("+"):
        if "(0)" in number:
            return (
                "has a 0 in brackets, and no country's code before it",
                'Write the code before it, "+44 (0)20 7946 0018", or the 0 without brackets.',
            )
        if len(dialed) > LONGEST_INSIDE:
            return "has more digits than a number has", "Write one number, as it is dialed."
        return None
    code, area = _parts(number)
    if area.startswith("0") and code not in KEEPS_ZERO:
        return (
            "has a 0 after the country's code, which nobody dials",
            'Put it into brackets or leave it out: "+44 20 7946 0018".',
        )
    if dialed.startswith("+1") and not re.fullmatch(r"\+1[2-9]\d{9}", dialed):
        return (
            "is not a number of the United States or Canada",
            "After +1 stand ten digits, and the first is no 0 or 1.",
        )
    return None


def _parts(number: str) -> tuple[str, str]:
    """The country's code and the digits after it, as far as blanks or brackets tell them apart."""
    number = TRUNK.sub("", number)
    digits = re.sub(r"\D", "", number)
    code = re.sub(r"\+[ .-]*(\d+).*", r"\1", number, flags=re.S)
    if len(code) > 3:  # written in one
        code = next((c for c in (digits[:1], digits[:2]) if c in ("1", "7", *TWO)), digits[:3])
    return code, digits[len(code) :]


_TWO = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 "
    "65 66 81 82 84 86 90 91 92 93 94 95 98"
)
TWO = tuple(_TWO.split())
"""Country codes of two digits; 1 and 7 have one, all others three."""
