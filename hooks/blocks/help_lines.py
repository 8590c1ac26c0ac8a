"""Help lines on a page: lists of them, the cards of "Help now", and those of other regions."""

import xml.etree.ElementTree as etree

from hooks.blocks.template import TemplateBlock

NEEDS = ("emergency", "poison", "abuse", "crisis", "harm")
"""The kinds of line that have a card of their own; the others are for some readers only."""

ABROAD = ("emergency", "crisis", "abuse", "harm")
"""The kinds of line that are shown of another region."""


class HelpLines(TemplateBlock):
    """Argument: kinds of line to show, such as ``abuse crisis``; none for all."""

    NAME = "help-lines"
    ARGUMENT = None
    TEMPLATE = "help-lines.html"

    def on_validate(self, parent):
        """Without a region there is nothing to show; the rules say why."""
        return self.md.guide.region is not None

    def values(self):
        """The lines to show, in the order of the data; where the region has none of a kind, the one that is right instead."""
        region = self.md.guide.region
        kinds = (self.argument or "").split()
        shown = card_lines(region, kinds) if kinds else region.lines
        return {"region": region, "lines": [line for line in region.lines if line in shown]}


class HelpCard(TemplateBlock):
    """One kind of need, with the region's lines for it in plain sight.

    Argument: kinds of line, such as ``emergency poison``.
    Content: a heading, then a sentence.
    """

    NAME = "help-card"
    ARGUMENT = True
    TEMPLATE = "help-card.html"

    def on_validate(self, parent):
        """Without a kind or a region there is nothing to show; the rules say why."""
        return bool(self.argument and self.argument.split() and self.md.guide.region)

    def values(self):
        """The lines of these kinds, or those that stand in for them."""
        kinds = self.argument.split()
        return {"kinds": kinds, "lines": card_lines(self.md.guide.region, kinds)}


def card_lines(region, kinds) -> list:
    """The lines of a card: those of its kinds; where the region has none of a kind, the one that is right instead."""
    found = [line for kind in kinds for line in region.of_kinds([kind]) or [region.line(kind)]]
    return list({line.id: line for line in found}.values())


class MoreLines(TemplateBlock):
    """The region's lines that no card shows. Content: a heading. Not on the page where there are none."""

    NAME = "more-lines"
    ARGUMENT = False
    TEMPLATE = "more-lines.html"

    def on_create(self, parent):
        """The list, or an element that is on no page."""
        return super().on_create(parent) if self.values()["lines"] else etree.Element("div")

    def values(self):
        """Every line of a kind that has no card, in the order of the data."""
        region = self.md.guide.region
        return {
            "lines": [line for line in region.lines if line.kind not in NEEDS] if region else []
        }


class OtherRegions(TemplateBlock):
    """No argument, no content: the lines of every region but the edition's, in short."""

    NAME = "other-regions"
    ARGUMENT = False
    TEMPLATE = "other-regions.html"

    def values(self):
        """The other regions, each with its lines by kind."""
        guide = self.md.guide
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


class LinesFor(TemplateBlock):
    """Says which country the lines are for. Content: a link to those of other countries."""

    NAME = "lines-for"
    ARGUMENT = False
    TEMPLATE = "lines-for.html"

    def on_validate(self, parent):
        """Lines that cannot be read are for no country; the checks say why."""
        return self.md.guide.region is not None

    def values(self):
        """The edition's region."""
        return {"region": self.md.guide.region}


class LinesChecked(TemplateBlock):
    """No argument, no content: when each line of the edition's region was looked up, and where."""

    NAME = "lines-checked"
    ARGUMENT = False
    TEMPLATE = "lines-checked.html"

    def values(self):
        """Every line of the region, in the order of the data."""
        region = self.md.guide.region
        return {"lines": region.lines if region else []}
