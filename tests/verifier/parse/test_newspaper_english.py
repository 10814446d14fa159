"""Short invented newspaper texts in English, each with what a careful reader would mark."""

import pytest

from tests.verifier.parse.conftest import Parse

# language, text, quotations as (kind, words, speaker), why
_TEXTS = [
    (
        "en",
        "“The road,” said the mayor of Oster, Ida Fennimore, “is shut, and it will stay shut.”",
        [
            ("direct", "The road,", "Ida Fennimore"),
            ("direct", "is shut, and it will stay shut.", "Ida Fennimore"),
        ],
        "displaced order, the speaker's role first",
    ),
    (
        "en",
        "Asked whether he would resign, Mr. Vane said: “No.”",
        [
            ("direct", "No.", "Vane"),
        ],
        "an opening participle is about the speaker",
    ),
    (
        "en",
        "“We lost the pier,” Ada Prynn said. “We lost it all.”",
        [
            ("direct", "We lost the pier,", "Ada Prynn"),
            ("direct", "We lost it all.", "Ada Prynn"),
        ],
        "the second piece goes on",
    ),
    (
        "en",
        "Ida Fennimore opened. “We lost,” she said. Tom Vane disagreed. “We are not,” he said.",
        [
            ("direct", "We lost,", "Ida Fennimore"),
            ("direct", "We are not,", "Tom Vane"),
        ],
        "each he is the subject of his own sentence",
    ),
    (
        "en",
        "Ida Fennimore, who leads the town, told reporters that the “old guard” had gone.",
        [
            ("mixed", "old guard", "Ida Fennimore"),
        ],
        "two words in a sentence of the writer's",
    ),
    (
        "en",
        "“The boat is 30' long and 5\" wide,” Prynn wrote.",
        [
            ("direct", "The boat is 30' long and 5\" wide,", "Prynn"),
        ],
        "feet and inches close nothing",
    ),
    (
        "en",
        "The so-called “efficiency review” costs millions, Ada Prynn said.",
        [
            ("scare", "efficiency review", None),
        ],
        "so-called words are the writer's",
    ),
    (
        "en",
        "Eddie “the Heron” Malone, a retired pilot, called the plan “a joke.”",
        [
            ("scare", "the Heron", None),
            ("mixed", "a joke.", "Malone"),
        ],
        "a nickname is no quotation",
    ),
    (
        "en",
        "‘We are not leaving,’ said Ada Prynn. ‘The nurses’ rota is full.’",
        [
            ("direct", "We are not leaving,", "Ada Prynn"),
            ("direct", "The nurses’ rota is full.", "Ada Prynn"),
        ],
        "British single marks beside a possessive",
    ),
    (
        "en",
        "The word “pier” comes from Latin.",
        [
            ("scare", "pier", None),
        ],
        "a word as a word",
    ),
    (
        "en",
        "She sang “Last Boat to Anselholm” twice and read from her novel “The Long Tide.”",
        [
            ("title", "Last Boat to Anselholm", "She"),
            ("title", "The Long Tide.", "She"),
        ],
        "a song is a title",
    ),
    (
        "en",
        "Q: Did you see it?\n\nA: I saw it leave.",
        [
            ("direct", "Did you see it?", "Q"),
            ("direct", "I saw it leave.", "A"),
        ],
        "questions and answers",
    ),
    (
        "en",
        "SMITH: I saw it leave.\n\nJONES: So did I.\n\nSMITH: At six.",
        [
            ("direct", "I saw it leave.", "SMITH"),
            ("direct", "So did I.", "JONES"),
            ("direct", "At six.", "SMITH"),
        ],
        "a transcript",
    ),
    (
        "en",
        "“When he said ‘go home’ I knew we had lost,” Prynn recalled.",
        [
            ("direct", "When he said ‘go home’ I knew we had lost,", "Prynn"),
            ("nested", "go home", None),
        ],
        "nested words are kept inside",
    ),
    (
        "en",
        "“The tide took it.\n\n“It took the pier and the boats,” Ada Prynn said.",
        [
            ("direct", "The tide took it.", "Ada Prynn"),
            ("direct", "It took the pier and the boats,", "Ada Prynn"),
        ],
        "speech over two paragraphs",
    ),
    (
        "en",
        "Prynn said the plan was “bold,” “new” and “overdue.”",
        [
            ("mixed", "bold,", "Prynn"),
            ("mixed", "new", "Prynn"),
            ("mixed", "overdue.", "Prynn"),
        ],
        "a series belongs to one cue",
    ),
    (
        "en",
        "According to Ada Prynn, the pier “will not last the winter”.",
        [
            ("mixed", "will not last the winter", "Ada Prynn"),
        ],
        "a cue in front of the sentence",
    ),
    (
        "en",
        "In a statement, the Harbour Board said it was “deeply sorry”.",
        [
            ("mixed", "deeply sorry", "Harbour Board"),
        ],
        "a body speaks in a statement",
    ),
    (
        "en",
        "The board’s letter said: “We regret the loss.” It added that “no one was hurt.”",
        [
            ("direct", "We regret the loss.", "The board"),
            ("mixed", "no one was hurt.", "The board"),
        ],
        "what the letter added, the board added",
    ),
    (
        "en",
        "“You never know,” he might have said, but he did not.",
        [
            ("scare", "You never know,", None),
        ],
        "imagined speech is nobody's",
    ),
    (
        "en",
        "Prynn, quoted by Reuters, said the pier was “gone”.",
        [
            ("mixed", "gone", "Prynn"),
        ],
        "second-hand: the person speaks, not the agency",
    ),
    (
        "en",
        "Ada Prynn went on: “We lost the pier,” according to the same report.",
        [
            ("direct", "We lost the pier,", "Ada Prynn"),
        ],
        "a colon's speaker, relayed by a report",
    ),
    (
        "en",
        "“It is a scandal,” one resident, who declined to be named, said.",
        [
            ("direct", "It is a scandal,", "one resident"),
        ],
        "somebody without a name",
    ),
    (
        "en",
        "“We will win!” the crowd chanted as Ida Fennimore left.",
        [
            ("direct", "We will win!", "the crowd"),
        ],
        "a crowd",
    ),
    (
        "en",
        "“I have,” Fennimore began, “nothing to say.”",
        [
            ("direct", "I have,", "Fennimore"),
            ("direct", "nothing to say.", "Fennimore"),
        ],
        "a cue that is one only beside a quotation",
    ),
    (
        "en",
        "The pier, Fennimore insists, is “perfectly safe.”",
        [
            ("mixed", "perfectly safe.", "Fennimore"),
        ],
        "an attribution thrown in",
    ),
    (
        "en",
        "Speaking to the Oster Ledger, Tom Vane said: “We have no plan.”",
        [
            ("direct", "We have no plan.", "Tom Vane"),
        ],
        "the addressee comes first",
    ),
    (
        "en",
        "“That is nonsense,” Fennimore’s spokeswoman Jane Ashe told the paper.",
        [
            ("direct", "That is nonsense,", "Jane Ashe"),
        ],
        "role and name behind a possessor",
    ),
    (
        "en",
        "“I have sold it,” said the Oster trader Luc Ferrand.",
        [
            ("direct", "I have sold it,", "Luc Ferrand"),
        ],
        "a place is no part of the name",
    ),
    (
        "en",
        "His own planners had warned him: “The meadow floods,” Gareth Simms said.",
        [
            ("direct", "The meadow floods,", "Gareth Simms"),
        ],
        "somebody warned, another speaks",
    ),
    (
        "en",
        "Tom Vane interrupted me in mid-sentence to announce, “The pier is gone.”",
        [
            ("direct", "The pier is gone.", "Tom Vane"),
        ],
        "an infinitive has its sentence's subject",
    ),
    (
        "en",
        "“How are you?” Ada Prynn said pleasantly into the phone.",
        [
            ("direct", "How are you?", "Ada Prynn"),
        ],
        "an adverb is nobody",
    ),
    (
        "en",
        "Mayor Fennimore Calls Pier ‘A Disgrace’ After Storm",
        [
            ("mixed", "A Disgrace", "Fennimore"),
        ],
        "a headline in capitals",
    ),
    (
        "en",
        "The pier was described as “a ruin”.",
        [
            ("mixed", "a ruin", None),
        ],
        "the passive names no speaker",
    ),
    (
        "en",
        "Ada Prynn shot back, “I built it.”",
        [
            ("direct", "I built it.", "Ada Prynn"),
        ],
        "a phrasal cue",
    ),
    (
        "en",
        "Hope Vane said she'd “get back” to us.",
        [
            ("mixed", "get back", "Hope Vane"),
        ],
        "a contraction of a pronoun",
    ),
    (
        "en",
        '“We lost the pier", Ada Prynn said. "We lost it all.”',
        [
            ("direct", "We lost the pier", "Ada Prynn"),
            ("direct", "We lost it all.", "Ada Prynn"),
        ],
        "mismatched marks",
    ),
    (
        "en",
        "''We lost the pier,'' Ada Prynn said.",
        [
            ("direct", "We lost the pier,", "Ada Prynn"),
        ],
        "doubled apostrophes for marks",
    ),
    (
        "en",
        "“Fill it in,” the Home Office says; people are pointed to “online translation tools”.",
        [
            ("direct", "Fill it in,", "Home Office"),
            ("mixed", "online translation tools", "Home Office"),
        ],
        "who told of it goes on behind a passive",
    ),
    (
        "en",
        "Tom Vane spoke of boats on Coast Radio’s “State of the Harbour.”",
        [
            ("title", "State of the Harbour.", "Tom Vane"),
        ],
        "a programme with the stop inside its marks",
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
