"""Channel `link`: the page that the article itself links."""

from verifier import urls
from verifier.model import Channel, Citation, Fetch


def ask(citation: Citation, quotations: tuple[str, ...]) -> tuple[Fetch, ...]:
    """The linked page; () without a link, or for a link to a site's front page."""
    url = citation.url
    if not url or not url.startswith(("http://", "https://")) or urls.is_home(url):
        return ()
    return (Fetch(url.partition("#")[0], channel=Channel.LINK, quotations=quotations),)
