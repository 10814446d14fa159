"""The loop from plan to report, over a dict instead of the net."""

from collections.abc import Mapping

from tests.verifier.nouns import PUBLISHED, REGISTRY, snapshot
from verifier.digest import digest
from verifier.model import (
    Answer,
    Article,
    Channel,
    Fetch,
    Limits,
    MediaType,
    Outcome,
    Reading,
    Relation,
    Report,
    Request,
    Search,
    Unread,
    Verdict,
)
from verifier.parse import parse
from verifier.pipeline import verify
from verifier.read import read

URL = "https://meridianpost.example/2024/01/15/ferry"
TEXT = (
    "The council voted late. “We have kept this boat running on borrowed engines since the"
    " November storm, and we shall not stop now,” said Jonas Brandt, her skipper."
    " (The Meridian Post, Jan. 15, 2024)\n"
)
PAGE = (
    '<html lang="en"><head><title>Skipper vows to go on</title>'
    '<meta property="article:published_time" content="2024-01-15T10:00:00Z"></head><body><article>'
    "<h1>Skipper vows to go on</h1><p>Jonas Brandt, skipper of the ferry, spoke to the council on"
    " Monday evening before the vote.</p><p>“We have kept this boat running on borrowed engines"
    " since the November storm, and we shall {} now,” Brandt said.</p><p>The council voted by"
    " seven to six to mend the boat before the spring.</p></article></body></html>"
)
RESULTS = f'{{"results": [{{"url": "{URL}", "title": "Skipper vows to go on"}}]}}'
LIMITS = Limits(channels=frozenset({Channel.SEARXNG, Channel.GDELT}))


class Answers:
    """A look that answers from a dict and counts what it was asked."""

    def __init__(self, pages: Mapping[str, str], results: str = RESULTS) -> None:
        self.pages = pages
        self.results = results
        self.asked: list[str] = []

    def __call__(self, article: Article, requests: tuple[Request, ...]) -> Mapping[str, Reading]:
        self.asked += [request.key for request in requests]
        return {r.key: digest(article, r, self.answer(r), REGISTRY) for r in requests}

    def answer(self, request: Request) -> Answer:
        if isinstance(request, Search):
            body = self.results if request.channel is Channel.SEARXNG else "{}"
            return snapshot(body, "https://channel.example/")
        if request.url in self.pages:
            return snapshot(self.pages[request.url], request.url)
        return Unread(request.url, Outcome.TIMEOUT)


def report(look: Answers, text: str = TEXT) -> Report:
    document = read(text.encode(), MediaType.TEXT)
    assert not isinstance(document, Unread)
    return verify(parse(document, REGISTRY, published=PUBLISHED), look, LIMITS, REGISTRY)


def test_the_words_are_found_on_the_page_of_the_day() -> None:
    (finding,) = report(Answers({URL: PAGE.format("not stop")})).findings

    assert finding.verdict is Verdict.VERBATIM
    assert finding.evidence is not None
    assert finding.evidence.url == URL
    assert finding.evidence.relation is Relation.NAMED
    assert finding.misattributed == ()


def test_a_dropped_not_is_altered() -> None:
    (finding,) = report(Answers({URL: PAGE.format("stop")})).findings

    assert finding.verdict is Verdict.ALTERED


def test_a_page_that_times_out_is_unreachable_and_in_the_ledger() -> None:
    (finding,) = report(Answers({})).findings

    assert finding.verdict is Verdict.UNREACHABLE
    assert (URL, Outcome.TIMEOUT) in [(row.url, row.outcome) for row in finding.looked_at]


def test_a_broken_search_is_not_searched() -> None:
    (finding,) = report(Answers({}, results="<html>")).findings

    assert finding.verdict is Verdict.UNREACHABLE
    assert Channel.SEARXNG in [row.channel for row in finding.searched if row.status == "refused"]


def test_nothing_is_asked_twice() -> None:
    look = Answers({})

    report(look)

    assert len(look.asked) == len(set(look.asked))


def test_an_article_without_quotations_asks_nothing() -> None:
    look = Answers({})

    assert report(look, "The council voted late.\n").findings == ()
    assert look.asked == []


def test_the_same_answers_give_the_same_report() -> None:
    pages = {URL: PAGE.format("not stop")}

    assert report(Answers(pages)) == report(Answers(pages))


def test_the_article_itself_fetched_as_a_source_is_a_copy() -> None:
    prose = " ".join(f"Lamp {n} burned over row {n} of the wet and crowded hall." for n in range(9))
    own = f"<html><body><article><p>{prose}</p><p>{TEXT}</p></article></body></html>"

    (finding,) = report(Answers({URL: own}), f"{prose}\n\n{TEXT}").findings

    assert finding.verdict is Verdict.UNREACHABLE
    assert Outcome.COPY in [row.outcome for row in finding.looked_at]


def test_a_look_that_answers_nothing_comes_to_an_end() -> None:
    def silent(article: Article, requests: tuple[Request, ...]) -> Mapping[str, Reading]:
        return {}

    document = read(TEXT.encode(), MediaType.TEXT)
    assert not isinstance(document, Unread)
    ours = parse(document, REGISTRY, published=PUBLISHED)

    (finding,) = verify(ours, silent, LIMITS, REGISTRY).findings

    assert finding.verdict is Verdict.UNREACHABLE


def test_a_search_is_answered_by_candidates_and_a_page_by_matches() -> None:
    ours = parse(read(TEXT.encode(), MediaType.TEXT), REGISTRY, published=PUBLISHED)  # type: ignore[arg-type]

    heard = digest(ours, Search(Channel.SEARXNG, "/s"), snapshot(RESULTS), REGISTRY)
    page = digest(ours, Fetch(URL), snapshot(PAGE.format("not stop"), URL), REGISTRY)

    assert [held.url for held in heard.candidates] == [URL]  # type: ignore[union-attr]
    assert [held.verdict for held in page.matches] == [Verdict.VERBATIM]  # type: ignore[union-attr]
