"""What a person does on a card of the report: decide, with or without script, or add a source.

The store keeps one decision a finding. With script the fields stand on the card itself; without,
on the page of the finding.
"""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from verifier.api.added import judged_with
from verifier.api.decisions import decision_of, must_have_finding
from verifier.api.jobs import job_of, store_of
from verifier.api.page_desks import desk_of
from verifier.api.page_forms import csrf_of, own_form, source_of_form
from verifier.api.page_frame import Owner, PageRoute, page, templates
from verifier.api.page_reports import ready_report
from verifier.api.problems import Problem
from verifier.report.html import Links

TAKE_BACK = "none"
FRAGMENT = "fragment"  # the field by which the page's script asks for the card's form alone

router = APIRouter(route_class=PageRoute, include_in_schema=False, default_response_class=Response)


@router.get("/jobs/{job_id}/findings/{finding_id}")
def finding(request: Request, job_id: str, finding_id: str, owner: Owner) -> Response:
    """One finding with the fields of its decision, for a browser without script."""
    job = job_of(request, job_id, owner)
    ready = ready_report(request, job)
    cards = {card.id: card for card in ready.view.cards} if ready and ready.final else {}
    if ready is None or finding_id not in cards:
        raise Problem(404, "not_found", "there is no such finding")
    csrf = csrf_of(request)
    desk = desk_of(store_of(request), job, ready.written, csrf=csrf)
    return page(
        request,
        "finding.html",
        card=cards[finding_id],
        desk=desk,
        links=Links(f"/jobs/{job.id}"),
        csrf=csrf,
    )


@router.post("/jobs/{job_id}/findings/{finding_id}/decision")
async def decide(request: Request, job_id: str, finding_id: str, owner: Owner) -> Response:
    """Keep what a card's form says, and go back to the card."""
    form = await own_form(request, request.app.state.settings)
    await run_in_threadpool(_keep, request, job_id, finding_id, owner, form)
    if form.get(FRAGMENT):
        return await run_in_threadpool(_card_form, request, job_id, finding_id, owner, form)
    return RedirectResponse(f"/jobs/{job_id}#c-{finding_id}", status_code=303)


@router.post("/jobs/{job_id}/findings/{finding_id}/sources")
async def add_source(request: Request, job_id: str, finding_id: str, owner: Owner) -> Response:
    """Judge one finding again with a source that a person gives, and go back to its card."""
    form = await own_form(request, request.app.state.settings)
    try:
        source = await source_of_form(form)
    finally:
        await form.close()
    await run_in_threadpool(judged_with, request, job_id, finding_id, owner, source)
    return RedirectResponse(f"/jobs/{job_id}#c-{finding_id}", status_code=303)


def _keep(request: Request, job_id: str, finding_id: str, owner: str, form: FormData) -> None:
    must_have_finding(request, job_id, finding_id, owner)
    if form.get("choice") == TAKE_BACK:
        store_of(request).take_back(job_id, finding_id)
        return
    fields = {name: _line_ends(form.get(name)) for name in ("choice", "reason", "note")}
    store_of(request).decide(job_id, decision_of(fields, finding_id, owner))


def _line_ends(value: object) -> str | None:
    """A field's words; browsers send line breaks as two characters, and empty fields too."""
    return value.replace("\r\n", "\n").strip() or None if isinstance(value, str) else None


def _card_form(
    request: Request, job_id: str, finding_id: str, owner: str, form: FormData
) -> Response:
    """The decision bar alone, for the script to put in place of the old one."""
    job = job_of(request, job_id, owner)
    ready = ready_report(request, job)
    assert ready is not None
    cards = {card.id: card for card in ready.view.cards}
    desk = desk_of(store_of(request), job, ready.written, csrf=str(form.get("csrf")))
    bar = templates().get_template("decision.html").render(card=cards[finding_id], desk=desk)
    return Response(bar, media_type="text/html; charset=utf-8")
