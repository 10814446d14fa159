"""How much can the service bear, is it fair, and does it fetch a page once?

Four parts, each with parts of its own that run on this machine: `load` (one API process: articles
handed in and polls answered), `speed` (jobs a minute beside a plain script in the same run, with
one and two worker processes, and the memory that they take), `fairness` (a single job behind those
of another token), `sharing` (many articles that cite the same pages).
"""

import difflib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import httpx
from bs4 import BeautifulSoup

from benchmarks import _load
from benchmarks._little_web import LittleWeb, article, little_web
from benchmarks._parts import children, database, free_port, service
from verifier.service import private_redis
from verifier.service.processes import Keeper
from verifier.settings import Settings, read_settings
from workers.app import ARTICLE, FETCH

PARTS = ("load", "speed", "fairness", "sharing")
RATE = 150.0  # articles a second that are to be taken
ARTICLE_BYTES = 20_000
PARAGRAPHS = 19  # of a page: 1,400 words, the mean of real news pages
WARM_JOBS = 4  # before the clock starts: the reading children import what they need
PATIENCE_S = 120.0
SHARED_PAGES = 10
TOKENS = ("many:a-secret", "one:b-secret")


@contextmanager
def running(
    folder: Path,
    web: LittleWeb,
    url: str,
    *,
    fetchers: int = 2,
    workers: bool = True,
    **changes: Any,
) -> Iterator[tuple[httpx.Client, Keeper, int]]:
    """A service of its own, ready for work; a client of it, its parts and its port."""
    port = free_port()
    settings = _settings(folder, web.url, url, **changes)
    address = f"http://127.0.0.1:{port}"
    headers = {"Authorization": "Bearer a-secret"} if settings.tokens else {}
    with (
        service(settings, port, fetchers=fetchers, workers=workers) as keeper,
        httpx.Client(base_url=address, trust_env=False, timeout=30, headers=headers) as client,
    ):
        _wait(lambda: _answers(client, "/readyz" if workers else "/healthz"))
        yield client, keeper, port


def _settings(folder: Path, proxy_url: str, database_url: str, **changes: Any) -> Settings:
    given: dict[str, Any] = {
        "data_dir": folder,
        "database_url": database_url,
        "redis_url": private_redis.url(private_redis.socket_path(folder)),
        "tokens": (),
        "proxy_url": proxy_url,
        "channels": ("link",),
        "host_interval_s": 0.0,
    }
    return read_settings(**(given | changes))


def _answers(client: httpx.Client, path: str) -> bool:
    try:
        return client.get(path).status_code == 200
    except httpx.TransportError:
        return False


def _wait(wanted: Callable[[], bool], pause_s: float = 0.05) -> None:
    until = time.monotonic() + PATIENCE_S
    while not wanted():
        if time.monotonic() > until:
            raise click.ClickException("the service took too long")
        time.sleep(pause_s)


def hand_in(client: httpx.Client, articles: Sequence[str], token: str | None = None) -> list[str]:
    """The ids of the jobs that were made of these articles."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    ids = []
    for body in articles:
        answer = client.post("/v1/jobs", json={"html": body}, headers=headers)
        answer.raise_for_status()
        ids.append(answer.json()["id"])
    return ids


def done(client: httpx.Client) -> int:
    """How many jobs have ended, by the service's own figures."""
    lines = client.get("/metrics").text.splitlines()
    ends = [line for line in lines if line.startswith('jobs_total{state="done"}')]
    return int(ends[0].rpartition(" ")[2])


# --- load ------------------------------------------------------------------------------------


