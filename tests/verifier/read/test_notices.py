"""What stands under an article's address and is none; and short, whole items that look like it."""

import pytest

from tests.verifier.read.reading_aloud import page, whole
from verifier.model import Document, Outcome, Unread

CALLED = "<meta property=og:type content=article>"
MENU = "<nav><a href=/>Home</a> <a href=/sport>Sport</a> <a href=/about>About</a></nav>"


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [
        # The story is gone.
        ("<h1>Sorry</h1><p>This article has been removed.</p>", "soft_404"),
        ("<p>This story is no longer available.</p><p>Try our front page.</p>", "soft_404"),
        ("<p>This content has expired.</p>", "soft_404"),
        ("<h1>Ledger</h1><p>Dieser Artikel ist nicht mehr verfügbar.</p>", "soft_404"),
        ("<p>Diese Seite wurde gelöscht.</p>", "soft_404"),
        ("<p>Cet article n’est plus disponible.</p>", "soft_404"),
        ("<p>Este contenido ya no está disponible.</p>", "soft_404"),
        ("<p>Esta página não está mais disponível.</p>", "soft_404"),
        ("<p>Questo articolo non è più disponibile.</p>", "soft_404"),
        ("<p>Материал удалён по решению редакции.</p>", "soft_404"),
        ("<p>该文章已被删除。</p>", "soft_404"),
        ("<p>이 기사는 삭제되었습니다.</p>", "soft_404"),
        ("<p>この記事は削除されました。</p>", "soft_404"),
        ("<p>تم حذف هذا المقال.</p>", "soft_404"),
        # The site is gone.
        ("<h1>ledger.example</h1><p>This domain is for sale.</p><p>Buy now</p>", "soft_404"),
        ("<h1>ledger.example</h1><p>Diese Domain steht zum Verkauf.</p>", "soft_404"),
        ("<p>Ce nom de domaine est à vendre.</p>", "soft_404"),
        ("<p>Этот домен продаётся.</p>", "soft_404"),
        ("<h1>We have moved</h1><p>Find us at newledger.example from now on.</p>", "soft_404"),
        # A search that found nothing.
        ("<h1>Search</h1><p>No results found for “ferry”.</p><form><input></form>", "soft_404"),
        ("<h1>Suche</h1><p>Keine Treffer für „Fähre“.</p>", "soft_404"),
        ("<p>По вашему запросу ничего не найдено.</p>", "soft_404"),
        ("<p>لا توجد نتائج</p>", "soft_404"),
        # The site does not work.
        ("<h1>We’ll be right back</h1><p>Our engineers are at it.</p>", "server_error"),
        ("<p>This site is currently down for maintenance.</p>", "server_error"),
        ("<h1>Wartungsarbeiten</h1><p>Bitte versuchen Sie es später.</p>", "server_error"),
        ("<p>Le site est en maintenance.</p>", "server_error"),
        ("<h1>Sitio en mantenimiento</h1>", "server_error"),
        ("<p>На сайте ведутся технические работы.</p>", "server_error"),
        ("<p>网站正在维护，请稍后再来。</p>", "server_error"),
        ("<p>ただいまメンテナンス中です。</p>", "server_error"),
        ("<p>시스템 점검 중입니다.</p>", "server_error"),
        ("<h1>Error establishing a database connection</h1>", "server_error"),
        ("<p>The website encountered an unexpected error. Try again later.</p>", "server_error"),
        ("<h1>Oops! Something went wrong</h1><p>Please reload.</p>", "server_error"),
        ("<h1>500 Internal Server Error</h1><hr>nginx", "server_error"),
        ("<h1>Service Unavailable</h1>", "server_error"),
        # It is not shown here.
        ("<h1>451: Unavailable due to legal reasons</h1><p>GDPR.</p>", "forbidden"),
        ("<p>This website is not available in your region.</p>", "forbidden"),
        ("<p>Dieser Inhalt ist in Ihrem Land leider nicht verfügbar.</p>", "forbidden"),
        ("<p>Ce contenu est indisponible dans votre pays.</p>", "forbidden"),
        ("<p>Este contenido no está disponible en tu país.</p>", "forbidden"),
        ("<p>Сайт недоступен в вашей стране.</p>", "forbidden"),
        ("<h1>403 Forbidden</h1>", "forbidden"),
        # Something has to be done first.
        ("<h1>Are you over 18?</h1><button>Yes</button><button>No</button>", "consent_wall"),
        ("<p>Please confirm your age to enter.</p>", "consent_wall"),
        ("<p>Sind Sie über 18 Jahre alt?</p>", "consent_wall"),
        ("<h1>Ledger</h1><p>Continue reading in the Ledger app</p>", "login_wall"),
        ("<p>打开客户端阅读全文</p>", "login_wall"),
        ("<p>アプリで続きを読む</p>", "login_wall"),
        ("<h1>Ledger</h1><p>Sign up for our newsletter</p><form><input></form>", "no_text"),
        ("<p>Abonnez-vous à notre newsletter</p>", "no_text"),
    ],
)
def test_a_notice_is_no_article(markup: str, outcome: str) -> None:
    unread = page(MENU + markup)

    assert isinstance(unread, Unread)
    assert unread.outcome is Outcome(outcome)
    assert unread.evidence


