"""The HTTP application: the JSON API, and the pages where they are built.

`create_app` is all a server needs. Its state (`app.state`) holds the settings, the store, the
reading child, and `ring`, which makes the bell thread send what is due at once.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from verifier import logs
from verifier.api import (
    added,
    decisions,
    events,
    evidence,
    health,
    jobs,
    pages,
    problems,
    reports,
    webhooks,
)
from verifier.api.access import Access
from verifier.api.described import JobView, Problem
from verifier.api.described import problems as problems_of_routes
from verifier.api.security import Doorman
from verifier.reading import ReadingChild
from verifier.settings import Settings, read_settings
from verifier.store import Store
from workers.bell import Bell

DESCRIPTION = """Is this quotation in the source that the article names?
Submit an article, poll the job, read the report. It says what was found where, never what is
true."""


def create_app(
    settings: Settings | None = None, *, store: Store | None = None, bell: Bell | None = None
) -> FastAPI:
    """The application; without a store it opens the one of the settings, and so for the bell."""
    settings = settings or read_settings()
    kept = store or Store(settings.store_url, lease_s=settings.lease_s)
    bell = bell or Bell(settings, kept)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        logs.install()  # does nothing where `serve` has
        with bell, ReadingChild(settings) as child:
            app.state.child = child
            yield
        if store is None:
            kept.close()

    app = FastAPI(
        title="verifier",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # its pages load scripts from elsewhere
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.store = kept
    app.state.ring = bell.ring
    app.state.broker_ok = bell.broker_ok
    problems.install(app)
    app.state.access = Access(settings, kept)
    app.add_middleware(Doorman, access=app.state.access)
    rooms = (jobs, events, reports, evidence, decisions, added, webhooks, health)
    routers = [*(room.router for room in rooms), pages.router()]
    for router in routers:
        app.include_router(router)
    app.state.all_routes = tuple(route for router in routers for route in router.routes)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """Put the shape of refusals among the schemas, and our own 422 in place of FastAPI's."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            description = made()
            schemas = description["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
            # Once more: on its way through FastAPI an example loses what is null in it.
            schemas["JobView"]["examples"] = JobView.model_json_schema()["examples"]
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            ours = problems_of_routes(422)[422]
            for path in description["paths"].values():
                for operation in path.values():
                    if "422" in operation["responses"]:
                        operation["responses"]["422"] = ours
        return app.openapi_schema or made()

    app.openapi = openapi  # type: ignore[method-assign]
