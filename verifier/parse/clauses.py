"""Where the clause begins and ends that a cue event reports.

Both the clause around a mixed quotation and an indirect statement are such clauses: the words
reported, the attribution left out.
"""

from bisect import bisect_right

from verifier.model import Span
from verifier.parse.cues import CueEvent, CueKind
from verifier.parse.mentions import after_dateline
from verifier.parse.tokens import Sentence, Tokens

_LEAST_TOKENS = 3
_EVENTS_AHEAD = 8  # cues behind a clause that may end it; keeps a run of cues linear
_ADDRESSEE = 6  # tokens of "told the BBC on Monday."


def reported_clause(
    tokens: Tokens, sentence: Sentence, event: CueEvent, events: list[CueEvent]
) -> tuple[int, int] | None:
    """First and one past the last token of what an event reports; None when there is nothing."""
    if looks_back(tokens, sentence, event):
        return _clause_around(tokens, sentence, event, events) or _clause_before(
            tokens, sentence, event
        )
    return _clause_after(tokens, sentence, event, events)


def _clause_around(
    tokens: Tokens, sentence: Sentence, event: CueEvent, events: list[CueEvent]
) -> tuple[int, int] | None:
    """`In other words, he said, the dam is safe`: what stands before the cue is no clause."""
    first = event.right + 1
    commas = tokens.tags[event.right : first] == [","] and not event.inverted
    if event.kind is not CueKind.VERB or not commas or tokens.tags[sentence.first] not in "ai":
        return None
    last = _clause_end(tokens, first, sentence.last, event, events)
    opens = first < last and tokens.tags[first] not in "V-(rsc"
    return (first, last) if opens and last - first >= _LEAST_TOKENS else None


def clause_span(tokens: Tokens, first: int, last: int) -> Span:
    """Offsets of tokens first … last - 1, the closing stop left out."""
    return Span(tokens.starts[first], tokens.ends[last - 1])


