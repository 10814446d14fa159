"""Small servers on loopback that the programs of others talk to, and shims before them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

Answer = tuple[int, dict[str, str], bytes]
Serve = Callable[[str, dict[str, str]], Answer]


@contextmanager
def serving(answer: Serve) -> Iterator[str]:
    """The address of a server that answers each path and query with what `answer` gives."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            status, headers, body = answer(parts.path, dict(parse_qsl(parts.query)))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def as_wayback(collection: str) -> Serve:
    """Give a pywb collection the addresses and the index of the Wayback Machine.

    Its index names some fields otherwise and writes one object a line in place of rows.
    """

    def answer(path: str, query: dict[str, str]) -> Answer:
        if path.startswith("/web/"):
            asked = path.removeprefix("/web") + (f"?{urlencode(query)}" if query else "")
            got = httpx.get(collection + asked, trust_env=False)
            kept = ("content-type", "memento-datetime", "location")
            return got.status_code, {k: v for k, v in got.headers.items() if k in kept}, got.content
        if path != "/cdx/search/cdx":
            return 404, {}, b""
        fields = query.pop("fl").split(",")
        lines = httpx.get(f"{collection}/cdx", params=query, trust_env=False).text.splitlines()
        rows = [{"original": row["url"], **row} for row in map(json.loads, lines)]
        table = [fields, *([row[field] for field in fields] for row in rows)] if rows else []
        return 200, {"Content-Type": "application/json"}, json.dumps(table).encode()

    return answer
