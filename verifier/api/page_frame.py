"""What every page has: its frame, its headers, its cookies, and who may see it."""

from collections.abc import Callable, Coroutine
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from fastapi.routing import APIRoute
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from verifier.api.page_forms import CSRF, csrf_of
from verifier.api.problems import Problem
from verifier.api.security import NOBODY, access_of, caller, new_nonce, page_headers
from verifier.report import html

TOKEN = "token"  # noqa: S105 - the name of the cookie
PIECES_AT_ONCE = 2_000  # of a template, some fifty kilobytes: fewer would cost a thread's turn each

Answer = TypeVar("Answer", bound=Response)


class PageRoute(APIRoute):
    """A route whose refusals are pages, not problem documents."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, with every `Problem` shown as a page."""
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as problem:
                if problem.status == 401:
                    return RedirectResponse("/login", status_code=303)
                return page(request, "error.html", problem.status, problem=problem)
            except RequestValidationError:
                nothing = Problem(404, "not_found", "there is no such page")
                return page(request, "error.html", nothing.status, problem=nothing)

        return shown


def page_caller(request: Request) -> str:
    """The owner whose jobs this browser may see, by its cookie; 401 without a right one."""
    access = access_of(request)
    if not access.guarded():
        return NOBODY
    name = access.name_of(request.cookies.get(TOKEN, ""))
    return caller(request) if name is None else name


Owner = Annotated[str, Depends(page_caller)]


def page(request: Request, template: str, status: int = 200, **context: object) -> HTMLResponse:
    """A page of a template, with the headers and the CSRF cookie that every page has."""
    frame = _frame(request, context)
    body = templates().get_template(template).render(frame)
    headers = page_headers(str(frame["nonce"]))
    return _with_csrf(request, HTMLResponse(body, status, headers), frame)


def long_page(request: Request, template: str, **context: object) -> StreamingResponse:
    """The same, sent while it is written: its head is on the screen before its end is made."""
    frame = _frame(request, context)
    body = templates().get_template(template).stream(frame)
    body.enable_buffering(PIECES_AT_ONCE)
    headers = page_headers(str(frame["nonce"]))
    answer = StreamingResponse(body, 200, headers, media_type="text/html")
    return _with_csrf(request, answer, frame)


def _frame(request: Request, context: dict[str, object]) -> dict[str, object]:
    given = {
        "nonce": new_nonce(),
        "style": html.style() + own_file("pages.css"),
        "script": html.script(),
        "csrf": csrf_of(request),
        "signed_in": access_of(request).guarded(),
    }
    return given | context


def _with_csrf(request: Request, answer: Answer, frame: dict[str, object]) -> Answer:
    if request.cookies.get(CSRF) != frame["csrf"]:
        set_cookie(request, answer, CSRF, str(frame["csrf"]))
    return answer


def set_cookie(request: Request, answer: Response, name: str, value: str) -> None:
    """A cookie that no script and no other site can use."""
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, httponly=True, samesite="strict", secure=secure)


@cache
def templates() -> Environment:
    """The pages' templates, over those of the report."""
    ours = PackageLoader("verifier.api")
    reports = html.environment()
    assert reports.loader is not None
    return reports.overlay(loader=ChoiceLoader([ours, reports.loader]))


@cache
def own_file(name: str) -> Markup:
    """A style sheet, script or drawing of the pages."""
    return Markup(files("verifier.api").joinpath("static", name).read_text("utf-8"))  # noqa: S704 - a file of this package
