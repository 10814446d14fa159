"""Requests in, answers out."""

import asyncio
import gzip
import hashlib
import time
from datetime import UTC, datetime

import pytest

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, fetch, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from verifier.fetch import Web
from verifier.fetch.guard import place_of
from verifier.fetch.hops import is_home
from verifier.model import Channel, Fetch, Outcome, Request, Search, Snapshot, Unread


def test_a_page_is_kept_with_what_says_where_and_when_it_was_had(server: Server) -> None:
    server.routes["/page"] = h.page(
        gzip.compress(b"<p>words"),
        Content_Encoding="gzip",
        ETag='"1"',
        X_Archive_Src="a.warc.gz",
        Memento_Datetime="Wed, 17 Jan 2024 06:15:02 GMT",
        Set_Cookie="a=b",
    )

    answer = fetch(settings_for(server), server.url("/page"))

    assert isinstance(answer, Snapshot)
    assert answer.body == b"<p>words"
    assert answer.sha256 == hashlib.sha256(b"<p>words").hexdigest()
    assert answer.url == answer.final_url == server.url("/page")
    assert answer.memento_datetime == datetime(2024, 1, 17, 6, 15, 2, tzinfo=UTC)
    assert {name for name, _ in answer.headers} == {
        "content-type",
        "etag",
        "x-archive-src",
        "memento-datetime",
    }


def test_a_redirected_page_names_both_ends(server: Server) -> None:
    server.routes.update({"/old/page": h.redirect("/new/page"), "/new/page": h.page()})

    answer = fetch(settings_for(server), server.url("/old/page"))

    assert isinstance(answer, Snapshot)
    assert (answer.url, answer.final_url) == (server.url("/old/page"), server.url("/new/page"))


def test_a_request_says_who_asks_and_carries_nothing_else(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")  # the environment is not asked
    server.routes["/a/first"] = h.status(302, b"", Location="/a/second", Set_Cookie="sid=1; Path=/")
    server.routes["/a/second"] = h.page()
    settings = settings_for(server, user_agent="checker/2", contact="mailto:us@news.example")

    fetch(settings, server.url("/a/first"))

    seen = server.hits[-1].headers
    assert seen["user-agent"] == "checker/2 (+mailto:us@news.example)"
    assert seen["accept-encoding"] == "gzip"
    assert set(seen) <= {"host", "user-agent", "accept", "accept-language", "accept-encoding"}


def test_every_request_gets_exactly_one_answer_even_when_asked_twice(server: Server) -> None:
    server.routes["/page"] = h.page()
    requests: list[Request] = [
        Fetch(server.url("/page")),
        Fetch(server.url("/page")),
        Fetch(server.url("/absent")),
        Fetch("no url"),
        Search(Channel.BRAVE, "/res/v1/web/search?q=x"),
    ]

    answers = ask(settings_for(server), requests)

    assert sorted(map(str, (request for request, _ in answers))) == sorted(map(str, requests))


def test_a_fast_host_does_not_wait_for_a_slow_one(server: Server) -> None:
    server.routes.update({"/slow": h.silent(), "/fast": h.page()})
    settings = settings_for(server, hosts=("127.0.0.1", "localhost"), url_deadline_s=1)
    requests = [Fetch(server.url("/slow")), Fetch(server.url("/fast", "localhost"))]

    answers = ask(settings, requests)

    assert [outcome_of(answer) for _, answer in answers] == [None, Outcome.TIMEOUT]


def test_stopping_early_leaves_no_request_under_way(server: Server) -> None:
    server.routes.update({"/fast": h.page(), "/slow": h.silent()})
    settings = settings_for(server, url_deadline_s=30)

    async def first_only() -> int:
        web = Web(settings)
        answers = web.answer([Fetch(server.url("/fast")), Fetch(server.url("/slow"))])
        await anext(answers)
        await answers.aclose()  # type: ignore[attr-defined]
        await web.aclose()
        return len(asyncio.all_tasks()) - 1

    started = time.monotonic()
    assert asyncio.run(first_only()) == 0
    assert time.monotonic() - started < 5


def test_closing_while_a_request_is_under_way_still_answers_it(server: Server) -> None:
    server.routes["/robots.txt"] = h.silent()

    async def close_early() -> Outcome | None:
        web = Web(settings_for(server, url_deadline_s=30))
        asked = asyncio.create_task(web.fetch_url(server.url("/page")))
        while not server.hits:
            await asyncio.sleep(0.01)
        await web.aclose()
        return outcome_of(await asyncio.wait_for(asked, 5))

    assert asyncio.run(close_early()) is Outcome.NOT_TRIED


def test_one_deadline_runs_over_all_hops(server: Server) -> None:
    for n in range(9):
        server.routes[f"/hop/{n}"] = h.slow(0.3, h.redirect(f"/hop/{n + 1}"))

    answer = fetch(settings_for(server, url_deadline_s=1), server.url("/hop/0"))

    assert outcome_of(answer) is Outcome.TIMEOUT
    assert server.asked("/hop/2") == 1
    assert server.asked("/hop/5") == 0


def test_redirects_from_a_short_link_to_a_front_page_are_followed(server: Server) -> None:
    server.routes["/x"] = h.redirect(server.url("/", "localhost"))
    server.routes["/"] = h.page(b"<p>front")
    settings = settings_for(server, hosts=("127.0.0.1", "localhost"))

    assert body_of(fetch(settings, server.url("/x"))) == b"<p>front"


A = "https://web.archive.org/web"


@pytest.mark.parametrize(
    ("asked", "landed", "home"),
    [
        ("https://a.example/2024/story", "https://a.example/", True),
        ("https://a.example/2024/story", "https://www.a.example/", True),
        ("https://www.a.example/story?id=1", "https://a.example/en/", True),
        ("https://m.a.example/story", "https://a.example/index.html", True),
        ("https://a.example/?p=12345", "https://a.example/", True),
        ("https://a.example/2024/story", "https://a.example/2024/story-2", False),
        ("https://a.example/2024/story", "https://a.example/?p=12345", False),
        ("https://a.example/", "https://www.a.example/", False),
        ("https://a.example", "https://a.example/en", False),
        ("https://short.example/x1", "https://a.example/", False),
        (f"{A}/2024id_/http://a.example/story", f"{A}/20240102id_/http://a.example/", True),
        (f"{A}/2024id_/http://a.example/story", f"{A}/20240102id_/http://a.example/s", False),
        (f"{A}/2024/http://a.example/story", f"{A}/20240102/http://b.example/", False),
    ],
)
def test_a_front_page_is_told_from_a_page(asked: str, landed: str, home: bool) -> None:
    assert is_home(place_of(asked), place_of(landed)) is home


def test_fetch_url_is_one_page(server: Server) -> None:
    server.routes["/page"] = h.page(b"<p>one")

    async def run() -> object:
        web = Web(settings_for(server))
        try:
            return await web.fetch_url(server.url("/page"))
        finally:
            await web.aclose()

    answer = asyncio.run(run())
    assert isinstance(answer, Snapshot)
    assert answer.body == b"<p>one"


def test_what_a_server_says_can_be_shown_to_people(server: Server) -> None:
    odd = "\x1b[31m\u202e\x9b"
    server.routes["/bad"] = h.raw(b"HTTP/1.1 \x1b[31m\r\n\r\n")
    server.routes["/fine"] = h.page(b"x", ETag=odd)

    bad = fetch(settings_for(server), server.url("/bad"))
    fine = fetch(settings_for(server), server.url("/fine"))

    assert isinstance(bad, Unread)
    assert (bad.evidence or "").isprintable()
    assert all(value.isprintable() for _, value in getattr(fine, "headers", ()))


# --- a second try -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first",
    [
        h.status(500),
        h.status(503),
        h.status(503, b"", Retry_After="1"),
        h.status(429, b"", Retry_After="1"),
        h.status(429, b"", Retry_After="0"),
        h.status(503, b"", Retry_After="Wed, 01 Jan 2020 00:00:00 GMT"),
    ],
)
def test_a_passing_fault_is_tried_once_more(server: Server, first: h.Behaviour) -> None:
    server.routes["/page"] = h.first_then(first, h.page())

    answer = fetch(settings_for(server), server.url("/page"))

    assert outcome_of(answer) is None
    assert server.asked("/page") == 2


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        (h.status(429), Outcome.RATE_LIMITED),  # names no time: asking on would be rude
        (h.status(429, b"", Retry_After="600"), Outcome.RATE_LIMITED),
        (h.status(503, b"", Retry_After="600"), Outcome.SERVER_ERROR),
        (h.status(503, b"<title>Just a moment..."), Outcome.BOT_WALL),
        (h.status(404), Outcome.GONE),
        (h.status(403), Outcome.FORBIDDEN),
        (h.raw(b"nonsense\r\n\r\n"), Outcome.BAD_RESPONSE),
    ],
)
def test_other_faults_are_not_tried_again(
    server: Server, first: h.Behaviour, outcome: Outcome
) -> None:
    server.routes["/page"] = h.first_then(first, h.page())

    answer = fetch(settings_for(server), server.url("/page"))

    assert outcome_of(answer) is outcome
    assert server.asked("/page") == 1


