"""Statements given without quotation marks that name who made them.

`Workers finished 400 flats, according to Xinhua.` gives the clause and the speaker. A statement
that names nobody is the writer's own and is no quotation.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.parse.clauses import looks_back, reported_clause
from verifier.parse.cues import CueEvent, CueKind
from verifier.parse.paragraphs import Bond, Paragraph
from verifier.parse.phrases import Mention
from verifier.parse.tokens import Sentence, Tokens

_SHORT = 3  # tokens; fewer are no clause, unless a verb known as one stands in them


@dataclass(frozen=True, slots=True)
class Statement:
    """A reported clause: tokens first … last - 1 of its paragraph."""

    first: int
    last: int
    sentence: Sentence
    event: CueEvent
    speaker: Mention


def find_statements(paragraph: Paragraph) -> Iterator[Statement]:
    """The indirect statements of a paragraph, those that hold a quotation included."""
    for sentence, events in zip(paragraph.sentences, paragraph.events, strict=True):
        taken: list[tuple[int, int]] = []
        # "…, according to X" and "…, X said." speak for the whole sentence: they are asked first.
        for event in sorted(events, key=lambda e: not _closes(paragraph.tokens, sentence, e)):
            statement = _statement(paragraph, sentence, event, events)
            if statement is None or _overlaps(taken, statement):
                continue
            if _relays(paragraph.tokens, statement, events):
                continue  # the one that is relayed comes in its turn
            taken.append((statement.first, statement.last))
            yield statement


def _closes(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    if event.kind is CueKind.ACCORDING:
        return True
    return event.right >= sentence.last - 1 and looks_back(tokens, sentence, event)


def _relays(tokens: Tokens, statement: Statement, events: list[CueEvent]) -> bool:
    """`He said that the pier was shut, Reuters reported`: the words are his, not the agency's."""
    that = tokens.language.words.get("that", frozenset())
    for event in events:
        opens = event.left == statement.first and event.last < statement.event.first
        if opens and event.subject is not None and "speech" in event.classes:
            return event.right < statement.last and tokens.words[event.right] in that
    return False


def _statement(
    paragraph: Paragraph, sentence: Sentence, event: CueEvent, events: list[CueEvent]
) -> Statement | None:
    tokens = paragraph.tokens
    relays = tokens.language.has("citing_words", tokens.words[event.last])
    if event.subject is None or relays or not _reports(event):
        return None
    if _says_nothing(tokens, event) or _in_parenthesis(tokens, sentence, event):
        return None
    here = paragraph.quotations_in(sentence.first, sentence.last)
    closes = any(item.event is event and item.bond is Bond.AFTER for item in here)
    if closes and not _goes_on_with_that(tokens, event):
        return None
    clause = reported_clause(tokens, sentence, event, events)
    if clause is None:
        return None
    first, last = clause
    if _is_marked_words_only(paragraph, first, last):
        return None
    if not _states(tokens, event, first, last):
        return None
    if event.kind is not CueKind.ACCORDING and not _may_report(tokens, event, first):
        return None
    return Statement(first, last, sentence, event, event.subject)


def _says_nothing(tokens: Tokens, event: CueEvent) -> bool:
    """`Nobody said anything`, `She declined to say`."""
    subject = event.subject
    spoken = subject.text.lower().split() if subject is not None else []
    refuses = event.first and tokens.language.has("refusals", tokens.words[event.first - 1])
    return bool(refuses) or (bool(spoken) and tokens.language.has("negatives", spoken[0]))


