"""The example's web on a loopback port: a forward proxy, and the search engine behind it.

A client that is given `http://127.0.0.1:port` as its egress proxy reaches `http://host.example/…`
in absolute form. Every host has robots.txt, a sitemap and a feed. `http://search.example/search`
is the search engine. There is no https: a tunnel is refused, as by a proxy whose policy is so.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from verifier.demo.search_engine import SearchEngine
from verifier.demo.sites import SITES
from verifier.demo.world import Page, pages, render

SEARCH_HOST = "search.example"
LOOPBACK = "127.0.0.1"
IDLE_S = 10.0  # after which a connection that asks nothing is closed
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """What a server of the example's web says."""

    status: int
    body: str
    content_type: str = HTML


class ExampleWeb:
    """All hosts of the example, behind one question: what does this URL answer?"""

    def __init__(self) -> None:
        self._pages = {page.url: page for page in pages()}
        self._engine = SearchEngine(pages())

    def answer(self, url: str) -> Response:
        """The response to a GET of an absolute http URL; an unknown host is the proxy's 502."""
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        if host == SEARCH_HOST:
            return self._search(parts.path, parts.query)
        if host not in SITES:
            return Response(502, f"<p>The proxy knows no host named {escape(host)}.</p>")
        furniture: dict[str, Callable[[str], Response]] = {
            "/robots.txt": _robots,
            "/sitemap.xml": _sitemap,
            "/feed.xml": _feed,
            "/": _front_page,
            "": _front_page,
        }
        if parts.path in furniture:
            return furniture[parts.path](host)
        page = self._pages.get(f"http://{host}{parts.path.rstrip('/')}")
        if page is None:
            return Response(404, "<h1>404</h1><p>There is nothing here but weather.</p>")
        return Response(page.status, render(page))

    def _search(self, path: str, query: str) -> Response:
        if path == "/robots.txt":
            return Response(404, "<h1>404</h1>")
        given = parse_qs(query)
        if path != "/search" or "q" not in given:
            return Response(400, '{"error": "No query"}', "application/json")
        if given.get("format") != ["json"]:
            return Response(403, "<h1>403</h1><p>This engine answers in JSON.</p>")
        return Response(200, json.dumps(self._engine.answer(given["q"][0])), "application/json")


def _pages_of(host: str) -> list[Page]:
    return [page for page in pages() if page.host == host and page.published]


def _robots(host: str) -> Response:
    lines = f"User-agent: *\nDisallow: /subscribe\n\nSitemap: http://{host}/sitemap.xml\n"
    return Response(200, lines, "text/plain; charset=utf-8")


def _sitemap(host: str) -> Response:
    rows = "".join(
        f"<url><loc>{escape(page.url)}</loc><news:news><news:publication>"
        f"<news:name>{escape(SITES[host].name)}</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{page.published}</news:publication_date>"
        f"<news:title>{escape(page.title)}</news:title></news:news></url>\n"
        for page in _pages_of(host)
    )
    return Response(
        200,
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{rows}</urlset>\n",
        XML,
    )


def _feed(host: str) -> Response:
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(page.url)}</link>"
        f"<pubDate>{_rfc_date(page)}</pubDate>"
        f"<description>{escape(page.listed or page.summary)}</description></item>\n"
        for page in _pages_of(host)
    )
    return Response(
        200,
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(SITES[host].name)}</title><link>http://{host}/</link>"
        f"<description>{escape(SITES[host].tagline)}</description>\n{items}</channel></rss>\n",
        XML,
    )


def _rfc_date(page: Page) -> str:
    moment = datetime.fromisoformat(page.published or "")
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _front_page(host: str) -> Response:
    site = SITES[host]
    links = "".join(
        f'<li><a href="{escape(page.url)}">{escape(page.title)}</a></li>'
        for page in _pages_of(host)
    )
    return Response(
        200,
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(site.name)}</title>"
        f'<link rel="alternate" type="application/rss+xml" href="http://{host}/feed.xml">'
        f"</head><body><h1>{escape(site.name)}</h1><ul>{links}</ul></body></html>",
    )


class DemoServer:
    """The running server; a context manager. `requests` lists the URLs asked for, in order."""

    def __init__(self, port: int = 0) -> None:
        self.requests: list[str] = []
        self._server = _Listener((LOOPBACK, port), ExampleWeb(), self.requests)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        """The address to give as PROXY_URL."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}"

    def __enter__(self) -> "DemoServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True  # an idle connection must not hold up the end
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], web: ExampleWeb, requests: list[str]) -> None:
        super().__init__(address, _Handler)
        self.web = web
        self.requests = requests


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    server: _Listener

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_CONNECT(self) -> None:
        self.server.requests.append(f"CONNECT {self.path}")
        self.close_connection = True
        self._send(Response(403, "<p>This proxy opens no tunnels: the example is http only.</p>"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Nothing: the request log is `DemoServer.requests`."""

    def _answer(self, *, with_body: bool) -> None:
        url = self.path
        if url.startswith("/"):  # asked directly, not as a proxy
            url = f"http://{self.headers.get('Host', '').partition(':')[0]}{url}"
        self.server.requests.append(url)
        self._send(self.server.web.answer(url), with_body=with_body)

    def _send(self, response: Response, *, with_body: bool = True) -> None:
        body = response.body.encode()
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
