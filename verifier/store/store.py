"""The store as the rest of the program sees it: all sides of it, the outbox and the sweep.

Each method is one transaction. What happens inside is in the modules beside this one, as
functions over an open connection, so that several can share one. Every method may raise
`StoreUnavailable`.
"""

from collections.abc import Callable

from verifier.store import alive, expiring, leases, once, outbox, sweep, tallies
from verifier.store.for_callers import ForCallers
from verifier.store.for_doormen import ForDoormen
from verifier.store.for_workers import ForWorkers
from verifier.store.values import Message, Swept

TIDY_EVERY_S = 3600.0  # what deleted jobs leave behind goes an hour later at the latest


class Store(ForCallers, ForWorkers, ForDoormen):
    """Jobs, their logs, reports and bodies in SQLite or PostgreSQL; a context manager."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send_due(self, send: Callable[[Message], None], *, limit: int = 200) -> int:
        """How many due rings were sent; a failed one stays due and its error goes on."""
        with self.reading() as db:  # mostly there is nothing, and that should cost no writer
            ids = outbox.due(db, limit)
        if not ids:
            return 0
        with self.writing() as db:
            messages = outbox.take(db, ids, self.lease_s)
        for index, message in enumerate(messages):
            try:
                send(message)
            except BaseException:
                with self.writing() as db:
                    outbox.not_sent(db, messages[index:])
                raise
        return len(messages)

    def all_rings_lost(self) -> int:
        """The broker was lost: all rings are due again; gives their number."""
        with self.writing() as db:
            return outbox.all_lost(db)

    def overdue_s(self) -> float:
        """Seconds that the oldest ring has been waiting to be sent."""
        with self.reading() as db:
            return outbox.oldest_s(db)

    def forget_leases(self) -> None:
        """All work is free: only for a service that is the only one on its store, at its start."""
        with self.writing() as db:
            leases.forget(db)
            alive.forget(db, alive.names(db))

    def forget_dead(self, is_dead: Callable[[str], bool]) -> int:
        """How many leases ended because their holder is known to be dead; the sweep goes on."""
        with self.reading() as db:
            known = {*leases.holders(db), *alive.names(db)}
        dead = [name for name in known if is_dead(name)]
        if not dead:
            return 0
        with self.writing() as db:
            alive.forget(db, dead)
            return leases.expire(db, dead)

    def sweep(self, every_s: float) -> Swept | None:
        """What one sweep repaired; None when another process swept within `every_s`."""
        with self.writing() as db:
            if not sweep.may_sweep(db, every_s):
                return None
            return sweep.sweep(db, self.lease_s)

    def tidy(self, keep_s: float, *, older_s: float = TIDY_EVERY_S) -> int:
        """Drop a few expired jobs and unnamed bodies; gives their number, 0 when none is left.

        With `keep_s` 0 no job expires.
        """
        gone = 0
        if keep_s:
            with self.writing() as db:
                gone += expiring.expire(db, keep_s)
        with self.writing() as db:
            gone += expiring.drop_unreferenced(db, older_s)
        with self.writing() as db:
            tallies.fold(db)
            return gone + expiring.forget_keys(db, once.KEPT_S)

    def may_tidy(self) -> bool:
        """Whether this process is the one to tidy up now."""
        with self.writing() as db:
            return sweep.may_sweep(db, TIDY_EVERY_S, "tidy")
