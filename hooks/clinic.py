"""The settings of an edition: whose guide this is, and which region it serves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from hooks.records import Record, Words


class Clinic(Record):
    """``extra.clinic`` of the configuration.

    Attributes:
        region: a region of ``docs/data/help-lines.yml``.
        leave_to: a plain, fast, ordinary page to which "Leave now" goes.
        neutral_titles: whether a browser's history and tabs show a title that
            gives nothing away.
        third_parties: the origins that ordinary pages may load from; each is
            named on the privacy page.
    """

    region: Words = "us"
    leave_to: str = Field("https://www.weather.gov/", pattern=r"^https://\S+$")
    neutral_titles: bool = False
    third_parties: list[Annotated[str, Field(pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]+)?/?$")]] = []


class _Settings(yaml.SafeLoader):
    """Reads a configuration without acting on its tags (``!ENV`` and the like)."""


_Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


def edition(root: Path) -> Path:
    """The configuration that is built: the clinic's when there is one, else the default."""
    own = root / "clinic.yml"
    return own if own.exists() else root / "mkdocs.yml"


def read_clinic(root: Path) -> dict:
    """``extra.clinic`` of the edition at ``root`` as written; ``{}`` when there is none."""
    try:
        settings = yaml.load(edition(root).read_text("utf-8"), Loader=_Settings)
        return dict((settings.get("extra") or {}).get("clinic") or {})
    except (OSError, yaml.YAMLError, AttributeError, TypeError, ValueError):
        return {}