def _in_parenthesis(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    """`(quoted in the Guardian, Feb. 2)` cites; it states nothing."""
    return event.first > sentence.first and tokens.tags[event.first - 1] == "("


def _goes_on_with_that(tokens: Tokens, event: CueEvent) -> bool:
    """`“…,” he said, adding that …` has an event of its own; `“…,” he said that` has this."""
    that = tokens.language.words.get("that", frozenset())
    return event.right < len(tokens) and tokens.words[event.right] in that


def _reports(event: CueEvent) -> bool:
    return event.kind is CueKind.ACCORDING or bool(
        event.classes & {"speech", "tell", "thought", "object", "name"}
    )


def _may_report(tokens: Tokens, event: CueEvent, first: int) -> bool:
    """Whether what follows can be a reported clause: not a bare adverbial."""
    if first >= len(tokens):
        return False
    return tokens.tags[first] not in "),.;"


def _is_marked_words_only(paragraph: Paragraph, first: int, last: int) -> bool:
    """Nothing but quotations that are quotations of their own."""
    tags = paragraph.tokens.tags
    if "Q" not in tags[first:last]:
        return False
    plain = sum(tag not in "Q,.:;-?()*" for tag in tags[first:last])
    opening = paragraph.quotations_in(first, min(first + 2, last))
    if any(item.bond in (Bond.AFTER, Bond.BEFORE) for item in opening):
        return True
    return plain < 2


def _states(tokens: Tokens, event: CueEvent, first: int, last: int) -> bool:
    """Whether the words hold a statement: a clause with a verb of its own.

    What follows a cue may be its object ("found the key", "rejected calls to resign") or an
    adverbial ("spoke on Monday"); those state nothing.
    """
    that = tokens.language.words.get("that", frozenset())
    if first > event.last and first and tokens.words[first - 1] in that:
        return not _is_relative(tokens, event, first - 1)
    if "Q" in tokens.tags[first:last]:
        return True
    if _lacks_particle(tokens, event, last) or _opens_with_participle(tokens, event, first):
        return False
    if not tokens.language.flag("finite_known"):
        return True
    if tokens.language.has("infinitive_marks", tokens.words[event.first]):
        return False  # "the courage to say no": nobody is told to have said it
    if _has_finite_verb(tokens, first, last):
        return True
    if first < event.first or event.kind is CueKind.ACCORDING:
        opens_adverbial = tokens.tags[first] in "is" and "," not in tokens.tags[first:last]
        return not opens_adverbial and last - first > _SHORT
    if tokens.language.has("saying_verbs", tokens.words[event.last]):
        return tokens.tags[first] in "adnNp#h" and last - first > _SHORT
    return _judges(tokens, event, first, last)


def _lacks_particle(tokens: Tokens, event: CueEvent, last: int) -> bool:
    """German `es gibt Gründe`: without `an` or `bekannt` the verb says nothing."""
    if not tokens.language.has("separable_verbs", tokens.words[event.last]):
        return False
    particles = tokens.language.words.get("separable_particles", frozenset())
    return particles.isdisjoint(tokens.words[event.last + 1 : last + 1])


def _opens_with_participle(tokens: Tokens, event: CueEvent, first: int) -> bool:
    """`Asked about the strike, Tran laughed`: what was done to him, not what he said."""
    opens = first < event.first and tokens.language.code == "en"
    return opens and tokens.tags[first] == "V" and tokens.words[first].endswith("ed")


def _is_relative(tokens: Tokens, event: CueEvent, that: int) -> bool:
    """`share ideas in a manner that people like`: behind an object, it is about the object."""
    after = event.right
    tells = event.kind is not CueKind.VERB or "tell" in event.classes
    if tokens.language.has("stating_nouns", tokens.words[that - 1]):
        return False  # "expressed fears that the dam would break"
    if tokens.tags[that] != "r":
        return False  # German "dass" is no relative
    if tokens.language.has("date_heads", tokens.words[min(after + 1, that)]):
        return False  # "said this year that"
    return after < that and not tells and tokens.tags[after] in "dnN#"


def _judges(tokens: Tokens, event: CueEvent, first: int, last: int) -> bool:
    """`vowed to stay`, `called for laws`, `described him as a fraud`, `accused her of lying`."""
    lexicon, word = tokens.language, tokens.words[event.last]
    opening = tokens.words[first] if tokens.words[first] != word else ""
    between = tokens.words[event.last + 1 : last]
    if lexicon.has("promising_verbs", word):
        reach = last if "tell" in event.classes else event.last + 2
        return any(_is_infinitive(tokens, at, last) for at in range(event.last + 1, reach))
    if lexicon.has("calling_verbs", word) and tokens.tags[first] in "opdN":
        return last - first > _SHORT  # "called it the mark of a desperate man"
    for group, links in (("naming_verbs", "naming_links"), ("accusing_verbs", "accusing_links")):
        if lexicon.has(group, word):
            return not lexicon.words.get(links, frozenset()).isdisjoint(between[1:])
    return lexicon.has("demanding_verbs", word) and lexicon.has("demanding_links", opening)


def _is_infinitive(tokens: Tokens, at: int, last: int) -> bool:
    """`to act`, not `to the fund`."""
    marks = tokens.language.words.get("infinitive_marks", frozenset())
    return at + 1 < last and tokens.words[at] in marks and tokens.tags[at + 1] not in "dN#Qp"


def _has_finite_verb(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a verb follows the first phrase, before any relative clause."""
    finite = tokens.language.words.get("finite", frozenset())
    for at in range(first, last):
        tag, word = tokens.tags[at], tokens.words[at]
        if tag in "rs" and at > first:
            return False
        if tag == "V" or word in finite or (tag == "n" and word.endswith("ed")):
            return True
        if tag == "p" and at + 1 < last and tokens.tags[at + 1] in "na":
            return True
    return False


def _overlaps(taken: list[tuple[int, int]], statement: Statement) -> bool:
    return any(first < statement.last and statement.first < last for first, last in taken)
