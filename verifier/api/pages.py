"""The web pages: submit and list, progress, report, kept copies, login.

Every page works without script; the script fills rows in place and takes keys. Foreign text is
escaped by the templates, and the policy of each page lets only its own style and script run.
"""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import FormData

from verifier.api import events, evidence, page_decisions
from verifier.api.handing import hand_in, hand_in_again
from verifier.api.jobs import job_of, store_of
from verifier.api.page_desks import desk_of
from verifier.api.page_forms import csrf_of, own_form, submission_of_form
from verifier.api.page_frame import (
    TOKEN,
    Owner,
    PageRoute,
    long_page,
    own_file,
    page,
    set_cookie,
)
from verifier.api.page_reports import ready_report
from verifier.api.page_shelf import Shelf, shelf
from verifier.api.page_views import copy_of, progress, progress_words, rows
from verifier.api.problems import Problem
from verifier.api.reports import snapshot as snapshot_answer
from verifier.api.security import access_of
from verifier.model import Snapshot, Unread
from verifier.report import html, schema
from verifier.report.forms import FORMS
from verifier.settings import Settings

EXAMPLE_PUBLISHED = "2026-02-03"
BLANK = dict.fromkeys(("how", "text", "url", "published", "private"), "")  # the form


_pages = APIRouter(route_class=PageRoute, include_in_schema=False, default_response_class=Response)


def router() -> APIRouter:
    """The routes of all pages."""
    all_pages = APIRouter()
    all_pages.include_router(_pages)
    all_pages.include_router(page_decisions.router)
    return all_pages


@_pages.get("/")
def home(
    request: Request, owner: Owner, example: bool = False, q: str = "", state: str = ""
) -> Response:
    """The form, and the caller's articles: all, or those with words of a title, or of a state."""
    filled = {"text": _example(), "published": EXAMPLE_PUBLISHED} if example else {}
    return _home(request, owner, BLANK | filled, chosen=shelf(request, owner, q[:200], state))


@_pages.post("/")
async def submit(request: Request, owner: Owner) -> Response:
    """Take an article and go to its page; a fault stands above the form, which keeps its words."""
    settings: Settings = request.app.state.settings
    form = await own_form(request, settings)
    try:
        submission = await submission_of_form(form, settings)
    except Problem as problem:
        return await run_in_threadpool(_home, request, owner, _given(form), problem)
    finally:
        await form.close()
    try:
        job, _ = await run_in_threadpool(hand_in, request, submission, owner)
    except Problem as problem:  # too many open jobs
        return await run_in_threadpool(_home, request, owner, _given(form), problem)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def _home(
    request: Request,
    owner: str,
    given: dict[str, str],
    problem: Problem | None = None,
    chosen: Shelf | None = None,
) -> Response:
    status = problem.status if problem else 200
    return page(
        request,
        "home.html",
        status,
        given=given,
        shelf=chosen or shelf(request, owner),
        problem=problem,
        script=own_file("home.js"),
    )


def _given(form: FormData) -> dict[str, str]:
    return {name: str(form.get(name) or "") for name in BLANK}


@_pages.get("/jobs/{job_id}")
def job(request: Request, job_id: str, owner: Owner) -> Response:
    """The progress of a job that runs; the report of one that has ended."""
    found = job_of(request, job_id, owner)
    ready = ready_report(request, found)
    if not found.ended or (ready and not ready.final):
        return page(
            request,
            "progress.html",
            job=found,
            title=(ready and ready.written["article"]["title"]) or found.title or found.url,
            words=progress_words(found),
            rows=rows(ready.view) if ready else (),
            script=own_file("progress.js"),
        )
    if ready is None:
        return page(request, "ended.html", job=found)
    csrf = csrf_of(request)
    return long_page(
        request,
        "job_report.html",
        view=ready.view,
        links=html.Links(f"/jobs/{found.id}"),
        desk=desk_of(store_of(request), found, ready.written, csrf=csrf),
        exports=FORMS,
        job=found,
        csrf=csrf,
    )


@_pages.get("/jobs/{job_id}/progress")
def job_progress(request: Request, job_id: str, owner: Owner) -> JSONResponse:
    """What the progress page's script asks for."""
    found = job_of(request, job_id, owner)
    ready = ready_report(request, found)
    known = progress(found, ready)
    known["ended"] = found.ended and (ready is None or ready.final)
    return JSONResponse(known, headers={"Cache-Control": "no-store"})


