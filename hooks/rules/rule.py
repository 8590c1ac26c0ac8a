"""What a rule says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ERROR, WARNING, OVERDUE = "error", "warning", "overdue"
"""What a finding does: it stops a build; it is shown; it is shown, and only ``lint --overdue``
fails."""


@dataclass(frozen=True)
class Rule:
    """A rule.

    Attributes:
        findings: what each kind of its findings does, by its name.
        reads_data: whether it is held against the words of data files too.
        looks_beyond: whether it looks at other pages or at the calendar. What every other rule
            found on a page is kept with the page.
        is_about_signs: whether it says what is wrong with a sign. What the sign does to the page
            is told only where nothing is.
        makes_page: whether it makes the page, for which it needs the other pages too, though what
            it finds is about the page's own words.
        suppressible: whether a comment can suppress its findings.
    """

    findings: Mapping[str, str]
    reads_data: bool = False
    looks_beyond: bool = False
    is_about_signs: bool = False
    makes_page: bool = False
    suppressible: bool = True
