"""What is published: the files a web host gets, read without a browser."""

import copy
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
import yaml
from conftest import pages_of
from lxml import html
from published_index import read_index
from the_guide import BOOKLET, CONTENT

from benchmarks.weight import first_view
from hooks.commands.build import build

ROOT = Path(__file__).resolve().parents[2]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
    " 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script';"
    " trusted-types 'none'"
)

NOT_FOR_VISITORS = ("for-clinics/", "for-editors/")


@pytest.fixture(scope="session")
def trees(site):
    """Every page as a tree, by its address."""
    return {
        page: html.parse(site.file(page), html.HTMLParser(encoding="utf-8")).getroot()
        for page in site.pages
    }


@pytest.fixture(scope="session")
def visitor_pages(trees):
    """The pages a visitor reads: all but those for clinics and editors, and the one for
    wrong addresses.
    """
    return {
        page: tree
        for page, tree in trees.items()
        if not page.startswith(NOT_FOR_VISITORS) and page != "404.html"
    }


# What is there, and what is not


def test_only_the_guides_own_scripts_are_published(site):
    published = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.js")}
    assert published == {
        file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.js")
    }


def test_no_data_no_source_and_no_code_is_published(site):
    kinds = {file.suffix for file in site.folder.rglob("*") if file.is_file()}
    assert kinds <= {".html", ".css", ".js", ".json", ".svg", ".png", ".xml", ".gz", ".txt"}
    assert {file.name for file in site.folder.rglob("*.json")} == {"search.json", "answers.json"}
    assert not (site.folder / "data").exists()


def test_every_page_forbids_everything_but_the_sites_own_files_before_it_loads_any(trees):
    wrong = []
    for page, tree in trees.items():
        head = list(tree.find("head"))
        policy = [part for part in head if part.get("http-equiv") == "Content-Security-Policy"]
        loads = [part for part in head if part.tag in ("link", "script")]
        rules = (
            POLICY.replace("connect-src 'self'", "connect-src 'none'")
            if page.startswith(("reflect/", "help/")) or tree.xpath("//form|//*[@data-private]")
            else POLICY
        )
        if [part.get("content") for part in policy] != [rules] or head.index(
            policy[0]
        ) > head.index(loads[0]):
            wrong.append(page)
    assert wrong == []


LONG_LISTS = ("about/sources/", BOOKLET)
"""Every source of the guide, and a dozen pages as one to print: longer than what anyone reads."""


