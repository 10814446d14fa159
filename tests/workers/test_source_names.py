"""Names of files that users give, as file systems take them."""

import pytest

from workers.answering import _file_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("notes.txt", "notes.txt"),
        (".hidden.txt", "hidden.txt"),  # a folder leaves hidden files out, a given file is meant
        ("a\0b.txt", "ab.txt"),
        ("../../etc/passwd", "passwd"),
        ("..", "source-3"),
        ("", "source-3"),
    ],
)
def test_a_name_stays_in_its_folder_and_in_sight(given: str, kept: str) -> None:
    assert _file_name(given, 3) == kept


@pytest.mark.parametrize("letter", ["x", "é", "記", "\N{GRINNING FACE}"])
def test_a_long_name_is_cut_by_bytes_and_keeps_its_ending(letter: str, tmp_path) -> None:
    name = _file_name(letter * 250 + ".txt", 1)

    assert name.endswith(".txt")
    (tmp_path / f"12-{name}").write_bytes(b"it fits")
