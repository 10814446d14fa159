"""Who is said to have said it, and by which cue."""

from collections.abc import Callable

import pytest

from verifier.model import Article


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“We wait,” Ada Prynn said.", "Ada Prynn", "said"),
        ("“We wait,” said harbour pilot Ada Prynn, a veteran.", "Ada Prynn", "said"),
        ("Ada Prynn, who runs the pier, said: “We wait.”", "Ada Prynn", "said"),
        ("The mayor, Lucía Ferrán, wrote: “No school will close.”", "Lucía Ferrán", "wrote"),
        ("According to Ada Prynn, “the pier is too short.”", "Ada Prynn", "According to"),
        ("“The pier is too short,” as Ada Prynn puts it.", "Ada Prynn", "puts it"),
        ("Ada Prynn came late. “We wait,” she said.", "Ada Prynn", "said"),
        ("Ada Prynn came late. “We wait,” Ms. Prynn said.", "Ada Prynn", "said"),
        ("Ada Prynn: “We wait for the boat.”", "Ada Prynn", ":"),
        ("“We wait for the boat.” — Ada Prynn", "Ada Prynn", "—"),
        ("“We wait,” officials said.", "officials", "said"),
        ("“We wait,” the report concluded.", "the report", "concluded"),
        ("“We wait,” Ada Prynn quipped.", "Ada Prynn", "quipped"),
        ("With Ada Prynn saying “we wait for the boat”, he left.", "Ada Prynn", "saying"),
        ("Tam Oduya said he believes “the boat will come.”", "Tam Oduya", "said"),
        ("Ada Prynn made it clear that the pier “is not for sale.”", "Ada Prynn", "made it clear"),
    ],
)
def test_english(parse_text: Callable[..., Article], text: str, speaker: str, cue: str) -> None:
    quotation = parse_text(text).quotations[0]

    assert quotation.speaker is not None
    assert quotation.cue is not None
    assert (quotation.speaker.name, quotation.cue.text) == (speaker, cue)


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("de", "„Wir warten“, sagte die Sprecherin Anna Krell am Montag.", "Anna Krell"),
        ("de", "„Wir warten“, so Anna Krell.", "Anna Krell"),
        ("de", "In der Mitteilung der Polizei heißt es: „Wir warten auf Zeugen.“", "Mitteilung"),
        ("fr", "« Nous attendons », a déclaré mardi le maire, Hugo Delmas.", "Hugo Delmas"),
        ("es", "«Esperamos», aseguró el consejero Iván Lasarte.", "Iván Lasarte"),
        ("it", "«Aspettiamo», ha detto l'ingegnere Marco Bruni.", "Marco Bruni"),
        ("pt", "“Esperamos”, disse o engenheiro João Lemos.", "João Lemos"),
        ("pl", "„Czekamy” – powiedziała inżynier Ewa Lis.", "Ewa Lis"),
        ("ru", "«Мы ждём», — сообщил инженер Олег Варин.", "Олег Варин"),
        ("zh", "工程师李文舟对记者说：“我们在等。”", "李文舟"),
        ("ko", "김하늘 교수는 “우리는 기다린다”고 말했다.", "김하늘"),
        ("ar", "قال المهندس سامي حداد: «نحن ننتظر».", "سامي حداد"),
    ],
)
def test_other_languages(
    parse_text: Callable[..., Article], code: str, text: str, speaker: str
) -> None:
    quotation = parse_text(text, code).quotations[0]

    assert quotation.speaker is not None
    assert speaker in quotation.speaker.name


def test_pieces_of_one_utterance_share_group_and_speaker(
    parse_text: Callable[..., Article],
) -> None:
    first, second = parse_text("“The tide,” said Joss Everly, “does not wait.”").quotations

    assert first.group == second.group is not None
    assert first.speaker == second.speaker


def test_speech_over_paragraphs_has_the_speaker_of_its_end(
    parse_text: Callable[..., Article],
) -> None:
    text = "“We lost the orchard.\n\n“We lost the well,” Tamar Lomidze said."

    first, second = parse_text(text).quotations

    assert first.group == second.group is not None
    assert first.speaker is not None
    assert first.speaker.name == "Tamar Lomidze"


def test_transcript_lines_speak_for_their_labels(parse_text: Callable[..., Article]) -> None:
    text = "SMITH: Did you see it?\n\nJONES: I did. It was dark.\n\nSMITH: Who was there?"

    found = [(q.speaker and q.speaker.name, q.text) for q in parse_text(text).quotations]

    assert found == [
        ("SMITH", "Did you see it?"),
        ("JONES", "I did. It was dark."),
        ("SMITH", "Who was there?"),
    ]


