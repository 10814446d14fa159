"""A report as one HTML file that asks nothing of the outside, and what its pages are made of.

The web pages of `verifier.api` use the same templates, style and script, so that the live page and
the file look alike.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verifier.report import diff, words
from verifier.report.decided import NOTHING_DECIDED, Decided, Desk
from verifier.report.view import view

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # no HTML page may hold them


@dataclass(frozen=True, slots=True)
class Links:
    """Where a report's page finds the kept copies: a job's pages in a running service."""

    job: str  # address or path of the job's page, no last slash

    def copy(self, sha256: str, finding: str) -> str:
        """The kept copy, at the passage of one finding."""
        return f"{self.job}/sources/{quote(sha256)}?q={quote(finding)}#passage"


def to_html(
    report: Mapping[str, Any],
    *,
    service: str | None = None,
    nonce: str | None = None,
    decided: Mapping[str, Decided] = NOTHING_DECIDED,
) -> str:
    """The report as one file; with `service` its kept copies are linked there.

    The file needs no network and allows itself none: its policy names the hashes of its own style
    and script. A server whose own policy names a nonce gives it. Without script everything but the
    filter by words, the keys and copying works. `decided` shows people's decisions beside their
    findings.
    """
    job_id = report["job_id"]
    links = Links(f"{service.rstrip('/')}/jobs/{quote(job_id)}") if service and job_id else None
    return (
        environment()
        .get_template("export.html")
        .render(
            view=view(report),
            links=links,
            desk=Desk(decided),
            nonce=nonce,
            style=style(),
            style_hash=_source_hash(style()),
            script=script(),
            script_hash=_source_hash(script()),
        )
    )


@cache
def environment() -> Environment:
    """The templates of this room, escaping all that is not markup of ours."""
    made = Environment(
        loader=PackageLoader("verifier.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_controls,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shortened"] = diff.shortened
    made.filters["link"] = words.link
    made.filters["moment"] = words.moment_words
    return made


@cache
def style() -> Markup:
    """The style sheet of pages with findings."""
    return _own("report.css")


@cache
def script() -> Markup:
    """The script of pages with findings; the pages work without it."""
    return _own("report.js")


def _own(name: str) -> Markup:
    return Markup(files("verifier.report").joinpath("templates", name).read_text("utf-8"))  # noqa: S704 - a file of this package


def _source_hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def _without_controls(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return CONTROLS.sub("", value)
