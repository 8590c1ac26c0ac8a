"""The built site: what must not be published is refused with file and line, the rest is
finished.
"""

import re

import pytest

from hooks.publish.finish import finish
from hooks.publish.forbidden import NOT_LISTED

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
    <p class="lead">Read <a href="https://doi.org/10.1/x">the study</a> or \
<a href="tel:988">call</a>.</p>
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
    (site / "page" / "index.html").write_text(
        PAGE.replace("HEAD", head).replace("BODY", body), "utf-8"
    )
    (site / "assets" / "guide.css").write_text(CSS + css, "utf-8")
    (site / "assets" / "site.js").write_text(SCRIPT + script, "utf-8")
    return site


def test_a_site_of_its_own_files_is_not_refused(tmp_path):
    assert finish(lay_out(tmp_path)) == []


def loads(address):
    return (
        f"The page would load {address} from another origin. Put the file into docs/assets, or"
        " leave it out."
    )


def not_listed(what):
    return f"The page holds {what}, which is not on the list of what it may hold. {NOT_LISTED}"


def style(what):
    return f"The page has a style inside it ({what}). Put it into docs/assets/guide.css."


def script(what):
    return f"The page has a script inside it ({what}). Put it into a file in docs/assets."


def handler(what):
    return f"The page has a handler inside it ({what}). Put it into a script file in docs/assets."


def holds(what):
    return f"The page holds another page or a program ({what}). Link to it instead."


IN_HEAD = [
    (
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">',
        loads("https://fonts.googleapis.com/css?family=Roboto"),
    ),
    (
        '<link rel="shortcut icon" href="//example.org/i.png">',
        not_listed('<link rel="shortcut icon" href="//example.org/i.png">'),
    ),
    (
        '<link rel="alternate stylesheet" href="https://example.org/a.css">',
        not_listed('<link rel="alternate stylesheet" href="https://example.org/a.css">'),
    ),
    ("<LINK REL=StyleSheet HREF=HTTPS://EXAMPLE.ORG/A.CSS>", loads("HTTPS://EXAMPLE.ORG/A.CSS")),
    (
        '<link rel="preload" as="image" imagesrcset="https://example.org/b.png 2x">',
        (
            "The page makes a browser ask for something before anybody has pressed a link (<link "
            'rel="preload" as="image" imagesrcset="https://example.org/b.png 2x">). Take the '
            "element out."
        ),
    ),
    (
        '<script src="https://www.googletagmanager.com/gtag/js"></script>',
        loads("https://www.googletagmanager.com/gtag/js"),
    ),
    ("<script>alert(1)</script>", script("<script>alert(1)")),
    ("<SCRIPT>alert(1)</SCRIPT>", script("<script>alert(1)")),
    (
        '<script type="module">import "../assets/site.js"</script>',
        script('<script>import "../assets/site.js"'),
    ),
    (
        '<script type="speculationrules">{"prefetch": []}</script>',
        script('<script>{"prefetch": []}'),
    ),
    ('<script type="importmap">{"imports": {}}</script>', script('<script>{"imports": {}}')),
    (
        '<script type="application/ld+json">{"a": </script>',
        "The data in the page cannot be read. It has to be JSON.",
    ),
    ("<style>p{color:red}</style>", style("<style>")),
    (
        '<base href="https://example.org/">',
        (
            "The page changes what its addresses start from (<base "
            'href="https://example.org/">). Take the element out.'
        ),
    ),
    (
        '<meta http-equiv="Refresh" content="0;url=/a/">',
        (
            'The page sends a visitor on by itself (<meta http-equiv="Refresh">). Link to the '
            "other page."
        ),
    ),
    (
        '<meta name="referrer" content="unsafe-url">',
        (
            'The page sets what another site is told of a visitor (<meta name="referrer">). Take '
            "it out; the build writes that nothing is told."
        ),
    ),
    (
        '<meta http-equiv="Content-Security-Policy" content="default-src *">',
        (
            "The page sets for itself what holds for every page (<meta "
            'http-equiv="Content-Security-Policy">). Take the element out; the build writes the '
            "policy of every page."
        ),
    ),
    *[
        (
            f'<link rel="{rel}" href="https://fonts.gstatic.com">',
            (
                "The page makes a browser ask for something before anybody has pressed a link "
                f'(<link rel="{rel}" href="https://fonts.gstatic.com">). Take the element out.'
            ),
        )
        for rel in ("preconnect", "prefetch", "dns-prefetch", "prerender", "DNS-Prefetch")
    ],
]

