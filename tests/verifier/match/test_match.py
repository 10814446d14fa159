"""Verdicts of whole quotations: what is found, what is marked, and what is only near."""

import pytest

from verifier.match import match, match_text, prepare
from verifier.model import EditKind, Quotation, QuotationKind, Verdict

PAGE = """Harbour council adopts plan

The council of Norhaven met on Tuesday. “We have come to the conclusion that the course correction that is needed has not been secured,” Anna Lindqvist, the chief negotiator, told reporters.

“We found a big chance to show the talent of the island's builders,” team member Ruta Varga told the press, “to show that young people can build ferries too.” The landlord is not, under any reading of the lease, permitted to enter the flat at night.

"[Ten] years ago, a ferry was launched. Its name was Osprey," the company says. Fishermen want the old lighthouse kept, and 40 of them signed a letter to the mayor in March. Nobody expects the harbour to freeze before the end of January.
"""  # noqa: E501


def verdict(quote: str, text: str = PAGE) -> Verdict:
    found = match_text(quote, prepare(text))
    return found.verdict if found else Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("quote", "expected", "reason"),
    [
        ("Nobody expects the harbour to freeze", Verdict.VERBATIM, "the same words"),
        ("Ten years ago, a ferry was launched.", Verdict.VERBATIM, "the page has the brackets"),
        (
            "to show the talent of the island’s builders,",
            Verdict.VERBATIM,
            "curly marks and a closing comma are typography",
        ),
        (
            "the course correction that is needed has been secured",
            Verdict.ALTERED,
            "a passage and its negation are nearly the same string (gbrain#4706)",
        ),
        (
            "The landlord is ... permitted to enter the flat at night",
            Verdict.ALTERED,
            "a cut that swallows a not (open-legal-products/mike#391)",
        ),
        (
            "Fishermen want the old lighthouse … in March",
            Verdict.NEAR_VERBATIM,
            "a marked cut that drops nothing that turns the meaning",
        ),
        (
            "Fishermen want the old lighthouse [on the cliff] kept",
            Verdict.NEAR_VERBATIM,
            "a marked insertion",
        ),
        (
            "[n]obody expects the harbour to freeze before the end of January",
            Verdict.NEAR_VERBATIM,
            "a letter changed under a mark",
        ),
        (
            "in March ... Fishermen want the old lighthouse kept",
            Verdict.PARTIAL,
            "fragments in another order (open-legal-products/mike#391)",
        ),
        (
            "We found a big chance to show the talent of the island's builders, to show that "
            "young people can build ferries too",
            Verdict.NEAR_VERBATIM,
            "the page interrupts the quotation with its attribution",
        ),
        (
            "Fishermen want the old lighthouse kept, and they will fight every court for it",
            Verdict.PARTIAL,
            "a true start with an invented end (OpenContracts#2189)",
        ),
        (
            "Nobody expects the harbour to freeze, and 40 of them signed a letter to the mayor",
            Verdict.PARTIAL,
            "two places joined without a mark",
        ),
        (
            "The tax on imported violins has ruined three generations of teachers",
            Verdict.NOT_FOUND,
            "other words altogether",
        ),
        (
            "the end of the road for the island's farmers",
            Verdict.NOT_FOUND,
            "common words met by chance (hypothesis/h#2634)",
        ),
    ],
)
def test_the_verdict_of_a_quotation(quote: str, expected: Verdict, reason: str) -> None:
    assert verdict(quote) is expected, reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("The mayor said the har\u00adbour would not freeze this win\u00adter.", "soft hyphens"),
        ("The mayor said the harbour would\nnot freeze this winter.", "hard wrap"),
        ("The mayor said the har-\nbour would not freeze this winter.", "hyphen at line end"),
        ("The mayor said the harbour[12] would not freeze this winter.", "footnote mark"),
        ("The\u00a0mayor said the harbour would  not freeze this\u2009winter.", "odd spaces"),
        ("THE MAYOR SAID the harbour would not freeze this winter.", "a lead in capitals"),
        (
            "The mayor said the harbour would\n\nADVERTISEMENT\n\nnot freeze this winter.",
            "an advertisement in mid-sentence",
        ),
        ("The mayor said the harbour would not freeze this winter.", "nothing"),
    ],
)
def test_what_a_page_does_to_its_text_is_no_change_of_words(page: str, reason: str) -> None:
    text = f"A note from the island. {page} The ferries sailed on."

    assert verdict("The mayor said the harbour would not freeze this winter", text) is (
        Verdict.VERBATIM
    ), reason


def test_ligatures_are_letters() -> None:
    assert verdict("the final office floor", "It was the ﬁnal oﬃce ﬂoor of all.") is (
        Verdict.VERBATIM
    )


