"""The reading child: a process of its own for all bytes that others wrote.

A C parser cannot be interrupted from a thread and no parser is safe alone, so pages are read in
one long-lived child that may be killed: it has a memory limit, a wall limit for each message, no
environment and no network. The parent side is `ReadingChild`; `python -m verifier.reading` is the
child. They speak in messages of four bytes of length, then JSON (`verifier.codec`).

Started by `subprocess` and not by `multiprocessing`: Celery's prefork children are daemonic, which
the latter refuses.
"""

import hashlib
import os
import resource
import struct
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, ClassVar, NoReturn, cast

from verifier.codec import dump, load
from verifier.errors import CannotRun
from verifier.model import (
    Answer,
    Article,
    Blank,
    Document,
    Fetch,
    Listing,
    MediaType,
    Outcome,
    PageReading,
    Reading,
    Request,
    Search,
    Snapshot,
    Unread,
)
from verifier.pipe import Lost, read_all, write_all
from verifier.settings import Settings

MESSAGE_S = 30.0  # for one message; a page of 5 MB takes less than two seconds
_START_S = 60.0  # imports on a busy machine
_MEMORY_BYTES = 768 * 2**20  # on top of what the child has after its imports
_ARTICLES_KEPT = 4  # in the child; each is sent once
_LENGTH = struct.Struct(">I")
_KNOWN_ONLY = "unknown article"


@dataclass(frozen=True, slots=True)
class _Ask:
    """A message to the child; which fields it has depends on the verb."""

    __pydantic_config__: ClassVar[dict[str, str]] = {
        "ser_json_bytes": "base64",
        "val_json_bytes": "base64",
    }

    verb: str  # "hello", "article", "digest", "read", "read_page"
    outlets: str | None = None
    article: Article | None = None
    article_id: str | None = None
    fetch: Fetch | None = None
    search: Search | None = None
    snapshot: Snapshot | None = None
    unread: Unread | None = None
    body: bytes = b""
    kind: MediaType | None = None
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class _Tell:
    """The child's answer; `fault` when it has none."""

    fault: str | None = None
    document: Document | None = None
    unread: Unread | None = None
    page: PageReading | None = None
    listing: Listing | None = None
    blank: Blank | None = None


# --- the parent's side --------------------------------------------------------------------


