"""What templates of wikis stand for: citations, quotations, small things inside a sentence.

Names and parameters are those of the large Wikipedias and of Wikinews. A template that is not known
shows nothing: most are boxes, hatnotes and maintenance.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CITING = re.compile(
    r"(?:cite|citar|cita|citation|cytuj|citace|vcite)(?:[ _-].+)?|source|internetquelle|literatur"
    r"|lien web|article|ouvrage|chapitre|статья|книга|web kaynağı|haber kaynağı|cite ?\w+|웹 인용"
    r"|뉴스 인용|تعليق ويب|مرجع ويب",
    re.I,
)
_QUOTING = re.compile(
    r"(?:block ?)?quote(?:[ _]box)?|(?:c|r|b)quote|quotation|quote (?:text|paragraph)|blockquote"
    r"|zitat|citation bloc|cita|cita bloque|citazione|citação|цитата|начало цитаты|인용문|quotebox",
    re.I,
)
_BOX = re.compile(
    r"(?:infobox|taxobox|infocaja|ficha de|ficha|карточка|정보상자)\b.*|.*\binfobox", re.I
)
_NOTE = re.compile(r"efn(?:-\w+)?|refn|notetag|note|nota|anm", re.I)
_SHORT_NOTE = re.compile(r"sfnp?|sfnm|harvnb|harvtxt|rp", re.I)
_LISTED = re.compile(r"ref-?list|references|notelist|referencias|références|примечания", re.I)
# Which argument is shown of those that stand inside a sentence; -1 is the last one.
_SHOWN = {
    **dict.fromkeys(
        ("nowrap", "nobr", "small", "big", "smaller", "larger", "em", "strong", "smallcaps", "sc"),
        1,
    ),
    **dict.fromkeys(("abbr", "tooltip", "sic", "ill", "interlanguage link", "as written", "w"), 1),
    **dict.fromkeys(("sc", "u", "s", "sup", "sub", "italic", "bold", "center", "date"), 1),
    **dict.fromkeys(("lang", "langx", "langue", "lengua", "color", "font color", "nihongo"), 2),
    **dict.fromkeys(("transliteration", "transl", "script", "linktext"), -1),
}
_SIGNS = {
    "'": "'", "'s": "'s", '"': '"', "!": "|", "=": "=", "nbsp": "\u00a0", "snd": " – ",
    "spnd": " – ", "spaced ndash": " – ", "ndash": "–", "mdash": "—", "spaced mdash": " — ",
    "snds": " – ", "–": "–", "—": "—", "·": " · ", "bullet": " • ", "dot": " · ", "...": "…",
    "ellipsis": "…", "'-": "'", "-": "", "pi": "π", "shy": "", "zwj": "",
}  # fmt: skip
_OUTLET = (
    *("work", "newspaper", "website", "journal", "magazine", "periodical", "agency", "pub"),
    *("werk", "zeitung", "sammelwerk", "périodique", "periodique", "site", "obra", "periódico"),
    *("publicación", "publicacion", "revista", "sitioweb", "jornal", "издание", "сайт"),
    *("publisher", "hrsg", "herausgeber", "éditeur", "editeur", "editorial", "editore", "editora"),
    *("opera", "sito", "издательство", "gazete", "yayıncı", "encyclopedia", "network", "station"),
)
_TITLE = ("title", "titel", "titre", "título", "titulo", "titolo", "заглавие", "название", "başlık")
_TITLE_MORE = ("chapter", "script-title", "trans-title")
_DATE = ("date", "datum", "fecha", "data", "дата", "tarih", "publication-date")
_YEAR = ("year", "jahr", "année", "annee", "año", "ano", "anno", "год")
_URL = ("url", "chapter-url", "archive-url", "archiveurl", "archiv-url", "ссылка")
_PAGE = ("page", "pages", "p", "pp", "seite", "seiten", "página", "pagina", "páginas", "pagine")
_WORDS = ("text", "quote", "quotetext", "zitat", "1", "texto", "testo", "citat")
_BY = ("author", "by", "sign", "autor", "auteur", "source", "quelle", "title", "2", "3", "4")
_DOUBLE = re.compile(r"[“”„«»\"]\s*([^“”„«»\"]*?)\s*[“”„«»\"]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as a note writes it: outlet, title in marks, date, page; and its address."""

    before: str  # what stands before the title
    title: str
    after: str
    url: str | None


def is_quoting(name: str) -> bool:
    """Whether a template sets words off as somebody's."""
    return _QUOTING.fullmatch(name) is not None


def is_citing(name: str, fields: Mapping[str, str]) -> bool:
    """Whether a template is an entry of a reference list."""
    named = any(fields.get(key) for key in (*_TITLE, *_URL, *_OUTLET))
    return _CITING.fullmatch(name) is not None and named


def is_box(name: str) -> bool:
    """Whether a template is the table of facts beside an article."""
    return _BOX.fullmatch(name) is not None


def is_note(name: str) -> bool:
    """Whether a template is a footnote with its text."""
    return _NOTE.fullmatch(name) is not None


def is_short_note(name: str) -> bool:
    """Whether a template is a footnote by author and year."""
    return _SHORT_NOTE.fullmatch(name) is not None and name.lower() != "rp"


def is_note_list(name: str) -> bool:
    """Whether a template is where the notes are listed; it may define some."""
    return _LISTED.fullmatch(name) is not None


def sign_of(name: str) -> str | None:
    """The characters that a template stands for."""
    return _SIGNS.get(name.lower())


def shown_argument(name: str, positional: int) -> str | None:
    """The number of the argument that a template shows, as its key; None when it shows none."""
    low = name.lower()
    place = 1 if low.startswith("lang-") else _SHOWN.get(low)
    if place is None or not positional:
        return None
    return str(min(place, positional) if place > 0 else positional)


def quoted_key(fields: Mapping[str, str]) -> str | None:
    """The key of the argument that holds the quoted words."""
    return next((key for key in _WORDS if fields.get(key)), None)


def credit_of(fields: Mapping[str, str], words_key: str) -> str:
    """Who said it and where, as a quotation template names them: "Ada Prynn, The Ledger"."""
    named = any(not key.isdigit() and fields.get(key) for key in _BY)
    keys = [key for key in _BY if not (named and key.isdigit()) and key != words_key]
    return ", ".join(dict.fromkeys(fields[key] for key in keys if fields.get(key)))


def cited(fields: Mapping[str, str]) -> Cited:
    """What a citation template says, in the order in which notes say it."""
    outlet = _first(fields, _OUTLET)
    title = _first(fields, (*_TITLE, *_TITLE_MORE))
    date = _first(fields, _DATE) or _first(fields, _YEAR)
    page = _first(fields, _PAGE)
    url = _first(fields, _URL)
    after = [date, f"p. {page}" if page else ""]
    return Cited(
        before=outlet,
        title=_DOUBLE.sub(r"‘\1’", title).strip('"“”„«»'),
        after=", ".join(part for part in after if part),
        url=url.split()[0] if url else None,
    )


def _first(fields: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((fields[key] for key in keys if fields.get(key)), "")
