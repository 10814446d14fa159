import pytest

from verifier.parse.marks import find_regions


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “no.”", ["no."]),
        ('He said "no."', ["no."]),
        ("He said ''no.''", ["no."]),
        ("He said ‘no.’", ["no."]),
        ("Il dit « non ».", [" non "]),
        ("Er sagt „nein“.", ["nein"]),
        ("Er sagt »nein«.", ["nein"]),
        ("Er sagt ‚nein‘.", ["nein"]),
        ("他说「不」。", ["不"]),
        ("“one,” he said, “two.”", ["one,", "two."]),
        ('„mixed” and “straight" marks', ["mixed", "straight"]),
    ],
)
def test_pairs_of_marks(text: str, inner: list[str]) -> None:
    assert [text[r.start : r.end] for r in find_regions(text, 0, len(text))] == inner


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The nurses’ rota and the dog's bowl", "apostrophes"),
        ('A 5\'10" man on a 20" screen', "feet and inches"),
        ("In the ’90s they'd ask 'em", "elisions"),
        ('<tweet id="747" by="@x">', "attributes of markup left in the text"),
    ],
)
def test_what_is_no_mark(text: str, why: str) -> None:
    assert find_regions(text, 0, len(text)) == [], why


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    text = "‘It’s the nurses’ rota that’s broken, not the nurses,’ said Flynn."

    (region,) = find_regions(text, 0, len(text))

    assert text[region.start : region.end].endswith("not the nurses,")


def test_marks_inside_marks_are_one_deeper() -> None:
    text = "“They call it a ‘quiet year,’ we do not.”"

    outer, inner = find_regions(text, 0, len(text))

    assert (outer.depth, inner.depth) == (0, 1)


def test_an_open_mark_closes_at_the_end_of_the_paragraph() -> None:
    text = "Marsh said “the tower was sound."

    (region,) = find_regions(text, 0, len(text))

    assert (region.closed, region.end) == (False, len(text))
