"""The passage of a page that speaks of the same point, though in other words."""

from verifier.match.page import PreparedPage
from verifier.model import Match, Quotation


def nearest(statement: Quotation, page: PreparedPage) -> Match | None:
    """The sentence or two that share most rare words with the statement; None when none do."""
    return None
