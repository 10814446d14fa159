"""What is a record of words that were said, and what a story that mentions one?"""

import pytest

from verifier.model import Document, MediaType
from verifier.records import is_record

TURNS = "\n".join(
    ["THE CHAIR: Order.", "Ida Fennimore: We will mend it.", "THE CHAIR: When?", "Q: And who pays?"]
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Transcript of the council meeting", True),
        ("Full transcript: Ida Fennimore on the ferry", True),
        ("Ferry hearing: transcript", True),
        ("Ida Fennimore Press Conference Transcript | Saltmere Council", True),
        ("Full text of the mayor's speech", True),
        ("Minutes of the harbour board, 15 January", True),
        ("Remarks by Mayor Fennimore at the Opening of the Pier", True),
        ("Statement of Ida Fennimore before the Harbour Committee", True),
        ("Testimony of Ida Fennimore", True),
        ("Five minutes with Ida Fennimore", False),
        ("Minister's testimony draws fire", False),
        ("Fennimore proceedings against paper begin", False),
        ("Remarks by chair anger islanders", False),
        ("Transcript reveals the board's doubts", False),
        ("The ferry is the longest street", False),
    ],
)
def test_by_its_title(title: str, expected: bool) -> None:
    page = Document("Ida Fennimore spoke.", MediaType.HTML, sha256="1" * 64, title=title)

    assert is_record(page) is expected


@pytest.mark.parametrize(
    ("title", "expected"), [("Proceedings, 15 January", True), ("A talk with Ida Fennimore", False)]
)
def test_a_title_that_mentions_one_is_borne_out_by_lines_with_names(
    title: str, expected: bool
) -> None:
    page = Document(TURNS, MediaType.HTML, sha256="1" * 64, title=title)

    assert is_record(page) is expected
