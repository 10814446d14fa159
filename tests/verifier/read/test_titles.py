import pytest

from verifier.read.titles import site_in_title, title_of

TITLE = "Ferry stays in port"


@pytest.mark.parametrize(
    ("full", "site"),
    [
        ("Ferry stays in port | The Ledger", "The Ledger"),
        ("Ferry stays in port - Galway Bay Ledger", "Galway Bay Ledger"),
        ("Ferry stays in port – Saltmere Parliament", "Saltmere Parliament"),
        ("Ferry stays in port · Ledger", "Ledger"),
        ("Ferry stays in port | Politics | The Ledger", "The Ledger"),
        ("Ferry stays in port | News", None),  # a section
        ("Ferry stays in port - Page 2", None),
        ("Ferry stays in port", None),
        (
            "Ferry stays in port | 5 March 2024 – what the harbour office says about the engine",
            None,
        ),
        ("Harbour: an engine fails | The Ledger", None),  # the title is not the page's own
        ("The Ledger | Ferry stays in port", None),
        ("", None),
    ],
)
def test_the_site_is_what_stands_behind_the_title(full: str, site: str | None) -> None:
    assert site_in_title(full, [TITLE]) == site


def test_a_dash_in_the_title_is_no_end_of_it() -> None:
    assert site_in_title("Ferry stays – for now", ["Ferry stays – for now"]) is None


@pytest.mark.parametrize(
    ("full", "named", "headings", "title"),
    [
        (f"{TITLE} | The Ledger", [], ["The Ledger", TITLE], TITLE),
        (f"{TITLE} | The Ledger", [f"{TITLE} | The Ledger"], [], TITLE),
        ("Home", ["Ferry: no boat on Monday"], [TITLE], "Ferry: no boat on Monday"),
        ("", [], [], None),
    ],
)
def test_the_title_is_that_on_which_two_agree(
    full: str, named: list[str], headings: list[str], title: str | None
) -> None:
    assert title_of(full, named, headings, None) == title
