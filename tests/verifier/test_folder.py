from pathlib import Path

import pytest

from tests.verifier.read.making import docx, paragraph, pdf
from verifier import channels
from verifier.errors import BadInput
from verifier.folder import MOST_OFFERED, Folder
from verifier.model import Channel, Fetch, Listing, Outcome, Search, Snapshot, Unread
from verifier.read import read_page


def offered(folder: Folder, words: str) -> list[str]:
    search = Search(Channel.FOLDER, words)
    answer = folder.answer(search)
    assert isinstance(answer, Snapshot)
    listing = channels.hear(search, answer)
    assert isinstance(listing, Listing)
    return [candidate.url for candidate in listing.candidates]


def test_files_that_share_a_word_are_offered_hidden_ones_never(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The harbour was quiet.")
    (tmp_path / "a note.txt").write_text("The harbour was loud and the harbour was full.")
    (tmp_path / ".hidden").write_text("The harbour.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.md").write_text("A harbour.")

    assert sorted(offered(Folder([tmp_path]), "harbour")) == [
        "file:a note.txt",
        "file:b.txt",
        "file:in/c.md",
    ]


def test_of_a_large_folder_the_files_with_most_of_the_words_come_first(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text("The harbour was quiet.")
    (tmp_path / "mayor.txt").write_text("The mayor said the harbour would close in winter.")

    found = offered(Folder([tmp_path]), "the harbour would close in winter")

    assert found[0] == "file:mayor.txt"
    assert len(found) == MOST_OFFERED


def test_a_file_is_handed_out_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\x00 bytes")

    answer = Folder([tmp_path]).answer(Fetch("file:a.txt", channel=Channel.FOLDER))

    assert isinstance(answer, Snapshot)
    assert answer.body == b"\xff\x00 bytes"
    assert answer.url == "file:a.txt"


@pytest.mark.parametrize("url", ["file:../secret.txt", "file:/etc/passwd", "file:secret.txt"])
def test_nothing_outside_the_folder_can_be_asked_for(tmp_path: Path, url: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "given").mkdir()

    answer = Folder([tmp_path / "given"]).answer(Fetch(url, channel=Channel.FOLDER))

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.GONE


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)

    folder = Folder([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "a.txt"])

    assert len(folder.names) == 3
    second = folder.answer(Fetch("file:two/a.txt", channel=Channel.FOLDER))
    assert isinstance(second, Snapshot)
    assert second.body == b"two"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere: no such file or folder"):
        Folder([tmp_path / "nowhere"])


def test_a_file_that_went_away_is_unread_and_not_absent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    folder = Folder([tmp_path])
    (tmp_path / "a.txt").unlink()

    answer = folder.answer(Fetch("file:a.txt", channel=Channel.FOLDER))

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.FORBIDDEN


def test_the_file_with_the_very_words_comes_before_one_with_more_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "In winter they would close it. The harbour, he said, the harbour."
    )
    (tmp_path / "b.html").write_text("<p>The <b>harbour</b> would close</p><p>for good</p>")

    assert offered(Folder([tmp_path]), "harbour would close in winter")[0] == "file:a.txt"
    assert offered(Folder([tmp_path]), "the harbour would close")[0] == "file:b.html"


def test_a_link_that_leads_out_of_the_folder_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("harbour")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "in.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "given" / "all").symlink_to(tmp_path)

    assert Folder([tmp_path / "given"]).names == ()


def test_names_that_would_end_a_path_are_escaped_and_found_again(tmp_path: Path) -> None:
    (tmp_path / "100% #1?.txt").write_text("harbour")
    folder = Folder([tmp_path])

    (url,) = offered(folder, "harbour")
    answer = folder.answer(Fetch(url, channel=Channel.FOLDER))

    assert url == "file:100%25 %231%3F.txt"
    assert isinstance(answer, Snapshot)
    assert answer.body == b"harbour"


def test_a_file_that_is_too_large_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("harbour " * 100)

    answer = Folder([tmp_path], max_bytes=50).answer(Fetch("file:a.txt", channel=Channel.FOLDER))

    assert isinstance(answer, Unread)
    assert answer.outcome is Outcome.TOO_LARGE


def test_documents_are_found_by_their_words_where_a_reader_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[(72, 700, 11, "The harbour was quiet.")]]))
    (tmp_path / "b.docx").write_bytes(docx(paragraph("The harbour was loud.")))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 broken")

    assert sorted(offered(Folder([tmp_path], read_page), "harbour")) == [
        "file:a.pdf",
        "file:b.docx",
    ]
    assert offered(Folder([tmp_path]), "harbour") == []
