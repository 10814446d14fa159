"""What `/openapi.json` says of bodies and refusals that the routes read and write by hand."""

from typing import Any

from pydantic import BaseModel, ConfigDict

_ID = "6f0c8a52-2b1e-4c0f-9a53-0d8f5b7c1e11"
_JOB: dict[str, Any] = {
    "id": _ID,
    "state": "running",
    "stage": "looking",
    "progress": {"total": 7, "done": 3, "counts": {"verbatim": 2, "unreachable": 1}},
    "attempt": 0,
    "created_at": "2026-02-01T09:30:00Z",
    "started_at": "2026-02-01T09:30:01Z",
    "finished_at": None,
    "deadline_at": "2026-02-01T09:40:01Z",
    "title": "The ferry will sail",
    "url": None,
    "retry_of": None,
    "error": None,
    "warnings": [],
    "links": {
        "self": f"/v1/jobs/{_ID}",
        "report": f"/v1/jobs/{_ID}/report",
        "events": f"/v1/jobs/{_ID}/events",
        "cancel": f"/v1/jobs/{_ID}/cancel",
    },
}
_PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "published: must be a date such as 2024-01-27 (got 'soon')",
    "instance": "/v1/jobs",
    "code": "bad_field",
    "request_id": "0d2f9f0e-6c0a-4d0e-8a39-5a3a4d1f7b10",
}


class Problem(BaseModel):
    """RFC 9457 problem details; `code` is stable, the words are not."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PROBLEM]})

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str | None = None


class ProgressView(BaseModel):
    """How far a job is: requests asked and answered, and the verdicts as they stand."""

    total: int
    done: int
    counts: dict[str, int]


class ErrorView(BaseModel):
    """Why a job failed."""

    code: str
    title: str
    detail: str


class JobView(BaseModel):
    """A job."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_JOB]})

    id: str
    state: str
    stage: str
    progress: ProgressView
    attempt: int
    created_at: str
    started_at: str | None
    finished_at: str | None
    deadline_at: str
    title: str | None
    url: str | None
    retry_of: str | None
    error: ErrorView | None
    warnings: list[str]
    links: dict[str, str]


class JobsView(BaseModel):
    """One page of a list of jobs."""

    items: list[JobView]
    next_cursor: str | None


_PROBLEM_WORDS = {
    400: "Not JSON, not a form, or a bad header",
    401: "No token, or a wrong one",
    404: "There is none, or it is somebody else's",
    406: "No such form",
    409: "Not in this state",
    413: "Too large",
    415: "A media type that cannot be read",
    422: "A field has a wrong value; the detail names it",
    429: "Too many",
    503: "The store does not answer; try again",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route, for its description; who needs a token may also ask too often."""
    if 401 in statuses:
        statuses = tuple(sorted({*statuses, 429}))
    return {
        status: {
            "description": _PROBLEM_WORDS[status],
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        for status in statuses
    }


# Words of which at least one is no space, and no NUL.
_WORDS = "^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$"
_TEXT = {"type": "string", "minLength": 1, "pattern": _WORDS}
_FILE = {
    "type": "string",
    "contentMediaType": "application/octet-stream",
    "minLength": 1,
    "pattern": "\\S",
}
_LINE = {"type": "string", "maxLength": 2000, "pattern": "^[^\\u0000-\\u001f\\u007f]*$"}
# Narrower than what is taken: an address by its host's letters, its path in visible ASCII.
_URL = {
    "type": "string",
    "maxLength": 2000,
    "pattern": r"^https?://[a-z0-9]{1,40}(\.[a-z0-9]{1,40})*\.[a-z]{2,20}(/[!-~]*)?$",
}
_COMMON: dict[str, Any] = {
    "title": _LINE,
    "published": {"type": "string", "format": "date"},
    "private": {"type": "boolean", "default": False},
    "webhook_url": {"type": "string", "format": "uri", "maxLength": 2000},
}
_ARTICLES = ("text", "html", "markdown", "wikitext", "url")

SUBMISSION: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {**dict.fromkeys(_ARTICLES, _TEXT), "url": _URL, **_COMMON},
                    "oneOf": [{"required": [name]} for name in _ARTICLES],
                    "additionalProperties": False,
                },
                "example": {
                    "text": "“The ferry will sail,” said Ida Fennimore (Meridian Post, Jan. 27).",
                    "published": "2026-02-01",
                },
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": _FILE,
                        "source": {
                            "type": "array",
                            "items": _FILE,
                        },
                        **_COMMON,
                    },
                    "required": ["file"],
                    "additionalProperties": False,
                }
            },
        },
    },
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        }
    ],
}

_REMARK = {"type": "string", "maxLength": 2000, "pattern": "^[^\\u0000]*$"}

DECISION: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "choice": {"enum": ["accept", "dispute", "note"]},
                        "reason": _REMARK,
                        "note": _REMARK,
                    },
                    # A dispute needs its reason, a note its words; words alone are a note.
                    "anyOf": [
                        {"properties": {"choice": {"const": "accept"}}, "required": ["choice"]},
                        {
                            "properties": {
                                "choice": {"const": "dispute"},
                                "reason": {"minLength": 1},
                            },
                            "required": ["choice", "reason"],
                        },
                        {
                            "properties": {
                                "choice": {"const": "note"},
                                "note": {"minLength": 1},
                            },
                            "required": ["note"],
                        },
                    ],
                    "additionalProperties": False,
                },
                "example": {"choice": "dispute", "reason": "that is an older edition"},
            }
        },
    }
}

SOURCE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": _TEXT,
                        "name": _LINE | {"minLength": 1},
                    },
                    "required": ["text"],
                    "additionalProperties": False,
                },
                "example": {"text": "“The ferry will sail,” she said.", "name": "notes.txt"},
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"source": _FILE},
                    "required": ["source"],
                    "additionalProperties": False,
                }
            },
        },
    }
}
