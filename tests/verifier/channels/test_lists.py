"""Sitemaps, feeds and minute files: lists of pages that nobody searched for."""

import gzip
import json
from datetime import date

import pytest

from tests.verifier.nouns import snapshot
from verifier.channels import feed, gal, hear, sitemap
from verifier.model import Channel, Listing, Outcome, Search, Unread

DAYS = (date(2024, 1, 13), date(2024, 1, 18))
ASKED = ("2024-01-13", "2024-01-18")
SITE = "https://meridianpost.example"
ROBOTS = Search(Channel.SITEMAP, f"{SITE}/robots.txt", purpose="robots", days=ASKED)
INDEX = Search(Channel.SITEMAP, f"{SITE}/sitemap.xml", purpose="index-1", days=ASKED)
FEED = Search(Channel.FEED, f"{SITE}/feed", purpose="feed")
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def index(*entries: str) -> str:
    return f"<?xml version='1.0'?><sitemapindex {XMLNS}>{''.join(entries)}</sitemapindex>"


def urlset(*entries: str) -> str:
    return f"<?xml version='1.0'?><urlset {XMLNS} {NEWS}>{''.join(entries)}</urlset>"


def child(path: str, lastmod: str = "") -> str:
    held = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<sitemap><loc>{SITE}/{path}</loc>{held}</sitemap>"


def url(path: str, inner: str = "") -> str:
    return f"<url><loc>{SITE}/{path}</loc>{inner}</url>"


def followed(body: str | bytes, asked: Search = INDEX) -> list[str]:
    heard = hear(asked, snapshot(body))
    assert isinstance(heard, Listing)
    fitting = [
        (rank, offered.target)
        for offered in heard.follow
        if (rank := sitemap.fit(offered, DAYS)) is not None
    ]
    return [target.removeprefix(f"{SITE}/") for _, target in sorted(fitting)]


def offered(body: str | bytes, asked: Search = INDEX) -> list[str]:
    heard = hear(asked, snapshot(body))
    assert isinstance(heard, Listing)
    return [held.url.removeprefix(f"{SITE}/") for held in heard.candidates]


def test_robots_txt_names_the_sitemaps_of_the_site() -> None:
    body = (
        f"User-agent: *\nSITEMAP: {SITE}/a.xml\nSitemap:{SITE}/b.xml # x\nSitemap: https://o.test/c"
    )

    assert followed(body, ROBOTS) == ["a.xml", "b.xml"]


def test_robots_txt_without_a_sitemap_offers_no_page() -> None:
    heard = hear(ROBOTS, snapshot("User-agent: *\nDisallow:"))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.NO_PAGE


@pytest.mark.parametrize(
    ("entry", "follows"),
    [
        pytest.param(child("sitemap-2024-01.xml"), True, id="the month"),
        pytest.param(child("sitemap-2023-12.xml"), False, id="another month"),
        pytest.param(child("2024/01/15/sitemap.xml"), True, id="the day"),
        pytest.param(child("2024/01/25/sitemap.xml"), False, id="another day"),
        pytest.param(child("archive-2024.xml"), True, id="the year"),
        pytest.param(child("posts-3.xml", "2024-01-10"), False, id="unchanged since before"),
        pytest.param(child("posts-3.xml", "2024-06-10"), True, id="changed since"),
        pytest.param(child("sitemap-news.xml"), True, id="news"),
        pytest.param(child("image-sitemap.xml"), False, id="pictures"),
    ],
)
def test_an_index_leads_to_what_fits_the_days(entry: str, follows: bool) -> None:
    assert bool(followed(index(entry))) is follows


def test_sitemaps_named_for_the_days_come_before_those_that_may_hold_them() -> None:
    body = index(child("posts.xml", "2025-01-01"), child("news.xml"), child("2024-01.xml"))

    assert followed(body) == ["2024-01.xml", "news.xml", "posts.xml"]


def test_an_index_in_an_index_in_an_index_is_not_followed() -> None:
    deep = Search(Channel.SITEMAP, f"{SITE}/s.xml", purpose="index-3", days=ASKED)

    assert followed(index(child("2024-01.xml")), deep) == []


