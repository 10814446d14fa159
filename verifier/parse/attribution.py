"""Which cue event, and so which speaker, each marked region belongs to.

The rules, the first that fits: a cue right behind the quotation (`“…,” X said`), a cue right
before it (`X said: “…”`), the cue whose sentence it stands in, a colon or dash with a name, and
at last a speaker carried over from the sentence or paragraph before.
"""

from collections.abc import Sequence

from verifier.parse.carrying import carry_over
from verifier.parse.cues import CueEvent, CueKind, find_events
from verifier.parse.mentions import sentence_subject
from verifier.parse.nouns import retag_headline, retag_nouns
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.phrases import Mention, MentionKind, phrase_ending, phrase_starting
from verifier.parse.tokens import Sentence, Tokens, sentences

_SAYING = frozenset({"speech", "tell", "name"})
_NEAR = 5  # tokens; a thought or a judgement governs quoted words no further off


def read_paragraph(tokens: Tokens, start: int, end: int, *, is_quote: bool = False) -> Paragraph:
    """A paragraph with its sentences and cue events; quotations are not yet attributed."""
    retag_nouns(tokens)
    parts = sentences(tokens)
    for part in parts:
        retag_headline(tokens, part.first, part.last)
    events = [find_events(tokens, part) for part in parts]
    return Paragraph(tokens, start, end, parts, events, is_quote_block=is_quote)


def attribute(paragraph: Paragraph, before: Sequence[Paragraph]) -> list[Attributed]:
    """The marked regions of a paragraph, attributed; `before` are the paragraphs above it."""
    found: list[Attributed] = []
    for number, sentence in enumerate(paragraph.sentences):
        for token in range(sentence.first, sentence.last):
            if token in paragraph.tokens.regions:
                found.append(_attribute_one(paragraph, number, token))
    return carry_over(paragraph, found, before)


def _attribute_one(paragraph: Paragraph, number: int, token: int) -> Attributed:
    tokens, sentence = paragraph.tokens, paragraph.sentences[number]
    region = tokens.regions[token]
    events = paragraph.events[number]
    told = _told_by_what(tokens, sentence, token)
    if told is not None:
        return Attributed(region, token, sentence, Bond.MARK, told)
    chosen = _choose(tokens, sentence, events, token)
    if chosen is not None:
        event, bond = chosen
        return Attributed(region, token, sentence, bond, event.subject, event)
    by_mark = _by_mark(tokens, sentence, token)
    if by_mark is not None:
        speaker, cue = by_mark
        return Attributed(region, token, sentence, Bond.MARK, speaker, None, cue)
    return Attributed(region, token, sentence, Bond.NONE)


def _told_by_what(tokens: Tokens, sentence: Sentence, token: int) -> Mention | None:
    """`“I quit” is what Dana Lee texted her boss`: whoever did it."""
    behind = token + 3
    if behind >= sentence.last or tokens.words[token + 2] != "what":
        return None
    if not tokens.language.has("be_forms", tokens.words[token + 1]):
        return None
    return phrase_starting(tokens, behind, sentence.last)


# --- a cue in the same sentence -----------------------------------------------------------


def _choose(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], token: int
) -> tuple[CueEvent, Bond] | None:
    after = _event_right_after(tokens, sentence, events, token)
    before = _event_right_before(tokens, events, token)
    announced = before is not None and after is not None and _is_announced(tokens, token, after)
    leans = before is None or _leans_forward(tokens, sentence, token)
    if after is not None and leans and not announced:
        return after, Bond.AFTER
    if before is not None:
        return before, Bond.BEFORE
    governing = _governing_event(tokens, sentence, events, token)
    if governing is not None:
        return governing, Bond.SCOPE
    return None


def _is_announced(tokens: Tokens, token: int, after: CueEvent) -> bool:
    """`She went on: “…,” according to the report`: the colon's speaker, relayed by another."""
    return tokens.tags[token - 1] == ":" and after.kind is CueKind.ACCORDING


def _leans_forward(tokens: Tokens, sentence: Sentence, token: int) -> bool:
    """`“…,” X said` rather than `said “…”`: by the comma at its end or by its place."""
    region = tokens.regions[token]
    last = tokens.text[region.start : region.end].rstrip()[-1:]
    if last == ",":
        return True  # also `His planners had warned him: “…,” Simms said`
    if token > sentence.first and tokens.tags[token - 1] == ":":
        return False
    following = tokens.tags[token + 1] if token + 1 < sentence.last else "."
    return token == sentence.first or (following in ",-" and tokens.tags[token - 1] in ",Qc")


def _event_right_after(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], token: int
) -> CueEvent | None:
    if token > sentence.first and not _may_lead(tokens, sentence, token):
        return None
    behind = _past_citation(tokens, sentence, token)
    for event in events:
        if event.first <= token or (event.kind is CueKind.PARTICIPLE and not event.inverted):
            continue
        left = event.left
        if left <= token:
            left = event.first if event.inverted else token
        if left <= token or left - behind > 4:
            continue
        if all(_may_stand_between(tokens, at, left) for at in range(behind + 1, left)):
            return event
        break
    return None


def _past_citation(tokens: Tokens, sentence: Sentence, token: int) -> int:
    """The last token of a quotation with the parenthesis behind it: `“…” (Reuters, May 3), he`."""
    after = token + 1
    if after >= sentence.last or tokens.tags[after] != "(":
        return token
    for at in range(after, min(sentence.last, after + 30)):
        if tokens.tags[at] == ")":
            return at
    return token


def _may_stand_between(tokens: Tokens, at: int, left: int) -> bool:
    """Commas and adverbs; `as` of "as Ada Prynn puts it"; the `a` of "a-t-elle ajouté"."""
    if tokens.tags[at] in ",-a" or _is_as(tokens, at):
        return True
    return at + 1 == left and tokens.tags[at] == "x" and tokens.tags[left] == "p"


