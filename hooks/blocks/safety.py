"""``/// safety``: the fixed words for a reader who is afraid of a partner."""

from hooks.blocks.template import TemplateBlock


class Safety(TemplateBlock):
    """No argument, no content: the words are the same wherever it stands."""

    NAME = "safety"
    DATA = ()
    TEMPLATE = "safety.html"
    MAY_BE_UNCITED = True
    IN_BOOKLET = False  # the booklet's own page has it once for all