IN_BODY = [
    ('<img src="https://example.org/face.jpg" alt="">', loads("https://example.org/face.jpg")),
    ('<IMG SRC="HTTPS://example.org/face.jpg" alt="">', loads("HTTPS://example.org/face.jpg")),
    ("<img src=https://example.org/face.jpg alt>", loads("https://example.org/face.jpg")),
    ("<img src='//example.org/face.jpg' alt>", loads("//example.org/face.jpg")),
    ('<img src="\\\\example.org\\face.jpg" alt="">', loads("//example.org/face.jpg")),
    (
        '<img src="&#104;ttps&colon;&sol;&sol;example.org/face.jpg" alt="">',
        loads("https://example.org/face.jpg"),
    ),
    ('<img src="ht&#10;tps://example.org/face.jpg" alt="">', loads("https://example.org/face.jpg")),
    ('<img src="&#1; https://example.org/face.jpg" alt="">', loads("https://example.org/face.jpg")),
    ('<img/src="https://example.org/face.jpg"/alt="">', loads("https://example.org/face.jpg")),
    (
        (
            '<img src="../assets/a.png" srcset="../assets/a.png 1x, https://example.org/b.png '
            '2x" alt="">'
        ),
        not_listed('<img srcset="../assets/a.png 1x, https://example.org/b.png 2x">'),
    ),
    (
        '<img src="../assets/a.png" srcset="../assets/a.png,//example.org/b.png 2x" alt="">',
        not_listed('<img srcset="../assets/a.png,//example.org/b.png 2x">'),
    ),
    (
        (
            '<picture><source srcset="https://example.org/b.webp"><img src="../assets/a.png" '
            'alt=""></picture>'
        ),
        not_listed("<picture>"),
    ),
    (
        '<noscript><img src="https://example.org/pixel.gif" alt=""></noscript>',
        loads("https://example.org/pixel.gif"),
    ),
    (
        '<template><img src="https://example.org/pixel.gif" alt=""></template>',
        loads("https://example.org/pixel.gif"),
    ),
    (
        '<!--><img src="https://example.org/pixel.gif" alt="">-->',
        loads("https://example.org/pixel.gif"),
    ),
    (
        '<input type="image" src="https://example.org/a.png" alt="Go">',
        not_listed('<input type="image">'),
    ),
    (
        '<table background="https://example.org/a.png"><tr><td>x</td></tr></table>',
        not_listed('<table background="https://example.org/a.png">'),
    ),
    (
        '<svg><use href="https://example.org/i.svg#a"></use></svg>',
        loads("https://example.org/i.svg#a"),
    ),
    ('<svg><use xlink:href="//example.org/i.svg#a" /></svg>', loads("//example.org/i.svg#a")),
    (
        '<svg><image href="https://example.org/i.png" /></svg>',
        not_listed('<image href="https://example.org/i.png">'),
    ),
    (
        '<svg><feImage href="https://example.org/i.png" /></svg>',
        not_listed('<feimage href="https://example.org/i.png">'),
    ),
    ("<svg><script>alert(1)</script></svg>", script("<script>alert(1)")),
    ('<svg/onload="alert(1)"></svg>', handler('<svg onload="alert(1)">')),
    (
        '<svg><animate attributeName="href" values="javascript:alert(1)" /></svg>',
        not_listed('<animate attributename="href" values="javascript:alert(1)">'),
    ),
    (
        '<img src="data:image/svg+xml,%3Csvg%20onload=alert(1)%3E" alt="">',
        (
            "An address holds a whole file (<img "
            'src="data:image/svg+xml,%3Csvg%20onload=alert(1)%3E">). Put the file into '
            "docs/assets."
        ),
    ),
    (
        '<img src="data:image/svg+xml;base64,PHN2Zz48c2NyaXB0Pg==" alt="">',
        (
            "An address holds a whole file (<img "
            'src="data:image/svg+xml;base64,PHN2Zz48c2NyaXB0Pg==">). Put the file into '
            "docs/assets."
        ),
    ),
    (
        '<iframe src="https://www.youtube.com/embed/x"></iframe>',
        holds('<iframe src="https://www.youtube.com/embed/x">'),
    ),
    ('<IFRAME SRCDOC="<p>x"></IFRAME>', holds('<iframe srcdoc="<p>x">')),
    (
        '<object data="https://example.org/a.pdf"></object>',
        holds('<object data="https://example.org/a.pdf">'),
    ),
    ('<embed src="../assets/a.svg">', holds('<embed src="../assets/a.svg">')),
    (
        '<video src="http://example.org/v.mp4"></video>',
        (
            "The page holds a film or a sound, which the policy forbids (<video "
            'src="http://example.org/v.mp4">). Link to it, or say it in words.'
        ),
    ),
    ('<p onclick="go()">x</p>', handler('<p onclick="go()">')),
    ("<p ONCLICK=go()>x</p>", handler('<p onclick="go()">')),
    ('<details ontoggle="go()" open>x</details>', handler('<details ontoggle="go()">')),
    ('<p style="color:red">x</p>', style('<p style="color:red">')),
    (
        '<p STYLE="background:url(//example.org/a.png)">x</p>',
        style('<p style="background:url(//example.org/a.png)">'),
    ),
    ("<script>alert(1)</script>", script("<script>alert(1)")),
    (
        '<a href="javascript:go()">x</a>',
        (
            'A link runs code (<a href="javascript:go()">). Put the code into a script file in '
            "docs/assets."
        ),
    ),
    (
        '<a href=" JaVa&Tab;Script:go()">x</a>',
        (
            'A link runs code (<a href="JaVaScript:go()">). Put the code into a script file in '
            "docs/assets."
        ),
    ),
    (
        '<a href="data:text/html,<p>x">x</a>',
        'A link holds a page of its own (<a href="data:text/html,<p>x">). Link to a page.',
    ),
    (
        '<a href="../page/" ping="https://example.org/p">x</a>',
        (
            'A link would tell somebody that it was pressed (<a ping="https://example.org/p">). '
            "Take the attribute away."
        ),
    ),
    (
        '<a href="https://doi.org/10.1/x" referrerpolicy="unsafe-url">x</a>',
        (
            "The page sets what another site is told of a visitor (<a "
            'referrerpolicy="unsafe-url">). Take it out; the build writes that nothing is told.'
        ),
    ),
    (
        '<form action="/send"><input></form>',
        (
            'A form would send what is typed (<form action="/send">). Write method="dialog", and '
            'no "action" or "formaction".'
        ),
    ),
    (
        '<form method="dialog"><button formaction="https://example.org/">x</button></form>',
        (
            'A form would send what is typed (<button formaction="https://example.org/">). Write '
            'method="dialog", and no "action" or "formaction".'
        ),
    ),
]

