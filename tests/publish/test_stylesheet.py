"""A stylesheet keeps what the pages can use and loses what they cannot."""

import pytest
from lxml import html

from hooks.publish.stylesheet import UsedSelectors, purge, purge_again

PAGE = """
<html><body class="page">
  <main id="top"><p class="lead">Text <a href="#top" data-leave>out</a></p>
    <ul><li>One</li></ul><button popover>Open</button></main>
</body></html>
"""


@pytest.fixture(scope="module")
def used():
    """The names of one page."""
    names = UsedSelectors()
    names.add(html.document_fromstring(PAGE))
    return names


KEPT = [
    "p{color:red}",
    ".lead{color:red}",
    "#top{color:red}",
    "main>p.lead a[data-leave]{color:red}",
    "*{color:red}",
    ":root{color:red}",
    "P{color:red}",
    "a:hover{color:red}",
    "a:focus-visible{color:red}",
    "p::before{color:red}",
    "li:nth-child(odd){color:red}",
    "p:not(.never){color:red}",
    "[hidden]{color:red}",
    "button:popover-open{color:red}",
    ":is(.never,p){color:red}",
    "main:has(.lead){color:red}",
    ".results__page{color:red}",
    ".results__page{color:red}",
    "@media print{p{color:red}}",
    "@media (min-width:40em){@supports (display:grid){p{color:red}}}",
    "@layer base{p{color:red}}",
    '@font-face{font-family:"F";src:url(f.woff2)}',
    "@page{margin:2cm}",
    "p{color:red!important}",
    "p{--accent:red;color:var(--accent)}",
    "p{animation:turn 1s}@keyframes turn{to{opacity:1}}",
    'p{content:"a, b {c}"}',
    'p{background:url("data:image/svg+xml,<svg/>")}',
]


@pytest.mark.parametrize("css", KEPT)
def test_what_a_page_can_use_stays_as_it_is(used, css):
    assert purge([css], used) == [css]


LOST = [
    ".never{color:red}",
    "#never{color:red}",
    "video{color:red}",
    "[data-never]{color:red}",
    "p.lead.never{color:red}",
    "main .never p{color:red}",
    "p.never:hover{color:red}",
    ":is(.never,video){color:red}",
    "main:has(video){color:red}",
    "@media print{.never{color:red}}",
    "@media print{@supports (display:grid){.never{color:red}}}",
    "@keyframes turn{to{opacity:1}}",
    "@-webkit-keyframes turn{to{opacity:1}}",
    ":root{--accent:red}",
    "/* a note */",
    "p{}",
]


@pytest.mark.parametrize("css", LOST)
def test_what_no_page_can_use_goes(used, css):
    assert purge([css], used) == [""]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p, .never, li{color:red}", "p,li{color:red}"),
        ("p{color:red}\n\n.never{color:red}\nli{color:red}", "p{color:red}li{color:red}"),
        ("p { --a: red; --b: blue; color: var(--a) }", "p{--a:red;color:var(--a)}"),
        # One variable may ask for another, and only for that.
        (
            ":root{--a:var(--b);--b:red;--c:var(--d);--d:blue}p{color:var(--a)}",
            ":root{--a:var(--b);--b:red}p{color:var(--a)}",
        ),
        (
            "p{animation:a 1s}@keyframes a{to{opacity:1}}@keyframes b{to{opacity:1}}",
            "p{animation:a 1s}@keyframes a{to{opacity:1}}",
        ),
        ("@media print{p{color:red}.never{color:red}}", "@media print{p{color:red}}"),
    ],
)
def test_only_the_unused_part_goes(used, before, after):
    assert purge([before], used) == [after]


def test_one_stylesheet_may_use_what_another_sets(used):
    sheets = [
        ":root{--a:red;--b:blue}",
        "p{color:var(--a);animation:turn 1s}",
        "@keyframes turn{to{opacity:1}}",
    ]
    assert purge(sheets, used) == [":root{--a:red}", sheets[1], sheets[2]]


def test_names_of_every_page_count():
    names = UsedSelectors()
    names.add(html.document_fromstring("<p class='a b'>x</p>"))
    names.add(html.document_fromstring("<section id='c'>x</section>"))
    css = ".a{color:red}.b{color:red}section{color:red}#c{color:red}.d{color:red}"
    assert purge([css], names) == [".a{color:red}.b{color:red}section{color:red}#c{color:red}"]


def test_a_purged_stylesheet_purged_again_is_the_same(used):
    once = purge(["".join(KEPT + LOST)], used)
    assert purge(once, used) == once


@pytest.mark.parametrize("kept", [None, "", "[]", "{", '{"x": 1}'])
def test_a_stylesheet_comes_out_the_same_from_what_is_kept(tmp_path, used, kept):
    file = tmp_path / "cache" / "stylesheets.json"
    if kept is not None:
        file.parent.mkdir()
        file.write_text(kept, "utf-8")
    sheets = ["".join(KEPT), ".never{color:red}#top{color:red}"]
    wanted = purge(sheets, used)
    assert [purge_again(sheets, used, file) for _ in range(2)] == [wanted, wanted]


def test_what_is_kept_of_a_stylesheet_does_not_outlive_a_change(tmp_path, used):
    file = tmp_path / "stylesheets.json"
    more = UsedSelectors(
        used.elements, used.classes | {"never"}, used.ids | {"late"}, used.attributes
    )
    for sheets in (
        ["p{color:red}.never{color:red}#late{color:red}"],
        ["p{color:blue}.never{color:blue}"],
    ):
        for names in (used, more, used):
            assert purge_again(sheets, names, file) == purge(sheets, names)
