"""Citations in running prose: `told Reuters on Tuesday`, `Xinhua reported`.

Each rule looks at one sentence outside its quotations and says which citation it makes and from
which token on; `article` hands them to the quotations they cover.
"""

from collections.abc import Iterator
from dataclasses import replace

from verifier.model import Citation, DateRole, Medium
from verifier.parse.cues import CueEvent, CueKind
from verifier.parse.dates import DateMention, find_dates
from verifier.parse.drafts import Draft
from verifier.parse.parentheses import Cited, fill_from_bare_dates, parentheses
from verifier.parse.pointers import Reader, dated, medium_of
from verifier.parse.tokens import Sentence, Tokens

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
    named = list(_named_outlets(tokens, sentence, events, reader))
    dates = _free_dates(tokens, sentence, claims, parens, reader)
    found = [_with_date(tokens, cited, dates, reader) for cited in named]
    found = fill_from_bare_dates(found, parens)
    whole = [
        cited
        for cited in parens
        if cited.citations[0].outlet_name or cited.citations[0].url or cited.citations[0].title
    ]
    if not found and not whole:
        found = list(_medium_only(tokens, sentence, events, dates, reader))
    return sorted([*found, *whole], key=lambda cited: cited.first)


def dated_by_cue(tokens: Tokens, draft: Draft, citation: Citation, reader: Reader) -> Citation:
    """A citation with the date beside the quotation's cue: `said Wednesday`."""
    if draft.cue is None or citation.date_text is not None:
        return citation
    end = min(draft.cue.end + 30, len(reader.text))
    found = find_dates(reader.text, draft.cue.end, end, reader.lexicon)
    return dated(citation, found[0] if found else None, reader.published, DateRole.SAID)


def relaying_words(tokens: Tokens) -> list[int]:
    """Offsets of words that say that what follows is relayed: `citing`, `quoting`."""
    marks = tokens.language.words.get("citing_words", frozenset())
    return [tokens.starts[at] for at, word in enumerate(tokens.words) if word in marks]


# --- outlets in the sentence --------------------------------------------------------------


def _named_outlets(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], reader: Reader
) -> Iterator[Cited]:
    for first, last in name_spans(tokens, sentence):
        written = tokens.span_text(first, last)
        relayed = _is_relayed(tokens, sentence, first)
        if not (relayed or reader.names.looks_like_outlet(_bare(written))):
            continue
        if not stands_as_source(tokens, sentence, events, first, last):
            continue
        yield _outlet_citation(tokens, sentence, events, first, last, reader)
    yield from _generic_outlets(tokens, sentence, reader)
    yield from _cases(tokens, sentence, reader)


def _is_relayed(tokens: Tokens, sentence: Sentence, first: int) -> bool:
    """`is quoted as saying by De Standaard`: whatever is named there is an outlet."""
    if not tokens.language.has("relay_prepositions", tokens.words[first - 1]):
        return False
    near = tokens.words[max(sentence.first, first - 5) : first]
    return not tokens.language.words.get("relay_words", frozenset()).isdisjoint(near)


def name_spans(
    tokens: Tokens, sentence: Sentence, *, within_parentheses: bool = False
) -> Iterator[tuple[int, int]]:
    """First and last token of the capitalised names of a sentence, their own article included."""
    tags, at = tokens.tags, sentence.first
    depth = 0
    while at < sentence.last:
        depth = max(0, depth + (tags[at] == "(") - (tags[at] == ")"))
        starts_number = _opens_name(tokens, sentence, at)
        if (tags[at] != "N" and not starts_number) or (depth and not within_parentheses):
            at += 1
            continue
        last = at
        while last + 1 < sentence.last and (
            tags[last + 1] in "N"
            or (
                tags[last + 1] == "#"
                and tokens.words[last + 1].isdigit() is not False
                and len(tokens.words[last + 1]) < 4
            )
            or (
                tokens.words[last + 1] in ("of", "and", "&", "the", "y", "de")
                and last + 2 < sentence.last
                and tags[last + 2] in "Nd"
                and last + 2 - at < 6
            )
        ):
            if tokens.words[last].endswith(("'s", "’s")):
                break
            last += 1
        while last > at and tags[last] not in "N#":
            last -= 1
        first = at - 1 if _has_own_article(tokens, sentence, at) else at
        yield first, last
        at = last + 1


def _opens_name(tokens: Tokens, sentence: Sentence, at: int) -> bool:
    """`38 North`, but not the 3 of `a May 3 Harbour Wire report`."""
    if tokens.tags[at] != "#" or at + 1 >= sentence.last or tokens.tags[at + 1] != "N":
        return False
    return at == sentence.first or tokens.tags[at - 1] != "D"


def _has_own_article(tokens: Tokens, sentence: Sentence, at: int) -> bool:
    """`told The Associated Press`, `a El País`: an article with a capital is the name's own."""
    before = at - 1
    if before <= sentence.first or tokens.tags[before] != "d":
        return False
    return tokens.text[tokens.starts[before]].isupper()