ITEM = (
    "The ferry to Saltmere did not sail on Monday after an engine had failed, the harbour office"
    " said. A spare part is to come from abroad on Thursday. “We wait and so do our passengers,”"
    " harbour master Ada Prynn said. Buses run instead, and tickets stay valid until the end of the"
    " week, when the office hopes to have both boats in service again."
)
FIRST, REST = ITEM[:170], ITEM[170:]


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [
        pytest.param(
            f"<p>{FIRST}</p><p>{REST}</p><p>Read more in our app</p>",
            "login_wall",
            id="goes on in an app",
        ),
        pytest.param(
            f"<p>{ITEM}</p><p>Watch the full interview above.</p>", "no_text", id="a film's words"
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":"VideoObject"}</script>'
            + f"<p>{ITEM}</p>",
            "no_text",
            id="a page that is a film",
        ),
        pytest.param(f"<p>{FIRST}</p><p>A spare part is to…</p>", "paywalled", id="cut off"),
        pytest.param(f"<p>{FIRST}</p><p>A spare part is [...]</p>", "paywalled", id="an extract"),
    ],
)
def test_a_part_of_what_there_is_can_still_be_read(markup: str, outcome: str) -> None:
    document = whole(f"<h1>Ferry stays in port</h1>{markup}")

    assert (document.complete, document.outcome) == (False, Outcome(outcome))
    assert "The ferry to Saltmere" in document.text


FRONT = "".join(
    f"<h2><a href=/n/{n}>Pier {n} to be rebuilt</a></h2><p>{FIRST}</p>" for n in range(9)
)


@pytest.mark.parametrize(
    ("canonical", "outcome"),
    [
        ("https://ledger.example/", "redirected_home"),
        ("https://ledger.example/news", "soft_404"),
    ],
)
def test_another_page_under_the_address_of_a_story(canonical: str, outcome: str) -> None:
    url = "https://ledger.example/news/harbour-engine-fails-again"
    head = f"<title>The Ledger</title><link rel=canonical href='{canonical}'>"

    unread = page(head + FRONT, url=url)

    assert isinstance(unread, Unread)
    assert unread.outcome is Outcome(outcome)
    # An article that wrongly calls itself the front page is an article all the same.
    assert isinstance(page(head + "<h1>Harbour engine fails</h1>" + FRONT, url=url), Document)
    assert isinstance(page(CALLED + head + FRONT, url=url), Document)
    assert isinstance(page(head + FRONT, url=canonical), Document)


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("Ferry stays in port", f"<p>{ITEM}</p>"),
        ("Ferry stays in port", f"<p>{FIRST}</p><p>{REST}</p><p>Sign up for our newsletter</p>"),
        ("Ferry stays in port", f"<p>{ITEM}</p><p>Download our app</p>"),
        ("Ferry stays in port", f"<p>{ITEM}</p><p>Watch: how a ferry is built</p>"),
        ("Ferry stays in port", f"<p>{ITEM}</p><form>Something went wrong. Try again.</form>"),
        ("Ferry stays in port", f"<p>{ITEM}</p><p>“It hurts, and we wait…”</p>"),
        ("Ferry stays in port", f"<p>{ITEM}</p><aside>Pier to be rebuilt and…</aside>"),
        ("Ferry down for maintenance", f"<p>{ITEM}</p>"),
        ("Maintenance of ferries to cost more", f"<p>{ITEM}</p>"),
        ("Database connection of the port fails", f"<p>{ITEM}</p>"),
        ("Ministry site down for maintenance", f"<p>The site is under maintenance. {ITEM}</p>"),
        ("An article on the port has to be removed, court finds", f"<p>{ITEM}</p>"),
        ("Domain for sale: the end of a paper", f"<p>{ITEM}</p>"),
        ("We have moved: life beside the new port", f"<p>{ITEM}</p>"),
        ("Are you over 18? What the new law asks", f"<p>{ITEM}</p>"),
        ("No results found: a search for a ferry", f"<p>{ITEM}</p>"),
        ("Film not available in your country? The law", f"<p>{ITEM}</p>"),
        ("Server error kept the port closed", f"<p>{ITEM}</p>"),
        ("Технические работы на пароме", "<p>На пароме ведутся технические работы. " + ITEM),
        ("Fähre: Wartungsarbeiten dauern an", f"<p>Wartungsarbeiten dauern an. {ITEM}</p>"),
        ("渡轮停航", "<p>系统维护期间渡轮停航，港口办公室周一表示，零件周四从国外运到。" * 3),
        ("A removed page", f"<p>{ITEM}</p>" * 6 + "<p>This page has been removed.</p>"),
    ],
)
def test_a_short_item_that_tells_of_such_things_is_whole(title: str, markup: str) -> None:
    document = whole(f"{MENU}<h1>{title}</h1>{markup}")

    assert document.complete, (document.outcome, document.evidence)