def looks_back(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    """`…, X said.`, `… according to X.`: the clause stands before the cue."""
    left, right = event.left, event.right
    if left - sentence.first < _LEAST_TOKENS:
        return False
    if event.kind is CueKind.ACCORDING:
        that = tokens.language.words.get("that", frozenset())
        return tokens.words[left - 1] not in that  # "said that according to its count, …"
    if event.kind is not CueKind.VERB or tokens.tags[left - 1] not in ",-Q":
        return False
    if after_dateline(tokens, sentence.first, sentence.last) >= left:
        return False
    if tokens.tags[left - 1] == "Q" or right >= sentence.last:
        return True
    following = tokens.tags[right]
    rest = tokens.tags[right : sentence.last]
    if "tell" in event.classes and len(rest) <= _ADDRESSEE and not set(rest) & set("VxQtr"):
        return True  # "…, officials told the BBC."
    return following in ".,?;D)" or (
        following in "ias" and not _has_clause(tokens, right, sentence.last)
    )


def _has_clause(tokens: Tokens, first: int, last: int) -> bool:
    return tokens.words[first] in tokens.language.words.get("that", ()) or (
        any(tag in "x" for tag in tokens.tags[first : min(last, first + 12)])
        and "," not in tokens.tags[first:last]
    )


def _clause_before(tokens: Tokens, sentence: Sentence, event: CueEvent) -> tuple[int, int] | None:
    first, last = after_dateline(tokens, sentence.first, sentence.last), event.left
    while last > first and tokens.tags[last - 1] in ",-casi:":
        last -= 1
    for at in range(last - 1, first, -1):
        if tokens.tags[at] == ";":
            first = at + 1
            break
    while first < last and (tokens.tags[first] in "c,-"):
        first += 1
    return (first, last) if last - first >= _LEAST_TOKENS else None


def _clause_after(
    tokens: Tokens, sentence: Sentence, event: CueEvent, events: list[CueEvent]
) -> tuple[int, int] | None:
    first = event.right
    if _is_as_clause(tokens, sentence, event):
        first = _after_comma(tokens, first, sentence.last)
    elif event.kind is CueKind.ACCORDING:
        inverts = tokens.language.flag("verb_second") and tokens.tags[first : first + 1] == ["x"]
        first = first if inverts else _after_comma(tokens, first, sentence.last)
    elif "tell" in event.classes:
        first = _after_addressee(tokens, first, sentence.last)
    else:
        first = _after_that(tokens, first, sentence.last)
    last = _clause_end(tokens, first, sentence.last, event, events)
    return (first, last) if last - first >= _LEAST_TOKENS else None


def _is_as_clause(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    """`As Reuters reported on Monday, …`, `Wie die Zeitung berichtete, …`."""
    return (
        event.kind is CueKind.VERB
        and tokens.language.has("as_put", tokens.words[sentence.first])
        and event.left == sentence.first + 1
    )


def _after_comma(tokens: Tokens, first: int, last: int) -> int:
    for at in range(first, min(last, first + 25)):
        if tokens.tags[at] == ",":
            return at + 1
    return last


def _after_that(tokens: Tokens, first: int, last: int) -> int:
    """Past `on Monday` and `that`."""
    that = tokens.language.words.get("that", frozenset())
    if first + 1 < last and tokens.tags[first] in "ia" and tokens.tags[first + 1] == ",":
        first += 2  # "teilte mit, es gebe"
    for at in range(first, min(last, first + 9)):
        if tokens.words[at] in that and tokens.tags[at] != "d":
            return at + 1
        if tokens.tags[at] in "VQ;" or (tokens.tags[at] == "." and tokens.tags[at - 1] != "D"):
            break
    while first < last and tokens.tags[first] in "D:,":
        first += 1
    if first + 1 < last and tokens.tags[first] == "i" and tokens.tags[first + 1] == "D":
        return _after_that(tokens, first + 2, last)
    return first


def _after_addressee(tokens: Tokens, first: int, last: int) -> int:
    """Past the person told: `told the council that`, `told Reuters`."""
    that = tokens.language.words.get("that", frozenset())
    for at in range(first, min(last, first + 16)):
        if tokens.words[at] in that or (tokens.words[at] == "to" and at > first):
            return at + (tokens.words[at] in that)
        if tokens.tags[at] in "Q.;":
            return at
    at = first
    while at < last and tokens.tags[at] == "d":
        at += 1
    if at < last and tokens.tags[at] == "N":
        while at < last and tokens.tags[at] == "N":
            at += 1
        return at
    return min(at + 1, last)


def _shares_subject(tokens: Tokens, event: CueEvent, later: CueEvent) -> bool:
    """`Mendes called it a joke and said that …`: the second verb reports words of its own."""
    if later.kind is not CueKind.VERB or later.inverted or tokens.tags[later.first - 1] != "c":
        return False
    return event.subject is not None and later.subject == event.subject


def _first_token(event: CueEvent) -> int:
    return event.first


def _clause_end(
    tokens: Tokens, first: int, last: int, event: CueEvent, events: list[CueEvent]
) -> int:
    end = last
    following = bisect_right(events, max(event.last, first + _LEAST_TOKENS), key=_first_token)
    for later in events[following : following + _EVENTS_AHEAD]:
        if later.first < end:
            if later.kind is CueKind.PARTICIPLE and tokens.tags[later.first - 1] == ",":
                end = min(end, later.first)
            if later.kind is CueKind.ACCORDING:
                end = min(end, later.first)
            if later.kind is CueKind.VERB and looks_back(tokens, Sentence(first, last), later):
                end = min(end, later.left)
            if _shares_subject(tokens, event, later):
                end = min(end, later.first - 1)
    for at in range(first, end):
        if tokens.tags[at] == ";":
            end = at
            break
        if (
            tokens.tags[at] == "("
            and at > first + _LEAST_TOKENS
            and ")" in tokens.tags[at:end][-2:]
        ):
            end = at
            break
    while end > first and tokens.tags[end - 1] in ".,?;:-c":
        end -= 1
    return end
