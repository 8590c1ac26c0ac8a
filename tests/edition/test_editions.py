"""A clinic's edition, built from one file and served below another address, as a
visitor gets it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import Site, pages_of
from lxml import html

from hooks.commands.build import build
from hooks.commands.local_server import served
from hooks.edition import signatures
from hooks.edition.colors import contrast
from hooks.edition.required_pages import REQUIRED_PAGES
from hooks.guide import load_guide
from hooks.rendering import signed_pages

ROOT = Path(__file__).resolve().parents[2]
BELOW = "guide/couples/"

MARKUP = '<b onclick=alert(1)>O\'Hara</b> & "Co" {{7*7}}<script>alert(1)</script>'
OPENED = "https://maps.example.org"
CLINIC: dict[str, Any] = {
    "name": f"Harbor {MARKUP}",
    "phone": "(555) 010-0199",
    "email": "o'hara&sons@example.org",
    "address": [f"1 {MARKUP}", "Springfield"],
    "hours": f"Monday {MARKUP}",
    "languages": ["English <i>", "Español"],
    "booking": "https://example.org/book?from=guide&amp=<>".replace("<>", "x"),
    "region": "uk",
    "offers": ["ketamine"],
    "hide_not_offered": "true",
    "reviewer": {
        "name": f"A {MARKUP[:40]}",
        "credentials": "MD <img src=x>",
        "licensed_in": "Oregon </p>",
    },
    "colors": {"light": "#7a1f5c", "dark": "#e3a6cf"},
    "logo": "assets/clinic/logo.svg",
    "neutral_titles": "true",
    "leave_to": "https://example.org/news?a=1&b=2",
    "third_parties": [
        {"origin": OPENED, "name": "Maps <b>& more", "why": "It shows where our rooms are."}
    ],
}
"""Settings in which every text is hostile. JSON is YAML too."""

SETTINGS = {
    "INHERIT": "mkdocs.yml",
    "site_name": "Harbor <b>Guide</b> & more",
    "site_url": f"https://example.org/{BELOW}",
    "edit_uri_template": "https://git.example.org/edit?file={path}&branch=main",
    "extra": {"clinic": CLINIC},
}

ADDED = """---
title: Our rooms
description: Where we meet you.
updated: 2026-11-22
review_by: 2027-05-22
---

# Our rooms

We meet you in a quiet room. [practical advice]
"""


def copy_project(folder):
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def run(folder, *arguments):
    """Run a command of the guide in a folder; a traceback is never an answer."""
    result = subprocess.run(
        [sys.executable, "-m", "hooks", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "Traceback" not in result.stderr
    return result


def append(file, text):
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """An edition whose reviewer signed every page but one, and which then changed, and
    added, a page.
    """
    root = copy_project(tmp_path_factory.mktemp("edition"))
    (root / "clinic.yml").write_text(json.dumps(SETTINGS), "utf-8")
    logo = root / "docs" / "assets" / "clinic" / "logo.svg"
    logo.parent.mkdir()
    logo.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M0 0h8v8z'/></svg>",
        "utf-8",
    )
    pages = [page for page in load_guide(root).pages if page != "patterns/body-alarm.md"]
    assert run(root, "sign", *pages).returncode == 0
    append(root / "docs" / "help" / "low-cost.md", "\nWe added this sentence. [practical advice]\n")
    append(
        root / "docs" / "questions" / "index.md", "\nWe added this sentence. [practical advice]\n"
    )
    (root / "docs" / "about" / "our-rooms.md").write_text(ADDED, "utf-8")
    nav = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        nav.replace(
            "      - about/privacy.md\n", "      - about/privacy.md\n      - about/our-rooms.md\n"
        ),
        "utf-8",
    )
    return root


@pytest.fixture(scope="session")
def edition(project, tmp_path_factory):
    """The edition, built and served below a path, as on a project's page of a host."""
    top = tmp_path_factory.mktemp("host")
    folder = top / BELOW.rstrip("/")
    folder.parent.mkdir(parents=True)
    assert build(project, folder) == 0
    with served(top) as address:
        yield Site(folder, address + BELOW, tuple(pages_of(folder)))


