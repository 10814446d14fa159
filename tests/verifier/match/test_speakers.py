# ruff: noqa: E501 - a case a line reads as the table that it is
"""Who the page names as the speaker, in the ways that reporters name one: two tables.

A false alarm is worse than a miss: the second table is the longer one to be kept.
"""

import pytest

from verifier.match import match, prepare
from verifier.match.speakers import same_person
from verifier.model import Match, Quotation, QuotationKind, Speaker

WORDS = "we do not want a harbour without boats"
SAID = WORDS.capitalize()
ANNA = "Anna Lindqvist"
NOISE = "\n\nThe ferry sailed at noon. The island has two schools and a small museum of nets.\n"

ANOTHER = [
    (f"Pavel Orlov runs the harbour.\n\n“{SAID},” he said.", ANNA),
    (f"“It is late,” said Pavel Orlov. “{SAID}.”", ANNA),
    (f"“It is late. It is cold,” Pavel Orlov told reporters. “{SAID}.”", ANNA),
    (f"Harbour master Pavel Orlov spoke to reporters on Monday.\n\n“It is late,” Orlov said.\n\n“{SAID},” he added.", ANNA),
    (f"Pavel Orlov, 54, has run the harbour since spring. Orlov said the plan was wrong.\n\n“{SAID},” Orlov said.", ANNA),
    (f"Pavel Orlov opened the meeting. “{SAID},” Orlov said.", ANNA),
    (f"The harbour master, Pavel Orlov, disagreed: “{SAID}.”", ANNA),
    (f"Orlov, who has fished here for 40 years, said: “{SAID}.” Mr Orlov left early.", ANNA),
    (f"“{SAID},” says Pavel Orlov, who owns three boats.", ANNA),
    (f"“{SAID},” recalled Pavel Orlov.", ANNA),
    (f"“{SAID},” Pavel Orlov tells me.", ANNA),
    (f"“{SAID},” Orlov told the Norhaven Post. Pavel Orlov is 54.", ANNA),
    (f"In a statement, Pavel Orlov wrote that “{WORDS}”.", ANNA),
    (f"Pavel Orlov insisted that “{WORDS}” and left.", ANNA),
    (f"“{SAID}” — Pavel Orlov, harbour master", ANNA),
    (f"Pavel Orlov: “{SAID}.”", ANNA),
    (f"Asked about the plan, Pavel Orlov replied, “{SAID}.”", ANNA),
    (f"“{SAID},” the harbour master, Pavel Orlov, said on Tuesday.", ANNA),
    (f"“{SAID},” said Dr. Pavel Orlov, of the university.", ANNA),
    (f"“{SAID},” argued Mr Orlov.", ANNA),
    (f"“{SAID},” Mrs. Berg said.", ANNA),
    (f"“Nobody drinks water here,” said harbour master Anna Lindqvist. “But everybody wants it.”\n\nGeologist Alma Reyes disagreed. “{SAID},” Reyes said.", ANNA),
    (f"“{SAID},” Rivera said, laughing.", ANNA),
    (f"New Zealand's Prime Minister John Key said the vote would be close. Mr Key promoted the flag. Of the public process, he said, “{WORDS}”.", "John Burrows"),
    (f"„{SAID}“, erklärte Pavel Orlov.", ANNA),
    (f"Pavel Orlov, Chef der Werft, betonte: „{SAID}.“", ANNA),
    (f"„{SAID}“, so Orlov. Pavel Orlov leitet die Werft.", ANNA),
    (f"Laut Pavel Orlov ist klar: „{SAID}“.", ANNA),
    (f"« {SAID} », a expliqué le maire, Pavel Orlov.", ANNA),
    (f"« {SAID} », estime Pavel Orlov.", ANNA),
    (f"Selon Pavel Orlov, « {WORDS} ».", ANNA),
    (f"«{SAID}», aseguró Pavel Orlov.", ANNA),
    (f"Según Pavel Orlov, “{WORDS}”.", ANNA),
    (f"“{SAID}”, afirmou Pavel Orlov.", ANNA),
    (f"«{SAID}», ha detto Pavel Orlov.", ANNA),
    (f"«{SAID}», — сказал Павел Орлов.", "Анна Линдквист"),
    (f"По словам Павла Орлова, «{WORDS}».", "Анна Линдквист"),
]  # fmt: skip

