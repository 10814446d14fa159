"""How fast are pages fetched, beside httpx's default client in the same run?

Small pages on fifty loopback hosts, no pacing, 64 at once. Wall time differs with whatever else
the machine does; the ratio and the processor time for a page are the steady figures.
"""

import asyncio
import gzip
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import click
import httpx

from verifier.fetch import Web
from verifier.model import Fetch, Snapshot
from verifier.settings import Settings

HOSTS = 50
AT_ONCE = 64
PAGE = gzip.compress(b"<html><body>" + b"<p>Some words of a small page.</p>" * 580)  # 19.7 KB


class Pages(asyncio.Protocol):
    """Answers every request with the same page; robots.txt is not there."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """One answer for each request in the bytes (clients here never send one in halves)."""
        assert isinstance(self._transport, asyncio.Transport)
        for request in data.split(b"\r\n\r\n")[:-1]:
            self._transport.write(_ABSENT if b" /robots.txt " in request[:40] else _ANSWER)


_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    b"Content-Length: %d\r\n\r\n" % len(PAGE)
) + PAGE
_ABSENT = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


async def serve() -> None:
    """Serve until killed; prints the port first."""
    loop, port = asyncio.get_running_loop(), 0
    for n in range(1, HOSTS + 1):
        server = await loop.create_server(Pages, f"127.0.1.{n}", port, backlog=512)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.Event().wait()


async def by_us(urls: list[str], port: int) -> int:
    """Pages had through `Web`."""
    settings = Settings(
        allow_addresses=tuple(f"127.0.1.{n}:{port}" for n in range(1, HOSTS + 1)),
        host_interval_s=0,
        host_connections=2,
    )
    web = Web(settings)
    answers = [answer async for _, answer in web.answer([Fetch(url) for url in urls])]
    await web.aclose()
    return sum(isinstance(answer, Snapshot) for answer in answers)


async def by_httpx(urls: list[str], port: int) -> int:
    """Pages had through httpx's client as it comes."""
    waiting = list(urls)
    found = 0
    async with httpx.AsyncClient() as client:

        async def work() -> None:
            nonlocal found
            while waiting:
                response = await client.get(waiting.pop())
                found += response.status_code == 200 and bool(response.content)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return found


def measured(
    fetch: Callable[[list[str], int], Awaitable[int]], urls: list[str], port: int
) -> tuple[float, float]:
    """Pages a second, and milliseconds of processor time for a page."""

    async def run() -> int:
        return await fetch(urls, port)

    start, start_cpu = time.perf_counter(), time.process_time()
    found = asyncio.run(run())
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    if found != len(urls):
        raise click.ClickException(f"only {found} of {len(urls)} pages came")
    return found / wall, cpu / found * 1000


@click.command(name="fetch")
@click.option("--pages", default=2000, show_default=True, help="pages a round")
@click.option("--rounds", default=3, show_default=True, help="the best of so many is shown")
def command(pages: int, rounds: int) -> None:
    """Fetch small pages from fifty loopback hosts, beside httpx's default client."""
    server = subprocess.Popen(
        [sys.executable, "-c", "import asyncio; from benchmarks.fetch import serve; "
         "asyncio.run(serve())"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        urls = [f"http://127.0.1.{n % HOSTS + 1}:{port}/news/{n}" for n in range(pages)]
        found: dict[str, list[tuple[float, float]]] = {"httpx": [], "verifier": []}
        for _ in range(rounds):  # in turn, so that a busy minute hits both
            found["httpx"].append(measured(by_httpx, urls, port))
            found["verifier"].append(measured(by_us, urls, port))
    finally:
        server.kill()
        server.wait()
    best = {
        name: (max(r for r, _ in runs), min(c for _, c in runs)) for name, runs in found.items()
    }
    for name, (rate, cpu_ms) in best.items():
        click.echo(f"{name:10} {rate:7.0f} pages/s {cpu_ms:6.2f} ms of processor time a page")
    ours, theirs = best["verifier"], best["httpx"]
    click.echo(
        f"ratio      {ours[0] / theirs[0]:7.2f} pages/s {theirs[1] / ours[1]:6.2f} processor"
    )


if __name__ == "__main__":
    command()
