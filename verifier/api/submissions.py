"""What may be submitted: an HTTP body → a Submission, or a problem that names the field.

Only sizes and forms are checked here; the article itself is read by a worker.
"""

import json
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from verifier.api.addresses import check_address
from verifier.api.documents import check_document, check_encrypted
from verifier.api.problems import Problem
from verifier.model import MediaType
from verifier.settings import Settings
from verifier.store import SourceFile, Submission

MAX_SOURCES = 50
MAX_SOURCES_BYTES = 32_000_000
MAX_FIELD = 2_000  # characters of a title or an address
_JSON_GROWTH = 6  # "\\u0041": the longest way in which JSON can write one byte of text
_FRAME_BYTES = 64_000  # field names, part headers, short fields

_ARTICLE_FIELDS: Mapping[str, MediaType | None] = {
    "text": MediaType.TEXT,
    "html": MediaType.HTML,
    "markdown": MediaType.MARKDOWN,
    "wikitext": MediaType.WIKITEXT,
    "url": None,
}
_FIELDS = {*_ARTICLE_FIELDS, "title", "published", "private", "webhook_url"}
_FORM_FIELDS = frozenset({"file", "source", "title", "published", "private", "webhook_url"})
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXT_TYPES = frozenset({MediaType.TEXT, MediaType.MARKDOWN, MediaType.HTML, MediaType.WIKITEXT})


