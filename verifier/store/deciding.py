"""What a person decided beside a finding; it never changes the finding."""

from sqlalchemy import Connection, delete, select

from verifier.store.engine import now, upsert
from verifier.store.tables import decisions
from verifier.store.values import Choice, Decision, moment


def decide(db: Connection, job_id: str, decision: Decision) -> None:
    """Keep a decision; the one before it on the same finding goes."""
    row = {
        "job_id": job_id,
        "finding": decision.finding,
        "choice": decision.choice,
        "reason": decision.reason,
        "note": decision.note,
        "by": decision.by,
        "at": now(db),
    }
    upsert(db, decisions, ("job_id", "finding"), row)


def take_back(db: Connection, job_id: str, finding: str) -> bool:
    """Whether there was a decision to take back."""
    mine = (decisions.c.job_id == job_id, decisions.c.finding == finding)
    return db.execute(delete(decisions).where(*mine)).rowcount == 1


def decided(db: Connection, job_id: str) -> tuple[Decision, ...]:
    """All decisions on a job's findings."""
    rows = db.execute(
        select(decisions).where(decisions.c.job_id == job_id).order_by(decisions.c.finding)
    )
    return tuple(
        Decision(r.finding, Choice(r.choice), r.by, r.reason, r.note, moment(r.at)) for r in rows
    )
