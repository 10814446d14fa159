"""Citations in running prose: `told Reuters on Tuesday`, `Xinhua reported`.

Each rule looks at one sentence outside its quotations and says which citation it makes and from
which token on; `article` hands them to the quotations they cover.
"""

from collections.abc import Iterator
from dataclasses import replace

from verifier.model import Citation, DatePrecision, DateRole, Medium
from verifier.parse.covering import Relaying
from verifier.parse.credits import dated_by_cue as dated_by_cue
from verifier.parse.credits import names_same_source
from verifier.parse.cues import CueEvent, CueKind
from verifier.parse.dates import DateMention, find_dates
from verifier.parse.naming import (
    bare,
    compound_head,
    goes_on,
    is_dated_owner,
    outlet_spans,
    stands_as_source,
)
from verifier.parse.parentheses import Cited, fill_from_bare_dates, parentheses
from verifier.parse.phrases import MentionKind
from verifier.parse.pointers import Reader, dated, medium_of, read_pointer
from verifier.parse.tokens import Sentence, Tokens

_Dates = list[tuple[int, DateMention]]  # each with its first token

_LONGEST_PROGRAMME = 4  # tokens from "CNN's" to the last name in a programme's title
_BESIDE_OUTLET = 3  # tokens: "in El Norte el 3 de mayo"
_TOLD_REACH = 8  # tokens from "dijo" over the speaker to who was told
_BESIDE_CUE = 2  # tokens from a cue to a date: "said on Monday"
_NEAR_TOKENS = 8  # how far from outlet or cue a date still belongs to it


def citations_in(
    tokens: Tokens,
    sentence: Sentence,
    events: list[CueEvent],
    claims: list[tuple[int, int]],
    reader: Reader,
) -> list[Cited]:
    """The citations of a sentence, in order; dates inside `claims` (token spans) are not theirs."""
    parens = list(parentheses(tokens, sentence, reader))
    named = list(_named_outlets(tokens, sentence, events, parens, reader))
    dates = _free_dates(tokens, sentence, claims, parens, reader)
    claimed = _free_dates(tokens, sentence, [], parens, reader) if named and claims else []
    by_cue = _date_by_cue(events, claimed or dates)
    found = [_with_date(tokens, cited, (dates, claimed, by_cue), reader) for cited in named]
    found = fill_from_bare_dates(found, parens)
    whole = [
        cited
        for cited in parens
        if cited.citations[0].outlet_name or cited.citations[0].url or cited.citations[0].title
    ]
    words = " ".join(tokens.words[sentence.first : sentence.last])
    if not found and not whole and not names_same_source(words, reader):
        found = list(_medium_only(tokens, sentence, events, dates, reader))
    return sorted([*found, *whole], key=lambda cited: cited.first)


def relaying_words(tokens: Tokens) -> Relaying:
    """Where a paragraph says that what follows is relayed: `citing`, `quoting`."""
    marks = tokens.language.words.get("citing_words", frozenset())
    if marks.isdisjoint(tokens.words):
        return Relaying(tokens.text, ())
    places = [tokens.starts[at] for at, word in enumerate(tokens.words) if word in marks]
    return Relaying(tokens.text, tuple(places))


# --- outlets in the sentence --------------------------------------------------------------


def _named_outlets(
    tokens: Tokens,
    sentence: Sentence,
    events: list[CueEvent],
    parens: list[Cited],
    reader: Reader,
) -> Iterator[Cited]:
    issues = {paren.first for paren in parens if _is_day(paren.citations[0])}
    listed = -1  # the last token of the source before, which a list may go on from
    for first, last, named in outlet_spans(tokens, sentence, reader):
        dated_issue = last + 1 in issues and _is_told(tokens, sentence, first)
        if not (named or dated_issue or _is_relayed(tokens, sentence, first)):
            continue
        owned = listed >= 0 and first - listed <= _LONGEST_PROGRAMME
        if owned and tokens.words[listed].endswith(("'s", "’s")):
            continue  # "CNN's State of the Union": a programme of the one before
        goes_on_list = listed >= 0 and goes_on(tokens, listed, first)
        if not goes_on_list and not stands_as_source(tokens, sentence, events, first, last):
            continue
        listed = last
        yield _outlet_citation(tokens, sentence, first, last, reader)
    yield from _generic_outlets(tokens, sentence, reader)
    yield from _cases(tokens, sentence, reader)
    yield from _narrative(tokens, sentence, events, reader)


def _is_day(citation: Citation) -> bool:
    bare = not (citation.outlet_name or citation.url or citation.title)
    return bare and citation.date_precision is DatePrecision.DAY


def _is_told(tokens: Tokens, sentence: Sentence, first: int) -> bool:
    """`told The Lantern (May 3)`, `dijo Ruiz a El Faro (3 de mayo)`: who has an issue of a day."""
    if first == sentence.first:
        return False
    before, language = tokens.words[first - 1], tokens.language
    near = tokens.words[max(sentence.first, first - _TOLD_REACH) : first]
    told = language.words.get("told", frozenset())
    return before in told or (
        language.has("told_prepositions", before) and not told.isdisjoint(near)
    )


