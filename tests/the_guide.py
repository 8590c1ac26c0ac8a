"""Pages of the guide itself by what stands on them.

A page that is renamed or rewritten is found again here, and no test names it. All are addresses in
the site, such as ``help/now/``.
"""

from pathlib import Path

from hooks.guide import load_guide
from hooks.rules.safety import PAGE as FEAR_PAGE

GUIDE = load_guide(Path(__file__).resolve().parents[1])


def address(page):
    """The address of a page, from its name: ``help/now.md``."""
    stem = page.removesuffix(".md")
    return stem.removesuffix("index") if Path(stem).name == "index" else f"{stem}/"


def title_of(address):
    """The title of the page at an address."""
    return GUIDE.pages[f"{address.removesuffix('/')}.md"].title


def pages_with(block, argument=None):
    """The addresses of the pages that hold a block, those with the most sources first."""
    found = [
        source
        for source in GUIDE.pages.values()
        for there in source.blocks
        if there.name == block and argument in (None, there.argument)
    ]
    by_sources = sorted(
        found, key=lambda source: -sum(line.text.count("[^") for line in source.live)
    )
    return list(dict.fromkeys(address(source.page) for source in by_sources))


def loops_on(page):
    """The loops that a page draws."""
    loops = GUIDE.figures.loops if GUIDE.figures else {}
    source = GUIDE.pages[page.removesuffix("/") + ".md"]
    return [block for block in source.blocks if block.argument in loops]


def reflections(kind):
    """The addresses of the reflections of a kind, ``dimensions`` or ``checklist``."""
    return [
        f"reflect/{name}/"
        for name, reflection in GUIDE.reflections.items()
        if reflection.definition.kind == kind
    ]


REFLECTIONS = tuple(GUIDE.reflections)
"""The names of the reflections."""

HELP = pages_with("help-card")[0]
CONTENT = next(page for page in pages_with("emergency") if page in pages_with("figure"))
"""A page with everything that a page can have: box, card, drawing, sources, meanings."""
CLAIMS = pages_with("claims")[0]
A_TO_Z = pages_with("a-z")[0]
OPTIONS = pages_with("options")[0]
PRIVACY = pages_with("third-parties")[0]
BOOKLET = pages_with("booklet")[0]
FEAR = next(address(page) for page in GUIDE.pages if page.endswith(FEAR_PAGE))
LOOP = pages_with("figure", "pursue-withdraw")[0]
COUPLES = next(place for place in pages_with("in-short") if place.startswith("couples/"))
REFLECTION, *OTHER_REFLECTIONS = reflections("dimensions")
CHECKLIST = reflections("checklist")[0]
SHEET = pages_with("sheet")[0]
SCENES = pages_with("dialogues")[0]
DRAWINGS = [page for page in pages_with("figure") if page]
OTHER_LOOPS = next(page for page in DRAWINGS if len(loops_on(page)) > 1)
