"""Searches: whose address is dialled, what counts as a refusal, and when we stop asking."""

import asyncio
import gzip

import pytest

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from verifier.errors import BadSetting
from verifier.fetch import LocalPacer, Web
from verifier.fetch.breaker import REFUSALS
from verifier.fetch.targets import ask_for
from verifier.model import Channel, Fetch, Outcome, Search, Unread
from verifier.settings import Settings

SEARCH = Search(Channel.SEARXNG, "/search?format=json&q=x")
REFUSED = Outcome.CHANNEL_REFUSED


def test_a_channel_is_asked_at_its_own_address_although_it_is_an_inner_one(server: Server) -> None:
    server.routes["/sub/search?format=json&q=x"] = h.page(b'{"results": []}')

    answers = ask(settings_for(searxng_url=server.url("/sub/")), [SEARCH])

    assert body_of(answers[0][1]) == b'{"results": []}'


def test_no_article_link_and_no_redirect_reaches_a_channels_address(server: Server) -> None:
    server.routes.update({"/to-search": h.redirect(server.url("/s", "localhost"))})
    settings = settings_for(
        allow_addresses=(f"127.0.0.1:{server.port}", f"localhost:{server.port}"),
        searxng_url=server.url("", "localhost"),
    )

    answers = ask(settings, [Fetch(server.url("/s", "localhost")), Fetch(server.url("/to-search"))])

    assert {outcome_of(answer) for _, answer in answers} == {Outcome.FORBIDDEN_ADDRESS}
    assert server.asked("/s") == 0


def test_a_channels_redirect_is_followed_under_the_rules_for_pages(server: Server) -> None:
    server.routes["/search?format=json&q=x"] = h.redirect("http://10.0.0.1/search")

    answers = ask(settings_for(searxng_url=server.url("")), [SEARCH])

    assert outcome_of(answers[0][1]) is Outcome.FORBIDDEN_ADDRESS


def test_a_channel_that_is_not_set_up_is_not_asked() -> None:
    answers = ask(settings_for(), [SEARCH, Search(Channel.BRAVE, "/res/v1/web/search?q=x")])

    for request, answer in answers:
        assert isinstance(answer, Unread)
        assert isinstance(request, Search)
        assert (answer.outcome, answer.channel) == (Outcome.NOT_TRIED, request.channel)
        assert answer.evidence == "not set up"


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (h.status(429), REFUSED),
        (h.status(403, b"<h1>Forbidden"), REFUSED),
        (h.status(401), REFUSED),
        (h.status(503, b"", Retry_After="900"), REFUSED),
        (h.status(500), REFUSED),
        (h.page(b"\n <!DOCTYPE html><title>SearXNG"), REFUSED),
        (h.page(b"\xef\xbb\xbf<html>"), REFUSED),
        (h.status(404), Outcome.GONE),  # the address is wrong: nobody refused
        (h.silent(), Outcome.TIMEOUT),
        (h.page(b"{}"), None),
        (h.page(b"Your query was too short."), None),  # the channel's own words: it will read them
    ],
)
def test_a_refusal_is_named_as_one(
    server: Server, behaviour: h.Behaviour, outcome: Outcome | None
) -> None:
    server.routes["*"] = behaviour

    answers = ask(settings_for(searxng_url=server.url(""), url_deadline_s=0.5), [SEARCH])

    assert outcome_of(answers[0][1]) is outcome


def test_a_channel_that_refuses_again_and_again_is_left_alone(server: Server) -> None:
    server.routes["*"] = h.status(403)
    searches = [Search(Channel.SEARXNG, f"/search?q={n}") for n in range(REFUSALS + 3)]
    settings = settings_for(searxng_url=server.url(""), host_connections=1)

    answers = ask(settings, searches)

    assert {outcome_of(answer) for _, answer in answers} == {REFUSED}
    assert len(server.hits) == REFUSALS


def test_an_answer_between_refusals_clears_the_count(server: Server) -> None:
    server.routes.update({"*": h.status(403), "/search?q=good": h.page(b"{}")})
    targets = ["a", "b", "good", "c", "d"]
    searches = [Search(Channel.SEARXNG, f"/search?q={target}") for target in targets]

    ask(settings_for(searxng_url=server.url(""), host_connections=1), searches)

    assert len(server.hits) == len(targets)


def test_a_channel_left_alone_stays_so_for_the_next_job(server: Server) -> None:
    server.routes["*"] = h.status(403)
    settings = settings_for(searxng_url=server.url(""))

    async def two_jobs() -> list[object]:
        pacer = LocalPacer()
        for n in range(REFUSALS):
            web = Web(settings, pacer)
            [_ async for _ in web.answer([Search(Channel.SEARXNG, f"/search?q={n}")])]
            await web.aclose()
        web = Web(settings, pacer)
        answers = [pair async for pair in web.answer([SEARCH])]
        await web.aclose()
        return list(answers)

    asyncio.run(two_jobs())

    assert len(server.hits) == REFUSALS


@pytest.mark.parametrize("channel", [Channel.SITEMAP, Channel.FEED])
def test_a_file_that_is_gzip_by_itself_is_unpacked(server: Server, channel: Channel) -> None:
    server.routes["/s.xml.gz"] = h.page(
        gzip.compress(b"<urlset/>"), Content_Type="application/gzip"
    )

    answers = ask(settings_for(server), [Search(channel, server.url("/s.xml.gz"))])

    assert body_of(answers[0][1]) == b"<urlset/>"


