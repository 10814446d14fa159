"""Requests from many clients at once, over bare sockets: the client costs next to nothing."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

CLIENTS = 50


@dataclass
class Load:
    """What came of it: seconds that each request took, and the answers by status."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    head: bytes = b""
    body: bytes = b""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        """Milliseconds that this part of the requests stayed within."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000

    def __str__(self) -> str:
        answers = ", ".join(f"{status} x {count}" for status, count in self.statuses.items())
        return (
            f"{self.rate:6.0f}/s  p50 {self.percentile(0.5):6.1f} ms  "
            f"p99 {self.percentile(0.99):6.1f} ms  ({answers})"
        )


def closed(port: int, request: bytes, seconds: float) -> Load:
    """Every client sends its next request when it has its answer: what can be borne at most."""
    load = Load()

    async def client(until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            await _one(reader, writer, request, load, time.perf_counter())
        writer.close()

    async def run() -> None:
        begun = time.perf_counter()
        await asyncio.gather(*(client(begun + seconds) for _ in range(CLIENTS)))
        load.seconds = time.perf_counter() - begun

    asyncio.run(run())
    return load


def opened(port: int, request: bytes, seconds: float, rate: float) -> Load:
    """Requests come at this rate, whatever the answers do; waiting for a client counts as well."""
    load = Load()
    due: asyncio.Queue[float | None] = asyncio.Queue()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (at := await due.get()) is not None:
            await _one(reader, writer, request, load, at)
        writer.close()

    async def give() -> None:
        begun = time.perf_counter()
        for number in range(int(seconds * rate)):
            at = begun + number / rate
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            due.put_nowait(at)
        for _ in range(CLIENTS):
            due.put_nowait(None)

    async def run() -> None:
        begun = time.perf_counter()
        await asyncio.gather(give(), *(client() for _ in range(CLIENTS)))
        load.seconds = time.perf_counter() - begun

    asyncio.run(run())
    return load


async def _one(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    request: bytes,
    load: Load,
    begun: float,
) -> None:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    body = await reader.readexactly(length) if length else b""
    load.times.append(time.perf_counter() - begun)
    load.statuses[head[9:12].decode()] += 1
    load.head, load.body = head, body
