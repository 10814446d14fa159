"""What the pages' forms carry: a submission, a token; and that they are our own forms.

A form has to bring the value of a cookie that only our pages can read into it (double submit); the
cookie is SameSite=Strict, so a stranger's page can send neither.
"""

import hmac
import json
import secrets
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import date

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from verifier.api.problems import Problem
from verifier.api.submissions import (
    MAX_SOURCES,
    MAX_SOURCES_BYTES,
    bounded_body,
    check_article,
    from_json,
)
from verifier.read.media import media_type_of
from verifier.settings import Settings
from verifier.store import SourceFile, Submission

CSRF = "csrf"
_FRAME_BYTES = 64_000
_SHORTEST = 20  # characters of a CSRF value; shorter ones are not ours


def csrf_of(request: Request) -> str:
    """The browser's CSRF value, or a new one."""
    given = request.cookies.get(CSRF, "")
    return given if len(given) >= _SHORTEST else secrets.token_urlsafe(24)


async def own_form(request: Request, settings: Settings) -> FormData:
    """The form that a page of ours sent; 403 when it is not from one."""
    limit = settings.max_article_bytes + MAX_SOURCES_BYTES + _FRAME_BYTES
    body = await bounded_body(request, limit)
    form = await _parsed(request, body, settings)
    given = form.get(CSRF)
    known = request.cookies.get(CSRF, "")
    if (
        not isinstance(given, str)
        or len(known) < _SHORTEST
        or not hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())
    ):
        raise Problem(403, "foreign_form", "this form has aged: open the page again")
    return form


async def _parsed(request: Request, body: bytes, settings: Settings) -> FormData:
    async def chunks() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    try:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await MultiPartParser(
                request.headers,
                chunks(),
                max_files=MAX_SOURCES + 1,
                max_fields=20,
                # Browsers send line breaks as two characters.
                max_part_size=2 * settings.max_article_bytes,
            ).parse()
        return await FormParser(request.headers, chunks()).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Problem(400, "bad_form", f"this is no form: {str(error)[:200]}") from error


async def submission_of_form(form: FormData, settings: Settings) -> Submission:
    """The article that the form submits; raises `Problem` with what to mend."""
    how = form.get("how")
    if how == "file":
        return await _file(form, settings)
    name = "url" if how == "url" else "text"
    value = form.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Problem(422, "one_article", "paste an article, choose a file, or give an address")
    fields = {
        name: value.replace("\r\n", "\n"),
        "published": form.get("published") or None,
        "private": "private" in form,
    }
    submission = from_json(json.dumps(fields).encode(), settings)
    return replace(submission, sources=await sources_of_form(form))


async def _file(form: FormData, settings: Settings) -> Submission:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Problem(422, "one_article", "choose a file with the article")
    body = await file.read()
    if not body.strip():
        raise Problem(422, "empty_article", "the file is empty")
    kind = media_type_of(file.filename, file.content_type, body)
    if kind is None:
        raise Problem(415, "binary_article", "the file is neither text nor a type that can be read")
    check_article(body, kind, settings)
    return Submission(
        body=body,
        kind=kind,
        published=_day(form.get("published")),
        private="private" in form,
        sources=await sources_of_form(form),
    )


async def source_of_form(form: FormData) -> SourceFile:
    """The one source that a card's form gives: a file, or else pasted text."""
    files = await sources_of_form(form)
    text = form.get("text")
    if files and files[0].body.strip():
        return files[0]
    if not isinstance(text, str) or not text.strip():
        raise Problem(422, "one_source", "paste the text of a source, or choose a file")
    body = text.replace("\r\n", "\n").replace("\0", "").encode("utf-8", "replace")
    return SourceFile("pasted text", "text/plain; charset=utf-8", body)


async def sources_of_form(form: FormData) -> tuple[SourceFile, ...]:
    """The files of a form's `source` field; raises `Problem` when they are too large."""
    found = []
    for part in form.getlist("source"):
        if isinstance(part, UploadFile) and part.filename:  # browsers send an empty part for none
            name = part.filename.replace("\\", "/").rpartition("/")[2]
            name = name.encode("utf-8", "replace").decode()[:200]
            found.append(SourceFile(name, part.content_type, await part.read()))
    if sum(len(source.body) for source in found) > MAX_SOURCES_BYTES:
        raise Problem(413, "too_large", f"the sources are larger than {MAX_SOURCES_BYTES} bytes")
    return tuple(found)


def _day(value: object) -> date | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Problem(422, "bad_field", "published: give a date such as 2024-01-27") from error
