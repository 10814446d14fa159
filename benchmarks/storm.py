"""Is a job ever lost, or finished twice, while parts of the service are killed at random?

API, both workers, their pool processes, Redis (which keeps nothing on disk) and the sweep run as
processes of their own. While jobs are handed in and worked on, one of them at a time gets SIGKILL;
the keeper starts it again, and nothing else repairs anything. The pages are those of a little web
inside this process, which the service reaches as its egress proxy.

Recovery is counted for each kill: the time until all work that the dead process held was free (its
leases ended), claimed again or done, and something was answered anywhere.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import httpx
from sqlalchemy import Row, func, select

from benchmarks._little_web import PAGES_PER_JOB, LittleWeb, article, little_web
from benchmarks._parts import POSTGRES, children, database, free_port, service
from verifier.errors import StoreUnavailable
from verifier.service import private_redis
from verifier.service.processes import Keeper, Kept
from verifier.settings import Settings, read_settings
from verifier.store import ENDED, Store
from verifier.store.tables import batches, jobs, readings, requests
from workers.app import ARTICLE, FETCH
from workers.names import name_of

LOOK_EVERY_S = 0.1
STEPS = ("free", "claimed", "answered")  # of a recovery
SWEEP_S = 1.0
ANSWER_S = 10.0  # longer, and the API counts as away
VICTIMS = ("api", ARTICLE, FETCH, f"{ARTICLE} pool", f"{FETCH} pool", "redis", "sweep")


@dataclass
class Taken:
    """The jobs that the service took: their ids, by the number of the article."""

    ids: dict[int, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def hand_in(url: str, count: int, taken: Taken, stop: threading.Event) -> None:
    """Hand in all articles; one that got no answer is sent again under the same key."""
    with httpx.Client(base_url=url, trust_env=False, timeout=ANSWER_S) as client:
        for job in range(count):
            while not stop.is_set():
                try:
                    answer = client.post(
                        "/v1/jobs",
                        json={"html": article(job)},
                        headers={"Idempotency-Key": f"storm-{job}"},
                    )
                except httpx.TransportError:
                    stop.wait(0.2)
                    continue
                if answer.status_code == 202:
                    taken.ids[job] = answer.json()["id"]
                    break
                if answer.status_code < 500:
                    taken.refused.append(answer.text)
                    break
                stop.wait(0.2)


@dataclass
class Kill:
    """One kill, and what must happen before the service has recovered from it."""

    name: str
    at: float
    answered: int  # readings filed before it
    held: Mapping[tuple[str, str], int]  # (table, id) → fence, of what the dead held
    steps: dict[str, float] = field(default_factory=dict)  # seconds until each of `STEPS`

    def look(self, store: Store) -> bool:
        """Note the steps that were taken since; whether all of them were."""
        rows = _rows(store, self.held)
        taken = {
            "free": all(_is_free(row, fence) for row, fence in rows),
            "claimed": all(_taken_up(row, fence) for row, fence in rows),
            "answered": answers(store) > self.answered,
        }
        for step in STEPS:
            if taken[step]:
                self.steps.setdefault(step, time.monotonic() - self.at)
        return len(self.steps) == len(STEPS)


def strike(keeper: Keeper, store: Store, chance: random.Random) -> Kill | None:
    """Kill one process, or one of a pool; None when the chosen one is dead already."""
    name = chance.choice(VICTIMS)
    part, _, pool = name.partition(" ")
    process = next(kept.process for kept in keeper.kept if kept.name == part)
    if process is None or process.poll() is not None:
        return None
    victims = (process.pid, *children(process.pid))
    if pool:
        if len(victims) == 1:  # not started yet
            return None
        victims = (chance.choice(victims[1:]),)
    answered, held = answers(store), holdings(store, victims)
    # The children of a killed worker end with it by themselves.
    with suppress(ProcessLookupError):
        os.kill(victims[0], signal.SIGKILL)
    return Kill(name, time.monotonic(), answered, held)


def answers(store: Store) -> int:
    """How many readings were filed so far."""
    with store.reading() as db:
        return db.scalar(select(func.count()).select_from(readings)) or 0


def holdings(store: Store, pids: Sequence[int]) -> Mapping[tuple[str, str], int]:
    """What these processes have a lease on, with its fence."""
    names = [name_of(pid) for pid in pids]
    with store.reading() as db:
        return {
            (table.name, str(row.id)): row.fence
            for table in (jobs, batches)
            for row in db.execute(
                select(table.c.id, table.c.fence).where(table.c.lease_by.in_(names))
            )
        }


def _rows(store: Store, held: Mapping[tuple[str, str], int]) -> Sequence[tuple[Row[Any], int]]:
    """What was held, as it is now, with the fence of then; what was deleted is left out."""
    found = []
    with store.reading() as db:
        for (table_name, key), fence in held.items():
            table = jobs if table_name == jobs.name else batches
            ref = key if table is jobs else int(key)
            row = db.execute(select(table).where(table.c.id == ref)).first()
            if row is not None:
                found.append((row, fence))
    return found


def _is_free(row: Row[Any], fence: int) -> bool:
    """Whether a dead process holds it no more."""
    return bool(row.fence > fence or row.lease_until is None or row.state in ("done", *ENDED))


def _taken_up(row: Row[Any], fence: int) -> bool:
    """Whether work that a dead process held under this fence was claimed again, or is over."""
    if row.state in ("done", *ENDED):
        return True
    # The sweep raises the fence too, but keeps the attempt; a turn that went well forgets it.
    return bool(row.fence > fence and (row.lease_until is not None or row.attempt == 0))


@dataclass
class Storm:
    """What happened: the kills, and the seconds that each took to recover from."""

    kills: Counter[str] = field(default_factory=Counter)
    recoveries: list[tuple[float, Kill]] = field(default_factory=list)
    open: list[Kill] = field(default_factory=list)
    restarted: int = 0  # times the database was
    seconds: float = 0.0

    def look(self, store: Store, *, over: bool) -> None:
        """Note the kills that were recovered from; when all work is over, all of them were."""
        for kill in list(self.open):
            if kill.look(store) or over:
                self.recoveries.append((time.monotonic() - kill.at, kill))
                self.open.remove(kill)


@dataclass
class Rage:
    """Kills until all jobs have ended, or the time is over."""

    keeper: Keeper
    store: Store
    taken: Taken
    count: int
    pause_s: tuple[float, float]
    database: Kept | None = None
    restarts: int = 0  # of the database, at even parts of the way
    storm: Storm = field(default_factory=Storm)

    def run(self, end: float) -> Storm:
        """What happened until all jobs had ended, or the moment `end`."""
        chance, begun = random.Random(self.count), time.monotonic()
        strike_at = begun + self.pause_s[1]  # the parts get time for their first start
        while time.monotonic() < end:
            time.sleep(LOOK_EVERY_S)
            with suppress(StoreUnavailable):  # it is being restarted
                if self._looked():
                    break
                if time.monotonic() >= strike_at:
                    struck = self._struck(chance)
                    pause = chance.uniform(*self.pause_s) if struck else LOOK_EVERY_S
                    strike_at = time.monotonic() + pause
        self.storm.seconds = time.monotonic() - begun
        return self.storm

    def _looked(self) -> bool:
        """Whether all jobs have ended; the database is restarted when its time has come."""
        handed_in = len(self.taken.ids) + len(self.taken.refused)
        gone = ended(self.store)
        over = handed_in == self.count and gone >= len(self.taken.ids)
        self.storm.look(self.store, over=over)
        if gone * (self.restarts + 1) >= self.count * (self.storm.restarted + 1) and not over:
            self._restart()
        return over

    def _restart(self) -> None:
        process = self.database and self.database.process
        if process is None or self.storm.restarted >= self.restarts:
            return
        # In turns as an administrator does it, and without a goodbye: the log is replayed.
        process.send_signal(signal.SIGQUIT if self.storm.restarted % 2 else signal.SIGINT)
        self.storm.restarted += 1

    def _struck(self, chance: random.Random) -> bool:
        kill = strike(self.keeper, self.store, chance)
        if kill is None:
            return False
        self.storm.kills[kill.name] += 1
        self.storm.open.append(kill)
        return True


def ended(store: Store) -> int:
    """How many jobs are over."""
    with store.reading() as db:
        over = select(func.count()).select_from(jobs).where(jobs.c.state.in_(ENDED))
        return db.scalar(over) or 0


@dataclass(frozen=True)
class Tally:
    """How the jobs stand after the storm."""

    lost: int  # taken with 202, and unknown to the store
    open: int  # not ended when the time was over
    failed: int
    doubled: int  # more than one end, or more than one last report
    unanswered: int  # requests without a reading in jobs that are done
    strangers: int  # jobs that nobody was told of
    verdicts: Mapping[str, int]


def tally(store: Store, taken: Taken) -> Tally:
    """Count what became of every job that was taken."""
    found = {number: store.job(job_id) for number, job_id in taken.ids.items()}
    known = [job for job in found.values() if job is not None]
    verdicts: Counter[str] = Counter()
    doubled = 0
    for job in known:
        verdicts.update(job.progress.counts)
        ends = [e for e in store.events(job.id) if e.data.get("state") in ENDED]
        last = [e for e in store.events(job.id) if e.kind == "report"]
        doubled += len(ends) > 1 or len(last) > 1
    with store.reading() as db:
        total = db.scalar(select(func.count()).select_from(jobs)) or 0
        asked = select(func.count()).select_from(requests).where(requests.c.answered.is_(False))
        unanswered = db.scalar(asked) or 0
    return Tally(
        lost=len(found) - len(known),
        open=sum(not job.ended for job in known),
        failed=sum(job.state == "failed" for job in known),
        doubled=doubled,
        unanswered=unanswered,
        strangers=total - len(set(taken.ids.values())),
        verdicts=verdicts,
    )


def told(
    count: int, taken: Taken, storm: Storm, found: Tally, web: LittleWeb, lease_s: float
) -> None:
    """Print what happened."""
    pages = len(web.asked)
    times = sorted((seconds, kill.name) for seconds, kill in storm.recoveries) or [(0.0, "nothing")]
    p99, slowest = times[min(len(times) - 1, int(len(times) * 0.99))]
    kills = ", ".join(f"{name} {n}" for name, n in sorted(storm.kills.items()))
    click.echo(f"jobs        {len(taken.ids)} of {count} taken in {storm.seconds:.0f} s")
    click.echo(f"kills       {storm.kills.total()}: {kills or 'none'}")
    click.echo(f"database    restarted {storm.restarted} times")
    click.echo(f"lost        {found.lost}")
    over = len(taken.ids) - found.lost - found.open
    click.echo(f"ended       {over}, of them failed {found.failed}; still open {found.open}")
    click.echo(f"twice       {found.doubled} finished twice, {found.strangers} made twice")
    click.echo(
        f"pages       {pages} read of {len(taken.ids) * PAGES_PER_JOB} asked for, "
        f"{web.asked.total() - pages} read again; {found.unanswered} requests without an answer"
    )
    words = ", ".join(f"{word} {n}" for word, n in sorted(found.verdicts.items()))
    click.echo(f"verdicts    {words}")
    click.echo(
        f"recovery    p50 {times[len(times) // 2][0]:.1f} s, p99 {p99:.1f} s "
        f"({p99 / lease_s:.2f} leases, after {slowest}), not recovered {len(storm.open)}"
    )
    for step in STEPS:
        after = sorted(kill.steps[step] for _, kill in storm.recoveries if step in kill.steps)
        if after:
            late = after[min(len(after) - 1, int(len(after) * 0.99))]
            click.echo(
                f"  {step:<9} p50 {after[len(after) // 2]:.1f} s, p99 {late:.1f} s after a kill"
            )
    for name in sorted(storm.kills):
        own = [seconds for seconds, killed in times if killed == name]
        click.echo(f"            {name}: {' '.join(f'{seconds:.1f}' for seconds in own)}")


@click.command(name="storm")
@click.option("--jobs", "count", type=click.IntRange(1, 10_000), default=60, show_default=True)
@click.option("--pause", nargs=2, type=float, default=(5.0, 10.0), show_default=True,
              help="seconds between two kills: least and most")  # fmt: skip
@click.option("--lease", "lease_s", default=10.0, show_default=True, help="seconds of a lease")
@click.option("--minutes", default=10.0, show_default=True, help="give up after so long")
@click.option("--delay", "delay_s", default=0.2, show_default=True, help="seconds a page takes")
@click.option("--database", "wanted", default="", metavar="URL",
              help=f"empty: SQLite for this run; {POSTGRES}: a server of our own")  # fmt: skip
@click.option("--restarts", type=click.IntRange(0, 20), default=0, show_default=True,
              help=f"of the database, with --database {POSTGRES}")  # fmt: skip
def command(
    count: int,
    pause: tuple[float, float],
    lease_s: float,
    minutes: float,
    delay_s: float,
    wanted: str,
    restarts: int,
) -> None:
    """Kill parts of the service at random while it works; exit 1 when a job was lost or doubled."""
    if restarts and wanted != POSTGRES:
        raise click.UsageError(f"--restarts needs --database {POSTGRES}")
    stop, taken, port = threading.Event(), Taken(), free_port()
    with (
        TemporaryDirectory(prefix="storm-") as folder,
        little_web(delay_s) as web,
        database(wanted) as (url, server),
    ):
        settings = _settings(Path(folder), web.url, lease_s, minutes, url)
        giver = threading.Thread(
            target=hand_in, args=(f"http://127.0.0.1:{port}", count, taken, stop)
        )
        with Store(settings.store_url, lease_s=lease_s) as store:
            with service(settings, port) as keeper:
                giver.start()
                try:
                    raging = Rage(keeper, store, taken, count, pause, server, restarts)
                    storm = raging.run(time.monotonic() + minutes * 60)
                finally:
                    stop.set()
                    giver.join()
            found = tally(store, taken)
    told(count, taken, storm, found, web, lease_s)
    whole = len(taken.ids) == count and not (
        found.lost or found.open or found.doubled or found.strangers
    )
    raise SystemExit(0 if whole else 1)


def _settings(
    folder: Path, proxy_url: str, lease_s: float, minutes: float, database_url: str
) -> Settings:
    return read_settings(
        data_dir=folder,
        database_url=database_url,
        redis_url=private_redis.url(private_redis.socket_path(folder)),
        tokens=(),
        proxy_url=proxy_url,
        channels=("link",),
        host_interval_s=0.0,
        url_deadline_s=5.0,
        lease_s=lease_s,
        sweep_s=SWEEP_S,
        job_deadline_s=minutes * 60,
    )


if __name__ == "__main__":
    command()
