"""A citing string, `KCNA, via Wikinews, August 21`, taken apart into citations.

The same grammar serves parentheses, notes, reference lists, link texts and source lines: parts
between commas and semicolons, of which each is a date, a page, a title in marks, an address, a
medium, or a name.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from verifier.model import Citation, DatePrecision, DateRole, Medium
from verifier.parse.dates import DateMention, find_dates, resolve
from verifier.parse.language import Language, language, languages
from verifier.parse.outlet_names import OutletNames

_URL = re.compile(r"https?://[^\s<>\"“”\[\]{}|\\^]+|www\.[^\s<>\"“”\[\]{}|\\^]+", re.IGNORECASE)
_DOI = re.compile(r"\bdoi:\s?(?P<doi>10\.\d{4,9}/[^\s\])>,;]+)", re.IGNORECASE)
_TITLE = re.compile(r"[“„«\"]\s?(?P<title>[^“”„«»\"\n]{2,300}?)\s?[”“»\"]")
_PAGE = re.compile(
    r"\b(?:pp?|S|Seite|pág|s|стр|с)\.\s?(?P<page>[A-Z]?\d+(?:[-–]\d+)?)|:\s?(?P<colon>\d+)$"
)
# Number and year of an issue: "Nr. 4/2024", "vol. 3", "6/2024"; only the year is of use.
_ISSUE = re.compile(
    r"""
      \b(?:no|nos|nr|n°|nº|núm|num|vol|issue|jg|heft|ausgabe)\b\.?\s?
        \d{1,5}(?:[/–-](?P<of>(?:19|20)\d\d))?(?!\w)
    | №\s?\d{1,5}
    | (?<![\w./])\d{1,2}/(?P<year>(?:19|20)\d\d)(?![\w/])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RETRIEVAL_REACH = 18  # code points from "accessed on" to its date
