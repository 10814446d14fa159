"""Jobs for pages to show, and what a browser reads on a page."""

from hashlib import sha256
from typing import Any

from lxml import html

from tests.verifier.api.asgi_browser import Browser
from tests.verifier.report.examples import PAGE, READ_AT, REPORT, TEXT
from verifier.api.app import create_app
from verifier.model import Fetch, PageReading, Snapshot
from verifier.settings import Settings
from verifier.store import Job, Store, Submission

ARTICLE = Submission(body=TEXT.encode(), title="Harbour town votes")
URL = "https://harbour.example/ferry"
BODY = PAGE.encode()
DIGEST = sha256(BODY).hexdigest()


def client_of(settings: Settings, store: Store) -> Browser:
    # No lifespan: nothing is sent to workers, and jobs move only where a test moves them.
    app = create_app(settings, store=store)
    return Browser(app)


def finished(store: Store, owner: str = "") -> Job:
    job = store.submit(ARTICLE, owner=owner)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.finish(work.lease, REPORT)
    return job


def running(store: Store, owner: str = "") -> Job:
    """A job whose article is read, and one page of it asked for and answered."""
    job = store.submit(ARTICLE, owner=owner)
    work = store.claim(job.id, "test", 600)
    assert work is not None
    assert store.keep_article(work.lease, REPORT.article, REPORT)
    assert store.ask(work, [Fetch(URL), Fetch(URL + "/2")], REPORT)
    batch = store.claim_batch(1, "test")
    assert batch is not None
    row, request = next(iter(batch.requests.items()))
    snapshot = Snapshot(URL, URL, READ_AT, 200, (("server", "<b>x</b>"),), DIGEST, BODY)
    reading = PageReading(
        request,  # type: ignore[arg-type]
        *(URL, DIGEST, READ_AT, "Ferry", "Harbour Gazette", None, None, "en", 60, True),
    )
    assert store.answer(batch, row, reading, snapshot)
    store.keep_snapshot_text(DIGEST, PAGE)
    return job


def parsed(answer: Any) -> Any:
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return html.fromstring(answer.text)


def words_of(answer: Any) -> str:
    made = parsed(answer)
    for unseen in made.xpath("//style | //script"):
        unseen.drop_tree()
    return " ".join(made.text_content().split())


def send(browser: Browser, files: list[tuple[str, Any]] | None = None, **fields: str) -> Any:
    """The form of the first page, filled in and sent as a browser does."""
    csrf = parsed(browser.get("/")).xpath("//input[@name='csrf']/@value")[0]
    parts = [(name, (None, value)) for name, value in {"csrf": csrf, **fields}.items()]
    return browser.post("/", files=parts + (files or []))
