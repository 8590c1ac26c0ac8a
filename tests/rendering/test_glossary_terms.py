"""Special words that open their meaning where a page first uses them."""

import re

import pytest
from lxml import html
from markdown import Markdown
from playwright.sync_api import expect
from small_guide import lay_out

from hooks.data.glossary import Glossary
from hooks.guide import load_guide
from hooks.rendering.extension import GuideExtension
from hooks.text.passages import is_prose

SECTIONS = ("patterns", "cycles", "ketamine", "couples")


@pytest.fixture
def render(tmp_path):
    """Makes HTML of Markdown in a guide that knows two words."""
    guide = load_guide(lay_out(tmp_path))
    guide.terms = Glossary.model_validate(
        [
            {
                "term": "Dissociation",
                "clinical": ["dissociation", "dissociative"],
                "meaning": "Feeling detached.",
            },
            {
                "term": "Trauma bond",
                "opens": ["trauma bond"],
                "meaning": "Staying attached to someone who harms you.",
            },
        ]
    ).root
    return lambda text: html.fromstring(
        "<article>" + Markdown(extensions=[GuideExtension(guide)]).convert(text) + "</article>"
    )


def opened(tree):
    return [link.text for link in tree.xpath("//a[@class='term']")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Some feel dissociation, and dissociation passes.", ["dissociation"]),
        ("A dissociative state. Then dissociation.", ["dissociative"]),
        ("Dissociation and **a trauma bond** differ.", ["Dissociation", "trauma bond"]),
        ("## Dissociation?\n\nIt is dissociation.", ["dissociation"]),
        ("See [dissociation](help/now.md). It means feeling detached.", []),
        ("> Dissociation heals.\n\nNot so.", []),
        ("`dissociation` in code", []),
        ("Undissociation and dissociations are other words, and so is trauma-bonding.", []),
        (
            '/// said\n"Dissociation is good."\n///\n\nNobody knows if dissociation is.',
            ["dissociation"],
        ),
        ("/// emergency | Call now if:\n- dissociation does not pass\n///\n", []),
        ("| Effect | Rate |\n| --- | --- |\n| dissociation | 41 |\n", ["dissociation"]),
    ],
)
def test_a_word_opens_where_it_first_stands_in_the_text(render, text, words):
    assert opened(render(text)) == words


def test_the_text_around_a_word_stays_as_it_was(render):
    tree = render("Some feel *strong* dissociation, then **a trauma bond** too. It passes.")
    assert (
        tree.xpath("string(//p)")
        == "Some feel strong dissociation, then a trauma bond too. It passes."
    )


def test_a_word_leads_to_the_glossary_and_its_meaning_follows_the_text_unseen(render):
    tree = render("Some feel dissociation.\n\nIt passes.")
    (link,) = tree.xpath("//a[@class='term']")
    assert link.get("href") == "/about/glossary.md#dissociation"
    (meaning,) = tree.xpath(f"//*[@id='{link.get('data-opens')}']")
    assert "Feeling detached." in meaning.text_content()
    assert meaning.xpath("ancestor::*[@hidden]") and not meaning.xpath("following::p")


def test_what_opens_agrees_with_the_rule_that_clinical_words_are_explained(site, guide):
    """Every page on which the rule finds a clinical word in a sentence opens it, but
    where the word is only a link or a quote.
    """
    missed = []
    for page, source in guide.pages.items():
        if source.section not in SECTIONS:
            continue
        tree = html.fromstring(site.file(page.removesuffix(".md") + "/").read_text("utf-8"))
        names = set(tree.xpath("//a[@class='term']/@data-opens"))
        prose = [
            passage
            for passage in guide.passages(source)
            if is_prose(passage)
            and not {"emergency", "next", "safety"}.intersection(passage.block)
            and "](" not in passage.raw
        ]
        for term in guide.terms:
            pattern = re.compile(
                r"(?<![\w-])(?:" + "|".join(map(re.escape, term.clinical)) + r")(?![\w-])", re.I
            )
            if term.clinical and any(pattern.search(passage.text) for passage in prose):
                slug = "t-" + re.sub(r"\W+", "-", term.term.lower())
                if slug not in names:
                    missed.append(f"{page}: {term.term}")
    assert missed == []


def test_the_glossary_lists_every_word_that_opens_anywhere(site):
    listed = set(
        html.fromstring(site.file("about/glossary/").read_text("utf-8")).xpath(
            "//dl[@class='glossary']/div/@id"
        )
    )
    targets = {
        target
        for page in site.pages
        for target in re.findall(r'data-opens="t-([\w-]+)"', site.file(page).read_text("utf-8"))
    }
    assert len(targets) > 10 and targets <= listed


@pytest.fixture
def visit(browser, site):
    opened_contexts = []

    def open_page(**visitor):
        context = browser.new_context(
            viewport={"width": 360, "height": 640}, has_touch=True, **visitor
        )
        opened_contexts.append(context)
        tab = context.new_page()
        tab.goto(site.address + "ketamine/what-it-is/")
        return tab

    yield open_page
    for context in opened_contexts:
        context.close()


@pytest.mark.parametrize("way", ["tap", "click", "keyboard"])
def test_a_word_opens_and_closes_in_place(visit, way):
    tab = visit()
    word = tab.get_by_role("link", name="esketamine", exact=True)
    card = tab.get_by_role("dialog", name="esketamine", exact=True)
    word.scroll_into_view_if_needed()
    place, address = tab.evaluate("scrollY"), tab.url
    if way == "keyboard":
        word.focus()
        tab.keyboard.press("Enter")
    else:
        getattr(word, way)()
    assert card.is_visible() and "nasal spray" in card.inner_text()
    # Read out with the name, because the focus is on the button below the words.
    assert "nasal spray" in tab.evaluate("document.getElementById('opened-text').textContent")
    expect(card).to_have_accessible_description(re.compile("nasal spray"))
    assert tab.evaluate("document.activeElement.textContent") == "Close"
    assert way == "keyboard" or tab.evaluate("scrollY") == place
    if way == "keyboard":
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement.innerText") == "esketamine"
    elif way == "tap":
        word.tap()
    else:
        card.get_by_role("button", name="Close").click()
    assert not card.is_visible()
    assert tab.url == address


def test_without_scripts_a_word_leads_to_the_glossary(visit, site):
    tab = visit(java_script_enabled=False)
    tab.get_by_role("link", name="esketamine", exact=True).tap()
    tab.wait_for_url(f"{site.address}about/glossary/#esketamine")


def test_a_word_is_large_enough_to_press_and_prints_as_text(visit):
    tab = visit()
    for box in [word.bounding_box() for word in tab.locator(".term").all()]:
        assert min(box["width"], box["height"]) >= 24
    tab.emulate_media(media="print")
    assert (
        tab.locator(".term").first.evaluate("word => getComputedStyle(word).textDecorationLine")
        == "none"
    )
