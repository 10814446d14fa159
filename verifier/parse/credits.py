"""Credits that stand apart: a dash line under a quotation, a dateline, `the same report`.

`— Rodaba Noori, quoted by Wikinews, July 21, 2017` names the speaker and the source of the
quotation above it; `OSLO (AP) —` names the agency whose text the paragraph is.
"""

import re
from dataclasses import dataclass
from functools import cache

from verifier.model import Citation, DateRole, Medium
from verifier.parse.dates import find_dates
from verifier.parse.drafts import Draft
from verifier.parse.language import Language
from verifier.parse.paragraphs import Attributed, Bond, Paragraph
from verifier.parse.phrases import Mention, MentionKind, phrase_starting
from verifier.parse.pointers import Reader, dated, read_pointer
from verifier.parse.tokens import Tokens

_DASHES = "—–―-"
_LONGEST_LINE = 240  # code points of a credit line
_LONGEST_DATELINE = 120
_LONGEST_TAIL = 160  # code points of a source named behind the last sentence
_TAIL = re.compile(r"(?<=[.!?”»\"])\s+[—–―]\s?(?=\w)")
# "OSLO, Norway (AP) — ", "Pyongyang, January 27 (KCNA) -- ", "MOSCOW, Feb. 8. /TASS/. ",
# "МОСКВА, 8 фев — РИА Новости. "
_DATELINE = re.compile(
    r"""
    (?P<place>[^\W\d_][^\n()/—–―“”«»"]{1,60}?)
    (?:
      \s?\(\s?(?P<agency>[^()\n]{2,40}?)(?:,[^()\n]{3,20})?\)\s?[^\n()“”«»"—–―-]{0,20}[—–―-]+\s
    | [\s.]?\s?/(?P<slashed>[^/\n]{2,30})/\.?\s
    | (?<=\w)[\s.]*\s[—–―]\s(?P<named>[^\W\d_][^\n.,—–―:“”«»"]{1,30})\.\s
    )
    """,
    re.VERBOSE,
)


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
    if reader.names.looks_like_outlet(speaker.text):
        return Credit(None, read_pointer(reader, start + 1, end).citations)
    rest = text.find(",", speaker.end, end)
    citations = read_pointer(reader, rest + 1, end).citations if rest >= 0 else ()
    return Credit(speaker, citations)


def dateline_citation(paragraph: Paragraph, reader: Reader) -> Citation | None:
    """The agency of `OSLO, Norway (AP) — …`; None when the paragraph opens otherwise."""
    stop = min(paragraph.end, paragraph.start + _LONGEST_DATELINE)
    match = _DATELINE.match(reader.text, paragraph.start, stop)
    if match is None:
        return None
    group = next(name for name in ("agency", "slashed", "named") if match[name])
    start, end = match.span(group)
    named = reader.names.resolve(match[group].strip())
    shouted = match["place"].split()[0].strip(",").isupper()
    known = reader.names.known(named.written) or named.written in reader.names.defined
    if not (known or (shouted and group != "named")):
        return None
    citation = Citation(
        named.written,
        start,
        end,
        outlet=named.outlet,
        outlet_name=named.written,
        outlet_candidates=named.candidates,
        medium=Medium.NEWS,
    )
    days = find_dates(reader.text, match.start(), match.end(), reader.lexicon)
    return dated(citation, days[0] if days else None, reader.published, DateRole.PUBLISHED)


def dated_by_cue(tokens: Tokens, draft: Draft, citation: Citation, reader: Reader) -> Citation:
    """A citation with the date beside the quotation's cue: `said Wednesday`."""
    if draft.cue is None or citation.date_text is not None:
        return citation
    end = min(draft.cue.end + 30, len(reader.text))
    found = find_dates(reader.text, draft.cue.end, end, reader.lexicon)
    return dated(citation, found[0] if found else None, reader.published, DateRole.SAID)


def source_line(start: int, end: int, reader: Reader) -> tuple[int, tuple[Citation, ...]]:
    """Where the last words of text[start:end] credit a source, and what they cite.

    `… — Reuters, 5 Feb`, `Source: Yonhap, Feb. 8`; (-1, ()) when there is none.
    """
    text = reader.text
    tail = max(start, end - _LONGEST_TAIL)
    found = _label(reader.lexicon).search(text, tail, end) or _TAIL.search(text, tail, end)
    if found is None:
        return -1, ()
    pointer = read_pointer(reader, found.end(), end)
    first = pointer.citations[0] if pointer.citations else None
    if first is None or not (first.url or first.outlet_name):
        return -1, ()
    known = first.url or reader.names.looks_like_outlet(first.outlet_name or "")
    if found.re is _TAIL and not (known and not first.title):
        return -1, ()
    return found.start(), pointer.citations


@cache
def _label(lexicon: Language) -> re.Pattern[str]:
    """`Source:` and its like, where a line or a sentence begins."""
    labels = "|".join(map(re.escape, lexicon.phrase("line_labels"))) or "(?!)"
    return re.compile(
        rf"(?:^|(?<=[\s.!?”»\"]))(?:{labels})\s?[:：]\s*", re.IGNORECASE | re.MULTILINE
    )


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