FINE = [
    (
        '<a href="https://doi.org/10.1/x">x</a> <a href="mailto:a@example.org">x</a> <a'
        ' href="sms:988">x</a> <a href="#top">x</a>'
    ),
    '<img src="../assets/a.png" alt="It says: javascript: is a word" title="A // b">',
    '<form method="dialog"><input name="a"></form>',
    '<svg><use href="#part"></use><a href="https://example.org/">x</a></svg>',
    '<p title="https://example.org/" data-on="x">once upon a time, onclick=go()</p>',
    "<pre><code>&lt;script&gt;localStorage&lt;/script&gt;</code></pre>",
]


@pytest.mark.parametrize(("planted", "words"), IN_HEAD)
def test_what_a_page_must_not_have_in_its_head_is_refused_at_its_line(tmp_path, planted, words):
    assert [str(finding) for finding in finish(lay_out(tmp_path, head=planted))] == [
        f"page/index.html:{HEAD_LINE}:1: published: {words}"
    ]


@pytest.mark.parametrize(("planted", "words"), IN_BODY)
def test_what_a_page_must_not_have_in_its_body_is_refused_at_its_line(tmp_path, planted, words):
    assert f"page/index.html:{BODY_LINE}:1: published: {words}" in [
        str(finding) for finding in finish(lay_out(tmp_path, body=planted))
    ]


