"""Bytes to text: which character encoding is this, and how sure can we be?

First step of every reading. Knows the labels that browsers obey (WHATWG Encoding Standard) and
nothing else: Python's codec names include `zlib`, `idna` and `unicode_escape`, which a header must
never reach. Decoding never raises; bytes that fit nowhere become U+FFFD.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# Encodings of the standard by the name Python's codec registry gives them. The value is the codec
# that browsers use for it: the old national sets are read as their Windows supersets.
_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
} | {
    name: name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp949", "cp932"),
        *("euc_jp", "iso2022_jp", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866"),
        *("cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256"),
        *("cp1257", "cp1258", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6"),
        *("iso8859-7", "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15"),
        "iso8859-16",
    )
}
# Labels of the standard that Python does not know.
_LABELS = {
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "unicode": "utf-16-le",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "koi8-ru": "koi8-u",
    "none": "utf-8",  # not in the standard, but common
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:+-]{2,40})""", re.I)
# What pages without a declaration are in. Of all that exist, a guess for Windows-1251 is often the
# Cyrillic of the Macintosh, which has the same letters in other places.
_GUESSED = (
    *("gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "iso2022_jp"),
    *("cp1251", "koi8_r", "cp1256", "iso8859_6", "cp1255", "cp1253", "cp1254", "cp874"),
    *("cp1250", "iso8859_2", "cp1252", "utf_16_le", "utf_16_be"),
)
_HEAD_BYTES = 4_096  # browsers scan 1,024; many pages put scripts first
_LEGIBLE = 0.02  # a declared encoding that misreads more of the non-ASCII bytes is not believed
_HOPELESS = 0.1  # of all characters unreadable: what is left is no text to quote from
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\v\f\r\x1b"))
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of some bytes, the codec used, and who said so ("bom", "header", "meta", …)."""

    text: str
    codec: str
    origin: str

    @property
    def hopeless(self) -> bool:
        """Whether so much is unreadable that the rest proves nothing."""
        return self.text.count("�") > _HOPELESS * max(len(self.text), 1)


def codec_of(label: str | None) -> str | None:
    """The Python codec for a label that browsers obey; None for every other label."""
    name = (label or "").strip().strip("\"'").lower()
    if not name:
        return None
    if name in _LABELS:
        return _LABELS[name]
    try:
        return _CODECS.get(codecs.lookup(name).name)
    except (LookupError, ValueError, UnicodeError):  # a NUL or a lone surrogate in the name
        return None


def decode(body: bytes, charset: str | None = None, *, markup: bool = False) -> Decoded:
    """The text of `body`, its byte order mark left out.

    Order: byte order mark (the standard lets it overrule the header), `charset` from the header,
    a declaration in the markup, strict UTF-8, a guess. A declared encoding is not believed when
    it cannot read the bytes, nor a single-byte one when the bytes are valid UTF-8: servers send
    a default charset for files of every encoding, and text of another encoding is hardly ever
    valid UTF-8 by chance.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return Decoded(_lenient(body[len(mark) :], codec), codec, "bom")
    as_utf8 = _strict(body, "utf-8")
    for origin, codec in _declared(body, charset, markup=markup):
        if as_utf8 is not None and not codec.startswith(("utf-16", "iso2022")):
            return Decoded(as_utf8, "utf-8", origin)
        text = _lenient(body, codec)
        if _misread(text, body) <= _LEGIBLE:
            return Decoded(text, codec, origin)
    if as_utf8 is not None:
        return Decoded(as_utf8, "utf-8", "utf-8")
    return _guess(body)


def looks_binary(text: str) -> bool:
    """Whether this is no text at all: control characters that no writer types."""
    sample = text[:100_000]
    # Every byte below 0x20 is a character of its own in UTF-8, and this is ten times a pattern.
    encoded = sample.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    return controls > 0.01 * len(sample)


def _declared(body: bytes, charset: str | None, *, markup: bool) -> list[tuple[str, str]]:
    found = [("header", codec_of(charset))]
    if markup:
        head = body[:_HEAD_BYTES]
        for pattern in (_XML, _META):
            if match := pattern.search(head):
                codec = codec_of(match[1].decode("ascii"))
                # A declaration that could be read as ASCII cannot be UTF-16.
                is_wide = codec is not None and codec.startswith("utf-16")
                found.append(("meta", "utf-8" if is_wide else codec))
    return [(origin, codec) for origin, codec in found if codec]


def _guess(body: bytes) -> Decoded:
    nearly = _lenient(body, "utf-8")
    if _misread(nearly, body) <= _LEGIBLE:
        return Decoded(nearly, "utf-8", "utf-8")
    best = from_bytes(body, cp_isolation=list(_GUESSED)).best()
    codec = codec_of(best.encoding) if best is not None else None
    codec = codec or "cp1252"
    return Decoded(_lenient(body, codec), codec, "guess")


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeError:
        return None


def _lenient(body: bytes, codec: str) -> str:
    return body.decode(codec, errors="replace")


def _misread(text: str, body: bytes) -> float:
    """Share of the non-ASCII bytes that came out as U+FFFD, 0.0 to 1.0."""
    bad = text.count("�")
    return bad / max(len(_NOT_ASCII.findall(body)), bad) if bad else 0.0
