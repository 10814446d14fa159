# ruff: noqa: E501 - a case a line reads as the table that it is
"""Amounts, signs, limits and titles: source words, quoted words, what the edit is called."""

import pytest

from tests.verifier.match.paddings import PADDING
from verifier.match import match_text, prepare
from verifier.model import EditKind, Match, Verdict

SAME = [
    ("en", "The water in the harbour fell to −15 degrees on Tuesday", "The water in the harbour fell to minus 15 degrees on Tuesday"),
    ("en", "The water in the harbour fell to minus 15 degrees on Tuesday", "The water in the harbour fell to -15 degrees on Tuesday"),
    ("de", "Wir bauen im alten Hafen 1.500 Wohnungen für die Stadt", "Wir bauen im alten Hafen 1500 Wohnungen für die Stadt"),
    ("de", "Wir bauen im alten Hafen 1,5 Millionen Wohnungen für die Stadt", "Wir bauen im alten Hafen 1.5 Millionen Wohnungen für die Stadt"),
    ("en", "The child took 0.5 grams of the powder every morning", "The child took 500 milligrams of the powder every morning"),
    ("en", "The ferry will leave the harbour at 15:00 on Tuesday", "The ferry will leave the harbour at 3 p.m. on Tuesday"),
    ("en", "This is the 2nd time that the ferry sank in the harbour", "This is the second time that the ferry sank in the harbour"),
    ("en", "We found two dozen boats in the old harbour on Tuesday", "We found 24 boats in the old harbour on Tuesday"),
    ("en", "The harbour was sold to the museum in the spring of '98", "The harbour was sold to the museum in the spring of 1998"),
    ("en", "The harbour was sold to the museum a decade ago by the mayor", "The harbour was sold to the museum ten years ago by the mayor"),
]  # fmt: skip

OTHER = [
    ("en", "The water in the harbour fell to -15 degrees on Tuesday", "The water in the harbour fell to 15 degrees on Tuesday", EditKind.NUMBER),
    ("en", "The water in the harbour rose to 15 degrees on Tuesday", "The water in the harbour rose to −15 degrees on Tuesday", EditKind.NUMBER),
    ("en", "The water in the harbour fell to minus 15 degrees on Tuesday", "The water in the harbour fell to 15 degrees on Tuesday", EditKind.NUMBER),
    ("fr", "La température du port est tombée à -12 degrés mardi", "La température du port est tombée à 12 degrés mardi", EditKind.NUMBER),
    ("de", "Wir bauen im alten Hafen 1.500 Wohnungen für die Stadt", "Wir bauen im alten Hafen 1,5 Wohnungen für die Stadt", EditKind.NUMBER),
    ("en", "We will build 1,500 houses in the old harbour next year", "We will build 1.5 houses in the old harbour next year", EditKind.NUMBER),
    ("en", "He waited 30 seconds at the door of the old harbour", "He waited 30 minutes at the door of the old harbour", EditKind.NUMBER),
    ("en", "The bridge was closed for over 40 days in the spring", "The bridge was closed for 40 days in the spring", EditKind.QUANTIFIER),
    ("en", "The bridge was closed for up to 40 days in the spring", "The bridge was closed for 40 days in the spring", EditKind.QUANTIFIER),
    ("en", "The bridge was closed for 40 days in the spring", "The bridge was closed for under 40 days in the spring", EditKind.QUANTIFIER),
    ("de", "Die Brücke war im Frühjahr über 40 Tage lang geschlossen", "Die Brücke war im Frühjahr 40 Tage lang geschlossen", EditKind.QUANTIFIER),
    ("en", "Mr. Smith took the money from the old harbour fund", "Mrs. Smith took the money from the old harbour fund", EditKind.NAME),
    ("de", "Wir wissen, dass Herr Schmidt das Geld aus der Kasse genommen hat", "Wir wissen, dass Frau Schmidt das Geld aus der Kasse genommen hat", EditKind.NAME),
    ("fr", "Nous savons que M. Dupont a pris l'argent de la caisse", "Nous savons que Mme Dupont a pris l'argent de la caisse", EditKind.NAME),
    ("es", "Sabemos que el Sr. Vega tomó el dinero de la caja", "Sabemos que la Sra. Vega tomó el dinero de la caja", EditKind.NAME),
    ("en", "The bridge fell into the river because the bolts were new", "The bridge fell into the river although the bolts were new", EditKind.ANTONYM),
    ("de", "Die Brücke fiel in den Fluss, weil die Bolzen neu waren", "Die Brücke fiel in den Fluss, obwohl die Bolzen neu waren", EditKind.ANTONYM),
]  # fmt: skip


def look(language: str, source: str, quoted: str) -> Match:
    """The match of the quoted words on a page that has the source's."""
    page = prepare(PADDING[language] + source + ". " + PADDING[language])
    found = match_text(quoted, page, language=language)
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "source", "quoted"), SAME)
def test_one_amount_in_another_form(language: str, source: str, quoted: str) -> None:
    found = look(language, source, quoted)

    assert found.verdict is Verdict.NEAR_VERBATIM
    assert {edit.kind for edit in found.edits} == {EditKind.NUMBER_FORMAT}


@pytest.mark.parametrize(("language", "source", "quoted", "kind"), OTHER)
def test_what_is_another_amount_or_person_alters(
    language: str, source: str, quoted: str, kind: EditKind
) -> None:
    found = look(language, source, quoted)

    assert found.verdict is Verdict.ALTERED
    assert kind in {edit.kind for edit in found.edits}


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("The water rose by 10-15 degrees in the harbour", "The water rose by 10–15 degrees in the harbour"),
        ("The harbour – 15 boats strong – was closed in May", "The harbour, 15 boats strong, was closed in May"),
        ("The bridge was closed for about 40 days in the spring", "The bridge was closed for 40 days in the spring"),
    ],
)  # fmt: skip
def test_a_dash_or_a_rough_number_is_no_sign(source: str, quoted: str) -> None:
    assert look("en", source, quoted).verdict in (Verdict.VERBATIM, Verdict.NEAR_VERBATIM)


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("Je suis pas d’accord avec le maire de cette ville", "Je ne suis pas d’accord avec le maire de cette ville"),
        ("Il n’y a pas de bateaux dans le port de la ville", "Il y a pas de bateaux dans le port de la ville"),
    ],
)  # fmt: skip
def test_the_first_half_of_a_french_denial_is_none(source: str, quoted: str) -> None:
    assert look("fr", source, quoted).verdict is Verdict.NEAR_VERBATIM
    assert look("fr", source, quoted.replace(" pas", "")).verdict is Verdict.ALTERED


@pytest.mark.parametrize("other", ["All of the", "None of the", "Most of the"])
def test_another_quantifier_at_the_head_alters(other: str) -> None:
    tail = " passengers were saved by the fishermen"

    assert look("en", "Some of the" + tail, other + tail).verdict is Verdict.ALTERED