def load(folder: Path, web: LittleWeb, url: str, seconds: float) -> None:
    """Articles handed in and polls answered by one API process."""
    # The API alone is measured: nobody works on what it takes.
    with running(folder, web, url, workers=False) as (_, keeper, port):
        post = _request("POST", "/v1/jobs", json.dumps({"text": _text()}).encode())
        _load.closed(port, post, 1)
        click.echo(
            f"post        open loop at {RATE:.0f}/s  {_load.opened(port, post, seconds, RATE)}"
        )
        taken = _load.closed(port, post, seconds)
        click.echo(f"            closed loop of {_load.CLIENTS}  {taken}")
        path = f"/v1/jobs/{json.loads(taken.body)['id']}"
        first = _load.closed(port, _request("GET", path), 1)
        tag = next(line for line in first.head.split(b"\r\n") if line.lower().startswith(b"etag:"))
        known = _request("GET", path, header=b"If-None-Match: " + tag.partition(b": ")[2])
        click.echo(f"poll        with ETag             {_load.closed(port, known, seconds)}")
        click.echo(f"memory      API {_memory(keeper)['api']:.0f} MB")


def _text() -> str:
    sentence = "“The ferry will sail on Tuesday,” said Ida Fennimore (Meridian Post, Jan. 27). "
    return (sentence * (ARTICLE_BYTES // len(sentence) + 1))[:ARTICLE_BYTES]


def _request(method: str, path: str, body: bytes = b"", header: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: 127.0.0.1"]
    if body:
        lines += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    if header:
        lines.append(header)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


# --- speed -----------------------------------------------------------------------------------


def speed(folder: Path, web: LittleWeb, url: str, jobs: int) -> None:
    """Jobs a minute of a plain script, and of the service with one and two fetching processes."""
    web.paragraphs = PARAGRAPHS
    some = max(2, jobs // 8)
    begun = time.monotonic()
    found = sum(plain(article(number), web.url) for number in range(some))
    alone = some / (time.monotonic() - begun) * 60
    click.echo(f"plain       {alone:7.1f} jobs a minute ({found} quotations found)")
    rates = {}
    for fetchers in (1, 2):
        place = folder / f"{fetchers}"
        place.mkdir()
        base = 1000 * fetchers  # pages of their own: what was fetched before is not fetched again
        with running(place, web, url, fetchers=fetchers) as (client, keeper, _):
            rates[fetchers] = _rate(client, keeper, base, jobs)
        click.echo(
            f"service     {rates[fetchers]:7.1f} jobs a minute with {fetchers} fetching: "
            f"{rates[fetchers] / alone:.2f} of the plain script"
        )
    click.echo(f"            from one to two processes {rates[2] / rates[1]:.2f}")


def _rate(client: httpx.Client, keeper: Keeper, base: int, jobs: int) -> float:
    hand_in(client, [article(base + number) for number in range(WARM_JOBS)])
    before = WARM_JOBS
    _wait(lambda: done(client) >= before)
    seconds, memory = 0.0, [_memory(keeper)]
    for half in range(2):
        first = base + WARM_JOBS + half * jobs
        begun = time.monotonic()
        hand_in(client, [article(first + number) for number in range(jobs // 2)])
        wanted = before + jobs // 2
        _wait(lambda wanted=wanted: done(client) >= wanted)  # type: ignore[misc]
        seconds += time.monotonic() - begun
        before = wanted
        memory.append(_memory(keeper))
    for name in memory[0]:
        trend = " → ".join(f"{one.get(name, 0):.0f}" for one in memory)
        click.echo(f"memory      {name}: {trend} MB (warm, half, all)")
    return (jobs // 2) * 2 / seconds * 60


def plain(body: str, proxy: str) -> int:
    """How many quotations a plain script finds: one page after the other, word by word."""
    found = 0
    with httpx.Client(proxy=proxy, trust_env=False) as client:
        for paragraph in BeautifulSoup(body, "lxml").find_all("p"):
            link = paragraph.find("a")
            if link is None:
                continue
            quoted = paragraph.get_text().partition("“")[2].partition("”")[0].rstrip(",").split()
            page = client.get(str(link["href"])).text
            words = BeautifulSoup(page, "lxml").get_text(" ").split()
            best = max(
                difflib.SequenceMatcher(None, quoted, words[at : at + len(quoted)]).ratio()
                for at in range(len(words))
            )
            found += best > 0.8
    return found


def _memory(keeper: Keeper) -> Mapping[str, float]:
    """MB of the API, and of the largest pool process of each worker with its reading child."""
    sizes = {}
    for kept in keeper.kept:
        pid = kept.process.pid if kept.process else 0
        if kept.name == "api":
            sizes["api"] = _resident(pid)
        elif kept.name in (ARTICLE, FETCH):
            pool = [(_resident(one), one) for one in children(pid)]
            if pool:
                size, one = max(pool)
                sizes[f"{kept.name} process"] = size
                sizes[f"{kept.name} reading child"] = max(map(_resident, children(one)), default=0)
    return sizes


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


# --- fairness --------------------------------------------------------------------------------


def fairness(folder: Path, web: LittleWeb, url: str, jobs: int) -> None:
    """Seconds of a single job, alone and behind those of another token."""
    limits = {"tokens": TOKENS, "jobs_in_flight": 0, "requests_per_minute": 0}
    with running(folder, web, url, **limits) as (client, _, _):
        hand_in(client, [article(number) for number in range(WARM_JOBS)])
        _wait(lambda: done(client) >= WARM_JOBS)
        idle = _single(client, 100_000)
        hand_in(client, [article(WARM_JOBS + number) for number in range(jobs)])
        behind = _single(client, 100_001)
        left = jobs - (done(client) - WARM_JOBS - 2)
    click.echo(
        f"fairness    a single job takes {idle:.1f} s alone, {behind:.1f} s behind {jobs} jobs of "
        f"another token: {behind - idle:+.1f} s (then {left} of them were open)"
    )


def _single(client: httpx.Client, number: int) -> float:
    begun = time.monotonic()
    (job,) = hand_in(client, [article(number)], token="b-secret")
    headers = {"Authorization": "Bearer b-secret"}

    def is_over() -> bool:
        return bool(client.get(f"/v1/jobs/{job}", headers=headers).json()["state"] == "done")

    _wait(is_over)
    return time.monotonic() - begun


# --- sharing ---------------------------------------------------------------------------------


def sharing(folder: Path, web: LittleWeb, url: str, jobs: int) -> None:
    """How often each of ten pages is fetched that all articles cite."""
    web.asked.clear()
    with running(folder, web, url) as (client, _, _):
        hand_in(client, [article(n, of=0, pages=SHARED_PAGES) for n in range(jobs)])
        _wait(lambda: done(client) >= jobs, pause_s=0.5)
    click.echo(
        f"sharing     {jobs} articles cite the same {SHARED_PAGES} pages: {len(web.asked)} pages "
        f"were fetched {web.asked.total()} times, none more than {max(web.asked.values())} times"
    )


@click.command(name="service")
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="one part; may be repeated")
@click.option("--jobs", default=40, show_default=True, help="of speed")
@click.option("--others", default=200, show_default=True, help="jobs before the single one")
@click.option("--articles", default=60, show_default=True, help="that cite the same pages")
@click.option("--seconds", default=5.0, show_default=True, help="of each kind of load")
@click.option("--patience", default=120.0, show_default=True, help="seconds to wait for an end")
@click.option("--database", "wanted", default="", metavar="URL",
              help="empty: SQLite; postgresql: a server of our own")  # fmt: skip
def command(
    only: Sequence[str],
    jobs: int,
    others: int,
    articles: int,
    seconds: float,
    patience: float,
    wanted: str,
) -> None:
    """Measure the service: load, speed beside a plain script, fairness, shared pages."""
    global PATIENCE_S
    PATIENCE_S = patience
    amounts: Mapping[str, tuple[Callable[..., None], float]] = {
        "load": (load, seconds),
        "speed": (speed, jobs),
        "fairness": (fairness, others),
        "sharing": (sharing, articles),
    }
    for part in only or PARTS:
        run, amount = amounts[part]
        with (
            TemporaryDirectory(prefix="service-") as folder,
            little_web(0.0) as web,
            database(wanted) as (url, _),
        ):
            run(Path(folder), web, url, amount)


if __name__ == "__main__":
    command()
