"""How others find the guide: what pages say of themselves, the map of the site, the
feed, and what stays out.
"""

import json
import re
import struct
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import ROOT, pages_of
from lxml import etree, html
from not_none import not_none
from small_guide import lay_out

from hooks.commands.build import build
from hooks.edition.required_pages import NEUTRAL
from hooks.edition.settings import Clinic
from hooks.guide import load_guide
from hooks.sitewide.feeds import feed, robots, sitemap
from hooks.sitewide.structured_data import structured_data

HOME = "https://guide.example/here/"


def address_of(page):
    """The address of a page in the site, from its name."""
    return page.removesuffix(".md").removesuffix("index") + (
        "" if page.endswith("index.md") else "/"
    )


NEUTRAL_ADDRESSES = {address_of(page) for page in NEUTRAL}

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"

# What schema.org knows of the types the guide uses, as far as it uses them: property -> kinds of
# value.
THING = {"@id": str, "name": str, "description": str, "url": str}
WORK = THING | {
    "inLanguage": str,
    "isAccessibleForFree": bool,
    "dateModified": str,
    "license": str,
    "isPartOf": dict,
    "publisher": dict,
}
PAGE = WORK | {"lastReviewed": str, "reviewedBy": dict, "mainEntity": list}
VOCABULARY: dict[str, dict[str, Any]] = {
    "WebSite": WORK,
    "WebPage": PAGE,
    "MedicalWebPage": PAGE,
    "FAQPage": PAGE,
    "Question": THING | {"acceptedAnswer": dict},
    "Answer": {"text": str},
    "BreadcrumbList": {"itemListElement": list},
    "ListItem": {"position": int, "name": str, "item": str},
    "MedicalClinic": (
        THING | {"telephone": str, "email": str, "address": str, "knowsLanguage": list}
    ),
    "Person": THING,
}


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """The folder of the guide as it is built when it knows where it will stand."""
    folder = tmp_path_factory.mktemp("public") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", HOME)
        assert build(ROOT, folder) == 0
    return folder


@pytest.fixture(scope="module")
def trees(public):
    """Every page as a tree, by its address."""
    parser = html.HTMLParser(encoding="utf-8")
    files = {
        page: public / page / "index.html" if not page or page.endswith("/") else public / page
        for page in pages_of(public)
    }
    return {page: html.parse(file, parser).getroot() for page, file in files.items()}


def data_of(tree):
    """The structured data of a page, each thing with its context taken off."""
    scripts = tree.xpath("//script[@type='application/ld+json']")
    assert len(scripts) <= 1
    if not scripts:
        return []
    data = json.loads(scripts[0].text)
    assert data.pop("@context") == "https://schema.org"
    return data.get("@graph", [data])


def faults(thing, where="page"):
    """What in a thing the vocabulary does not know."""
    kinds = thing.get("@type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    known = {name: kind for one in kinds for name, kind in VOCABULARY[one].items()}
    for name, value in thing.items():
        if name == "@type" or (name == "@id" and not kinds):
            continue
        if name not in known or not isinstance(value, known[name]) or value in ("", [], {}):
            yield f"{where}: {name}: {value!r}"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from faults(part, f"{where}.{name}")


def of_type(things, name):
    return [
        thing
        for thing in things
        if name in ([thing["@type"]] if isinstance(thing["@type"], str) else thing["@type"])
    ]


# Which pages


def indexed(trees):
    """The pages that do not ask to be left out."""
    return {
        page
        for page, tree in trees.items()
        if not tree.xpath("//meta[@name='robots'][@content='noindex']")
    }


def test_pages_that_nobody_should_land_on_ask_to_be_left_out(trees):
    assert {page for page in trees if page not in indexed(trees)} == {
        "404.html",
        "search/",
        *(
            page
            for page in trees
            if page.startswith(("for-editors/", "sheets/")) and page != "sheets/"
        ),
    }


def test_the_map_names_just_the_pages_that_may_be_shown_by_their_canonical_address(public, trees):
    tree = etree.parse(public / "sitemap.xml").getroot()
    places = [not_none(place.text) for place in tree.iter(f"{MAP}loc")]
    canonical = {
        page: trees[page].xpath("string(//link[@rel='canonical']/@href)") for page in indexed(trees)
    }
    assert canonical == {page: HOME + page for page in indexed(trees)}
    assert sorted(places) == sorted(canonical.values())
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\d", not_none(day.text)) for day in tree.iter(f"{MAP}lastmod")
    )


