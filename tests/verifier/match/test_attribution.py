"""Marks and speakers around a passage: whose words the page says they are."""

import pytest

from verifier.match import match, prepare
from verifier.model import Match, Quotation, QuotationKind, Speaker

WORDS = "we do not want a harbour without boats"
NOISE = "\n\nThe ferry sailed at noon. The island has two schools and a small museum of nets.\n"


def look(page: str, speaker: str | None = "Anna Lindqvist", *, source: bool = False) -> Match:
    quotation = Quotation(
        "q1",
        WORDS,
        0,
        len(WORDS),
        QuotationKind.DIRECT,
        speaker=Speaker(speaker, 0, 1) if speaker else None,
        speaker_is_source=source,
    )
    (found,) = match([quotation], prepare(page + NOISE))
    return found


@pytest.mark.parametrize(
    ("page", "quoted"),
    [
        (f"“{WORDS.capitalize()},” said the mayor.", True),
        (f'The mayor said: "{WORDS}".', True),
        (f"Der Bürgermeister sagte: „{WORDS}“.", True),
        (f"Le maire a dit : « {WORDS} ».", True),
        (f"市长说：「{WORDS}」。", True),
        (f"The mayor said ‘{WORDS}’ and left.", True),
        (f"“It is simple,” said the mayor. “{WORDS.capitalize()}.”", True),
        (f"“It is simple. {WORDS.capitalize()}. It is late,” said the mayor.", True),
        (f"“It is simple,” said the mayor, and that {WORDS} for long.", False),
        (f"The mayor thinks that {WORDS}, as he put it.", False),
        (f"He wrote to the “Norhaven Post” that {WORDS}.", False),
        (f"The letter reads:\n\n{WORDS.capitalize()}.", None),
        (f"LINDQVIST: Good evening. {WORDS.capitalize()}.", None),
        (
            f"Remarks by the mayor at the harbour\n\nI thank you. I am glad that {WORDS}, and I "
            "promise that we will keep ours as we know it.",
            None,
        ),
    ],
)
def test_whether_a_passage_stands_inside_marks(page: str, quoted: bool | None) -> None:
    assert look(page).quoted is quoted


@pytest.mark.parametrize(
    ("second", "quoted"),
    [
        ("“We want no harbour without boats on Monday either,” she added.", True),
        ("She thinks that we want no harbour without boats on Monday either.", False),
    ],
)
def test_each_piece_is_asked_for_its_own_marks(second: str, quoted: bool) -> None:
    first = "“The ferry has carried bread and gossip for forty years,” said Anna Lindqvist."
    between = "The river was high and the council had gone home by then, as it does. " * 3
    text = (
        "The ferry has carried bread and gossip for forty years … We want no harbour without boats"
        " on Monday either"
    )
    quotation = Quotation("q1", text, 0, len(text), QuotationKind.DIRECT)

    (found,) = match([quotation], prepare(f"{first} {between}{second}{NOISE}"))

    assert len(found.passages) == 2
    assert found.quoted is quoted


def test_an_outlet_in_its_own_voice_is_not_asked_for_marks() -> None:
    assert look(f"It is clear that {WORDS}.", "Norhaven Post", source=True).quoted is None


@pytest.mark.parametrize(
    ("page", "speaker"),
    [
        (f"“{WORDS},” Pavel Orlov said.", "Pavel Orlov"),
        (f"“{WORDS},” said Pavel Orlov, the harbour master.", "Pavel Orlov"),
        (f"“{WORDS},” said harbour master Pavel Orlov.", "Pavel Orlov"),
        (f"Pavel Orlov, the harbour master, said: “{WORDS}.”", "Pavel Orlov"),
        (f"According to Pavel Orlov, “{WORDS}”.", "Pavel Orlov"),
        (f"“{WORDS}.” - Pavel Orlov\n\nThe talks go on.", "Pavel Orlov"),
        (f"“{WORDS},” the News Agency cited Pavel Orlov as telling deputies.", "Pavel Orlov"),
        (f"The war is over, Pavel Orlov said on Monday.\n\n“{WORDS},” he said.", "Pavel Orlov"),
        (f"„{WORDS}“, sagte Pavel Orlov am Montag.", "Pavel Orlov"),
        (f"“{WORDS}”, dijo el alcalde, Pavel Orlov.", "Pavel Orlov"),
        (f"« {WORDS} », a déclaré Pavel Orlov.", "Pavel Orlov"),
        (f"“{WORDS},” Orlov said, laughing.", "Orlov"),  # a body does not laugh
        (f"Mr Orlov was late. “{WORDS},” said Orlov.", "Orlov"),
    ],
)  # fmt: skip
def test_another_person_named_as_the_speaker_of_the_passage_differs(
    page: str, speaker: str
) -> None:
    found = look(page)

    assert found.speaker == speaker
    assert found.speaker_differs
    assert not look(page, "Pavel Orlov").speaker_differs
    assert look(page, "Pavel Orlov").speaker_near


@pytest.mark.parametrize(
    ("page", "speaker", "reason"),
    [
        (f"“{WORDS},” Lindqvist said.", "Anna Lindqvist", "a surname is the person"),
        (f"“{WORDS},” Kim said.", "Kim Jong Un", "the first name may be the family's"),
        (f"“{WORDS},” Kim Jong-un said.", "Kim Jong Un", "a hyphen is no other man"),
        (f"“{WORDS},” said President Volodimir Zelensky.", "Volodymyr Zelenskyy", "spelling"),
        (f"“{WORDS},” she said.", "Anna Lindqvist", "a pronoun nobody can resolve"),
        (f"“{WORDS},” said the mayor.", "Anna Lindqvist", "an office may be hers"),
        (f"“{WORDS},” a State Department spokesperson said.", "Anna Lindqvist", "a body"),
        (f"“{WORDS},” Reuters said.", "Anna Lindqvist", "an outlet relays"),
        (f"“{WORDS},” Orlov said, adding figures.", "Anna Lindqvist", "perhaps a firm"),
        (f"“{WORDS},” Pavel Orlov quoted Anna Lindqvist as saying.", "Anna Lindqvist", "relayed"),
        (f"“{WORDS}” is a line that Pavel Orlov likes.", "Anna Lindqvist", "no cue"),
        (f"“{WORDS},” Pavel Orlov said.", "Norhaven City Council", "our speaker is a body"),
        (f"“{WORDS},” Pavel Orlov said of Lindqvist's plan.", "Anna Lindqvist", "both named"),
        (f"“{WORDS},” Pavel Orlov said.", None, "the article names nobody"),
        (f"“{WORDS}.”\n\n“No,” Pavel Orlov said.", "Anna Lindqvist", "said of the next words"),
    ],
)
def test_a_speaker_who_may_be_the_same_never_differs(
    page: str, speaker: str | None, reason: str
) -> None:
    assert not look(page, speaker).speaker_differs, reason


def test_of_a_passage_that_is_only_near_no_speaker_differs() -> None:
    page = "“We want a harbour full of boats and nets and noise,” Pavel Orlov said." + NOISE
    quotation = Quotation(
        "q1", WORDS, 0, len(WORDS), QuotationKind.DIRECT, speaker=Speaker("Anna Lindqvist", 0, 1)
    )

    assert not any(found.speaker_differs for found in match([quotation], prepare(page)))
