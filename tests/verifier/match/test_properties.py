"""What must hold of every quotation: properties over made-up pages."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.match import match, match_text, prepare
from verifier.model import Quotation, QuotationKind, Verdict

SENTENCES = (
    "The council will repair the harbour wall before the storms of autumn arrive.",
    "She has promised that every fisherman can keep his berth on the northern quay.",
    "Ferry tickets should cost less in winter, when hardly a tourist visits the island.",
    "Our neighbours are building a lighthouse on the cliff above the shipping lane.",
    "Two engineers have measured the bridge and found rust in forty-one places.",
    "The mayor did praise the volunteers who carried sandbags through the night.",
    "Students may borrow the library's boat if they bring it back by Sunday evening.",
    "It was the coldest January since the observatory began to write its diary.",
)
VERBS = ("will", "has", "can", "should", "are", "have", "did", "may", "was")

pages = st.permutations(SENTENCES).map(" ".join)


def some_words(page: str, first: int, count: int) -> str:
    words = page.split()
    start = first % max(1, len(words) - count)
    return " ".join(words[start : start + count])


@given(pages, st.integers(0, 200), st.integers(4, 30))
@settings(max_examples=60, deadline=None)
def test_words_of_the_page_are_verbatim_with_the_exact_span(
    page: str, first: int, count: int
) -> None:
    quote = some_words(page, first, count)

    found = match_text(quote, prepare(page))

    assert found is not None
    assert found.verdict is Verdict.VERBATIM
    assert found.passages[0].text == quote


@given(st.sampled_from([s for s in SENTENCES if set(VERBS) & set(s.split())]), pages)
@settings(max_examples=60, deadline=None)
def test_an_added_not_is_never_fine(sentence: str, page: str) -> None:
    words = sentence.split()
    at = next(n for n, word in enumerate(words) if word in VERBS)
    quote = " ".join([*words[: at + 1], "not", *words[at + 1 :]])

    found = match_text(quote, prepare(page))

    assert found is not None
    assert found.verdict not in (Verdict.VERBATIM, Verdict.NEAR_VERBATIM)


@given(pages, st.integers(0, 200), st.integers(6, 25), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_typography_never_changes_the_verdict(page: str, first: int, count: int, random) -> None:  # type: ignore[no-untyped-def]
    quote = some_words(page, first, count)
    for plain, other in (("'", "’"), ("-", "\u2010"), (" ", "\u00a0"), ("e", "e\u00ad")):
        if random.random() < 0.5:
            quote = quote.replace(plain, other)

    found = match_text(f"“{quote}”", prepare(page))

    assert found is not None
    assert found.verdict is Verdict.VERBATIM


TYPOGRAPHY = (("'", "’"), ("-", "\u2010"), (" ", "\u00a0"), ("e", "e\u00ad"), ("fi", "ﬁ"))
CHANGES = (("will", "may"), ("two", "ten"), ("every", "no"), ("January", "June"), ("did", "didn't"))


@given(st.sampled_from(SENTENCES), pages, st.sampled_from(CHANGES), st.sets(st.integers(0, 4)))
@settings(max_examples=60, deadline=None)
def test_typography_never_changes_the_verdict_of_changed_words(
    sentence: str, page: str, change: tuple[str, str], which: set[int]
) -> None:
    quote = sentence.replace(*change)
    dressed = quote
    for number in sorted(which):
        dressed = dressed.replace(*TYPOGRAPHY[number])

    plain, other = match_text(quote, prepare(page)), match_text(dressed, prepare(page))

    assert plain is not None
    assert other is not None
    assert other.verdict is plain.verdict
    assert [edit.kind for edit in other.edits] == [edit.kind for edit in plain.edits]


FOREIGN = (
    "Violin makers in the valley dry their spruce for eleven winters before they carve it.",
    "Not one of the astronomers wanted to sell the telescope, and nobody asked them to.",
)


@given(st.sampled_from(SENTENCES), st.sampled_from(CHANGES), st.permutations(FOREIGN))
@settings(max_examples=40, deadline=None)
def test_text_on_other_matters_never_turns_a_verdict(
    sentence: str, change: tuple[str, str], foreign: list[str]
) -> None:
    page = " ".join(SENTENCES)
    more = f"{foreign[0]}\n\n{page}\n\n{foreign[1]}"

    for quote in (sentence, sentence.replace(*change)):
        alone, among = match_text(quote, prepare(page)), match_text(quote, prepare(more))

        assert alone is not None
        assert among is not None
        assert among.verdict is alone.verdict


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from(CHANGES))
@settings(max_examples=40, deadline=None)
def test_an_unrelated_page_has_none_of_it(quotes: list[str], change: tuple[str, str]) -> None:
    page = prepare("\n\n".join(FOREIGN))

    for quote in quotes:
        found = match_text(quote.replace(*change), page)
        assert found is None or found.verdict is Verdict.NOT_FOUND


@given(st.permutations([0, 1, 2, 3, 4]), pages)
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_quotations_never_matters(order: list[int], page: str) -> None:
    texts = [SENTENCES[n].replace(*CHANGES[n]) for n in range(5)]
    quotations = [
        Quotation(f"q{n}", text, 0, len(text), QuotationKind.DIRECT) for n, text in enumerate(texts)
    ]
    folded = prepare(page)

    found = {each.quotation: each for each in match(quotations, folded)}
    turned = {each.quotation: each for each in match([quotations[n] for n in order], folded)}

    assert turned == found


@given(st.text(max_size=400), st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_matched_without_failing(page: str, quote: str) -> None:
    found = match_text(quote, prepare(page))

    if found is not None:
        for passage in found.passages:
            assert page[passage.start : passage.end] == passage.text


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=100, deadline=None)
def test_the_way_back_from_the_key_is_in_order(text: str) -> None:
    normal = prepare(text).normal

    starts = normal.starts.tolist()
    assert starts == sorted(starts)
    assert len(starts) == len(normal.key)
    assert all(0 <= start < len(text) for start in starts)
