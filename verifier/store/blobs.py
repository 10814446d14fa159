"""Where bodies are kept: each once, by the hash of its bytes, with the captures that had it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from verifier import codec
from verifier.model import Snapshot
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import expand, squeeze
from verifier.store.tables import bodies, captures, readings, requests
from verifier.store.tables import jobs as jobs_table

_TOUCH = update(bodies).where(bodies.c.sha256 == bindparam("ref")).values(at=bindparam("moment"))


def put_body(db: Connection, sha256: str, body: bytes) -> None:
    """Keep these bytes under their hash; bytes that are there already are not written again."""
    # Touched, so that they are not dropped as unreferenced before this transaction has ended.
    if db.execute(_TOUCH, {"ref": sha256, "moment": now(db)}).rowcount == 0:
        values = {"sha256": sha256, "body": squeeze(body), "size": len(body), "at": now(db)}
        insert_or_skip(db, bodies, values)


def body(db: Connection, sha256: str) -> bytes | None:
    """The bytes with this hash, if they are kept."""
    packed = db.scalar(select(bodies.c.body).where(bodies.c.sha256 == sha256))
    return None if packed is None else expand(packed)


def put_snapshot(db: Connection, snapshot: Snapshot) -> int:
    """Keep a snapshot; gives the number of its capture."""
    put_body(db, snapshot.sha256, snapshot.body)
    about = codec.dump(replace(snapshot, body=b"")).decode()
    values = {
        "sha256": snapshot.sha256,
        "url": snapshot.url,
        "capture": about,
        "at": snapshot.fetched_at.timestamp(),
    }
    key = db.execute(captures.insert().values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def is_kept(db: Connection, snapshot: Snapshot) -> bool:
    """Whether this very capture was kept before: another job's fetch."""
    at = snapshot.fetched_at.timestamp()
    same = select(captures.c.id).where(captures.c.url == snapshot.url, captures.c.at == at)
    return db.scalar(same.limit(1)) is not None


def snapshot(db: Connection, sha256: str, owner: str | None) -> Snapshot | None:
    """The latest capture of these bytes; None when no reading of the owner's jobs has them."""
    statement: Any = (
        select(captures.c.capture, bodies.c.body)
        .join(bodies, bodies.c.sha256 == captures.c.sha256)
        .join(readings, readings.c.capture_id == captures.c.id)
        .where(captures.c.sha256 == sha256)
        .order_by(captures.c.at.desc())
        .limit(1)
    )
    if owner is not None:
        statement = statement.join(jobs_table, jobs_table.c.id == readings.c.job_id).where(
            jobs_table.c.owner == owner
        )
    row = db.execute(statement).first()
    if row is None:
        return None
    about: Snapshot = codec.load(row.capture, Snapshot)
    return replace(about, body=expand(row.body))


def pages_of(db: Connection, job_id: str) -> tuple[int, ...]:
    """The numbers of the captures of all pages that a job read, in the order of its log."""
    rows = db.scalars(
        select(readings.c.capture_id)
        .join(requests, requests.c.id == readings.c.request_id)
        .where(requests.c.job_id == job_id, requests.c.kind == "fetch")
        .where(readings.c.capture_id.is_not(None))
        .order_by(requests.c.round, requests.c.rank, requests.c.id)
    )
    return tuple(rows)


def capture(db: Connection, capture_id: int) -> Snapshot | None:
    """One capture with its body."""
    row = db.execute(
        select(captures.c.capture, bodies.c.body)
        .join(bodies, bodies.c.sha256 == captures.c.sha256)
        .where(captures.c.id == capture_id)
    ).first()
    if row is None:
        return None
    about: Snapshot = codec.load(row.capture, Snapshot)
    return replace(about, body=expand(row.body))


def text(db: Connection, sha256: str) -> str | None:
    """The text that offsets into this snapshot refer to, if it was kept."""
    packed = db.scalar(select(bodies.c.text).where(bodies.c.sha256 == sha256))
    return None if packed is None else expand(packed).decode("utf-8", "surrogatepass")


def put_text(db: Connection, sha256: str, words: str) -> None:
    """Keep the text beside the bytes it was read from."""
    packed = squeeze(words.encode("utf-8", "surrogatepass"))
    db.execute(update(bodies).where(bodies.c.sha256 == sha256).values(text=packed))
