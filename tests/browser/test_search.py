"""What the search finds: run in a real browser on the published index, with the
checked-in questions.
"""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect
from the_guide import A_TO_Z, CONTENT, HELP, REFLECTION

QUERIES = Path(__file__).resolve().parents[2] / "benchmarks" / "search" / "queries"

SHOWN = 8

FIND = """async (queries) => {
    const { finder } = await import(new URL("assets/find.js", document.baseURI).href);
    const find = finder(await (await fetch(new URL("assets/search.json",
        document.baseURI))).json());
    return queries.map((query) => { const { says, ...found } = find(query); return found; });
}"""


def read(name, half=None):
    """The rows of a file of questions, or of one half of it."""
    with (QUERIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if half in (None, row.get("half"))]


@pytest.fixture(scope="module")
def find(browser, site):
    """Asks the published search many things at once; the answers are what it would show."""
    tab = browser.new_page()
    tab.goto(site.address)
    yield lambda queries: tab.evaluate(FIND, list(queries))
    tab.close()


def pages_of(answer):
    """The pages an answer shows, in order, each once; help that comes first is one of them."""
    places = answer["urgent"][:1] + answer["found"]
    return list(dict.fromkeys(place["address"].split("#")[0].strip("/") for place in places))


def hits(find, rows):
    """How many of the questions get a right page first, and among the first three, in 100."""
    ranks = []
    for row, answer in zip(rows, find(row["query"] for row in rows), strict=True):
        right = row["pages"].split()
        ranks.append(
            next((rank for rank, page in enumerate(pages_of(answer)) if page in right), 99)
        )
    return 100 * sum(rank == 0 for rank in ranks) / len(ranks), 100 * sum(
        rank < 3 for rank in ranks
    ) / len(ranks)


# Floors a little below what was measured, and never an aim.
@pytest.mark.parametrize(
    ("name", "half", "first", "three"),
    [
        ("asked", None, 72, 88),
        ("blind", "development", 55, 72),
        ("blind", "held-out", 58, 82),
        ("misspelt", "development", 76, 88),
        ("misspelt", "held-out", 62, 88),
        ("later", "development", 58, 75),
    ],
)
def test_the_right_page_comes_first_or_nearly(find, name, half, first, three):
    found = hits(find, read(name, half))
    assert found[0] >= first and found[1] >= three, found


def test_every_right_page_of_the_questions_is_a_page_of_the_guide(guide):
    known = {page.removesuffix(".md").removesuffix("/index") for page in guide.pages}
    rows = [row for name in ("asked", "blind", "misspelt", "later") for row in read(name)]
    assert {page for row in rows for page in row["pages"].split()} - known == set()
    assert len(rows) > 280


def test_help_comes_first_when_somebody_is_in_trouble(find):
    rows = read("crisis")
    answers = find(row["query"] for row in rows)
    assert len(rows) > 80
    # What to do after pressure on the neck stands with the signs of danger, not with the lines.
    places = {"help/now", "cycles/not-a-cycle"}
    assert [
        row["query"]
        for row, answer in zip(rows, answers, strict=True)
        if not answer["urgent"] or pages_of(answer)[0] not in places
    ] == []


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("he scares me", "Help now: when someone scares or hurts you"),
        ("i hit my wife", "Help now: when you hurt someone, or fear you will"),
        ("took too much ketamine", "Help now: took too much, or cannot be woken"),
        ("i wnat to kil myself", "Help now: you do not have to be alone with this"),
        ("hurting myself", "Help now: when you hurt yourself"),
        ("he choked me last night", "Help now: when someone pressed on your neck"),
        ("my husband tried to strangle me", "Help now: when someone pressed on your neck"),
        ("i choked my wife", "Help now: when you hurt someone, or fear you will"),
        ("she had her arm across my neck", "Help now: when someone pressed on your neck"),
        (
            "he put it in my drink",
            "Help now: when someone gave you a drug you did not agree to",
        ),
        (
            "my boyfriend gave me ketamine lozenges without asking",
            "Help now: when someone gave you a drug you did not agree to",
        ),
    ],
)
def test_the_help_that_comes_first_is_the_one_that_fits(find, asked, title):
    (answer,) = find([asked])
    assert answer["urgent"][0]["title"] == title


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("i think he hit me last night", {"when someone scares or hurts you"}),
        ("i think i hit him last night", {"when you hurt someone, or fear you will"}),
        (
            "he hits me and i hit him back",
            {"when someone scares or hurts you", "when you hurt someone, or fear you will"},
        ),
        ("my wife says she is afraid of me", {"when you hurt someone, or fear you will"}),
        ("she flinches when i raise my hand", {"when you hurt someone, or fear you will"}),
        (
            "he locks himself in the bathroom when i get angry",
            {"when someone scares or hurts you", "when you hurt someone, or fear you will"},
        ),
        ("I don\u00b4t want to live", {"you do not have to be alone with this"}),
        ("he won\u2032t let me leave", {"when someone scares or hurts you"}),
        ("i took to much ketamine", {"took too much, or cannot be woken"}),
    ],
)
def test_who_hurts_and_who_is_hurt_are_told_apart(find, asked, kinds):
    (answer,) = find([asked])
    assert {place["title"].removeprefix("Help now: ") for place in answer["urgent"]} == kinds


