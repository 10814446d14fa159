"""SearXNG, the search engine that the project offers to run: asked for real, without the web.

It is no package, so a test has to be told where its source is:
`VERIFIER_SEARXNG=<checkout> VERIFIER_PEERS=1 pytest tests/peers/test_searxng.py`. The one engine
that it asks stands here, on loopback; none that reaches outside is switched on.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.peers.loopback import Answer, serving
from tests.peers.programs import bin_of, free_port, running
from tests.verifier.fetch.asking import ask
from verifier.channels import hear, searxng
from verifier.model import Listing, Outcome, Snapshot, Unread
from verifier.settings import Settings

SETTINGS = """
use_default_settings: {{engines: {{keep_only: []}}}}
general: {{instance_name: local, enable_metrics: false}}
search:
  formats: [{formats}]
  autocomplete: ""
  favicon_resolver: ""
  default_lang: all
  ban_time_on_fail: 0
  max_ban_time_on_fail: 0
  suspended_times:
    SearxEngineTooManyRequests: 0
    SearxEngineAccessDenied: 0
server: {{port: {port}, bind_address: 127.0.0.1, secret_key: loopback-test-only, limiter: false}}
outgoing: {{request_timeout: 3.0, retries: 0, enable_http2: false}}
engines:
  - name: localnews
    engine: json_engine
    shortcut: ln
    categories: [general, news]
    enable_http: true
    paging: true
    search_url: "{engine}/s?q={{query}}&p={{pageno}}"
    results_query: results
    url_query: url
    title_query: title
    content_query: snippet
"""
STORY = {
    "url": "https://meridianpost.example/2024/01/16/weir",
    "title": "The weir at its lowest",
    "snippet": "Nobody has seen the weir that low, said Mara Lind.",
}
ELSEWHERE = {**STORY, "url": "https://elsewhere.example/weir"}


@dataclass
class Engine:
    """The engine behind SearXNG: what it was asked, and what it answers."""

    asked: list[str] = field(default_factory=list)
    status: int = 200
    results: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, path: str, query: dict[str, str]) -> Answer:
        self.asked.append(query["q"])
        body = json.dumps({"results": self.results}).encode()
        return self.status, {"Content-Type": "application/json"}, body


def checkout() -> Path:
    place = Path(os.environ.get("VERIFIER_SEARXNG", ""))
    if not (place / "searx" / "webapp.py").is_file():
        pytest.skip("no SearXNG: VERIFIER_SEARXNG names a checkout of github.com/searxng/searxng")
    return place.resolve()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module", params=["html, json"])
def settings(
    request: pytest.FixtureRequest, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """The settings of a verifier whose SearXNG offers these formats."""
    source, place, port = checkout(), tmp_path_factory.mktemp("searxng"), free_port()
    needed = ("setuptools", "wheel", "-r", str(source / "requirements.txt"))
    python = bin_of("searxng", *needed) / "python"
    with serving(engine) as address:
        written = SETTINGS.format(formats=request.param, port=port, engine=address)
        (place / "settings.yml").write_text(written)
        env = {"SEARXNG_SETTINGS_PATH": str(place / "settings.yml")}
        command = [python, "-m", "searx.webapp"]
        with running(command, cwd=source, port=port, log=place / "output.log", env=env):
            yield Settings(searxng_url=f"http://127.0.0.1:{port}", host_interval_s=0)


@pytest.fixture(autouse=True)
def forgetful(engine: Engine) -> None:
    engine.asked.clear()
    engine.status, engine.results = 200, []


def searched(settings: Settings, domains: tuple[str, ...] = ()) -> Listing | Unread:
    (search,) = searxng.ask(phrase="seen the weir that low", words=["Lind"], domains=domains)
    ((_, answer),) = ask(settings, [search])
    return hear(search, answer) if isinstance(answer, Snapshot) else answer


def test_phrase_and_site_reach_the_engine_and_its_pages_come_back(
    settings: Settings, engine: Engine
) -> None:
    engine.results = [STORY, ELSEWHERE]

    listing = searched(settings, ("meridianpost.example",))

    assert engine.asked == ['"seen the weir that low" Lind site:meridianpost.example']
    assert isinstance(listing, Listing)
    (held,) = listing.candidates
    assert (held.url, held.title, held.snippet) == tuple(STORY.values())


def test_without_a_site_every_page_is_offered(settings: Settings, engine: Engine) -> None:
    engine.results = [STORY, ELSEWHERE]

    listing = searched(settings)

    assert isinstance(listing, Listing)
    assert len(listing.candidates) == 2


def test_an_engine_that_finds_nothing_has_searched(settings: Settings) -> None:
    listing = searched(settings)

    assert isinstance(listing, Listing)
    assert listing.candidates == ()


@pytest.mark.parametrize("status", [403, 429, 500])
def test_an_engine_that_refuses_has_not_searched(
    settings: Settings, engine: Engine, status: int
) -> None:
    engine.status = status

    answer = searched(settings)

    assert engine.asked
    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.CHANNEL_REFUSED


@pytest.mark.parametrize("settings", ["html"], indirect=True)
def test_one_that_gives_no_json_has_not_searched(settings: Settings, engine: Engine) -> None:
    answer = searched(settings)

    assert engine.asked == []
    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.CHANNEL_REFUSED
