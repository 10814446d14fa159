"""A PDF: the lines of its pages with their places, and what the file says about itself.

PDFium reads; `paper` makes paragraphs of the lines. Runs in the reading child, which may be
killed: PDFium is C++ and cannot be interrupted. No script, form or external action is run.
"""

import re
from dataclasses import dataclass
from math import hypot

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from verifier.model import Outcome
from verifier.read.dates import iso
from verifier.read.files import Fault, Paper
from verifier.read.metadata import Metadata
from verifier.read.paper import Line, Page, lay_pages

MAX_PAGES = 1_000
MAX_CHARS = 3_000_000
_MOST_PICTURES = 0.1  # of the pages: covers and plates; with more, words may be in the pictures
_ILLEGIBLE = 0.3  # of the characters
_MAX_OBJECTS = 20  # of a page that are looked at for a picture
# PDFium gives U+FFFE for the hyphen at the end of a line, and no line break behind it.
_LINE_END = re.compile("(\r\n|\r|\n|\ufffe|\x02)")
_HYPHENS = frozenset({"\ufffe", "\x02"})
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff]")
_DATE = re.compile(
    r"(?:D:)?(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:(?P<clock>\d{6})(?P<zone>Z|[+-]\d\d'?\d\d)?)?"
)
# What programs write there when nobody gave a title or a name.
_NO_TITLE = re.compile(
    r"untitled.*|(?:microsoft )?(?:word|powerpoint|excel) - .*|document\d*|about:blank|print\w*"
    r"|(?:slide|layout|page|seite) ?\d*|https?:.*"
    r"|.*\.(?:docx?|pdf|indd|qxd|pages|odt|rtf|tmp|html?)",
    re.I,
)
_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|user|owner|unknown|default|author|root|guest|pc|anonymous|\W*)\d*", re.I
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    page: Page
    chars: int
    has_picture: bool


def read_pdf(body: bytes) -> Paper | Fault:
    """The text of a PDF; `Fault` (parse_failed, no_text) when it cannot be had."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        return _refused(error)
    try:
        return _read(document)
    except pdfium.PdfiumError as error:
        return Fault(Outcome.PARSE_FAILED, f"the PDF is broken: {error}")
    finally:
        document.close()


def _refused(error: pdfium.PdfiumError) -> Fault:
    code = getattr(error, "err_code", None)
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Fault(Outcome.PARSE_FAILED, "the PDF is encrypted")
    return Fault(Outcome.PARSE_FAILED, f"the PDF cannot be opened: {error}")


def _read(document: pdfium.PdfDocument) -> Paper | Fault:
    count, size, unread = len(document), 0, 0
    sheets: list[_Sheet] = []
    for number in range(min(count, MAX_PAGES)):
        sheet = _sheet(document, number)
        unread += sheet is None
        sheet = sheet or _Sheet(Page(()), 0, has_picture=False)
        size += sheet.chars
        sheets.append(sheet)
        if size > MAX_CHARS:
            break
    if not any(line.text.strip() for sheet in sheets for line in sheet.page.lines):
        return _without_text(sheets, unread)
    if _is_illegible(sheets):
        return Fault(Outcome.NO_TEXT, "its text layer has no letters, only the shapes of them")
    laid, starts = lay_pages([sheet.page for sheet in sheets])
    return Paper(laid, _said(document), starts, _lack(sheets, count, unread))


def _without_text(sheets: list[_Sheet], unread: int) -> Fault:
    pages = f"{len(sheets)} page{'' if len(sheets) == 1 else 's'}"
    if unread:
        return Fault(Outcome.PARSE_FAILED, f"the PDF is broken: {unread} of {pages} not readable")
    if any(sheet.has_picture for sheet in sheets):
        return Fault(Outcome.NO_TEXT, f"scanned: {pages} of pictures, no text layer")
    return Fault(Outcome.NO_TEXT, f"{pages} without a word")


def _is_illegible(sheets: list[_Sheet]) -> bool:
    text = "".join(line.text for sheet in sheets for line in sheet.page.lines)
    return len(_NO_LETTER.findall(text)) > _ILLEGIBLE * len(text)


def _lack(sheets: list[_Sheet], count: int, unread: int) -> Fault | None:
    """What keeps this from being the whole file."""
    if len(sheets) < count:
        return Fault(Outcome.TOO_LARGE, f"only the first {len(sheets)} of {count} pages were read")
    if unread:
        return Fault(Outcome.PARSE_FAILED, f"{unread} of {count} pages could not be read")
    pictures = sum(sheet.has_picture and not sheet.chars for sheet in sheets)
    if pictures > _MOST_PICTURES * count:
        return Fault(Outcome.NO_TEXT, f"scanned: {pictures} of {count} pages have no text layer")
    return None


# --- one page -----------------------------------------------------------------------------


def _sheet(document: pdfium.PdfDocument, number: int) -> _Sheet | None:
    """One page; None when it is broken."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return None
    try:
        text_page = page.get_textpage()
        try:
            lines = _lines(text_page, number)
        finally:
            text_page.close()
        chars = sum(len(line.text) for line in lines)
        has_picture = not chars and _has_picture(page)
        _, bottom, _, top = page.get_mediabox()
        return _Sheet(Page(tuple(lines), bottom, top), chars, has_picture)
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def _has_picture(page: pdfium.PdfPage) -> bool:
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) in kinds
        for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    )


