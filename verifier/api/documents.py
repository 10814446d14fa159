"""Which documents no worker could read: seen before a job is made of them.

A ZIP is asked for its list of parts alone, which costs nothing; its makers lie about sizes, so the
worker counts again. A PDF is opened only where it is encrypted: most of those need no password.
"""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from verifier.api.problems import Problem
from verifier.model import MediaType, Unread
from verifier.reading import ReadingChild


def check_document(body: bytes, kind: MediaType) -> None:
    """Refuse a DOCX that is broken, or a bomb."""
    if kind is not MediaType.DOCX:
        return
    # Imported here: the room brings two HTML parsers with it, which most requests never need.
    from verifier.read.parts import NotRead, Parts

    try:
        Parts(body)
    except NotRead as error:
        raise _unreadable(error.fault.evidence) from error


async def check_encrypted(request: Request, body: bytes | None, kind: MediaType | None) -> None:
    """Refuse a PDF that opens with a password only."""
    if kind is not MediaType.PDF or body is None or b"/Encrypt" not in body:
        return
    child: ReadingChild = request.app.state.child
    read = await run_in_threadpool(child.read, body, kind)
    if isinstance(read, Unread):
        raise _unreadable(read.evidence or str(read.outcome))


def _unreadable(why: str) -> Problem:
    return Problem(422, "unreadable", f"file: the document cannot be read: {why}", field="file")