def test_a_sitemap_may_be_larger_than_a_page_but_not_endless(server: Server) -> None:
    server.routes["/large.xml"] = h.page(b"x" * 30_000)
    server.routes["/huge.xml.gz"] = h.page(gzip.compress(bytes(10_000_000)))
    settings = settings_for(server, max_page_bytes=10_000)

    answers = dict(
        ask(
            settings,
            [Search(Channel.SITEMAP, server.url(p)) for p in ("/large.xml", "/huge.xml.gz")],
        )
    )

    found = {request.target[-8:]: outcome_of(answer) for request, answer in answers.items()}  # type: ignore[union-attr]
    assert found == {"arge.xml": None, "e.xml.gz": Outcome.TOO_LARGE}


def test_an_archived_page_is_had_from_the_archive_of_the_settings(server: Server) -> None:
    path = "/news/web/20240117id_/http://x.example/a?b=c"
    server.routes[path] = h.page(b"<p>kept")
    settings = settings_for(wayback_url=server.url("/news"))
    public = "https://web.archive.org/web/20240117id_/http://x.example/a?b=c"

    for url in (public, public.removeprefix("https://web.archive.org"), server.url(path)):
        assert body_of(ask(settings, [Fetch(url, Channel.CDX)])[0][1]) == b"<p>kept"


ARCHIVES = pytest.mark.parametrize(
    ("channel", "setting"), [(Channel.CDX, "wayback_url"), (Channel.MEMENTO, "memento_url")]
)
CAPTURE = "/news/20240117id_/http://x.example/a"


@ARCHIVES
def test_an_archive_may_redirect_within_itself(
    server: Server, channel: Channel, setting: str
) -> None:
    other = CAPTURE.replace("0117", "0118")
    server.routes.update({CAPTURE: h.redirect(other), other: h.page(b"<p>kept")})
    settings = settings_for(**{setting: server.url("/news")})

    assert body_of(ask(settings, [Fetch(server.url(CAPTURE), channel)])[0][1]) == b"<p>kept"
    assert server.asked("/robots.txt") == 0


@ARCHIVES
@pytest.mark.parametrize("inner", ["/admin", CAPTURE])
def test_a_live_page_of_a_listing_is_not_led_into_the_archive(
    server: Server, channel: Channel, setting: str, inner: str
) -> None:
    # One server under two names: the site's, which is allowed, and the archive's.
    server.routes.update(
        {"/2024/story": h.redirect(server.url(inner, "localhost")), inner: h.page(b"<p>inner")}
    )
    settings = settings_for(server, **{setting: server.url("/news", "localhost")})

    answer = ask(settings, [Fetch(server.url("/2024/story"), channel)])[0][1]

    assert outcome_of(answer) is Outcome.FORBIDDEN_ADDRESS
    assert server.asked(inner) == 0
    assert server.asked("/robots.txt") == 1


@ARCHIVES
def test_a_redirect_that_left_the_archive_does_not_come_back(
    server: Server, channel: Channel, setting: str
) -> None:
    server.routes.update(
        {
            CAPTURE: h.redirect(server.url("/outside")),
            "/outside": h.redirect(server.url("/admin", "localhost")),
            "/admin": h.page(b"<p>inner"),
        }
    )
    settings = settings_for(server, **{setting: server.url("/news", "localhost")})

    answer = ask(settings, [Fetch(server.url(CAPTURE, "localhost"), channel)])[0][1]

    assert outcome_of(answer) is Outcome.FORBIDDEN_ADDRESS
    assert (server.asked("/outside"), server.asked("/admin")) == (1, 0)
    assert server.asked("/robots.txt") == 1  # outside, a page like any other


@ARCHIVES
def test_only_captures_are_pages_of_an_archive(
    server: Server, channel: Channel, setting: str
) -> None:
    server.routes["*"] = h.page(b"<p>inner")
    settings = settings_for(server, **{setting: server.url("/news")})

    # A live page of a listing names its other forms, and may name any address.
    answer = ask(settings, [Fetch(server.url("/admin?delete=1"), channel)])[0][1]

    assert outcome_of(answer) is Outcome.FORBIDDEN_ADDRESS
    assert server.hits == []


@pytest.mark.parametrize("address", ["http://user:secret@gdelt.example", "http://1.2.3.4.5/"])
def test_an_address_that_cannot_be_used_is_an_error_at_the_start(address: str) -> None:
    with pytest.raises(BadSetting) as error:
        Web(settings_for(gdelt_url=address))
    assert "secret" not in str(error.value)


def test_a_key_goes_to_its_channel_only(server: Server) -> None:
    settings = Settings(brave_key="secret", channels=(Channel.BRAVE,))

    asked = ask_for(Search(Channel.BRAVE, "/res/v1/web/search?q=x"), settings)

    assert asked.url == "https://api.search.brave.com/res/v1/web/search?q=x"
    assert asked.headers["X-Subscription-Token"] == "secret"
    assert "X-Subscription-Token" not in ask_for(Fetch(asked.url), settings).headers


def test_only_a_gate_is_told_the_moment_that_is_wanted() -> None:
    settings = settings_for(memento_url="http://127.0.0.1:9/news")
    days = ("2024-01-16", "2024-01-16")

    gate = ask_for(Search(Channel.MEMENTO, "/https://a.example/", days=days), settings)
    timemap = ask_for(
        Search(Channel.MEMENTO, "/timemap/link/https://a.example/", days=days), settings
    )

    assert gate.headers == {"Accept-Datetime": "Tue, 16 Jan 2024 12:00:00 GMT"}
    assert timemap.headers == {}
