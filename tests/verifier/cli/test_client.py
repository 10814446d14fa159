import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli.client import ServiceClient
from verifier.cli.remote import status_line, submit
from verifier.cli.sources import gather
from verifier.cli.submitted import Submission
from verifier.errors import BadInput, CannotRun, NotBuilt, VerifierError
from verifier.model import MediaType


class Scripted(ThreadingHTTPServer):
    """A service that says what the test wants, and keeps what it was sent."""

    status = 200
    body = b"{}"
    sent = b""
    authorization: str | None = None


class Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_GET(self) -> None:
        self.server.sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.authorization = self.headers.get("Authorization")
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    do_POST = do_GET  # noqa: N815 - the name http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture
def service() -> Iterator[Scripted]:
    with Scripted(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address(service: Scripted) -> str:
    return f"http://127.0.0.1:{service.server_address[1]}"


FAULTS: list[tuple[int, object, type[VerifierError], str]] = [
    (401, {"title": "No token"}, BadInput, "--token"),
    (404, {"title": "Unknown job", "detail": "no job 12"}, BadInput, "Unknown job: no job 12"),
    (409, {"title": "Not ended"}, CannotRun, "--wait"),
    (413, {"title": "Too large"}, BadInput, "Too large"),
    (500, "<h1>Oops</h1>", CannotRun, "HTTP 500"),
    (501, {"title": "Not built yet"}, NotBuilt, "Not built yet"),
    (200, "<h1>Another program</h1>", CannotRun, "is not this service"),
    (200, ["a", "list"], CannotRun, "is not this service"),
]


@pytest.mark.parametrize(("status", "body", "error", "said"), FAULTS)
def test_what_a_service_refuses_is_worded_once(
    service: Scripted, status: int, body: object, error: type[VerifierError], said: str
) -> None:
    service.status = status
    service.body = (body if isinstance(body, str) else json.dumps(body)).encode()

    with ServiceClient(address(service)) as client, pytest.raises(error, match=said):
        client.status("0123")


def test_the_token_travels_as_a_bearer(service: Scripted) -> None:
    with ServiceClient(address(service), "s3cret") as client:
        client.status("0123")

    assert service.authorization == "Bearer s3cret"


def test_bytes_are_submitted_as_they_are_under_the_name_that_tells_their_kind(
    service: Scripted,
) -> None:
    article = Submission("draft", b"\xff\xfe raw", MediaType.MARKDOWN)

    with ServiceClient(address(service)) as client:
        client.submit(article, private=True)

    assert b"\xff\xfe raw" in service.sent
    assert b'filename="article.md"' in service.sent
    assert b'name="private"\r\n\r\ntrue' in service.sent


def test_a_job_is_followed_to_its_end(service: Scripted) -> None:
    states = iter(["running", "done", "never asked for"])
    service.body = b'{"state": "queued"}'

    def next_state(_seconds: float) -> None:
        service.body = json.dumps({"state": next(states)}).encode()

    with ServiceClient(address(service)) as client:
        followed = [answer["state"] for answer in client.follow("0123", sleep=next_state)]

    assert followed == ["queued", "running", "done"]


def test_a_jobs_page_serves_as_its_id(service: Scripted) -> None:
    with ServiceClient(address(service)) as client:
        assert client.status(f"{address(service)}/jobs/0b9f-77/") == {}


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ({"state": "queued", "stage": "waiting", "progress": {"total": 0}}, "queued"),
        (
            {"state": "running", "stage": "looking", "progress": {"total": 9, "done": 4}},
            "running: looking, 4 of 9 requests answered",
        ),
        (
            {"state": "done", "progress": {"counts": {"verbatim": 2, "altered": 0}}},
            "done, 2 verbatim",
        ),
    ],
)
def test_a_status_is_one_line(answer: dict[str, object], line: str) -> None:
    assert status_line(answer) == line


def test_sources_go_along_with_the_article(service: Scripted, tmp_path: Path) -> None:
    for name, words in {"notes.txt": "rain", ".hidden": "secret", "more/b.html": "snow"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words)
    (tmp_path / "draft.txt").write_text("“Rain,” she said.")
    service.body = json.dumps({"id": "0123"}).encode()
    paths = [str(tmp_path / "draft.txt"), "--sources", str(tmp_path), "--server", address(service)]

    result = CliRunner().invoke(submit, paths)

    assert result.exit_code == 0, result.output
    names = re.findall(rb'name="source"; filename="([^"]+)"', service.sent)
    assert sorted(names) == [b"b.html", b"draft.txt", b"notes.txt"]
    assert b"secret" not in service.sent


@pytest.mark.parametrize(
    ("count", "size", "said"), [(51, 1, "51 files"), (2, 17_000_000, "34,000,000 bytes")]
)
def test_more_sources_than_a_service_takes_are_refused_before_they_are_sent(
    tmp_path: Path, count: int, size: int, said: str
) -> None:
    for number in range(count):
        with (tmp_path / f"{number}.txt").open("wb") as file:
            file.truncate(size)

    with pytest.raises(BadInput, match=said):
        gather([tmp_path])


def test_sources_do_not_go_with_an_address(service: Scripted, tmp_path: Path) -> None:
    given = ["https://news.example/a", "--sources", str(tmp_path), "--server", address(service)]

    result = CliRunner().invoke(submit, given)

    assert isinstance(result.exception, BadInput)
    assert service.sent == b""
