"""What the store can be asked in figures, for whoever watches the service."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from verifier.store import alive, outbox, tallies
from verifier.store.engine import now
from verifier.store.tables import jobs
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import ENDED, OPEN, JobState

SWEEP_ACTIONS = ("rung", "given_up", "failed")


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures at one moment."""

    jobs: Mapping[str, int]  # by state: open ones as they are now, ended ones since ever
    seconds: Mapping[str, int]  # jobs by the bound in seconds that they stayed within, summed up
    seconds_sum: float
    sweeps: Mapping[str, int]  # by action
    fetches: Mapping[str, int]  # by outcome
    fetch_bytes: float
    workers: Mapping[str, int]  # by queue
    queue_oldest_s: float
    outbox_unsent: int
    outbox_oldest_s: float


def figures(db: Connection) -> Figures:
    """The figures as they are now."""
    sums = tallies.sums(db)
    at = now(db)
    unsent = select(func.count()).select_from(outbox_table).where(outbox_table.c.due_at <= at)
    oldest = db.scalar(select(func.min(jobs.c.created_at)).where(jobs.c.state == JobState.QUEUED))
    fetched = {label: both for (name, label), both in sums.items() if name == tallies.FETCHES}
    return Figures(
        jobs=_jobs(db, sums),
        seconds=_within(sums),
        seconds_sum=sum(both[1] for (name, _), both in sums.items() if name == tallies.SECONDS),
        sweeps={one: sums.get((tallies.SWEEPS, one), (0, 0.0))[0] for one in SWEEP_ACTIONS},
        fetches={outcome: both[0] for outcome, both in sorted(fetched.items())},
        fetch_bytes=sum(both[1] for both in fetched.values()),
        workers=alive.by_queue(db),
        queue_oldest_s=at - oldest if oldest else 0.0,
        outbox_unsent=db.scalar(unsent) or 0,
        outbox_oldest_s=outbox.oldest_s(db),
    )


def _jobs(db: Connection, sums: Mapping[tuple[str, str], tuple[int, float]]) -> Mapping[str, int]:
    open_ = select(jobs.c.state, func.count()).where(jobs.c.state.in_(OPEN))
    now_open = {row[0]: int(row[1]) for row in db.execute(open_.group_by(jobs.c.state))}
    return {
        state.value: sums.get((tallies.JOBS, state), (0, 0.0))[0]
        if state in ENDED
        else now_open.get(state.value, 0)
        for state in JobState
    }


def _within(sums: Mapping[tuple[str, str], tuple[int, float]]) -> Mapping[str, int]:
    within, total = {}, 0
    for bound in (*map(str, tallies.BOUNDS_S), tallies.ABOVE):
        total += sums.get((tallies.SECONDS, bound), (0, 0.0))[0]
        within[bound] = total
    return within