@pytest.fixture(scope="session")
def trees(edition):
    """Every page of the edition as a tree."""
    parser = html.HTMLParser(encoding="utf-8")
    return {page: html.parse(edition.file(page), parser).getroot() for page in edition.pages}


def text_of(element):
    return " ".join(element.text_content().split())


def end_of(trees, page):
    return text_of(trees[page].xpath("//footer[@class='page-end']")[0])


# Hostile settings


def test_markup_in_a_setting_is_text_and_nothing_else(trees):
    for page, tree in trees.items():
        assert tree.xpath("//script[not(@src) and not(contains(@type, 'json'))]") == [], page
        assert tree.xpath("//@onclick | //img[@src='x']") == [], page
        assert not [part for part in tree.xpath("//b | //i") if "O'Hara" in part.text_content()], (
            page
        )
        assert MARKUP in text_of(tree.xpath("//section[@class='foot__contact']")[0]), page


def test_every_setting_of_the_clinic_is_on_every_page(trees):
    for page, tree in trees.items():
        (contact,) = tree.xpath("//section[@class='foot__contact']")
        words = text_of(contact)
        for text in (
            CLINIC["name"],
            CLINIC["phone"],
            CLINIC["email"],
            *CLINIC["address"],
            CLINIC["hours"],
            *CLINIC["languages"],
        ):
            assert text in words, page
        links = contact.xpath(".//a/@href")
        assert "tel:5550100199" in links
        assert "mailto:o%27hara%26sons@example.org" in links
        assert text_of(tree.xpath("//a[@class='brand']")[0]) == SETTINGS["site_name"]
        assert tree.xpath("//a[@class='brand']/img/@alt") == [""]
        assert tree.xpath("//a[@data-leave]/@href") == [CLINIC["leave_to"]]


# Where it stands


def test_every_link_of_an_edition_below_a_path_leads_to_a_file(edition, trees):
    lost = []
    for page, tree in trees.items():
        for link in tree.xpath(
            "//a/@href | //link[@rel='stylesheet' or @rel='icon']/@href | //script/@src |"
            " //img/@src"
        ):
            address = urlsplit(urljoin(edition.address + page, link))
            if address.netloc != urlsplit(edition.address).netloc or address.scheme != "http":
                continue
            below = address.path.removeprefix(f"/{BELOW}")
            file = edition.folder / below
            if (
                below == address.path
                or not (file / "index.html" if file.is_dir() else file).is_file()
            ):
                lost.append((page, link))
    assert lost == []


def test_the_page_for_wrong_addresses_finds_its_files_from_anywhere(trees):
    links = trees["404.html"].xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert links and all(link.startswith(f"/{BELOW}") for link in links)


def test_improve_this_page_leads_to_the_page(trees):
    link = trees["ketamine/limits/"].xpath(
        "//footer[@class='page-end']//a[text()='Improve this page']/@href"
    )
    assert link == ["https://git.example.org/edit?file=ketamine/limits.md&branch=main"]


# Booking, offers, region


NEVER_BOOKED = (
    "help/",
    "reflect/",
    "cycles/not-a-cycle/",
    "ketamine/if-you-feel-worse/",
    "404.html",
)


def test_no_booking_link_stands_where_someone_may_be_in_danger_or_at_odds(trees):
    booked = {page for page, tree in trees.items() if CLINIC["booking"] in tree.xpath("//a/@href")}
    assert {page for page in trees if page.startswith(NEVER_BOOKED)}
    assert booked == {page for page in trees if not page.startswith(NEVER_BOOKED)}


def test_a_page_on_what_is_not_offered_says_so_in_one_line(trees):
    line = (
        f"{CLINIC['name']} does not offer ketamine sessions for couples. What this page says holds"
        " all the same."
    )
    found = {page for page, tree in trees.items() if line in text_of(tree)}
    assert "couples/overview/" in found and "couples/your-choice/" in found
    assert all(page.startswith("couples/") for page in found)
    assert not any("does not offer ketamine treatment" in text_of(tree) for tree in trees.values())


