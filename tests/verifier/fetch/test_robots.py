"""What robots.txt allows, and what it means when it cannot be had."""

import asyncio
import time
from itertools import pairwise

import pytest

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, fetch, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from verifier.fetch import Web
from verifier.model import Channel, Fetch, Outcome, Search, Snapshot

DENIED = Outcome.ROBOTS_DENIED
PAGE = "/news/page"


def lines(*written: str) -> h.Behaviour:
    return h.page("\n".join(written).encode(), Content_Type="text/plain")


KINDS = [
    ("no such file", h.status(404), None),
    ("gone", h.status(410), None),
    ("forbidden", h.status(403), None),  # RFC 9309, 2.3.1.3: as if there were none
    ("not authorised", h.status(401), None),
    ("too many", h.status(429), None),
    ("server error", h.status(500), DENIED),
    ("unavailable", h.status(503), DENIED),
    ("gateway", h.status(502), DENIED),
    ("empty", lines(""), None),
    ("a web page", h.page(b"<html><body>Disallow: /"), None),
    ("everything denied", lines("User-agent: *", "Disallow: /"), DENIED),
    ("nothing denied", lines("User-agent: *", "Disallow:"), None),
    ("another folder denied", lines("User-agent: *", "Disallow: /admin/"), None),
    ("this folder denied", lines("User-agent: *", "Disallow: /news/"), DENIED),
    ("the longer rule wins", lines("User-agent: *", "Disallow: /news", "Allow: /news/page"), None),
    ("wildcard", lines("User-agent: *", "Disallow: /*/page$"), DENIED),
    ("we are named", lines("User-agent: verifier", "Disallow: /"), DENIED),
    ("we are named and allowed", lines(
        "User-agent: *", "Disallow: /", "", "User-agent: Verifier", "Allow: /"), None),
    ("others are named", lines("User-agent: otherbot", "Disallow: /"), None),
    ("windows line ends", h.page(b"User-agent: *\r\nDisallow: /\r\n"), DENIED),
    ("byte order mark", h.page(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), DENIED),
    ("nul bytes", h.page(b"User-agent: *\0\nDisallow: /\n"), DENIED),
    ("bad bytes before", h.page(b"\xff\xfe\xfa: x\nUser-agent: *\nDisallow: /\n"), DENIED),
    ("rules after half a megabyte", h.page(
        b"# \n" * 150_000 + b"User-agent: *\nDisallow: /\n", ), DENIED),
    ("rules after the limit", h.page(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), None),
    ("redirected", h.redirect("/other-robots.txt"), DENIED),
    ("redirected in a circle", h.redirect("/robots.txt"), None),
    ("redirected inwards", h.redirect("http://10.0.0.1/robots.txt"), Outcome.FORBIDDEN_ADDRESS),
    ("never answers", h.silent(), Outcome.TIMEOUT),
    ("drips", h.endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#", 0.2), Outcome.TIMEOUT),
    ("breaks off", h.reset(), Outcome.BAD_RESPONSE),
    ("not HTTP", h.raw(b"hello"), Outcome.BAD_RESPONSE),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "robots", "outcome"), KINDS, ids=[kind[0] for kind in KINDS])
def test_each_kind_of_robots_txt(
    server: Server, kind: str, robots: h.Behaviour, outcome: Outcome | None
) -> None:
    server.routes.update({"/robots.txt": robots, PAGE: h.page(), "/other-robots.txt": lines(
        "User-agent: *", "Disallow: /news/")})  # fmt: skip

    answer = fetch(settings_for(server, url_deadline_s=1), server.url(PAGE))

    assert outcome_of(answer) is outcome
    assert server.asked(PAGE) == (outcome is None)


def test_robots_txt_is_asked_for_once_a_host(server: Server) -> None:
    server.routes.update({"/robots.txt": lines("User-agent: *", "Disallow: /x"), "*": h.page()})
    settings = settings_for(server, host_connections=4)

    ask(settings, [Fetch(server.url(f"/news/{n}")) for n in range(20)])

    assert server.asked("/robots.txt") == 1


