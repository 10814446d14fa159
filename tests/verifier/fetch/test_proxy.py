"""Everything through one egress proxy: names are its business, inner places are still refused."""

import ssl
from pathlib import Path

import pytest

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, fetch, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from tests.verifier.fetch.test_transport import certificate
from verifier.model import Channel, Outcome, Search, Unread
from verifier.settings import Settings


def through(proxy: Server, **given: object) -> Settings:
    return settings_for(proxy_url=f"http://127.0.0.1:{proxy.port}", **given)


def test_a_page_comes_through_the_proxy(server: Server) -> None:
    server.routes["http://news.example/page"] = h.page(b"<p>by proxy")

    answer = fetch(through(server), "http://news.example/page")

    assert body_of(answer) == b"<p>by proxy"
    assert server.asked("http://news.example/robots.txt") == 1


def test_a_sealed_page_comes_through_the_proxy(server: Server, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, "news.example"))
    server.tunnel = context
    server.routes["/page"] = h.page(b"<p>sealed")
    settings = through(server, ca_bundle=tmp_path / "ca.pem")

    assert body_of(fetch(settings, "https://news.example/page")) == b"<p>sealed"
    assert outcome_of(fetch(settings, "https://other.example/page")) is Outcome.TLS


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://１２７.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/",
        "http://localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://redis:8080/",
        "http://news.example:22/",
    ],
)
def test_an_inner_place_never_reaches_the_proxy(server: Server, url: str) -> None:
    server.routes["*"] = h.page()

    assert outcome_of(fetch(through(server), url)) is Outcome.FORBIDDEN_ADDRESS
    assert server.hits == []


def test_a_redirect_to_an_inner_place_never_reaches_the_proxy(server: Server) -> None:
    server.routes["http://news.example/page"] = h.redirect("http://169.254.169.254/latest/")

    answer = fetch(through(server), "http://news.example/page")

    assert outcome_of(answer) is Outcome.FORBIDDEN_ADDRESS
    assert server.asked("http://169.254.169.254/latest/") == 0


def test_a_channel_is_asked_through_the_proxy_too(server: Server) -> None:
    server.routes["http://searx.internal:8080/search?q=x"] = h.page(b"{}")
    settings = through(server, searxng_url="http://searx.internal:8080")

    answers = ask(settings, [Search(Channel.SEARXNG, "/search?q=x")])

    assert body_of(answers[0][1]) == b"{}"
    refused = fetch(settings, "http://searx.internal:8080/search?q=x")
    assert outcome_of(refused) is Outcome.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (403, Outcome.FORBIDDEN_ADDRESS),
        (407, Outcome.FORBIDDEN_ADDRESS),
        (502, Outcome.REFUSED),
        (503, Outcome.REFUSED),
        (504, Outcome.TIMEOUT),
    ],
)
def test_a_tunnel_that_the_proxy_refuses_is_named(
    server: Server, status: int, outcome: Outcome
) -> None:
    server.routes["*"] = h.status(status)

    answer = fetch(through(server), "https://news.example/")

    assert isinstance(answer, Unread)
    assert answer.outcome is outcome
    assert "egress proxy" in (answer.evidence or "")


def test_a_proxy_that_is_not_there_is_refused() -> None:
    answer = fetch(settings_for(proxy_url="http://127.0.0.1:1"), "http://news.example/")

    assert outcome_of(answer) is Outcome.REFUSED
