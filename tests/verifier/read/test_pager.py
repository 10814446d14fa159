"""Pages of a story that goes on elsewhere, and whole stories with a pager of something else."""

import pytest

from tests.verifier.read.reading_aloud import whole
from verifier.model import Outcome

URL = "https://ledger.example/news/ferry"
LONG = "The ferry did not sail on Monday, and nobody at the harbour could say why that was so. "
STORY = f"<h1>Ferry stays in port</h1><p>{LONG * 3}</p><p>{LONG * 3}</p><p>{LONG * 3}</p>"
CALLED = "<meta property=og:type content=article>"


def pager(*pages: str, label: str = "") -> str:
    links = " ".join(f"<a href='{href}'>{n}</a>" for n, href in enumerate(pages, start=2))
    return f"<div class=pages>1 {links} {label}</div>"


@pytest.mark.parametrize(
    ("url", "markup", "others"),
    [
        pytest.param(
            URL,
            "<link rel=next href='/news/ferry?page=2'>" + STORY,
            ["/news/ferry?page=2"],
            id="a relation in the head",
        ),
        pytest.param(
            URL,
            STORY + pager("/news/ferry/2", "/news/ferry/3"),
            ["/news/ferry/2", "/news/ferry/3"],
            id="numbers",
        ),
        pytest.param(
            URL,
            STORY + f"<nav>{pager('?page=1', '?page=2')}</nav>",
            ["/news/ferry?page=1", "/news/ferry?page=2"],
            id="a system that counts from nought, in a nav",
        ),
        pytest.param(
            URL + ".html",
            STORY + "<p><a href='ferry_2.html'>Next page »</a></p>",
            ["/news/ferry_2.html"],
            id="words, and a number before the ending",
        ),
        pytest.param(
            URL + "/2",
            STORY + "<p><a href='/news/ferry'>« Previous page</a></p>",
            ["/news/ferry"],
            id="the last page is a part too",
        ),
        pytest.param(
            URL,
            CALLED + STORY + "<p>Page 1 of 3</p><button>Next</button>",
            [],
            id="words alone, of a page that calls itself an article",
        ),
        pytest.param(
            URL,
            CALLED + STORY + "<a href='/news/ferry?all=1'>Read full story on one page</a>",
            ["/news/ferry?all=1"],
            id="an offer of the whole",
        ),
        pytest.param(
            URL,
            STORY + pager("?page=2", label="<a href='?single=1'>Single page</a>"),
            ["/news/ferry?single=1", "/news/ferry?page=2"],
            id="the whole first",
        ),
    ],
)
def test_a_page_of_a_split_story_is_not_complete(url: str, markup: str, others: list[str]) -> None:
    document = whole(markup, url)

    assert (document.complete, document.outcome) == (False, Outcome.NOT_TRIED)
    assert list(document.alternates) == ["https://ledger.example" + path for path in others]
    assert "the other pages were not read" in (document.evidence or "")


@pytest.mark.parametrize(
    "label",
    [
        *("Next page »", "Nächste Seite", "Page suivante", "Página siguiente", "Próxima página"),
        *("Pagina successiva", "Следующая страница", "下一页", "다음 페이지", "الصفحة التالية"),
        *("次のページへ", "Continue reading on page 2", "Weiter ›", "2"),
    ],
)
def test_next_page_in_many_languages(label: str) -> None:
    assert not whole(f"{STORY}<p><a href='?page=2'>{label}</a></p>", URL).complete


@pytest.mark.parametrize(
    ("label", "at"),
    [
        *[("Page 2 of 3", "page 2 of 3"), ("Seite 1 von 4", "page 1 of 4")],
        *[("Page 1 sur 2", "page 1 of 2"), ("Página 1 de 5", "page 1 of 5")],
        *[("Pagina 1 di 2", "page 1 of 2"), ("Страница 1 из 3", "page 1 of 3")],
        *[("第1页/共3页", "page 1 of 3"), ("1/3ページ", "page 1 of 3")],
        *[("1 / 3 페이지", "page 1 of 3"), ("صفحة 1 من 3", "page 1 of 3")],
    ],
)
def test_page_one_of_three_in_many_languages(label: str, at: str) -> None:
    document = whole(f"{CALLED}{STORY}<p>{label}</p>", URL)

    assert (document.evidence or "").startswith(f"{at};")


TEASERS = "".join(
    f"<h2><a href='/news/{n}'>Pier {n} to be rebuilt</a></h2><p>{LONG}</p>" for n in range(8)
)


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        pytest.param(URL, STORY, id="no pager"),
        pytest.param(
            "https://ledger.example/news", TEASERS + pager("?page=2", "?page=3"), id="a list"
        ),
        pytest.param(
            "https://ledger.example/",
            STORY + pager("/?page=2"),
            id="a front page with stories in full",
        ),
        pytest.param(
            "https://ledger.example/topic/ships",
            STORY * 3 + "<a href='/topic/ships/page/2'>Next</a>",
            id="a list of stories in full",
        ),
        pytest.param(
            URL,
            f"{STORY}<div id=comments><p>Nice.</p>{pager('?page=2')}</div>",
            id="pages of comments",
        ),
        pytest.param(
            URL,
            f"{STORY}<h3>12 comments</h3><p>{LONG}</p>{pager('?page=2')}",
            id="pages of comments without a name",
        ),
        pytest.param(
            URL, f"{STORY}<aside>{pager('?page=2')}</aside>", id="a pager of what stands beside"
        ),
        pytest.param(
            URL,
            f"<link rel=next title='Pier to be rebuilt' href='/news/pier'>{STORY}"
            "<a rel=next href='/news/pier'>Next article »</a>",
            id="the next story",
        ),
        pytest.param(
            "https://ledger.example/ferry",
            STORY + "<a href='/ferry-2/'>Next</a>",
            id="a second story of the same name",
        ),
        pytest.param(
            "https://ledger.example/?p=12",
            STORY + "<a rel=next href='/?p=13'>Next</a>",
            id="numbers that are those of stories",
        ),
        pytest.param(
            URL, STORY + "<a href='/news/ferry?page=2#note'>the second part</a>", id="prose"
        ),
        pytest.param(
            URL,
            STORY.replace("nobody", "page 1 of 3 was lost and nobody"),
            id="a sentence that says so",
        ),
        pytest.param(
            URL, CALLED + STORY + "<p>Page 4 of 3</p><p>Page 1 of 1</p>", id="no such pages"
        ),
    ],
)
def test_a_whole_story_stays_whole(url: str, markup: str) -> None:
    assert whole(markup, url).complete
