import re

import pytest

from tests.verifier.api.asgi_browser import Browser
from verifier.api.app import create_app
from verifier.api.binding import check_bind
from verifier.api.described import JobsView, JobView, Problem
from verifier.errors import CannotRun, StoreUnavailable
from verifier.model import Article, Document, MediaType, Report, ReportState
from verifier.report import schema
from verifier.store import Store
from workers.bell import Bell

ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), ())
REPORT = Report(ARTICLE, ReportState.CLEAR, ())


def submitted(http):
    return http.post("/v1/jobs", json={"text": "“Rain,” she said."}).json()["id"]


def finished(http, store):
    job_id = submitted(http)
    work = store.claim(job_id, "worker 1", 600)
    store.keep_article(work.lease, ARTICLE, REPORT)
    assert store.finish(work.lease, REPORT)
    return job_id


def code_of(answer):
    return answer.status_code, answer.json()["code"]


# --- status ----------------------------------------------------------------------------------


def test_a_poll_that_knows_the_state_gets_no_body(http, store):
    job_id = submitted(http)
    first = http.get(f"/v1/jobs/{job_id}")
    tag = {"If-None-Match": first.headers["etag"]}

    assert http.get(f"/v1/jobs/{job_id}", headers=tag).status_code == 304
    store.claim(job_id, "worker 1", 600)
    assert http.get(f"/v1/jobs/{job_id}", headers=tag).json()["state"] == "running"


def test_a_poll_says_when_to_ask_again_until_the_end(http, store):
    running, done = submitted(http), finished(http, store)

    assert "retry-after" in http.get(f"/v1/jobs/{running}").headers
    assert "retry-after" not in http.get(f"/v1/jobs/{done}").headers


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", W/{tag}', 304),
        ('"a,b",{tag}', 304),
        ("*", 304),
        ('"other"', 200),
        ('"a, {bare}"', 200),  # one tag, with a comma in it
        ("{bare}", 200),
        ("", 200),
    ],
)
@pytest.mark.parametrize("path", ["", "/report"])
def test_a_known_state_is_told_by_any_form_of_its_tag(http, store, header, status, path):
    job_id = finished(http, store)
    tag = http.get(f"/v1/jobs/{job_id}{path}").headers["etag"]
    sent = header.replace("{tag}", tag).replace("{bare}", tag.strip('"'))

    answer = http.get(f"/v1/jobs/{job_id}{path}", headers={"If-None-Match": sent})

    assert answer.status_code == status
    assert answer.headers["etag"] == tag


def test_what_is_accepted_says_when_to_come_back(http, store):
    accepted = http.post("/v1/jobs", json={"text": "“Rain,” she said."})
    again = http.post(f"/v1/jobs/{finished(http, store)}/retry")
    cancelled = http.post(f"/v1/jobs/{accepted.json()['id']}/cancel")

    assert [a.status_code for a in (accepted, again, cancelled)] == [202] * 3
    assert [a.headers["retry-after"] for a in (accepted, again, cancelled)] == ["2"] * 3


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/report"),
        ("POST", "/cancel"),
        ("DELETE", ""),
        ("GET", "/findings"),
    ],
)
@pytest.mark.parametrize("job_id", ["00000000-0000-0000-0000-000000000000", "x", "%00", "%2e%2e"])
def test_an_unknown_job_is_not_found(http, method, path, job_id):
    assert code_of(http.request(method, f"/v1/jobs/{job_id}{path}")) == (404, "not_found")


def test_jobs_are_listed_page_by_page(http):
    made = [submitted(http) for _ in range(5)]

    first = http.get("/v1/jobs", params={"limit": 2})
    second = http.get(first.links["next"]["url"])
    every = http.get("/v1/jobs", params={"limit": 100}).json()

    listed = first.json()["items"] + second.json()["items"]
    assert [job["id"] for job in listed] == made[:0:-1]
    assert first.json()["next_cursor"] in first.links["next"]["url"]
    assert every["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "bad_field"),
        ("limit=101", "bad_field"),
        ("limit=x", "bad_field"),
        ("state=lost", "bad_field"),
        ("cursor=x", "bad_cursor"),
        ("cursor=%00", "bad_cursor"),
        ("cursor=" + "A" * 300, "bad_cursor"),
        ("cursor=" + "A" * 46, "bad_cursor"),
        ("cursor=" + "0" * 47, "bad_cursor"),
    ],
)
def test_a_list_that_cannot_be_given_is_refused(http, query, code):
    assert code_of(http.get(f"/v1/jobs?{query}")) == (422, code)


