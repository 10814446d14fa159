"""Archives of others: every form that is met, and none that does harm."""

import gzip
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.verifier.snapshots.examples import PAGE, page, written
from verifier.snapshots.unpacked import Unpacked
from verifier.snapshots.warc_in import Bounds, page_at, pages, placed

URL = "http://news.example/"
BODY = b"<title>T</title><p>The harbour would close in winter."
DATE = b"WARC-Date: 2024-01-16T09:30:00Z\r\n"
HTML = b"Content-Type: text/html\r\n"


def record(
    block: bytes, *, kind: bytes = b"response", more: bytes = DATE, length: int = -1
) -> bytes:
    size = len(block) if length < 0 else length
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: " + URL.encode() + b"\r\n"
        + more + b"Content-Length: " + str(size).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    )  # fmt: skip


def answer(body: bytes = BODY, headers: bytes = HTML, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def bodies(tmp_path: Path, archive: bytes, bounds: Bounds | None = None) -> list[bytes]:
    file = tmp_path / "x.warc"
    file.write_bytes(archive)
    return [held.body for held in (pages(file, bounds) if bounds else pages(file))]


GZIPPED = gzip.compress(BODY)
CHUNKED = b"a\r\n%s\r\n%x;x=1\r\n%s\r\n0\r\nT: 1\r\n\r\n" % (BODY[:10], len(BODY) - 10, BODY[10:])
CHUNKS = HTML + b"Transfer-Encoding: chunked\r\n"
PACKED = HTML + b"Content-Encoding: gzip\r\n"


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(record(answer()), id="plain"),
        pytest.param(gzip.compress(record(answer())), id="packed by record"),
        pytest.param(gzip.compress(record(b"x", kind=b"warcinfo") + record(answer())), id="as one"),
        pytest.param(record(answer().replace(b"\r\n", b"\n")).replace(b"\r\n", b"\n"), id="bare"),
        pytest.param(record(answer(GZIPPED, PACKED)), id="gzip"),
        pytest.param(record(answer(BODY, PACKED)), id="gzip undone, header left"),
        pytest.param(record(answer(CHUNKED, CHUNKS)), id="chunked"),
        pytest.param(record(answer(BODY, CHUNKS)), id="chunks undone, header left"),
        pytest.param(record(BODY, kind=b"resource", more=DATE + HTML), id="resource"),
        pytest.param(record(BODY, kind=b"conversion", more=DATE + HTML), id="conversion"),
        pytest.param(record(answer()).replace(URL.encode(), b"<%s>" % URL.encode()), id="<URI>"),
        pytest.param(record(answer(headers=b"Content-Type:\r\n text/html\r\n")), id="folded"),
        pytest.param(record(answer(), more=b"WARC-Date: 2024-01-16\r\n"), id="a day as date"),
        pytest.param(record(answer()).replace(b"WARC-Type", b"warc-type"), id="lower case"),
    ],
)
def test_a_page_is_found_in_every_form_of_archive(tmp_path: Path, archive: bytes) -> None:
    assert bodies(tmp_path, archive) == [BODY]


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(record(answer(status=b"404 Not Found")), id="not found"),
        pytest.param(record(answer(status=b"206 Partial")), id="a part"),
        pytest.param(record(answer(status=b"301 Moved")), id="a redirect"),
        pytest.param(record(answer(), more=DATE + b"WARC-Truncated: length\r\n"), id="truncated"),
        pytest.param(record(answer(), more=DATE + b"WARC-Segment-Number: 1\r\n"), id="segment"),
        pytest.param(record(answer(headers=HTML + b"Content-Length: 999\r\n")), id="broke off"),
        pytest.param(record(answer(CHUNKED[:30], CHUNKS)), id="a chunk is missing"),
        pytest.param(record(answer(GZIPPED[:-9], PACKED)), id="gzip broke off"),
        pytest.param(record(answer(BODY, HTML + b"Content-Encoding: br\r\n")), id="brotli"),
        pytest.param(record(answer(b"\x89PNG", b"Content-Type: image/png\r\n")), id="picture"),
        pytest.param(record(answer(BODY, b"Content-Type: text/css\r\n")), id="style"),
        pytest.param(record(BODY, kind=b"request"), id="request"),
        pytest.param(record(BODY, kind=b"metadata"), id="metadata"),
        pytest.param(record(answer(), more=b"WARC-Date: soon\r\n"), id="no date"),
        pytest.param(record(BODY), id="no HTTP head"),
        pytest.param(record(answer()).replace(b"http:", b"http:["), id="no address"),
    ],
)
def test_what_is_no_whole_page_is_passed_over(tmp_path: Path, archive: bytes) -> None:
    assert bodies(tmp_path, archive + record(answer(b"<p>next"))) == [b"<p>next"]


