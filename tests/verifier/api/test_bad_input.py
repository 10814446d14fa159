"""What callers send by mistake or by malice: always a 4xx problem that names what is wrong."""

import io
import json
import zipfile

import pytest

JSON = {"Content-Type": "application/json"}
UNKNOWN = "00000000-0000-0000-0000-000000000000"
JOBS = "/v1/jobs"


def text(**fields):
    return json.dumps({"text": "“Rain,” she said.", **fields}).encode()


# path, headers, body, status, the words that the detail must have
BODIES = [
    # JSON that is none
    (JOBS, JSON, b"", 400, "JSON"),
    (JOBS, JSON, b"\xef\xbb\xbf", 400, "JSON"),
    (JOBS, JSON, b"null", 400, "object"),
    (JOBS, JSON, b"true", 400, "object"),
    (JOBS, JSON, b"0", 400, "object"),
    (JOBS, JSON, b"[{}]", 400, "object"),
    (JOBS, JSON, b"{'text': 'a'}", 400, "JSON"),
    (JOBS, JSON, b'{"text": "a",}', 400, "JSON"),
    (JOBS, JSON, b'{"text": "a"} {}', 400, "JSON"),
    (JOBS, JSON, b'{"text": "a\nb"}', 400, "JSON"),
    (JOBS, JSON, b'{"text": "\\x41"}', 400, "JSON"),
    (JOBS, JSON, b'{"text": "\\u12"}', 400, "JSON"),
    (JOBS, JSON, b'{"text": -Infinity}', 400, "JSON"),
    (JOBS, JSON, b'{"text": 1e999999}', 422, "text"),
    (JOBS, JSON, b'{"text": ' + b"1" * 10_000 + b"}", 400, "JSON"),
    (JOBS, JSON, b"\0" * 100, 400, "JSON"),
    (JOBS, JSON, b"\x1f\x8b\x08\x00" + b"a" * 50, 400, "JSON"),
    # other encodings than UTF-8
    (JOBS, JSON, '{"text": "é"}'.encode("latin-1"), 400, "JSON"),
    (JOBS, JSON, '{"text": "a"}'.encode("utf-16"), 400, "JSON"),
    (JOBS, JSON, '{"text": "a"}'.encode("utf-32"), 400, "JSON"),
    (JOBS, JSON, b'{"text": "\xed\xa0\x80"}', 400, "JSON"),
    (JOBS, JSON, b'{"text": "\xc0\x80"}', 400, "JSON"),
    # deep
    (JOBS, JSON, b"[" * 1_000_000, 400, "JSON"),
    (JOBS, JSON, b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400, "JSON"),
    (JOBS, JSON, b'{"text":' + b"[" * 500 + b"]" * 500 + b"}", 422, "text"),
    # wrong types, field by field
    (JOBS, JSON, text(html="a"), 422, "html"),
    (JOBS, JSON, b'{"text": false}', 422, "text"),
    (JOBS, JSON, b'{"html": 0}', 422, "html"),
    (JOBS, JSON, b'{"markdown": {}}', 422, "markdown"),
    (JOBS, JSON, b'{"url": ["http://a.example"]}', 422, "url"),
    (JOBS, JSON, text(title=["a"]), 422, "title"),
    (JOBS, JSON, text(title=10**400), 422, "title"),
    (JOBS, JSON, text(title="a\0b"), 422, "title"),
    (JOBS, JSON, text(title="\ud800"), 422, "title"),
    (JOBS, JSON, text(title="a\x7fb"), 422, "title"),
    (JOBS, JSON, text(title="a" * 2_001), 422, "title"),
    (JOBS, JSON, text(published=0), 422, "published"),
    (JOBS, JSON, text(published=True), 422, "published"),
    (JOBS, JSON, text(published="2024-13-01"), 422, "published"),
    (JOBS, JSON, text(published="0000-01-01"), 422, "published"),
    (JOBS, JSON, text(published="2024-W05-2"), 422, "published"),
    (JOBS, JSON, text(published="٢٠٢٤-٠١-٢٧"), 422, "published"),
    (JOBS, JSON, text(private=1), 422, "private"),
    (JOBS, JSON, text(private="true"), 422, "private"),
    (JOBS, JSON, text(private=None), 422, "private"),
    (JOBS, JSON, text(webhook_url={}), 422, "webhook_url"),
    (JOBS, JSON, text(webhook_url="//a.example/"), 422, "webhook_url"),
    (JOBS, JSON, text(webhook_url="http://\ud800.example/"), 422, "webhook_url"),
    (JOBS, JSON, text(webhook_url="http://0x7f.1/"), 422, "webhook_url"),
    (JOBS, JSON, text(**{"": 1}), 422, "no such field"),
    (JOBS, JSON, text(**{"a\0": 1}), 422, "no such field"),
    (JOBS, JSON, text(**{"\ud800": 1}), 422, "no such field"),
    (JOBS, JSON, text(__proto__={}), 422, "no such field"),
    (JOBS, JSON, text(Title="a"), 422, "Title"),
    # articles that are none
    (JOBS, JSON, b'{"text": "\\u0000"}', 422, "NUL"),
    (JOBS, JSON, b'{"text": "\\u2003\\u00a0"}', 422, "empty"),
    (JOBS, JSON, b'{"markdown": "\\n\\n"}', 422, "empty"),
    (JOBS, JSON, b'{"url": "http://[::1"}', 422, "url"),
    (JOBS, JSON, b'{"url": "http://a.example:0/"}', 422, "url"),
    (JOBS, JSON, b'{"url": "http://a.example:-1/"}', 422, "url"),
    (JOBS, JSON, b'{"url": "\\u0000"}', 422, "url"),
    (JOBS, JSON, b'{"url": "data:text/html,a"}', 422, "url"),
    (JOBS, JSON, b'{"url": "http://a.example/\\ud800"}', 422, "url"),
    # media types
    (JOBS, {}, b"{}", 415, "application/json"),
    (JOBS, {"Content-Type": "application/x-www-form-urlencoded"}, b"text=a", 415, "json"),
    (JOBS, {"Content-Type": "text/html"}, b"<p>a", 415, "application/json"),
    (JOBS, {"Content-Type": ";;;"}, b"{}", 415, "application/json"),
    (JOBS, {"Content-Type": "a" * 5_000}, b"{}", 415, "application/json"),
    (JOBS, {"Content-Type": "multipart/form-data; boundary=" + "x" * 300}, b"--", 400, "form"),
    (JOBS, {"Content-Type": "multipart/form-data; boundary=x"}, b"\0" * 999, 400, "form"),
    # keys
    (JOBS, JSON | {"Idempotency-Key": ""}, text(), 400, "Idempotency-Key"),
    (JOBS, JSON | {"Idempotency-Key": "a b"}, text(), 400, "Idempotency-Key"),
    (JOBS, JSON | {"Idempotency-Key": "k" * 256}, text(), 400, "Idempotency-Key"),
    (JOBS, JSON | {"Idempotency-Key": b"\xc3\xa9"}, text(), 400, "Idempotency-Key"),
]


