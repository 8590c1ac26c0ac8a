"""The weekly look: which outgoing links lead nowhere, and what the one issue says."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hooks.finding import Finding
from hooks.guide import load_guide
from hooks.outgoing import Answer, links_of, look, report
from small_guide import lay_out


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
        answer.address.rsplit("/", 1)[1]: (answer.gone, answer.words) for answer in look(links)
    }
    assert answers == {
        "403": (False, "answers 403"),
        "404": (True, "answers 404"),
        "410": (True, "answers 410"),
        "429": (False, "answers 429"),
        "503": (False, "answers 503"),
    }


def test_a_host_that_is_not_there_is_to_be_opened_by_hand(host):
    (answer,) = look({"http://127.0.0.1:9/": {"docs/a.md"}})
    assert not answer.gone and answer.words.startswith("does not answer")


def test_every_kind_of_link_is_followed_once(tmp_path):
    root = lay_out(tmp_path)
    page = root / "docs" / "help" / "now.md"
    page.write_text(
        page.read_text("utf-8")
        + "\n[One](https://one.example.org/a) [again](https://one.example.org/a) `[code](https://no.example.org)`\n",
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
        Answer("https://a.example.org/", ("docs/a.md",), True, "answers 404"),
        Answer("https://b.example.org/", ("docs/a.md", "docs/b.md"), False, "answers 403"),
    ]
    assert report(late, answers) == (
        "## Help lines to ring\n\n- `docs/data/help-lines.yml:40` Nobody has looked at it for 90 days. Ring it.\n\n"
        "## Pages and sources to look at again\n\n- `docs/ketamine/limits.md:5` This page was to be looked at again by 2026-11-21. Read it.\n\n"
        "## Links that lead nowhere\n\n- <https://a.example.org/> answers 404, in `docs/a.md`\n\n"
        "## Links to open by hand\n\n- <https://b.example.org/> answers 403, in `docs/a.md`, `docs/b.md`\n"
    )


def test_the_issue_is_closed_when_nothing_is_due():
    assert report([], []) == ""