def test_help_is_not_pressed_on_somebody_who_asks_for_something_else(find):
    rows = read("calm")
    assert [
        row["query"]
        for row, answer in zip(rows, find(row["query"] for row in rows), strict=True)
        if answer["urgent"]
    ] == []


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%00%ff",
    "\\",
    "[",
    "(((((",
    ".*",
    "🙂🙂🙂",
    "❤️‍🔥",
    "مرحبا كيف حالك",
    "שלום",
    "\u202egnirts",
    "___proto___",
    "__proto__ constructor",
    "constructor",
    "toString",
    "a" * 10_000,
    "ketamine " * 1_500,
    "\n\t ",
    "?",
    "{he} hit {me}",
    "only: *",
    "*",
    "ＦＵＬＬ ｗｉｄｔｈ",
    "naïve café",
    "\u0000",
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_an_answer_and_nothing_else_happens(browser, site, asked):
    tab = browser.new_page()
    asked_for, wrong = [], []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("request", lambda request: asked_for.append(request.url.removeprefix(site.address)))
    tab.goto(site.address + "search/")
    before = tab.evaluate("history.length")
    tab.get_by_role("searchbox").fill(asked)
    if asked.strip():
        expect(
            tab.get_by_role("region", name="Search results").get_by_role("link").first
        ).to_be_visible()
    assert tab.locator(".results :is(script, img)").count() == 0
    opened = {"search/"} | {
        f"assets/{name}" for name in ("search.js", "find.js", "search.json", "answers.json")
    }
    assert {
        name for name in asked_for if not name.startswith("assets/") or name.endswith(".json")
    } <= opened
    assert (tab.url, tab.evaluate("history.length"), wrong) == (
        site.address + "search/",
        before,
        [],
    )
    tab.close()


@pytest.fixture
def page(browser, site):
    """The search page on a small phone."""
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(site.address + "search/")
    yield tab
    tab.close()


def test_the_search_page_fits_a_small_phone_and_shows_sections_with_their_leads(page):
    page.get_by_role("searchbox", name="What are you looking for?").press_sequentially(
        "ketamine bladder"
    )
    results = page.get_by_role("region", name="Search results")
    first = results.get_by_role("link").first
    expect(first.locator("strong")).to_have_text("Can it hurt my bladder?")
    expect(first.locator(".results__page")).to_have_text("Side effects of ketamine")
    expect(first.locator(".results__lead")).to_have_text(
        "Yes. In people who misuse ketamine often, bladder damage is well known."
    )
    assert results.get_by_role("link").count() <= SHOWN
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_help_that_comes_first_is_a_link_and_is_said_aloud(page):
    page.get_by_role("searchbox").press_sequentially("he scares me")
    results = page.get_by_role("region", name="Search results")
    expect(page.locator(".search [role=status]")).to_have_text("Help comes first. 8 results.")
    assert HELP in results.get_by_role("link").first.get_attribute("href")
    assert HELP not in results.get_by_role("link").nth(1).get_attribute("href")


LINE = "Not safe, or not okay? Help now."


@pytest.mark.parametrize("asked", ["bladder", "he scares me", "qqxzvw"])
def test_the_same_line_leads_to_help_above_every_list_and_is_never_said_aloud(page, asked):
    field = page.get_by_role("searchbox")
    assert page.get_by_role("link", name=LINE).count() == 0
    field.press_sequentially(asked)
    line = page.get_by_role("link", name=LINE)
    expect(line).to_be_visible()
    assert line.get_attribute("href").endswith(HELP)
    results = page.get_by_role("region", name="Search results")
    expect(results.get_by_role("link").first).to_be_visible()
    assert line.bounding_box()["y"] < results.bounding_box()["y"]
    color = "link => getComputedStyle(link.querySelector('strong') || link).color"
    assert line.evaluate(color) == results.get_by_role("link").last.evaluate(color)
    said = page.locator(".search [role=status]")
    expect(said).not_to_be_empty()
    assert "Not safe" not in said.inner_text()
    assert line.evaluate("link => link.closest('[role=status], [role=alert], [aria-live]')") is None


@pytest.mark.parametrize("asked", ["bladder", "he scares me"])
def test_enter_and_the_arrows_go_to_the_first_result_and_not_to_the_line(page, asked):
    field = page.get_by_role("searchbox")
    field.press_sequentially(asked)
    first = page.get_by_role("region", name="Search results").get_by_role("link").first
    expect(first).to_be_visible()
    field.press("Enter")
    expect(first).to_be_focused()
    assert page.url.endswith("search/")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()


