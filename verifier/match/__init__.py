"""Quotation × page → the passages that come closest, each difference named."""

from verifier.match.matcher import match, match_text
from verifier.match.nearest import nearest
from verifier.match.page import PreparedPage, prepare

__all__ = ["PreparedPage", "match", "match_text", "nearest", "prepare"]
