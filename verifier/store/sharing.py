"""How jobs share pages: a page is fetched by one worker at a time, and its copy used by all.

A thousand articles may cite one page. Whoever wants a page asks here first: it gets the copy if
a fresh one is kept, else its turn to fetch it, else nothing, for then another worker has the
turn and the copy will come.

A copy is what could be read. A wall, or a search engine's "none of my engines answered", comes with
status 200 too; whoever asks next may have more luck.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, or_, select, update

from verifier import codec
from verifier.model import Snapshot
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import expand
from verifier.store.tables import bodies, captures, locks, readings


def turns(
    db: Connection, wanted: Mapping[str, str], fresh_s: float, turn_s: float, by: str
) -> tuple[Mapping[str, Snapshot], Mapping[str, Snapshot | None]]:
    """What to do about addresses by request key: take the copy, or fetch.

    The first are copies younger than `fresh_s`; the second are for `by` to fetch now, each with the
    older copy that there may be. What is in neither is being fetched by another.
    """
    copies: dict[str, Snapshot] = {}
    ours: dict[str, Snapshot | None] = {}
    for key, url in wanted.items():
        latest = _latest(db, url)
        if latest is not None and latest.at > now(db) - fresh_s:
            copies[key] = _copy(latest)
        elif _take(db, key, turn_s, by):
            ours[key] = None if latest is None else _copy(latest)
    return copies, ours


def _latest(db: Connection, url: str) -> Row[Any, Any, Any] | None:
    return db.execute(
        select(captures.c.capture, captures.c.at, bodies.c.body)
        .join(bodies, bodies.c.sha256 == captures.c.sha256)
        .where(captures.c.url == url, ~_told_nothing())
        .order_by(captures.c.at.desc())
        .limit(1)
    ).first()


def _told_nothing() -> ColumnElement[bool]:
    """Whether a capture was read in vain by a job that had it."""
    return exists().where(readings.c.capture_id == captures.c.id, readings.c.kind == "blank")


def _copy(row: Row[Any, Any, Any]) -> Snapshot:
    about: Snapshot = codec.load(row.capture, Snapshot)
    return replace(about, body=expand(row.body))


def _take(db: Connection, key: str, turn_s: float, by: str) -> bool:
    at = now(db)
    name = _name(key)
    if insert_or_skip(db, locks, {"name": name, "until": at + turn_s, "by": by}):
        return True
    # A turn that was never ended was a killed worker's; our own was that of an earlier attempt.
    again = update(locks).where(locks.c.name == name, or_(locks.c.until <= at, locks.c.by == by))
    return db.execute(again.values(until=at + turn_s, by=by)).rowcount == 1


def end_turn(db: Connection, key: str) -> None:
    """The page is answered: whoever waits for it may look again."""
    db.execute(delete(locks).where(locks.c.name == _name(key)))


def forget_turns(db: Connection) -> None:
    """Drop turns that were never ended."""
    old = (locks.c.name.startswith("f:"), locks.c.until < now(db))
    db.execute(delete(locks).where(*old))


def _name(key: str) -> str:
    return f"f:{key[:38]}"