class ReadingChild:
    """Reads in a child process, which is started when first needed and again when it was lost.

    Safe to share between threads (one message at a time) and to carry over a fork (each process
    starts a child of its own). A context manager; `close` ends the child.
    """

    def __init__(self, settings: Settings, *, message_s: float = MESSAGE_S) -> None:
        self._outlets = settings.outlets
        self._message_s = message_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._sent: OrderedDict[str, None] = OrderedDict()
        self._ids: OrderedDict[int, tuple[Article, str]] = OrderedDict()

    def __enter__(self) -> "ReadingChild":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def digest(self, article: Article, request: Request, answer: Answer) -> Reading:
        """What `answer` says about the quotations of `article` (`verifier.digest`)."""
        ask = _Ask(
            "digest",
            fetch=request if isinstance(request, Fetch) else None,
            search=request if isinstance(request, Search) else None,
            snapshot=answer if isinstance(answer, Snapshot) else None,
            unread=answer if isinstance(answer, Unread) else None,
        )
        url = request.url if isinstance(request, Fetch) else None
        tell = self._ask(ask, url, article)
        reading = tell.page or tell.listing or tell.blank
        if reading is None:
            return Blank(request, tell.unread or _failed(url, "the reading child gave no reading"))
        return reading

    def read(
        self, body: bytes, kind: MediaType, url: str | None = None, charset: str | None = None
    ) -> Document | Unread:
        """An article as submitted (`verifier.read.read`)."""
        tell = self._ask(_Ask("read", body=body, kind=kind, url=url, charset=charset), url)
        return tell.document or tell.unread or _failed(url, "the reading child gave no document")

    def read_page(self, snapshot: Snapshot) -> Document | Unread:
        """A fetched page (`verifier.read.read_page`)."""
        tell = self._ask(_Ask("read_page", snapshot=snapshot), snapshot.url)
        return (
            tell.document
            or tell.unread
            or _failed(snapshot.url, "the reading child gave no document")
        )

    def close(self) -> None:
        """End the child; the next question starts another."""
        with self._lock:
            self._kill()

    def _ask(self, ask: _Ask, url: str | None, article: Article | None = None) -> _Tell:
        with self._lock:
            try:
                tell = self._once(ask, article)
            except Lost as lost:
                self._kill()
                if not lost.died:
                    return _Tell(unread=_failed(url, str(lost)))
                tell = self._again(ask, url, article)
            if tell.fault is not None:
                self._kill()
                return _Tell(unread=_failed(url, tell.fault))
            return tell

    def _once(self, ask: _Ask, article: Article | None) -> _Tell:
        self._start()
        sent = ask if article is None else self._with_article(ask, article)
        return self._exchange(sent, self._message_s)

    def _again(self, ask: _Ask, url: str | None, article: Article | None) -> _Tell:
        try:
            return self._once(ask, article)
        except Lost as lost:
            self._kill()
            return _Tell(unread=_failed(url, str(lost)))

    def _with_article(self, ask: _Ask, article: Article) -> _Ask:
        """The same question by the article's id; the article itself goes before it, once."""
        _, name = self._ids.get(id(article), (None, ""))
        if not name:
            name = hashlib.sha256(dump(article)).hexdigest()
            self._ids[id(article)] = (article, name)  # held, so that no other takes its id()
            if len(self._ids) > _ARTICLES_KEPT:
                self._ids.popitem(last=False)
        if name not in self._sent:
            self._exchange(_Ask("article", article=article, article_id=name), self._message_s)
            self._sent[name] = None
            if len(self._sent) > _ARTICLES_KEPT:
                self._sent.popitem(last=False)
        return _Ask(
            ask.verb,
            article_id=name,
            fetch=ask.fetch,
            search=ask.search,
            snapshot=ask.snapshot,
            unread=ask.unread,
        )

    def _start(self) -> None:
        if self._process is not None and self._owner != os.getpid():
            self._process = None  # of the process that forked us; its pipes are not ours
        if self._process is not None and self._process.poll() is None:
            return
        self._kill()
        root = str(Path(__file__).resolve().parent.parent)
        try:
            self._process = subprocess.Popen(
                # -P: no module of the current folder, which may be the user's, is ever imported.
                [sys.executable, "-P", "-m", "verifier.reading"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": root, "LC_ALL": "C.UTF-8"},
            )
        except OSError as error:
            raise CannotRun(f"the reading child could not be started: {error}") from error
        self._owner = os.getpid()
        for pipe in self._pipes():
            os.set_blocking(pipe.fileno(), False)
        self._exchange(_Ask("hello", outlets=str(self._outlets or "")), _START_S)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise Lost("the reading child is gone", died=True)
        return process.stdin, process.stdout

    def _exchange(self, ask: _Ask, seconds: float) -> _Tell:
        """One message there and one back; raises `Lost` when it takes longer."""
        data = dump(ask)
        stdin, stdout = self._pipes()
        deadline = time.monotonic() + seconds
        write_all(stdin.fileno(), _LENGTH.pack(len(data)) + data, deadline, seconds)
        (length,) = _LENGTH.unpack(read_all(stdout.fileno(), _LENGTH.size, deadline, seconds))
        return cast(_Tell, load(read_all(stdout.fileno(), length, deadline, seconds), _Tell))

    def _kill(self) -> None:
        process, self._process = self._process, None
        self._sent.clear()
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _failed(url: str | None, evidence: str) -> Unread:
    return Unread(url, Outcome.PARSE_FAILED, evidence=evidence)


# --- the child's side ---------------------------------------------------------------------


class _Child:
    """Answers messages, one after the other, until the parent closes the pipe."""

    def __init__(self) -> None:
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._outlets: Path | None = None
        self._verbs: dict[str, Callable[[_Ask], _Tell]] = {
            "hello": self._hello,
            "article": self._article,
            "digest": self._digest,
            "read": self._read,
            "read_page": self._read_page,
        }

    def answer(self, ask: _Ask) -> _Tell:
        """The answer to one message; a fault is told and not raised, for the parent decides."""
        try:
            return self._verbs[ask.verb](ask)
        except MemoryError:
            return _Tell(fault="reading ran out of memory")
        except RecursionError:
            return _Tell(fault="it is nested too deep")
        except Exception as error:  # the outermost loop: whatever a page does, the parent is told
            return _Tell(fault=f"{type(error).__name__}: {error}"[:300])

    def _hello(self, ask: _Ask) -> _Tell:
        self._outlets = Path(ask.outlets) if ask.outlets else None
        return _Tell()

    def _article(self, ask: _Ask) -> _Tell:
        if ask.article is not None and ask.article_id is not None:
            self._articles[ask.article_id] = ask.article
            if len(self._articles) > _ARTICLES_KEPT:
                self._articles.popitem(last=False)
        return _Tell()

    def _digest(self, ask: _Ask) -> _Tell:
        from verifier.digest import digest
        from verifier.outlets import load_registry

        article = self._articles.get(ask.article_id or "")
        request, answer = ask.fetch or ask.search, ask.snapshot or ask.unread
        if article is None or request is None or answer is None:
            return _Tell(fault=_KNOWN_ONLY)
        reading: Reading = digest(article, request, answer, load_registry(self._outlets))
        if isinstance(reading, PageReading):
            return _Tell(page=reading)
        return _Tell(listing=reading) if isinstance(reading, Listing) else _Tell(blank=reading)

    def _read(self, ask: _Ask) -> _Tell:
        from verifier.read import read

        kind = ask.kind or MediaType.TEXT
        return _told(read(ask.body, kind, url=ask.url, charset=ask.charset))

    def _read_page(self, ask: _Ask) -> _Tell:
        from verifier.read import read_page

        if ask.snapshot is None:
            return _Tell(fault="no snapshot")
        return _told(read_page(ask.snapshot))


def _told(result: Document | Unread) -> _Tell:
    return _Tell(document=result) if isinstance(result, Document) else _Tell(unread=result)


def _confine() -> None:
    """Take from this process what reading does not need."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for limit, most in (
        (resource.RLIMIT_AS, used + _MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: no network, no further process, whatever a library takes into its head."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.spawn", "os.system")):
        raise PermissionError(f"the reading child may not do this: {event}")


def _preload() -> None:
    """Import and warm up before the limits are set, so that they count pages only."""
    import verifier.digest
    import verifier.read.docx
    import verifier.read.pdf
    import verifier.read.wikitext  # noqa: F401
    from verifier.read import read_page

    page = (
        b"<html><body><article><p>" + b"Some words to read. " * 20 + b"</p></article></body></html>"
    )
    url = "https://warm.example/"
    headers = (("content-type", "text/html"),)
    read_page(Snapshot(url, url, datetime.now(UTC), 200, headers, "", page))


def _main() -> NoReturn:
    _preload()
    _confine()
    child, asked, told = _Child(), sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(_LENGTH.size)) == _LENGTH.size:
        ask = cast(_Ask, load(asked.read(_LENGTH.unpack(head)[0]), _Ask))
        data = dump(child.answer(ask))
        told.write(_LENGTH.pack(len(data)) + data)
        told.flush()
    sys.exit(0)


if __name__ == "__main__":
    _main()
