"""A little web inside the benchmark, which a service reaches as its egress proxy."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PAGES_PER_JOB = 5

# Many words, as in news: with few, every page would nearly say what every article quotes.
_NOUNS = tuple(
    begin + middle + end
    for begin in (
        "bar",
        "cor",
        "del",
        "fen",
        "gal",
        "hol",
        "mar",
        "nor",
        "pel",
        "sal",
        "tor",
        "ven",
    )
    for middle in ("a", "e", "i", "o", "u", "an", "en", "il", "or", "um")
    for end in ("ders", "kets", "lings", "mers", "nets", "pards", "rons", "sters", "tons", "vers")
)
_DID = ("counted", "painted", "refused", "measured", "carried", "forgot", "lifted", "promised")
_WHERE = ("behind the mill", "before sunrise", "in the old hall", "on market day", "at low tide")

# People do not say five sentences of one pattern, and a pattern is half of a find.
_SHAPES = (
    "The {0} {did} exactly {number} {1} {where} while nobody asked the {2} about the {3}",
    "Give us {number} {0} by spring, and every {1} between here and the {2} will pay for a {3}",
    "I have told the {0} {number} times that no {1} of ours was ever {did} {where}",
    "Without {0} there are no {1}, and with {number} of them {where} we need a second {2}",
    "Why should a {0} that cost {number} crowns be {did} like some {1} or {2}",
    "My father sold {number} {0} {where}; his {1} went to the {2}, all of it, and so did the {3}",
)


def words_of(job: int, page: int) -> str:
    """What is said on one page; no two pages of a storm say the same."""
    pick = random.Random(f"{job}/{page}")
    shape = _SHAPES[(job + page) % len(_SHAPES)]
    return shape.format(
        *(pick.choice(_NOUNS) for _ in range(4)),
        did=pick.choice(_DID),
        where=pick.choice(_WHERE),
        number=job * PAGES_PER_JOB + page + 2,
    )


def article(job: int, *, of: int | None = None, pages: int = PAGES_PER_JOB) -> str:
    """An article that quotes pages and links to them: its own, or those of article `of`."""
    source = job if of is None else of
    quoted = "".join(
        f"<p>“{words_of(source, page)},” said Mayor Ida Fennimore "
        f'(<a href="http://news{page}.example/{source}/{page}">News {page}</a>).</p>'
        for page in range(pages)
    )
    return f"<html><title>Storm {job}</title><body><article>{quoted}</article></body></html>"


def filler(job: int, paragraphs: int) -> str:
    """Paragraphs that nobody looks for, so that a page has the length of a page."""
    pick = random.Random(job)
    sentence = "In {} the {} {} the {} {}, and nobody asked why."
    return "".join(
        "<p>"
        + " ".join(
            sentence.format(
                pick.randrange(1900, 2000), *map(pick.choice, (_NOUNS, _DID, _NOUNS, _WHERE))
            )
            for _ in range(6)
        )
        + "</p>"
        for _ in range(paragraphs)
    )


class LittleWeb(ThreadingHTTPServer):
    """Answers as the egress proxy; `asked` has the pages, each as often as it was fetched."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, delay_s: float) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.delay_s = delay_s
        self.paragraphs = 0  # around the words that are looked for
        self.asked: Counter[str] = Counter()

    @property
    def url(self) -> str:
        """Its address, as a proxy."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LittleWeb

    def do_GET(self) -> None:
        """A page of the storm, or nothing."""
        _, job, page = f"{urlsplit(self.path).path}//".split("/")[:3]
        if not (job.isdigit() and page.isdigit()):
            self._send(404, "<p>no such page")
            return
        self.server.asked[self.path] += 1
        time.sleep(self.server.delay_s)  # so that a kill finds work under way
        self._send(
            200,
            f"<html><title>News</title><body><article><h1>News of the day</h1>"
            f"<p>“{words_of(int(job), int(page))},” said Mayor Ida Fennimore on Tuesday, when the "
            "council met to hear what the engineers had found.</p>"
            f"{filler(int(job), self.server.paragraphs)}</article>",
        )

    def _send(self, status: int, body: str) -> None:
        data = body.encode()
        with suppress(ConnectionError):  # whoever asked was killed
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: the pages asked for are counted."""


@contextmanager
def little_web(delay_s: float) -> Iterator[LittleWeb]:
    """The web, for the length of the block."""
    with LittleWeb(delay_s) as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield web
        finally:
            web.shutdown()
            thread.join()