def test_a_cursor_of_long_ago_ends_the_list(http):
    answer = http.get("/v1/jobs", params={"cursor": "0" * 46})

    assert (answer.status_code, answer.json()["items"]) == (200, [])


# --- cancel, delete --------------------------------------------------------------------------


def test_a_job_is_cancelled_once(http):
    job_id = submitted(http)

    assert http.post(f"/v1/jobs/{job_id}/cancel").status_code == 202
    again = http.post(f"/v1/jobs/{job_id}/cancel")
    assert (again.status_code, again.json()["state"]) == (200, "cancelled")


def test_a_job_that_is_done_cannot_be_cancelled(http, store):
    job_id = finished(http, store)

    assert code_of(http.post(f"/v1/jobs/{job_id}/cancel")) == (409, "job_ended")


def test_a_job_is_deleted_when_it_has_ended(http, store):
    running, done = submitted(http), finished(http, store)

    assert code_of(http.delete(f"/v1/jobs/{running}")) == (409, "job_running")
    assert http.delete(f"/v1/jobs/{done}").status_code == 204
    assert http.get(f"/v1/jobs/{done}").status_code == 404


# --- reports ---------------------------------------------------------------------------------


def test_a_report_is_the_contracts_json(http, store):
    job_id = finished(http, store)

    answer = http.get(f"/v1/jobs/{job_id}/report")

    assert schema.load(answer.json()).job_id == job_id
    tag = {"If-None-Match": answer.headers["etag"]}
    assert http.get(f"/v1/jobs/{job_id}/report", headers=tag).status_code == 304


def test_a_report_before_the_end_is_a_conflict(http):
    answer = http.get(f"/v1/jobs/{submitted(http)}/report")

    assert code_of(answer) == (409, "not_ended")
    assert "retry-after" in answer.headers


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "*/*", "application/json"),
        ("", "text/html", "text/html; charset=utf-8"),
        ("", "text/plain;q=0.9, */*;q=0.1", "text/plain; charset=utf-8"),
        ("?format=html", "application/json", "text/html; charset=utf-8"),
        ("?format=text", "*/*", "text/plain; charset=utf-8"),
        ("?format=json", "text/html", "application/json"),
        ("?format=csv", "*/*", "text/csv; charset=utf-8; header=present"),
        ("?format=annotations", "*/*", "application/ld+json"),
        ("", "text/markdown", "text/markdown; charset=utf-8"),
        ("", "application/sarif+json", "application/sarif+json"),
    ],
)
def test_a_report_comes_in_the_form_asked_for(http, store, query, accept, kind):
    job_id = finished(http, store)

    answer = http.get(f"/v1/jobs/{job_id}/report{query}", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize(
    ("query", "accept", "status", "code"),
    [
        ("?format=pdf", "*/*", 406, "not_acceptable"),
        ("", "image/png", 406, "not_acceptable"),
    ],
)
def test_a_form_that_cannot_be_given_is_named(http, store, query, accept, status, code):
    job_id = finished(http, store)

    answer = http.get(f"/v1/jobs/{job_id}/report{query}", headers={"Accept": accept})

    assert code_of(answer) == (status, code)


def test_a_failed_job_has_no_report_but_a_reason(http, store):
    from verifier.store import JobError

    job_id = submitted(http)
    work = store.claim(job_id, "worker 1", 600)
    store.fail(work.lease, JobError("dns", "The article could not be read", "no such host"))

    assert http.get(f"/v1/jobs/{job_id}").json()["error"]["code"] == "dns"
    answer = http.get(f"/v1/jobs/{job_id}/report")
    assert code_of(answer) == (404, "no_report")
    assert "no such host" in answer.json()["detail"]


# --- who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "news.example", ""])
def test_without_tokens_only_loopback_is_bound(settings, host):
    with pytest.raises(CannotRun, match="VERIFIER_TOKENS"):
        check_bind(settings, host)
    check_bind(settings.model_copy(update={"tokens": ("ann:secret",)}), host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_loopback_may_be_bound_without_tokens(settings, host):
    check_bind(settings, host)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        ("evil.test", 403),
        ("evil.test:8000", 403),
        ("127.0.0.1.evil.test", 403),
        ("localhost.evil.test", 403),
        ("", 403),
    ],
)
def test_a_rebound_name_is_not_answered(http, host, status):
    assert http.get("/healthz", headers={"Host": host}).status_code == status


