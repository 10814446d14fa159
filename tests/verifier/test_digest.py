"""What one answer says: other forms of a page, and words that stand in a record."""

from dataclasses import replace

import pytest

from tests.verifier.nouns import REGISTRY, article, citation, quotation, snapshot
from tests.verifier.nouns import match as nouns_match
from tests.verifier.read.making import pdf
from verifier.digest import digest
from verifier.model import Basis, Fetch, Outcome, PageReading, Speaker, Verdict

WORDS = "we have counted every ship twice because trust costs that much"
URL = "https://meridianpost.example/a"
AMP = "https://amp.meridianpost.example/a"
PRINT = "https://meridianpost.example/a/print"
CLOSED = (
    '<script type="application/ld+json">'
    '{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
)
HEAD = (
    f'<link rel="canonical" href="{URL}"><link rel="amphtml" href="{AMP}">'
    f'<link rel="alternate" media="print" href="{PRINT}">'
)
BODY = f"<h1>Ferry</h1><p>Ida Fennimore was asked about the ferry.</p><p>{WORDS.capitalize()}.</p>"


def reading(title: str, head: str = "", body: str = BODY) -> PageReading:
    html = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    ours = article(quotation(WORDS, citation()))
    read = digest(ours, Fetch(URL), snapshot(html, URL), REGISTRY)
    assert isinstance(read, PageReading)
    return read


def test_an_incomplete_page_names_its_other_forms_but_not_itself() -> None:
    assert reading("Ferry", HEAD + CLOSED, "<p>The ferry.</p>").alternates == (AMP, PRINT)


def test_a_complete_page_needs_no_other_form() -> None:
    assert reading("Ferry", HEAD).alternates == ()


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        pytest.param("Ferry to stay", False, id="a page must set words in quotation marks"),
        pytest.param("Ferry hearing: transcript", None, id="a record need not"),
    ],
)
def test_whether_words_are_quoted_there(title: str, quoted: bool | None) -> None:
    (match,) = reading(title).matches

    assert match.quoted is quoted


STORY = " ".join(f"Visitor {n} came by boat and left on foot." for n in range(6))
OWN_PROSE = (
    "The council of Saltmere met on a wet Monday night and talked for three hours before it decided"
    " by seven votes to six to mend the old foot ferry, which has carried bread, schoolchildren and"
    " gossip across the river since the spring of 1974, when a storm had taken the only bridge."
)


def outcome_of_linked(body: str, *, published: str = "2024-01-15") -> Outcome | None:
    start = len(OWN_PROSE) + 2
    quoted = quotation(WORDS, citation(url=URL), start=start)
    ours = article(quoted, text=f"{OWN_PROSE} “{WORDS},” Mayor Ida Fennimore said.")
    stamp = f'<meta property="article:published_time" content="{published}T10:00:00Z">'
    html = f'<html lang="en"><head><title>Ferry</title>{stamp}</head><body>{body}</body></html>'
    read = digest(ours, Fetch(URL), snapshot(html, URL), REGISTRY)
    assert isinstance(read, PageReading)
    return read.outcome


def test_a_linked_page_with_the_articles_own_prose_proves_nothing() -> None:
    reprint = f"<p>{OWN_PROSE}</p><p>“{WORDS},” Mayor Ida Fennimore said.</p>"

    assert outcome_of_linked(reprint, published="2024-02-01") is Outcome.COPY


def test_a_linked_page_with_the_cited_words_alone_is_no_copy() -> None:
    assert outcome_of_linked(BODY) is None