def menu_of(trees, page):
    tree = trees[page]
    return {
        urljoin(f"https://x/{page}", link).removeprefix("https://x/")
        for link in tree.xpath("//*[@id='menu']//a/@href")
    }


def test_what_is_not_offered_leaves_the_menu_and_nothing_else_does(trees):
    menu = menu_of(trees, "ketamine/limits/")
    assert "couples/overview/" not in menu and "ketamine/integration/" not in menu
    assert "ketamine/the-session/" in menu
    for page in REQUIRED_PAGES:
        assert (
            page.removesuffix(".md").removesuffix("index")
            + ("" if page.endswith("/index.md") else "/")
            in menu
        ), page
    # The page itself stays, and can be found.
    assert "couples/overview/" in trees
    assert trees["about/a-z/"].xpath("//article//a[contains(@href, 'couples/overview')]")


def test_pages_on_law_and_prices_say_that_they_describe_another_country(trees):
    line = "Where this page speaks of approval, law or prices, it describes the United States."
    for page in ("ketamine/limits/", "couples/overview/", "questions/", "about/claims/"):
        (note,) = trees[page].xpath("//div[@class='notes']")
        assert line in text_of(note)
        assert "NICE in England does not recommend" in text_of(note)
        place, *_ = note.xpath(".//li/a/@href")
        target, _, anchor = (
            urljoin(f"https://x/{page}", place).removeprefix("https://x/").partition("#")
        )
        assert trees[target].xpath("//*[@id=$anchor]", anchor=anchor)
    assert line not in text_of(trees["cycles/attachment/"])


def test_the_main_message_comes_before_what_the_edition_says(trees):
    article = trees["couples/overview/"].xpath("//article")[0]
    names = [child.tag if child.get("class") != "notes" else "notes" for child in article]
    assert names[:3] == ["h1", "p", "notes"]


# Titles


def test_neutral_titles_say_nothing_and_differ(trees):
    titles = [
        tree.findtext(".//title").strip() for page, tree in trees.items() if page != "404.html"
    ]
    assert all(re.fullmatch(r"Reading list [\d.]+", title) for title in titles)
    assert len(set(titles)) == len(titles)
    said = {tree.xpath("string(//meta[@name='description']/@content)") for tree in trees.values()}
    assert len(said - {""}) == 1


# What it opens


def test_an_opened_origin_stands_in_the_policy_of_every_page_but_those_that_stay_closed(trees):
    opened = {
        page
        for page, tree in trees.items()
        if OPENED in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    }
    assert opened == {
        page
        for page, tree in trees.items()
        if not (page.startswith(("help/", "reflect/")) or tree.xpath("//form | //*[@data-private]"))
    }


def test_an_opened_origin_is_named_on_the_privacy_page_with_its_reason(trees):
    page = text_of(trees["about/privacy/"])
    assert f"{OPENED} (Maps <b>& more). It shows where our rooms are." in page
    assert "no page can load anything from another company" not in page


# Changed, added, signed


CHANGED = f"{CLINIC['name']} has changed this page. It differs from the text of Stuck Patterns"


def test_a_page_that_an_edition_changed_says_so_and_no_other_does(trees):
    assert {page for page, tree in trees.items() if CHANGED in text_of(tree)} == {
        "help/low-cost/",
        "questions/",
    }


def test_a_changed_page_on_help_says_so_below_its_main_message(trees):
    assert CHANGED in text_of(trees["help/low-cost/"].xpath("//div[@class='notes']")[0])


def test_a_page_that_an_edition_added_says_so(trees):
    line = (
        f"{CLINIC['name']} wrote this page. It is not part of Stuck Patterns, the guide behind this"
        " edition."
    )
    assert {page for page, tree in trees.items() if line in text_of(tree)} == {"about/our-rooms/"}


