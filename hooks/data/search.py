"""``docs/data/search.yml``: how people write what they look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hooks.data.data_file import DataFile
from hooks.data.field_types import PageOrPlace, Sentence, Slug, Whole, Words
from hooks.data.load import Loaded
from hooks.data.schema import Model
from hooks.finding import LOOK_IN_NAV, Finding, nearest

if TYPE_CHECKING:
    from hooks.guide import Guide


class Urgent(Model):
    """What cannot wait: the phrases that tell of it, and the help that is then shown first.

    Attributes:
        to: the page and the place on it, ``help/now.md``, or ``help/low-cost.md#a-heading``.
        lead: may hold a help line, as in a page: ``[call: crisis]``.
        say: the phrases; ``{name}`` stands for any word of a list.
        never: phrases that sound alike and are passed over.
    """

    id: Slug
    title: Words
    to: PageOrPlace
    lead: Sentence
    say: list[Words] = Field(min_length=1)
    never: list[Words] = []


class Drug(Model):
    """The pages about the drug, and what somebody types who looks for one of them.

    Attributes:
        pages: the folders of the pages.
        weight: what they count without such a word, in hundredths.
        words: the words.
    """

    pages: list[Slug] = Field(min_length=1)
    weight: Annotated[int, Whole(1, 100)]
    words: Words


class SearchWords(Model):
    """``docs/data/search.yml``: how people write what they look for.

    Attributes:
        weights: what the pages of a folder count against the others, in hundredths.
    """

    empty: Words
    weights: dict[Slug, Annotated[int, Whole(1, 100)]] = {}
    drug: Drug
    same: list[list[Words]]
    lists: dict[str, Words]
    passed: Words
    urgent: list[Urgent] = Field(min_length=1)

    def weight_of(self, address: str) -> int:
        """What a page counts against the others, in hundredths."""
        return self.weights.get(address.partition("/")[0], 100)


def check(loaded: Loaded[SearchWords], guide: Guide) -> Iterator[Finding]:
    """Words that stand in two lines, lists that are not there, and help that leads nowhere."""
    words, finding = loaded.record, partial(loaded.finding, rule="search")
    if words is None:
        return
    lines: dict[str, int] = {}
    for n, group in enumerate(words.same):
        for k, word in enumerate(group):
            if lines.setdefault(word, n) != n:
                message = f'"{word}" stands in two lines.'
                yield finding(("same", n, k), message, "Take it out of one of them.")
    folders = sorted({page.partition("/")[0] for page in guide.pages})
    places: list[tuple[tuple, str]] = [(("weights", name), name) for name in words.weights]
    places += [(("drug", "pages", n), name) for n, name in enumerate(words.drug.pages)]
    for place, name in places:
        if name not in folders:
            yield finding(place, f'There is no folder "{name}".', nearest(name, folders))
    for n, case in enumerate(words.urgent):
        yield from _urgent(case, ("urgent", n), words.lists, guide, finding)


def _urgent(
    case: Urgent, at: tuple, lists: Collection[str], guide: Guide, finding: Callable[..., Finding]
) -> Iterator[Finding]:
    for k, phrase in enumerate(case.say + case.never):
        where = ("say", k) if k < len(case.say) else ("never", k - len(case.say))
        for name in re.findall(r"\{([^}]*)", phrase):
            if name not in lists:
                yield finding((*at, *where), f'There is no list "{name}".', nearest(name, lists))
    page, _, anchor = case.to.partition("#")
    if page not in guide.pages:
        fix = nearest(page, guide.pages, LOOK_IN_NAV)
        yield finding((*at, "to"), f'There is no page "{page}".', fix)
    elif anchor and anchor not in guide.anchors(page):
        fix = nearest(anchor, guide.anchors(page))
        yield finding((*at, "to"), f'There is no place "{anchor}" on {page}.', fix)


FILE = DataFile("docs/data/search.yml", SearchWords, check)
