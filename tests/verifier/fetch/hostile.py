"""A web server on loopback that misbehaves in a named way on each path.

Raw sockets rather than a framework: most of what it sends is no valid HTTP. It runs in a thread
with an event loop of its own, counts what it is asked, and remembers how many requests to one
address were under way at once.
"""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class Hit:
    """One request as the server saw it."""

    at: float
    address: str
    path: str
    headers: dict[str, str]


@dataclass
class Exchange:
    """One request and the socket to answer it on."""

    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    nth: int  # how often this path has been asked for, from 1

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(
        self, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        fields.update(headers or {})
        head = f"HTTP/1.1 {status} Reason\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        await self.send(head.encode("utf-8") + b"\r\n" + body)


Behaviour = Callable[[Exchange], Awaitable[None]]


@dataclass
class Server:
    """Paths and what each does; `*` serves all others."""

    routes: dict[str, Behaviour] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    most_at_once: int = 0
    port: int = 0
    tunnel: ssl.SSLContext | None = None  # as a proxy: what ends TLS after CONNECT
    _at_once: int = 0
    _tls: ssl.SSLContext | None = None

    def start(self, hosts: tuple[str, ...] = ("127.0.0.1",)) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(hosts), self._loop).result(10)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        return sum(hit.path == path for hit in self.hits)

    async def _listen(self, hosts: tuple[str, ...]) -> None:
        self._connections: set[asyncio.Task[None]] = set()
        self._servers = []
        for host in hosts:
            server = await asyncio.start_server(
                self._connected, host, self.port, ssl=self._tls, limit=1 << 20
            )
            self.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with contextlib.suppress(OSError, EOFError, asyncio.CancelledError, ssl.SSLError):
                while await self._serve(reader, writer):
                    pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serve one request; false when the connection cannot take another."""
        start = await reader.readexactly(1)
        if start == b"\x16":  # somebody speaks TLS to a plain port
            writer.write(b"HTTP/1.1 400 Plain\r\n\r\n")
            return False
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head.split("\r\n")
        method, path, _ = line.split(" ")
        if method == "CONNECT" and self.tunnel is not None:
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            await writer.start_tls(self.tunnel)
            return True
        headers = {k.lower(): v.strip() for k, _, v in (f.partition(":") for f in fields if f)}
        address = writer.get_extra_info("sockname")[0]
        self.hits.append(Hit(time.monotonic(), address, path, headers))
        behaviour = self.routes.get(path) or self.routes.get("*") or not_there
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await behaviour(Exchange(path, headers, writer, self.asked(path)))
        finally:
            self._at_once -= 1
        return getattr(behaviour, "keeps_alive", False)


def kept_alive(behaviour: Behaviour) -> Behaviour:
    """The same behaviour, on a connection that takes more requests."""
    behaviour.keeps_alive = True  # type: ignore[attr-defined]
    return behaviour


# --- behaviours ---------------------------------------------------------------------------


@kept_alive
async def not_there(exchange: Exchange) -> None:
    await exchange.answer(404, b"no such page")


def page(body: bytes = b"<p>A page.</p>", **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def serve(exchange: Exchange) -> None:
        await exchange.answer(200, body, named)

    return kept_alive(serve)


def status(code: int, body: bytes = b"no", **headers: str) -> Behaviour:
    body = b"" if code in (204, 304) else body  # these never have one
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def serve(exchange: Exchange) -> None:
        await exchange.answer(code, body, named)

    return kept_alive(serve)


def redirect(location: str, code: int = 302) -> Behaviour:
    return status(code, b"", Location=location)


def raw(*parts: bytes) -> Behaviour:
    """Sends these bytes and closes."""

    async def serve(exchange: Exchange) -> None:
        for part in parts:
            await exchange.send(part)

    return serve


def endless(start: bytes, again: bytes, pause_s: float = 0.0) -> Behaviour:
    """Sends `start`, then `again` for ever."""

    async def serve(exchange: Exchange) -> None:
        await exchange.send(start)
        while True:
            await exchange.send(again)
            await asyncio.sleep(pause_s)

    return serve


def silent() -> Behaviour:
    async def serve(exchange: Exchange) -> None:
        await asyncio.sleep(60)

    return serve


def reset() -> Behaviour:
    async def serve(exchange: Exchange) -> None:
        exchange.writer.transport.abort()

    return serve


def first_then(first: Behaviour, then: Behaviour) -> Behaviour:
    """One behaviour for the first request, another for all later ones."""

    async def serve(exchange: Exchange) -> None:
        await (first if exchange.nth == 1 else then)(exchange)

    return kept_alive(serve)


def slow(seconds: float, then: Behaviour) -> Behaviour:
    async def serve(exchange: Exchange) -> None:
        await asyncio.sleep(seconds)
        await then(exchange)

    return kept_alive(serve)
