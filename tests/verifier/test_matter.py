"""The words that name a matter, and the phrase that is searched for."""

import pytest

from tests.verifier.nouns import article, quotation
from verifier import matter

TEXT = "On Monday Ida Fennimore, the mayor, opened Saltmere’s ferry. “Our boats sail,” she said."


def test_names_are_capitals_that_do_not_open_a_sentence_or_a_quotation() -> None:
    assert [word.folded for word in matter.names(TEXT, "en")] == ["ida", "fennimore", "saltmere"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ida Fennimore", ("ida", "fennimore")),
        ("President Yoon Suk-yeol", ("yoon", "suk")),
        ("José Álvarez", ("jose", "alvarez")),
        ("a retired pilot", ()),
        ("officials", ()),
        (None, ()),
    ],
)
def test_the_words_of_a_name_leave_titles_and_roles_out(
    name: str | None, expected: tuple[str, ...]
) -> None:
    assert matter.name_words(name) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("We want what we have", "en", [], id="spoken words"),
        pytest.param("the reserve holds half", "en", ["reserve", "holds"], id="English"),
        pytest.param("la eliminación es inevitable", "es", ["eliminacion", "inevitable"], id="es"),
        pytest.param("孙卫东访问", "zh", ["孙卫", "卫东", "东访", "访问"], id="pairs of Han"),
        pytest.param("2024 17 500", "en", [], id="numbers"),
    ],
)
def test_rare_words(text: str, language: str, expected: list[str]) -> None:
    assert [word.folded for word in matter.rare_words(text, language)] == expected


def test_the_phrase_is_the_rarest_run_and_never_goes_over_a_cut() -> None:
    text = "We have kept this boat … running on borrowed engines since November"

    assert matter.phrase(text, "en") == "running on borrowed engines since"


def test_a_short_quotation_is_its_own_phrase() -> None:
    assert matter.phrase("an eyesore,", "en") == "an eyesore"


def test_the_sentence_is_cut_from_its_neighbours() -> None:
    text = "It rained. The mayor said “the ferry stays” at noon. Nobody left."
    quoted = quotation("the ferry stays", start=text.index("the ferry"))

    assert matter.sentence(article(quoted, text=text), quoted) == (
        "The mayor said “the ferry stays” at noon."
    )


def test_query_words_begin_with_the_speaker_and_stay_within_their_number() -> None:
    quoted = quotation("the reserve holds barely half of the borrowed engines")

    words = matter.query_words(article(quoted), [quoted], most=6)

    assert words[:2] == ("Ida", "Fennimore")
    assert len(words) == 6


def test_a_query_of_few_words_takes_the_articles_own_topics() -> None:
    quoted = quotation("the best room", speaker=None, start=1)
    text = "“the best room” it is. In Bergen the choir sings, and Bergen loves its choir there."

    assert matter.query_words(article(quoted, text=text), [quoted]) == ("Bergen", "choir")


def test_a_pronoun_that_opens_a_speakers_name_is_no_word_to_search_for() -> None:
    quoted = quotation("the reserve holds barely half", speaker="His own planners")

    assert "His" not in matter.query_words(article(quoted), [quoted])
