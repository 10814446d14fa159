"""Idempotency keys, the event stream, retry, decisions, metrics over HTTP."""

import re
import threading
import time

import pytest

from verifier.model import (
    Action,
    Article,
    Document,
    Finding,
    MediaType,
    Quotation,
    QuotationKind,
    Report,
    ReportState,
    Verdict,
)

QUOTATION = Quotation("q0badcafe", "Rain is late.", 1, 14, QuotationKind.DIRECT)
ARTICLE = Article(Document("“Rain is late.”", MediaType.TEXT, "0" * 64), (QUOTATION,))
FINDING = Finding(QUOTATION, Verdict.UNSOURCED, Action.SOURCE, 0.0, "No source is named.")
REPORT = Report(ARTICLE, ReportState.CLEAR, (FINDING,))


def submit(http, text="“Rain,” she said.", **headers):
    return http.post("/v1/jobs", json={"text": text}, headers=headers)


def finish(store, job_id):
    work = store.claim(job_id, "worker 1", 600)
    store.keep_article(work.lease, ARTICLE, REPORT)
    assert store.finish(work.lease, REPORT)
    return job_id


def code_of(answer):
    return answer.status_code, answer.json()["code"]


def test_a_submission_sent_twice_is_one_job(http):
    first = submit(http, **{"Idempotency-Key": "a-1"})
    second = submit(http, **{"Idempotency-Key": "a-1"})

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"


def test_submissions_sent_at_once_are_one_job(http):
    found = []
    threads = [
        threading.Thread(
            target=lambda: found.append(submit(http, **{"Idempotency-Key": "at-once"}).json()["id"])
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_with_another_payload_is_refused(http):
    submit(http, **{"Idempotency-Key": "a-2"})

    answer = submit(http, "“Snow,” he said.", **{"Idempotency-Key": "a-2"})

    assert code_of(answer) == (422, "key_reused")


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "é"])
def test_a_key_that_is_none_is_refused(http, key):
    answer = http.post(
        "/v1/jobs", json={"text": "“Rain.”"}, headers={"Idempotency-Key": key.encode()}
    )

    assert code_of(answer) == (400, "bad_key")


def read_events(http, job_id, **headers):
    with http.stream("GET", f"/v1/jobs/{job_id}/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [line for line in answer.iter_lines() if line.startswith(("id:", "event:"))]


def test_the_events_of_a_job_are_streamed_to_its_end(http, store):
    job_id = finish(store, submit(http).json()["id"])

    lines = read_events(http, job_id)

    kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event:")]
    assert kinds == ["state", "state", "counts", "state", "report", "end"]
    assert [line for line in lines if line.startswith("id:")] == [f"id: {n}" for n in range(1, 6)]


def test_a_stream_is_resumed_after_the_last_event_seen(http, store):
    job_id = finish(store, submit(http).json()["id"])

    lines = read_events(http, job_id, **{"Last-Event-ID": "4"})

    assert lines == ["id: 5", "event: report", "event: end"]


def test_a_stream_tells_what_happens_while_it_is_open(http, store):
    job_id = submit(http).json()["id"]
    lines = []
    watcher = threading.Thread(target=lambda: lines.extend(read_events(http, job_id)))
    watcher.start()

    finish(store, job_id)
    watcher.join(timeout=20)

    assert lines[-1] == "event: end"
    assert "event: report" in lines


def test_a_stream_of_no_job_is_not_found(http):
    assert code_of(http.get("/v1/jobs/x/events")) == (404, "not_found")


@pytest.mark.parametrize("query", ["", "?only=unreachable"])
def test_an_ended_job_is_tried_again_as_a_new_one(http, store, query):
    job_id = finish(store, submit(http).json()["id"])

    answer = http.post(f"/v1/jobs/{job_id}/retry{query}")

    assert answer.status_code == 202
    again = answer.json()
    assert (again["retry_of"], again["state"]) == (job_id, "queued")
    assert answer.headers["location"] == f"/v1/jobs/{again['id']}"


def test_a_retry_that_cannot_be_is_refused(http, store):
    running = submit(http).json()["id"]
    done = finish(store, submit(http).json()["id"])

    assert code_of(http.post(f"/v1/jobs/{running}/retry")) == (409, "not_ended")
    assert code_of(http.post(f"/v1/jobs/{done}/retry?only=red")) == (422, "bad_field")


@pytest.fixture
def decision(http, store):
    job_id = finish(store, submit(http).json()["id"])
    return f"/v1/jobs/{job_id}/findings/q0badcafe/decision"


def test_a_decision_is_kept_and_the_finding_stays(http, decision):
    given = {"choice": "dispute", "reason": "an older edition", "note": "page 3"}

    kept = http.put(decision, json=given).json()

    assert {name: kept[name] for name in given} == given
    assert (kept["by"], kept["finding"]) == ("local", "q0badcafe")
    job = decision.partition("/findings")[0]
    assert http.get(f"{job}/decisions").json() == {"items": [kept]}
    assert http.get(f"{job}/report").json()["findings"][0]["verdict"] == "unsourced"
    assert http.delete(decision).status_code == 204
    assert code_of(http.delete(decision)) == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_field"),
        ({"choice": "maybe"}, "bad_field"),
        ({"choice": ["accept"]}, "bad_field"),
        ({"choice": "dispute"}, "bad_field"),
        ({"choice": "dispute", "reason": ""}, "bad_field"),
        ({"choice": "accept", "note": 1}, "bad_field"),
        ({"choice": "accept", "note": "x" * 2_001}, "bad_field"),
        ({"choice": "accept", "colour": "red"}, "bad_field"),
    ],
)
def test_a_decision_that_is_none_is_refused(http, decision, body, code):
    assert code_of(http.put(decision, json=body)) == (422, code)