@pytest.mark.parametrize(("path", "headers", "body", "status", "named"), BODIES)
@pytest.mark.usefixtures("nothing_stored")
def test_a_bad_submission_is_a_problem_that_names_it(http, path, headers, body, status, named):
    answer = http.post(path, content=body, headers=headers)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert named.lower() in answer.json()["detail"].lower()


def zipped(*parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts:
            made.writestr(name, body)
    return file.getvalue()


# Encrypted with a password that nobody knows: the values of /O and /U are of no password.
LOCKED_PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n"
    b"4 0 obj <</Filter/Standard/V 1/R 2/P -44/O<"
    + b"61" * 32
    + b">/U<"
    + b"62" * 32
    + b">>> endobj\n"
    b"trailer <</Root 1 0 R/Encrypt 4 0 R/ID[<30><30>]>>\n%%EOF\n"
)

DOCX, PDF = "a.docx", "a.pdf"
BOMB = zipped(("word/document.xml", b" " * 1_000), ("bomb", b"\0" * 201_000_000))
CROWD = zipped(("word/document.xml", b""), *((str(number), b"") for number in range(3_001)))

# parts of the form (field, file name, bytes), status, the words that the detail must have
FORMS = [
    ([("file", DOCX, b"no zip")], 415, "file"),
    ([("file", DOCX, b"PK\x03\x04" + b"\0" * 99)], 415, "file"),
    ([("file", DOCX, zipped(("a", b"b"))[:-9])], 415, "file"),
    ([("file", DOCX, BOMB)], 422, "file"),
    ([("file", DOCX, CROWD)], 422, "file"),
    ([("file", PDF, b"no pdf at all")], 415, "file"),
    ([("file", PDF, LOCKED_PDF)], 422, "file"),
    ([("file", "a.txt", b"a\0b")], 422, "NUL"),
    ([("file", "a.html", b"<p>\0")], 422, "NUL"),
    ([("file", "a.txt", b" \n\t ")], 422, "empty"),
    ([("file", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(64))], 415, "file"),
    ([("file", "a.zip", zipped(("a", b"b")))], 415, "file"),
    ([("file", "a.txt", b"a"), ("source", "", b"b")], 422, "source"),
    ([("file", "a.txt", b"a"), ("published", None, b"soon")], 422, "published"),
    ([("file", "a.txt", b"a"), ("published", None, b"\xff")], 422, "published"),
    ([("file", "a.txt", b"a"), ("private", None, b"perhaps")], 422, "private"),
    ([("file", "a.txt", b"a"), ("webhook_url", None, b"ftp://a.example/")], 422, "webhook_url"),
    ([("file", "a.txt", b"a"), ("title", None, b"a\0b")], 422, "title"),
    ([("file", "a.txt", b"a"), ("text", None, b"b")], 422, "text"),
    ([("file", "a.txt", b"a"), ("title", "t.txt", b"b")], 422, "title"),
    ([("file", None, b"a")], 422, "file"),
    ([("source", "a.txt", b"a")], 422, "file"),
    ([("file", "a.txt", b"a")] + [("source", f"{n}.txt", b"b") for n in range(51)], 400, "form"),
]


