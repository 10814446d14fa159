"""Does the passage stand inside quotation marks on its page, and who is named as speaker there?"""

from dataclasses import replace

from verifier.match.page import PreparedPage
from verifier.model import Match, Quotation


def attribute(match: Match, quotation: Quotation | None, page: PreparedPage) -> Match:
    """The match with what the words around its passage say of marks and speaker."""
    return replace(match)
