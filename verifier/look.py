"""The `look` of the command line: requests answered from the net and from the user's own files.

`pipeline.verify` hands over the requests of one round and gets a reading for each. Pages are
fetched concurrently by the fetch room and taken apart in the reading child; files of the user
never meet the fetch room, and offline nothing else is answered. At the deadline what is still
open becomes `not_tried`, so the core needs no clock. One WebLook serves one article; what checks
one article after another lends each the same `Net`.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

from verifier.fetch import Web
from verifier.folder import Folder
from verifier.model import (
    Answer,
    Article,
    Blank,
    Channel,
    Outcome,
    Reading,
    Request,
    Search,
    Seen,
    Snapshot,
    Unread,
)
from verifier.reading import ReadingChild
from verifier.settings import Settings
from verifier.snapshots import MemorySnapshots

OnReading = Callable[[Seen], None]


def _nothing(seen: Seen) -> None:
    """For whoever does not watch."""


class Net:
    """The fetch room with its event loop, for one WebLook after another.

    Kept over several articles, so that each host's interval holds from one to the next.
    """

    def __init__(self, settings: Settings) -> None:
        self.web = Web(settings)
        self.runner = asyncio.Runner()

    def close(self) -> None:
        """Close all connections, and the loop."""
        try:
            self.runner.run(self.web.aclose())
        finally:
            self.runner.close()


class WebLook:
    """Answers rounds of requests and keeps the snapshots; closes what it was not lent."""

    def __init__(
        self,
        settings: Settings,
        folder: Folder | None = None,
        on_reading: OnReading | None = None,
        *,
        child: ReadingChild | None = None,
        net: Net | None = None,
        offline: bool = False,
    ) -> None:
        self.snapshots = MemorySnapshots()
        self._settings = settings
        self._folder = folder
        self._offline = offline
        self._on_reading = on_reading or _nothing
        self._seen: dict[str, Reading] = {}
        self._deadline: float | None = None
        self._net = net or Net(settings)
        self._child = child or ReadingChild(settings)
        self._own_net, self._own_child = net is None, child is None

    def __enter__(self) -> "WebLook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._own_net:
                self._net.close()
        finally:
            if self._own_child:
                self._child.close()

    def __call__(self, article: Article, requests: Sequence[Request]) -> Mapping[str, Reading]:
        """A reading for each request, in the order of the requests."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self._settings.job_deadline_s
        self._net.runner.run(self._round(article, requests))
        for request in requests:
            self._seen.setdefault(request.key, _not_tried(request))
        self._on_reading(dict(self._seen))
        return {request.key: self._seen[request.key] for request in requests}

    async def _round(self, article: Article, requests: Sequence[Request]) -> None:
        """Read what can be read of a round before the deadline."""
        inside, outside = _parted(requests)
        if self._offline:
            for request in outside:
                self._seen[request.key] = Blank(request, _unread(request, "offline"))
            outside = []
        left = (self._deadline or 0.0) - time.monotonic()
        try:
            async with asyncio.timeout(left):
                for request in inside:
                    await self._take(article, request, self._from_folder(request))
                async for request, answer in self._net.web.answer(outside):
                    await self._take(article, request, answer)
        except TimeoutError:
            return  # what is open is filed as not tried

    async def _take(self, article: Article, request: Request, answer: Answer) -> None:
        """Keep an answer and file its reading; in a thread, so that fetching goes on meanwhile."""
        if isinstance(answer, Snapshot):
            self.snapshots.put(answer)
        self._seen[request.key] = await asyncio.to_thread(
            self._child.digest, article, request, answer
        )
        self._on_reading(dict(self._seen))

    def _from_folder(self, request: Request) -> Answer:
        if self._folder is None:
            return _unread(request, "no folder was given")
        return self._folder.answer(request)


def _parted(requests: Sequence[Request]) -> tuple[list[Request], list[Request]]:
    """The requests for the user's own files, and those for the net."""
    inside = [request for request in requests if request.channel is Channel.FOLDER]
    return inside, [request for request in requests if request.channel is not Channel.FOLDER]


def _not_tried(request: Request) -> Blank:
    return Blank(request, _unread(request, "the time for this job was over"))


def _unread(request: Request, evidence: str) -> Unread:
    url = None if isinstance(request, Search) else request.url
    return Unread(url, Outcome.NOT_TRIED, channel=request.channel, evidence=evidence)
