"""Speakers carried over: whose words a quotation without a cue of its own is.

The one who spoke before goes on, or the sentence before says whom the quotation is about.
"""

from collections.abc import Sequence
from dataclasses import replace

from verifier.parse.cues import CueKind
from verifier.parse.mentions import sentence_subject
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.phrases import Mention

_BETWEEN = frozenset("Q*,-()")  # tags that may stand before a quotation which opens a sentence
_WORDY = frozenset("NnVxpo")  # tags of which a sentence around a quotation has some


def carry_over(
    paragraph: Paragraph, found: list[Attributed], before: Sequence[Paragraph]
) -> list[Attributed]:
    """The quotations of a paragraph, those without a speaker given one where the text tells it."""
    done: list[Attributed] = []
    for index, item in enumerate(found):
        alone = _stands_alone(paragraph, item)
        if _drops_subject(paragraph, item):
            speaker = _speaker_before(paragraph, done, item, before)
            done.append(replace(item, speaker=speaker))
            continue
        if _told_before(done, item):
            done.append(replace(item, speaker=done[-1].speaker))
            continue
        takes = alone or _is_long(paragraph, item) or _in_reported_mood(paragraph, item)
        if item.bond is not Bond.NONE or not takes:
            done.append(item)
            continue
        speaker = _speaker_before(paragraph, done, item, before)
        if speaker is None and not done:
            speaker = _speaker_later(found[index + 1 :])
        bond = Bond.CARRIED if speaker is not None else Bond.NONE
        done.append(Attributed(item.region, item.token, item.sentence, bond, speaker))
    return done


def _drops_subject(paragraph: Paragraph, item: Attributed) -> bool:
    """Spanish `«No podemos más», añadió.`: who spoke before goes on."""
    event = item.event
    return (
        event is not None
        and event.subject is None
        and event.kind is CueKind.VERB
        and item.bond in (Bond.AFTER, Bond.BEFORE)
        and paragraph.tokens.language.flag("drops_subject")
    )


def _told_before(done: Sequence[Attributed], item: Attributed) -> bool:
    """`The form “…”, the office says; people are pointed to “online tools”`: the office goes on."""
    lone = item.event is not None and item.event.subject is None and item.speaker is None
    return lone and bool(done) and done[-1].sentence == item.sentence


def _stands_alone(paragraph: Paragraph, item: Attributed) -> bool:
    """The quotation is a sentence of its own, or opens one."""
    tokens, sentence = paragraph.tokens, item.sentence
    if not _BETWEEN.issuperset(tokens.tags[sentence.first : item.token]):
        return False
    region = item.region
    if _WORDY.isdisjoint(tokens.tags[item.token + 1 : sentence.last]):
        return True
    inner = tokens.text[region.start : region.end].rstrip()
    return inner[-1:] in ".!?…" and len(inner.split()) >= 4


def _in_reported_mood(paragraph: Paragraph, item: Attributed) -> bool:
    """German `Der Fahrer sei „nicht müde“ gewesen.`: the verb says that somebody reports."""
    mood = paragraph.tokens.language.words.get("reported_mood", frozenset())
    words = paragraph.tokens.words[item.sentence.first : item.sentence.last]
    return bool(mood) and not mood.isdisjoint(words)


def _is_long(paragraph: Paragraph, item: Attributed) -> bool:
    """Enough words that they are somebody's, wherever they stand."""
    region = item.region
    return len(paragraph.tokens.text[region.start : region.end].split()) > 4


def _speaker_before(
    paragraph: Paragraph,
    done: Sequence[Attributed],
    item: Attributed,
    before: Sequence[Paragraph],
) -> Mention | None:
    number = paragraph.sentence_of(item.token)
    spoke = done[-1] if done and done[-1].bond is not Bond.NONE else None
    if spoke is not None and paragraph.sentence_of(spoke.token) >= number - 1 and spoke.speaker:
        return spoke.speaker
    if number > 0:
        subject = _introduced(paragraph, number - 1)
        if subject is not None:
            return subject
    if done:
        return done[-1].speaker
    return _last_speaker(before) if number == 0 else None


def _introduced(paragraph: Paragraph, number: int) -> Mention | None:
    """Whom the sentence before the quotation is about."""
    sentence = paragraph.sentences[number]
    for event in reversed(paragraph.events[number]):
        if event.subject is not None and "speech" in event.classes:
            return event.subject
    return sentence_subject(paragraph.tokens, sentence.first, sentence.last)


def _speaker_later(rest: Sequence[Attributed]) -> Mention | None:
    for item in rest:
        if item.bond in (Bond.AFTER, Bond.BEFORE):
            return item.speaker
    return None


def _last_speaker(before: Sequence[Paragraph]) -> Mention | None:
    """Who spoke last in the paragraph above, or whom it introduced with a colon."""
    for paragraph in before[-2:][::-1]:
        if paragraph.quotations:
            return paragraph.quotations[-1].speaker
        if paragraph.events:
            for event in reversed(paragraph.events[-1]):
                if event.subject is not None:
                    return event.subject
    return None