@pytest.mark.parametrize(("parts", "status", "named"), FORMS)
@pytest.mark.usefixtures("nothing_stored")
def test_a_bad_form_is_a_problem_that_names_it(http, parts, status, named):
    answer = http.post(JOBS, files=[(field, (name, body)) for field, name, body in parts])

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert named.lower() in answer.json()["detail"].lower()


def test_the_list_of_bad_input_is_long():
    assert len(BODIES) + len(FORMS) + len(PATHS) >= 100


# method, path, status
PATHS = [
    ("GET", f"{JOBS}/{UNKNOWN}", 404),
    ("GET", f"{JOBS}/%00", 404),
    ("GET", f"{JOBS}/%ED%A0%80", 404),
    ("GET", f"{JOBS}/%FF", 404),
    ("GET", f"{JOBS}/" + "a" * 4_000, 404),
    ("GET", f"{JOBS}/{UNKNOWN}/report?format=%00", 404),
    ("GET", f"{JOBS}/{UNKNOWN}/webhook", 404),
    ("GET", f"{JOBS}/{UNKNOWN}/events", 404),
    ("GET", f"{JOBS}/{UNKNOWN}/evidence.warc.gz", 404),
    ("POST", f"{JOBS}/{UNKNOWN}/retry?only=everything", 422),
    ("PUT", f"{JOBS}/{UNKNOWN}/findings/x/decision", 400),
    ("DELETE", f"{JOBS}/%00", 404),
    ("GET", f"{JOBS}?limit=-1", 422),
    ("GET", f"{JOBS}?limit=1e9", 422),
    ("GET", f"{JOBS}?limit=" + "9" * 5_000, 422),
    ("GET", f"{JOBS}?limit=%00", 422),
    ("GET", f"{JOBS}?state=", 422),
    ("GET", f"{JOBS}?cursor=%ff%fe", 422),
    ("GET", f"{JOBS}?cursor=" + "A" * 10_000, 422),
    ("GET", "/v1/snapshots/%00", 404),
    ("GET", "/v1/snapshots/" + "0" * 64 + "?raw=maybe", 422),
    ("PATCH", f"{JOBS}/{UNKNOWN}", 405),
    ("TRACE", JOBS, 405),
]


@pytest.mark.parametrize(("method", "path", "status"), PATHS)
@pytest.mark.usefixtures("nothing_stored")
def test_a_bad_path_or_query_is_a_problem(http, method, path, status):
    answer = http.request(method, path)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("etag", ["", "*", "W/", '"', ",,,", "x" * 5_000, "é".encode()])
def test_no_etag_breaks_a_poll(http, etag):
    job_id = http.post(JOBS, json={"text": "“Rain.”"}).json()["id"]

    answer = http.get(f"{JOBS}/{job_id}", headers={"If-None-Match": etag})

    assert answer.status_code in (200, 304)
