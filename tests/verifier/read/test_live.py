"""Live blogs that go on behind a button, and the buttons of other things."""

import pytest

from tests.verifier.read.reading_aloud import whole
from verifier.model import Outcome

URL = "https://ledger.example/news/ferry"
ENTRY = "<h2>10:04</h2><p>The ferry did not sail, and nobody at the harbour could say why.</p>"
LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
CALLED = "<meta property=og:type content=article><title>Ferry stays in port</title>"
BLOG = f"<h1>Ferry stays in port</h1>{ENTRY * 6}"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(LIVE + BLOG + "<button>Load more</button>", id="a live blog by its data"),
        pytest.param(
            "<title>Ferry crisis – live updates</title>" + BLOG + "<a href='#'>Show more</a>",
            id="by its title",
        ),
        pytest.param(CALLED + BLOG + "<button>Show more updates</button>", id="updates are named"),
        pytest.param(CALLED + BLOG + "<div>Ältere Beiträge laden</div>", id="German"),
        pytest.param(LIVE + BLOG + "<button>Показать ещё</button>", id="Russian"),
        pytest.param(LIVE + BLOG + "<button>加载更多</button>", id="Chinese"),
    ],
)
def test_a_live_blog_with_more_entries_is_not_the_whole_page(markup: str) -> None:
    document = whole(markup, url=URL)

    assert not document.complete
    assert document.outcome is Outcome.NOT_TRIED
    assert "more entries are behind" in (document.evidence or "")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(LIVE + BLOG, id="no button"),
        pytest.param(CALLED + BLOG + "<button>Load more</button>", id="no live blog"),
        pytest.param(LIVE + BLOG + "<button>Load more comments</button>", id="comments"),
        pytest.param(LIVE + BLOG + "<button>Show more stories</button>", id="stories"),
        pytest.param(
            LIVE + BLOG + "<h3>Comments</h3><p>I was there and saw it with my own two eyes.</p>"
            "<button>Load more</button>",
            id="below comments",
        ),
        pytest.param(
            LIVE + BLOG + "<h3>More on this</h3><p><a href=/a>Why the harbour is being dug out"
            " again this year</a></p><button>Load more</button>",
            id="below headlines",
        ),
        pytest.param(LIVE + "<button>Load more</button>" + BLOG, id="above the entries"),
    ],
)
def test_other_buttons_leave_it_whole(markup: str) -> None:
    assert whole(markup, url=URL).complete
