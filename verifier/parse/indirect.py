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
            taken.append((statement.first, statement.last))
            yield statement


def _closes(tokens: Tokens, sentence: Sentence, event: CueEvent) -> bool:
    if event.kind is CueKind.ACCORDING:
        return True
    return event.right >= sentence.last - 1 and looks_back(tokens, sentence, event)


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
    needs_clause = tokens.language.has("clausal_verbs", tokens.words[event.last])
    if needs_clause and first > event.last and not _is_clause(tokens, first, last):
        return None  # "found the key", "ordered a coffee"
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
    plain = sum(tag not in "Q,.:;-?()*" for tag in tags[first:last])
    if "Q" not in tags[first:last]:
        return plain < 2
    opening = paragraph.quotations_in(first, min(first + 2, last))
    if any(item.bond in (Bond.AFTER, Bond.BEFORE) for item in opening):
        return True
    return plain < 2


def _is_clause(tokens: Tokens, first: int, last: int) -> bool:
    """Whether something is stated: introduced by "that", or with a verb of its own."""
    that = tokens.language.words.get("that", frozenset())
    if first and tokens.words[first - 1] in that:
        return True
    tags = tokens.tags[first:last]
    return any(tag in "xVQ" for tag in tags) or any(
        tag == "n" and word.endswith("ed")
        for tag, word in zip(tags, tokens.words[first:last], strict=True)
    )


def _overlaps(taken: list[tuple[int, int]], statement: Statement) -> bool:
    return any(first < statement.last and statement.first < last for first, last in taken)