def test_pages_of_the_days_are_offered_and_others_are_not() -> None:
    body = urlset(
        url("old", "<lastmod>2023-01-01</lastmod>"),
        url("2024/01/15/ferry"),
        url("2024/01/25/bridge"),
        url("day", "<lastmod>2024-01-16T08:00:00Z</lastmod>"),
        url("touched-later", "<lastmod>2025-03-01</lastmod>"),
        url("undated"),
    )

    assert set(offered(body)) == {"2024/01/15/ferry", "day", "touched-later", "undated"}
    assert set(offered(body)[:2]) == {"2024/01/15/ferry", "day"}


def test_a_news_sitemap_gives_titles_and_dates() -> None:
    inner = (
        "<news:news><news:publication_date>2024-01-15T10:00:00Z</news:publication_date>"
        "<news:title>Council keeps ferry</news:title></news:news>"
    )

    heard = hear(INDEX, snapshot(urlset(url("x1", inner))))

    assert isinstance(heard, Listing)
    assert heard.candidates[0].title == "Council keeps ferry"
    assert heard.candidates[0].published == "2024-01-15T10:00:00Z"


def test_a_picture_beside_a_page_gives_it_neither_address_nor_title() -> None:
    picture = (
        '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">'
        f"<i:loc>{SITE}/2024/01/15/a.jpg</i:loc><i:title>A boat</i:title></i:image>"
    )
    body = urlset(f"<url>{picture}<loc>{SITE}/2024/01/15/a</loc></url>")

    heard = hear(INDEX, snapshot(body))

    assert isinstance(heard, Listing)
    assert [(c.url, c.title) for c in heard.candidates] == [(f"{SITE}/2024/01/15/a", None)]


def test_robots_txt_may_name_a_sitemap_by_its_path_alone() -> None:
    heard = hear(ROBOTS, snapshot("Sitemap: /lists/all.xml", url=ROBOTS.target))

    assert isinstance(heard, Listing)
    assert [held.target for held in heard.follow] == [f"{SITE}/lists/all.xml"]


def test_the_longest_sitemap_there_may_be_is_read() -> None:
    body = urlset(*(url(f"2023/12/01/{n}") for n in range(49_999)), url("2024/01/15/a"))

    assert offered(gzip.compress(body.encode())) == ["2024/01/15/a"]


def test_packed_and_plain_text_sitemaps_are_read_too() -> None:
    assert offered(gzip.compress(urlset(url("2024/01/15/a")).encode())) == ["2024/01/15/a"]
    assert offered(f"{SITE}/2024/01/15/a\n{SITE}/2024/01/16/b\n") == [
        "2024/01/15/a",
        "2024/01/16/b",
    ]


def test_entities_are_never_resolved() -> None:
    bomb = (
        '<!DOCTYPE urlset [<!ENTITY a "https://meridianpost.example/2024/01/15/secret">]>'
        f"<urlset {XMLNS}><url><loc>&a;</loc></url>{url('2024/01/15/plain')}</urlset>"
    )

    assert offered(bomb) == ["2024/01/15/plain"]


@pytest.mark.parametrize("body", ["<html><body>Not found</body></html>", "<urlset><url>", "<"])
def test_what_is_no_sitemap_is_a_bad_response(body: str) -> None:
    heard = hear(INDEX, snapshot(body))

    assert isinstance(heard, Unread)
    assert heard.outcome is Outcome.BAD_RESPONSE


def test_a_broken_archive_is_a_refusal() -> None:
    assert isinstance(hear(INDEX, snapshot(b"\x1f\x8bnonsense")), Unread)


def test_a_feed_offers_its_entries() -> None:
    body = (
        '<rss version="2.0"><channel><title>t</title><item><title>Ferry stays</title>'
        f"<link>{SITE}/a</link><pubDate>Mon, 15 Jan 2024 10:00:00 GMT</pubDate>"
        "<description>Seven to six</description></item></channel></rss>"
    )

    heard = hear(FEED, snapshot(body))

    assert isinstance(heard, Listing)
    (held,) = heard.candidates
    assert (held.url, held.title) == (f"{SITE}/a", "Ferry stays")
    assert held.published is not None
    assert held.published.startswith("2024-01-15")


