"""Web addresses: what may be published, and what is said of the rest."""

import pytest
from not_none import not_none

from hooks.text import web_addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "https://doi.org/10.1000/182",
        "https://web.archive.org/web/2020/https://example.org/",
        "https://3com.com/",
        "https://b\u00fccher.example/",
    ],
)
def test_a_public_address_is_let_through(address):
    assert web_addresses.problem_with(address) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.google.com/url?q=https%3A%2F%2Fexample.org&sa=D", "only leads on"),
        ("https://l.facebook.com/l.php?u=https%253A%252F%252Fexample.org", "only leads on"),
        ("https://urldefense.example/v2/url?u=https-3A__example.org", "only leads on"),
        ("https://example.org/go#http://example.com", "only leads on"),
        ("http://localhost/x", "do not reach"),
        ("http://127.1/", "do not reach"),
        ("http://2130706433/", "do not reach"),
        ("http://0x7f.1/", "do not reach"),
        ("http://[::1]/", "do not reach"),
        ("http://192.168.1.4/", "do not reach"),
        ("http://printer/", "do not reach"),
        ("http://nas.local/", "do not reach"),
        ("https://example.org:8000/", "do not reach"),
        ("https://", "do not reach"),
        ("https://example.org:port/", "no web address"),
        ("https://me:secret@example.org/", "log in"),
        ("file:///C:/guide.md", '"file:"'),
        ("C:/guide.md", '"c:"'),
        ("javascript:alert(1)", '"javascript:"'),
        ("//example.org", "how the other site is reached"),
        ("TEL:988", "typed into this link"),
        ("sms:988", "typed into this link"),
        ("mailto:a@example.org", "typed into this link"),
    ],
)
def test_an_address_that_does_not_serve_a_visitor_is_told(address, words):
    assert words in not_none(web_addresses.problem_with(address))[0]