NOT_THOUGHT_OF = [
    "<marquee>x</marquee>",
    "<math><mi>x</mi></math>",
    "<x-part>x</x-part>",
    "<noscript>x</noscript>",
    "<textarea></textarea>",
    "<!-- a remark -->",
    '<p is="x-part">x</p>',
    "<p contenteditable>x</p>",
    '<p data="https://example.org/a">x</p>',
    '<p onx="go()">x</p>',
    '<p on="go()">x</p>',
    '<template ontoggle="go()">x</template>',
    '<a href="../page/" ping="../p">x</a>',
    '<a href="../page/" target="_blank">x</a>',
    '<a href="intent://x#Intent;end">x</a>',
    '<a href="../page/" rel="opener">x</a>',
    '<area href="../page/" ping="../p">',
    '<link rel="dns-prefetch" href="../page/">',
    '<link rel="modulepreload" href="../assets/site.js">',
    '<link rel="manifest" href="../a.webmanifest">',
    '<link rel="icon" href="data:image/png;base64,AAAA">',
    '<img src="data:image/png;base64,AAAA" alt="">',
    '<img src="../a.png" srcset="../a.png 1x,https://example.org/b.png 2x" alt="">',
    '<img src="../a.png" crossorigin="use-credentials" alt="">',
    '<meta http-equiv="Accept-CH" content="DPR">',
    '<meta name="monetization" content="x">',
    '<p popovertarget="menu">x</p>',
    '<button type="button" command="show-modal" commandfor="menu">x</button>',
    '<button type="submit">x</button>',
    "<form><input></form>",
    '<form method="get"><input></form>',
    '<input type="file">',
    '<script src="../assets/site.js" type="text/python"></script>',
    '<iframe srcdoc="<p>x"></iframe>',
    "<iframe></iframe>",
    '<img src="https://[" alt="">',
    '<div data-search="https://example.org/assets/">x</div>',
    '<svg><use href="data:image/svg+xml,x"></use></svg>',
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<svg><set attributeName="href" to="x" /></svg>',
    '<svg><path fill="url(https://example.org/a.svg#b)" /></svg>',
]


@pytest.mark.parametrize("planted", NOT_THOUGHT_OF)
def test_what_is_not_on_the_list_is_refused_at_its_line(tmp_path, planted):
    findings = finish(lay_out(tmp_path, body=planted))
    assert {(finding.path, finding.line) for finding in findings} == {
        ("page/index.html", BODY_LINE)
    }


@pytest.mark.parametrize("planted", FINE)
def test_what_a_browser_neither_fetches_nor_runs_is_let_through(tmp_path, planted):
    assert finish(lay_out(tmp_path, body=planted)) == []


def elsewhere(address):
    return (
        f"The stylesheet would load {address} from another origin. Put the file into docs/assets."
    )


IMPORTS = "The stylesheet loads another one (@import). Put its rules into docs/assets/guide.css."


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ('@import "https://example.org/a.css";', [IMPORTS, elsewhere("https://example.org/a.css")]),
        (
            "@IMPORT url(https://example.org/a.css);",
            [IMPORTS, elsewhere("https://example.org/a.css")],
        ),
        ('@import "other.css";', [IMPORTS]),
        (
            "@font-face{font-family:F;src:url('https://fonts.gstatic.com/f.woff2')}",
            [
                (
                    "The stylesheet brings a font, which the policy forbids (@font-face). Name"
                    " fonts that are on the visitor's device."
                ),
                elsewhere("https://fonts.gstatic.com/f.woff2"),
            ],
        ),
        (".lead{background:url( //example.org/a.png )}", [elsewhere("//example.org/a.png")]),
        (
            ".lead{background:URL(HTTPS://example.org/a.png)}",
            [elsewhere("HTTPS://example.org/a.png")],
        ),
        (
            ".lead{background:u\\72l(\\68ttps://example.org/a.png)}",
            [elsewhere("https://example.org/a.png")],
        ),
        (
            ".lead{background:url(/**/'//example.org/a.png')}",
            [
                "The stylesheet cannot be read here (bad URL token). Look for a sign that is"
                " missing or too much."
            ],
        ),
        (".lead{--a:'//example.org/a.png'}", [elsewhere("//example.org/a.png")]),
        (
            "@layer a;",
            [
                "The stylesheet holds @layer, which is not on the list of what it may hold."
                f" {NOT_LISTED}"
            ],
        ),
        (
            '.lead{background:image-set("https://example.org/a.png" 1x)}',
            [elsewhere("https://example.org/a.png")],
        ),
        (
            ".lead{background:url(\"data:image/svg+xml,<svg onload='go()'>\")}",
            [
                "The stylesheet holds a picture that is more than a picture. Draw it again without"
                " scripts and links."
            ],
        ),
    ],
)
def test_a_stylesheet_that_would_load_from_elsewhere_is_refused_at_its_line(tmp_path, css, told):
    assert [str(finding) for finding in finish(lay_out(tmp_path, css=css))] == [
        f"assets/guide.css:2:1: published: {words}" for words in told
    ]