def test_a_line_that_the_site_closed_meanwhile_is_no_fault_of_the_page(server: Server) -> None:
    server.routes["/first"] = h.page()
    server.routes["/second"] = h.first_then(h.raw(), h.page(b"<p>second"))
    server.routes["/second"].keeps_alive = False  # type: ignore[attr-defined]
    settings = settings_for(server, host_connections=1)

    answers = ask(settings, [Fetch(server.url("/first")), Fetch(server.url("/second"))])

    assert body_of(answers[1][1]) == b"<p>second"
    assert server.asked("/second") == 2


def test_a_site_that_lets_us_wait_in_vain_gets_less_time(server: Server) -> None:
    server.routes.update({"*": h.silent(), "/robots.txt": h.status(404), "/fine": h.page()})
    settings = settings_for(server, host_connections=1, url_deadline_s=0.8)
    paths = [f"/silent/{n}" for n in range(8)] + ["/fine"]

    started = time.monotonic()
    answers = ask(settings, [Fetch(server.url(path)) for path in paths])

    outcomes = [outcome_of(answer) for _, answer in answers]
    assert outcomes == [Outcome.TIMEOUT] * 8 + [None]
    assert time.monotonic() - started < 0.8 * 8 * 0.8


def test_the_time_to_wait_is_handed_on(server: Server) -> None:
    server.routes["/page"] = h.status(429, b"", Retry_After="120")

    answer = fetch(settings_for(server), server.url("/page"))

    assert isinstance(answer, Unread)
    assert answer.retry_after_s == 120
    assert answer.status == 429


@pytest.mark.parametrize(
    "written",
    ["-1", "soon", "1e9", "９", "99999999999999999999", "Wed, 99 Foo", "\xff", "1,2", "nan", "inf"],
)
def test_an_odd_time_to_wait_does_no_harm(server: Server, written: str) -> None:
    server.routes["/page"] = h.status(429, b"", Retry_After=written)

    answer = fetch(settings_for(server), server.url("/page"))

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.RATE_LIMITED
    assert answer.retry_after_s is None or 0 <= answer.retry_after_s <= 86_400