_PART = re.compile(r"[^,;|–—()，；（）]+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_EDGES = " .:[]*_\n\t!"
_IMPRINT = re.compile(r"\([^():]{2,40}:[^()]{2,60}\)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What one citing string says; `names` are its names in order, offsets with them."""

    citations: tuple[Citation, ...]
    author: str | None = None
    has_name: bool = False
    has_date: bool = False
    relays: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read citing strings of one article."""

    text: str
    names: OutletNames
    published: date | None

    @property
    def lexicon(self) -> Language:
        """The article's language."""
        return self.names.language


def trim_url(url: str) -> str:
    """An address without the sentence's own punctuation at its end."""
    url = url.rstrip(".,;:!?'’”")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?'’”")
    return url if "://" in url else f"https://{url}"


def read_pointer(reader: Reader, start: int, end: int) -> Pointer:
    """The citations that text[start:end] makes, nearest first; none when it cites nothing."""
    text = reader.text
    url, masked = _take_url(text, start, end)
    title, masked = _take_title(masked)
    whole, masked = masked, _without_issue(masked)
    numbered = whole != masked
    dates = _dates_in(masked, reader.lexicon)
    told = [date for date in dates if not _is_retrieval(masked, date.start, reader.lexicon)]
    when = told[-1] if told else None
    for mention in dates:
        masked = _blank(masked, mention.start, mention.end)
    page, masked = _take_page(masked)
    parts = _parts(masked, reader)
    names = [part for part in parts if part.is_name]
    medium = next((m for m in (medium_of(p.text, reader.lexicon) for p in parts) if m), None)
    base = Citation(
        text=text[start:end], start=start, end=end, url=url, title=title, page=page, medium=medium
    )
    base = dated(base, when, reader.published, DateRole.PUBLISHED)
    relays = any(part.relay for part in parts)
    author, outlets = _authors_and_outlets(
        reader, names, title is not None, when, None if numbered else page
    )
    if not outlets:
        kept = (base,) if url or title or (when and parts_empty(parts)) else ()
        return Pointer(kept, author, bool(names), when is not None, relays)
    chain = _chain(reader, base, outlets, parallel=not relays)
    return Pointer(chain, author, True, when is not None, relays)


def _dates_in(masked: str, lexicon: Language) -> list[DateMention]:
    """The dates of a citing string; in another language's words where the article's give none.

    `(Le Monde, 12 janvier)` in an English article.
    """
    own = find_dates(masked, 0, len(masked), lexicon)
    worded = any(ch.isdigit() for ch in masked) and any(ch.isalpha() for ch in masked)
    if any(mention.month for mention in own) or not worded:
        return own
    for code in languages():
        found = find_dates(masked, 0, len(masked), language(code)) if code != lexicon.code else []
        if any(mention.month and mention.day for mention in found):
            return found
    return own


def _is_retrieval(masked: str, at: int, lexicon: Language) -> bool:
    """`retrieved 9 May 2023`: when the page was looked at, not when it appeared."""
    before = masked[max(0, at - _RETRIEVAL_REACH) : at].lower()
    return any(phrase in before for phrase in lexicon.phrase("retrieval"))


def parts_empty(parts: list["_Part"]) -> bool:
    """Whether nothing but dates and punctuation was there."""
    return not any(part.text.strip() for part in parts)


def dated(
    citation: Citation, mention: DateMention | None, published: date | None, role: DateRole
) -> Citation:
    """A citation with the date that a mention gives; itself when there is none."""
    if mention is None:
        return citation
    meant = resolve(mention, published)
    return replace(
        citation,
        date=meant.iso,
        date_text=mention.text,
        date_precision=meant.precision,
        date_role=role,
        date_resolved=meant.how,
        date_ambiguous=meant.ambiguous,
    )


def medium_of(words: str, lexicon: Language) -> Medium | None:
    """The medium that a phrase names: "interview", "in a statement"; None when none."""
    low = words.lower()
    media = lexicon.tables.get("media", {})
    for word in _WORD.findall(low):
        if word in media:
            return Medium(media[word])
    return None


# --- taking parts out ---------------------------------------------------------------------


def _take_url(text: str, start: int, end: int) -> tuple[str | None, str]:
    piece = text[start:end]
    doi = _DOI.search(piece)
    if doi is not None:
        return f"https://doi.org/{doi['doi']}", _blank(piece, doi.start(), doi.end())
    match = _URL.search(piece)
    if match is None:
        return None, piece
    url = trim_url(match.group())
    return url, _blank(piece, match.start(), match.end())


def _take_title(piece: str) -> tuple[str | None, str]:
    match = _TITLE.search(piece)
    if match is None:
        return None, piece
    return match["title"].strip(" ,."), _blank(piece, match.start(), match.end(), mark=",")


def _take_page(piece: str) -> tuple[str | None, str]:
    match = _PAGE.search(piece)
    if match is None:
        return None, piece
    return match["page"] or match["colon"], _blank(piece, match.start(), match.end())


def _without_issue(piece: str) -> str:
    """Blanks the number of an issue; its year stays."""
    for match in _ISSUE.finditer(piece):
        year = match["of"] or match["year"] or ""
        kept = "," + " " * (match.end() - match.start() - 1 - len(year)) + year
        piece = piece[: match.start()] + kept + piece[match.end() :]
    return piece


def _blank(piece: str, start: int, end: int, *, mark: str = " ") -> str:
    return piece[:start] + mark + " " * (end - start - 1) + piece[end:]


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    start: int
    relay: bool
    is_name: bool


def _parts(masked: str, reader: Reader) -> list[_Part]:
    found = []
    for match in _PART.finditer(_without_imprint(masked)):
        relayed, relay, words = _without_relay(match.group().strip(_EDGES), reader.lexicon)
        for text, is_relay in ((relayed, False), (words, relay)):
            bare = _without_article(text.strip(" .:"), reader.lexicon)
            bare = _without_preposition(bare, reader.lexicon)
            for name in reader.names.apart(bare) if bare or is_relay else ():
                found.append(_Part(name, match.start(), is_relay, _names(name, reader)))
    return found


def _names(words: str, reader: Reader) -> bool:
    """A name by its capitals, or one the registry has in small letters: dpa, taz."""
    if _is_name(words, reader.lexicon):
        return True
    return words.isalpha() and len(words) < 6 and bool(reader.names.known(words))


def _without_article(words: str, lexicon: Language) -> str:
    """`the Guardian`, `in the Guardian` → `Guardian`; `The Times` and `Le Monde` keep theirs."""
    name = words
    for _ in range(2):
        first, _, rest = name.partition(" ")
        led = lexicon.has("determiners", first) or lexicon.has("citing_prepositions", first)
        if not (first.islower() and led):
            break
        name = rest
    return name if name[:1].isupper() else words


def _without_preposition(words: str, lexicon: Language) -> str:
    """`FAZ vom`, `Ausgabe vom`: without what led on to a date that was taken out."""
    name, _, last = words.rpartition(" ")
    while name and last.islower() and lexicon.has("date_prepositions", last):
        words = name
        name, _, last = words.rpartition(" ")
    return "" if lexicon.has("date_prepositions", words.lower()) else words


def _without_imprint(masked: str) -> str:
    """Blanks `(Leeds: Quarry Press, )`: where a book was made is not its name."""
    match = _IMPRINT.search(masked)
    return _blank(masked, match.start(), match.end(), mark=",") if match else masked


def _without_relay(words: str, lexicon: Language) -> tuple[str, bool, str]:
    """Who is relayed, whether by a relaying word, and by whom: `Yonhap via Reuters`."""
    low = words.lower()
    for label in lexicon.phrase("source_labels"):
        if low.startswith(label) and low[len(label) : len(label) + 1] in (":", " "):
            words = words[len(label) :].lstrip(" :")
            low = words.lower()
            if label not in ("via", "from"):
                break
            return "", True, words
    for phrase in lexicon.phrase("relays"):
        if low.startswith(phrase + " "):
            return "", True, words[len(phrase) + 1 :]
        inner = low.find(f" {phrase} ")
        if inner >= 0:
            return words[:inner], True, words[inner + len(phrase) + 2 :]
    return "", False, words


def _is_name(words: str, lexicon: Language) -> bool:
    bare = words.split()
    if not bare or not any(ch.isalpha() for ch in words):
        return False
    if lexicon.flag("spaceless"):
        return True
    if len(bare) > 9 or (medium_of(words, lexicon) is not None and words.islower()):
        return False
    first = next((ch for ch in words if ch.isalpha()), "a")
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in bare)
    return (first.isupper() or words[0].isdigit() or not first.islower()) and capital * 2 >= len(
        bare
    )


# --- who is who ---------------------------------------------------------------------------


def _authors_and_outlets(
    reader: Reader,
    names: list[_Part],
    titled: bool,
    dated: DateMention | None,
    page: str | None,
) -> tuple[str | None, list[_Part]]:
    """The author among the names, and the outlets, in order."""
    if not names:
        return None, []
    relayed = next((i for i, part in enumerate(names) if part.relay), None)
    year_only = dated is not None and dated.month is None
    if relayed is not None:
        source = names[relayed]
        if year_only and page is not None and dated is not None:
            source = replace(source, text=f"{source.text} {dated.year}")
            return (names[0].text if relayed else None), [source]
        return (names[0].text if relayed else None), [source, *names[:relayed]]
    known = [part for part in names if reader.names.looks_like_outlet(part.text)]
    if known:
        author = names[0].text if names[0] is not known[0] else None
        return author, known[:1] if titled else known
    if year_only and page is not None and len(names) == 1 and dated is not None:
        return names[0].text, [replace(names[0], text=f"{names[0].text} {dated.year}")]
    if len(names) > 1 and (titled or year_only):
        return names[0].text, [names[1]]
    return None, names[:1]


def _chain(
    reader: Reader, base: Citation, outlets: list[_Part], *, parallel: bool
) -> tuple[Citation, ...]:
    """One citation a name; in a chain the date is the nearest one's, in a list it is everyone's."""
    chain = []
    default = Medium.NEWS
    if base.page is not None and base.date_precision is DatePrecision.YEAR:
        default = Medium.BOOK if base.title is None and outlets[0].start else Medium.ACADEMIC
    for place, part in enumerate(outlets):
        named = reader.names.resolve(part.text)
        citation = replace(
            base if place == 0 or parallel else _relayed(base),
            outlet=named.outlet,
            outlet_name=named.written,
            outlet_candidates=named.candidates,
            relayed=0 if parallel else place,
            medium=base.medium or default,
        )
        chain.append(citation)
    return tuple(chain)


def _relayed(base: Citation) -> Citation:
    """The place of a citation without what belongs to the nearest one only."""
    return Citation(text=base.text, start=base.start, end=base.end, medium=base.medium)
