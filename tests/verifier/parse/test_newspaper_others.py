"""Short invented newspaper texts in German, French and Spanish, as a careful reader marks them."""

import pytest

from tests.verifier.parse.conftest import Parse

# language, text, quotations as (kind, words, speaker), why
_TEXTS = [
    (
        "de",
        "Wie die Oster Zeitung berichtete, nannte Vane den Plan einen „schlechten Witz“.",
        [
            ("mixed", "schlechten Witz", "Vane"),
        ],
        "verb first after a clause",
    ),
    (
        "de",
        "„Das ist“, sagte Köhler, „ein Skandal.“",
        [
            ("direct", "Das ist", "Köhler"),
            ("direct", "ein Skandal.", "Köhler"),
        ],
        "a frame around the quotation",
    ),
    (
        "de",
        "Der sogenannte „Deutschlandtakt“ kommt später.",
        [
            ("scare", "Deutschlandtakt", None),
        ],
        "so-called",
    ),
    (
        "de",
        "»Wir haben verloren«, räumte der Trainer Jan Köhler ein.",
        [
            ("direct", "Wir haben verloren", "Jan Köhler"),
        ],
        "a separable verb with its particle behind",
    ),
    (
        "de",
        "Die Behörde teilte mit, es gebe keinen Grund zur Sorge.",
        [
            ("indirect", "es gebe keinen Grund zur Sorge", "Behörde"),
        ],
        "reported mood behind a particle",
    ),
    (
        "de",
        "Es gibt viele Gründe dafür, und es ging um Geld.",
        [],
        "no speech without a particle",
    ),
    (
        "de",
        "Köhler zufolge ist der Steg „am Ende“.",
        [
            ("mixed", "am Ende", "Köhler"),
        ],
        "a phrase with a noun is no name",
    ),
    (
        "de",
        "„Wir gehen“, so Vane. „Es reicht.“",
        [
            ("direct", "Wir gehen", "Vane"),
            ("direct", "Es reicht.", "Vane"),
        ],
        "behind so",
    ),
    (
        "de",
        "„Wir warten“, sagte Jens Scharner vom Hafen Oster.",
        [
            ("direct", "Wir warten", "Jens Scharner"),
        ],
        "the house a person comes from is no part of the name",
    ),
    (
        "de",
        "Er las aus seinem Roman „Die lange Flut“.",
        [
            ("title", "Die lange Flut", "Er"),
        ],
        "a title behind its kind",
    ),
    (
        "de",
        "„Ich habe es gesehen“, sagt Jana Köhler. Die 34-Jährige lebt in Oster. „Es war laut.“",
        [
            ("direct", "Ich habe es gesehen", "Jana Köhler"),
            ("direct", "Es war laut.", "Jana Köhler"),
        ],
        "a word for a person already named",
    ),
    (
        "fr",
        "« La digue a cédé », a déclaré la maire, Lucie Ferrand, lundi à l’AFP.",
        [
            ("direct", "La digue a cédé", "Lucie Ferrand"),
        ],
        "inverted order with an apposition",
    ),
    (
        "fr",
        "Lucie Ferrand est arrivée. « La digue a cédé », a-t-elle lancé.",
        [
            ("direct", "La digue a cédé", "Lucie Ferrand"),
        ],
        "an inverted pronoun",
    ),
    (
        "fr",
        "« On est tous épuisés », confie une infirmière. « On tient. »",
        [
            ("direct", "On est tous épuisés", "une infirmière"),
            ("direct", "On tient.", "une infirmière"),
        ],
        "somebody without a name",
    ),
    (
        "fr",
        "Lucie Ferrand a promis qu’« il n’y aura pas de retard », selon Le Monde.",
        [
            ("mixed", "il n’y aura pas de retard", "Lucie Ferrand"),
        ],
        "an elided que before the mark",
    ),
    (
        "fr",
        "Lucie Ferrand a jugé le projet « inutile » et « coûteux ».",
        [
            ("mixed", "inutile", "Lucie Ferrand"),
            ("mixed", "coûteux", "Lucie Ferrand"),
        ],
        "two marked words of one cue",
    ),
    (
        "fr",
        "Le soi-disant « plan d’efficacité » coûte cher, a dit Mme Ferrand.",
        [
            ("scare", "plan d’efficacité", None),
        ],
        "so-called",
    ),
    (
        "es",
        "«El muelle ha cedido», dijo la alcaldesa, Lucía Ferrán, el lunes a la agencia EFE.",
        [
            ("direct", "El muelle ha cedido", "Lucía Ferrán"),
        ],
        "inverted order with an apposition",
    ),
    (
        "es",
        "El presidente de la cumbre, Sultán Al Jaber, lo celebró: «Por primera vez hay acuerdo».",
        [
            ("direct", "Por primera vez hay acuerdo", "Sultán Al Jaber"),
        ],
        "a name with a particle in an apposition",
    ),
    (
        "es",
        "Lucía Ferrán llegó tarde. «No podemos más», dijo Ferrán. «Nos vamos», añadió.",
        [
            ("direct", "No podemos más", "Lucía Ferrán"),
            ("direct", "Nos vamos", "Lucía Ferrán"),
        ],
        "the subject is dropped",
    ),
    (
        "es",
        "El llamado «plan de eficacia» cuesta mucho, dijo Ferrán.",
        [
            ("scare", "plan de eficacia", None),
        ],
        "so-called",
    ),
    (
        "es",
        "Luis Prado, alcalde de Puerto, calificó el plan de «broma».",
        [
            ("mixed", "broma", "Luis Prado"),
        ],
        "one word behind a verb that judges",
    ),
    (
        "fr",
        "Lucie Ferrand est venue. « La digue, a-t-elle ajouté, tiendra. »",
        [
            ("direct", "La digue,", "Lucie Ferrand"),
            ("direct", "tiendra.", "Lucie Ferrand"),
        ],
        "an attribution inside the marks parts them",
    ),
    (
        "fr",
        "« Nous partons, affirme Paul Ferrand. Il le faut. »",
        [
            ("direct", "Nous partons,", "Paul Ferrand"),
            ("direct", "Il le faut.", "Paul Ferrand"),
        ],
        "inside the marks, before a full stop",
    ),
    (
        "fr",
        "– Tu viens ? demande Paul.\n– Non, répond Marie.",
        [
            ("direct", "Tu viens ?", "Paul"),
            ("direct", "Non,", "Marie"),
        ],
        "speech behind a dash",
    ),
    (
        "fr",
        "– du pain\n– du lait",
        [],
        "a list behind dashes is no speech",
    ),
    (
        "es",
        "—¿Vienes? —preguntó Pablo.\n—No —respondió María—, me quedo.",
        [
            ("direct", "¿Vienes?", "Pablo"),
            ("direct", "No", "María"),
            ("direct", "me quedo.", "María"),
        ],
        "speech behind a dash, with the attribution thrown in",
    ),
    (
        "de",
        "„Wir warten“, heißt es in einem Schreiben der Polizei.",
        [
            ("direct", "Wir warten", "Schreiben"),
        ],
        "what a letter says, behind the quotation",
    ),
    (
        "de",
        "Laut einer Studie der Universität Oster ist der Steg „am Ende“.",
        [
            ("mixed", "am Ende", "Universität Oster"),
        ],
        "a study's author",
    ),
    (
        "es",
        "Según un informe de la Cruz Roja, el muelle «es un peligro».",
        [
            ("mixed", "es un peligro", "Cruz Roja"),
        ],
        "a report's author",
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "expected", "why"), _TEXTS, ids=[f"{row[0]}: {row[3]}" for row in _TEXTS]
)
def test_what_a_careful_reader_marks(
    parse_text: Parse,
    language: str,
    text: str,
    expected: list[tuple[str, str, str | None]],
    why: str,
) -> None:
    article = parse_text(text, language=language)

    found = [(q.kind.value, q.text, q.speaker and q.speaker.name) for q in article.quotations]
    assert found == expected, why