def test_a_stylesheet_may_have_its_own_pictures_and_words_about_addresses(tmp_path):
    css = (
        ".lead{background:url(a.png)}.lead{background:url('data:image/svg+xml,%3Csvg"
        ' xmlns="http://www.w3.org/2000/svg"/%3E\')}/* url(//x.org) */'
    )
    assert finish(lay_out(tmp_path, css=css)) == []


STORING = [
    ("localStorage.setItem('a', 1);", "localStorage"),
    ('window["localStorage"].a = 1;', "localStorage"),
    (r"window.local\u0053torage.a = 1;", "localStorage"),
    ("window.sessionStorage.a = 1;", "sessionStorage"),
    ("document.cookie = 'a=1';", "document.cookie"),
    ("document['cookie'] = 'a=1';", "cookie"),
    ("cookieStore.set('a', 1);", "cookieStore"),
    ("indexedDB.open('a');", "indexedDB"),
    ("caches.open('a');", "caches"),
    ("navigator.serviceWorker.register('/a.js');", "serviceWorker"),
    ("navigator.storage.getDirectory();", "navigator.storage"),
    ("navigator.sendBeacon('/a');", "sendBeacon"),
    ("new XMLHttpRequest();", "XMLHttpRequest"),
    ("fetch('/a');", "fetch"),
    ("window.fetch('/a');", "fetch"),
    ("new WebSocket(address);", "WebSocket"),
    ("new EventSource('/a');", "EventSource"),
    ("new RTCPeerConnection();", "RTCPeerConnection"),
    ("new BroadcastChannel('a');", "BroadcastChannel"),
    ("window.name = answers;", "window.name"),
    ("history.pushState({ answers }, '');", "history.pushState"),
    ("history.replaceState(answers, '');", "history.replaceState"),
    ("location.hash = answers;", "location.hash"),
]


@pytest.mark.parametrize(("script", "name"), STORING)
def test_a_script_that_stores_or_sends_is_refused_at_its_line(tmp_path, script, name):
    assert [str(finding) for finding in finish(lay_out(tmp_path, script=script))] == [
        f"assets/site.js:2:1: published: The script uses {name}, which stores or sends. The guide"
        " keeps and sends nothing; take it out."
    ]


@pytest.mark.parametrize(
    "script",
    [
        "import 'https://cdn.example.org/a.js';",
        "link.href = `//example.org/?${words}`;",
        'new Image().src = "https:example.org";',
    ],
)
def test_a_script_that_names_another_origin_is_refused(tmp_path, script):
    (finding,) = finish(lay_out(tmp_path, script=script))
    assert (finding.path, finding.line) == ("assets/site.js", 2)
    assert "another origin" in finding.message and "example.org" in finding.message


def test_a_script_that_runs_text_is_refused(tmp_path):
    assert [
        finding.message
        for finding in finish(lay_out(tmp_path, script="eval(words);\nnew Function(words);"))
    ] == [
        "The script runs text as code (eval).",
        "The script runs text as code (new Function).",
    ]