def _is_relayed(tokens: Tokens, sentence: Sentence, first: int) -> bool:
    """`is quoted as saying by De Standaard`: whatever is named there is an outlet."""
    if not tokens.language.has("relay_prepositions", tokens.words[first - 1]):
        return False
    near = tokens.words[max(sentence.first, first - 5) : first]
    return not tokens.language.words.get("relay_words", frozenset()).isdisjoint(near)


def _outlet_citation(
    tokens: Tokens, sentence: Sentence, first: int, last: int, reader: Reader
) -> Cited:
    written = bare(tokens.span_text(first, last))
    written = compound_head(written, reader) or written
    led = first > sentence.first and tokens.tags[first - 1] == "d"
    named = reader.names.resolve(written, short=led)
    start = tokens.starts[first]
    citation = Citation(
        text=written,
        start=start,
        end=start + len(written),
        outlet=named.outlet,
        outlet_name=named.written,
        outlet_candidates=named.candidates,
        medium=_medium(tokens, sentence, first, last, reader),
    )
    return Cited((citation,), first, last)


def _generic_outlets(tokens: Tokens, sentence: Sentence, reader: Reader) -> Iterator[Cited]:
    """`told local radio`."""
    phrases = reader.lexicon.phrase("generic_outlets")
    heads = reader.lexicon.words.get("generic_outlets", frozenset())
    if heads.isdisjoint(tokens.words[sentence.first : sentence.last]):
        return
    for at in range(sentence.first, sentence.last - 1):
        pair = f"{tokens.words[at]} {tokens.words[at + 1]}"
        if pair in phrases and tokens.tags[at + 2 : at + 3] != ["N"]:  # "state radio VRT"
            start, end = tokens.starts[at], tokens.ends[at + 1]
            text = tokens.text[start:end]
            yield Cited(
                (Citation(text, start, end, outlet_name=text, medium=Medium.INTERVIEW),),
                at,
                at + 1,
            )


def _cases(tokens: Tokens, sentence: Sentence, reader: Reader) -> Iterator[Cited]:
    """`Talbot v. Rowe, 512 F.3d 77, 81 (2d Cir. 2008)`."""
    words = tokens.words[sentence.first : sentence.last]
    if "v" not in words and "vs" not in words:
        return
    at = sentence.first + (words.index("v") if "v" in words else words.index("vs"))
    after = at + 1 + (at + 1 < sentence.last and tokens.tags[at + 1] == ".")
    first, last = at, after
    while first > sentence.first and tokens.tags[first - 1] == "N":
        first -= 1
    while last < sentence.last and tokens.tags[last] == "N":
        last += 1
    if first == at or last == after:
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    stop = tokens.ends[sentence.last - 1]
    years = [m for m in find_dates(reader.text, end, stop, reader.lexicon) if m.year is not None]
    name = reader.text[start:end]
    case = Citation(name, start, end, outlet_name=name, medium=Medium.COURT)
    when = years[-1] if years else None
    yield Cited((dated(case, when, reader.published, DateRole.PUBLISHED),), first, last - 1)


def _narrative(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], reader: Reader
) -> Iterator[Cited]:
    """`Marchetti (2016, p. 212) argues`: a work by its author's name and year."""
    for event in events:
        subject = event.subject
        if subject is None or subject.kind is not MentionKind.NAME or subject.last < 0:
            continue
        at = subject.last + 1
        if at + 2 >= sentence.last or tokens.tags[at] != "(" or not tokens.words[at + 1].isdigit():
            continue
        close = next((i for i in range(at, min(at + 8, sentence.last)) if tokens.tags[i] == ")"), 0)
        work = read_pointer(reader, tokens.ends[at], tokens.starts[close]) if close else None
        year = find_dates(reader.text, tokens.ends[at], tokens.starts[close], reader.lexicon)
        if work is None or work.has_name or not year or year[0].month is not None:
            continue
        name = f"{subject.text} {year[0].year}"
        page = work.citations[0].page if work.citations else None
        start, end = tokens.starts[subject.last], tokens.ends[close]
        found = Citation(
            reader.text[start:end],
            start,
            end,
            outlet_name=name,
            page=page,
            medium=Medium.ACADEMIC,
        )
        found = dated(found, year[0], reader.published, DateRole.PUBLISHED)
        yield Cited((found,), subject.last, close)


def _medium(
    tokens: Tokens, sentence: Sentence, first: int, last: int, reader: Reader
) -> Medium | None:
    """What the words around an outlet call the source; told means interview."""
    near = range(max(sentence.first, first - 5), min(sentence.last, last + 4))
    outside = " ".join(tokens.words[at] for at in near if not first <= at <= last)
    named = medium_of(outside, reader.lexicon) or medium_of(
        tokens.span_text(first, last), reader.lexicon
    )
    if named is not None:
        return named
    if tokens.language.has("platforms", tokens.words[last]):
        return Medium.SOCIAL
    told = reader.lexicon.words.get("told", frozenset())
    if any(tokens.words[at] in told for at in range(max(sentence.first, first - 3), first)):
        return Medium.INTERVIEW
    return Medium.NEWS


