"""The work of parsing grows with the length of a text, whatever its shape; calls are counted."""

import sys
from types import FrameType

import pytest

from tests.verifier.parse.conftest import OUTLETS
from verifier.model import Document, MediaType
from verifier.parse import parse

_SIZE = 4_000  # code points; beyond the limits that keep a sentence or a look ahead short
_MOST = 2.6  # the growth that twice the text may cost
_SHAPES = {
    "marks": '"a" ',
    "opening marks": "“",
    "apostrophes": "'tis 'n ",
    "double apostrophes": "''",
    "quotations": "“yes,” he said. ",
    "cues": "he said that ",
    "infinitives": "to say that ",
    "according": "according to ",
    "names": "John Smith told Mary Brown ",
    "capitals": "THE PRESIDENT SAID TODAY THAT ",
    "parentheses": "(Reuters, Jan. 3) ",
    "open parentheses": "(",
    "no spaces": "abcdefghij",
    "short lines": "a\n\n",
    "labels": "A: b\n\n",
    "quoted lines": "“a” he said\n\n",
    "dashes": "— a\n",
    "thrown in": "—a —dijo b— ",
    "commas": "a, ",
}
_DASHES = ("dashes", "thrown in", "quotations")


def calls(text: str, language: str) -> int:
    """How many calls, of Python and of C, the parse of a text takes."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    document = Document(text, MediaType.TEXT, "0" * 64, language=language)
    sys.setprofile(counted)
    try:
        parse(document, OUTLETS)
    finally:
        sys.setprofile(None)
    return count


def _text(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize(
    ("shape", "language"),
    [
        *((shape, "en") for shape in _SHAPES),
        *((shape, language) for shape in _DASHES for language in ("fr", "es")),
    ],
)
def test_twice_the_text_costs_about_twice_the_work(shape: str, language: str) -> None:
    unit = _SHAPES[shape]
    calls(unit, language)  # what is built once is built

    once = calls(_text(unit, _SIZE), language)
    twice = calls(_text(unit, 2 * _SIZE), language)

    assert twice < _MOST * once + 1_000
