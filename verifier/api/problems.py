"""How the API says no: RFC 9457 problem documents with a stable `code`."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from verifier.errors import StoreUnavailable, VerifierError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

_CODES = {404: "not_found", 405: "method_not_allowed", 406: "not_acceptable"}


class Problem(Exception):
    """A refusal: status, stable code, what is wrong with which value, and what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more


def no_such_job() -> Problem:
    """404, the same for a job of somebody else and for none at all."""
    return Problem(404, "not_found", "there is no such job")


def response(request: Request, problem: Problem) -> JSONResponse:
    """The problem as a response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.url.path,
        "code": problem.code,
        **problem.more,
    }
    request_id = getattr(request.state, "request_id", None)
    if request_id:
        body["request_id"] = request_id
    return JSONResponse(
        body, status_code=problem.status, headers=problem.headers, media_type=MEDIA_TYPE
    )


def _allowed(request: Request) -> str:
    """All methods of the path; Starlette names those of its first route alone."""
    here = (
        route
        for route in request.app.state.all_routes
        if route.matches(request.scope)[0] is not Match.NONE
    )
    methods = {method for route in here for method in getattr(route, "methods", None) or ()}
    return ", ".join(sorted(methods))


def install(app: FastAPI) -> None:
    """Make every error of the application a problem document."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> JSONResponse:
        return response(request, error)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, f"http_{error.status_code}")
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = _allowed(request)
        problem = Problem(error.status_code, code, str(error.detail), headers=headers)
        return response(request, problem)

    @app.exception_handler(RequestValidationError)
    async def _fields(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [
            {"field": ".".join(str(part) for part in fault["loc"][1:]), "detail": fault["msg"]}
            for fault in error.errors()
        ]
        named = ", ".join(f"{fault['field']}: {fault['detail']}" for fault in faults)
        return response(request, Problem(422, "bad_field", named, errors=faults))

    @app.exception_handler(StoreUnavailable)
    async def _store(request: Request, error: StoreUnavailable) -> JSONResponse:
        _log.error("%s", error)
        problem = Problem(503, error.code, "try again soon", headers={"Retry-After": "5"})
        return response(request, problem)

    @app.exception_handler(VerifierError)
    async def _ours(request: Request, error: VerifierError) -> JSONResponse:
        return response(request, Problem(500, error.code, str(error)))

    @app.exception_handler(Exception)
    async def _unknown(request: Request, error: Exception) -> JSONResponse:
        return response(request, Problem(500, "internal_error", "the fault is in the log"))
