"""``docs/data/offers.yml``: what a clinic can offer."""

from __future__ import annotations

from typing import Annotated

from hooks.data.data_file import DataFile
from hooks.data.field_types import OneLine, Slug
from hooks.data.schema import Model


class Offer(Model):
    """Something a clinic may offer, and how a sentence names it."""

    id: Slug
    name: Annotated[str, OneLine(60)]


class OfferFile(Model):
    """``docs/data/offers.yml``."""

    offers: list[Offer]


FILE = DataFile("docs/data/offers.yml", OfferFile)
