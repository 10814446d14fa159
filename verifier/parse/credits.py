"""Credits that stand apart: a dash line under a quotation, a dateline, `the same report`.

`— Rodaba Noori, quoted by Wikinews, July 21, 2017` names the speaker and the source of the
quotation above it; `OSLO (AP) —` names the agency whose text the paragraph is.
"""

from dataclasses import dataclass

from verifier.model import Citation, Medium
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.phrases import Mention, MentionKind, phrase_starting
from verifier.parse.pointers import Reader, read_pointer

_DASHES = "—–―-"
_LONGEST_LINE = 240  # code points of a credit line


@dataclass(frozen=True, slots=True)
class Credit:
    """Who said the quotation above, and where."""

    speaker: Mention | None
    citations: tuple[Citation, ...]


def dash_credit(paragraph: Paragraph, start: int, reader: Reader) -> Credit | None:
    """The credit that begins with a dash at an offset and ends with the paragraph's line."""
    text = reader.text
    end = text.find("\n", start, paragraph.end)
    end = paragraph.end if end < 0 else end
    if end - start > _LONGEST_LINE or text[start] not in _DASHES:
        return None
    tokens = paragraph.tokens
    first = next((i for i in range(len(tokens)) if tokens.starts[i] > start), None)
    if first is None or tokens.tags[first] not in "Nhd":
        return None
    speaker = phrase_starting(tokens, first, len(tokens))
    if speaker is None or speaker.kind is MentionKind.PRONOUN:
        return None
    if reader.names.known(speaker.text):
        return Credit(None, read_pointer(reader, start + 1, end).citations)
    rest = text.find(",", speaker.end, end)
    citations = read_pointer(reader, rest + 1, end).citations if rest >= 0 else ()
    return Credit(speaker, citations)


def dateline_citation(paragraph: Paragraph, reader: Reader) -> Citation | None:
    """The agency of `OSLO, Norway (AP) — …`; None when the paragraph opens otherwise."""
    tokens = paragraph.tokens
    if len(tokens) < 5 or not tokens.text[tokens.starts[0] : tokens.ends[0]].isupper():
        return None
    for at in range(1, min(len(tokens) - 3, 12)):
        if tokens.tags[at] == "(" and tokens.tags[at + 2] == ")" and tokens.tags[at + 3] in "-*":
            start, end = tokens.starts[at + 1], tokens.ends[at + 1]
            named = reader.names.resolve(reader.text[start:end])
            return Citation(
                named.written,
                start,
                end,
                outlet=named.outlet,
                outlet_name=named.written,
                outlet_candidates=named.candidates,
                medium=Medium.NEWS,
            )
    return None


def mark_citations(paragraph: Paragraph, item: Attributed, reader: Reader) -> tuple[Citation, ...]:
    """What a name beside a colon or dash cites.

    `“…” – Edi Brandt, Sky News, 3 May` names its source behind the speaker; `Sky News: “…”` is one.
    """
    speaker, cue = item.speaker, item.mark_cue
    if speaker is None or cue is None or item.bond is not Bond.MARK:
        return ()
    if speaker.end <= item.region.outer_start:
        known = reader.names.known(speaker.text)
        return read_pointer(reader, speaker.start, speaker.end).citations if known else ()
    end = paragraph.tokens.ends[item.sentence.last - 1]
    if reader.names.known(speaker.text):
        return read_pointer(reader, speaker.start, end).citations
    if reader.text[speaker.end : speaker.end + 1] not in (",", "(") or end - speaker.end > 200:
        return ()
    return read_pointer(reader, speaker.end + 1, end).citations


def names_same_source(words: str, reader: Reader) -> bool:
    """Whether a sentence refers back: `according to the same report`."""
    return any(phrase in words for phrase in reader.lexicon.phrase("same_source"))
