"""Parsing: an article's quotations, who said them, and where they are said to have appeared."""

from verifier.parse.article import parse

__all__ = ["parse"]