def _is_as(tokens: Tokens, at: int) -> bool:
    """`“…,” as Ada Prynn puts it`."""
    return tokens.language.has("as_put", tokens.words[at])


def _may_lead(tokens: Tokens, sentence: Sentence, token: int) -> bool:
    """Whether a cue may follow: the quotation ends with a mark, or one stands behind it."""
    region = tokens.regions[token]
    last = tokens.text[region.start : region.end].rstrip()[-1:]
    following = tokens.tags[token + 1] if token + 1 < sentence.last else "."
    return last in ",.?!…—–-" or following in ",-" or tokens.tags[token - 1] in "Q,c"


def _event_right_before(tokens: Tokens, events: list[CueEvent], token: int) -> CueEvent | None:
    for event in reversed(events):
        if event.last >= token:
            continue
        right = min(event.right, token)
        between = tokens.tags[right:token]
        if len(between) <= 2 and all(tag in ":,rdsi-" for tag in between):
            return _outer(events, event)
        if len(between) <= 12 and between[-1:] in ([":"], [","]) and not set(between) & set("Qx"):
            return event
        break
    return None


def _governing_event(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], token: int
) -> CueEvent | None:
    """The last event before the quotation that governs it, else one behind that looks back."""
    if tokens.language.has("as_put", tokens.words[token - 1]) and token > sentence.first:
        for event in reversed(events):  # "bezeichnete das Spiel, in dem …, als „übertrieben“"
            if event.last < token and "name" in event.classes:
                return event
    return _governing_before(tokens, events, token) or _looking_back(
        tokens, sentence, events, token
    )


def _governing_before(tokens: Tokens, events: list[CueEvent], token: int) -> CueEvent | None:
    nearest = None
    for event in reversed(events):
        if event.last >= token or _walled_off(tokens, event.last + 1, token):
            continue
        nearest = nearest or event
        says = event.classes & _SAYING and event.subject is not None
        if says or token - event.last <= _NEAR:
            return _outer(events, event)
    return _outer(events, nearest) if nearest is not None else None


def _looking_back(
    tokens: Tokens, sentence: Sentence, events: list[CueEvent], token: int
) -> CueEvent | None:
    behind = [event for event in events if event.first > token]
    for event in behind:
        if event.kind is CueKind.ACCORDING:
            return event
    return next((e for e in behind if _closes_sentence(tokens, sentence, e)), None)


def _outer(events: list[CueEvent], inner: CueEvent) -> CueEvent:
    """Of `Benjamin said he believes` the saying: a thought that somebody tells of."""
    at = events.index(inner)
    if at == 0 or inner.classes & _SAYING or inner.kind is CueKind.ACCORDING:
        return inner
    told = events[at - 1]
    if told.classes & _SAYING and told.subject is not None and inner.left - told.last <= 4:
        return told
    return inner


def _walled_off(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a semicolon ends what the cue governs."""
    return ";" in tokens.tags[first:last]


def _closes_sentence(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    """`…, the officials said.`: a comma before the event, and only adverbials after it."""
    if event.kind is not CueKind.VERB or event.left <= sentence.first:
        return False
    at = event.left - 1
    if tokens.language.has("as_put", tokens.words[at]):
        at -= 1
    return at > sentence.first and tokens.tags[at] == ","


def _by_mark(
    tokens: Tokens, sentence: Sentence, token: int
) -> tuple[Mention | None, tuple[int, int] | None] | None:
    at = _colon_before(tokens, sentence, token)
    if at > sentence.first and tokens.tags[at] == ":":
        speaker = _before_colon(tokens, sentence, at)
        return speaker, (tokens.starts[at], tokens.ends[at])
    speaker = _predicate_subject(tokens, sentence, token)
    if speaker is not None:
        return speaker, None
    at = token + 1
    if at + 1 < sentence.last and tokens.tags[at] == "-" and tokens.tags[at + 1] in "Nh":
        speaker = phrase_starting(tokens, at + 1, sentence.last)
        if speaker is not None and speaker.kind is MentionKind.NAME:
            return speaker, (tokens.starts[at], tokens.ends[at])
    return None


def _predicate_subject(tokens: Tokens, sentence: Sentence, token: int) -> Mention | None:
    """`The water board “recommends boiling water”`: the quotation is the sentence's predicate."""
    region = tokens.regions[token]
    first_word = tokens.text[region.start : region.end].split(maxsplit=1)[:1]
    if not first_word or token == sentence.first:
        return None
    word = first_word[0].strip(".,")
    is_verb = word in tokens.language.verbs or tokens.language.has("finite", word)
    if not is_verb or tokens.tags[token - 1] not in "Nn":
        return None
    return phrase_ending(tokens, token - 1, sentence.first)


def _before_colon(tokens: Tokens, sentence: Sentence, colon: int) -> Mention | None:
    """`Ada Prynn’s note:`, `From the pilot:`: whose words a colon announces."""
    for at in range(max(sentence.first, colon - 8), colon):
        owns = tokens.tags[at] == "N" and tokens.words[at].endswith(("'s", "’s"))
        if owns and tokens.tags[at + 1] != "N":
            return phrase_ending(tokens, at, sentence.first)
    return sentence_subject(tokens, sentence.first, colon) or phrase_ending(
        tokens, colon - 1, sentence.first
    )


def _colon_before(tokens: Tokens, sentence: Sentence, token: int) -> int:
    """The colon that introduces a quotation: right before it, or after a name that opens."""
    for at in range(sentence.first, min(sentence.first + 6, token)):
        if tokens.tags[at] == ":":
            return at
        if tokens.tags[at] not in "Nh":
            break
    return token - 1