def test_an_outlet_speaks_in_its_own_voice(parse_text: Callable[..., Article]) -> None:
    quotation = parse_text("Harbour Wire reported: “The pier is closed to all.”").quotations[0]

    assert quotation.speaker_is_source


def test_marked_words_without_anybody_have_no_speaker(parse_text: Callable[..., Article]) -> None:
    quotation = parse_text("The “tests” went on all summer.").quotations[0]

    assert quotation.speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Transport Minister Helena Costa said: “We wait.”", "Helena Costa"),
        ("The South Korean Defense Ministry said: “We wait.”", "South Korean Defense Ministry"),
        ("Germany’s Annalena Krell said: “We wait.”", "Annalena Krell"),
        ("Its author, the consultant Neil Barrow, said: “We wait.”", "Neil Barrow"),
        ("The Coast Weekly quoted the pilot Tam Oduya as saying: “We wait.”", "Tam Oduya"),
    ],
)
def test_titles_and_owners_are_no_part_of_a_name(
    parse_text: Callable[..., Article], text: str, speaker: str
) -> None:
    found = parse_text(text).quotations[0].speaker

    assert found is not None
    assert found.name == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "why"),
    [
        (
            "Mayor Karen Doyle met Luis Ortega. “We wait,” she said.",
            "Karen Doyle",
            "the given name tells that she is meant",
        ),
        (
            "Mayor Karen Doyle met Luis Ortega. “We wait,” he said.",
            "Luis Ortega",
            "not the nearest subject, which is a woman",
        ),
        (
            "Mayor Karen Doyle met Luis Ortega. “We wait,” the mayor said.",
            "Karen Doyle",
            "the role stood before her name",
        ),
        (
            "Ada Prynn, the harbour engineer, left. Tam Oduya stayed. “We wait,” the harbour "
            "engineer said.",
            "Ada Prynn",
            "the role stood in an apposition",
        ),
        (
            "Minister Ada Prynn left. “We wait,” the finance minister said.",
            "the finance minister",
            "another minister may be meant",
        ),
        (
            "Bill Hale spoke. Mrs. Hale came late. “We wait,” she said.",
            "Hale",
            "an honorific keeps two of one surname apart",
        ),
        (
            "Ada Prynn left. The councillors agreed to stay. “We wait,” they said.",
            "The councillors",
            "they are several",
        ),
        (
            "Ada Prynn lives here. “We wait,” the 34-year-old said.",
            "Ada Prynn",
            "an age stands for a name",
        ),
    ],
)
def test_who_a_pronoun_or_role_stands_for(
    parse_text: Callable[..., Article], text: str, speaker: str, why: str
) -> None:
    found = parse_text(text).quotations[0].speaker

    assert found is not None
    assert found.name == speaker, why


@pytest.mark.parametrize(
    ("code", "text", "speaker", "why"),
    [
        ("de", "Ministerin Anna Krell hat den Plan verteidigt: „Wir warten.“", "Anna Krell", "hat"),
        ("de", "Die CDU-Politikerin Anna Krell sagte: „Wir warten.“", "Anna Krell", "a role"),
        ("fr", "Anne Roux arrive. « Nous attendons », a-t-elle ajouté.", "Anne Roux", "-t-elle"),
        ("es", "«Esperamos», dijo Julio Ferrer.", "Julio Ferrer", "a month's name"),
        (
            "es",
            "«Esperamos», dijo Rosa Peña. «Seguimos aquí», añadió.",
            "Rosa Peña",
            "the subject is left out",
        ),
        (
            "it",
            "«Aspettiamo», ha detto Paolo Renzi al Corriere della Sera.",
            "Paolo Renzi",
            "al begins the addressee",
        ),
    ],
)
def test_subjects_in_other_languages(
    parse_text: Callable[..., Article], code: str, text: str, speaker: str, why: str
) -> None:
    found = parse_text(text, code).quotations[-1].speaker

    assert found is not None
    assert found.name == speaker, why


def test_whose_words_are_told_with_what(parse_text: Callable[..., Article]) -> None:
    text = "“I quit” is what Dana Lee texted her boss, the Coast Weekly reported on May 5."

    (quotation,) = parse_text(text).quotations

    assert quotation.speaker is not None
    assert quotation.speaker.name == "Dana Lee"
    assert [citation.outlet for citation in quotation.citations] == ["Coast Weekly"]