def test_pages_left_out_have_no_canonical_address_no_card_and_no_data(trees):
    for page in trees.keys() - indexed(trees):
        assert not trees[page].xpath(
            "//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')] |"
            " //script[@type='application/ld+json']"
        ), page


def test_robots_may_read_everything_and_are_told_of_the_map(public):
    assert (public / "robots.txt").read_text(
        "utf-8"
    ) == f"User-agent: *\nAllow: /\n\nSitemap: {HOME}sitemap.xml\n"


def test_an_edition_that_does_not_know_its_address_claims_none(site):
    assert (site.folder / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"
    assert not (site.folder / "sitemap.xml").exists()
    assert not (site.folder / "feed.xml").exists()
    for page in ("", "ketamine/limits/", "questions/"):
        tree = html.parse(site.file(page), html.HTMLParser(encoding="utf-8")).getroot()
        assert not tree.xpath(
            "//link[@rel='canonical'] | //link[@rel='alternate'] | //meta[starts-with(@property,"
            " 'og:')]"
        )
        assert [fault for thing in data_of(tree) for fault in faults(thing)] == []
        assert not of_type(data_of(tree), "BreadcrumbList")


# What a page says of itself


def test_every_page_has_a_description_and_each_of_its_own_but_those_with_neutral_titles(trees):
    said = {
        page: trees[page].xpath("string(//meta[@name='description']/@content)")
        for page in indexed(trees)
    }
    assert [page for page, words in said.items() if not 20 <= len(words) <= 220] == []
    own = [words for page, words in said.items() if page not in NEUTRAL_ADDRESSES]
    assert len(set(own)) == len(own)


@pytest.fixture(scope="module")
def distinctive_words(guide):
    """For each page with a neutral title the words that nobody else is to see: its
    title, its heading, its description.
    """
    return {
        address_of(page): [
            words
            for words in (source.title, source.headings[0].text, source.meta["description"])
            if words != source.meta["neutral_title"]
        ]
        for page, source in guide.pages.items()
        if page in NEUTRAL
    }


def test_what_others_can_see_of_a_page_is_its_neutral_title(
    public, trees, guide, distinctive_words
):
    """In the tab and the history, in a preview of its link, in structured data, the
    feed and the map.
    """
    feed_and_map = "".join(
        (public / name).read_text("utf-8") for name in ("feed.xml", "sitemap.xml")
    )
    for page, words in distinctive_words.items():
        head = trees[page].find("head")
        seen = html.tostring(head, encoding="unicode") + feed_and_map
        title = next(
            source.meta["neutral_title"]
            for name, source in guide.pages.items()
            if address_of(name) == page
        )
        assert head.findtext("title").strip() == title
        assert head.xpath("//meta[@property='og:title']/@content") in ([title], [])
        assert [thing["name"] for thing in of_type(data_of(trees[page]), "MedicalWebPage")] in (
            [title],
            [],
        )
        assert [said for said in words if said.lower() in unescape(seen).lower()] == [], page


def test_no_title_preview_or_feed_names_the_site(public, trees):
    name = "Stuck Patterns"
    for page, tree in trees.items():
        shown = tree.xpath("//title/text() | //meta/@content | //link/@title")
        assert not [words for words in shown if name in words], page
        named = [thing for thing in data_of(tree) if name in json.dumps(thing)]
        assert not named or page == ""
    assert name not in (public / "feed.xml").read_text("utf-8")


def test_no_two_pages_have_one_title(trees):
    titles = [tree.findtext(".//title").strip() for tree in trees.values()]
    assert len(set(titles)) == len(titles)


def test_every_page_has_the_card_and_says_what_is_on_it(public, trees):
    card = (public / "assets/card.png").read_bytes()
    width, height = struct.unpack(">II", card[16:24])
    assert card.startswith(b"\x89PNG") and len(card) < 60_000
    for page in indexed(trees):
        shown = {
            meta.get("property"): meta.get("content")
            for meta in trees[page].xpath("//meta[@property]")
        }
        assert shown["og:image"] == HOME + "assets/card.png"
        assert (shown["og:image:width"], shown["og:image:height"]) == (str(width), str(height))
        assert shown["og:url"] == HOME + page and len(shown["og:image:alt"]) > 20
        assert shown["og:title"] and shown["og:title"] != "Home" and shown["og:description"]


def test_all_structured_data_keeps_to_the_vocabulary(trees):
    assert [
        f"{page}: {fault}"
        for page in indexed(trees)
        for thing in data_of(trees[page])
        for fault in faults(thing)
    ] == []
    assert all(data_of(trees[page]) for page in indexed(trees))


def test_pages_on_health_are_called_so_and_pages_on_the_guide_are_not(trees):
    kinds = {
        page: {
            kind for kind in ("MedicalWebPage", "WebPage") if of_type(data_of(trees[page]), kind)
        }
        for page in indexed(trees)
        if page
    }
    about = ("about/", "for-clinics/")
    assert {
        page
        for page, kind in kinds.items()
        if kind != ({"WebPage"} if page.startswith(about) else {"MedicalWebPage"})
    } == set()


def test_no_page_claims_a_review_that_did_not_happen(trees):
    assert [
        page
        for page in trees
        if "lastReviewed" in json.dumps(data_of(trees[page]))
        or "reviewedBy" in json.dumps(data_of(trees[page]))
    ] == []


def test_each_question_and_answer_in_the_data_stands_on_the_page(trees):
    tree = trees["questions/"]
    (page,) = of_type(data_of(tree), "FAQPage")

    def words(text):
        return re.sub(r"\W+", " ", text).strip()

    shown = words(" ".join(tree.find("body").itertext()))
    questions = page["mainEntity"]
    headings = [
        words("".join(heading.itertext()))
        for heading in tree.xpath("//article//h3")
        if "".join(heading.itertext()).strip().endswith("?")
    ]
    assert [words(question["name"]) for question in questions] == headings
    for question in questions:
        assert len(question["acceptedAnswer"]["text"]) > 40
        for sentence in re.split(r"(?<=[.?!])\s", question["acceptedAnswer"]["text"])[:1]:
            assert words(sentence) in shown, sentence


def test_the_way_to_a_page_leads_over_pages_that_are_there(trees):
    for page in indexed(trees) - {""}:
        (crumbs,) = of_type(data_of(trees[page]), "BreadcrumbList")
        steps = crumbs["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == HOME and steps[-1]["item"] == HOME + page
        assert all(step["item"].removeprefix(HOME) in trees for step in steps)


# An edition's own


@pytest.fixture
def small(tmp_path):
    """A small guide, to which a test gives a clinic."""
    guide = load_guide(lay_out(tmp_path))
    return guide


def whole(page):
    return HOME + page.removesuffix("index.md").removesuffix(".md")


def test_a_clinic_is_told_on_the_first_page_with_what_it_has_set_and_nothing_else(small, tmp_path):
    (tmp_path / "docs" / "index.md").write_text(
        "---\ntitle: Home\ndescription: What it is about, in a sentence.\nupdated:"
        " 2026-11-22\nreview_by: 2027-05-22\n---\n\n# A\n",
        "utf-8",
    )
    guide = load_guide(tmp_path)
    guide.edition.clinic = Clinic(
        name="A </script> & B", phone="+1 555 010 0199", hours="Mondays, when we feel like it"
    )
    text = structured_data(guide, "index.md", "Guide", "A page.", whole)
    assert not re.search("[<>&]", text)
    data = json.loads(text)
    assert data["publisher"] == {
        "@type": "MedicalClinic",
        "@id": HOME + "#clinic",
        "name": "A </script> & B",
        "telephone": "+1 555 010 0199",
    }


def test_whatever_a_page_says_stays_inside_its_element(small, tmp_path):
    words = "</script><script>alert(1)</script> & <!-- \u2028"
    file = tmp_path / "docs" / "ketamine" / "limits.md"
    file.write_text(
        file.read_text("utf-8").replace("title: Limits of ketamine", f'title: "{words}"'), "utf-8"
    )
    guide = load_guide(tmp_path)
    text = structured_data(guide, "ketamine/limits.md", "Guide", "A page.", whole)
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text)["@graph"][0]["name"] == guide.pages["ketamine/limits.md"].title


def test_map_and_feed_hold_any_sign(small):
    for text in (
        sitemap(small, lambda page: f"https://x.example/?a=1&b='{page}'<>"),
        feed(small, 'A & "B" <C>', "A & B.", lambda page: f"https://x.example/?a&'{page}'<>"),
    ):
        assert etree.fromstring(text.encode()) is not None
    assert (
        sitemap(small, lambda page: ""),
        feed(small, "Changes", "A page.", lambda page: ""),
    ) == ("", "")
    assert robots("") == "User-agent: *\nAllow: /\n"


# The feed


def test_the_feed_tells_of_changes_the_newest_first_and_every_page_leads_to_it(public, trees):
    tree = etree.parse(public / "feed.xml").getroot()
    entries = tree.findall(f"{ATOM}entry")
    days = [not_none(entry.findtext(f"{ATOM}updated")) for entry in entries]
    addresses = [not_none(entry.find(f"{ATOM}link")).get("href", "") for entry in entries]
    assert days == sorted(days, reverse=True) and tree.findtext(f"{ATOM}updated") == days[0]
    assert len(set(addresses)) == len(entries) > 20
    assert {address.removeprefix(HOME) for address in addresses} <= indexed(trees)
    for page in indexed(trees):
        assert (
            urljoin(
                HOME + page,
                trees[page].xpath(
                    "string(//link[@rel='alternate'][@type='application/atom+xml']/@href)"
                ),
            )
            == HOME + "feed.xml"
        )


def test_a_change_that_is_told_in_a_sentence_stands_in_the_feed(small, tmp_path):
    file = tmp_path / "docs" / "ketamine" / "limits.md"
    file.write_text(
        file.read_text("utf-8").replace(
            "updated:", "changed: A number was wrong & is right now.\nupdated:", 1
        ),
        "utf-8",
    )
    tree = etree.fromstring(feed(load_guide(tmp_path), "Changes", "A page.", whole).encode())
    assert "A number was wrong & is right now." in [
        summary.text for summary in tree.iter(f"{ATOM}summary")
    ]


def test_two_feeds_of_one_text_are_the_same(small):
    assert feed(small, "Changes", "A page.", whole) == feed(
        load_guide(small.root), "Changes", "A page.", whole
    )


def test_a_change_to_a_page_with_a_neutral_title_is_not_told(small, tmp_path):
    file = tmp_path / "docs" / "help" / "now.md"
    file.write_text(
        file.read_text("utf-8").replace(
            "updated:", "changed: The hotline has a new number.\nupdated:", 1
        ),
        "utf-8",
    )
    text = feed(load_guide(tmp_path), "Changes", "A page.", whole)
    assert "hotline" not in text and "<summary>A page.</summary>" in text
