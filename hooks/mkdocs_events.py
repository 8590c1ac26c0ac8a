"""Where the guide meets MkDocs: the only file that knows it.

Everything that is done here is done by the rest of ``hooks``, which works
without MkDocs; this file hands over.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import Environment, TemplateError, TemplateSyntaxError  # noqa: E402
from mkdocs.commands import build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import MkDocsException, PluginError  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import CountHandler  # noqa: E402

from hooks.cache import compiled_templates, inputs_digest  # noqa: E402
from hooks.data.help_lines import NEEDED_LINES  # noqa: E402
from hooks.dates import build_date, build_time, format_date  # noqa: E402
from hooks.edition.colors import stylesheet  # noqa: E402
from hooks.edition.settings import edition  # noqa: E402
from hooks.guide import Guide, load_guide  # noqa: E402
from hooks.publish.policy import is_closed  # noqa: E402
from hooks.publish.stylesheet import STYLESHEET, with_theme_css  # noqa: E402
from hooks.rendering.extension import GuideExtension  # noqa: E402
from hooks.rendering.notices import COLORS, after_lead, hidden, host_of, notes, signed  # noqa: E402
from hooks.rules import check_changed  # noqa: E402
from hooks.rules.freshness import overdue  # noqa: E402
from hooks.sitewide.feeds import (  # noqa: E402
    PICTURE,
    description_of,
    feed,
    is_indexed,
    name_of,
    robots,
    sitemap,
)
from hooks.sitewide.menu import MOST, count, menu  # noqa: E402
from hooks.sitewide.search_index import search_index  # noqa: E402
from hooks.sitewide.structured_data import structured_data  # noqa: E402
from hooks.text.untranslated import untranslated  # noqa: E402

log = logging.getLogger("mkdocs.hooks.guide")


@dataclass
class Build:
    """What the events of a build tell each other; a preview builds again and again.

    Attributes:
        guide: what is built, from ``on_config`` on.
        given: a guide that was checked elsewhere, to be built next.
        serving: whether this is a preview.
        numbers: the place of each page in the menu, such as ``2.3``.
        addresses: the address of each page, relative to the site.
        small: whether the menu is short enough to be shown whole.
        frame: what every page depends on, as a digest; in a preview only.
        rendered: for each page what it was made from and what became of it; in a preview only.
    """

    guide: Guide = field(init=False)
    given: Guide | None = None
    serving: bool = False
    numbers: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    small: bool = True
    frame: tuple | None = None
    rendered: dict[str, tuple[tuple, dict[str, object]]] = field(default_factory=dict)


state = Build()

RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What MkDocs makes of a page's Markdown. Links are checked by the guide's own rule, on every page
each time."""


GRADED = ("ketamine", "couples")
"""The sections whose pages end with how sure they are: those about a treatment."""


