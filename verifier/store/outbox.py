"""Which rings wait to be sent: the wish that a worker does something, kept until it is begun.

A row is written in the transaction that makes the work, and goes in the transaction that claims
it. In between it is sent, and sent again when nobody came: a broker that forgets costs time,
never work. A ring that comes twice finds the work claimed and does nothing.
"""

from sqlalchemy import Connection, delete, func, select, update

from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import jobs, outbox
from verifier.store.values import Message, Ring

WINDOW = 8  # rings of one owner and kind that are sent and not yet answered


def ring(db: Connection, kind: Ring, ref: str, job_id: str) -> None:
    """Wish that a worker be rung for a job; a wish that is already there stays one."""
    job = db.execute(select(jobs.c.owner, jobs.c.created_at).where(jobs.c.id == job_id)).first()
    if job is not None:
        ring_as(db, kind, ref, job.owner, job.created_at)


def ring_as(db: Connection, kind: Ring, ref: str, owner: str, since: float) -> None:
    """The same, for who knows the job's owner and since when it waits."""
    values = {"kind": kind, "ref": ref, "owner": owner, "created_at": since, "due_at": now(db)}
    insert_or_skip(db, outbox, values)


def begun(db: Connection, kind: Ring, ref: str) -> None:
    """The work is claimed, so the wish is met."""
    db.execute(delete(outbox).where(outbox.c.kind == kind, outbox.c.ref == ref))


def due(db: Connection, limit: int) -> tuple[int, ...]:
    """The rings to send next, fairly: each owner's turn comes before anyone's second one.

    No owner has more than `WINDOW` rings of a kind with the broker at a time, so behind a
    thousand jobs of one owner another's single job waits for a few tasks, not for all. Of one
    owner the oldest job comes first: jobs are brought to their end one after the other, and work
    that a dead worker held does not stand in line again behind all that came after it.
    """
    at = now(db)
    group = (outbox.c.owner, outbox.c.kind)
    with_broker = (
        select(*group, func.count().label("count"))
        .where(outbox.c.sends > 0, outbox.c.due_at > at)
        .group_by(*group)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=group, order_by=(outbox.c.created_at, outbox.c.id)
    ) + func.coalesce(with_broker.c.count, 0)
    mine = (with_broker.c.owner == outbox.c.owner) & (with_broker.c.kind == outbox.c.kind)
    ranked = (
        select(outbox.c.id, outbox.c.created_at, place.label("place"))
        .join(with_broker, mine, isouter=True)
        .where(outbox.c.due_at <= at)
        .subquery()
    )
    chosen = (
        select(ranked.c.id)
        .where(ranked.c.place <= WINDOW)
        .order_by(ranked.c.place, ranked.c.created_at, ranked.c.id)
        .limit(limit)
    )
    return tuple(db.scalars(chosen))


def take(db: Connection, ids: tuple[int, ...], lease_s: float) -> tuple[Message, ...]:
    """These rings, marked as sent by this call; those that another sender has are left out.

    A ring that nobody answers is due again after a lease: a worker that is killed takes with it
    the rings that it held and had not begun. Copies of one ring stay few all the same, since no
    owner has more than `WINDOW` rings on their way, and a copy finds the work claimed.
    """
    at = now(db)
    rows = db.execute(
        select(outbox.c.id, outbox.c.kind, outbox.c.ref)
        .where(outbox.c.id.in_(ids), outbox.c.due_at <= at)
        .with_for_update(skip_locked=True)
    ).all()
    sent = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
    db.execute(sent.values(due_at=at + lease_s, sends=outbox.c.sends + 1))
    taken = {row.id: Message(row.id, Ring(row.kind), row.ref) for row in rows}
    return tuple(taken[number] for number in ids if number in taken)


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
