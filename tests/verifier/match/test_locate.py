"""Where on a page a quotation may stand."""

from verifier.match import prepare
from verifier.match.locate import exact, windows
from verifier.match.shelf import index

PAGES = [
    prepare("The ferry sailed at noon and the island council met in the old customs house."),
    prepare("Nobody expects the harbour to freeze before the end of the month, the captain said."),
    prepare("今天天气很冷。岛上的新博物馆周一开放，展出渔网和船只。学校照常上课。"),
]


def test_whole_words_only() -> None:
    page = prepare("The party took part in the parting.")

    assert [page.key[at : at + 4] for at in exact(page, "part")] == ["part"]
    assert exact(page, "art") == []


def test_a_quotation_with_changes_is_located() -> None:
    quotes = ["nobody expected the harbour to melt before the end", "nothing of this is there"]

    (places, nowhere) = windows(PAGES[1], quotes)

    assert places
    assert "harbour to freeze" in PAGES[1].key[places[0].start : places[0].end]
    assert nowhere == []


def test_a_shelf_finds_what_the_pages_find() -> None:
    shelf = index(PAGES)
    quotes = [
        "the ferry sailed at night and the island council met",
        "岛上的旧博物馆周一开放展出渔网",
    ]

    found = shelf.find(quotes)

    assert [places[0][0] for places in found] == [0, 2]
    for (page, window), words in zip(
        (places[0] for places in found), ("ferry", "博物馆"), strict=True
    ):
        assert words in PAGES[page].key[window.start : window.end]