def test_the_first_view_keeps_within_its_budget(site):
    """25 kB for the middle page, 40 kB for the heaviest to read, 6 requests, as sent with gzip."""
    views = {
        page: first_view(site.folder, page) for page in site.pages if page not in ("", "404.html")
    }
    sizes = sorted(sum(view.values()) for view in views.values())
    assert sizes[len(sizes) // 2] <= 25_000
    assert [
        page
        for page, view in views.items()
        if sum(view.values()) > (45_000 if page in LONG_LISTS else 40_000) or len(view) > 6
    ] == []


def test_no_link_looks_as_if_it_had_been_pressed_before(site):
    """It would show whoever looks over a shoulder which way in was taken."""
    sheets = [file.read_text("utf-8") for file in site.folder.rglob("*.css")]
    assert sheets and not any(":visited" in sheet for sheet in sheets)


# Every page


def test_every_link_leads_to_a_page_and_a_place_that_are_there(trees, site):
    places = {
        page: {part.get("id") for part in tree.iter() if part.get("id")}
        for page, tree in trees.items()
    }
    broken = []
    for page, tree in trees.items():
        for link in [*tree.xpath("//@href"), *tree.xpath("//@src")]:
            address, place = urldefrag(urljoin(f"https://guide.test/{page}", link))
            if not address.startswith("https://guide.test/"):
                continue
            target = unquote(urlsplit(address).path.lstrip("/"))
            if not site.file(target).is_file() or (place and unquote(place) not in places[target]):
                broken.append(f"{page or 'home'}: {link}")
    assert not broken, "\n".join(broken)


def test_whatever_a_part_of_a_page_points_at_stands_on_that_page_once(trees):
    """Popover buttons, labels and names by reference; and no id stands twice."""
    wrong = []
    for page, tree in trees.items():
        ids = Counter(tree.xpath("//@id"))
        wrong += [
            f"{page or 'home'}: the id {name} stands {count} times"
            for name, count in ids.items()
            if count > 1
        ]
        for attribute in (
            "popovertarget",
            "for",
            "aria-labelledby",
            "aria-controls",
            "aria-describedby",
        ):
            pointed = {name for value in tree.xpath(f"//@{attribute}") for name in value.split()}
            wrong += [
                f"{page or 'home'}: {attribute} {name}" for name in sorted(pointed - ids.keys())
            ]
    assert not wrong, "\n".join(wrong)


READER_VIEWS_DROP = re.compile(
    r"-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends"
    r"|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate"
    r"|pagination|pager|popup|yom-remote",
    re.I,
)
READER_VIEWS_KEEP = re.compile(r"and|article|body|column|content|main|shadow", re.I)
"""By the class and id of an element, in Mozilla's Readability 0.6, on which most reader views
rest."""


def is_linky(box):
    """Whether a fifth of a box or more is links. Readability drops a div like that, unless it is a
    list or long."""

    def length(parts):
        return sum(len(" ".join(part.text_content().split())) for part in parts)

    text = length([box])
    return (
        box.text_content().count(",") < 10
        and length(box.xpath(".//li")) < 0.9 * text
        and length(box.xpath(".//a[not(starts-with(@href, '#'))]")) > 0.2 * text
    )


def test_nothing_that_is_said_stands_where_a_reader_view_drops_it(trees):
    """A button or an aside goes with its words, wherever it stands, and so does what is named like
    an extra."""
    wrong = []
    for page, tree in trees.items():
        name = page or "home"
        wrong += [
            f"{name}: a button among words, {button.text_content()}"
            for button in tree.xpath("//article//button")
            if "".join(button.xpath("../text()")).strip()
        ]
        wrong += [
            f"{name}: an aside, {aside.text_content()}" for aside in tree.xpath("//article//aside")
        ]
        wrong += [
            f"{name}: a div of links, {box.text_content().strip()[:60]}"
            for box in tree.xpath(
                "//article//div[.//p][not(ancestor-or-self::*[self::form or self::nav or @hidden "
                "or @role='search'])]"
            )
            if is_linky(box)
        ]
        for part in tree.xpath("//article//*[(@id or @class) and not(ancestor-or-self::table)]"):
            names = f"{part.get('class', '')} {part.get('id', '')}"
            if READER_VIEWS_DROP.search(names) and not READER_VIEWS_KEEP.search(names):
                wrong.append(f"{name}: {part.tag} {names}")
    assert wrong == []


def test_parts_of_a_kind_have_names_of_their_own(trees):
    """Landmarks and articles, so that who hears a list of them can tell one from the other."""
    wrong = []
    for page, tree in trees.items():
        for kind in ("article", "form", "nav"):
            parts = [part for part in tree.iter(kind) if part.get("hidden") is None]
            named = [
                part.get("aria-label")
                or " ".join(
                    tree.get_element_by_id(part.get("aria-labelledby")).text_content().split()
                )
                if part.get("aria-label") or part.get("aria-labelledby")
                else ""
                for part in parts
            ]
            if len(set(named)) < len(named) or (len(named) > 1 and "" in named):
                wrong.append(f"{page or 'home'}: {kind} {sorted(named)}")
    assert wrong == []


def test_every_page_can_be_reached_from_the_first_one_by_links(trees):
    reached, ahead = set(), [""]
    while ahead:
        page = ahead.pop()
        if page in reached or page not in trees:
            continue
        reached.add(page)
        for link in trees[page].xpath("//a/@href"):
            address = urldefrag(urljoin(f"https://guide.test/{page}", link))[0]
            if address.startswith("https://guide.test/"):
                ahead.append(address.removeprefix("https://guide.test/"))
    assert set(trees) - reached == {"404.html"}


def test_every_title_stands_once(trees):
    titles = Counter(tree.findtext("head/title").strip() for tree in trees.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []


def test_every_page_has_one_first_heading_and_skips_no_level(trees):
    wrong = []
    for page, tree in trees.items():
        levels = [
            int(part.tag[1]) for part in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        ]
        if levels.count(1) != 1 or any(
            below > above + 1 for above, below in zip(levels, levels[1:], strict=False)
        ):
            wrong.append(page or "home")
    assert wrong == []


def test_every_page_says_who_has_signed_it(visitor_pages):
    line = "This guide is education, not medical advice. No clinician has signed off this page yet."
    assert [
        page or "home" for page, tree in visitor_pages.items() if line not in text_of(tree)
    ] == []


def test_every_page_has_the_way_out_help_and_the_regions_crisis_lines(trees, guide):
    region = help_lines()[guide.clinic.region]
    calls = {call_of(region, kind) for kind in ("emergency", "crisis", "abuse")}
    wrong = []
    for page, tree in trees.items():
        footer = tree.xpath("//footer[contains(@class, 'foot')]//a/@href")
        leave = tree.xpath("//nav[contains(@class, 'bar')]//a[normalize-space()='Leave now']/@href")
        help_now = tree.xpath(
            "//nav[contains(@class, 'bar')]/a[normalize-space()='Help now']/@href"
        )
        if not calls <= set(footer) or leave != [guide.clinic.leave_to] or len(help_now) != 1:
            wrong.append(page or "home")
    assert wrong == []


@pytest.mark.parametrize("page", [CONTENT, "ketamine/if-you-feel-worse/"])
def test_the_emergency_card_says_whom_to_call_and_when(trees, guide, page):
    (card,) = trees[page].xpath("//section[contains(@class, 'card--emergency')]")
    call = call_of(help_lines()[guide.clinic.region], "emergency")
    assert text_of(card.find("h2")).startswith(f"Call {call.removeprefix('tel:')} now if")
    assert call in card.xpath(".//h2//a/@href")
    assert len(card.findall(".//li")) >= 3


# The search


@pytest.fixture(scope="session")
def index(site):
    """What the search loads."""
    return read_index((site.folder / "assets/search.json").read_text("utf-8"))


def test_the_search_index_leads_to_places_that_are_there(index, trees):
    pages = [page.removeprefix("./") for page, *_ in index["pages"]]
    lost = [
        f"{pages[number]}#{place}"
        for number, place, *_ in index["sections"]
        if not trees[pages[number]].xpath("//*[@id=$place]", place=place)
    ]
    assert lost == []


def test_every_page_for_visitors_can_be_found_by_its_title_and_message_and_no_other_page(
    index, visitor_pages
):
    unlisted = {
        page
        for page, tree in visitor_pages.items()
        if tree.xpath("//meta[@name='robots' and @content='noindex']")
    }
    assert {page.removeprefix("./") for page, *_ in index["pages"]} == set(visitor_pages) - {
        "search/"
    } - unlisted
    assert [page for page, title, message, *_ in index["pages"] if not (title and message)] == []


# An edition for another country


@pytest.fixture(scope="session")
def british(tmp_path_factory):
    """The visitor's pages of an edition whose clinic.yml asks for British help lines."""
    root = tmp_path_factory.mktemp("edition")
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "clinic.yml").write_text(
        "INHERIT: mkdocs.yml\nextra:\n  clinic:\n    region: uk\n", "utf-8"
    )
    assert build(root, root / "site") == 0
    parser = html.HTMLParser(encoding="utf-8")
    return {
        page: html.parse(root / "site" / page / "index.html", parser).getroot()
        for page in pages_of(root / "site")
        if page != "404.html" and not page.startswith(NOT_FOR_VISITORS)
    }


@pytest.mark.slow
def test_another_regions_lines_stand_on_every_page_of_its_edition(british):
    region = help_lines()["uk"]
    calls = {call_of(region, kind) for kind in ("emergency", "crisis", "abuse")}
    assert "tel:999" in calls
    footers = {
        page: set(tree.xpath("//footer[contains(@class, 'foot')]//a/@href"))
        for page, tree in british.items()
    }
    assert [page or "home" for page, links in footers.items() if not calls <= links] == []


def test_no_page_of_another_regions_edition_sends_anyone_to_an_american_number(british):
    """Not in the words, not in a link. The sources' own titles do not count, nor the list of other
    countries."""
    american = re.compile(r"(?<![\d-])(911|988|1-800-799-7233|1-800-222-1222)(?![\d-])")
    found = []
    for page, tree in british.items():
        tree = copy.deepcopy(tree)
        for part in tree.xpath(
            "//*[contains(@class, 'source') or @class='statement__rest' or @class='regions']"
        ):
            part.drop_tree()
        words = (
            text_of(tree.find("body"))
            + " "
            + " ".join(tree.xpath("//@href[starts-with(., 'tel:') or starts-with(., 'sms:')]"))
        )
        found += [
            f"{page or 'home'}: ... {words[max(match.start() - 50, 0) : match.end() + 20]} ..."
            for match in american.finditer(words)
        ]
    assert not found, "\n".join(found)


def help_lines():
    """The help lines as an editor wrote them: lists of lines by region."""
    regions = yaml.safe_load((ROOT / "docs/data/help-lines.yml").read_text("utf-8"))["regions"]
    return {name: region["lines"] for name, region in regions.items()}


def call_of(lines, kind):
    """The link that calls a region's first line of a kind."""
    line = next(line for line in lines if line["kind"] == kind)
    return "tel:" + re.sub(r"[^\d+]", "", line["call"])


def text_of(part):
    """The words of a part of a page, as they read."""
    return " ".join("".join(part.itertext()).split())
