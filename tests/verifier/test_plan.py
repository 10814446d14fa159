"""The ladder: what is asked next, what is never asked, and when it stops."""

from dataclasses import replace
from urllib.parse import unquote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verifier.nouns import (
    REGISTRY,
    WIRE,
    article,
    citation,
    fetch,
    listing,
    log,
    match,
    page,
    quotation,
    unread,
)
from verifier.model import (
    Article,
    Bearing,
    Blank,
    Candidate,
    Channel,
    Fetch,
    Limits,
    Listing,
    Outcome,
    Quotation,
    QuotationKind,
    Relation,
    Request,
    Search,
    Seen,
    Unread,
    Verdict,
)
from verifier.outlets import Outlet, Registry
from verifier.plan import plan
from verifier.plan.desk import TRIALS

ALL = Limits(
    channels=frozenset(
        {
            Channel.LINK,
            Channel.SEARXNG,
            Channel.GDELT,
            Channel.SITEMAP,
            Channel.FEED,
            Channel.CDX,
        }
    )
)
CITED = quotation("The ferry is the longest street in this town", citation())
UNCITED = replace(CITED, citations=())
URL = "https://meridianpost.example/2024/01/15/ferry"
LINKED = replace(CITED, citations=(citation(day=None, url=URL),))
ABSENT = match(Verdict.NOT_FOUND, passage="", score=0.0, likeness=0.0, quoted=None)


def asked(quoted: Quotation | Article, *readings: object, limits: Limits = ALL) -> list[Request]:
    ours = quoted if isinstance(quoted, Article) else article(quoted)
    return list(plan(ours, log(*readings), limits, REGISTRY))  # type: ignore[arg-type]


def told(requests: list[Request]) -> list[str]:
    return [
        f"{r.channel} {unquote_plus(r.url if isinstance(r, Fetch) else r.target)}" for r in requests
    ]


def run(quoted: Article, answers: dict[str, object] | None = None, **other: object) -> Seen:
    """The whole ladder, where a request without an answer of its own is refused as not found."""
    limits = other.get("limits", ALL)
    assert isinstance(limits, Limits)
    seen: Seen = {}
    for _ in range(60):
        requests = plan(quoted, seen, limits, REGISTRY)
        if not requests:
            return seen
        for request in requests:
            assert request.key not in seen
            seen = {**seen, request.key: _answer(request, answers or {})}
    raise AssertionError("the ladder has no end")


def _answer(request: Request, answers: dict[str, object]) -> object:
    text = request.url if isinstance(request, Fetch) else unquote_plus(request.target)
    for part, answer in answers.items():
        if part in text:
            return replace(answer, request=request)  # type: ignore[type-var]
    if isinstance(request, Search) and request.channel is not Channel.SITEMAP:
        return Listing(request)
    return Blank(request, Unread(None, Outcome.GONE))


def test_the_link_is_read_before_anything_is_searched() -> None:
    assert told(asked(LINKED)) == [f"link {URL}"]


def test_nothing_is_asked_once_the_linked_page_has_the_words() -> None:
    assert asked(LINKED, page(URL, match(), request=fetch(URL, channel=Channel.LINK))) == []


def test_a_dead_link_is_looked_for_in_the_archive_nearest_the_article() -> None:
    dead = unread(URL, Outcome.GONE, request=fetch(URL, channel=Channel.LINK))

    (search,) = asked(LINKED, dead)

    assert search.channel is Channel.CDX
    assert URL in told([search])[0]
    assert "closest=20240201" in told([search])[0]


def test_of_the_captures_the_nearest_is_read_then_the_next() -> None:
    dead = unread(URL, Outcome.GONE, request=fetch(URL, channel=Channel.LINK))
    (search,) = asked(LINKED, dead)
    assert isinstance(search, Search)
    captures = [f"https://archive.example/web/2024011{n}000000id_/{URL}" for n in (5, 6)]
    held = listing(search, *(Candidate(c, original=URL) for c in captures))

    first = asked(LINKED, dead, held)
    gone = unread(captures[0], Outcome.GONE, request=first[0])  # type: ignore[arg-type]
    second = asked(LINKED, dead, held, gone)

    assert told(first) == [f"cdx {captures[0]}"]
    assert isinstance(first[0], Fetch)
    assert first[0].original == URL
    assert told(second) == [f"cdx {captures[1]}"]


