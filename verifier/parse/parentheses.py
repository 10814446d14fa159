"""Citations in parentheses: `(KCNA, Jan. 27)`, `(Source: Harbour Wire, July 2)`, `(via AP)`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from verifier.model import Citation, DateRole
from verifier.parse.pointers import Pointer, Reader, read_pointer
from verifier.parse.tokens import Sentence, Tokens

_LONGEST_DATELINE = 10  # tokens before the agency


@dataclass(frozen=True, slots=True)
class Cited:
    """A chain of citations and the tokens that make it."""

    citations: tuple[Citation, ...]
    first: int
    last: int
    parenthetical: bool = False
    author: str | None = None


def parentheses(tokens: Tokens, sentence: Sentence, reader: Reader) -> Iterator[Cited]:
    """The parentheses of a sentence that cite something, in order."""
    at = sentence.first
    while at < sentence.last:
        if tokens.tags[at] != "(":
            at += 1
            continue
        close = _closing(tokens, at, sentence.last)
        if close is None:
            at += 1
            continue
        cited = None
        if not _is_dateline(tokens, at, close):
            cited = _citing_parenthesis(tokens, at, close, reader)
        if cited is not None:
            yield cited
        at = close + 1


def _is_dateline(tokens: Tokens, at: int, close: int) -> bool:
    """`OSLO, May 3 (AP) —`: a place and a day before, a dash behind."""
    if not 0 < at <= _LONGEST_DATELINE:
        return False
    dashed = tokens.tags[close + 1 : close + 2] in (["-"], ["*"])
    return dashed and set(tokens.tags[:at]) <= set("N,D#.")


def _closing(tokens: Tokens, at: int, last: int) -> int | None:
    depth = 0
    for later in range(at, min(last, at + 60)):
        depth += (tokens.tags[later] == "(") - (tokens.tags[later] == ")")
        if depth == 0:
            return later
    return None


def _citing_parenthesis(tokens: Tokens, at: int, close: int, reader: Reader) -> Cited | None:
    start, end = tokens.ends[at], tokens.starts[close]
    if end - start > 400 or close == at + 1:
        return None
    pointer = _read_sources(reader, start, end)
    if not pointer.citations:
        return None
    first = pointer.citations[0]
    inside = tokens.text[start:end].strip()
    labelled = any(
        inside.lower().startswith(label + ":") for label in reader.lexicon.phrase("source_labels")
    )
    names_source = first.outlet_name is not None and reader.names.looks_like_outlet(
        first.outlet_name
    )
    if not (pointer.has_date or pointer.relays or labelled or names_source or first.url):
        return None
    if _defines(tokens, at, close) or (inside.isdigit() and first.outlet_name is None):
        return None
    if first.date_text and not first.outlet_name and len(first.date_text) < len(inside) - 3:
        return None
    return Cited(pointer.citations, at, close, parenthetical=True, author=pointer.author)


def _read_sources(reader: Reader, start: int, end: int) -> Pointer:
    """One source, or several parted by semicolons: `(Reuters, June 11; Harbour Wire, June 12)`."""
    whole = read_pointer(reader, start, end)
    middle = reader.text.find(";", start, end)
    if middle < 0:
        return whole
    first = read_pointer(reader, start, middle)
    others = _read_sources(reader, middle + 1, end)
    named = all(p.citations and p.citations[0].outlet_name for p in (first, others))
    if not named:
        return whole
    return replace(first, citations=(*first.citations, *others.citations))


def _defines(tokens: Tokens, at: int, close: int) -> bool:
    """`Meridia News Agency (MNA)`: an initialism right behind the name it stands for."""
    return close == at + 2 and at > 0 and tokens.tags[at - 1] == "N"


def fill_from_bare_dates(found: list[Cited], parens: list[Cited]) -> list[Cited]:
    """`according to Wikinews (February 23, 2006)`: the parenthesis dates the outlet before it."""
    for paren in parens:
        bare = paren.citations[0]
        if bare.outlet_name or bare.url or bare.title or not bare.date_text:
            continue
        for index, cited in enumerate(found):
            if 0 <= paren.first - cited.last <= 2:
                dated = replace(
                    cited.citations[0],
                    date=bare.date,
                    date_text=bare.date_text,
                    date_precision=bare.date_precision,
                    date_role=DateRole.PUBLISHED,
                    date_resolved=bare.date_resolved,
                    date_ambiguous=bare.date_ambiguous,
                )
                found[index] = replace(cited, citations=(dated, *cited.citations[1:]))
    return found
