"""Quotations × page → matches: exact finds first, then located, aligned and explained.

The way through: `cuts` reads the quotation's own marks, `locate` says where it may stand,
`pieces` aligns, `compare` names the differences, `verdict` judges them, `attribution` looks
around the passage. Nothing here depends on the order of pages or quotations.
"""

from collections.abc import Sequence
from dataclasses import replace

from verifier.match import attribution, locate
from verifier.match.compare import compare
from verifier.match.cuts import Quote, read_quote
from verifier.match.edges import heed_edges
from verifier.match.lexicon import lexicon
from verifier.match.nearest import closest
from verifier.match.neighbours import beside
from verifier.match.page import PreparedPage
from verifier.match.pieces import LONGEST, Fragment, Search, find_fragments, find_pieces
from verifier.match.shape import as_match, exact_match, language_for, nearest_only
from verifier.match.verdict import hopeless
from verifier.model import Match, Quotation, QuotationKind, Verdict

_OPENING = " \"“”«»„‘'"
_MOST_CHARACTERS = 12_000  # of a quotation that is not there word for word; the rest is not read


def match(
    quotations: Sequence[Quotation],
    page: PreparedPage,
    *,
    language: str | None = None,
    article: str | None = None,
) -> tuple[Match, ...]:
    """The best match of each quotation that has one on this page, in the order given.

    A match whose verdict is `not_found` shows the nearest passage and no more. `article` is the
    text that the quotations' offsets refer to; with it, a denial just outside a passage counts.
    """
    quotes = [read_quote(q.text) for q in quotations]
    here = match_quotes(quotes, page, language=language)
    pairs = zip(quotations, here, strict=True)
    own = [found and _placed(found, quotation) for quotation, found in pairs]

    def alone(text: str) -> Match | None:
        return match_quotes([read_quote(text)], page, language=language)[0]

    matches = []
    for quotation, found in zip(quotations, beside(quotations, own, page, alone), strict=True):
        placed = found
        if placed is None or placed.verdict is Verdict.NOT_FOUND:
            placed = closest(quotation, page) or placed
        if placed is not None and article is not None:
            known = lexicon(language or page.language)
            placed = heed_edges(placed, quotation, page, article, known)
        if placed is not None:
            matches.append(attribution.attribute(placed, quotation, page, article or ""))
    return tuple(matches)


def match_text(quote: str, page: PreparedPage, *, language: str | None = None) -> Match | None:
    """The same for bare words: offsets of the quoted side are into `quote`."""
    here = match_quotes([read_quote(quote)], page, language=language)[0]
    if here is None:
        return None
    if _capital_of_its_own(quote, here):
        alone = Quotation("", quote, 0, len(quote), QuotationKind.DIRECT)
        here = heed_edges(here, alone, page, quote, lexicon(language or page.language))
    return attribution.attribute(here, None, page)


def _capital_of_its_own(quote: str, match: Match) -> bool:
    """Whether the quotation begins a sentence in the middle of one of the page's."""
    ours, theirs = quote.lstrip(_OPENING)[:1], match.passages[0].text[:1]
    return ours.isupper() and theirs.islower()


def match_quotes(
    quotes: Sequence[Quote], page: PreparedPage, *, language: str | None = None
) -> list[Match | None]:
    """One answer for each quotation; those not there word for word are located together."""
    if not page.key:
        return [None] * len(quotes)
    found = [exact_match(quote, page, language) for quote in quotes]
    quotes = [_shortened(quote) for quote in quotes]
    open_ones = [n for n, here in enumerate(found) if here is None and quotes[n].normal.key]
    places = iter(locate.windows(page, [key for n in open_ones for key in quotes[n].keys]))
    for n in open_ones:
        quote = quotes[n]
        here = [next(places) for _ in quote.fragments]
        if len(here) == 1 and not here[0] and len(quote.words) <= LONGEST:
            continue
        search = Search(page, lexicon(language_for(quote, page, language)))
        spans = zip(quote.fragments, here, strict=True)
        found[n] = _inexact(quote, [(quote.words[a:b], a, some) for (a, b), some in spans], search)
    return found


def _shortened(quote: Quote) -> Quote:
    text = quote.normal.text
    return quote if len(text) <= _MOST_CHARACTERS else read_quote(text[:_MOST_CHARACTERS])


def _inexact(quote: Quote, parts: Sequence[Fragment], search: Search) -> Match | None:
    """The match of a quotation that does not stand there word for word."""
    if len(parts) == 1:
        words, first, places = parts[0]
        pieces = find_pieces(search, words, places, first=first)
    else:
        pieces = find_fragments(search, parts)
    if not pieces:
        return None
    if hopeless(quote, pieces, search):
        return nearest_only(quote, pieces, search)
    return as_match(quote, compare(quote, pieces, search), search)


def _placed(match: Match, quotation: Quotation) -> Match:
    """The match of a bare text as the match of a quotation: offsets into the article."""
    edits = tuple(
        replace(
            edit,
            quoted_span=replace(
                edit.quoted_span,
                start=edit.quoted_span.start + quotation.start,
                end=edit.quoted_span.end + quotation.start,
            ),
        )
        for edit in match.edits
    )
    return replace(match, quotation=quotation.id, edits=edits)
