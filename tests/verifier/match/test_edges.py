# ruff: noqa: E501 - a case a line reads as the table that it is
"""What the page says just outside a passage: denials and conditions that a quotation leaves out."""

import pytest

from verifier.match import match, prepare
from verifier.model import EditKind, Match, Quotation, QuotationKind, Verdict

NOISE = "\n\nThe ferry sailed at noon. The island has two schools and a small museum of nets.\n"
GERMAN = "\n\nDie Fähre legte am Mittag ab. Auf der Insel gibt es zwei Schulen und ein Museum.\n"
FRENCH = "\n\nLe bateau est parti à midi. Sur cette île il y a deux écoles et un petit musée.\n"
SPANISH = "\n\nEl barco salió al mediodía. En la isla hay dos escuelas y un museo muy pequeño.\n"


def look(article: str, page: str, noise: str = NOISE, *, language: str = "en") -> Match:
    """The match of what stands between the first marks of the article."""
    start, end = article.index("“") + 1, article.index("”")
    quotation = Quotation("q1", article[start:end], start, end, QuotationKind.MIXED)
    (found,) = match([quotation], prepare(page + noise), language=language, article=article)
    return found


SAYS = "She was “convinced that the drawings show a plan for the harbour” at the time."


@pytest.mark.parametrize(
    ("page", "denial"),
    [
        ("It is a start, although I am not convinced that the drawings show a plan for the harbour.", "not"),
        ("She was never convinced that the drawings show a plan for the harbour.", "never"),
        ("She wasn’t really convinced that the drawings show a plan for the harbour.", "wasn’t"),
        ("Far from being convinced that the drawings show a plan for the harbour, she left.", "Far from"),
        ("She denies that she was convinced that the drawings show a plan for the harbour.", "denies"),
        ("Nobody was convinced that the drawings show a plan for the harbour.", "Nobody"),
        ("Unless convinced that the drawings show a plan for the harbour, she stays.", "Unless"),
        ("I do not think that it is “convinced that the drawings show a plan for the harbour”.", "not"),
    ],
)  # fmt: skip
def test_a_denial_left_out_before_the_quotation_is_an_edit(page: str, denial: str) -> None:
    found = look(SAYS, page)

    assert found.verdict is Verdict.ALTERED
    assert [(e.op, e.kind, e.quoted, e.source) for e in found.edits] == [
        ("delete", EditKind.NEGATION, "", denial)
    ]
    edit = found.edits[0]
    assert edit.quoted_span.start == edit.quoted_span.end == SAYS.index("“") + 1
    assert page[edit.source_span.start : edit.source_span.end] == denial


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("She said she was convinced that the drawings show a plan for the harbour.", "no denial"),
        ("It is not a draft. Convinced that the drawings show a plan for the harbour, she left.", "another sentence"),
        ("She was not alone, convinced that the drawings show a plan for the harbour.", "another clause"),
        ("She was not only convinced that the drawings show a plan for the harbour.", "not only"),
        ("Tell me whether or not convinced that the drawings show a plan for the harbour.", "or not"),
        ("Isn't she convinced that the drawings show a plan for the harbour?", "a question that says yes"),
        ("It cannot be denied that she was convinced that the drawings show a plan for the harbour.", "two denials"),
        ("No one on the island but Anna was convinced that the drawings show a plan for the harbour.", "too far off"),
        (
            "I was not convinced that the drawings show a plan for the harbour. Later I was "
            "convinced that the drawings show a plan for the harbour.",
            "also said undenied",
        ),
    ],
)  # fmt: skip
def test_what_does_not_govern_the_quotation_is_none(page: str, why: str) -> None:
    assert look(SAYS, page).verdict in (Verdict.VERBATIM, Verdict.NEAR_VERBATIM), why


@pytest.mark.parametrize(
    "article",
    [
        "She was not “convinced that the drawings show a plan for the harbour” at the time.",
        "She denied being “convinced that the drawings show a plan for the harbour”.",
        "Was she “convinced that the drawings show a plan for the harbour”? She was not.",
    ],
)
def test_an_article_that_denies_it_too_is_faithful(article: str) -> None:
    page = "It is a start, but I am not convinced that the drawings show a plan for the harbour."
    faithful = "Was" not in article

    assert (look(article, page).verdict is Verdict.VERBATIM) is faithful


def test_bare_words_have_no_surroundings() -> None:
    article = SAYS
    quotation = Quotation("q1", article[9:63], 9, 63, QuotationKind.MIXED)
    page = prepare("I am not " + quotation.text + "." + NOISE)

    (found,) = match([quotation], page)

    assert found.verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("language", "article", "page", "noise", "denial"),
    [
        ("de", "Er sei „“überzeugt davon, dass der alte Hafen Gewinn bringt” gewesen.", "Ich bin nicht überzeugt davon, dass der alte Hafen Gewinn bringt.", GERMAN, "nicht"),
        ("de", "Demnach habe “der Bürgermeister den alten Hafen heimlich verkauft”.", "Es gibt keine Beweise dafür, dass der Bürgermeister den alten Hafen heimlich verkauft hat.", GERMAN, "keine Beweise"),
        ("fr", "Il se disait “convaincu que le vieux port rapporte de l'argent”.", "Je ne suis pas convaincu que le vieux port rapporte de l'argent.", FRENCH, "pas"),
        ("es", "Estaba “convencido de que el viejo puerto da mucho dinero”.", "Yo nunca estuve, ni estoy convencido de que el viejo puerto da mucho dinero.", SPANISH, "ni"),
        ("es", "Dijo que “el viejo puerto da mucho dinero a la ciudad”.", "El alcalde niega que el viejo puerto da mucho dinero a la ciudad.", SPANISH, "niega"),
    ],
)  # fmt: skip
def test_denials_are_known_in_other_languages(
    language: str, article: str, page: str, noise: str, denial: str
) -> None:
    found = look(article, page, noise, language=language)

    assert found.verdict is Verdict.ALTERED
    assert [edit.source for edit in found.edits] == [denial]


CONDITION = (
    "We will open the new harbour to every boat in May, unless the court agrees with the museum."
)


@pytest.mark.parametrize(
    ("article", "page", "verdict"),
    [
        ("He said: “We will open the new harbour to every boat in May.”", CONDITION, Verdict.ALTERED),
        ("He said they “will open the new harbour to every boat in May”.", CONDITION, Verdict.ALTERED),
        ("They “will open the new harbour to every boat in May” if the court disagrees.", CONDITION, Verdict.VERBATIM),
        ("He said: “We will open the new harbour to every boat in May.”", CONDITION.replace(", unless", ". Unless"), Verdict.VERBATIM),
        ("He said: “We will open the new harbour to every boat in May.”", CONDITION.replace("unless", "and then"), Verdict.VERBATIM),
    ],
)  # fmt: skip
def test_a_condition_cut_off_after_the_quotation_is_an_edit(
    article: str, page: str, verdict: Verdict
) -> None:
    found = look(article, page)

    assert found.verdict is verdict
    assert [e.source for e in found.edits] == (["unless"] if verdict is Verdict.ALTERED else [])