def _lines(text_page: pdfium.PdfTextPage, number: int) -> list[Line]:
    if text_page.count_chars() <= 0:
        return []
    text = text_page.get_text_range(errors="replace")[: MAX_CHARS + 1].replace("\0", "\ufffd")
    pieces = _LINE_END.split(text)
    lines, at = [], 0
    for place in range(0, len(pieces), 2):
        words = pieces[place]
        end = pieces[place + 1] if place + 1 < len(pieces) else ""
        if words.strip():
            lines.append(_line(text_page, words, at, number, hyphenated=end in _HYPHENS))
        at += len(words) + len(end)
    return lines


def _line(
    text_page: pdfium.PdfTextPage, words: str, at: int, number: int, *, hyphenated: bool
) -> Line:
    first = at + len(words) - len(words.lstrip())
    last = at + len(words.rstrip()) - 1
    left, bottom, _, _ = _box(text_page, first)
    _, _, right, _ = _box(text_page, last)
    size = max(_size(text_page, first), _size(text_page, last))
    words = words.strip()
    if _BROKEN.search(words):  # at the end of a page, and where PDFium sees no next line
        words, hyphenated = words[:-1], True
    return Line(words, left, right, bottom, size, number, hyphenated)


def _box(text_page: pdfium.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    """The box of a character by its place in the text: left, bottom, right, top; else zeros."""
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
    if index < 0:
        return 0.0, 0.0, 0.0, 0.0
    try:
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _size(text_page: pdfium.PdfTextPage, at: int) -> float:
    """The size of a character's type, points; many files scale a font of size 1."""
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
    matrix = raw.FS_MATRIX()
    if index < 0 or not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return 0.0
    size: float = raw.FPDFText_GetFontSize(text_page, index)
    return size * hypot(matrix.b, matrix.d)


# --- what the file says about itself ------------------------------------------------------


def _said(document: pdfium.PdfDocument) -> Metadata:
    fields = {
        name: " ".join(value.replace("\x00", "").split())
        for name, value in document.get_metadata_dict(skip_empty=True).items()
    }
    title, author = fields.get("Title", ""), fields.get("Author", "")
    made = moment(fields.get("CreationDate", "")) or moment(fields.get("ModDate", ""))
    return Metadata(
        title=None if len(title) < 2 or _NO_TITLE.fullmatch(title) else title,
        byline=None if _NO_NAME.fullmatch(author) else author,
        published=made,
        published_from="pdf" if made else None,
    )


def moment(stamp: str) -> str | None:
    """A PDF's date, "D:20240305120000+01'00'" (ISO 32000-1, 7.9.4), as ISO; None for no date."""
    match = _DATE.match(stamp.strip())
    if match is None:
        return iso(stamp)
    day = f"{match['y']}-{match['m']}-{match['d']}"
    if not match["clock"]:
        return iso(day)
    clock = f"{match['clock'][:2]}:{match['clock'][2:4]}:{match['clock'][4:]}"
    zone = (match["zone"] or "").replace("'", "")
    return iso(f"{day}T{clock}{zone}")
