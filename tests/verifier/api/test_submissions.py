import json

import pytest

JSON = {"Content-Type": "application/json"}
SMALL = 2_000_000  # MAX_ARTICLE_BYTES


def submit(http, body, headers=JSON):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return http.post("/v1/jobs", content=content, headers=headers)


def test_an_article_is_taken_before_anything_is_done_with_it(http, store):
    answer = submit(http, {"text": "“Rain,” she said.", "title": "Rain", "published": "2024-02-01"})

    assert answer.status_code == 202
    job = answer.json()
    assert job["state"] == "queued"
    assert answer.headers["location"] == job["links"]["self"] == f"/v1/jobs/{job['id']}"
    assert int(answer.headers["retry-after"]) >= 1
    assert store.job(job["id"]).title == "Rain"


@pytest.mark.parametrize("field", ["text", "html", "markdown"])
def test_the_article_may_be(http, field):
    assert submit(http, {field: "<p>“Rain,” she said."}).status_code == 202


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        # no JSON
        (b"", 400, "bad_json"),
        (b"{", 400, "bad_json"),
        (b"nothing", 400, "bad_json"),
        (b"[]", 400, "bad_json"),
        (b'"text"', 400, "bad_json"),
        (b"\xff\xfe{", 400, "bad_json"),
        (b'{"text": "a\xff"}', 400, "bad_json"),
        (b"[" * 100_000, 400, "bad_json"),
        (b'{"a":' * 100_000, 400, "bad_json"),
        (b'{"text": ' + b"9" * 5_000 + b"}", 400, "bad_json"),
        (b'{"text": NaN}', 400, "bad_json"),
        (b'{"text": Infinity}', 400, "bad_json"),
        # not exactly one article
        ({}, 422, "one_article"),
        ({"title": "Rain"}, 422, "one_article"),
        ({"text": None}, 422, "one_article"),
        ({"text": "a", "html": "b"}, 422, "one_article"),
        # not an article
        ({"text": ""}, 422, "empty_article"),
        ({"text": " \n\t "}, 422, "empty_article"),
        ({"html": ""}, 422, "empty_article"),
        ({"text": "a\0b"}, 422, "binary_article"),
        ({"text": "a" * (SMALL + 1)}, 413, "too_large"),
        ({"text": "“" * (SMALL // 3 + 1)}, 413, "too_large"),  # three bytes each
        (b'{"text": "' + b"a" * (SMALL * 7) + b'"}', 413, "too_large"),
        # wrong types
        ({"text": 1}, 422, "bad_field"),
        ({"text": ["a"]}, 422, "bad_field"),
        ({"text": {"a": 1}}, 422, "bad_field"),
        ({"url": 1}, 422, "bad_field"),
        ({"text": "a", "title": 1}, 422, "bad_field"),
        ({"text": "a", "title": "x" * 2_001}, 422, "bad_field"),
        ({"text": "a", "title": "x\0"}, 422, "bad_field"),
        (b'{"text": "a", "title": "\\ud800"}', 422, "bad_field"),
        ({"text": "a", "published": "yesterday"}, 422, "bad_field"),
        ({"text": "a", "published": "2024-02-30"}, 422, "bad_field"),
        ({"text": "a", "published": "20240201"}, 422, "bad_field"),
        ({"text": "a", "published": 20240201}, 422, "bad_field"),
        ({"text": "a", "private": "yes"}, 422, "bad_field"),
        ({"text": "a", "colour": "red"}, 422, "bad_field"),
        # addresses
        ({"url": "ftp://news.example/a"}, 422, "bad_scheme"),
        ({"url": "file:///etc/passwd"}, 422, "bad_scheme"),
        ({"url": "javascript:alert(1)"}, 422, "bad_scheme"),
        ({"url": "news.example/a"}, 422, "bad_scheme"),
        ({"url": ""}, 422, "bad_scheme"),
        ({"url": "http://"}, 422, "bad_url"),
        ({"url": "http:///a"}, 422, "bad_url"),
        ({"url": "http://[::1"}, 422, "bad_url"),
        ({"url": "http://news.example:99999/"}, 422, "bad_url"),
        ({"url": "http://ann:secret@news.example/"}, 422, "bad_url"),
        ({"url": "http://news.example/a b"}, 422, "bad_url"),
        ({"url": "http://news.example/" + "a" * 2_000}, 422, "bad_field"),
        # not built
    ],
)
@pytest.mark.usefixtures("nothing_stored")
def test_what_cannot_be_taken_is_named(http, body, status, code):
    answer = submit(http, body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "", "multipart/mixed"])
def test_other_media_types_are_refused(http, kind):
    answer = submit(http, b"a", {"Content-Type": kind})

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_lone_surrogate_is_replaced_one_for_one(http, store):
    job_id = submit(http, b'{"text": "a\\ud800b\\ud83d\\ude00"}').json()["id"]

    body = store.claim(job_id, "worker 1", 600).submission.body

    assert body.decode() == "a\ufffdb😀"


def form(http, files, **fields):
    return http.post("/v1/jobs", files=files, data=fields)


def test_a_file_may_be_uploaded_with_its_sources(http, store):
    files = [
        ("file", ("rain.md", b"> Rain", "text/markdown; charset=utf-8")),
        ("source", ("../../notes.txt", b"rain", "text/plain")),
        ("source", ("b.txt", b"more rain", "text/plain")),
    ]

    answer = form(http, files, published="2024-02-01", private="true")

    assert answer.status_code == 202
    job = store.job(answer.json()["id"])
    assert (job.kind, job.private) == ("markdown", True)
    assert [s.name for s in store.sources(job.id)] == ["notes.txt", "b.txt"]


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [
        ([("source", ("a.txt", b"a", "text/plain"))], 422, "one_article"),
        ([("file", ("a.txt", b"a", ""))] * 2, 422, "one_article"),
        ([("file", ("a.txt", b"", "text/plain"))], 422, "empty_article"),
        ([("file", ("a.bin", bytes(range(256)), ""))], 415, "binary_article"),
        ([("file", ("a.txt", b"a" * (SMALL + 1), "text/plain"))], 413, "too_large"),
        ([("other", ("a.txt", b"a", "text/plain"))], 422, "bad_field"),
    ],
)
@pytest.mark.usefixtures("nothing_stored")
def test_what_cannot_be_uploaded_is_named(http, files, status, code):
    answer = form(http, files)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_form_without_a_boundary_is_a_bad_form(http, kind):
    answer = submit(http, b"--x\r\n\r\n", {"Content-Type": kind})

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_form")


def test_a_form_that_breaks_off_has_no_file(http):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = submit(http, b"--x\r\nContent-Disposition: form-data", headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "one_article")


def test_an_endless_upload_is_cut_off(http):
    def endless():
        while True:
            yield b" " * 65_536

    answer = http.post("/v1/jobs", content=endless(), headers=JSON)

    assert answer.status_code == 413
