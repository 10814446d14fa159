"""What holds for any text: nothing raises, spans point at their words, neighbours do not matter."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.model import Article, Document, MediaType, QuotationKind
from verifier.outlets import load_registry
from verifier.parse import parse

ANY = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], database=None
)
MARKS = "“”\"„‟«»‹›「」『』＂‘’'‚‛`"
PIECES = st.sampled_from(
    [*MARKS, "''", " ", "\n\n", ".", ",", ":", "—", "(", ")", "[1]", "?", "said", "Ada Prynn", "he",
     "according to", "the Harbour Times", "Jan. 27", "told Reuters", "Mr.", "A.", "v.", "sagte",
     "so", "а", "说", "：", "3月5日", "말했다", "قال", "http://a.example/b", "2024-02-30", "29 Feb",
     "—dijo", "—", "\n— ", ", dit-elle", ", a déclaré la maire,", "“yes,” he", "so-called", "had",
     "the same report", "Source:", "SMITH:", "99999999999999999999 years ago", "\ufeff", "\u00ad"]
)  # fmt: skip
ARTICLES = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)
LANGUAGES = st.sampled_from(
    ["en", "de", "fr", "es", "ru", "zh", "ko", "ar", "pt", "it", "pl", "xx"]
)


def parsed(text: str, language: str | None = None) -> Article:
    document = Document(text, MediaType.TEXT, "0" * 64, language=language)
    return parse(document, load_registry())


@ANY
@given(st.text(max_size=300), LANGUAGES)
def test_no_string_raises(text: str, language: str) -> None:
    parsed(text, language)


@ANY
@given(ARTICLES, LANGUAGES)
def test_every_span_points_at_its_words(text: str, language: str) -> None:
    article = parsed(text, language)

    for quotation in article.quotations:
        assert quotation.text
        assert text[quotation.start : quotation.end] == quotation.text
        if quotation.cue is not None:
            cue = quotation.cue
            assert text[cue.start : cue.end] == cue.text
        if quotation.speaker is not None:
            assert 0 <= quotation.speaker.start < quotation.speaker.end <= len(text)
        for citation in quotation.citations:
            assert text[citation.start : citation.end] == citation.text


@ANY
@given(ARTICLES, LANGUAGES)
def test_no_word_is_in_two_quotations(text: str, language: str) -> None:
    quotations = parsed(text, language).quotations

    apart = [q for q in quotations if q.kind not in (QuotationKind.NESTED, QuotationKind.INDIRECT)]
    for earlier, later in pairwise(apart):
        assert earlier.end <= later.start


@ANY
@given(ARTICLES)
def test_a_nested_quotation_lies_inside_its_parent(text: str) -> None:
    quotations = {q.id: q for q in parsed(text, "en").quotations}

    for quotation in quotations.values():
        if quotation.kind is QuotationKind.NESTED:
            assert quotation.parent is not None
            parent = quotations[quotation.parent]
            assert parent.start <= quotation.start
            assert quotation.end <= parent.end


@ANY
@given(ARTICLES)
def test_an_unrelated_paragraph_behind_changes_nothing(text: str) -> None:
    before = parsed(text, "en").quotations

    after = parsed(text + "\n\nThe ferry runs on weekdays.", "en").quotations

    assert [(q.start, q.end, q.kind, q.speaker) for q in before] == [
        (q.start, q.end, q.kind, q.speaker) for q in after
    ]


@ANY
@given(ARTICLES)
def test_ids_are_unique_and_stable(text: str) -> None:
    ids = [q.id for q in parsed(text).quotations]

    assert len(set(ids)) == len(ids)
    assert ids == [q.id for q in parsed(text).quotations]
