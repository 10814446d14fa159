"""Web archives among the user's files: each page can be found, offered and read."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.verifier.snapshots.examples import AT, PAGE, page, written
from verifier import channels
from verifier.cli import main
from verifier.folder import Folder
from verifier.model import Channel, Fetch, Listing, Outcome, Search, Snapshot, Unread

STORY = "file:old.warc.gz/20240116093000/https://meridianpost.example/story%3Fid=7"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    later = replace(PAGE, fetched_at=AT + timedelta(hours=1))
    other = page(b"<p>The tide of the harbour.", "https://other.example/")
    (tmp_path / "old.warc.gz").write_bytes(written(PAGE, other, later, PAGE))
    (tmp_path / "note.txt").write_text("A note on the tide.")
    return Folder([tmp_path])


def offered(folder: Folder, words: str) -> list[str]:
    search = Search(Channel.FOLDER, words)
    answer = folder.answer(search)
    assert isinstance(answer, Snapshot)
    listing = channels.hear(search, answer)
    assert isinstance(listing, Listing)
    return [candidate.url for candidate in listing.candidates]


def test_pages_are_offered_beside_files_each_capture_by_itself(folder: Folder) -> None:
    assert sorted(offered(folder, "the tide")) == [
        "file:note.txt",
        STORY,
        "file:old.warc.gz/20240116093000/https://other.example/",
        STORY.replace("09", "10", 1),
    ]
    assert offered(folder, "the tide is late")[0] == STORY


def test_a_page_is_handed_out_as_it_was_captured(folder: Folder, tmp_path: Path) -> None:
    answer = folder.answer(Fetch(STORY, channel=Channel.FOLDER))

    assert answer == replace(PAGE, url=STORY, path=str(tmp_path / "old.warc.gz"))


@pytest.mark.parametrize(
    "url",
    [
        STORY.replace("20240116", "20240117"),
        "file:old.warc.gz/../note.txt",
        "file:new.warc.gz/20240116093000/https://meridianpost.example/",
    ],
)
def test_a_page_that_is_not_there_is_gone(folder: Folder, url: str) -> None:
    answer = folder.answer(Fetch(url, channel=Channel.FOLDER))

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.GONE


def test_a_page_whose_archive_changed_is_not_another_page(folder: Folder, tmp_path: Path) -> None:
    offered(folder, "the tide")
    (tmp_path / "old.warc.gz").write_bytes(b"")

    answer = folder.answer(Fetch(STORY, channel=Channel.FOLDER))

    assert isinstance(answer, Unread)


def test_a_broken_archive_leaves_the_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"harbour")[:-4] + b"?")
    (tmp_path / "b.warc").write_bytes(b"harbour")
    (tmp_path / "c.txt").write_text("harbour")

    assert offered(Folder([tmp_path]), "harbour") == ["file:c.txt"]


def test_the_command_line_checks_against_an_archive(tmp_path: Path) -> None:
    archive, article = tmp_path / "old.warc.gz", tmp_path / "article.txt"
    said = "The tide will come in later this year than in any year before it"
    archive.write_bytes(written(page(f"<p>“{said},” said Mara Lind.".encode())))
    article.write_text(f"“{said},” Mara Lind said (The Meridian Post, Jan. 16, 2024).")

    done = CliRunner().invoke(
        main,
        ["check", str(article), "--sources", str(archive), "--offline", "-q", "--format", "json"],
    )

    (finding,) = json.loads(done.stdout)["findings"]
    # The capture's own address tells that it is a page of the outlet that the article names.
    assert (finding["verdict"], finding["evidence"]["relation"]) == ("verbatim", "named")
    assert finding["evidence"]["url"] == STORY
    assert finding["evidence"]["final_url"] == PAGE.final_url
    assert finding["evidence"]["retrieved_at"].startswith("2024-01-16T09:30:00")
