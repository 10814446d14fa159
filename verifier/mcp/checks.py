"""What does a program get that asks for a check: of a text, or of one quotation and its page?

The way is that of `verifier check`: the same reading child, fetch room, limits and loop. Both
outlive a single check, so that hosts are not asked faster by many small checks than by one large
one. Checks run one at a time, each in the caller's thread.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from verifier.cli.check import limits_of
from verifier.cli.output import Json
from verifier.cli.submitted import read_document, take_text
from verifier.errors import BadInput, VerifierError
from verifier.folder import Folder
from verifier.look import Net, OnReading, WebLook
from verifier.model import Article, Citation, Quotation, QuotationKind, Reading, Request
from verifier.outlets import load_registry
from verifier.parse import parse
from verifier.pipeline import verify
from verifier.reading import ReadingChild
from verifier.report import to_json
from verifier.settings import Settings

REPORTS_KEPT = 20  # in memory; a program asks again for one of its last
LAST = "last"
MARKS = frozenset('"“”„«»')


class Stopped(VerifierError):
    """Nobody waits for this check any more."""

    code = "stopped"


class Checks:
    """Checks texts and quotations and keeps the last reports; a context manager."""

    def __init__(
        self, settings: Settings, *, sources: Sequence[Path] = (), private: bool = False
    ) -> None:
        self._settings = settings
        self._registry = load_registry(settings.outlets)
        self._folder = Folder(sources) if sources else None
        self._limits = limits_of(settings, folder=bool(sources), offline=False, private=private)
        self._child = ReadingChild(settings)
        self._net = Net(settings)
        self._turn = threading.Lock()
        self._reports: OrderedDict[str, Json] = OrderedDict()
        self._count = 0

    def __enter__(self) -> "Checks":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A check that nobody waits for may still have the loop: it ends with the process, and
        # the reading child with its pipe.
        if self._turn.acquire(blocking=False):
            self._net.close()
            self._child.close()

    def text(
        self, text: str, published: date | None, watch: OnReading, stopped: Callable[[], bool]
    ) -> Json:
        """The report on an article given as plain text."""
        submission = take_text(text, self._settings, name="the text")
        with self._turn:
            document = read_document(submission, self._child)
            article = parse(document, self._registry, published=published)
            return self._checked(article, watch, stopped)

    def quote(self, quote: str, url: str, watch: OnReading, stopped: Callable[[], bool]) -> Json:
        """The report on one quotation whose source is the page at `url`."""
        words = _bare(quote)
        parts = urlsplit(_printable(url))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInput(f"{url!r} is not the address of a page; give http:// or https://")
        take_text(words, self._settings, name="the quotation")
        with self._turn:
            return self._checked(self._quoting(words, url), watch, stopped)

    def kept(self, name: str) -> Json | None:
        """One of the last reports by its id, or the very last; None when it is not here."""
        if name == LAST:
            return next(reversed(self._reports.values()), None)
        return self._reports.get(name)

    def _quoting(self, words: str, url: str) -> Article:
        """An article of one sentence: the words between marks, and the link they come from."""
        text = f"“{words}” ({url})\n"
        document = read_document(take_text(text, self._settings, name="the text"), self._child)
        start, link = 1, len(words) + 4
        citation = Citation(url, link, link + len(url), url=url)
        kind = QuotationKind.DIRECT
        quotation = Quotation(
            _identity(kind, words), words, start, start + len(words), kind, citations=(citation,)
        )
        return Article(document, (quotation,))

    def _checked(self, article: Article, watch: OnReading, stopped: Callable[[], bool]) -> Json:
        started = datetime.now(UTC)
        self._count += 1
        name = f"check-{self._count}"
        with WebLook(self._settings, self._folder, watch, child=self._child, net=self._net) as look:

            def next_round(
                article: Article, requests: tuple[Request, ...]
            ) -> Mapping[str, Reading]:
                if stopped():
                    raise Stopped(f"{name} was stopped")
                return look(article, requests)

            report = verify(article, next_round, self._limits, self._registry)
        finished = datetime.now(UTC)
        written = to_json(report, job_id=name, created_at=started, finished_at=finished)
        self._reports[name] = written
        while len(self._reports) > REPORTS_KEPT:
            self._reports.popitem(last=False)
        return written


def _bare(quote: str) -> str:
    """A quotation without the marks around it."""
    words = quote.strip()
    if len(words) > 1 and words[0] in MARKS and words[-1] in MARKS:
        words = words[1:-1].strip()
    return words


def _printable(url: str) -> str:
    if any(letter.isspace() or not letter.isprintable() for letter in url):
        raise BadInput(f"{url!r} is not the address of a page: it has spaces or control characters")
    return url


def _identity(kind: QuotationKind, words: str) -> str:
    """The id that the parser gives to the first quotation of these words."""
    canonical = f"{kind}\n{words}\n1".encode("utf-8", "surrogatepass")
    return f"q{hashlib.sha256(canonical).hexdigest()[:8]}"
