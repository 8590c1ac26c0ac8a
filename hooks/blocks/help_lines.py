"""Help lines on a page: lists of them, the cards of "Help now", and those of other regions."""

import xml.etree.ElementTree as etree

from hooks.blocks.arguments import HelpKinds
from hooks.blocks.template import TemplateBlock
from hooks.data.help_lines import HelpLine, Region

NEEDS = ("emergency", "poison", "abuse", "crisis", "harm")
"""The kinds of line that have a card of their own; the others are for some readers only."""

ABROAD = ("emergency", "crisis", "abuse", "harm")
"""The kinds of line that are shown of another region."""


def card_lines(region: Region | None, kinds: list[str]) -> list[HelpLine]:
    """The lines of a card: those of its kinds, or the one that is right where there is none."""
    if region is None:
        return []
    found = [line for kind in kinds for line in region.of_kinds([kind]) or [region.line(kind)]]
    return list({line.id: line for line in found}.values())


class RegionBlock(TemplateBlock):
    """A block on the lines of the edition's region.

    Where the texts of editions are compared it stands there once for each region.

    Attributes:
        region: the region whose lines are shown, None when they cannot be read.
    """

    DATA = ("docs/data/help-lines.yml",)
    region: Region | None = None

    def on_create(self, parent):
        """What the block makes of the region, or of every region."""
        guide = self.guide
        regions: list[Region | None] = [guide.region]
        if guide.every_edition and guide.help and guide.help.regions:
            regions = list(guide.help.regions.values())
        for self.region in regions:
            element = self.of_region(parent)
        return element

    def of_region(self, parent):
        """What the block makes of one region."""
        return super().on_create(parent)


class HelpLines(RegionBlock):
    """Argument: kinds of line to show, such as ``abuse crisis``; none for all."""

    NAME = "help-lines"
    TAKES = HelpKinds(card_lines)
    MAY_BE_UNCITED = True
    TEMPLATE = "help-lines.html"

    def on_validate(self, parent):
        """Without a region there is nothing to show; the rules say why."""
        return self.guide.region is not None

    def values(self):
        """The lines to show, in the order of the data.

        Where the region has none of a kind, the one that is right instead.
        """
        kinds = (self.argument or "").split()
        lines = self.region.lines if self.region else []
        if kinds:
            shown = card_lines(self.region, kinds)
            lines = [line for line in lines if line in shown]
        return {"region": self.region, "lines": lines}


class HelpCard(RegionBlock):
    """One kind of need, with the region's lines for it in plain sight.

    Argument: kinds of line, such as ``emergency poison``.
    Content: a heading, then a sentence.
    """

    NAME = "help-card"
    TAKES = HelpKinds(card_lines, needed=True)
    TEMPLATE = "help-card.html"

    def on_validate(self, parent):
        """Without a kind or a region there is nothing to show; the rules say why."""
        return bool(self.argument and self.argument.split() and self.guide.region)

    def values(self):
        """The lines of these kinds, or those that stand in for them."""
        kinds = self.argument.split()
        return {"kinds": kinds, "lines": card_lines(self.region, kinds)}


class MoreLines(RegionBlock):
    """The region's lines that no card shows. Content: a heading.

    It is not on the page where there are none.
    """

    NAME = "more-lines"
    TEMPLATE = "more-lines.html"

    @classmethod
    def stands(cls, guide, argument):
        """Whether the region has any such line."""
        return bool(_more_lines(guide.region))

    def of_region(self, parent):
        """The list, or an element that is on no page."""
        shown = _more_lines(self.region)
        return super().of_region(parent) if shown else etree.Element("div")

    def values(self):
        """Every line of a kind that has no card, in the order of the data."""
        return {"lines": _more_lines(self.region)}


def _more_lines(region: Region | None) -> list[HelpLine]:
    return [line for line in region.lines if line.kind not in NEEDS] if region else []


class OtherRegions(TemplateBlock):
    """No argument, no content: the lines of every region but the edition's, in short."""

    NAME = "other-regions"
    DATA = ("docs/data/help-lines.yml",)
    TEMPLATE = "other-regions.html"

    def values(self):
        """The other regions, each with its lines by kind."""
        guide = self.guide
        regions = guide.help.regions if guide.help else {}
        return {
            "regions": [
                (
                    name,
                    region,
                    [
                        (kind, region.of_kinds([kind]))
                        for kind in ABROAD
                        if not region.missing([kind])
                    ],
                )
                for name, region in regions.items()
                if name != guide.clinic.region
            ]
        }


class LinesFor(RegionBlock):
    """Says which country the lines are for. Content: a link to those of other countries."""

    NAME = "lines-for"
    TEMPLATE = "lines-for.html"

    def on_validate(self, parent):
        """Lines that cannot be read are for no country; the checks say why."""
        return self.guide.region is not None

    def values(self):
        """The edition's region."""
        return {"region": self.region}


class LinesChecked(RegionBlock):
    """No argument, no content: when each line of the edition's region was looked up, and where."""

    NAME = "lines-checked"
    TEMPLATE = "lines-checked.html"

    def values(self):
        """Every line of the region, in the order of the data."""
        return {"lines": self.region.lines if self.region else []}
