"""What the store can be asked in figures, for whoever watches the service."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from verifier.store import outbox
from verifier.store.engine import now
from verifier.store.tables import jobs, readings
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import JobState


def figures(db: Connection) -> Mapping[tuple[str, str, str], float]:
    """Each figure by name, label and the label's value."""
    states = db.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
    by_state = {row[0]: int(row[1]) for row in states}
    found: dict[tuple[str, str, str], float] = {
        ("verifier_jobs", "state", state.value): by_state.get(state.value, 0) for state in JobState
    }
    by_kind = select(readings.c.kind, func.count()).group_by(readings.c.kind)
    for row in db.execute(by_kind):
        found["verifier_readings", "kind", row[0]] = row[1]
    waiting = db.scalar(select(func.count()).select_from(outbox_table)) or 0
    found["verifier_rings_waiting", "", ""] = waiting
    found["verifier_rings_oldest_seconds", "", ""] = outbox.oldest_s(db)
    oldest = db.scalar(select(func.min(jobs.c.created_at)).where(jobs.c.state == JobState.QUEUED))
    found["verifier_queue_oldest_seconds", "", ""] = now(db) - oldest if oldest else 0.0
    return found
