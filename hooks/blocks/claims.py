"""``/// claims``: the claim checker."""

from hooks.blocks.base import Entry
from hooks.blocks.template import TemplateBlock


class Claims(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/claims.yml``."""

    NAME = "claims"
    DATA = ("docs/data/claims.yml",)
    TEMPLATE = "claims.html"
    MAY_BE_UNCITED = True

    @classmethod
    def anchors(cls, guide, argument):
        """Each claim."""
        return [claim.id for claim in _claims(guide)]

    @classmethod
    def cites(cls, guide, argument):
        """The sources of all answers."""
        return [source for claim in _claims(guide) for source in claim.sources]

    @classmethod
    def entries(cls, guide, argument):
        """Each claim with its answer."""
        return [Entry(claim.id, claim.claim, claim.honest) for claim in _claims(guide)]

    def values(self):
        """The claims by topic, and each verdict's name."""
        file = self.guide.claims
        by_topic = (
            [
                (topic, [claim for claim in file.claims if claim.topic == topic.id])
                for topic in file.topics
            ]
            if file
            else []
        )
        verdicts = {verdict.id: verdict for verdict in file.verdicts} if file else {}
        return {
            "by_topic": [(topic, claims) for topic, claims in by_topic if claims],
            "verdicts": verdicts,
        }


def _claims(guide):
    return guide.claims.claims if guide.claims else []