def make_site(guide: Guide, folder: Path) -> list[str]:
    """Make the pages of a guide that is checked elsewhere.

    Args:
        guide: what is built.
        folder: where the pages go.

    Returns:
        The engine's warnings and errors; empty when there are none.
    """
    captured = LogCapture(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(captured)
    try:
        with build_time(guide.root):
            config = load_config(str(edition(guide.root)), site_dir=str(folder), strict=True)
            # MkDocs loads this file a second time, as a hook.
            config["hooks"]["hooks/mkdocs_events.py"].state.given = guide
            config.plugins.on_startup(command="build", dirty=False)
            build.build(config)
            config.plugins.on_shutdown()
    except (MkDocsException, TemplateError) as error:
        place = ""
        if isinstance(error, TemplateSyntaxError):
            place = f"{error.filename}:{error.lineno}: "
        captured.lines.append(f"{place}{error}")
    finally:
        logging.getLogger("mkdocs").removeHandler(captured)
    return captured.lines


class LogCapture(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int):
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a preview, which shows findings and goes on."""
    state.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the guide that was given, or read and check it, and add its Markdown to the
    configuration."""
    guide = state.given or load_guide(ROOT, build_date(ROOT))
    state.guide = guide
    told = [] if state.given else check_changed(guide)
    findings = [finding for finding in told if finding.blocking]
    state.given = None
    if state.serving:
        state.frame = inputs_digest(ROOT), guide.cross_page_digest()
        _drop_strict_counter()
    for finding in told:
        log.log(logging.WARNING if finding.blocking else logging.INFO, "%s", finding)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(finding.as_annotation())
    if findings and not state.serving:
        raise PluginError(f"{len(findings)} findings, nothing was built.")
    config.markdown_extensions = [
        extension
        for extension in config.markdown_extensions
        if not isinstance(extension, GuideExtension)
    ] + [GuideExtension(guide)]
    if guide.clinic.colors and COLORS not in config.extra_css:
        config.extra_css = [*config.extra_css, COLORS]
    return config


def _drop_strict_counter() -> None:
    """Go on where a strict build stops: by now MkDocs counts what is said against the pages."""
    everything = logging.getLogger("mkdocs")
    for handler in list(everything.handlers):
        if isinstance(handler, CountHandler):
            everything.removeHandler(handler)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the theme's stylesheet into the guide's, and add the search index and the edition's
    colors."""
    own = files.get_file_from_path(STYLESHEET)
    css = with_theme_css(own.content_string, config.theme.dirs) if own else None
    if own is None or css is None:
        raise PluginError(
            "The theme's stylesheet is not where it was (assets/stylesheets/main.*.min.css); see "
            "hooks/publish/stylesheet.py."
        )
    files.remove(own)
    files.append(File.generated(config, STYLESHEET, content=css))
    guide = state.guide
    state.addresses = {file.src_uri: file.url for file in files.documentation_pages()}

    def address(page: str) -> str:
        file = files.get_file_from_path(page)
        return file.url if file else page

    index, answers = search_index(guide, address)
    files.append(File.generated(config, "assets/search.json", content=index))
    files.append(File.generated(config, "assets/answers.json", content=answers))
    made = {
        "robots.txt": robots(absolute_url("index.md", config)),
        "feed.xml": feed(
            guide,
            config.extra["feed_title"],
            config.site_description or "",
            lambda page: absolute_url(page, config),
        ),
    }
    for name, content in made.items():
        if content:
            files.append(File.generated(config, name, content=content))
    if guide.clinic.colors:
        files.append(File.generated(config, COLORS, content=stylesheet(guide.clinic.colors, ROOT)))
    return files


def absolute_url(page: str, config: MkDocsConfig) -> str:
    """A page's absolute URL; empty when ``site_url`` is not set."""
    url = state.addresses.get(page)
    return (
        urljoin(config.site_url, "" if url == "./" else url)
        if config.site_url and url is not None
        else ""
    )


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the guide's own map of the site in the place of the engine's, which names every page."""
    return (
        sitemap(state.guide, lambda page: absolute_url(page, config))
        if template_name == "sitemap.xml"
        else output
    )


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the engine what the rules have read; in a preview, take a page that did not change from
    the last time.

    The generator has ideas of its own about the front matter: it turns "Yes" into True and 12:30
    into 750, and where it cannot read a value it prints all of them.
    """
    source = state.guide.pages.get(page.file.src_uri)
    reads_pages = False
    if source and source.body:
        reads_pages = any(kind.READS_PAGES for kind, _ in state.guide.blocks_on(source))
        page.meta = dict(source.meta)
        markdown = "\n".join(line.text for line in source.body).lstrip("\n")
    before, rendered = state.rendered.get(page.file.src_uri, ((), {}))
    if state.serving and before == (markdown, state.frame) and not reads_pages:
        vars(page)["render"] = lambda config, files: vars(page).update(rendered)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """In a preview, keep what became of a page for the next time."""
    if state.serving:
        state.rendered[page.file.src_uri] = (
            (page.markdown, state.frame),
            {name: getattr(page, name) for name in RENDERED},
        )


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what the templates compile to, and give them the filter of the blocks."""
    env.bytecode_cache = compiled_templates(ROOT)
    env.filters["untranslated"] = untranslated
    return env


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Number the pages in the order of the menu, and take out of it what the edition leaves out."""
    state.numbers = {}
    _number(nav.items, "")
    # Pages that are not in the menu come after it, so that no two neutral titles are the same.
    others = sorted(state.guide.pages.keys() - state.numbers.keys())
    state.numbers.update(
        (page, str(number)) for number, page in enumerate(others, len(nav.items) + 1)
    )
    out = hidden(state.guide)
    nav.items = _without(nav.items, out)
    state.small = count(nav.items) <= MOST
    return nav


def _number(items: Sequence, before: str) -> None:
    for number, item in enumerate(items, 1):
        if isinstance(item, Page):
            state.numbers[item.file.src_uri] = f"{before}{number}"
        _number(item.children or (), f"{before}{number}.")


def _without(items: list, out: set[str]) -> list:
    kept = []
    for item in items:
        if isinstance(item, Page):
            if item.file.src_uri not in out:
                kept.append(item)
        else:
            if item.children:
                item.children = _without(item.children, out)
            if item.children != []:
                kept.append(item)
    return kept


def on_template_context(context: dict, template_name: str, config: MkDocsConfig) -> dict:
    """Give the page for wrong addresses what every page gets."""
    context["closed"] = False
    return _with_edition(context)


def on_page_context(context: dict, page: Page, config: MkDocsConfig, nav: Navigation) -> dict:
    """Give a page's template the edition's settings, the region's lines and the page's dates."""
    context["dates"] = {}
    for name in ("updated", "review_by"):
        # A date in quotes reaches us as text; it is a date all the same.
        with suppress(ValueError):
            context["dates"][name] = format_date(date.fromisoformat(str(page.meta.get(name))))
    source = state.guide.pages.get(page.file.src_uri)
    context["overdue"] = bool(source) and overdue(source, state.guide.today)
    context["closed"] = is_closed(page.file.src_uri, page.content or "")
    context["parts"] = after_lead(page.content or "")
    context["sure"] = (
        [
            (grade, [(each, state.guide.ledger.pages[each.number]) for each in statements])
            for grade, statements in state.guide.ledger.behind(source).items()
        ]
        if source and source.section in GRADED
        else ()
    )
    context["signed"] = signed(state.guide, page.file.src_uri)
    number = state.numbers.get(page.file.src_uri, "")
    context["public"] = source and {
        "title": name_of(state.guide, page.file.src_uri, number),
        "description": description_of(
            state.guide, page.file.src_uri, config.site_description or ""
        ),
    }
    context["indexed"] = source is not None and is_indexed(source)
    context["structured"] = (
        structured_data(
            state.guide,
            page.file.src_uri,
            config.site_name,
            config.site_description or "",
            lambda name: absolute_url(name, config),
        )
        if context["indexed"]
        else ""
    )
    context["card"] = urljoin(config.site_url, PICTURE) if config.site_url else ""
    return _with_edition(context, page.file.src_uri)


def _with_edition(context: dict, page: str = "") -> dict:
    guide = state.guide
    context["menu"] = menu(context["nav"].items, context.get("page"), state.small)
    context["search_page"] = "search/" if "search.md" in guide.pages else "about/a-z/"
    context["clinic"], context["region"] = guide.clinic, guide.region
    context["host"], context["notes"] = host_of(guide, page), notes(guide, page)
    context["own_guide"] = guide.release.guide if guide.release else ""
    context["lines"] = (
        {kind: guide.region.line(kind) for kind in NEEDED_LINES} if guide.region else {}
    )
    return context
