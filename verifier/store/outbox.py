"""Which rings wait to be sent: the wish that a worker does something, kept until it is begun.

A row is written in the transaction that makes the work, and goes in the transaction that claims
it. In between it is sent, and sent again when nobody came: a broker that forgets costs time,
never work. A ring that comes twice finds the work claimed and does nothing.
"""

from sqlalchemy import Connection, delete, func, select, update

from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import outbox
from verifier.store.values import Message, Ring

_LONGEST_WAIT = 16  # leases between two sends of one ring; a long queue is not a lost one


def ring(db: Connection, kind: Ring, ref: str, owner: str = "", *, delay_s: float = 0) -> None:
    """Wish that a worker be rung; a wish that is already there stays one."""
    at = now(db)
    values = {"kind": kind, "ref": ref, "owner": owner, "created_at": at, "due_at": at + delay_s}
    insert_or_skip(db, outbox, values)


def begun(db: Connection, kind: Ring, ref: str) -> None:
    """The work is claimed, so the wish is met."""
    db.execute(delete(outbox).where(outbox.c.kind == kind, outbox.c.ref == ref))


def take_due(db: Connection, lease_s: float, limit: int) -> tuple[Message, ...]:
    """The rings that are due, marked as sent by this call; other senders skip them.

    A ring that nobody answers is due again after one lease, then two, four and so on: behind a
    long queue the copies stay few.
    """
    at = now(db)
    rows = db.execute(
        select(outbox.c.id, outbox.c.kind, outbox.c.ref, outbox.c.sends)
        .where(outbox.c.due_at <= at)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        wait = lease_s * min(2**row.sends, _LONGEST_WAIT)
        db.execute(
            update(outbox)
            .where(outbox.c.id == row.id)
            .values(due_at=at + wait, sends=row.sends + 1)
        )
    return tuple(Message(row.id, Ring(row.kind), row.ref) for row in rows)


def not_sent(db: Connection, messages: tuple[Message, ...]) -> None:
    """The broker did not take them: they are due again."""
    ids = [message.id for message in messages]
    db.execute(update(outbox).where(outbox.c.id.in_(ids)).values(due_at=now(db), sends=0))


def all_lost(db: Connection) -> int:
    """The broker forgot everything it was told: each ring is due again; gives their number."""
    return db.execute(update(outbox).values(due_at=now(db), sends=0)).rowcount


def oldest_s(db: Connection) -> float:
    """Seconds that the oldest ring has been overdue; 0 when none is."""
    oldest = db.scalar(select(func.min(outbox.c.due_at)))
    return 0.0 if oldest is None else max(0.0, now(db) - oldest)