def test_spans_are_of_the_article_and_of_the_page() -> None:
    article = "She said: “Fishermen want the old tower kept, and 60 of them signed a letter.”"
    words = "Fishermen want the old tower kept, and 60 of them signed a letter"
    start = article.index(words)
    quotation = Quotation("q1", words, start, start + len(words), QuotationKind.DIRECT)

    (found,) = match([quotation], prepare(PAGE))

    for edit in found.edits:
        assert article[edit.quoted_span.start : edit.quoted_span.end] == edit.quoted
        assert PAGE[edit.source_span.start : edit.source_span.end] == edit.source
    assert {edit.quoted for edit in found.edits} >= {"tower", "60"}
    assert [PAGE[p.start : p.end] for p in found.passages] == [p.text for p in found.passages]


def test_a_reporter_s_paraphrase_in_marks_is_no_find() -> None:
    page = "According to the agency, Kim told deputies that the North would never start a war."
    quote = "has no intention to unilaterally start a war but has no intentions to avoid one"

    assert verdict(quote, page) in (Verdict.NOT_FOUND, Verdict.PARTIAL)


def test_an_empty_page_or_quotation_has_no_match() -> None:
    assert match_text("", prepare(PAGE)) is None
    assert match_text("…", prepare(PAGE)) is None
    assert match_text("any words", prepare("")) is None


def test_few_or_common_words_prove_nothing_by_themselves() -> None:
    short = match_text("the harbour", prepare(PAGE))
    long = match_text("Fishermen want the old lighthouse kept, and 40 of them", prepare(PAGE))

    assert short is not None
    assert short.short
    assert long is not None
    assert not long.short


def test_a_surer_find_scores_higher() -> None:
    page = prepare(PAGE)
    quotes = [
        "Fishermen want the old lighthouse kept, and 40 of them signed a letter",
        "Fishermen want the old lighthouse kept, and 60 of them signed a letter",
        "Fishermen want the old lighthouse kept, and nobody can tell what the winter brings",
        "Fishermen from abroad bought a lighthouse in the north and painted it white",
    ]
    scores = [found.score if (found := match_text(q, page)) else 0.0 for q in quotes]

    assert scores == sorted(scores, reverse=True)
    assert scores[1] > scores[2] > scores[3]


def test_all_open_quotations_at_once_are_as_each_alone() -> None:
    page = prepare(PAGE)
    quotes = [
        "the course correction that is needed has been secured",
        "Fishermen want the old tower kept, and 60 of them signed a letter to the mayor",
        "Nobody expects the harbour to freeze",
    ]
    quotations = [
        Quotation(f"q{n}", q, 0, len(q), QuotationKind.DIRECT) for n, q in enumerate(quotes)
    ]

    together = match(quotations, page)

    for quotation, found in zip(quotations, together, strict=True):
        (alone,) = match([quotation], prepare(PAGE))
        assert alone == found


def test_a_cut_at_a_number_names_the_mark() -> None:
    found = match_text("Fishermen want … kept, and 40 of them signed a letter", prepare(PAGE))

    assert found is not None
    assert found.verdict is Verdict.NEAR_VERBATIM
    assert {edit.kind for edit in found.edits} == {EditKind.MARK}
    assert len(found.passages) == 2


def test_forty_words_stand_on_either_side_of_a_passage() -> None:
    words = [f"word{number}" for number in range(200)]
    said = "the ferry carried nine lanterns over the strait"
    text = f"{' '.join(words)} {said} {' '.join(words)}"

    match = match_text(said, prepare(text))

    assert match is not None
    assert match.prefix.split() == words[-40:]
    assert match.suffix.split() == words[:40]
    assert text[: match.passages[0].start].endswith(match.prefix)
    assert text[match.passages[0].end :].startswith(match.suffix)


def test_of_two_passages_the_words_around_are_those_of_the_first() -> None:
    text = prepare(PAGE).text
    found = match_text("Fishermen want … kept, and 40 of them signed a letter", prepare(PAGE))

    assert found is not None
    assert len(found.passages) == 2
    assert text[: found.passages[0].start].endswith(found.prefix)
    assert text[found.passages[0].end :].startswith(found.suffix)
    assert found.suffix


def test_a_quotation_stitched_from_two_places_has_two_passages() -> None:
    text = (
        "“My first memory is the sound of that engine,” he told the harbour paper. The vote will "
        "be in May, and eleven members have a seat on the council that is to decide about it.\n\n"
        "“I am old, and my last vote will be for it,” he said."
    )
    said = "My first memory is the sound of that engine, and my last vote will be for it"

    match = match_text(said, prepare(text))

    assert match is not None
    assert match.verdict is Verdict.PARTIAL
    assert [passage.text for passage in match.passages] == [
        "My first memory is the sound of that engine",
        "and my last vote will be for it",
    ]
    assert match.quoted is True


def test_an_added_tail_is_one_addition() -> None:
    text = "“We want the ferry to stay in the harbour,” he said. The island has two schools."
    said = "We want the ferry to stay in the harbour while the council argues about parking meters"

    match = match_text(said, prepare(text))

    assert match is not None
    assert match.verdict is Verdict.PARTIAL
    assert [(edit.kind, edit.quoted) for edit in match.edits] == [
        (EditKind.ADDITION, "while the council argues about parking meters")
    ]
