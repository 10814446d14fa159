"""A small web on loopback, reached as an egress proxy, and the real service beside it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from verifier.service import ServiceHandle, running_service
from verifier.settings import Settings, read_settings
from verifier.store import Store

SEARCH = "http://search.example"
EDITIONS = count(1)


# Sentences that share no run of words, so that no page half answers for another.
SAID = {
    "harbour.example": (
        "The lighthouse keeper counted forty herons on the eastern breakwater",
        "Nobody paints a warehouse in February unless the paint was stolen",
        "Our cranes have lifted heavier things than a council's promise",
    ),
    "ledger.example": (
        "Every second loan in this valley was signed on a kitchen table",
        "A bank that closes at noon should not complain about robbers",
        "We lent umbrellas at three per cent and it rained for nineteen weeks",
    ),
    "courier.example": (
        "Ten letters a day is a profession and eleven is a love affair",
        "The postmaster's dog knows more addresses than the ministry does",
        "Bicycles were invented so that bad news could travel uphill",
    ),
}


def words_of(host: str, number: int) -> str:
    return SAID[host][number]


def article(edition: int) -> str:
    """An article that quotes every page of the small web and links to it.

    Each edition has addresses of its own: pages are shared between jobs.
    """
    quoted = "".join(
        f"<p>“{words_of(host, number)},” said Mayor Ida Fennimore "
        f'(<a href="http://{host}/story/{edition}/{number}">{host}</a>).</p>\n'
        for host, sentences in SAID.items()
        for number in range(len(sentences))
    )
    return (
        f"<html><head><title>Bridges</title></head><body><article>{quoted}</article></body></html>"
    )


class SmallWeb(ThreadingHTTPServer):
    """Answers as PROXY_URL; each page takes `delay_s`, so that a fault finds work under way."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.delay_s = 0.0
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SmallWeb

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.hostname == "search.example":
            self._send(200, "application/json", json.dumps({"results": []}))
            return
        if not parts.path.startswith("/story/"):
            self._send(404, "text/html", "<p>no such page")
            return
        time.sleep(self.server.delay_s)
        words = words_of(str(parts.hostname), int(parts.path.rpartition("/")[2]))
        self._send(
            200,
            "text/html; charset=utf-8",
            f"<html><head><title>News</title></head><body><article><h1>News</h1>"
            f"<p>“{words},” said Mayor Ida Fennimore on Tuesday, when the council met in the "
            f"old hall to hear what the engineers had found under the water.</p></article>",
        )

    def _send(self, status: int, kind: str, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked was killed
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: the pages asked for are in `asked`."""


@pytest.fixture(scope="session")
def small_web() -> Iterator[SmallWeb]:
    with SmallWeb() as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.05,))
        thread.start()
        yield web
        web.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def settings(small_web: SmallWeb, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings(
        data_dir=tmp_path_factory.mktemp("service"),
        database_url="",
        redis_url="",
        tokens=(),
        proxy_url=small_web.url,
        searxng_url=SEARCH,
        channels=("link", "folder", "searxng"),
        host_interval_s=0.0,
        url_deadline_s=4.0,  # what a killed worker may hold a host for
        lease_s=2.0,
        sweep_s=0.5,
    )


@pytest.fixture(scope="session")
def service(settings: Settings) -> Iterator[ServiceHandle]:
    with running_service(settings) as running:
        yield running


@pytest.fixture(scope="session")
def http(service: ServiceHandle) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def store(service: ServiceHandle) -> Iterator[Store]:
    with Store(service.settings.store_url, lease_s=2.0) as opened:
        yield opened


@pytest.fixture
def slow(small_web: SmallWeb) -> Iterator[SmallWeb]:
    """The web, so slow that a fault finds a job in the middle."""
    small_web.delay_s = 0.4
    small_web.asked.clear()
    yield small_web
    small_web.delay_s = 0.0


@pytest.fixture
def article_html() -> str:
    return article(next(EDITIONS))


@pytest.fixture
def data_dir(service: ServiceHandle) -> Path:
    return service.settings.data_dir