NOT_ANOTHER = [
    (f"“{SAID},” Orlov said.", ANNA),
    (f"Anna Lindqvist criticised the plan. But Pavel Orlov said: “{SAID}.”", ANNA),
    (f"“{SAID},” Lindqvist said.", ANNA),
    (f"“{SAID},” said A. Lindqvist.", ANNA),
    (f"“{SAID},” said Lindqvist, Anna.", ANNA),
    (f"“{SAID},” said the minister.", ANNA),
    (f"“{SAID},” said Prime Minister Lindqvist.", ANNA),
    (f"“{SAID},” said Anna Lindquist.", ANNA),
    (f"“{SAID},” said Vladimir Putin.", "Wladimir Putin"),
    (f"“{SAID},” said Xi Jinping.", "President Xi"),
    (f"“{SAID},” Muhammad bin Salman said.", "Mohammed bin Salman"),
    (f"“{SAID},” said Volodymyr Zelensky.", "Zelenskiy"),
    (f"“{SAID},” said Yuan Peng.", "Peng Yuan"),
    (f"“{SAID},” said Robert Kennedy Jr.", "RFK Jr."),
    (f"“{SAID},” said Bill Clinton.", "William Clinton"),
    (f"“{SAID},” said Aleksandr Lukashenko.", "Alexander Lukashenka"),
    (f"“{SAID},” said Mikhail Khodorkovsky.", "Michail Chodorkowski"),
    (f"“{SAID},” Kim Yo Jong said.", "Kim Yo-jong"),
    (f"“{SAID},” Kim Yo Jong said.", "Kim Jong Un"),
    (f"“{SAID},” Foreign Ministry spokesman Pavel Orlov said.", "Russian Foreign Ministry"),
    (f"“{SAID},” The New York Times wrote.", ANNA),
    (f"“{SAID},” Human Rights Watch said.", ANNA),
    (f"“{SAID},” Amnesty International said in London.", ANNA),
    (f"“{SAID},” the statement said. Pavel Orlov was there.", ANNA),
    (f"“{SAID},” Pavel Orlov heard her say.", ANNA),
    (f"“{SAID},” she told Pavel Orlov.", ANNA),
    (f"Anna Lindqvist met Pavel Orlov. “{SAID},” she said.", ANNA),
    (f"Anna Lindqvist spoke first.\n\n“{SAID},” she said. Pavel Orlov said nothing.", ANNA),
    (f"“{SAID}.” Pavel Orlov said he was not surprised by the letter.", ANNA),
    (f"Pavel Orlov said he was tired. “{SAID}” is written on the wall.", ANNA),
    (f"“It is late,” said Pavel Orlov.\n\n“{SAID},” said Anna Lindqvist.", ANNA),
    (f"“It is late,” said Pavel Orlov.\n\n“{SAID}.”", ANNA),
    (f"“{SAID},” Lindqvist told Pavel Orlov.", ANNA),
    (f"“{SAID},” Mr Trump said.", "Donald Trump"),
    (f"“{SAID},” the Duchess of Sussex said.", "Meghan Markle"),
    (f"“{SAID},” Pope Francis said.", "Jorge Mario Bergoglio"),
    (f"“{SAID},” according to Monday's report.", ANNA),
    (f"“{SAID},” said Air Force One crew.", ANNA),
    (f"“{SAID}”，他说。", "李志强"),
    (f"“{SAID}”，李志强说。", "李志强"),
    (f"金正恩表示：“{SAID}。”", "金正恩"),
    (f"«{SAID}», — сказал Линдквист.", "Анна Линдквист"),
    (f"«{SAID}», — сказала Анны Линдквист.", "Анна Линдквист"),
]  # fmt: skip


def look(page: str, speaker: str, words: str = WORDS) -> Match:
    quotation = Quotation(
        "q1", words, 0, len(words), QuotationKind.DIRECT, speaker=Speaker(speaker, 0, 1)
    )
    (found,) = match([quotation], prepare(page + NOISE))
    return found


@pytest.mark.parametrize(("page", "speaker"), ANOTHER)
def test_another_person_who_says_it_there_differs(page: str, speaker: str) -> None:
    assert look(page, speaker).speaker_differs


@pytest.mark.parametrize(("page", "speaker"), NOT_ANOTHER)
def test_the_same_person_or_an_unclear_one_never_differs(page: str, speaker: str) -> None:
    assert not look(page, speaker).speaker_differs


def test_who_says_i_is_a_person() -> None:
    words = "I would sooner sink the boat than sell it"

    assert look(f"“{words},” Orlov said.", ANNA, words).speaker_differs
    assert not look(f"“{SAID},” Orlov said.", ANNA).speaker_differs  # perhaps a firm


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vladimir Putin", "Владимир Путин", True),
        ("Sergei Lavrov", "Сергей Лавров", True),
        ("Sergei Lavrov", "Владимир Путин", False),
        ("Xi Jinping", "习近平", True),  # cannot be compared, so is not told apart
        ("John Key", "John Burrows", False),  # a first name is not enough
        ("Kim Yo Jong", "Kim Jong Un", True),  # a family's name first: careful
        ("Volodymyr Zelensky", "Volodymyr Selenskyj", True),
        ("Muammar Gaddafi", "Moammar Qadhafi", True),
        ("Benjamin Netanyahu", "Benyamin Netanjahu", True),
        ("Mohammed bin Salman", "Mohammad Salman", True),
        ("J. K. Rowling", "Joanne Rowling", True),
        ("Jens Weidmann", "Jens W.", True),
        ("Peng Yuan", "Yuan Peng", True),
        ("Dr Berg", "Anna Berg", True),
        ("Anna Berg", "Pavel Orlov", False),
        ("Mr", "Anna Berg", False),
    ],
)
def test_names_are_compared_as_names(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same