def test_the_robots_txt_that_another_host_led_to_is_not_asked_for_again(server: Server) -> None:
    there = "127.0.0.2"
    wide = Server(routes={
        "/robots.txt": lines("User-agent: *", "Disallow: /private/"), "*": h.page(),
    }, port=server.port)  # fmt: skip
    wide.start((there,))
    server.routes["/robots.txt"] = h.redirect(f"http://{there}:{server.port}/robots.txt")
    server.routes["*"] = h.page()
    others = [f"http://{there}:{server.port}{path}" for path in ("/b", "/private/c")]
    pages = [server.url("/a"), *others]

    async def run() -> list[object]:
        web = Web(settings_for(server, hosts=("127.0.0.1", there)))
        try:
            return [outcome_of(await web.fetch_url(page)) for page in pages]
        finally:
            await web.aclose()

    outcomes = asyncio.run(run())
    wide.stop()

    assert outcomes == [None, None, DENIED]
    assert wide.asked("/robots.txt") == 1


def test_a_dead_host_is_asked_once_and_named_as_dead_for_every_page(server: Server) -> None:
    settings = settings_for(allow_addresses=("127.0.0.1:1",))

    answers = ask(settings, [Fetch(f"http://127.0.0.1:1/{n}") for n in range(5)])

    assert {outcome_of(answer) for _, answer in answers} == {Outcome.REFUSED}


def test_a_redirect_to_a_denied_path_is_denied(server: Server) -> None:
    server.routes.update({
        "/robots.txt": lines("User-agent: *", "Disallow: /private/"),
        "/open/page": h.redirect("/private/page"),
        "/private/page": h.page(),
    })  # fmt: skip

    assert outcome_of(fetch(settings_for(server), server.url("/open/page"))) is DENIED
    assert server.asked("/private/page") == 0


def test_the_deadline_of_a_page_runs_over_the_robots_txt_of_all_its_hops(server: Server) -> None:
    hosts = tuple(f"127.0.0.{n}" for n in range(2, 8))
    server.routes["/robots.txt"] = h.slow(0.7, h.status(404))
    for here, there in pairwise(("127.0.0.1", *hosts)):
        server.routes[f"/to/{here}"] = h.redirect(f"http://{there}:{server.port}/to/{there}")
    wide = Server(routes=server.routes, port=server.port)
    wide.start(hosts)

    started = time.monotonic()
    settings = settings_for(server, hosts=("127.0.0.1", *hosts), url_deadline_s=1)
    answer = fetch(settings, server.url("/to/127.0.0.1"))
    wide.stop()

    assert outcome_of(answer) is Outcome.TIMEOUT
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("channel", [Channel.SITEMAP, Channel.FEED])
def test_sitemaps_and_feeds_obey_too(server: Server, channel: Channel) -> None:
    server.routes.update({"/robots.txt": lines("User-agent: *", "Disallow: /"), "/x": h.page()})

    answers = ask(settings_for(server), [Search(channel, server.url("/x"))])

    assert outcome_of(answers[0][1]) is DENIED


def test_an_interface_for_programs_is_called_whatever_robots_txt_says(server: Server) -> None:
    server.routes.update({"/robots.txt": lines("User-agent: *", "Disallow: /"), "*": h.page(b"{}")})
    settings = settings_for(searxng_url=server.url(""), wayback_url=server.url(""))

    answers = ask(settings, [
        Search(Channel.SEARXNG, "/search?q=x"),
        Search(Channel.CDX, "/cdx/search/cdx?url=x"),
        Fetch(server.url("/web/2024id_/http://x.example/"), Channel.CDX),
    ])  # fmt: skip

    assert [outcome_of(answer) for _, answer in answers] == [None, None, None]
    assert server.asked("/robots.txt") == 0


def test_robots_txt_itself_can_be_listed_and_is_had_once(server: Server) -> None:
    server.routes.update({"/robots.txt": lines("Sitemap: https://a.example/s.xml"), "*": h.page()})
    search = Search(Channel.SITEMAP, server.url("/robots.txt"))

    answers = dict(ask(settings_for(server), [search, Fetch(server.url("/page"))]))

    assert body_of(answers[search]) == b"Sitemap: https://a.example/s.xml"
    assert isinstance(answers[search], Snapshot)
    assert server.asked("/robots.txt") == 1


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        (h.status(404), Outcome.GONE),
        (h.status(403), Outcome.FORBIDDEN),
        (h.status(500), DENIED),
        (h.reset(), Outcome.BAD_RESPONSE),
    ],
)
def test_a_missing_robots_txt_lists_nothing(
    server: Server, robots: h.Behaviour, outcome: Outcome
) -> None:
    server.routes["/robots.txt"] = robots

    answers = ask(settings_for(server), [Search(Channel.SITEMAP, server.url("/robots.txt"))])

    assert outcome_of(answers[0][1]) is outcome