def _bare(written: str) -> str:
    for suffix in ("’s", "'s"):
        written = written.removesuffix(suffix)
    return written


def stands_as_source(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], first: int, last: int
) -> bool:
    """Whether the tokens first … last stand where a source is named: told X, X said, by X."""
    is_subject = any(e.subject is not None and e.subject.last == last for e in events)
    if not is_subject and _modifies(tokens, sentence, first, last):
        return False
    prepositions = tokens.language.words.get("citing_prepositions", frozenset())
    at = first - 1
    while at >= sentence.first and tokens.tags[at] in "dn*h#D" and first - at <= 4:
        if tokens.words[at] in prepositions:
            return True  # German datives: "der Deutschen Presse-Agentur"
        at -= 1
    if at >= sentence.first and tokens.words[at] in prepositions:
        return True
    if at >= sentence.first and tokens.tags[at] in "V":
        return True
    if tokens.language.has("platforms", tokens.words[last]):
        return True
    if last + 1 < sentence.last and tokens.language.has("quoting_verbs", tokens.words[last + 1]):
        return True  # "The Post quoted a juror as saying"
    for event in events:
        subject = event.subject
        if subject is not None and subject.first <= last and first <= subject.last:
            return True
    return False


def _modifies(tokens: Tokens, sentence: Sentence, first: int, last: int) -> bool:
    """`a State Department spokesperson`, `State media`: the name only says what kind."""
    after = last + 1
    if after >= sentence.last or tokens.tags[after] != "n" or tokens.language.code != "en":
        return False
    word = tokens.words[after]
    if tokens.language.has("platforms", tokens.words[last]) or word.endswith("ed"):
        return False
    media = tokens.language.tables.get("media", {})
    return (
        word not in media
        and not tokens.language.has("documents", word)
        and not (
            tokens.words[last].endswith(("'s", "’s"))
            or word in ("newspaper", "magazine", "news", "last", "earlier")
        )
    )


def _outlet_citation(
    tokens: Tokens,
    sentence: Sentence,
    events: list[CueEvent],
    first: int,
    last: int,
    reader: Reader,
) -> Cited:
    written = _bare(tokens.span_text(first, last))
    named = reader.names.resolve(written)
    start = tokens.starts[first]
    citation = Citation(
        text=written,
        start=start,
        end=start + len(written),
        outlet=named.outlet,
        outlet_name=written,
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
        if pair in phrases:
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
) -> list[tuple[int, DateMention]]:
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
    return not tokens.language.words["date_heads"].isdisjoint(tokens.words[first : last + 1])


def _open_stretches(tokens: Tokens, sentence: Sentence) -> Iterator[tuple[int, int]]:
    first = sentence.first
    for at in range(sentence.first, sentence.last + 1):
        if at == sentence.last or tokens.tags[at] == "Q":
            if at > first:
                yield first, at - 1
            first = at + 1


def _with_date(
    tokens: Tokens, cited: Cited, dates: list[tuple[int, DateMention]], reader: Reader
) -> Cited:
    nearest = _nearest_date(tokens, cited.first, cited.last, dates)
    if nearest is None:
        return cited
    role = DateRole.SAID if cited.citations[0].medium is Medium.INTERVIEW else DateRole.PUBLISHED
    first = dated(cited.citations[0], nearest, reader.published, role)
    return replace(cited, citations=(first, *cited.citations[1:]))


def _nearest_date(
    tokens: Tokens, first: int, last: int, dates: list[tuple[int, DateMention]]
) -> DateMention | None:
    best: tuple[int, DateMention] | None = None
    for at, mention in dates:
        gap = at - last if at > last else first - at
        low, high = (last + 1, at) if at > last else (at + 1, first)
        if at < first and "," in tokens.tags[low:high]:
            continue
        if any(tag in "Q;" for tag in tokens.tags[low:high]) or gap > _NEAR_TOKENS:
            continue
        if best is None or gap < best[0]:
            best = (gap, mention)
    return best[1] if best else None


def _medium_only(
    tokens: Tokens,
    sentence: Sentence,
    events: list[CueEvent],
    dates: list[tuple[int, DateMention]],
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
        when = _nearest_date(tokens, at, at, dates)
        yield Cited((dated(named, when, reader.published, DateRole.UNKNOWN),), at, at)
        return


def _is_source_noun(tokens: Tokens, sentence: Sentence, events: list[CueEvent], at: int) -> bool:
    """The noun is where the words were said: `in a statement`, `the letter said`."""
    for earlier in range(at - 1, max(sentence.first, at - 5) - 1, -1):
        if tokens.words[earlier] in tokens.language.words.get("citing_prepositions", ()):
            return True
        if tokens.tags[earlier] not in "ndN":
            break
    return any(
        event.subject is not None and event.subject.first <= at <= event.subject.last
        for event in events
    ) or any(event.kind is CueKind.ACCORDING and 0 < at - event.last < 5 for event in events)
