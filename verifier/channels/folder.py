"""Channel `folder`: the files that the user gave as backup material, read before anything else.

`verifier.folder` answers a search with a JSON list of the files that share most words with it.
"""

import json

from verifier.channels.answers import refused, text_of
from verifier.model import Candidate, Listing, Search, Snapshot, Unread

SCHEME = "file:"


def hear(search: Search, snapshot: Snapshot) -> Listing | Unread:
    """The files that were offered, the likeliest first."""
    try:
        urls = json.loads(text_of(snapshot))
    except ValueError:
        return refused(search, snapshot, "no list of files")
    if not isinstance(urls, list):
        return refused(search, snapshot, "no list of files")
    named = [url for url in urls if isinstance(url, str) and url.startswith(SCHEME)]
    return Listing(search, tuple(Candidate(url) for url in named))