@pytest.mark.parametrize(
    "rest",
    [
        b"not an archive",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n",
        record(answer(), length=100_000),
        record(answer(), length=3),
        b"\r\n" * 1000 + record(answer()),
        b"WARC/1.0\r\n" + b"A: b\r\n" * 1000,
        b"WARC/1.0\r\n" + b"A" * 20_000,
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_archive_ends_where_it_breaks(tmp_path: Path, rest: bytes) -> None:
    assert bodies(tmp_path, record(answer(b"<p>first")) + rest)[:1] == [b"<p>first"]
    assert len(bodies(tmp_path, record(answer(b"<p>first")) + rest)) <= 2


def test_a_file_that_is_not_there_has_no_pages(tmp_path: Path) -> None:
    assert tuple(pages(tmp_path / "nowhere.warc")) == ()
    assert tuple(pages(tmp_path)) == ()


def test_each_page_is_found_again_by_its_place(tmp_path: Path) -> None:
    other = page(b"<p>other", "https://other.example/")
    archives = {
        "packed.warc.gz": written(PAGE, other),
        "plain.warc": gzip.decompress(written(PAGE, other)),
        "as-one.warc.gz": gzip.compress(gzip.decompress(written(PAGE, other))),
    }
    for name, archive in archives.items():
        file = tmp_path / name
        file.write_bytes(archive)
        found = list(placed(file))
        assert [held.body for _, held in found] == [PAGE.body, other.body], name
        assert [page_at(file, place) for place, _ in found] == [held for _, held in found], name


def test_what_warcio_recorded_is_read(tmp_path: Path) -> None:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    writer.write_record(writer.create_warcinfo_record("x", {"software": "x"}))
    writer.write_record(
        writer.create_warc_record(
            URL, "response", payload=BytesIO(BODY), length=len(BODY), http_headers=head
        )
    )

    assert bodies(tmp_path, out.getvalue()) == [BODY]


# --- bounds ----------------------------------------------------------------------------------


def test_records_and_bytes_are_bounded(tmp_path: Path) -> None:
    many = record(answer()) * 10

    assert len(bodies(tmp_path, many, Bounds(records=4))) == 4
    assert len(bodies(tmp_path, many, Bounds(unpacked_bytes=len(many) // 2))) == 5
    assert bodies(tmp_path, many, Bounds(body_bytes=len(BODY) - 1)) == []


BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
ZEROS = BOMB.compress(b"<p>" + b" " * 300_000_000) + BOMB.flush()


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(record(answer(ZEROS, PACKED)), id="in a body"),
        pytest.param(gzip.compress(record(answer(ZEROS, PACKED))), id="in a packed body"),
        pytest.param(ZEROS, id="the file itself, one line"),
        pytest.param(ZEROS + gzip.compress(b"\n" * 1_000_000), id="empty lines"),
    ],
)
def test_a_bomb_is_not_unpacked(tmp_path: Path, archive: bytes) -> None:
    tracemalloc.start()
    try:
        assert bodies(tmp_path, archive, Bounds(body_bytes=1_000_000)) == []
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


WHOLE = (written(PAGE), gzip.decompress(written(PAGE)))


@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(WHOLE))
def test_no_damage_is_raised(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int, whole: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.warc"
    file.write_bytes(whole[:at] + damage + whole[at + len(damage) :])

    for place, held in placed(file):
        assert page_at(file, place) == held


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1), st.integers(0, 500))
def test_members_read_as_one_file_and_every_place_is_found_again(
    members: list[bytes], at: int
) -> None:
    file = BytesIO(b"".join(map(gzip.compress, members)))
    whole = b"".join(members)
    source = Unpacked(file, most=10_000)

    assert source.take(at) == whole[:at]
    place = source.place
    assert source.take(10_000) == whole[at:]
    assert Unpacked(file, most=10_000, place=place).take(10_000) == whole[at:]


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1), st.integers(1, 20))
def test_lines_are_whole_or_as_long_as_allowed(members: list[bytes], most: int) -> None:
    source = Unpacked(BytesIO(b"".join(map(gzip.compress, members))), most=10_000)

    lines = list(iter(lambda: source.line(most), b""))

    assert b"".join(lines) == b"".join(members)
    assert all(len(line) == most or line.endswith(b"\n") for line in lines[:-1])
    assert all(b"\n" not in line[:-1] for line in lines)