def test_a_finding_that_is_not_there_cannot_be_decided_on(http, decision):
    other = decision.replace("q0badcafe", "q00000000")

    assert code_of(http.put(other, json={"choice": "accept"})) == (404, "not_found")


def test_a_note_alone_is_kept(http, decision):
    kept = http.put(decision, json={"note": "asked the press office"})

    assert (kept.status_code, kept.json()["note"]) == (200, "asked the press office")
    assert kept.json()["choice"] == "note"
    assert code_of(http.put(decision, json={"choice": "note"})) == (422, "bad_field")
    assert code_of(http.put(decision, json={"choice": "note", "note": ""})) == (422, "bad_field")


METRICS = {
    'jobs_total{state="queued"}',
    'jobs_total{state="running"}',
    'jobs_total{state="done"}',
    'jobs_total{state="failed"}',
    'jobs_total{state="cancelled"}',
    'job_seconds_bucket{le="+Inf"}',
    "job_seconds_sum",
    "job_seconds_count",
    "queue_oldest_seconds",
    "outbox_unsent",
    'sweeps_total{action="rung"}',
    'sweeps_total{action="given_up"}',
    'sweeps_total{action="failed"}',
    "fetch_bytes",
}


def figures_of(http):
    lines = http.get("/metrics").text.splitlines()
    return {
        name: float(figure)
        for name, _, figure in (line.rpartition(" ") for line in lines if line[0] != "#")
    }


def test_figures_are_given_in_prometheus_text(http, store):
    before = figures_of(http)
    submit(http)
    finish(store, submit(http).json()["id"])

    after = figures_of(http)

    assert set(after) >= METRICS
    grown = {name for name in METRICS if after[name] > before[name]}
    assert grown >= {
        'jobs_total{state="queued"}',
        'jobs_total{state="done"}',
        "job_seconds_count",
        "outbox_unsent",
    }


def test_each_metric_says_what_it_is(http):
    lines = http.get("/metrics").text.splitlines()

    told = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    names = {re.match("[a-z_]+", line)[0] for line in lines if line[0] != "#"}
    bare = {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in names
    }
    assert bare <= told


def test_a_poll_is_quick_while_a_stream_is_open(http, store):
    job_id = submit(http).json()["id"]
    watcher = threading.Thread(target=lambda: read_events(http, job_id))
    watcher.start()

    begun = time.monotonic()
    assert http.get(f"/v1/jobs/{job_id}").status_code == 200
    assert time.monotonic() - begun < 5
    finish(store, job_id)
    watcher.join(timeout=20)
    assert not watcher.is_alive()