async def submission_of(request: Request, settings: Settings) -> Submission:
    """The submission that a request carries; raises `Problem`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        limit = settings.max_article_bytes * _JSON_GROWTH + _FRAME_BYTES
        return from_json(await bounded_body(request, limit), settings)
    if kind == "multipart/form-data":
        limit = settings.max_article_bytes + MAX_SOURCES_BYTES + _FRAME_BYTES
        body = await bounded_body(request, limit)
        submission = await from_multipart(request.headers, body, settings)
        await check_encrypted(request, submission.body, submission.kind)
        return submission
    raise Problem(
        415,
        "unsupported_media_type",
        f"send application/json or multipart/form-data (got {kind[:100] or 'no Content-Type'!r})",
    )


async def bounded_body(request: Request, limit: int) -> bytes:
    """The request's body; 413 as soon as it is known to be larger than `limit` bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:15]) > limit:
        _too_large("the request", limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            _too_large("the request", limit)
    return bytes(body)


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body; 400 when it is none."""
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except RecursionError as error:
        raise Problem(400, "bad_json", "the JSON is nested too deeply") from error
    except ValueError as error:  # broken JSON, broken UTF-8, a number of over 4,300 digits
        raise Problem(400, "bad_json", f"this is no JSON: {str(error)[:200]}") from error
    if not isinstance(value, dict):
        raise Problem(400, "bad_json", "send a JSON object")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def from_json(body: bytes, settings: Settings) -> Submission:
    """A submission as JSON: exactly one of text, html, markdown, wikitext, url."""
    fields = json_object(body)
    unknown = sorted(set(fields) - _FIELDS)
    if unknown:
        raise _bad_field(_plain(unknown[0]), "there is no such field")
    given = [name for name in _ARTICLE_FIELDS if fields.get(name) is not None]
    if len(given) != 1:
        raise Problem(
            422,
            "one_article",
            f"give exactly one of {', '.join(_ARTICLE_FIELDS)} (got {len(given)})",
        )
    name = given[0]
    value = fields[name]
    if not isinstance(value, str):
        raise _bad_field(name, "must be a string")
    private = fields.get("private", False)
    if not isinstance(private, bool):
        raise _bad_field("private", "must be true or false")
    article = _article(value, _ARTICLE_FIELDS[name], settings)
    return replace(
        article,
        title=_title(fields.get("title")),
        published=_published(fields.get("published")),
        private=private,
        webhook_url=_webhook(fields.get("webhook_url"), settings),
    )


def _article(value: str, kind: MediaType | None, settings: Settings) -> Submission:
    if kind is None:
        return Submission(body=None, url=_url(value))
    if not value.strip():  # of characters: there are more kinds of space than bytes know
        raise Problem(422, "empty_article", "the article is empty")
    # A lone surrogate is no character; one replacement for one keeps every offset.
    body = _SURROGATE.sub("\ufffd", value).encode()
    check_article(body, kind, settings)
    return Submission(body=body, kind=kind, charset="utf-8")


async def from_multipart(headers: Headers, body: bytes, settings: Settings) -> Submission:
    """A submission as a form: one `file`, any number of `source` files, and the short fields."""
    form = await _form(headers, body)
    try:
        return await _from_form(form, settings)
    finally:
        await form.close()


async def _form(headers: Headers, body: bytes) -> FormData:
    async def chunks() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(headers, chunks(), max_files=MAX_SOURCES + 1, max_fields=20)
    try:
        return await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Problem(400, "bad_form", f"this is no form: {str(error)[:200]}") from error


async def _from_form(form: FormData, settings: Settings) -> Submission:
    # Imported here: the room brings two HTML parsers with it, which most requests never need.
    from verifier.read import media_type_of

    unknown = sorted(set(form) - _FORM_FIELDS)
    if unknown:
        raise _bad_field(_plain(unknown[0]), "there is no such field")
    files = form.getlist("file")
    if len(files) != 1 or not isinstance(files[0], UploadFile):
        raise Problem(422, "one_article", f"give exactly one file part (got {len(files)})")
    file = files[0]
    body = await file.read()
    kind = media_type_of(file.filename, file.content_type, body)
    if not body.strip():
        raise Problem(422, "empty_article", "file: the article is empty", field="file")
    if kind is None:
        raise Problem(415, "binary_article", "file: neither text nor a type that can be read")
    check_article(body, kind, settings)
    return Submission(
        body=body,
        kind=kind,
        charset=_charset(file.content_type),
        title=_title(form.get("title")),
        published=_published(form.get("published")),
        private=_flag(form.get("private")),
        webhook_url=_webhook(form.get("webhook_url"), settings),
        sources=await _sources(form),
    )


async def _sources(form: FormData) -> tuple[SourceFile, ...]:
    files = []
    for part in form.getlist("source"):
        if not isinstance(part, UploadFile) or not part.filename:
            raise _bad_field("source", "must be a file with a name")
        name = _plain(part.filename.replace("\\", "/").rpartition("/")[2])[:200]
        files.append(SourceFile(name, part.content_type, await part.read()))
    if sum(len(file.body) for file in files) > MAX_SOURCES_BYTES:
        _too_large("source", MAX_SOURCES_BYTES)
    return tuple(files)


async def source_of(request: Request) -> SourceFile:
    """One source: JSON `{"text", "name"?}`, or a form with one `source` part."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await bounded_body(request, MAX_SOURCES_BYTES + _FRAME_BYTES)
    if kind == "application/json":
        return _source_from_json(json_object(body))
    if kind != "multipart/form-data":
        raise Problem(415, "unsupported_media_type", "send application/json or a form")
    form = await _form(request.headers, body)
    try:
        files = await _sources(form)
    finally:
        await form.close()
    if len(files) != 1 or not files[0].body.strip():
        raise Problem(422, "one_source", f"give exactly one source (got {len(files)})")
    return files[0]


def _source_from_json(fields: dict[str, Any]) -> SourceFile:
    unknown = sorted(set(fields) - {"text", "name"})
    if unknown:
        raise _bad_field(_plain(unknown[0]), "there is no such field")
    text, name = fields.get("text"), fields.get("name", "pasted text")
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        raise _bad_field("text", "must be words")
    if not isinstance(name, str) or not name:
        raise _bad_field("name", "must be a string")
    _short("name", name)
    body = _SURROGATE.sub("\ufffd", text).encode()
    return SourceFile(name.replace("/", "_")[:200], "text/plain; charset=utf-8", body)


def check_article(body: bytes, kind: MediaType, settings: Settings) -> None:
    """Refuse what no worker could read: too large, empty, binary."""
    if len(body) > settings.max_article_bytes:
        _too_large("the article", settings.max_article_bytes)
    if not body.strip():
        raise Problem(422, "empty_article", "the article is empty")
    check_document(body, kind)
    # UTF-16 and UTF-32 files have NULs, and a mark at their beginning.
    if kind in _TEXT_TYPES and b"\0" in body and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Problem(422, "binary_article", "the article is not text: it has NUL bytes")


def _url(value: str) -> str:
    url = value.strip()
    _short("url", url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Problem(422, "bad_url", f"url: {error}", field="url") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise Problem(422, "bad_scheme", f"url: only http and https ({_plain(url)[:100]!r})")
    if not host or port == 0 or any(c.isspace() for c in url):
        raise Problem(422, "bad_url", f"url: no address of a page ({_plain(url)[:100]!r})")
    if parts.username is not None or parts.password is not None:
        raise Problem(422, "bad_url", "url: must not carry a name or password", field="url")
    return url


def _webhook(value: object, settings: Settings) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _bad_field("webhook_url", "must be a string")
    _short("webhook_url", value)
    check_address("webhook_url", value, settings)
    return value


def _title(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _bad_field("title", "must be a string")
    _short("title", value)
    return value


def _published(value: object) -> date | None:
    if value is None or value == "":
        return None
    # Not just its length: Python reads weeks (2024-W05-2) as well.
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _bad_field("published", f"must be a date such as 2024-01-27 (got {_shown(value)})")


def _flag(value: object) -> bool:
    if value is None:
        return False
    words = {"true": True, "1": True, "on": True, "false": False, "0": False, "": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise _bad_field("private", f"must be true or false (got {_shown(value)})")


def _charset(content_type: str | None) -> str | None:
    for parameter in (content_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"')[:64] or None
    return None


def _short(field: str, value: str) -> None:
    if len(value) > MAX_FIELD:
        raise _bad_field(field, f"at most {MAX_FIELD} characters (got {len(value)})")
    if any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise _bad_field(field, "has characters that are no text")


def _bad_field(field: str, fault: str) -> Problem:
    return Problem(
        422, "bad_field", f"{field}: {fault}", errors=[{"field": field, "detail": fault}]
    )


def _too_large(what: str, limit: int) -> NoReturn:
    # What is still on its way is not read, so the connection cannot be used again.
    raise Problem(
        413,
        "too_large",
        f"{what} is larger than {limit} bytes",
        headers={"Connection": "close"},
        limit=limit,
    )


def _plain(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


def _shown(value: object) -> str:
    return ascii(value)[:60]
