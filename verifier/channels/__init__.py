"""Channels: where candidate pages come from, one file a channel.

Each is two pure functions: `ask` makes the requests, `hear` turns an answer into candidates, into
further questions, or into the reason why the channel told nothing. A channel that refused was "not
searched"; it never counts as having found nothing.
"""

from collections.abc import Callable, Mapping

from verifier.channels import brave, cdx, feed, folder, gal, gdelt, memento, searxng, sitemap
from verifier.model import Channel, Listing, Outcome, Search, Snapshot, Unread

__all__ = ["hear"]

Heard = Listing | Unread

_EARS: Mapping[Channel, Callable[[Search, Snapshot], Heard]] = {
    Channel.FOLDER: folder.hear,
    Channel.SEARXNG: searxng.hear,
    Channel.BRAVE: brave.hear,
    Channel.GDELT: gdelt.hear,
    Channel.GAL: gal.hear,
    Channel.SITEMAP: sitemap.hear,
    Channel.FEED: feed.hear,
    Channel.CDX: cdx.hear,
    Channel.MEMENTO: memento.hear,
}


def hear(search: Search, snapshot: Snapshot) -> Heard:
    """What a channel offered in its answer, or why it offered nothing."""
    ear = _EARS.get(search.channel)
    if ear is None:
        return Unread(
            snapshot.url, Outcome.NOT_TRIED, channel=search.channel, evidence="no such channel"
        )
    return ear(search, snapshot)