@_pages.get("/jobs/{job_id}/events")
async def job_events(request: Request, job_id: str, owner: Owner) -> Response:
    """The job's events for the page's script, which has a cookie where programs have a token."""
    return await events.events(request, job_id, owner)


@_pages.post("/jobs/{job_id}/retry")
async def retry(request: Request, job_id: str, owner: Owner) -> Response:
    """Check an article again as a new job; decisions on its findings are carried along."""
    settings: Settings = request.app.state.settings
    form = await own_form(request, settings)
    found = await run_in_threadpool(job_of, request, job_id, owner)
    only_unread = form.get("only") == "unreachable"
    again = await run_in_threadpool(hand_in_again, request, found, only_unread=only_unread)
    return RedirectResponse(f"/jobs/{again.id}", status_code=303)


@_pages.post("/jobs/{job_id}/cancel")
async def cancel(request: Request, job_id: str, owner: Owner) -> Response:
    """Stop a job; what is known of it stays."""
    await own_form(request, request.app.state.settings)
    found = await run_in_threadpool(job_of, request, job_id, owner)
    if await run_in_threadpool(store_of(request).cancel, found.id):
        request.app.state.ring()
    return RedirectResponse(f"/jobs/{found.id}", status_code=303)


@_pages.get("/jobs/{job_id}/export/{form}")
def export(request: Request, job_id: str, form: str, owner: Owner) -> Response:
    """The report as a file to keep or pass on."""
    found = job_of(request, job_id, owner)
    ready = ready_report(request, found)
    made = FORMS.get(form)
    if ready is None or not ready.final or made is None:
        raise Problem(404, "not_found", "there is no such report")
    desk = desk_of(store_of(request), found, ready.written, csrf="")
    content = made.write(ready.written, decided=desk.decided)
    name = f"report-{job_id[:8]}.{made.ending}"
    return Response(
        content,
        media_type=made.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@_pages.get("/jobs/{job_id}/evidence.warc.gz")
def web_archive(request: Request, job_id: str, owner: Owner) -> Response:
    """The pages that the job looked at, as the API gives them, for who has a cookie."""
    return evidence.evidence(request, job_id, owner)


@_pages.get("/jobs/{job_id}/sources/{sha256}")
def kept_copy(
    request: Request,
    job_id: str,
    sha256: str,
    owner: Owner,
    q: str | None = None,
    raw: bool = False,
) -> Response:
    """A source page as it was read: its text only, the passage of finding `q` marked.

    With `raw` its bytes, as a file to be saved.
    """
    found = job_of(request, job_id, owner)
    if raw:
        return snapshot_answer(request, sha256, owner, raw=True)
    kept = store_of(request).snapshot(sha256, owner)
    if kept is None:
        raise Problem(404, "not_found", "there is no such kept copy")
    ready = ready_report(request, found)
    findings = schema.load(ready.written).findings if ready else []
    finding = next((one for one in findings if one.id == q), None)
    shown = copy_of(_text_of(request, kept), kept, finding)
    return page(
        request,
        "copy.html",
        job=found,
        snapshot=kept,
        copy=shown,
        finding=finding,
        fetched_at=kept.fetched_at.isoformat(),
    )


@_pages.get("/favicon.svg")
def favicon() -> Response:
    """The sign in the browser's tab."""
    return Response(own_file("favicon.svg"), media_type="image/svg+xml")


@_pages.get("/login")
def login(request: Request) -> Response:
    """The form for a token."""
    return page(request, "login.html", wrong=False)


@_pages.post("/login")
async def enter(request: Request) -> Response:
    """Keep the token in a cookie that no script and no other site can use."""
    settings: Settings = request.app.state.settings
    form = await own_form(request, settings)
    secret = form.get("token")
    if not isinstance(secret, str) or access_of(request).name_of(secret.strip()) is None:
        return page(request, "login.html", 403, wrong=True)
    answer = RedirectResponse("/", status_code=303)
    set_cookie(request, answer, TOKEN, secret.strip())
    return answer


def _text_of(request: Request, kept: Snapshot) -> str:
    store = store_of(request)
    text = store.snapshot_text(kept.sha256)
    if text is None:
        read = request.app.state.child.read_page(kept)
        if isinstance(read, Unread):
            raise Problem(422, "unreadable", f"the kept copy cannot be read: {read.outcome}")
        text = str(read.text)
        store.keep_snapshot_text(kept.sha256, text)
    return text


@cache
def _example() -> str:
    return files("verifier.demo").joinpath("article.txt").read_text("utf-8")
