"""Hostile text: repetitive, huge or senseless; each is answered in bounded time."""

import random
from time import process_time

import pytest

from verifier.match import match_text, nearest, prepare
from verifier.model import Quotation, QuotationKind

LIMIT_S = 1.0  # of the processor, for one quotation on one page of a million characters

_RANDOM = random.Random(7)
_WORDS = [
    "".join(_RANDOM.choices("abcdefghilmnoprstu", k=_RANDOM.randint(2, 9))) for _ in range(900)
]
PROSE = " ".join(_RANDOM.choice(_WORDS) for _ in range(160_000))

HOSTILE = {
    "one letter": ("a" * 1_000_000, "a" * 60 + "b"),
    "one letter, long needle": ("a" * 1_000_000, "a" * 5_000),
    "letters apart": ("a " * 500_000, "a b a b a a a b a a b a"),
    "a repeated phrase": (
        "we will never give up the fight " * 31_000,
        "we will never give in to the fight and we will never give up the night",
    ),
    "a quotation as long as a book": (PROSE, PROSE[5_000:105_000].replace("a", "o")),
    "a long quotation, word for word": (PROSE, PROSE[5_000:105_000]),
    "a quotation that is not there": (PROSE, "zebra quagga xylophone wizard " * 30),
    "cuts without end": (PROSE, " … ".join(PROSE[n : n + 30] for n in range(0, 60_000, 700))),
    "brackets without end": (PROSE, "[a] " * 20_000),
    "marks without end": ("“" * 500_000 + PROSE[:1000], PROSE[100:300] + " zebra"),
    "hyphens at line ends": ("word-\n" * 160_000, "wordword word wordword"),
    "no spaces": ("的一是不了" * 200_000, "的一是不了人我在有他的一是不了"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_in_time(name: str) -> None:
    page, quote = HOSTILE[name]
    prepare("warm"), match_text("warm words to begin with", prepare("warm words to end with"))

    began = process_time()
    match_text(quote, prepare(page), language="en")

    assert process_time() - began < LIMIT_S


def test_a_statement_of_common_words_is_answered_in_time() -> None:
    statement = Quotation("q1", " ".join(_WORDS[:150]), 0, 10, QuotationKind.INDIRECT)

    began = process_time()
    nearest(statement, prepare(PROSE))

    assert process_time() - began < LIMIT_S
