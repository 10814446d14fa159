"""Comparisons as the `Match` that the other rooms read: passages, edits, score."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from verifier.match import likeness, locate
from verifier.match.align import Piece
from verifier.match.chance import too_common
from verifier.match.compare import Comparison
from verifier.match.cuts import Quote, mark_spans, marks_in
from verifier.match.edits import Difference, added_together
from verifier.match.language import language_of
from verifier.match.lexicon import lexicon
from verifier.match.normalise import Normal
from verifier.match.page import PreparedPage, around
from verifier.match.pieces import Search
from verifier.match.signs import below_zero
from verifier.match.verdict import measure, score, verdict
from verifier.match.words import Word, words
from verifier.model import Edit, EditKind, Match, Passage, Span, Verdict

_LONGEST = 5_000  # characters compared for likeness


def exact_match(quote: Quote, page: PreparedPage, language: str | None) -> Match | None:
    """The match of a quotation whose folded words stand on the page as they are."""
    places = locate.exact(page, quote.normal.key)
    if not places:
        return None
    best = min(
        places, key=lambda at: (len(_signs(quote, page, at)), len(_accents(quote, page, at)))
    )
    signs = _signs(quote, page, best)
    edits = _accents(quote, page, best) + _marks(quote, page, best) + signs
    start, end = _widened(quote.normal, page.normal, best, best + len(quote.normal.key))
    known = lexicon(language_for(quote, page, language))
    texts = [w.text for w in words(quote.normal)]
    short = too_common(texts, known, page)
    return _match(
        page,
        _verdict(edits, signs),
        [(start, end)],
        edits,
        1.0,
        0.97 if short else 0.999,
        short,
    )


def _verdict(edits: tuple[Edit, ...], signs: tuple[Edit, ...]) -> Verdict:
    if signs:
        return Verdict.ALTERED
    return Verdict.NEAR_VERBATIM if edits else Verdict.VERBATIM


def language_for(quote: Quote, page: PreparedPage, given: str | None) -> str | None:
    """The language to compare in: the one given, else the quotation's, in doubt the page's."""
    return given or language_of(quote.normal.key, rather=page.language)


def nearest_only(quote: Quote, pieces: Sequence[Piece], search: Search) -> Match:
    """A match that shows the nearest passage and claims nothing, so it names no edits."""
    page = search.page
    start, end = min(p.start for p in pieces), max(p.end for p in pieces)
    if end - start > _LONGEST:
        best = max(pieces, key=lambda piece: piece.score)
        start, end = best.start, best.end
    alike = Indel.normalized_similarity(quote.normal.key[:_LONGEST], page.key[start:end])
    short = too_common((w.text for w in quote.words), search.lexicon, page)
    span = page.normal.span(start, end)
    return _match(page, Verdict.NOT_FOUND, [span], (), alike, round(0.3 * alike, 4), short)


def _signs(quote: Quote, page: PreparedPage, at: int) -> tuple[Edit, ...]:
    """Numbers below zero on one side only."""
    key = quote.normal.key
    if not any(c.isdecimal() for c in key):
        return ()
    pairs = zip(words(quote.normal), words(page.normal, at, at + len(key)), strict=False)
    return tuple(
        _replaced(left, right, EditKind.NUMBER, quote, page)
        for left, right in pairs
        if left.text[:1].isdecimal()
        and below_zero(left, quote.normal) != below_zero(right, page.normal)
    )


def _replaced(left: Word, right: Word, kind: EditKind, quote: Quote, page: PreparedPage) -> Edit:
    ours = Span(*quote.normal.span(left.start, left.end))
    theirs = Span(*page.normal.span(right.start, right.end))
    return Edit("replace", left.raw, right.raw, kind, ours, theirs)


def _accents(quote: Quote, page: PreparedPage, at: int) -> tuple[Edit, ...]:
    """Words whose accents differ, though the folded letters are the same."""
    start, end = page.normal.span(at, at + len(quote.normal.key))
    if quote.normal.text.isascii() and page.text[start:end].isascii():
        return ()
    ours = words(quote.normal)
    theirs = words(page.normal, at, at + len(quote.normal.key))
    return tuple(
        _replaced(left, right, EditKind.SPELLING, quote, page)
        for left, right in zip(ours, theirs, strict=False)
        if likeness.strict(left.raw) != likeness.strict(right.raw)
    )


def _marks(quote: Quote, page: PreparedPage, at: int) -> tuple[Edit, ...]:
    """Brackets and cuts that the article has and the page has not, though the words are there."""
    start, end = page.normal.span(at, at + len(quote.normal.key))
    text = quote.normal.text
    ours = [(a, b) for a, b in mark_spans(text) if any(c.isalnum() for c in text[a:b])]
    first, last = quote.normal.span(0, len(quote.normal.key))
    ours += [(a, b) for a, b in mark_spans(text) if (a, b) not in ours and first < a and b < last]
    if len(ours) <= marks_in(page.text[max(0, start - 2) : end + 2]):
        return ()
    place = Span(start, start)
    return tuple(
        Edit("insert", text[a:b], "", EditKind.MARK, Span(a, b), place) for a, b in sorted(ours)
    )


def as_match(quote: Quote, comparison: Comparison, search: Search) -> Match:
    """The match of a quotation that stands there with differences, or only comes near."""
    page = search.page
    m = measure(comparison, quote, search)
    word = verdict(comparison, m)
    edits = tuple(
        edit
        for d in added_together(comparison.differences)
        if (edit := _edit(d, quote, page.normal)).kind is not EditKind.TYPOGRAPHY or edit.quoted
    )
    spans = [page.normal.span(a, b) for a, b in comparison.passages if b > a]
    passage = " ".join(page.key[a:b] for a, b in comparison.passages)
    alike = Indel.normalized_similarity(quote.normal.key[:_LONGEST], passage[:_LONGEST])
    texts = [w.text for w in quote.words]
    short = too_common(texts, search.lexicon, page)
    # Of a passage that is only near, differences word by word tell nothing.
    edits = () if word is Verdict.NOT_FOUND else edits
    return _match(page, word, spans, edits, alike, score(m, word), short)


def _match(
    page: PreparedPage,
    word: Verdict,
    spans: list[tuple[int, int]],
    edits: tuple[Edit, ...],
    alike: float,
    sure: float,
    short: bool,
) -> Match:
    # What is shown first is the first piece: these words must stand beside it.
    before, after = around(page.text, *spans[0])
    return Match(
        quotation="",
        verdict=word,
        passages=tuple(Passage(page.text[a:b], a, b) for a, b in spans),
        prefix=before,
        suffix=after,
        edits=edits,
        likeness=round(alike, 4),
        score=sure,
        short=short,
    )


def _widened(quote: Normal, page: Normal, start: int, end: int) -> tuple[int, int]:
    """The passage with the punctuation at its edges that the quotation has, too."""
    first, last = page.span(start, end)
    ours_first, ours_last = quote.span(0, len(quote.key))
    while ours_first > 0 and first > 0 and quote.text[ours_first - 1] == page.text[first - 1]:
        ours_first, first = ours_first - 1, first - 1
    while (
        ours_last < len(quote.text)
        and last < len(page.text)
        and quote.text[ours_last] == page.text[last]
    ):
        ours_last, last = ours_last + 1, last + 1
    return first, last


def _edit(d: Difference, quote: Quote, page: Normal) -> Edit:
    """A difference with the words and places of both sides."""
    quoted = _quoted_span(d, quote)
    source = _source_span(d.source, d.at, page)
    has_quoted, has_source = quoted.end > quoted.start, source.end > source.start
    op = "replace" if has_quoted and has_source else "insert" if has_quoted else "delete"
    return Edit(
        op,
        quote.normal.text[quoted.start : quoted.end],
        page.text[source.start : source.end],
        d.kind,
        quoted,
        source,
    )


def _quoted_span(d: Difference, quote: Quote) -> Span:
    if d.mark:
        return Span(*d.mark)
    taken = quote.words[d.first : d.last]
    if taken:
        start = quote.normal.span(taken[0].start, taken[0].end)[0]
        return Span(start, quote.normal.span(taken[-1].start, taken[-1].end)[1])
    if d.first < len(quote.words):
        following = quote.words[d.first]
        at = quote.normal.span(following.start, following.end)[0]
    else:
        at = quote.normal.span(0, len(quote.normal.key))[1]
    return Span(at, at)


def _source_span(source: tuple[Word, ...], at: int, page: Normal) -> Span:
    if source:
        start = page.span(source[0].start, source[0].end)[0]
        return Span(start, page.span(source[-1].start, source[-1].end)[1])
    place = page.span(at - 1, at)[1] if at else 0
    return Span(place, place)