def test_a_capture_is_read_by_the_channel_that_offered_it() -> None:
    limits = Limits(channels=frozenset({Channel.LINK, Channel.MEMENTO}))
    dead = unread(URL, Outcome.GONE, request=fetch(URL, channel=Channel.LINK))
    (search,) = asked(LINKED, dead, limits=limits)
    assert isinstance(search, Search)
    capture = f"http://127.0.0.1:8080/news/20240115000000id_/{URL}"
    held = listing(search, Candidate(capture, original=URL))

    assert told(asked(LINKED, dead, held, limits=limits)) == [f"memento {capture}"]


def test_a_paywalled_link_is_not_searched_for_on_its_own_site() -> None:
    teaser = page(
        URL,
        ABSENT,
        complete=False,
        outcome=Outcome.PAYWALLED,
        request=fetch(URL, channel=Channel.LINK),
    )

    seen = run(article(LINKED), {"/cdx/": listing(Search(Channel.CDX, "x")), URL: teaser})

    assert not any("robots.txt" in text for text in told([r.request for r in seen.values()]))
    assert any('"' in text for text in told([r.request for r in seen.values()]))


def test_an_outlet_and_a_day_are_searched_on_the_outlets_site() -> None:
    (search,) = asked(CITED)

    assert told([search])[0].endswith("site:meridianpost.example&format=json")
    assert isinstance(search, Search)
    assert search.domains == ("meridianpost.example",)


def test_a_mirror_is_searched_together_with_the_outlet() -> None:
    (search,) = asked(replace(CITED, citations=(citation(WIRE),)))

    assert "site:northernwire.example OR site:wirewatch.example" in told([search])[0]


def test_citations_of_one_outlet_and_day_share_their_search() -> None:
    other = replace(CITED, id="q2", text="We shall mend her", start=90)

    (search,) = asked(article(CITED, other))

    assert search.quotations == ("q1", "q2")


def test_an_undated_citation_waits_for_a_dated_one_of_the_same_outlet() -> None:
    undated = replace(CITED, id="q2", start=90, citations=(citation(day=None),))

    (search,) = asked(article(CITED, undated))

    assert search.quotations == ("q1",)


def offered(*candidates: Candidate) -> Listing:
    (search,) = asked(CITED)
    assert isinstance(search, Search)
    return listing(search, *candidates)


def test_of_the_pages_offered_the_likeliest_is_read() -> None:
    held = offered(
        Candidate("https://meridianpost.example/2024/01/15/weather", title="Rain on the coast"),
        Candidate(URL, title="Fennimore keeps the ferry, the longest street"),
        Candidate("https://meridianpost.example/2019/01/15/ferry", title="A ferry in a town"),
    )

    assert told(asked(CITED, held)) == [f"searxng {URL}"]


def test_front_pages_are_not_read() -> None:
    assert URL not in str(asked(CITED, offered(Candidate("https://www.meridianpost.example/"))))


def test_a_page_is_read_once_under_all_its_addresses() -> None:
    held = offered(
        Candidate(URL, title="Ferry is the longest street"),
        Candidate(f"http://www.{URL.removeprefix('https://')}/?utm_source=a#x", title="The ferry"),
    )

    assert len([r for r in asked(CITED, held) if isinstance(r, Fetch)]) == 1


def test_a_settled_source_without_the_words_leaves_one_search_anywhere() -> None:
    read = page(URL, ABSENT)

    requests = asked(
        CITED,
        offered(Candidate(URL, title="ferry")),
        read,
        limits=Limits(channels=ALL.channels - {Channel.CDX}),
    )

    assert {r.channel for r in requests} == {Channel.SEARXNG, Channel.GDELT}
    assert all("site:" not in text and "domain:" not in text for text in told(requests))


def test_before_words_are_called_absent_the_earlier_page_is_looked_at() -> None:
    live = page(URL, ABSENT)

    (search,) = asked(CITED, live)
    assert isinstance(search, Search)
    captures = [f"https://archive.example/web/2024011{n}000000id_/{URL}" for n in (5, 6)]
    held = listing(search, *(Candidate(c, original=URL) for c in captures))
    (capture,) = asked(CITED, live, held)
    assert isinstance(capture, Fetch)
    after = asked(CITED, live, held, page(URL, ABSENT, request=capture))

    assert "closest=20240115" in told([search])[0]
    assert (capture.url, capture.original) == (captures[0], URL)
    assert Channel.CDX not in {r.channel for r in after}


