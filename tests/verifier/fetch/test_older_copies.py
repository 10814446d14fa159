"""A page that was had before: the site is asked whether it has changed (RFC 9110, 13.1)."""

from datetime import UTC, datetime

import pytest

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, fetch, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from verifier.model import Answer, Channel, Fetch, Outcome, Request, Search, Snapshot

VALIDATORS = {"ETag": '"one"', "Last-Modified": "Tue, 16 Jan 2024 08:00:00 GMT"}
CONDITIONS = {"if-none-match", "if-modified-since"}


def had_before(server: Server, path: str = "/page", **headers: str) -> Snapshot:
    """The copy that an earlier fetch brought."""
    server.routes["/page"] = h.page(b"<p>first", **headers)
    copy = fetch(settings_for(server), server.url(path))
    assert isinstance(copy, Snapshot)
    return copy


def again(server: Server, request: Request, copy: Snapshot) -> Answer:
    """The answer to a request of which a copy is held."""
    return ask(settings_for(server), [request], held={request.key: copy})[0][1]


def test_a_page_that_has_not_changed_is_the_copy_as_of_now(server: Server) -> None:
    copy = had_before(server, **VALIDATORS)
    server.routes["/page"] = h.status(304)
    before = datetime.now(UTC)

    answer = again(server, Fetch(copy.url), copy)

    assert isinstance(answer, Snapshot)
    assert (answer.body, answer.headers) == (b"<p>first", copy.headers)
    assert answer.fetched_at >= before
    asked = server.hits[-1].headers
    assert asked["if-none-match"] == '"one"'
    assert asked["if-modified-since"] == VALIDATORS["Last-Modified"]


def test_a_page_that_has_changed_is_had_anew(server: Server) -> None:
    copy = had_before(server, **VALIDATORS)
    server.routes["/page"] = h.page(b"<p>second", ETag='"two"')

    assert body_of(again(server, Fetch(copy.url), copy)) == b"<p>second"


def test_a_page_without_validators_is_simply_asked_for(server: Server) -> None:
    copy = had_before(server)
    server.routes["/page"] = h.page(b"<p>second")

    assert body_of(again(server, Fetch(copy.url), copy)) == b"<p>second"
    assert not CONDITIONS & set(server.hits[-1].headers)


def test_only_the_address_that_gave_the_copy_hears_of_it(server: Server) -> None:
    server.routes["/short"] = h.redirect("/page")
    copy = had_before(server, "/short", **VALIDATORS)
    server.routes["/page"] = h.status(304)

    answer = again(server, Fetch(server.url("/short")), copy)

    assert body_of(answer) == b"<p>first"
    by_path = {hit.path: set(hit.headers) & CONDITIONS for hit in server.hits[-2:]}
    assert by_path == {"/short": set(), "/page": CONDITIONS}


@pytest.mark.parametrize("held", [True, False])
def test_a_304_that_nobody_asked_for_is_no_answer(server: Server, held: bool) -> None:
    copy = had_before(server)  # without validators
    server.routes["/page"] = h.status(304)

    answer = again(server, Fetch(copy.url), copy) if held else fetch(settings_for(server), copy.url)

    assert outcome_of(answer) is Outcome.BAD_RESPONSE


def test_sitemaps_are_asked_about_too(server: Server) -> None:
    search = Search(Channel.SITEMAP, server.url("/sitemap.xml"))
    server.routes["/sitemap.xml"] = h.page(b"<urlset/>", **VALIDATORS)
    copy = ask(settings_for(server), [search])[0][1]
    assert isinstance(copy, Snapshot)
    server.routes["/sitemap.xml"] = h.status(304)

    assert body_of(again(server, search, copy)) == b"<urlset/>"
