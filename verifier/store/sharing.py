"""How jobs share pages: a page is fetched by one worker at a time, and its copy used by all.

A thousand articles may cite one page. Whoever wants a page asks here first: it gets the copy if
a fresh one is kept, else its turn to fetch it, else nothing, for then another worker has the
turn and the copy will come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, or_, select, update

from verifier import codec
from verifier.model import Fetch, Snapshot
from verifier.store.engine import insert_or_skip, now
from verifier.store.packing import expand
from verifier.store.tables import bodies, captures, locks


def fresh(db: Connection, url: str, fresh_s: float) -> Snapshot | None:
    """The latest copy of a page, if it is not older than `fresh_s`."""
    row = db.execute(
        select(captures.c.capture, bodies.c.body)
        .join(bodies, bodies.c.sha256 == captures.c.sha256)
        .where(captures.c.url == url, captures.c.at > now(db) - fresh_s)
        .order_by(captures.c.at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    about: Snapshot = codec.load(row.capture, Snapshot)
    return replace(about, body=expand(row.body))


def turns(
    db: Connection, wanted: Sequence[Fetch], fresh_s: float, turn_s: float, by: str
) -> tuple[Mapping[str, Snapshot], frozenset[str]]:
    """Kept copies by request key, and the keys of the pages that `by` may fetch now."""
    copies: dict[str, Snapshot] = {}
    mine: set[str] = set()
    for request in wanted:
        copy = fresh(db, request.url, fresh_s)
        if copy is not None:
            copies[request.key] = copy
        elif _take(db, request.key, turn_s, by):
            mine.add(request.key)
    return copies, frozenset(mine)


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