def test_a_signature_stands_on_the_text_that_was_signed(trees):
    reviewer = CLINIC["reviewer"]
    who = f"{reviewer['name']}, {reviewer['credentials']} (licensed in {reviewer['licensed_in']})"
    assert f"{who} signed off this page on " in end_of(trees, "ketamine/limits/")
    assert f"{who} signed off an earlier text of this page on " in end_of(trees, "help/low-cost/")
    assert "No clinician has signed off the text as it stands." in end_of(trees, "help/low-cost/")
    for page in ("patterns/body-alarm/", "about/our-rooms/"):
        assert "No clinician has signed off this page yet." in end_of(trees, page)


def test_what_is_true_of_the_default_edition_alone_is_not_said(trees):
    words = text_of(trees["about/who-made-this/"])
    assert "A clinic hosts this copy." in words
    for false in (
        "This copy isn't run by a clinic",
        "No clinician has signed off any page",
        "has no booking link",
    ):
        assert false not in words
    assert "No clinician has signed it off yet." not in text_of(trees[""])


# Colors


@pytest.mark.parametrize(
    ("scheme", "color"), [("light", "rgb(122, 31, 92)"), ("dark", "rgb(227, 166, 207)")]
)
def test_the_editions_color_is_that_of_links_on_both_themes(browser, edition, scheme, color):
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    failed = []
    tab.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    tab.goto(edition.address + "ketamine/limits/")
    link = tab.locator(".foot__contact a").first
    ground = tab.evaluate("() => getComputedStyle(document.querySelector('.foot')).backgroundColor")
    shown = link.evaluate("link => getComputedStyle(link).color")
    context.close()
    assert shown == color
    assert failed == []
    assert contrast(as_hex(shown), as_hex(ground)) >= 4.5


def as_hex(color):
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])


def test_the_editions_color_stays_off_paper(browser, edition):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(edition.address + "ketamine/limits/")
    tab.emulate_media(media="print")
    assert tab.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"
    ) in ("#000", "#000000")
    context.close()


def test_the_default_edition_sends_no_stylesheet_for_colors_and_names_no_clinic(site):
    text = site.file("ketamine/limits/").read_text("utf-8")
    assert "edition.css" not in text
    assert "This copy isn't run by a clinic." in text


# Signing and recording


