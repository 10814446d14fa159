import pytest

from tests.verifier.read.reading_aloud import page, whole
from verifier.model import Document, Outcome, Unread

LONG = "The ferry did not sail on Monday, and nobody at the harbour could say why that was so. "
TEASER = f"<h1>Ferry stays in port</h1><p>{LONG}</p>"
STORY = f"<h1>Ferry stays in port</h1>{f'<p>{LONG * 3}</p>' * 12}"
NOT_FREE = (
    '<script type="application/ld+json">'
    '{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
)


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Log in to keep reading",
        "This article is for subscribers only",
        "You have reached your limit of free articles",
        "Create a free account to read on",
        "Jetzt weiterlesen mit Plus",
        "Il vous reste 75% de cet article à lire",
        "La suite est réservée aux abonnés",
        "Suscríbete para seguir leyendo",
        "Contenuto riservato agli abbonati",
        "Подпишитесь, чтобы читать дальше",
        "この記事は有料会員限定です",
        "订阅后继续阅读",
    ],
)
def test_a_teaser_is_known_for_one_and_its_words_can_still_be_found(notice: str) -> None:
    document = whole(f"{TEASER}<div class=paywall><h3>{notice}</h3></div>")

    assert not document.complete
    assert document.outcome is Outcome.PAYWALLED
    assert LONG.strip() in document.text
    assert notice[:20] in (document.evidence or "")


def test_a_page_that_says_it_is_not_free_and_stops_short_is_a_teaser() -> None:
    document = whole(NOT_FREE + TEASER)

    assert (document.complete, document.outcome) == (False, Outcome.PAYWALLED)


@pytest.mark.parametrize(
    "markup",
    [
        STORY + "<p>To continue reading, subscribe now. Already a subscriber? Log in.</p>",
        STORY + "<h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in.</p>",
        NOT_FREE + STORY + "<div class=paywall><h3>Subscribe to continue reading</h3></div>",
    ],
)
def test_a_long_page_that_stops_at_a_notice_is_not_whole(markup: str) -> None:
    document = whole(markup)

    assert (document.complete, document.outcome) == (False, Outcome.PAYWALLED)


@pytest.mark.parametrize(
    "markup",
    [
        # A box in the middle: the story goes on below it.
        "<p>To continue reading, subscribe now. Already a subscriber?</p>" + STORY,
        STORY + "<div><h3>Subscribe to continue reading</h3></div>",
        NOT_FREE + STORY,  # metered, and served in full
        TEASER + "<p>Subscribe now to our newsletter</p>",  # short, and whole
        TEASER + "<footer>Already a subscriber? Log in. We use cookies.</footer>",
        STORY + "<div class=cookie>We value your privacy. Accept all cookies</div>",
        STORY.replace("Ferry stays in port", "Page not found: how links die"),
        f"<h1>Are you a robot? The captcha turns twenty</h1>{f'<p>{LONG * 3}</p>' * 4}",
    ],
)
def test_a_whole_page_with_a_notice_stays_whole(markup: str) -> None:
    assert whole(markup).complete


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [
        (
            "<title>Page not found | Ledger</title><h1>Page not found</h1><p>It moved.</p>",
            "soft_404",
        ),
        ("<h1>404</h1><p>Sorry.</p>", "soft_404"),
        ("<h1>Seite nicht gefunden</h1>", "soft_404"),
        ("<h1>Página no encontrada</h1>", "soft_404"),
        ("<h1>页面不存在</h1><p>请返回首页看看。</p>", "soft_404"),
        ("<title>Just a moment...</title><p>Checking your browser before access.</p>", "bot_wall"),
        ("<h1>Access Denied</h1><p>Reference #18.2</p>", "bot_wall"),
        ("<h1>Please verify you are a human</h1>", "bot_wall"),
        (
            "<h1>Before you continue to Ledger</h1><p>We use cookies.</p><button>Accept</button>",
            "consent_wall",
        ),
        (
            "<h1>Ledger</h1><p>You must log in to view this page.</p><form><input></form>",
            "login_wall",
        ),
        ("<div id=root></div><script>" + "x" * 9_000 + "</script>", "needs_script"),
        ("<p>Please enable JavaScript to view this site.</p>", "needs_script"),
        ("<html><body></body></html>", "no_text"),
        ("", "no_text"),
    ],
)
def test_a_page_that_is_no_page_has_its_outcome(markup: str, outcome: str) -> None:
    unread = page(markup)

    assert isinstance(unread, Unread)
    assert unread.outcome is Outcome(outcome)
    assert unread.evidence


def test_a_list_of_stories_does_not_make_an_error_page_a_page() -> None:
    stories = "".join(f"<li><a href=/{n}>Pier {n} to be rebuilt</a></li>" for n in range(40))

    unread = page(f"<h1>Sorry, this page could not be found</h1><ul>{stories}</ul>")

    assert not isinstance(unread, Document)
    assert unread.outcome is Outcome.SOFT_404


_PART = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false,'
    ' "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False",'
    ' "cssSelector": "main .story, .paid"}}</script>'
)
_LEAD = "<p>The ferry did not sail on Monday, and nobody at the harbour could say why.</p>"
_REST = "<div class='body paid'>" + _LEAD * 3 + "</div>"
_ASK = "<p>Subscribe to continue reading</p>"


@pytest.mark.parametrize(
    ("markup", "is_whole"),
    [
        pytest.param(_LEAD + _REST, True, id="the part is there, for a script to hide"),
        pytest.param(_LEAD + _REST + _ASK, True, id="and a notice below it"),
        pytest.param(_LEAD + _ASK, False, id="it is not there"),
        pytest.param(_LEAD * 12, False, id="not there, and the teaser is long"),
        pytest.param(
            _LEAD + f"<div class=paid>{_ASK}</div>", False, id="only the notice stands in it"
        ),
        pytest.param(
            _LEAD + "<div class=paid><script>" + "word " * 99 + "</script></div>",
            False,
            id="a script is no words",
        ),
    ],
)
def test_only_a_walled_part_that_is_missing_makes_a_page_incomplete(
    markup: str, is_whole: bool
) -> None:
    document = whole(f"{_PART}<h1>Ferry stays in port</h1>{markup}")

    assert document.complete is is_whole
