"""What a short line is when no markup says so: byline, date line, caption, "Share", a note.

Shared by plain text, Markdown and HTML articles. Every rule errs towards prose: a byline taken
for prose costs nothing, a quotation taken for a byline is lost.
"""

import re

from verifier.model import BlockKind
from verifier.read.dates import ends_dated, is_dated

_QUOTED = re.compile(r"[\"“”„«»‘「」『』]")
_BY = re.compile(
    r"(?:by|words by|story by|text by|written by|reporting by|analysis by|von|par|por|de|di|da|door"
    r"|av|af|autor|autora|auteur|autore|author|автор|текст|przez)(?:\s*:\s*|\s+)(?P<names>\S.*)",
    re.I,
)
_BY_CJK = re.compile(
    r"(?:记者|記者|作者|文|撰文)\s*[:：/／]?\s*\S{2,12}|\S{2,4}\s*기자(?:\s+\S+@\S+)?"
)
# Words of a byline that are no names: joiners, particles, what the writer is.
_BESIDE_NAMES = frozenset(
    {"and", "y", "e", "et", "und", "en", "i", "и", "&", "von", "van", "de", "der", "den", "di"}
    | {"da", "del", "della", "dos", "la", "le", "el", "al", "bin", "ibn", "zu", "du", "in", "for"}
    | {"at", "of", "the", "to", "on", "special", "staff", "writer", "writers", "reporter"}
    | {"correspondent", "editor", "senior", "political", "science", "health", "business"}
    | {"associated", "press", "contributor", "columnist", "guest", "opinion", "published"}
    | {"updated", "posted", "pm", "am", "est", "edt", "gmt", "utc"}
    | {"", "|", "–", "—", "-", "·", "•", "/"}
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?\.?|\d[\d:.,]*,?|@\w+")
_LONGEST_BYLINE = 120
_FURNITURE = re.compile(
    r"(?:share|tweet|print|email|e-mail|whatsapp|facebook|twitter|x|linkedin|reddit|pinterest"
    r"|telegram|copy link|link copied|save|bookmark|listen|comments?|\d+ comments?|menu|search|home"
    r"|log ?in|sign ?(?:in|up|out)|register|subscribe(?: now| today)?|donate|advertisement"
    r"|advertising|ad|sponsored|promoted|read more|see more|more|show more|load more|back to top"
    r"|skip to (?:main )?content|related(?: (?:stories|articles|topics|posts|content))?"
    r"|recommended(?: for you)?|most read|most popular|trending|more from .{1,40}|read next"
    r"|share (?:this|on|via).{0,40}|follow us.{0,40}|sign up (?:for|to) .{1,60}"
    r"|subscribe to .{1,60}|support our .{1,40}|click here .{1,40}|all rights reserved"
    r"|(?:©|\(c\)|copyright).{0,100}|teilen|drucken|anzeige|kommentare|mehr zum thema"
    r"|partager|imprimer|publicité|commentaires|à lire aussi|lire aussi|compartir|imprimir"
    r"|publicidad|comentarios|condividi|stampa|pubblicità|compartilhar|поделиться|реклама"
    r"|комментарии|分享|打印|广告|공유|인쇄|댓글)\s*[:.!»›>]*",
    re.I,
)
_CAPTION = re.compile(
    r"(?:photo|photograph|image|picture|pictured|credit|caption|file photo|file|illustration"
    r"|foto|bild|symbolbild|imagen|immagine|crédit|фото)\s*(?:by|:|credit|–|—|-|/)\s*\S.*"
    r"|.*(?:\((?:photo|image|picture|foto|ap photo|afp|reuters|getty)\b[^)]{0,80}\)"
    r"|(?:/|via |\| ?|© ?)(?:getty images|afp|ap photo|reuters|epa|shutterstock|alamy|dpa)\.?)",
    re.I,
)
_LONGEST_CAPTION = 400
NOTE_HEADING = re.compile(
    r"(?:references?|sources?|notes?|footnotes?|endnotes?|works cited|bibliography|citations?"
    r"|quellen|anmerkungen|fußnoten|einzelnachweise|références|notes et références|fuentes"
    r"|referencias|notas|note|fonti|riferimenti|referências|bronnen|noten|przypisy|źródła"
    r"|источники|примечания|参考资料|参考文献|注释|출처|각주|出典|脚注)\s*[:：]?",
    re.I,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(
    r"\s*(?:\[(?P<square>\d{1,3}|[a-z*†‡])\]:?|\^?(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(?P<dotted>\d{1,3})[.)]|(?P<sign>[*†‡§]))\s*(?=\S)"
)
_NOTE_ONLY = re.compile(r"\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]")  # a source with its date, and no byline
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
MARK = re.compile(r"\[(?P<square>\d{1,3}|[a-z*†‡])\]|(?<=\S)(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?!\w)")


def count_words(text: str) -> int:
    """Words of a text; two letters of scripts that write without spaces count as one."""
    if text.isascii() or not _WIDE.search(text):
        return len(text.split())
    return len(_WIDE.findall(text)) // 2 + len(_WIDE.sub(" ", text).split())


def kind_of_line(line: str, *, near_top: bool) -> BlockKind | None:
    """What a line that stands alone is, when it is no prose; None when it may be prose.

    `near_top` is true for the first few lines of a document, where bylines and date lines are.
    """
    bare = line.strip()
    if not bare or len(bare) > _LONGEST_CAPTION:
        return None
    if len(bare) <= 110 and _FURNITURE.fullmatch(bare):
        return BlockKind.FURNITURE
    if is_byline(bare, near_top=near_top):
        return BlockKind.BYLINE
    if _CAPTION.fullmatch(bare):
        return BlockKind.CAPTION
    return None


def is_byline(line: str, *, near_top: bool) -> bool:
    """Whether a line names the writer or the day and says nothing more."""
    bare = line.strip()
    if len(bare) > _LONGEST_BYLINE or _QUOTED.search(bare) or _NOTE_ONLY.match(bare):
        return False
    if len(bare) <= 80 and is_dated(bare):
        return True
    if match := _BY.fullmatch(bare):
        return _only_names(match["names"]) or (near_top and ends_dated(bare))
    if near_top and _BY_CJK.fullmatch(bare):
        return True
    return near_top and ends_dated(bare) and not re.search(r"[.!?:;]\s*$", bare)


def names_writer(line: str) -> bool:
    """Whether a byline names who wrote it, and is more than a date."""
    return bool(_BY.fullmatch(line) or _BY_CJK.fullmatch(line))


def note_label(line: str) -> tuple[str, bool] | None:
    """The label that a line opens with as an entry of a note list does; None when with none.

    With it, whether only notes open so: "[1] …" is a note's form, "1. …" other lists' too.
    """
    match = _NOTE.match(line)
    if match is None:
        return None
    label = match["square"] or match["raised"] or match["dotted"] or match["sign"]
    return label.translate(_RAISED), bool(match["square"] or match["raised"])


def marks_in(text: str) -> list[tuple[int, int, str]]:
    """All that may be note markers in prose ("[1]", "³"): start, end, label."""
    return [
        (match.start(), match.end(), (match["square"] or match["raised"]).translate(_RAISED))
        for match in MARK.finditer(text)
    ]


def is_quoted(text: str) -> bool:
    """Whether quotation marks of any kind stand in it."""
    return _QUOTED.search(text) is not None


def _only_names(names: str) -> bool:
    words = names.split()
    if len(words) > 14:
        return False
    named = [word for word in words if word.lower().strip(",.") not in _BESIDE_NAMES]
    return bool(named) and all(
        word[0].isdigit() or word[0] == "@" or (word[0].isupper() and _NAME_WORD.fullmatch(word))
        for word in named
    )
