"""Which rings wait to be sent: the wish that a worker does something, kept until it is begun.

A row is written in the transaction that makes the work, and goes in the transaction that claims
it. In between it is sent, and sent again when nobody came: a broker that forgets costs time,
never work. A ring that comes twice finds the work claimed and does nothing.
"""

from sqlalchemy import Connection, delete, func, select, update

from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import outbox
from verifier.store.values import Message, Ring

WINDOW = 8  # rings of one owner and kind that are sent and not yet answered
# Leases between two sends of one ring. A worker that is killed takes with it the rings that it
# held and had not begun; waiting longer than this made a job stand still for minutes. Copies of
# one ring stay few all the same, since no owner has more than `WINDOW` rings on their way.
_LONGEST_WAIT = 2


def ring(db: Connection, kind: Ring, ref: str, owner: str = "", *, delay_s: float = 0) -> None:
    """Wish that a worker be rung; a wish that is already there stays one."""
    at = now(db)
    values = {"kind": kind, "ref": ref, "owner": owner, "created_at": at, "due_at": at + delay_s}
    insert_or_skip(db, outbox, values)


def begun(db: Connection, kind: Ring, ref: str) -> None:
    """The work is claimed, so the wish is met."""
    db.execute(delete(outbox).where(outbox.c.kind == kind, outbox.c.ref == ref))


def due(db: Connection, limit: int) -> tuple[int, ...]:
    """The rings to send next, fairly: each owner's turn comes before anyone's second one.

    No owner has more than `WINDOW` rings of a kind with the broker at a time, so behind a
    thousand jobs of one owner another's single job waits for a few tasks, not for all.
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
        partition_by=group, order_by=(outbox.c.due_at, outbox.c.id)
    ) + func.coalesce(with_broker.c.count, 0)
    mine = (with_broker.c.owner == outbox.c.owner) & (with_broker.c.kind == outbox.c.kind)
    ranked = (
        select(outbox.c.id, outbox.c.due_at, place.label("place"))
        .join(with_broker, mine, isouter=True)
        .where(outbox.c.due_at <= at)
        .subquery()
    )
    chosen = (
        select(ranked.c.id)
        .where(ranked.c.place <= WINDOW)
        .order_by(ranked.c.place, ranked.c.due_at, ranked.c.id)
        .limit(limit)
    )
    return tuple(db.scalars(chosen))


def take(db: Connection, ids: tuple[int, ...], lease_s: float) -> tuple[Message, ...]:
    """These rings, marked as sent by this call; those that another sender has are left out.

    A ring that nobody answers is due again after one lease, then after two each time.
    """
    at = now(db)
    rows = db.execute(
        select(outbox.c.id, outbox.c.kind, outbox.c.ref, outbox.c.sends)
        .where(outbox.c.id.in_(ids), outbox.c.due_at <= at)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        wait = lease_s * min(2**row.sends, _LONGEST_WAIT)
        db.execute(
            update(outbox)
            .where(outbox.c.id == row.id)
            .values(due_at=at + wait, sends=row.sends + 1)
        )
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