def test_a_script_may_speak_of_names_and_make_drawings(tmp_path):
    script = """if (location.hash === "#a") form.name = "a";
history.replaceState(null, ""); cache.fetch(1);
const engine = { fetch(key, other) { return key; } };
document.createElementNS("http://www.w3.org/2000/svg", "g");"""
    assert finish(lay_out(tmp_path, script=script)) == []


def test_only_the_scripts_of_the_search_may_fetch(tmp_path):
    site = lay_out(tmp_path)
    for name in ("search.js", "quiz.js"):
        (site / "assets" / name).write_text("fetch('a.json');", "utf-8")
    assert [finding.path for finding in finish(site)] == ["assets/quiz.js"]


EXPORT_AGAIN = "Export it again as a plain SVG, or as a PNG."

OTHER_FILES = [
    (
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg">\n<script>go()</script></svg>',
        2,
        f"The drawing has a script inside it (<script>). {EXPORT_AGAIN}",
    ),
    (
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg">\n<g onclick="go()"/></svg>',
        2,
        f'The drawing has a handler inside it (<g onclick="go()">). {EXPORT_AGAIN}',
    ),
    (
        "a.svg",
        (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink">\n<image'
            ' xlink:href="//example.org/a.png"/></svg>'
        ),
        2,
        (
            'The drawing holds <image href="//example.org/a.png">, which is not on the list of what'
            f" it may hold. {EXPORT_AGAIN}"
        ),
    ),
    (
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg">\n<metadata/></svg>',
        2,
        (
            "The drawing holds <metadata>, which is not on the list of what it may hold."
            f" {EXPORT_AGAIN}"
        ),
    ),
    (
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><style><!-- -->\n@import "a.css";</style></svg>',
        2,
        f"The drawing loads another one (@import). {EXPORT_AGAIN}",
    ),
    (
        "a.svg",
        (
            '<svg xmlns="http://www.w3.org/2000/svg">\n<g'
            ' fill="url(https://example.org/a.svg#b)"/></svg>'
        ),
        2,
        (f"The drawing would load https://example.org/a.svg#b from another origin. {EXPORT_AGAIN}"),
    ),
    (
        "a.svg",
        '<?xml-stylesheet href="a.css"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        1,
        (
            'The drawing holds <?xml-stylesheet href="a.css"?>, which is not on the list of what it'
            f" may hold. {EXPORT_AGAIN}"
        ),
    ),
    (
        "a.svg",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<svg>&a;</svg>',
        1,
        "The file declares what its names stand for. Take the declaration out.",
    ),
    (
        "a.svg",
        "<svg>\n<g></svg>",
        2,
        "The file cannot be read from here on. Look for a tag that is not closed.",
    ),
    (
        "feed.xml",
        (
            '<feed xmlns="http://www.w3.org/2005/Atom">\n<summary type="html">&lt;img'
            " src=&quot;https://example.org/p.gif&quot;&gt;</summary></feed>"
        ),
        2,
        (
            "The text of the feed would load https://example.org/p.gif from another origin. Put the"
            " file into docs/assets, or leave it out."
        ),
    ),
    (
        "feed.xml",
        '<feed xmlns="http://www.w3.org/2005/Atom">\n<script/></feed>',
        2,
        "The file has a script inside it (<script>). Take it out.",
    ),
    (
        "a.json",
        '{"pages":\n["javascript:go()"]}',
        2,
        "The data runs code (javascript:go()). Take it out.",
    ),
    (
        "a.json",
        '{"pages":\n["https://example.org/a"]}',
        2,
        "The data names https://example.org/a, another origin. Take it out.",
    ),
    ("a.json", "{", 1, "The file cannot be read from here on. It has to be JSON."),
    (
        "site.webmanifest",
        '{"icons":\n[{"src": "//example.org/i.png"}]}',
        2,
        "The data names //example.org/i.png, another origin. Take it out.",
    ),
    (
        "a.swf",
        "x",
        1,
        (
            'Nobody can tell what a file of this kind (".swf") loads. Publish its text as a page,'
            " or leave it out."
        ),
    ),
]


@pytest.mark.parametrize(("name", "text", "line", "words"), OTHER_FILES)
def test_every_other_file_is_read_too(tmp_path, name, text, line, words):
    site = lay_out(tmp_path)
    (site / name).write_text(text, "utf-8")
    assert [str(finding) for finding in finish(site)] == [f"{name}:{line}:1: published: {words}"]


