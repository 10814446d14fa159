"""Who is to be told of a job's end: one delivery for each job, tried again until it is heard.

An attempt is claimed by moving `not_before` to the moment of the next one, so that a worker which
dies in the middle needs no lease: the next attempt comes by itself, under the same id.
"""

import secrets as random_secrets
from base64 import b64encode
from uuid import uuid4

from sqlalchemy import Connection, select, update

from verifier.store import outbox
from verifier.store.engine import insert_or_skip, now
from verifier.store.tables import deliveries, jobs, secrets
from verifier.store.tables import outbox as outbox_table
from verifier.store.values import Delivery, DeliveryState, Ring, moment

# Seconds from one attempt to the next, as Standard Webhooks 1.0.0 advises; after the last, none.
PAUSES_S = (5, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600)
_SECRET_BYTES = 32


def open_delivery(db: Connection, job_id: str) -> None:
    """Have the end of a job told, where somebody asked for it."""
    url = db.scalar(select(jobs.c.webhook_url).where(jobs.c.id == job_id))
    if url is None:
        return
    at = now(db)
    values = {
        "job_id": job_id,
        "id": f"msg_{uuid4().hex}",
        "url": url,
        "state": DeliveryState.OPEN,
        "attempt": 0,
        "not_before": at,
        "at": at,
    }
    if insert_or_skip(db, deliveries, values):
        outbox.ring(db, Ring.WEBHOOK, job_id, job_id)


def claim(db: Connection, job_id: str) -> Delivery | None:
    """The delivery, for one attempt now; None when it is over, or its time has not come."""
    row = db.execute(
        select(deliveries).where(deliveries.c.job_id == job_id).with_for_update()
    ).first()
    if row is None or row.state != DeliveryState.OPEN:
        outbox.begun(db, Ring.WEBHOOK, job_id)
        return None
    at = now(db)
    if row.not_before > at:  # all rings are sent again when Redis was lost
        _ring_at(db, job_id, row.not_before)
        return None
    following = at + PAUSES_S[min(row.attempt, len(PAUSES_S) - 1)]
    changes = {"attempt": row.attempt + 1, "not_before": following, "at": at}
    db.execute(update(deliveries).where(deliveries.c.job_id == job_id).values(**changes))
    _ring_at(db, job_id, following)
    return get(db, job_id)


def note(db: Connection, delivery: Delivery, state: DeliveryState, answer: str) -> None:
    """Keep what came of an attempt; the last pause over, an open delivery is given up."""
    if state is DeliveryState.OPEN and delivery.attempt > len(PAUSES_S):
        state = DeliveryState.GIVEN_UP
    mine = (deliveries.c.job_id == delivery.job_id, deliveries.c.attempt == delivery.attempt)
    changed = update(deliveries).where(*mine, deliveries.c.state == DeliveryState.OPEN)
    db.execute(changed.values(state=state, answer=answer, at=now(db)))
    if state is not DeliveryState.OPEN:
        outbox.begun(db, Ring.WEBHOOK, delivery.job_id)


def get(db: Connection, job_id: str) -> Delivery | None:
    """The delivery of a job; None where nobody asked to be told, or before its end."""
    row = db.execute(select(deliveries).where(deliveries.c.job_id == job_id)).first()
    if row is None:
        return None
    return Delivery(
        id=row.id,
        job_id=row.job_id,
        url=row.url,
        state=DeliveryState(row.state),
        attempt=row.attempt,
        not_before=moment(row.not_before),
        answer=row.answer,
    )


def secret_of(db: Connection, owner: str) -> str:
    """The secret that signs an owner's webhooks; made when first asked for."""
    mine = select(secrets.c.secret).where(secrets.c.owner == owner)
    known = db.scalar(mine)
    if known is None:
        fresh = "whsec_" + b64encode(random_secrets.token_bytes(_SECRET_BYTES)).decode()
        insert_or_skip(db, secrets, {"owner": owner, "secret": fresh})
        known = db.scalar(mine)
    return str(known)


def _ring_at(db: Connection, job_id: str, at: float) -> None:
    """Have the worker rung at this moment, whether a ring waits or is on its way."""
    ring = (outbox_table.c.kind == Ring.WEBHOOK, outbox_table.c.ref == job_id)
    db.execute(update(outbox_table).where(*ring).values(due_at=at, sends=0))