def test_help_that_comes_first_says_nothing_of_what_was_typed(find):
    """Two ways to say one thing are answered alike, so nobody can read there what was typed."""
    for one, other in (
        ("he scares me", "my boyfriend is scaring me"),
        ("i wnat to kil myself", "suicidal"),
    ):
        first, second = (answer["urgent"][0] for answer in find([one, other]))
        first.pop("length"), second.pop("length")
        assert first == second


def test_numbers_in_results_are_not_translated(page, guide):
    page.get_by_role("searchbox").press_sequentially("suicidal")
    lead = page.locator(".results__urgent .results__lead")
    expect(lead).to_be_visible()
    kept = lead.locator("[translate=no]").all_inner_texts()
    assert guide.region.line("crisis").call in kept
    left = lead.evaluate(
        "lead => { lead.querySelectorAll('[translate=no]').forEach((part) => part.remove()); return"
        " lead.textContent; }"
    )
    assert left and not any(sign.isdigit() for sign in left)


def test_when_nothing_is_found_there_are_kind_words_and_somewhere_to_go(page):
    page.get_by_role("searchbox").press_sequentially("qqxzvw")
    results = page.get_by_role("region", name="Search results")
    expect(page.locator(".search [role=status]")).to_have_text("Nothing clearly answers that.")
    assert "not about you" in results.inner_text()
    ends = [
        link.split("/", 3)[-1].removeprefix("../")
        for link in results.get_by_role("link").evaluate_all(
            "links => links.map((link) => link.href)"
        )
    ]
    assert [end for end in ends] == ["questions/", A_TO_Z, HELP]


def test_when_nothing_clearly_answers_the_nearest_are_few_and_called_that(page):
    page.get_by_role("searchbox").fill("lasagna for sunday guests")
    results = page.get_by_role("region", name="Search results")
    expect(results).to_contain_text("Nothing here clearly answers that.")
    expect(results).to_contain_text("Nearest to it, though it may not fit:")
    assert 1 <= results.locator("ol a").count() <= 3


def test_a_question_of_small_words_alone_finds_what_is_asked_in_them(find, page):
    (answer,) = find(["how do i help"])
    assert answer["found"]


def test_without_the_words_that_answer_the_places_are_still_named(page):
    page.route("**/answers.json", lambda route: route.fulfill(status=500, body="no"))
    page.get_by_role("searchbox").fill("ketamine bladder")
    first = page.get_by_role("region", name="Search results").get_by_role("link").first
    expect(first).to_contain_text("Can it hurt my bladder?")
    expect(first.locator(".results__lead")).to_be_empty()


def test_the_search_page_is_walked_with_tab_alone(page):
    field = page.get_by_role("searchbox")
    field.press_sequentially("bladder")
    first = page.get_by_role("region", name="Search results").get_by_role("link").first
    expect(first).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("link", name=LINE)).to_be_focused()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CONTENT}#can-it-hurt-my-bladder")


@pytest.mark.parametrize("state", [{"isComposing": True}, {"keyCode": 229}], ids=str)
def test_keys_that_write_a_word_in_another_script_stay_with_the_field(page, state):
    field = page.get_by_role("searchbox")
    field.press_sequentially("bladder")
    expect(
        page.get_by_role("region", name="Search results").get_by_role("link").first
    ).to_be_visible()
    swallowed = page.evaluate(
        """(state) => ["Enter", "ArrowDown", "ArrowUp", "Escape"].filter((key) =>
            !document.querySelector("input[type=search]").dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...state })
            ))""",
        state,
    )
    assert swallowed == []
    assert field.input_value() == "bladder"
    expect(field).to_be_focused()


def test_what_was_typed_is_gone_after_leaving_and_coming_back(page, site):
    page.get_by_role("searchbox").press_sequentially("bladder")
    page.get_by_role("region", name="Search results").get_by_role("link").first.click()
    page.wait_for_url(f"**/{CONTENT}**")
    assert "search" not in page.evaluate("document.referrer")
    page.go_back()
    assert page.get_by_role("searchbox").input_value() == ""


def test_without_scripts_the_search_page_says_so_and_offers_other_ways(browser, site):
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(site.address + "search/")
    assert not tab.get_by_role("searchbox").is_visible()
    assert tab.get_by_text("The search needs JavaScript").is_visible()
    assert tab.get_by_role("link", name=LINE).is_visible()
    main = tab.get_by_role("main")
    assert main.get_by_role("link", name="Questions people ask").is_visible()
    assert main.get_by_role("link", name="Pages and questions, A to Z").is_visible()
    tab.close()


@pytest.mark.parametrize("address", [HELP, REFLECTION])
def test_pages_that_fetch_nothing_lead_to_the_search_page_by_a_plain_link(browser, site, address):
    tab = browser.new_page()
    tab.goto(site.address + address)
    tab.get_by_role("banner").get_by_role("link", name="Search").click()
    tab.wait_for_url(site.address + "search/")
    tab.close()
