"""What did the caller hand in: which bytes, of which kind, from where?

Takes a file, a URL or standard input to a Document, or says in one line why that cannot be. The
bytes are untrusted and are read in the reading child; only the fetch room touches the net.
"""

import asyncio
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from verifier.errors import BadInput
from verifier.fetch import Web
from verifier.model import Answer, Document, MediaType, Snapshot, Unread
from verifier.read import media_type_of
from verifier.reading import ReadingChild
from verifier.report.words import OUTCOME_WORDS
from verifier.settings import Settings

SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://", re.I)
WEB = frozenset({"http", "https"})
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Submission:
    """An article as handed in."""

    name: str  # as the caller wrote it
    body: bytes
    kind: MediaType | None
    url: str | None = None
    charset: str | None = None


def is_url(source: str) -> bool:
    """Whether the caller means a page and not a file."""
    return SCHEME.match(source) is not None


def take(source: str, settings: Settings, *, kind: MediaType | None = None) -> Submission:
    """The bytes behind FILE, URL or `-`.

    Raises `BadInput` when there are none, too many, or the address is not one to be fetched.
    """
    if source == STDIN:
        submission = _from_stdin(settings, kind)
    elif is_url(source):
        submission = _from_web(source, settings, kind)
    else:
        submission = _from_file(Path(source), settings, kind)
    return _not_empty(submission)


def take_text(text: str, settings: Settings, *, name: str) -> Submission:
    """A text that came as it is; raises `BadInput` when it is empty or too long."""
    body = text.encode("utf-8", "replace")  # a lone surrogate has no bytes: "?"
    _refuse_long(name, len(body), settings)
    return _not_empty(Submission(name, body, MediaType.TEXT, charset="utf-8"))


def read_document(submission: Submission, child: ReadingChild) -> Document:
    """The text of a submission, read in a child process; raises `BadInput` when it has none."""
    name = None if submission.name == STDIN else submission.name
    kind = submission.kind or media_type_of(name, None, submission.body)
    if kind is None:
        raise BadInput(
            f"{submission.name} is no text, HTML or document that can be read; "
            f"if it is, name its kind with --type ({', '.join(MediaType)})"
        )
    answer = child.read(submission.body, kind, submission.url, submission.charset)
    if isinstance(answer, Unread):
        raise BadInput(f"{submission.name} cannot be read as {kind}: {_why(answer)}")
    return answer


def _not_empty(submission: Submission) -> Submission:
    if not submission.body.strip():
        raise BadInput(f"{submission.name} is empty: there is no article in it")
    return submission


def _from_stdin(settings: Settings, kind: MediaType | None) -> Submission:
    if sys.stdin.isatty():
        click.echo("Paste the article, then press Ctrl-D:", err=True)
    limit = settings.max_article_bytes
    body = sys.stdin.buffer.read(limit + 1)
    _refuse_long("standard input", len(body), settings)
    return Submission(STDIN, body, kind)


def _from_file(path: Path, settings: Settings, kind: MediaType | None) -> Submission:
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder; name the article in it")
        _refuse_long(str(path), path.stat().st_size, settings)
        with path.open("rb") as file:  # /dev/stdin and pipes have no size to ask for
            body = file.read(settings.max_article_bytes + 1)
    except FileNotFoundError as error:
        raise BadInput(f"no such file: {path}") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # a NUL in the name
        raise BadInput(f"{str(path)!r} is no file's name") from error
    _refuse_long(str(path), len(body), settings)
    return Submission(str(path), body, kind)


def _from_web(url: str, settings: Settings, kind: MediaType | None) -> Submission:
    found = SCHEME.match(url)
    if found and found["scheme"].lower() not in WEB:
        raise BadInput(f"{url}: cannot fetch {found['scheme']}: addresses; give http or https")
    answer = asyncio.run(_fetched(url, settings))
    if isinstance(answer, Unread):
        raise BadInput(f"{url} could not be fetched: {_why(answer)}")
    _refuse_long(url, len(answer.body), settings)
    declared = _header(answer, "content-type")
    found_kind = kind or media_type_of(answer.final_url, declared, answer.body)
    return Submission(url, answer.body, found_kind, answer.final_url, _charset(declared))


async def _fetched(url: str, settings: Settings) -> Answer:
    web = Web(settings)
    try:
        return await web.fetch_url(url)
    finally:
        await web.aclose()


def _refuse_long(name: str, size: int, settings: Settings) -> None:
    limit = settings.max_article_bytes
    if size > limit:
        raise BadInput(
            f"{name} is larger than {limit:,} bytes; check a part of it, "
            "or raise VERIFIER_MAX_ARTICLE_BYTES"
        )


def _why(unread: Unread) -> str:
    return f"{OUTCOME_WORDS[unread.outcome]} ({unread.outcome})" + (
        f", {unread.evidence}" if unread.evidence else ""
    )


def _header(snapshot: Snapshot, name: str) -> str | None:
    return next((value for key, value in snapshot.headers if key == name), None)


def _charset(content_type: str | None) -> str | None:
    found = re.search(r"charset=[\"']?([\w.:-]+)", content_type or "", re.I)
    return found[1] if found else None
