"""How nouns rest in the store: JSON by `verifier.codec`, compressed where they can be large."""

import zlib
from typing import Any

from verifier import codec
from verifier.model import Blank, Fetch, Listing, PageReading, Reading, Request, Search

_LEVEL = 6  # zlib's own balance; articles and pages shrink to about a quarter

REQUEST_KINDS: dict[str, Any] = {"search": Search, "fetch": Fetch}
READING_KINDS: dict[str, Any] = {"listing": Listing, "page": PageReading, "blank": Blank}


def pack(value: object) -> bytes:
    """A noun as compressed JSON."""
    return zlib.compress(codec.dump(value), _LEVEL)


def unpack(data: bytes, kind: Any) -> Any:
    """The noun that `pack` wrote."""
    return codec.load(zlib.decompress(data), kind)


def squeeze(body: bytes) -> bytes:
    """Raw bytes, compressed."""
    return zlib.compress(body, _LEVEL)


def expand(data: bytes) -> bytes:
    """The bytes that `squeeze` was given."""
    return zlib.decompress(data)


def request_kind(request: Request) -> str:
    """The word that a request's row carries, so that it is read back as what it was."""
    return "search" if isinstance(request, Search) else "fetch"


def reading_kind(reading: Reading) -> str:
    """The word that a reading's row carries."""
    return next(word for word, kind in READING_KINDS.items() if isinstance(reading, kind))
