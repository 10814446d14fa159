"""Bytes to a Document: articles as submitted, and pages as fetched, through the same door.

`read` takes an article, `read_page` a fetched source page, `skim_page` one of which only the text
is wanted. None raises on any bytes: what cannot be read comes back as `Unread` with its outcome and
what was seen that says so.
"""

from verifier.read.article import read
from verifier.read.media import media_type_of
from verifier.read.page import read_page, skim_page

__all__ = ["media_type_of", "read", "read_page", "skim_page"]
