"""What comes of articles that are odd, or come from an address, or bring their sources."""

import time

import pytest

PATIENCE_S = 100.0

pytestmark = pytest.mark.timeout(300)


def ended(http, answer):
    assert answer.status_code == 202, answer.text
    where = answer.headers["location"]
    until = time.monotonic() + PATIENCE_S
    while (job := http.get(where).json())["state"] in ("queued", "running"):
        assert time.monotonic() < until
        time.sleep(0.1)
    return job


def report_of(http, job):
    return http.get(job["links"]["report"]).json()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/secret", "forbidden_address"),
        ("http://[::1]/secret", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
        ("http://localhost/", "forbidden_address"),
        ("http://search.example/search?q=rain", "forbidden_address"),  # a channel's own origin
        ("http://harbour.example/nothing", "gone"),
    ],
)
def test_an_address_that_gives_no_article_fails_by_name(http, url, code):
    job = ended(http, http.post("/v1/jobs", json={"url": url}))

    assert (job["state"], job["error"]["code"]) == ("failed", code)
    assert http.get(job["links"]["report"]).json()["code"] == "no_report"


def test_an_article_may_come_from_an_address(http):
    job = ended(http, http.post("/v1/jobs", json={"url": "http://harbour.example/story/7/1"}))

    assert job["state"] == "done"
    article = report_of(http, job)["article"]
    assert "Nobody paints a warehouse in February" in article["text"]
    assert article["url"] == "http://harbour.example/story/7/1"


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on the harbour all day and nobody said a word about it.",
        "“This quotation never ends, said the mayor, and nobody closed it.",
        "””””““““”“”“ \"\"\"\" '''' «»«« „“„ 「「」",
        "x",
        "…",
        "\ufeff\u202e\u0301\u200b",
        "1234567890 " * 500,
    ],
    ids=["no quotation", "unbalanced", "marks only", "one letter", "a mark", "invisible", "digits"],
)
def test_an_odd_article_still_gets_a_report(http, text):
    job = ended(http, http.post("/v1/jobs", json={"text": text, "private": True}))

    assert job["state"] == "done"
    assert report_of(http, job)["schema"] == "verifier/report/1"


def test_files_given_with_an_article_are_read_first(http):
    words = "The bread of this town has been baked by moonlight since the mill burned down"
    files = [
        ("file", ("a.txt", f"“{words},” said Ida Fennimore.".encode(), "text/plain")),
        ("source", ("notes.txt", f"Ida Fennimore: “{words}.”".encode(), "text/plain")),
    ]

    job = ended(http, http.post("/v1/jobs", files=files))

    (finding,) = report_of(http, job)["findings"]
    assert finding["verdict"] == "verbatim"
    evidence = finding["evidence"]
    assert (evidence["relation"], evidence["url"]) == ("provided", "file:notes.txt")
    kept = http.get(f"/v1/{evidence['snapshot']}").text
    start, end = evidence["passage"]["start"], evidence["passage"]["end"]
    assert kept[start:end] == evidence["passage"]["text"]


def test_offsets_of_a_report_point_into_the_kept_snapshot(http, article_html):
    job = ended(http, http.post("/v1/jobs", json={"html": article_html}))

    for finding in report_of(http, job)["findings"]:
        passage = finding["evidence"]["passage"]
        kept = http.get(f"/v1/{finding['evidence']['snapshot']}").text
        assert kept[passage["start"] : passage["end"]] == passage["text"]


def test_the_raw_snapshot_is_a_download(http, article_html):
    job = ended(http, http.post("/v1/jobs", json={"html": article_html}))
    evidence = report_of(http, job)["findings"][0]["evidence"]

    raw = http.get(f"/v1/{evidence['snapshot']}", params={"raw": 1})

    assert raw.headers["content-disposition"].startswith("attachment")
    assert raw.headers["content-type"] == "application/octet-stream"
    assert raw.content.startswith(b"<html>")


WORDS = "Every lamp on the east bank was lit with oil that the council never paid for"


@pytest.fixture
def unsourced(http):
    """An ended job with one finding that nobody has a source for; where its sources go."""
    text = f"“{WORDS},” said Ida Fennimore."
    job = ended(http, http.post("/v1/jobs", json={"text": text, "private": True}))
    (finding,) = report_of(http, job)["findings"]
    assert finding["verdict"] == "unsourced"
    return job, f"{job['links']['self']}/findings/{finding['id']}/sources"


def test_pasted_text_becomes_evidence_and_the_finding_is_judged_again(http, unsourced):
    job, sources = unsourced
    pasted = {"text": f"Ida Fennimore said: “{WORDS}.”", "name": "her letter"}

    for _ in range(2):  # the same source added again changes nothing
        finding = http.post(sources, json=pasted).json()
        assert (finding["verdict"], finding["evidence"]["relation"]) == ("verbatim", "provided")

    report = report_of(http, job)
    assert report["findings"] == [finding]
    assert http.get(f"/v1/{finding['evidence']['snapshot']}").text == pasted["text"]
    counts = http.get(job["links"]["self"]).json()["progress"]["counts"]
    assert counts == {"verbatim": 1}


def test_a_file_becomes_evidence(http, unsourced):
    _, sources = unsourced
    page = f"<p>“{WORDS},” said Ida Fennimore.</p>".encode()

    answer = http.post(sources, files=[("source", ("letter.html", page, "text/html"))])

    assert answer.json()["verdict"] == "verbatim"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"json": {}}, 422, "bad_field"),
        ({"json": {"text": " "}}, 422, "bad_field"),
        ({"json": {"text": "a\0"}}, 422, "bad_field"),
        ({"json": {"text": "a", "name": ""}}, 422, "bad_field"),
        ({"json": {"text": "a", "colour": "red"}}, 422, "bad_field"),
        ({"json": []}, 400, "bad_json"),
        ({"files": [("source", ("a.txt", b"", ""))]}, 422, "one_source"),
        ({"files": [("source", ("a.txt", b"a", ""))] * 2}, 422, "one_source"),
        ({"files": [("other", ("a.txt", b"a", ""))]}, 422, "one_source"),
        ({"files": [("source", ("a.bin", bytes(range(256)), ""))]}, 422, "unreadable"),
        ({"content": b"a"}, 415, "unsupported_media_type"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(http, unsourced, given, status, code):
    answer = http.post(unsourced[1], **given)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
