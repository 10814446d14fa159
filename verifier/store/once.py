"""How a submission that is sent twice becomes one job: idempotency keys, per owner, for a day."""

import json
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from verifier.store.engine import now
from verifier.store.tables import idempotency
from verifier.store.values import KeyReused, Submission

KEPT_S = 24 * 3600  # as draft-ietf-httpapi-idempotency-key-header has services choose and tell


def digest_of(submission: Submission) -> str:
    """A hash of all that was submitted."""
    parts = [
        sha256(submission.body).hexdigest() if submission.body is not None else None,
        submission.kind,
        submission.charset,
        submission.url,
        submission.title,
        submission.published and submission.published.isoformat(),
        submission.private,
        submission.webhook_url,
        [[s.name, s.content_type, sha256(s.body).hexdigest()] for s in submission.sources],
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def job_of_key(db: Connection, owner: str, key: str, digest: str) -> str | None:
    """The job that this key made; None when it is new. Raises `KeyReused` for another payload."""
    mine = (idempotency.c.owner == owner, idempotency.c.key == key)
    db.execute(delete(idempotency).where(*mine, idempotency.c.at < now(db) - KEPT_S))
    row = db.execute(select(idempotency).where(*mine)).first()
    if row is None:
        return None
    if row.digest != digest:
        raise KeyReused(key)
    return str(row.job_id)


def remember(db: Connection, owner: str, key: str, digest: str, job_id: str) -> None:
    """Tie the key to the job; `IntegrityError` when another request did in the same moment."""
    row = {"owner": owner, "key": key, "digest": digest, "job_id": job_id, "at": now(db)}
    db.execute(idempotency.insert().values(**row))
