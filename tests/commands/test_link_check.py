"""The weekly look: which outgoing links lead nowhere, and what the one issue says."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from small_guide import lay_out

from hooks.commands.link_check import LinkStatus, check_links, links_of, report
from hooks.finding import Finding
from hooks.guide import load_guide


@pytest.fixture
def host():
    """A server whose answers are what its addresses say."""

    class Says(BaseHTTPRequestHandler):
        def do_GET(self):
            code = int(self.path.strip("/") or 200)
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            """A test run prints no list of requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Says)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_gone_is_told_apart_from_will_not_talk(host):
    links = {f"{host}/{code}": {"docs/a.md"} for code in (200, 404, 410, 403, 429, 503)}
    answers = {
        answer.address.rsplit("/", 1)[1]: (answer.came, answer.words)
        for answer in check_links(links)
    }
    assert answers == {
        "403": ("refusal", "answers 403"),
        "404": ("gone", "answers 404"),
        "410": ("gone", "answers 410"),
        "429": ("refusal", "answers 429"),
        "503": ("refusal", "answers 503"),
    }


def test_a_host_that_does_not_answer_was_not_looked_at_and_is_asked_once(host):
    nowhere = {f"http://127.0.0.1:9/{page}": {"docs/a.md"} for page in "ab"}
    answers = check_links({f"{host}/200": {"docs/a.md"}, **nowhere})
    assert [answer.address for answer in answers] == sorted(nowhere)
    assert {answer.came for answer in answers} == {"nothing"}
    assert len({answer.words for answer in answers}) == 1
    assert answers[0].words.startswith("does not answer")


def test_without_a_network_the_look_is_given_up_and_says_so():
    links = {f"http://127.0.0.{n}:9/": {"docs/a.md"} for n in range(1, 60)}
    answers = check_links(links)
    assert {answer.address for answer in answers} == links.keys()
    given_up = [answer for answer in answers if answer.words.startswith("not asked")]
    assert len(given_up) > 20
    assert report([], answers, len(links)).startswith(
        "## Links nobody looked at\n\n"
        "None of the 59 links was looked at, for nothing answered from the network. "
        "The first of them does not answer ("
    )


def test_a_slow_network_ends_the_look_and_not_the_job(host):
    answers = check_links({f"{host}/200": {"docs/a.md"}}, seconds=-1)
    assert [(answer.came, answer.words) for answer in answers] == [
        ("nothing", "not asked, for the time was up")
    ]


def test_every_kind_of_link_is_followed_once(tmp_path):
    root = lay_out(tmp_path)
    page = root / "docs" / "help" / "now.md"
    page.write_text(
        page.read_text("utf-8")
        + "\n[One](https://one.example.org/a) [again](https://one.example.org/a)"
        " `[code](https://no.example.org)`\n",
        "utf-8",
    )
    guide = load_guide(root)
    links = links_of(guide)
    assert links["https://one.example.org/a"] == {"docs/help/now.md"}
    assert "https://no.example.org" not in links
    assert {
        reference.link for reference in guide.references.values() if reference.link
    } <= links.keys()
    assert guide.clinic.leave_to in links
    assert not any(address.startswith(("tel:", "../")) for address in links)


def test_the_issue_says_what_to_do_and_help_lines_come_first():
    late = [
        Finding(
            "docs/ketamine/limits.md",
            5,
            1,
            "freshness",
            "This page was to be looked at again by 2026-11-21.",
            "Read it.",
        ),
        Finding(
            "docs/data/help-lines.yml",
            40,
            1,
            "help-line-age",
            "Nobody has looked at it for 90 days.",
            "Ring it.",
        ),
    ]
    answers = [
        LinkStatus("https://a.example.org/", ("docs/a.md",), "gone", "answers 404"),
        LinkStatus("https://b.example.org/", ("docs/a.md", "docs/b.md"), "refusal", "answers 403"),
        LinkStatus("https://c.example.org/", ("docs/a.md",), "nothing", "does not answer (no)"),
    ]
    assert (
        report(late, answers, 9)
        == "## Help lines to ring\n\n- `docs/data/help-lines.yml:40` Nobody has looked at it for 90"
        " days. Ring it.\n\n## Pages and sources to look at again\n\n-"
        " `docs/ketamine/limits.md:5` This page was to be looked at again by 2026-11-21. Read"
        " it.\n\n## Links that lead nowhere\n\n- <https://a.example.org/> answers 404, in"
        " `docs/a.md`\n\n## Links to open by hand\n\n- <https://b.example.org/> answers 403, in"
        " `docs/a.md`, `docs/b.md`\n\n## Links nobody looked at\n\n- <https://c.example.org/>"
        " does not answer (no), in `docs/a.md`\n"
    )


def test_the_issue_is_closed_when_nothing_is_due():
    assert report([], [], 9) == ""
