"""A client of the service's HTTP API, for the commands that talk to a running service.

Every fault becomes one line: nobody there, no such job, no right to it, or what the service said.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from verifier.cli.submitted import Submission
from verifier.errors import BadInput, CannotRun, NotBuilt, UsageError
from verifier.model import MediaType

TIMEOUT_S = 30.0
POLL_S = 0.3
ENDED = frozenset({"done", "failed", "cancelled"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
NOT_IMPLEMENTED = 501

PART_TYPES = {
    MediaType.TEXT: (".txt", "text/plain"),
    MediaType.MARKDOWN: (".md", "text/markdown"),
    MediaType.HTML: (".html", "text/html"),
    MediaType.WIKITEXT: (".wiki", "text/x-wiki"),
    MediaType.PDF: (".pdf", "application/pdf"),
    MediaType.DOCX: (
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}

Json = dict[str, Any]


class ServiceClient:
    """One service at one address; a context manager."""

    def __init__(self, server: str, token: str | None = None) -> None:
        parts = urlsplit(server)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInput(f"--server {server!r} is not an address; write http://127.0.0.1:8000")
        self.server = server.rstrip("/")
        self._http = httpx.Client(
            base_url=self.server,
            timeout=TIMEOUT_S,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            trust_env=parts.hostname not in LOOPBACK,  # no proxy stands before this machine itself
        )

    def __enter__(self) -> "ServiceClient":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def submit(
        self,
        article: Submission,
        *,
        published: date | None = None,
        private: bool = False,
        sources: Sequence[tuple[str, bytes]] = (),
    ) -> Json:
        """Hand in an article's bytes as they are, with its sources; the service's answer to it."""
        fields = {
            **({"published": published.isoformat()} if published else {}),
            **({"private": "true"} if private else {}),
        }
        part: tuple[str, bytes, str] = (article.name, article.body, "application/octet-stream")
        if article.kind is not None:  # the caller's word goes before the name's ending
            ending, content_type = PART_TYPES[article.kind]
            part = (f"article{ending}", article.body, content_type)
        given = [("source", (name, body, "application/octet-stream")) for name, body in sources]
        return self._json("POST", "/v1/jobs", files=[("file", part), *given], data=fields)

    def submit_url(self, url: str, *, published: date | None = None, private: bool = False) -> Json:
        """Have the service fetch an article itself."""
        body: Json = {"url": url, "private": private}
        if published:
            body["published"] = published.isoformat()
        return self._json("POST", "/v1/jobs", json=body)

    def status(self, job: str) -> Json:
        """How far a job is."""
        return self._json("GET", f"/v1/jobs/{_id(job)}")

    def report(self, job: str) -> Json:
        """The report of an ended job as JSON."""
        return self._json("GET", f"/v1/jobs/{_id(job)}/report", params={"format": "json"})

    def report_as(self, job: str, form: str) -> str:
        """The report of an ended job in another form, as the service writes it."""
        return self._ask("GET", f"/v1/jobs/{_id(job)}/report", params={"format": form}).text

    def follow(self, job: str, *, sleep: Callable[[float], None] = time.sleep) -> Iterator[Json]:
        """Every status of a job until it has ended; the last one is the end."""
        while True:
            status = self.status(job)
            yield status
            if status["state"] in ENDED:
                return
            sleep(POLL_S)

    def _json(self, method: str, path: str, **given: Any) -> Json:
        response = self._ask(method, path, **given)
        try:
            answer = response.json()
        except ValueError as error:
            raise self._stranger() from error
        if not isinstance(answer, dict):
            raise self._stranger()
        return answer

    def _ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **given)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CannotRun(
                f"no service answers at {self.server} ({type(error).__name__}); "
                "start one with `verifier serve`, or name it with --server"
            ) from error
        if response.is_success:
            return response
        raise self._fault(response)

    def _fault(self, response: httpx.Response) -> UsageError | CannotRun:
        """What the service said was wrong (RFC 9457), as one of our errors."""
        try:
            problem = response.json()
            said = ": ".join(str(problem[key]) for key in ("title", "detail") if problem.get(key))
        except (ValueError, AttributeError, TypeError):
            said = f"HTTP {response.status_code}"
        if response.status_code == httpx.codes.UNAUTHORIZED:
            return BadInput(f"{self.server}: {said}; give a token of this service with --token")
        if response.status_code == NOT_IMPLEMENTED:
            return NotBuilt(f"{self.server}: {said}")
        if response.status_code == httpx.codes.CONFLICT:
            return CannotRun(f"{self.server}: {said}; wait for it with --wait")
        if response.is_client_error:
            return BadInput(f"{self.server}: {said}")
        return CannotRun(f"{self.server}: {said}")

    def _stranger(self) -> CannotRun:
        return CannotRun(f"what answers at {self.server} is not this service; check --server")


def _id(job: str) -> str:
    """A job's id from an id or the address of its page."""
    identifier = job.rstrip("/").rpartition("/")[2]
    if not identifier or not identifier.replace("-", "").isalnum():
        raise BadInput(f"{job!r} is not the id of a job")
    return identifier
