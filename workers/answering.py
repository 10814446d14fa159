"""One host's requests of one round, answered: fetched, digested, filed, one at a time.

Each answer is filed as soon as it is there, so a worker that dies loses at most the pages it
was reading.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import ExitStack, aclosing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from verifier.errors import StoreUnavailable
from verifier.logs import about_job
from verifier.model import Answer, Channel, Request, Snapshot
from verifier.store import BatchWork, Job
from workers.heartbeat import LeaseLost, beating
from workers.sharing import shared
from workers.wiring import Parts

if TYPE_CHECKING:
    from verifier.folder import Folder

_log = logging.getLogger(__name__)

_NAME_BYTES = 200  # below the 255 that file systems take, with room for a number
COUNT_EVERY_S = 1.0  # the findings so far are judged again at most this often


def fetch_host(parts: Parts, batch_id: int) -> None:
    """Answer a batch; nothing when it is answered, its job has ended, or another worker has it."""
    work = parts.store.claim_batch(batch_id, parts.name)
    if work is None:
        return
    parts.send()  # this place in the queue is free: whose turn is it?
    with about_job(work.job_id):
        _answer_batch(parts, work)
    parts.send()


def _answer_batch(parts: Parts, work: BatchWork) -> None:
    batch_id = work.lease.ref
    try:
        parts.run(_answer_all(parts, work))
        parts.store.finish_batch(work)
    except StoreUnavailable:
        raise  # the lease runs out by itself, and the sweep rings again
    except (LeaseLost, TimeoutError):
        _log.info("batch %s: stopped, its job ended or its lease was lost", batch_id)
    except Exception:
        _log.exception("batch %s: attempt %d failed", batch_id, work.lease.attempt)
        parts.store.give_back(work.lease, batch=True, failed=True)


async def _answer_all(parts: Parts, work: BatchWork) -> None:
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None
    lost = False

    def stop() -> None:
        nonlocal lost
        lost = True
        loop.call_soon_threadsafe(task.cancel)

    left_s = work.deadline_at.timestamp() - time.time()
    with beating(parts.store, work.lease, parts.settings.lease_s, batch=True, on_lost=stop):
        try:
            async with asyncio.timeout(left_s):
                await _file_all(parts, work)
        except asyncio.CancelledError:
            if lost:
                raise LeaseLost(work.lease.ref) from None
            raise


async def _file_all(parts: Parts, work: BatchWork) -> None:
    async with aclosing(_answers(parts, work)) as answers:
        async for request, answer in answers:
            # In a thread, so that fetching goes on meanwhile.
            await asyncio.to_thread(_file, parts, work, request, answer)


async def _answers(parts: Parts, work: BatchWork) -> AsyncGenerator[tuple[Request, Answer], None]:
    requests = list(work.requests.values())
    given = [request for request in requests if request.channel is Channel.FOLDER]
    if given:
        with ExitStack() as stack:
            folder = _folder(parts, work.job_id, stack)
            for request in given:
                yield request, _under_its_name(folder.answer(request))
    outside = [request for request in requests if request.channel is not Channel.FOLDER]
    async with aclosing(shared(parts, outside, by=work.lease.ref)) as answers:
        async for request, answer in answers:
            yield request, answer


def _folder(parts: Parts, job_id: str, stack: ExitStack) -> "Folder":
    """The files given with the job, laid out for the time of one batch."""
    from verifier.folder import Folder  # most jobs come without files

    place = Path(stack.enter_context(TemporaryDirectory(prefix="verifier-sources-")))
    for number, source in enumerate(parts.store.sources(job_id), start=1):
        path = place / _file_name(source.name, number)
        if path.exists():
            path = place / f"{number}-{path.name}"
        path.write_bytes(source.body)
    return Folder((place,), parts.reader.read_page)


def _file_name(name: str, number: int) -> str:
    """A name that a file may have and a folder shows: no NUL, no leading dot, 200 bytes at most.

    File systems count bytes, and a name in another script has three or four a character.
    """
    shown = Path(name.replace("\0", "").lstrip(".")).name or f"source-{number}"
    stem, suffix = Path(shown).stem, Path(shown).suffix[:20]
    room = _NAME_BYTES - len(suffix.encode("utf-8", "replace"))
    kept = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return (kept or f"source-{number}") + suffix


def _under_its_name(answer: Answer) -> Answer:
    """A file with its name alone: where it was laid out is nobody's business."""
    if isinstance(answer, Snapshot) and answer.path is not None:
        return replace(answer, path=Path(answer.path).name)
    return answer


def _file(parts: Parts, work: BatchWork, request: Request, answer: Answer) -> None:
    """Digest one answer and file the reading; raises `LeaseLost` when nobody wants it."""
    reading = parts.reader.digest(work.article, request, answer)
    snapshot = answer if isinstance(answer, Snapshot) else None
    request_id = next(number for number, asked in work.requests.items() if asked.key == request.key)
    if not parts.store.answer(work, request_id, reading, snapshot):
        raise LeaseLost(work.lease.ref)
    _count(parts, work)


def _count(parts: Parts, work: BatchWork) -> None:
    """Judge the job again for those who watch it, now and then."""
    if not parts.store.may_count(work.job_id, COUNT_EVERY_S):
        return
    job: Job | None = parts.store.job(work.job_id)
    if job is None:
        return
    limits = parts.limits(job, folder=work.has_sources)
    report = parts.core.judge(work.article, parts.store.seen(work.job_id), limits)
    parts.store.keep_findings(work.job_id, report)
