"""What stands in the archive, read back by warcio's own reader and checked by its own checker."""

import gzip
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from tests.verifier.snapshots.examples import AT, PAGE, page, written
from verifier.snapshots.warc_in import pages


def records(archive: bytes) -> list[Any]:
    found = []
    for record in ArchiveIterator(io.BytesIO(archive)):
        record.body = record.content_stream().read()
        found.append(record)
    return found


def header(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name))


def test_a_page_is_a_response_with_its_request_after_one_record_about_the_archive() -> None:
    info, response, request = records(written(PAGE))

    assert [r.rec_type for r in (info, response, request)] == ["warcinfo", "response", "request"]
    assert {r.rec_headers.protocol for r in (info, response, request)} == {"WARC/1.1"}
    assert b"isPartOf: job 1\r\n" in info.body
    assert header(response, "WARC-Target-URI") == PAGE.final_url
    assert header(response, "WARC-Date") == "2024-01-16T09:30:00.250000Z"
    assert header(response, "WARC-Payload-Digest") == f"sha256:{PAGE.sha256}"
    assert header(response, "WARC-Warcinfo-ID") == header(info, "WARC-Record-ID")
    assert header(request, "WARC-Concurrent-To") == header(response, "WARC-Record-ID")
    assert request.http_headers.protocol == "GET"
    assert request.http_headers.statusline == "/story?id=7 HTTP/1.1"
    assert request.http_headers.headers == [("Host", "meridianpost.example")]


def test_headers_fit_the_body_as_it_is_kept() -> None:
    packed = replace(
        PAGE,
        headers=(
            ("content-type", "text/html; charset=utf-8"),
            ("content-encoding", "gzip"),
            ("content-length", "17"),
            ("transfer-encoding", "chunked"),
            ("etag", '"7"'),
        ),
    )

    response = records(written(packed))[1]

    assert response.http_headers.statusline == "200 OK"
    assert response.http_headers.headers == [
        ("content-type", "text/html; charset=utf-8"),
        ("etag", '"7"'),
        ("content-length", str(len(PAGE.body))),
    ]
    assert response.body == PAGE.body


def test_the_address_that_led_to_a_page_points_at_its_capture() -> None:
    *_, revisit = records(written(replace(PAGE, url="https://short.example/7#top")))

    assert revisit.rec_type == "revisit"
    assert header(revisit, "WARC-Target-URI") == "https://short.example/7"
    assert header(revisit, "WARC-Refers-To-Target-URI") == PAGE.final_url
    assert header(revisit, "WARC-Refers-To-Date") == header(revisit, "WARC-Date")
    assert header(revisit, "WARC-Payload-Digest") == f"sha256:{PAGE.sha256}"


def test_a_fragment_is_no_redirect() -> None:
    assert len(records(written(replace(PAGE, url=PAGE.url + "#quote")))) == 3


def test_a_file_of_the_user_is_a_resource() -> None:
    file = replace(page(b"words", "file:a note é.txt", "text/plain"), path="/home/a note é.txt")

    (_, resource) = records(written(file))

    assert resource.rec_type == "resource"
    assert header(resource, "WARC-Target-URI") == "file:a%20note%20%C3%A9.txt"
    assert header(resource, "Content-Type") == "text/plain"
    assert resource.body == b"words"


def test_a_capture_is_written_once_and_every_other_one_too() -> None:
    later = replace(PAGE, fetched_at=AT + timedelta(days=1))

    found = records(written(PAGE, PAGE, later))

    assert [r.rec_type for r in found].count("response") == 2


def test_the_same_pages_give_the_same_bytes() -> None:
    assert written(PAGE, page(b"other")) == written(PAGE, page(b"other"))
    assert written(PAGE) != written(page(b"other"))


def test_a_line_break_in_a_header_makes_no_further_header() -> None:
    evil = replace(PAGE, headers=(("etag", "1\r\nset-cookie: a=b"),))

    response = records(written(evil))[1]

    assert response.http_headers.headers[0] == ("etag", "1 set-cookie: a=b")


@pytest.mark.parametrize("status", [200, 299, 700])
def test_a_status_without_a_name_is_written_all_the_same(status: int) -> None:
    response = records(written(replace(PAGE, status=status)))[1]

    assert response.http_headers.get_statuscode() == str(status)


def test_each_record_is_a_gzip_member_of_its_own_without_a_time() -> None:
    archive = written(PAGE)

    assert archive.count(b"\x1f\x8b\x08\x00\x00\x00\x00\x00") == 3
    assert gzip.decompress(archive).count(b"WARC/1.1\r\n") == 3


def test_every_digest_is_right_for_warcios_own_check(tmp_path: Path) -> None:
    archive = tmp_path / "evidence.warc.gz"
    archive.write_bytes(written(PAGE, replace(PAGE, url="https://short.example/7"), page(b"")))
    wrong = tmp_path / "wrong.warc"
    wrong.write_bytes(gzip.decompress(archive.read_bytes()).replace(b"tide is", b"tide Is"))

    with pytest.raises(SystemExit) as right:
        warcio(["check", str(archive)])
    with pytest.raises(SystemExit) as altered:
        warcio(["check", str(wrong)])

    assert (right.value.code, altered.value.code) == (0, 1)


def test_what_was_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    archived = replace(
        page(b"<p>Old words.", "https://archive.example/web/20240116id_/https://a.example/"),
        headers=(
            ("content-type", "text/html"),
            ("memento-datetime", "Tue, 16 Jan 2024 00:00:00 GMT"),
        ),
        memento_datetime=datetime(2024, 1, 16, tzinfo=UTC),
    )
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(written(PAGE, archived))

    found = tuple(pages(archive))

    assert found == (replace(PAGE, path=str(archive)), replace(archived, path=str(archive)))