@pytest.mark.parametrize(
    ("published", "expected"), [("2024-02-03", None), ("2024-02-04", Outcome.LATER)]
)
def test_a_linked_page_may_be_too_late_as_well(published: str, expected: Outcome | None) -> None:
    assert outcome_of_linked(BODY, published=published) is expected


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        pytest.param([["A page of other things."], [f"{WORDS.capitalize()}."]], "2", id="one page"),
        pytest.param([[WORDS[:32]], [WORDS[33:]], ["More."]], "1–2", id="over the page"),
    ],
)
def test_a_paged_document_says_on_which_page_the_words_stand(
    pages: list[list[str]], number: str
) -> None:
    body = pdf([[(72, 700, 11, line) for line in lines] for lines in pages])
    ours = article(quotation(WORDS, citation()))
    page = snapshot(body, URL)

    read = digest(ours, Fetch(URL), page, REGISTRY)

    assert isinstance(read, PageReading)
    assert [match.page for match in read.matches] == [number]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>The mill has moved to another home.</p>", Outcome.WRONG_WORK, id="mill"),
        pytest.param("<p>Soup of leeks, and how to keep them.</p>", Outcome.WRONG_WORK, id="soup"),
        pytest.param(f"<p>{WORDS.capitalize()}.</p>", None, id="the words and nothing else"),
        pytest.param(f"<p>Ida Fennimore opened a fair. {STORY}</p>", None, id="the speaker"),
        pytest.param("<p>Ida Fennimore: watch the video.</p>", Outcome.NO_TEXT, id="a stub"),
    ],
)
def test_a_linked_page_of_another_matter_is_another_work(
    body: str, expected: Outcome | None
) -> None:
    ours = article(quotation(WORDS, citation(url=URL, day=None)))
    html = f"<html lang='en'><head><title>Notice</title></head><body>{body}</body></html>"

    read = digest(ours, Fetch(URL), snapshot(html, URL), REGISTRY)

    assert isinstance(read, PageReading)
    assert read.outcome is expected


REPLY = f"<p>Bo Castellan was angry. “{WORDS.capitalize()},” Castellan said.</p>"


@pytest.mark.parametrize(
    ("written", "mention", "differs"),
    [
        pytest.param("“{}”, Ida Fennimore said.", "Ida Fennimore", True, id="another speaker"),
        pytest.param(
            "Bo Castellan was angry. “{}”, Ida Fennimore said.",
            "Ida Fennimore",
            True,
            id="whom another sentence names",
        ),
        pytest.param(
            "Ida Fennimore heard Castellan say “{}”.",
            "Ida Fennimore",
            False,
            id="whom the sentence of the quotation names",
        ),
        pytest.param(
            "Bo Castellan was angry. “{}”, he said.",
            "he said",
            False,
            id="whom a pronoun may mean",
        ),
    ],
)
def test_a_speaker_whom_the_article_may_mean_as_well_differs_not(
    written: str, mention: str, differs: bool
) -> None:
    text = written.format(WORDS)
    at = text.rindex(mention)
    quoted = replace(
        quotation(WORDS, citation(url=URL), start=text.index(WORDS)),
        speaker=Speaker("Ida Fennimore", at, at + len(mention)),
    )
    html = f"<html lang='en'><head><title>Ferry</title></head><body>{REPLY}</body></html>"

    read = digest(article(quoted, text=text), Fetch(URL), snapshot(html, URL), REGISTRY)

    assert isinstance(read, PageReading)
    (found,) = read.matches
    assert found.speaker_differs is differs


CHANCE = "a dull passage shares another crown with nothing at all, said the reeve"


def test_of_what_is_near_the_likelier_passage_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way round the two are: a chance run of words, or the sentence on the point."""
    shown = []
    for left, near in ((0.2, 0.6), (0.6, 0.2)):
        chance = nouns_match(Verdict.NOT_FOUND, passage=CHANCE, score=left, likeness=0.3)
        point = replace(chance, score=near, basis=Basis.SAME_POINT)
        monkeypatch.setattr("verifier.match.match", lambda *_, found=chance, **__: (found,))
        monkeypatch.setattr("verifier.match.nearest", lambda *_, found=point, **__: found)
        (match,) = reading("Ferry").matches
        shown.append(match.basis)

    assert shown == [Basis.SAME_POINT, Basis.SAME_WORDS]
