"""``/// rule | claims``: what a rule finds and what it lets through, in its own examples."""

from markdown.util import AtomicString

from hooks.blocks.arguments import Name
from hooks.blocks.template import TemplateBlock


class Rule(TemplateBlock):
    """Argument: the rule's name; its examples are in ``docs/data/rules/``."""

    NAME = "rule"
    DATA = ("docs/data/rules/{argument}.yml",)
    TAKES = Name("rule", lambda guide: guide.rules)
    TEMPLATE = "rule.html"

    def on_validate(self, parent):
        """A name without examples is left as text; the rule on blocks says so."""
        return self.argument in self.guide.rules

    def values(self):
        """The rule's examples."""
        return {"examples": self.guide.rules[self.argument]}

    def on_create(self, parent):
        """Put each example in as it was written, so that its Markdown is shown and not acted on."""
        element = super().on_create(parent)
        examples = self.guide.rules[self.argument]
        for code, example in zip(
            element.iter("code"), [*examples.bad, *examples.good], strict=False
        ):
            code.text = AtomicString(example.text.strip("\n"))
        for words in element.iter("p"):
            words.text = AtomicString(words.text)
        return element
