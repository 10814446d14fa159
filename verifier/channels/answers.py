"""What the answers of all channels have in common: text, refusals, and which hosts are wanted."""

import re

from verifier import urls
from verifier.model import Candidate, Outcome, Search, Snapshot, Unread

_EVIDENCE_CHARS = 200
_TAG = re.compile(r"<[^>]*>")


def text_of(snapshot: Snapshot) -> str:
    """The answer's body as text; the services all speak UTF-8."""
    return snapshot.body.decode("utf-8-sig", "replace")


def refused(search: Search, snapshot: Snapshot, evidence: str) -> Unread:
    """A channel that answered, but not the question: it counts as not searched."""
    words = " ".join(_TAG.sub(" ", evidence).split())[:_EVIDENCE_CHARS]
    return Unread(
        snapshot.url,
        Outcome.CHANNEL_REFUSED,
        channel=search.channel,
        evidence=words or None,
        final_url=snapshot.final_url,
        status=snapshot.status,
    )


def wanted(search: Search, url: str) -> bool:
    """Whether a candidate is a web page of one of the hosts asked for."""
    if not url.startswith(("http://", "https://")):
        return False
    name = urls.host(url)
    return bool(name) and (
        not search.domains or any(urls.under(name, domain) for domain in search.domains)
    )


def distinct(candidates: list[Candidate], most: int) -> tuple[Candidate, ...]:
    """The first candidate of each page, in order, at most so many."""
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        seen.setdefault(urls.page_key(candidate.url), candidate)
        if len(seen) >= most:
            break
    return tuple(seen.values())