@pytest.mark.parametrize(
    "body", ["<html><body>404</body></html>", "/etc/hostname", "http://a.test/"]
)
def test_what_is_no_feed_is_refused_and_never_opened(body: str) -> None:
    assert isinstance(hear(FEED, snapshot(body)), Unread)


def test_feeds_are_looked_for_at_the_usual_addresses_one_by_one() -> None:
    asked = [feed.ask("a.example", None, place=n) for n in range(len(feed.PATHS) + 1)]

    assert [search[0].target for search in asked[:-1]] == [
        f"https://a.example{path}" for path in feed.PATHS
    ]
    assert asked[-1] == ()


def test_a_front_page_names_its_feeds() -> None:
    home = feed.ask_home("meridianpost.example", DAYS, domains=("meridianpost.example",))
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
        '<link rel="alternate" hreflang="nn" href="/nn/">'
        '<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8"'
        ' HREF="https://feeds.example/post">'
    )

    heard = hear(home, snapshot(f"<html><head>{head}</head><body></body></html>", home.target))

    assert isinstance(heard, Listing)
    assert [(s.target, s.purpose, s.domains) for s in heard.follow] == [
        (f"{SITE}/all.xml", "feed", ("meridianpost.example",)),
        ("https://feeds.example/post", "feed", ("meridianpost.example",)),
    ]


def test_a_front_page_without_a_feed_names_none() -> None:
    home = feed.ask_home("meridianpost.example", DAYS)

    heard = hear(home, snapshot("<p>Hello"))
    empty = hear(home, snapshot(""))

    assert isinstance(heard, Listing)
    assert heard.follow == ()
    assert isinstance(empty, Unread)


class TestGal:
    """GDELT's minute files: which are asked, and what they list."""

    SEARCH = Search(Channel.GAL, f"{gal.PATH}20240115120100.gal.json.gz", domains=("a.example",))

    def test_the_minutes_after_a_quarter_are_probed(self) -> None:
        probed = gal.probe(date(2024, 1, 15))

        assert len(probed) == gal.PROBED_MINUTES
        assert probed[1].target == "/gdeltv3/gal/20240115120100.gal.json.gz"

    def test_nothing_is_asked_for_days_before_the_first_file(self) -> None:
        assert gal.probe(date(2019, 12, 31)) == ()

    def test_the_minute_that_had_a_file_is_asked_in_other_hours(self) -> None:
        probed = gal.probe(date(2024, 1, 15))

        sampled = gal.sample(probed[3:5])

        assert {gal.moment(search).minute for search in sampled} == {3}
        assert [gal.moment(search).hour for search in sampled] == list(gal.SAMPLED_HOURS)
        assert gal.sample([]) == ()

    @pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["packed", "unpacked by the way"])
    def test_lines_of_the_hosts_asked_for_are_offered(self, pack: object) -> None:
        rows = [
            {"url": "https://www.a.example/x", "title": "X", "date": "2024-01-15T12:01:00Z"},
            {"url": "https://b.example/y"},
        ]
        body = "\n".join(json.dumps(row) for row in rows).encode()

        heard = hear(self.SEARCH, snapshot(pack(body)))  # type: ignore[operator]

        assert isinstance(heard, Listing)
        assert [(c.url, c.title, c.published) for c in heard.candidates] == [
            ("https://www.a.example/x", "X", "2024-01-15")
        ]

    @pytest.mark.parametrize("body", [b"\x1f\x8bbroken", b"<html>", b"\xff\xfe{"])
    def test_a_broken_file_is_a_refusal(self, body: bytes) -> None:
        heard = hear(self.SEARCH, snapshot(body))

        assert isinstance(heard, Unread)
        assert heard.outcome is Outcome.CHANNEL_REFUSED