def test_all_faults_of_a_site_are_told_together(tmp_path):
    site = lay_out(
        tmp_path,
        head="<style>p{}</style>",
        body='<p style="a" onload="b">x</p>',
        css='@import "//a.org/b";',
        script="localStorage;",
    )
    assert [finding.path for finding in finish(site)] == ["page/index.html"] * 3 + [
        "assets/guide.css"
    ] * 2 + ["assets/site.js"]


# Where it came from


def test_a_fault_is_told_where_an_editor_can_change_it(tmp_path):
    root = tmp_path
    (root / "docs").mkdir()
    (root / "docs" / "page.md").write_text(
        '# Page\n\nText.\n\n<IMG SRC="https&colon;//example.org/face.jpg">\n', "utf-8"
    )
    (root / "overrides").mkdir()
    (root / "overrides" / "main.html").write_text(
        '{# #}\n<script src="//stats.example.org/a.js"></script>\n', "utf-8"
    )
    (root / "docs" / "assets").mkdir()
    (root / "docs" / "assets" / "site.js").write_text(SCRIPT + "localStorage;", "utf-8")
    site = lay_out(
        root / "made",
        head='<script src="//stats.example.org/a.js"></script>',
        body='<img src="https://example.org/face.jpg">',
        script="localStorage;",
    )
    (site / "other.html").write_text(
        (site / "page" / "index.html").read_text("utf-8").replace("../", ""), "utf-8"
    )
    (site / "other.html").write_text(
        (site / "other.html")
        .read_text("utf-8")
        .replace('<img src="https://example.org/face.jpg">', ""),
        "utf-8",
    )
    findings = finish(site, root)
    assert [str(finding).removesuffix(finding.fix).strip() for finding in findings] == [
        (
            "overrides/main.html:2:1: published: The page would load //stats.example.org/a.js from"
            " another origin."
        ),
        (
            "docs/page.md:5:1: published: The page would load https://example.org/face.jpg from"
            " another origin."
        ),
        "docs/assets/site.js:2:1: published: The script uses localStorage, which stores or sends.",
    ]
    template, page, _ = findings
    assert template.fix.endswith("(Built: made/other.html, line 9 and 1 more page.)")
    assert page.fix.endswith(f"(Built: made/page/index.html, line {BODY_LINE}.)")


# The policy


def policy_of(page):
    """The rules of a page's policy, by their names."""
    (words,) = re.findall(
        r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.read_text("utf-8")
    )
    return dict(rule.split(" ", 1) for rule in words.split("; "))


ORDINARY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


def test_every_page_gets_the_policy_before_anything_it_could_load(tmp_path):
    site = lay_out(tmp_path)
    finish(site)
    text = (site / "page" / "index.html").read_text("utf-8")
    assert policy_of(site / "page" / "index.html") == ORDINARY
    assert text.index("Content-Security-Policy") < min(text.index("<link"), text.index("<script"))
    assert text.count('<meta name="referrer" content="no-referrer">') == 1


@pytest.mark.parametrize("head", ["<head>", '<HEAD lang="en">', "<head>\n<title>A < b</title>"])
def test_a_page_written_by_hand_gets_the_policy_first(tmp_path, head):
    (tmp_path / "own.html").write_text(
        f"<html>{head}<script src='a.js'></script></head><body></body></html>", "utf-8"
    )
    (tmp_path / "a.js").write_text("", "utf-8")
    assert finish(tmp_path) == []
    assert (
        "<meta http-equiv"
        in (tmp_path / "own.html").read_text("utf-8").split("<title")[0].split("<script")[0]
    )


def test_a_page_that_can_carry_no_policy_is_refused(tmp_path):
    (tmp_path / "own.html").write_text("<p>Hello", "utf-8")
    assert [str(finding) for finding in finish(tmp_path)] == [
        'own.html:1:1: published: The page has no head, so it can carry no policy. Write "<head>"'
        ' and "</head>" before its body.'
    ]


CLOSED = [
    "reflect/argument/index.html",
    "help/now/index.html",
    "couples/is-it-for-us/index.html",
    "about/sheet/index.html",
]