def test_a_teaser_is_read_in_its_other_form_before_the_archive_is_asked() -> None:
    form = "https://amp.meridianpost.example/ferry"
    teaser = page(URL, ABSENT, complete=False, outcome=Outcome.PAYWALLED)
    teaser = replace(teaser, alternates=(form,))

    (first,) = asked(CITED, teaser)
    assert isinstance(first, Fetch)
    closed = page(form, ABSENT, complete=False, request=first)

    assert (first.url, first.original) == (form, URL)
    assert told(asked(CITED, teaser, closed))[0].startswith("cdx ")
    assert asked(CITED, teaser, page(form, match(), request=first)) == []


def test_a_dead_page_of_an_outlet_that_the_registry_lacks_is_looked_for_in_the_archive() -> None:
    url = "https://www.harrowgazette.example/flood"
    cited = quotation("The ferry is the longest street", citation("Harrow Gazette"))
    dead = unread(url, Outcome.GONE, request=fetch(url))

    (search,) = asked(cited, dead)

    assert told([search])[0].startswith("cdx ")
    assert url in told([search])[0]


def test_found_elsewhere_with_the_source_settled_ends_it() -> None:
    other = page("https://b.example/a", match(), relation=Relation.ELSEWHERE)

    assert asked(CITED, page(URL, ABSENT), other) == []


def test_a_changed_word_in_the_source_ends_it() -> None:
    assert asked(CITED, page(URL, match(Verdict.ALTERED))) == []


def test_an_unsettled_source_is_looked_for_in_every_channel() -> None:
    seen = run(article(CITED))

    channels = {reading.request.channel for reading in seen.values()}
    assert channels == ALL.channels - {Channel.LINK}


def test_sitemaps_are_followed_to_the_month_that_fits() -> None:
    def index(*paths: str) -> Listing:
        searches = [
            Search(Channel.SITEMAP, f"https://meridianpost.example/{path}", purpose="index-1")
            for path in paths
        ]
        days = [None, ("2024-01-01", "2024-01-31"), ("2023-12-01", "2023-12-31")]
        return Listing(
            Search(Channel.SITEMAP, "x"),
            follow=tuple(replace(s, days=d) for s, d in zip(searches, days, strict=False)),
        )

    seen = run(
        article(CITED),
        {
            "robots.txt": index("map.xml"),
            "map.xml": index("all-news.xml", "2024-01.xml", "2023-12.xml"),
        },
    )

    sitemaps = [t for t in told([r.request for r in seen.values()]) if t.startswith("sitemap")]
    assert [text.rpartition("/")[2] for text in sitemaps] == [
        "robots.txt",
        "map.xml",
        "2024-01.xml",
        "all-news.xml",
    ]


def test_words_without_a_source_get_one_search_and_no_more() -> None:
    seen = run(article(UNCITED))

    assert [reading.request.channel for reading in seen.values()] == [Channel.SEARXNG]


def test_one_word_without_a_source_gets_none() -> None:
    assert asked(replace(UNCITED, text="Reunification.")) == []


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param(replace(CITED, kind=QuotationKind.SCARE, aside="scare quotes"), id="scare"),
        pytest.param(replace(CITED, kind=QuotationKind.TITLE), id="title"),
        pytest.param(replace(CITED, kind=QuotationKind.NESTED), id="nested"),
        pytest.param(
            replace(UNCITED, kind=QuotationKind.INDIRECT, aside="indirect"),
            id="indirect, no source",
        ),
    ],
)
def test_nothing_is_asked_for_what_is_set_aside(quoted: Quotation) -> None:
    assert asked(quoted) == []


def test_an_indirect_statement_gets_one_search() -> None:
    said = replace(CITED, kind=QuotationKind.INDIRECT, aside="indirect statement")

    assert len(run(article(said))) == 1


def test_private_means_that_no_word_leaves() -> None:
    limits = replace(ALL, private=True)

    seen = run(article(LINKED, replace(CITED, id="q2", start=90)), limits=limits)

    channels = {reading.request.channel for reading in seen.values()}
    assert channels == {Channel.LINK, Channel.SITEMAP, Channel.CDX, Channel.FEED}
    asked_for = " ".join(told([r.request for r in seen.values()])).replace(URL, "").lower()
    assert not any(word in asked_for for word in ("ferry", "street", "town", "fennimore"))


