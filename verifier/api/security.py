"""Who may call, and what a browser may do with our answers.

Without tokens the service is for one user on one machine: it binds loopback only, and answers
only requests that name loopback as their host. A page of a stranger's site can make a browser
look its own name up as 127.0.0.1 (DNS rebinding), but it cannot make it send another name.
"""

import secrets
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verifier.api.access import Access
from verifier.api.binding import is_loopback
from verifier.api.problems import Problem, response

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
NOBODY = ""  # the owner of all jobs of a service without tokens


def access_of(request: Request) -> Access:
    """Who may call this application."""
    access: Access = request.app.state.access
    return access


def caller(request: Request) -> str:
    """The owner whose jobs this request may see: its token's name; 401 without a right one."""
    access = access_of(request)
    if not access.guarded():
        return NOBODY
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    name = access.name_of(secret.strip()) if scheme.lower() == "bearer" else None
    if name is None:
        raise Problem(
            401,
            "unauthorized",
            "send a token: Authorization: Bearer …",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return name


async def _owner(request: Request) -> str:
    # FastAPI runs a plain function in a thread of its own, which costs as much as a poll.
    name = caller(request)
    access_of(request).admit(name)
    return name


Owner = Annotated[str, Depends(_owner)]


def page_headers(nonce: str) -> dict[str, str]:
    """The headers of a web page: its own style, script and images, nothing else."""
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "private, no-cache"}


def new_nonce() -> str:
    """A nonce for the Content-Security-Policy of one response."""
    return secrets.token_urlsafe(16)


class Doorman:
    """ASGI middleware: the Host rule, a request id, and headers for every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers.get("x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), request_id)
            await send(message)

        from_here = comes_from_here(scope) and names_loopback(headers.get("host", ""))
        if not from_here and not self._access.guarded():
            problem = Problem(403, "foreign_host", "without tokens only this machine is answered")
            await response(Request(scope), problem)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


def comes_from_here(scope: Scope) -> bool:
    """Whether the peer is this machine: the bind rule again, for a server started by hand."""
    peer = scope.get("client")
    return peer is None or is_loopback(peer[0])  # no peer: a unix socket


def names_loopback(host: str) -> bool:
    """Whether a Host header names this machine."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name = host
    return name.lower() in LOOPBACK_NAMES


def _request_id(given: str | None) -> str:
    if given and len(given) <= 100 and all(c.isalnum() or c in "-_." for c in given):
        return given
    return str(uuid4())


def _add(headers: MutableHeaders, request_id: str) -> None:
    headers["X-Request-ID"] = request_id
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
