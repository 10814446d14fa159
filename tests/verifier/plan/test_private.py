"""No word of a private article leaves, whatever was answered before."""

from urllib.parse import unquote_plus

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verifier.nouns import POST, article, citation, quotation
from verifier.matter import fold, words
from verifier.model import (
    Blank,
    Candidate,
    Channel,
    Fetch,
    Limits,
    Listing,
    Outcome,
    Reading,
    Request,
    Search,
    Unread,
)
from verifier.outlets import Outlet, Registry
from verifier.outlets.routes import Route, RouteKind
from verifier.plan import plan

SITE = "https://meridianpost.example"
REGISTRY = Registry(
    [
        Outlet(
            POST,
            domains=("meridianpost.example",),
            routes=(
                Route(RouteKind.DAY, f"{SITE}/{{year}}/{{month}}/{{day}}/"),
                Route(RouteKind.SEARCH, f"{SITE}/search?q={{query}}"),
            ),
        )
    ]
)
EVERYTHING = Limits(channels=frozenset(Channel) - {Channel.FOLDER}, private=True)
OFFERED = st.sampled_from(["/2024/01/15/a", "/2024/01/16/b", "/sport/c"])
SAID = st.lists(
    st.sampled_from(
        ["zephyr", "quokka", "marmalade", "bassoon", "trellis", "gherkin", "obelisk", "plankton"]
    ),
    min_size=3,
    max_size=8,
    unique=True,
)
NAMED = st.sampled_from([POST, "Brannock Courier", "Wald-Kurier"])
DAYS = st.sampled_from([None, "2024-01-15", "2024-01", "2024"])
# Of addresses offered and of the archive's interface, not of the article.
SERVICE_WORDS = frozenset({"a", "b", "c", "sport", "url", "to", "from", "text", "search", "html"})


def answer(request: Request, draw: st.DataObject) -> Reading:
    """Some answer to a request: pages, nothing, or a refusal."""
    if isinstance(request, Fetch) or draw.draw(st.booleans()):
        return Blank(request, Unread(None, draw.draw(st.sampled_from(Outcome))))
    pages = draw.draw(st.lists(OFFERED, max_size=2))
    follow = (Search(Channel.SITEMAP, f"{SITE}/2024-01.xml", purpose="index-1"),)
    return Listing(request, tuple(Candidate(SITE + page) for page in pages), follow)


@settings(max_examples=60, deadline=None)
@given(SAID, NAMED, DAYS, st.data())
def test_no_word_and_no_unknown_name_leaves(
    said: list[str], outlet: str, day: str | None, draw: st.DataObject
) -> None:
    quoted = article(quotation(" ".join(said).capitalize(), citation(outlet, day)))
    secret = {*said, *(fold(w.written) for w in words(quoted.text))} - {"2024", "01", "15"}
    if outlet == POST:
        secret -= {"the", "meridian", "post", "meridianpost", "example"}
    seen: dict[str, Reading] = {}

    while requests := plan(quoted, seen, EVERYTHING, REGISTRY):
        for request in requests:
            target = request.url if isinstance(request, Fetch) else request.target
            told = {word.folded for word in words(unquote_plus(target))}
            assert not told & (secret - SERVICE_WORDS), target
            assert "brannock" not in target
            assert "wald" not in target
            seen[request.key] = answer(request, draw)