@pytest.fixture
def small(tmp_path):
    """A copy of the guide without what a command that builds nothing can do without."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def write_edition(root, **settings):
    (root / "clinic.yml").write_text(
        json.dumps({"INHERIT": "mkdocs.yml", "extra": {"clinic": {"region": "us", **settings}}}),
        "utf-8",
    )


def test_nobody_signs_without_a_reviewer(small):
    write_edition(small, name="Harbor")
    result = run(small, "sign", "--all")
    assert result.returncode == 2
    assert (
        result.stderr
        == "Nothing was signed. clinic.yml has to name a reviewer under extra.clinic.reviewer.\n"
    )
    assert not (small / "signatures.json").exists()


def test_what_is_signed_has_to_be_named(small):
    write_edition(small, name="Harbor", reviewer=CLINIC["reviewer"])
    result = run(small, "sign")
    assert (result.returncode, result.stderr) == (
        2,
        "Nothing was signed. Name the pages that were read, or give --all.\n",
    )
    result = run(small, "sign", "docs/ketamine/limit.md")
    assert (result.returncode, result.stderr) == (
        2,
        "Nothing was signed. There is no page ketamine/limit.md under docs/.\n",
    )


def test_signing_one_page_leaves_the_others_as_they_were(small):
    write_edition(small, name="Harbor", reviewer=CLINIC["reviewer"])
    assert run(small, "sign", "docs/help/now.md").returncode == 0
    first = json.loads((small / "signatures.json").read_text("utf-8"))["pages"]
    assert run(small, "sign", "docs/ketamine/limits.md").returncode == 0
    both = json.loads((small / "signatures.json").read_text("utf-8"))["pages"]
    assert list(both) == ["help/now.md", "ketamine/limits.md"]
    assert both["help/now.md"] == first["help/now.md"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "signatures.json:1:2: data: The file cannot be read from here on."),
        ("[]", "signatures.json:1:1: data: The file is not a group of fields."),
        (
            '{"pages": {"help/now.md": {"reviewer": "A", "on": "yesterday", "text": "0"}}}',
            'signatures.json:1:1: data: "on" is not a date.',
        ),
        (
            (
                '{"pages": {"help/nwo.md": {"reviewer": "A", "on": "2026-11-22", "text":'
                ' "00000000000000000000000000000000"}}}'
            ),
            'Did you mean "help/now.md"?',
        ),
    ],
)
def test_a_broken_file_of_signatures_is_told(small, content, message):
    write_edition(small, name="Harbor", reviewer=CLINIC["reviewer"])
    (small / "signatures.json").write_text(content, "utf-8")
    assert any(message in str(finding) for finding in load_guide(small).findings)


def test_an_edition_without_the_record_of_the_guides_text_is_told(small):
    write_edition(small)
    (small / signatures.RECORD).unlink()
    assert [str(finding) for finding in load_guide(small).findings] == [
        f"{signatures.RECORD}:1:1: release: The record of the guide's own text is not there."
        " Take it back from the guide."
    ]


def test_an_edition_cannot_record_its_own_text_as_the_guides(small):
    write_edition(small)
    before = (small / signatures.RECORD).read_bytes()
    result = run(small, "release")
    assert result.returncode == 2
    assert (
        result.stderr
        == "This is an edition (it has a clinic.yml). Only the guide itself records its own text.\n"
    )
    assert (small / signatures.RECORD).read_bytes() == before


def test_the_record_is_that_of_the_guides_own_text():
    """In an edition there is nothing to compare with: its pages may differ, and say so."""
    guide = load_guide(ROOT)
    if not guide.edition.own:
        now = signed_pages.release(guide, "Stuck Patterns")
        assert (ROOT / signatures.RECORD).read_text("utf-8") == now, (
            'The text has changed: run "make release". (For an edition: add clinic.yml first.)'
        )


@pytest.mark.parametrize(
    ("name", "old", "new", "pages"),
    [
        ("docs/data/claims.yml", "claims:", "claims:", set()),
        ("docs/data/help-lines.yml", "checked: 2026-11-22", "checked: 2026-11-25", set()),
        ("docs/ketamine/limits.md", "\nupdated: 2026-", "\nupdated: 2025-", set()),
        (
            "docs/ketamine/limits.md",
            "description: ",
            "description: Really, ",
            {"ketamine/limits.md"},
        ),
        (
            "docs/data/help-lines.yml",
            "name: Emergency services",
            "name: Emergency",
            {"help/now.md"},
        ),
        ("docs/data/glossary.yml", "meaning: ", "meaning: Roughly, ", {"about/glossary.md"}),
    ],
)
@pytest.mark.slow
def test_only_what_a_reader_can_read_changes_a_fingerprint(small, name, old, new, pages):
    before = load_guide(small)
    file = small / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    after = load_guide(small)
    changed = {
        page
        for page in before.pages
        if signed_pages.fingerprint(before, page) != signed_pages.fingerprint(after, page)
    }
    assert changed >= pages and (changed == set()) == (pages == set())


@pytest.mark.slow
def test_two_branches_that_change_two_neighboring_pages_merge_the_record(tmp_path, small):
    """The record has a line of its own between any two fingerprints."""
    repository = tmp_path / "repository"
    repository.mkdir()

    def git(*arguments):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
            cwd=repository,
            check=True,
            capture_output=True,
        )

    def record(*changes):
        for page in changes:
            append(small / "docs" / page, "\nMore. [practical advice]\n")
        (repository / "release.json").write_text(
            signed_pages.release(load_guide(small), "Stuck Patterns"), "utf-8"
        )
        git("add", ".")
        git("commit", "-m", "Record")

    git("init", "-b", "main")
    record()
    git("checkout", "-b", "one")
    record("ketamine/limits.md")
    git("checkout", "main")
    shutil.rmtree(small / "docs")
    shutil.copytree(ROOT / "docs", small / "docs")
    record("ketamine/integration.md")
    git("merge", "one")
    merged = json.loads((repository / "release.json").read_text("utf-8"))
    append(small / "docs" / "ketamine/limits.md", "\nMore. [practical advice]\n")
    assert merged == json.loads(signed_pages.release(load_guide(small), "Stuck Patterns"))
