"""Reports made ready for their pages: written once, and kept while they are asked for.

A report of hundreds of quotations takes longer to lay out than to read from the store, and its
page is opened, polled and gone back to many times.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from fastapi import Request

from verifier.api.jobs import store_of
from verifier.api.page_desks import report_json
from verifier.report.view import View, view
from verifier.store import Job

KEPT = 16  # reports; the view of one with 500 quotations takes some megabytes


@dataclass(frozen=True, slots=True)
class Ready:
    """A job's report as its pages need it."""

    written: Mapping[str, Any]  # the contract's JSON
    view: View
    final: bool


class Bench:
    """The reports that were asked for last; safe for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Ready] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> Ready | None:
        """What is kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: object, ready: Ready) -> None:
        """Keep a report; the one that nobody asked for longest goes."""
        with self._lock:
            self._kept[key] = ready
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def ready_report(request: Request, job: Job) -> Ready | None:
    """The job's report, or its findings as they stand; None before there are any."""
    stored = store_of(request).report(job.id)
    if stored is None:
        return None
    bench = _bench(request)
    key = (job.id, job.finished_at, stored.at, stored.final)
    found = bench.get(key)
    if found is None:
        written = report_json(job, stored)
        found = Ready(written, view(written), stored.final)
        bench.put(key, found)
    return found


def _bench(request: Request) -> Bench:
    state = request.app.state
    if not hasattr(state, "bench"):
        state.bench = Bench()
    bench: Bench = state.bench
    return bench
