"""Python-Markdown as the guide extends it: an engine that knows whose pages it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from markdown import Markdown

if TYPE_CHECKING:
    from hooks.guide import Guide


class GuideMarkdown(Markdown):
    """What an engine is once ``GuideExtension`` is registered with it.

    Attributes:
        guide: the guide whose pages it makes.
        guide_booklet: whether the page it makes is a booklet.
    """

    guide: Guide
    guide_booklet: bool = False


def guide_markdown(md: Markdown) -> GuideMarkdown:
    """The same engine, with what the guide has put on it."""
    return cast(GuideMarkdown, md)


def guide_of(md: Markdown) -> Guide:
    """The guide whose pages an engine makes."""
    return guide_markdown(md).guide
