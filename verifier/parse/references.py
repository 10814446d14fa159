"""Outlets that an article calls by what they are: `the magazine`, `told the agency`.

Such words cite the outlet that was named last before them, if any was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from verifier.model import Citation, Medium
from verifier.parse.naming import bare, is_outlet, name_spans, stands_as_source
from verifier.parse.paragraphs import Paragraph
from verifier.parse.parentheses import Cited
from verifier.parse.phrases import Mention, MentionKind
from verifier.parse.pointers import Reader
from verifier.parse.tokens import Sentence, Tokens

_SENTENCES_BACK = 6
_PARAGRAPHS_BACK = 3


def references_in(
    paragraphs: Sequence[Paragraph], number: int, index: int, reader: Reader
) -> list[Cited]:
    """The citations that such words make in a sentence; [] where no outlet was named before."""
    paragraph = paragraphs[number]
    sentence = paragraph.sentences[index]
    found = []
    for first, last in _references(paragraph.tokens, sentence, reader):
        stands = stands_as_source(paragraph.tokens, sentence, paragraph.events[index], first, last)
        if not (stands or _is_told(paragraph.tokens, sentence, first)):
            continue
        written = _last_outlet(paragraphs, number, index, first, reader)
        if written is not None:
            found.append(
                Cited((_citation(paragraph.tokens, first, last, written, reader),), first, last)
            )
    return found


def named_speaker(mention: Mention | None, cited: Sequence[Cited]) -> Mention | None:
    """The outlet as speaker where a mention is such a word: `the magazine wrote`."""
    for one in cited:
        citation = one.citations[0]
        if mention is not None and (mention.start, mention.end) == (citation.start, citation.end):
            return replace(mention, text=citation.outlet_name or "", kind=MentionKind.NAME)
    return mention


def _references(tokens: Tokens, sentence: Sentence, reader: Reader) -> Iterator[tuple[int, int]]:
    phrases = reader.lexicon.phrase("outlet_references")
    heads = {phrase.split()[0] for phrase in phrases}
    nouns = {phrase.split()[-1] for phrase in phrases}
    if nouns.isdisjoint(tokens.words[sentence.first : sentence.last]):
        return
    for at in range(sentence.first, sentence.last):
        if tokens.words[at] not in heads:
            continue
        for phrase in phrases:
            parts = phrase.split()
            last = at + len(parts) - 1
            if last < sentence.last and tokens.words[at : last + 1] == parts:
                if tokens.tags[last + 1 : last + 2] != ["N"]:  # "la agencia EFE" has its name
                    yield at, last
                break


def _is_told(tokens: Tokens, sentence: Sentence, first: int) -> bool:
    """`sagte Jo Hahn der Agentur`: a dative behind the speaker, after a verb of saying."""
    if not tokens.language.has("citing_prepositions", tokens.words[first]):
        return False
    before = tokens.words[max(sentence.first, first - 5) : first]
    if not before:
        return False
    told = tokens.language.words.get("told", frozenset())
    behind_name = tokens.tags[first - 1] == "N" and not tokens.language.has("titles", before[-1])
    return behind_name and not told.isdisjoint(before)


def _last_outlet(
    paragraphs: Sequence[Paragraph], number: int, index: int, before: int, reader: Reader
) -> str | None:
    """The name of the outlet named last before a token, as written there."""
    left = _SENTENCES_BACK
    for place in range(number, max(-1, number - _PARAGRAPHS_BACK), -1):
        paragraph = paragraphs[place]
        last = index if place == number else len(paragraph.sentences) - 1
        for at in range(last, -1, -1):
            sentence = paragraph.sentences[at]
            stop = before if (place, at) == (number, index) else sentence.last
            written = _outlet_in(paragraph.tokens, Sentence(sentence.first, stop), reader)
            if written is not None:
                return written
            left -= 1
            if not left:
                return None
    return None


def _outlet_in(tokens: Tokens, sentence: Sentence, reader: Reader) -> str | None:
    found = None
    for first, last in name_spans(tokens, sentence, within_parentheses=True):
        if is_outlet(tokens, sentence, first, last, reader):
            found = bare(tokens.span_text(first, last))
    return found


def _citation(tokens: Tokens, first: int, last: int, written: str, reader: Reader) -> Citation:
    named = reader.names.resolve(written)
    start, end = tokens.starts[first], tokens.ends[last]
    return Citation(
        tokens.text[start:end],
        start,
        end,
        outlet=named.outlet,
        outlet_name=named.written,
        outlet_candidates=named.candidates,
        medium=Medium.NEWS,
    )