def lay_out_closed(site):
    """A site with one ordinary page, pages of help and reflections, and a page
    elsewhere that takes answers.
    """
    lay_out(site)
    for name in CLOSED:
        (site / name).parent.mkdir(parents=True)
        part = {
            "couples": '<section class="aid" data-private></section>',
            "about": '<form method="dialog"></form>',
        }.get(name.split("/")[0], "")
        (site / name).write_text(
            PAGE.replace("HEAD", "").replace("BODY", part).replace("../", "../../"), "utf-8"
        )
    return site


def test_pages_about_help_and_pages_that_take_answers_fetch_nothing(tmp_path):
    site = lay_out_closed(tmp_path)
    finish(site)
    assert [policy_of(site / name) for name in CLOSED] == [
        {**ORDINARY, "connect-src": "'none'"}
    ] * 4


def test_an_opened_origin_stands_in_the_policy_of_ordinary_pages_only(tmp_path):
    site = lay_out_closed(tmp_path)
    assert finish(site, opened=["https://maps.example.org"]) == []
    rules = policy_of(site / "page" / "index.html")
    assert {
        name for name, sources in rules.items() if "https://maps.example.org" in sources.split()
    } == {
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "connect-src",
        "frame-src",
    }
    assert [policy_of(site / name) for name in CLOSED] == [
        {**ORDINARY, "connect-src": "'none'"}
    ] * 4


@pytest.mark.parametrize("address", ["https://maps.example.org/a.js", "//MAPS.example.org/a.js"])
@pytest.mark.parametrize(
    ("opened", "refused"),
    [
        (["https://maps.example.org"], 0),
        ([], 1),
        (["https://example.org"], 1),
        (["https://maps.example.org:8443"], 1),
        (["https://maps.example.org.evil.test"], 1),
    ],
)
def test_an_opened_origin_is_loaded_by_ordinary_pages_and_no_other_is(
    tmp_path, address, opened, refused
):
    assert (
        len(finish(lay_out(tmp_path, body=f'<script src="{address}"></script>'), opened=opened))
        == refused
    )


def test_an_opened_origin_is_refused_on_a_page_that_stays_closed(tmp_path):
    site = lay_out_closed(tmp_path)
    page = site / "help" / "now" / "index.html"
    page.write_text(
        page.read_text("utf-8").replace(
            "</body>",
            '<iframe src="https://maps.example.org/"></iframe><img'
            ' src="https://maps.example.org/a.png" alt=""></body>',
        ),
        "utf-8",
    )
    findings = finish(site, opened=["https://maps.example.org"])
    assert {finding.path for finding in findings} == {"help/now/index.html"}
    assert (
        [finding.fix for finding in findings][1]
        == "Pages about help, and those on which answers are given, stay closed, whatever a clinic"
        " opens; keep it off this page."
    )


def test_what_the_theme_brings_and_no_page_asks_for_is_taken_out(tmp_path):
    site = lay_out(tmp_path)
    for name in (
        "javascripts/bundle.js",
        "javascripts/workers/search.js",
        "images/favicon.png",
        "other.css",
        "guide.css.map",
    ):
        file = site / "assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("localStorage", "utf-8")
    assert finish(site) == []
    assert sorted(
        file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()
    ) == [
        "assets/guide.css",
        "assets/site.js",
        "page/index.html",
    ]


def test_the_stylesheet_keeps_what_the_pages_use(tmp_path):
    site = lay_out(
        tmp_path, css=".never{color:red}.later{color:red}", body='<p class="later">x</p>'
    )
    finish(site)
    assert (site / "assets" / "guide.css").read_text("utf-8") == ".lead{color:red}.later{color:red}"


def test_the_shipped_site_is_sealed_and_has_no_data_in_it(site):
    pages = list(site.folder.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        assert page.read_text("utf-8").count('http-equiv="Content-Security-Policy"') == 1, page
    names = [
        file.relative_to(site.folder).as_posix()
        for file in site.folder.rglob("*")
        if file.is_file()
    ]
    assert [
        name
        for name in names
        if name.endswith((".yml", ".yaml", ".md", ".map", ".py"))
        or re.search(r"references\.|claims\.|javascripts/", name)
    ] == []
