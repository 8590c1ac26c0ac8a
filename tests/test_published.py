"""The built site: what must not be published is refused with file and line, the rest is finished."""

import re

import pytest

from hooks.published import POLICY, seal

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="stylesheet" href="../assets/guide.css">
    <link rel="canonical" href="https://example.org/page/">
    <script src="../assets/site.js" defer></script>
    <script type="application/ld+json">{"@context": "https://schema.org"}</script>
    HEAD
  </head>
  <body>
    <p class="lead">Read <a href="https://doi.org/10.1/x">the study</a> or <a href="tel:988">call</a>.</p>
    BODY
  </body>
</html>
"""

CSS = ".lead{color:red}\n"
SCRIPT = "document.title;\n"

HEAD_LINE, BODY_LINE = 9, 13


def lay_out(site, head="", body="", css="", script=""):
    """Write a site of one page, with something planted in a page, the stylesheet or the script."""
    (site / "page").mkdir(parents=True)
    (site / "assets").mkdir()
    (site / "page" / "index.html").write_text(PAGE.replace("HEAD", head).replace("BODY", body), "utf-8")
    (site / "assets" / "guide.css").write_text(CSS + css, "utf-8")
    (site / "assets" / "site.js").write_text(SCRIPT + script, "utf-8")
    return site


def test_a_site_of_its_own_files_is_not_refused(tmp_path):
    assert seal(lay_out(tmp_path)) == []


def loads(address):
    return f"The page would load {address} from another origin. Put the file into docs/assets, or leave it out."


IN_HEAD = [
    ('<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">', loads("https://fonts.googleapis.com/css?family=Roboto")),
    ('<link rel="preconnect" href="https://fonts.gstatic.com">', loads("https://fonts.gstatic.com")),
    ('<link rel="shortcut icon" href="//example.org/i.png">', loads("//example.org/i.png")),
    ('<script src="https://www.googletagmanager.com/gtag/js"></script>', loads("https://www.googletagmanager.com/gtag/js")),
    ("<script>alert(1)</script>", "The page has a script inside it. Put it into a file in docs/assets."),
    ("<style>p{color:red}</style>", "The page has a style inside it. Put it into docs/assets/guide.css."),
]

IN_BODY = [
    ('<img src="https://example.org/face.jpg" alt="">', loads("https://example.org/face.jpg")),
    ('<img src="../assets/a.png" srcset="../assets/a.png 1x, https://example.org/b.png 2x" alt="">', loads("https://example.org/b.png")),
    ('<iframe src="https://www.youtube.com/embed/x"></iframe>', loads("https://www.youtube.com/embed/x")),
    ('<video src="http://example.org/v.mp4"></video>', loads("http://example.org/v.mp4")),
    ('<video poster="https://example.org/v.jpg"></video>', loads("https://example.org/v.jpg")),
    ('<svg><use href="https://example.org/i.svg#a"></use></svg>', loads("https://example.org/i.svg#a")),
    ('<object data="https://example.org/a.pdf"></object>', loads("https://example.org/a.pdf")),
    ('<p onclick="go()">x</p>', "The page has a handler inside it (onclick). Put it into a script file in docs/assets."),
    ('<p style="color:red">x</p>', "The page has a style inside it. Put it into docs/assets/guide.css."),
    ("<script>alert(1)</script>", "The page has a script inside it. Put it into a file in docs/assets."),
    ('<form action="/send"><input></form>', 'A form would send what is typed. Take its "action" away.'),
]


@pytest.mark.parametrize(("planted", "words"), IN_HEAD)
def test_what_a_page_must_not_have_in_its_head_is_refused_at_its_line(tmp_path, planted, words):
    assert [str(finding) for finding in seal(lay_out(tmp_path, head=planted))] == [f"page/index.html:{HEAD_LINE}:1: published: {words}"]


@pytest.mark.parametrize(("planted", "words"), IN_BODY)
def test_what_a_page_must_not_have_in_its_body_is_refused_at_its_line(tmp_path, planted, words):
    assert [str(finding) for finding in seal(lay_out(tmp_path, body=planted))] == [f"page/index.html:{BODY_LINE}:1: published: {words}"]


@pytest.mark.parametrize(
    ("css", "address"),
    [
        ('@import "https://example.org/a.css";', "https://example.org/a.css"),
        ("@import url(https://example.org/a.css);", "https://example.org/a.css"),
        ("@font-face{font-family:F;src:url('https://fonts.gstatic.com/f.woff2')}", "https://fonts.gstatic.com/f.woff2"),
        (".lead{background:url( //example.org/a.png )}", "//example.org/a.png"),
    ],
)
def test_a_stylesheet_that_would_load_from_elsewhere_is_refused_at_its_line(tmp_path, css, address):
    assert [str(finding) for finding in seal(lay_out(tmp_path, css=css))] == [
        f"assets/guide.css:2:1: published: The stylesheet would load {address} from another origin. Put the file into docs/assets."
    ]


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("localStorage.setItem('a', 1);", "localStorage"),
        ("window.sessionStorage.a = 1;", "sessionStorage"),
        ("document.cookie = 'a=1';", "document.cookie"),
        ("indexedDB.open('a');", "indexedDB"),
        ("caches.open('a');", "caches.open"),
        ("navigator.sendBeacon('/a');", "sendBeacon"),
        ("new XMLHttpRequest();", "XMLHttpRequest"),
        ("new WebSocket('wss://example.org');", "WebSocket"),
        ("new EventSource('/a');", "EventSource"),
    ],
)
def test_a_script_that_stores_or_sends_is_refused_at_its_line(tmp_path, script, name):
    assert [str(finding) for finding in seal(lay_out(tmp_path, script=script))] == [
        f"assets/site.js:2:1: published: The script uses {name}, which stores or sends. The guide keeps and sends nothing; take it out."
    ]


def test_all_faults_of_a_site_are_told_together(tmp_path):
    site = lay_out(tmp_path, head="<style>p{}</style>", body='<p style="a" onload="b">x</p>', css='@import "//a.org/b";', script="localStorage;")
    assert [finding.path for finding in seal(site)] == ["page/index.html"] * 3 + ["assets/guide.css", "assets/site.js"]


def test_every_page_gets_the_policy_before_anything_it_could_load(tmp_path):
    site = lay_out(tmp_path)
    seal(site)
    text = (site / "page" / "index.html").read_text("utf-8")
    assert text.count("Content-Security-Policy") == 1
    assert f'content="{POLICY}"' in text
    assert text.index("Content-Security-Policy") < min(text.index("<link"), text.index("<script"))


def test_the_policy_lets_a_page_load_and_send_nothing_but_its_own_files():
    assert dict(rule.split(" ", 1) for rule in POLICY.split("; ")) == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
        "connect-src": "'self'", "form-action": "'none'", "base-uri": "'none'",
    }


def test_what_the_theme_brings_and_no_page_asks_for_is_taken_out(tmp_path):
    site = lay_out(tmp_path)
    for name in ("javascripts/bundle.js", "javascripts/workers/search.js", "images/favicon.png", "other.css", "guide.css.map"):
        file = site / "assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("localStorage", "utf-8")
    assert seal(site) == []
    assert sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()) == [
        "assets/guide.css", "assets/site.js", "page/index.html",
    ]


def test_the_stylesheet_keeps_what_the_pages_use(tmp_path):
    site = lay_out(tmp_path, css=".never{color:red}.later{color:red}", body='<p class="later">x</p>')
    seal(site)
    assert (site / "assets" / "guide.css").read_text("utf-8") == ".lead{color:red}.later{color:red}"


def test_the_shipped_site_is_sealed_and_has_no_data_in_it(site):
    pages = list(site.folder.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        assert page.read_text("utf-8").count("Content-Security-Policy") == 1, page
    names = [file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*") if file.is_file()]
    assert [name for name in names if name.endswith((".yml", ".yaml", ".md", ".map", ".py")) or re.search(r"references\.|claims\.|javascripts/", name)] == []