# --- dates in the sentence ----------------------------------------------------------------


def _free_dates(
    tokens: Tokens,
    sentence: Sentence,
    claims: list[tuple[int, int]],
    parens: list[Cited],
    reader: Reader,
) -> _Dates:
    """Dates outside quotations, claims and citing parentheses, with their first token."""
    blocked = {at for first, last in claims for at in range(first, last)}
    for cited in parens:
        blocked.update(range(cited.first, cited.last + 1))
    found = []
    for first, last in _open_stretches(tokens, sentence):
        if not _may_hold_date(tokens, first, last):
            continue
        start, end = tokens.starts[first], tokens.ends[last]
        for mention in find_dates(reader.text, start, end, reader.lexicon):
            at = next((i for i in range(first, last + 1) if tokens.ends[i] > mention.start), last)
            if at not in blocked:
                found.append((at, mention))
    return found


def _may_hold_date(tokens: Tokens, first: int, last: int) -> bool:
    """A cheap look before the search: a month, a weekday, a number, or a word like "last"."""
    tags = tokens.tags[first : last + 1]
    if "D" in tags or "#" in tags or tokens.language.flag("spaceless"):
        return True
    if any(is_dated_owner(tokens, at) for at in range(first, last + 1)):
        return True
    return not tokens.language.words["date_heads"].isdisjoint(tokens.words[first : last + 1])


def _open_stretches(tokens: Tokens, sentence: Sentence) -> Iterator[tuple[int, int]]:
    first = sentence.first
    for at in range(sentence.first, sentence.last + 1):
        if at == sentence.last or tokens.tags[at] == "Q":
            if at > first:
                yield first, at - 1
            first = at + 1


def _with_date(
    tokens: Tokens,
    cited: Cited,
    told: tuple[_Dates, _Dates, DateMention | None],
    reader: Reader,
) -> Cited:
    """The citation with its date.

    The nearest outside the claim; else, also inside it, one right beside the outlet; else the
    one beside the cue.
    """
    dates, claimed, by_cue = told
    nearest = (
        _nearest_date(tokens, cited.first, cited.last, dates)
        or _nearest_date(tokens, cited.first, cited.last, claimed, reach=_BESIDE_OUTLET)
        or by_cue
    )
    if nearest is None:
        return cited
    role = DateRole.SAID if cited.citations[0].medium is Medium.INTERVIEW else DateRole.PUBLISHED
    first = dated(cited.citations[0], nearest, reader.published, role)
    return replace(cited, citations=(first, *cited.citations[1:]))


def _nearest_date(
    tokens: Tokens,
    first: int,
    last: int,
    dates: _Dates,
    *,
    reach: int = _NEAR_TOKENS,
) -> DateMention | None:
    best: tuple[int, DateMention] | None = None
    for at, mention in dates:
        gap = at - last if at > last else first - at
        low, high = (last + 1, at) if at > last else (at + 1, first)
        if at < first and "," in tokens.tags[low:high]:
            continue
        if any(tag in "Q;" for tag in tokens.tags[low:high]) or gap > reach:
            continue
        if best is None or gap < best[0]:
            best = (gap, mention)
    return best[1] if best else None


def _medium_only(
    tokens: Tokens,
    sentence: Sentence,
    events: list[CueEvent],
    dates: _Dates,
    reader: Reader,
) -> Iterator[Cited]:
    """`in a news release dated Nov. 30`: a source without an outlet."""
    if not events:
        return
    for at in range(sentence.first, sentence.last):
        if tokens.tags[at] not in "nNV":
            continue
        medium = medium_of(tokens.words[at], reader.lexicon)
        if medium is None or not _is_source_noun(tokens, sentence, events, at):
            continue
        start, end = tokens.starts[at], tokens.ends[at]
        named = Citation(text=tokens.text[start:end], start=start, end=end, medium=medium)
        when = _nearest_date(tokens, at, at, dates) or _date_by_cue(events, dates)
        yield Cited((dated(named, when, reader.published, DateRole.UNKNOWN),), at, at)
        return


def _date_by_cue(events: list[CueEvent], dates: _Dates) -> DateMention | None:
    """`testified on Jan. 30, according to a transcript`."""
    for at, when in dates:
        if any(0 < at - e.last <= _BESIDE_CUE or 0 <= at - e.right < _BESIDE_CUE for e in events):
            return when
    return None


def _is_source_noun(tokens: Tokens, sentence: Sentence, events: list[CueEvent], at: int) -> bool:
    """The noun is where the words were said: `in a statement`, `the letter said`."""
    for earlier in range(at - 1, max(sentence.first, at - 5) - 1, -1):
        word = tokens.words[earlier]
        if tokens.language.has("citing_prepositions", word) or tokens.language.has("told", word):
            return True
        if tokens.tags[earlier] not in "ndN":
            break
    return any(
        event.subject is not None and event.subject.first <= at <= event.subject.last
        for event in events
    ) or any(event.kind is CueKind.ACCORDING and 0 < at - event.last < 5 for event in events)
