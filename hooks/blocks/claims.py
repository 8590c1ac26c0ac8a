"""``/// claims``: the claim checker."""

from hooks.blocks.template import TemplateBlock


class Claims(TemplateBlock):
    """No argument, no content: everything comes from ``docs/data/claims.yml``."""

    NAME = "claims"
    DATA = ("docs/data/claims.yml",)
    ARGUMENT = False
    TEMPLATE = "claims.html"

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