@pytest.fixture(scope="module")
def guarded(start, settings):
    return start(settings.model_copy(update={"tokens": ("ann:a-secret", "bob:b-secret")}))


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        bearer("wrong"),
        bearer("ann"),
        bearer("é"),
        {"Authorization": "Basic a"},
    ],
)
def test_with_tokens_nothing_is_told_without_one(guarded, headers):
    headers = {name: value.encode() for name, value in headers.items()}
    answer = guarded.get("/v1/jobs", headers=headers)

    assert code_of(answer) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_foreign_job_is_as_unknown(guarded):
    ann, bob = bearer("a-secret"), bearer("b-secret")
    job_id = guarded.post("/v1/jobs", json={"text": "“Rain.”"}, headers=ann).json()["id"]

    foreign = guarded.get(f"/v1/jobs/{job_id}", headers=bob).json()
    unknown = guarded.get("/v1/jobs/x", headers=bob).json()

    assert {k: foreign[k] for k in ("status", "code", "detail")} == {
        k: unknown[k] for k in ("status", "code", "detail")
    }
    assert guarded.get("/v1/jobs", headers=bob).json()["items"] == []
    assert guarded.get(f"/v1/jobs/{job_id}", headers=ann).status_code == 200


# --- the rest --------------------------------------------------------------------------------


def test_every_answer_carries_the_callers_request_id(http):
    answer = http.get("/nothing", headers={"X-Request-ID": "abc-1"})

    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "abc-1"


@pytest.mark.parametrize("given", ["a" * 101, "a b", "a\tb"])
def test_a_request_id_that_could_spoil_a_log_is_replaced(http, given):
    answer = http.get("/healthz", headers={"X-Request-ID": given})

    assert answer.headers["x-request-id"] != given


def test_the_service_lives_though_it_is_not_ready(http, store):
    assert http.get("/healthz").json() == {"status": "ok"}
    store.say_alive("here:1", ["article"])
    store.say_alive("here:2", ["fetch"])

    answer = http.get("/readyz")

    assert code_of(answer) == (503, "not_ready")
    parts = answer.json()
    assert parts["db"] is True
    assert parts["broker"] is False
    assert parts["workers"] == {"article": 1, "fetch": 1}
    assert parts["oldest_outbox_s"] >= 0
    assert parts["failing"] == ["broker"]
    assert "broker" in parts["detail"]
    assert int(answer.headers["retry-after"]) > 0


def test_a_store_that_is_away_is_named(settings):
    app = create_app(settings, store=Away(), bell=Bell(settings, Away()))

    answer = Browser(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["failing"] == ["db", "broker"]


class Away(Store):
    """A store whose database does not answer."""

    def __init__(self):
        self.lease_s = 1.0

    def reading(self):
        raise StoreUnavailable("nobody there")

    writing = reading


def test_answers_may_not_be_sniffed_framed_or_run(http):
    headers = http.get("/v1/jobs").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_the_schema_of_reports_is_published(http):
    assert http.get("/schemas/report.json").json()["title"] == "Report"
    assert http.get("/openapi.json").json()["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/v1/jobs/x", 405), ("PUT", "/healthz", 405), ("GET", "/nothing", 404)],
)
def test_errors_of_the_framework_are_problems_too(http, method, path, status):
    answer = http.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/v1/jobs", "GET, POST"), ("/v1/jobs/x", "DELETE, GET"), ("/healthz", "GET")],
)
def test_a_wrong_method_is_told_all_that_are_right(http, path, allowed):
    assert http.request("PATCH", path).headers["allow"] == allowed


def test_the_examples_of_the_description_are_what_it_says(http):
    schemas = http.get("/openapi.json").json()["components"]["schemas"]

    assert JobView.model_validate(schemas["JobView"]["examples"][0])
    assert Problem.model_validate(schemas["Problem"]["examples"][0])


def test_nothing_is_said_to_be_not_built(http):
    description = http.get("/openapi.json").json()

    statuses = {
        status
        for path in description["paths"].values()
        for operation in path.values()
        for status in operation["responses"]
    }
    assert "501" not in statuses


def test_the_description_fits_what_is_answered(http):
    job = http.get(f"/v1/jobs/{submitted(http)}").json()

    assert JobView.model_validate(job).id == job["id"]
    assert JobsView.model_validate(http.get("/v1/jobs").json()).items[0].id == job["id"]
    assert Problem.model_validate(http.get("/v1/jobs/x").json()).code == "not_found"


def test_every_reference_of_the_description_is_there(http):
    description = http.get("/openapi.json")

    named = set(re.findall(r'"#/components/schemas/(\w+)"', description.text))
    assert named
    assert named <= set(description.json()["components"]["schemas"])
    assert "HTTPValidationError" not in description.text