def test_a_search_engine_that_keeps_refusing_is_asked_no_more() -> None:
    quoted = [
        replace(CITED, id=f"q{n}", text=f"{text} of it", citations=(citation(day=f"2024-01-0{n}"),))
        for n, text in enumerate(
            ("borrowed engines", "harbour minutes", "underwriters", "pianos"), 1
        )
    ]
    refusal = Blank(
        Search(Channel.SEARXNG, "x"), Unread(None, Outcome.CHANNEL_REFUSED, channel=Channel.SEARXNG)
    )

    seen = run(article(*quoted), {"/search?": refusal})

    refused = [r for r in seen.values() if r.request.channel is Channel.SEARXNG]
    assert len(refused) == TRIALS  # of the first round, none after it


@settings(deadline=None)  # the first example loads the word lists
@given(most=st.integers(min_value=0, max_value=40))
def test_the_limit_of_requests_is_never_exceeded(most: int) -> None:
    quoted = [
        replace(CITED, id=f"q{n}", start=90 * n, citations=(citation(day=f"2024-01-0{n}"),))
        for n in range(1, 5)
    ]

    assert len(run(article(*quoted), limits=replace(ALL, max_requests=most))) <= most


def test_requests_are_numbered_by_round_and_rank() -> None:
    other = replace(CITED, id="q2", start=90, citations=(citation(WIRE),))

    first = asked(article(CITED, other))
    second = asked(article(CITED, other), *(unread("s", request=r) for r in first))

    assert [(r.round, r.rank) for r in first] == [(0, 0), (0, 1)]
    assert {r.round for r in second} == {1}


def test_the_same_log_in_another_order_asks_the_same() -> None:
    held = offered(Candidate(URL, title="ferry"))
    read = page(URL, ABSENT, bearings=(Bearing("q1", 0, Relation.NAMED, False, True),))

    assert asked(CITED, held, read) == asked(CITED, read, held)


def test_brave_is_asked_where_the_metasearch_is_not_there() -> None:
    limits = Limits(channels=frozenset({Channel.BRAVE}))

    (search,) = asked(CITED, limits=limits)
    private = asked(CITED, limits=replace(limits, private=True))

    assert search.channel is Channel.BRAVE
    assert "site:meridianpost.example" in told([search])[0]
    assert private == []


def test_the_front_page_is_asked_for_feeds_before_the_usual_addresses() -> None:
    limits = Limits(channels=frozenset({Channel.FEED}))

    (home,) = asked(CITED, limits=limits)
    assert isinstance(home, Search)
    named = Search(Channel.FEED, "https://feeds.example/post", purpose="feed")
    (follow,) = asked(CITED, Listing(home, follow=(named,)), limits=limits)
    (usual,) = asked(CITED, Listing(home), limits=limits)

    assert told([home]) == ["feed https://meridianpost.example/"]
    assert follow.key == named.key
    assert told([usual]) == ["feed https://meridianpost.example/feed"]


def test_minute_files_are_sampled_for_a_cited_day_only() -> None:
    limits = Limits(channels=frozenset({Channel.GAL}))
    month = replace(CITED, citations=(citation(day="2024-01"),))

    probed = asked(CITED, limits=limits)
    answered = [unread("", Outcome.GONE, request=r) for r in probed[1:]]  # type: ignore[arg-type]
    assert isinstance(probed[0], Search)
    sampled = asked(CITED, Listing(probed[0]), *answered, limits=limits)
    none = asked(CITED, *answered, unread("", Outcome.GONE, request=probed[0]), limits=limits)

    assert "20240115120000" in told(probed)[0]
    assert "20240115060000" in told(sampled)[0]
    assert none == []
    assert asked(month, limits=limits) == []


def test_every_domain_of_an_outlet_is_asked_for_its_lists_in_turn() -> None:
    outlets = Registry([Outlet("Two Towers", domains=("towers.example", "towers.test"))])
    limits = Limits(channels=frozenset({Channel.SITEMAP}))
    cited = article(quotation("the ferry is the longest street", citation("Two Towers")))

    first = plan(cited, {}, limits, outlets)
    gone = {request.key: Blank(request, Unread(None, Outcome.GONE)) for request in first}
    second = plan(cited, gone, limits, outlets)

    assert told([*first, *second]) == [
        "sitemap https://towers.example/robots.txt",
        "sitemap https://towers.test/robots.txt",
    ]
