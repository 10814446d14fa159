"""What a page is to a citation, on which matter, in which days, and whether it is evidence."""

from dataclasses import replace
from datetime import date

import pytest

from tests.verifier.nouns import (
    POST,
    PUBLISHED,
    REGISTRY,
    WIRE,
    article,
    citation,
    fetch,
    match,
    quotation,
    snapshot,
)
from verifier import identify
from verifier.model import (
    Article,
    Basis,
    Bearing,
    Block,
    BlockKind,
    Channel,
    Citation,
    Document,
    Fetch,
    Match,
    MediaType,
    QuotationKind,
    Relation,
    Span,
    Verdict,
)

PROSE = (
    "The vote took four minutes and the shouting took three hours. When it was over, on a wet"
    " Monday night, the council of Saltmere had decided by seven votes to six to mend the Margit"
    " Ansel, the foot ferry that has carried the bread, schoolchildren and gossip of the town"
    " across the river Wend since the spring of 1974, when a storm had taken the only bridge."
)
WORDS = "The ferry is the longest street in this town"
TEXT = f"{PROSE} “{WORDS},” Mayor Ida Fennimore said. (The Meridian Post, Jan. 15)"


def document(text: str = "Ida Fennimore spoke.", **other: object) -> Document:
    made = Document(text, MediaType.HTML, sha256="1" * 64, body=(Span(0, len(text)),))
    return replace(made, **other)  # type: ignore[arg-type]


def bearing(
    cited: Citation, url: str, page: Document | None = None, *, asked: Fetch | None = None
) -> Bearing:
    request = asked or fetch(url)
    found = identify.bearings(
        article(quotation(WORDS, cited)),
        request,
        page or document(),
        snapshot(b"", request.url),
        REGISTRY,
    )
    return found[0]


def relation(cited: Citation, url: str, page: Document | None = None) -> Relation:
    return bearing(cited, url, page).relation


@pytest.mark.parametrize(
    ("cited", "url", "page", "expected"),
    [
        pytest.param(
            citation(),
            "https://www.meridianpost.example/a",
            document(),
            Relation.NAMED,
            id="domain",
        ),
        pytest.param(
            citation(),
            "https://en.meridianpost.example/a",
            document(),
            Relation.NAMED,
            id="a host of it",
        ),
        pytest.param(
            citation(),
            "https://notmeridianpost.example/a",
            document(),
            Relation.ELSEWHERE,
            id="not it",
        ),
        pytest.param(
            citation(outlet=None, url="https://a.example/story?utm_source=x"),
            "http://www.a.example/story/",
            document(),
            Relation.NAMED,
            id="the linked page, written otherwise",
        ),
        pytest.param(
            citation(outlet=None, url="https://a.example/story"),
            "https://m.a.example/s",
            document(canonical="https://a.example/story"),
            Relation.NAMED,
            id="the linked page by its canonical address",
        ),
        pytest.param(
            citation(WIRE), "https://wirewatch.example/a", document(), Relation.MIRROR, id="mirror"
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document("SALTMERE (Northern Wire) - Ida Fennimore spoke."),
            Relation.REPUBLISHED,
            id="credit in the dateline",
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document(byline="By Jo Field, Northern Wire"),
            Relation.REPUBLISHED,
            id="credit in the byline",
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document("Ida Fennimore spoke.\nSource: Northern Wire"),
            Relation.REPUBLISHED,
            id="credit at the end",
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document(canonical="https://northernwire.example/a"),
            Relation.REPUBLISHED,
            id="canonical address at the outlet",
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document("Ida Fennimore told Northern Wire that she was tired."),
            Relation.ELSEWHERE,
            id="only mentioned",
        ),
        pytest.param(
            citation("Tuam Herald"),
            "https://tuamherald.example/a",
            document(),
            Relation.NAMED,
            id="an outlet that the registry lacks, by its domain",
        ),
        pytest.param(
            citation("Radio Nowhere"),
            "https://rn.example/a",
            document(site_name="Radio Nowhere"),
            Relation.NAMED,
            id="or by the name it gives itself",
        ),
        pytest.param(
            citation("The Strand"),
            "https://news.thestrand.co.example/a",
            document(),
            Relation.NAMED,
            id="by its domain, article and all",
        ),
        pytest.param(
            citation("KVR"),
            "https://www.kvr.example/a",
            document(),
            Relation.NAMED,
            id="by its initials",
        ),
        pytest.param(
            citation("Harrow Seagrass Trust"),
            "https://harrowseagrass.org/a",
            document(),
            Relation.NAMED,
            id="by its domain, without the kind of organisation",
        ),
        pytest.param(
            citation("Halvers Group"),
            "https://www.halvers-group.com/a",
            document(),
            Relation.NAMED,
            id="by its domain, hyphen and all",
        ),
        pytest.param(
            citation("Old Union"),
            "https://old.example/a",
            document(),
            Relation.ELSEWHERE,
            id="too short a name to leave out anything",
        ),
        pytest.param(
            citation("Harrow Seagrass Chronicle"),
            "https://harrowseagrass.org/a",
            document(),
            Relation.ELSEWHERE,
            id="a place's domain is no paper's",
        ),
        pytest.param(
            citation("Com"),
            "https://a.com.example/a",
            document(),
            Relation.ELSEWHERE,
            id="no suffix is a name",
        ),
        pytest.param(
            citation(),
            "https://post-of-meridian.example/a",
            document(site_name="Meridian Post"),
            Relation.NAMED,
            id="another paper of that name may be meant",
        ),
        pytest.param(
            citation(WIRE),
            "https://coasttoday.example/a",
            document(site_name="Coast Today"),
            Relation.ELSEWHERE,
            id="another name, another paper",
        ),
    ],
)
def test_relation(cited: Citation, url: str, page: Document, expected: Relation) -> None:
    unknown = cited.outlet not in {POST, WIRE}
    assert relation(replace(cited, outlet=None) if unknown else cited, url, page) is expected


def test_a_capture_of_the_linked_page_is_the_linked_page() -> None:
    capture = "https://archive.example/web/20240115000000id_/https://a.example/story"
    cited = citation(outlet=None, url="https://a.example/story")

    assert relation(cited, capture) is Relation.NAMED


def test_a_given_file_is_provided_and_may_be_the_named_source_too() -> None:
    request = fetch("file:notes.html", channel=Channel.FOLDER)
    found = identify.bearings(
        article(quotation(WORDS, citation())),
        request,
        document(site_name="Meridian Post"),
        snapshot(b"", "file:notes.html"),
        REGISTRY,
    )

    assert {held.relation for held in found} == {Relation.PROVIDED, Relation.NAMED}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mayor Ida Fennimore spoke.", True, id="the speaker's name"),
        pytest.param("Ida spoke. Fennimore left.", True, id="the speaker's names apart"),
        pytest.param("An Ida spoke.", False, id="a part of the name"),
        pytest.param("The longest ferry has no quay.", False, id="two rare words"),
        pytest.param(
            "The mayor of Saltmere saw the Margit Ansel on the Wend.",
            True,
            id="five names of the article",
        ),
        pytest.param("A bridge elsewhere was painted green.", False, id="nothing"),
    ],
)
def test_on_matter(text: str, expected: bool) -> None:
    quoted = quotation(WORDS, citation(), start=TEXT.index(WORDS))
    found = identify.bearings(
        article(quoted, text=TEXT), fetch("u"), document(text), snapshot(b"", "u"), REGISTRY
    )

    assert found[0].on_matter is expected


def test_three_rare_words_of_the_sentence_are_on_the_matter() -> None:
    words = "Borrowed engines kept this vessel running through November storms"
    quoted = quotation(words, citation(), speaker=None)
    page = document("The vessel sailed on borrowed engines, the skipper says.")

    found = identify.bearings(article(quoted), fetch("u"), page, snapshot(b"", "u"), REGISTRY)

    assert found[0].on_matter


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("2024-01-15", "2024-01-13", True),
        ("2024-01-15", "2024-01-12", False),
        ("2024-01-15", "2024-01-18", True),
        ("2024-01-15", "2024-01-19", False),
        ("2024-01", "2024-02-03", True),
        ("2023", "2023-06-01", True),
        ("2024-01-15", None, None),
        (None, "2024-01-15", None),
    ],
)
def test_in_window(day: str | None, published: str | None, expected: bool | None) -> None:
    assert bearing(citation(day=day), "u", document(published=published)).in_window is expected


def test_an_undated_citation_does_not_mean_a_page_of_years_ago() -> None:
    old = document(published="2019-01-01")

    assert not bearing(citation(day=None), "https://meridianpost.example/a", old).on_matter


class TestCopy:
    ARTICLE = article(quotation(WORDS, citation(), start=TEXT.index(WORDS)), text=TEXT)

    def test_a_reprint_of_the_articles_own_prose_is_a_copy(self) -> None:
        assert identify.is_copy(
            self.ARTICLE, document(f"Share\n{TEXT}\nRead more"), "https://r.test/"
        )

    def test_a_page_with_the_quotation_alone_is_none(self) -> None:
        source = document(f"Council votes. “{WORDS},” Mayor Ida Fennimore said. More follows.")

        assert not identify.is_copy(self.ARTICLE, source, "https://meridianpost.example/a")

    def test_the_articles_own_address_is_a_copy(self) -> None:
        own = replace(self.ARTICLE.document, url="https://own.example/story")
        ours = replace(self.ARTICLE, document=own)
        page = document("x", canonical="https://own.example/story/")

        assert identify.is_copy(ours, page, "https://amp.example/story")


class TestCopyInPart:
    """A long article of which a page takes a run beside a quotation, and a very short one."""

    REST = " ".join(f"Filler{n} words{n} of{n} other{n} matters{n} follow{n}." for n in range(60))
    LONG = f"{REST}\n\n{PROSE}\n\n“{WORDS},” Mayor Ida Fennimore said."
    OTHER = " ".join(f"Digest{n} item{n}." for n in range(90))

    def copied(self, text: str, page: str, **about: object) -> bool:
        ours = article(quotation(WORDS, citation(), start=text.index(WORDS)), text=text)
        return identify.is_copy(ours, document(page, **about), "https://r.test/")

    def test_a_long_run_beside_the_quotation_is_a_copy(self) -> None:
        part = " ".join(PROSE.split()[-30:])

        assert self.copied(self.LONG, f"{self.OTHER} {part} “{WORDS},” {self.OTHER}")

    def test_a_run_far_from_the_quotation_is_none(self) -> None:
        part = " ".join(self.REST.split()[:30])

        assert not self.copied(self.LONG, f"{self.OTHER} {part} “{WORDS},” {self.OTHER}")

    def test_nor_is_a_short_run_beside_it(self) -> None:
        part = " ".join(PROSE.split()[-20:])

        assert not self.copied(self.LONG, f"{self.OTHER} {part} “{WORDS},” {self.OTHER}")

    def test_a_page_of_an_earlier_day_is_the_source_of_the_run(self) -> None:
        part = " ".join(PROSE.split()[-30:])
        page = f"{self.OTHER} {part} “{WORDS},” {self.OTHER}"

        assert not self.copied(self.LONG, page, published="2024-01-31")
        assert self.copied(self.LONG, page, published="2024-02-01")

    RELEASE = "https://saltmere.example/news/ferry"

    @pytest.mark.parametrize(
        ("published", "published_from", "linked", "expected"),
        [
            pytest.param("2024-01-30", "meta", True, False, id="a press release that is linked"),
            pytest.param("2024-01-30", "meta", False, True, id="where the article appeared first"),
            pytest.param("2024-02-01", "meta", True, True, id="a reprint of the same day"),
            pytest.param("2024-02-02", "meta", True, True, id="a reprint of the next day"),
            pytest.param(None, None, True, True, id="a page without a day"),
            pytest.param("2024-01-30", "htmldate", True, True, id="a day that is guessed"),
            pytest.param(
                "2024-01-31T20:00:00-05:00", "meta", True, True, id="that day in London, not there"
            ),
        ],
    )
    def test_the_greater_part_of_the_prose_on_an_earlier_page(
        self, published: str | None, published_from: str | None, linked: bool, expected: bool
    ) -> None:
        cited = citation(url=self.RELEASE if linked else None)
        ours = article(quotation(WORDS, cited, start=self.LONG.index(WORDS)), text=self.LONG)
        page = document(f"{self.LONG} More.", published=published, published_from=published_from)

        assert identify.is_copy(ours, page, self.RELEASE) is expected

    def test_a_rewritten_copy_keeps_enough_of_the_prose(self) -> None:
        """A site that takes over an article changes a sentence here and there."""
        changed = self.REST.replace("words1", "other1").replace("follow5", "end5")

        assert self.copied(self.LONG, f"{changed} “{WORDS},” the mayor said.")

    def test_an_article_on_the_same_matter_is_none(self) -> None:
        """What two stories share of a matter are names and phrases, no runs."""
        told = "The council of Saltmere met on Monday night and decided to mend the old foot ferry."

        assert not self.copied(self.LONG, f"{told} {self.OTHER} “{WORDS},” she said.")

    SHORT = f"“{WORDS},” Mayor Ida Fennimore told the wet and weary council of Saltmere on Monday."

    def test_a_short_article_is_a_copy_as_a_whole(self) -> None:
        assert self.copied(self.SHORT, f"Share this. {self.SHORT} Read more.")

    def test_but_not_in_part(self) -> None:
        page = f"“{WORDS},” Mayor Ida Fennimore told the wet and weary crowd."

        assert not self.copied(self.SHORT, page)


class TestLater:
    def late(self, published: str | None, **other: object) -> bool:
        memento = other.pop("memento", None)
        page = document(published=published, **other)
        assert memento is None or isinstance(memento, date)
        return identify.is_later(article(), page, memento=memento)

    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            ("2024-02-03", False),
            ("2024-02-04", True),
            ("2024-01-01", False),
            (None, False),
            ("2024-02-03T23:30:00-10:00", False),  # the 4th in UTC: the nearer counts
            ("2024-02-04T00:30:00+13:00", False),  # the 3rd in UTC
            ("2024-02-04T00:30:00+00:00", True),
            ("2024-02", False),  # some day of it may be in time
            ("2024-03", True),
            ("2024", False),
            ("2025", True),
        ],
    )
    def test_more_than_two_days_after_the_article(
        self, published: str | None, expected: bool
    ) -> None:
        assert self.late(published) is expected

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Transcript of the council meeting", False),
            ("Ferry debate - Hansard - Saltmere Assembly", False),
            ("Court filing: Saltmere v. Northern Ferries", False),
            ("Minutes of the harbour committee, 30 January", False),
            ("Speech transcript: the mayor on the ferry", False),
            ("Minutes after the vote the ferry sank", True),
            ("What the court filing says about the ferry", True),
            ("Ten things we learnt from the transcript", True),
        ],
    )
    def test_a_record_of_an_earlier_utterance_may_come_later(
        self, title: str, expected: bool
    ) -> None:
        assert self.late("2024-03-01", title=title) is expected

    @pytest.mark.parametrize(("captured", "expected"), [(1, False), (3, False), (4, True)])
    def test_a_capture_from_before_proves_that_the_page_was_there(
        self, captured: int, expected: bool
    ) -> None:
        assert self.late("2024-03-01", memento=PUBLISHED.replace(day=captured)) is expected

    def test_a_day_that_is_guessed_proves_nothing(self) -> None:
        assert not self.late("2024-03-01", published_from="htmldate")

    def test_without_a_date_of_the_article_nothing_is_later(self) -> None:
        undated = replace(article(), published=None)

        assert not identify.is_later(undated, document(published="2030-01-01"))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [("en", "ko", True), ("en", "en-GB", False), (None, "ko", False), ("en", None, False)],
)
def test_other_language(ours: str | None, theirs: str | None, expected: bool) -> None:
    assert identify.other_language(article(language=ours), document(language=theirs)) is expected


class TestWrongWork:
    URL = "https://meridianpost.example/2024/01/15/council-keeps-ferry"
    OPAQUE = "https://meridianpost.example/story?id=7"
    SOUP = document("Recipes for soup.", title="Soup of the week")
    LINKED = citation(url=OPAQUE, day=None)

    def wrong(self, page: Document, cited: Citation, *matches: Match, asked: str = "") -> bool:
        url = asked or cited.url or ""
        ours: Article = article(quotation(WORDS, cited))
        request, seen = fetch(url), snapshot(b"", url)
        found = identify.bearings(ours, request, page, seen, REGISTRY)
        here = identify.page_of(request, page, seen, REGISTRY)
        return identify.is_wrong_work(ours, here, found, matches)

    @pytest.mark.parametrize(
        "text",
        [
            "The domain meridianpost.example is for sale. Make an offer.",
            "We have moved. Please update your bookmarks.",
            "This content is not available in your region.",
            "Continue reading in the app.",
            "Watch the video above.",
            "Recipes for soup, and how to keep leeks over the winter.",
        ],
    )
    def test_a_linked_page_that_shares_nothing_with_the_article(self, text: str) -> None:
        assert self.wrong(document(text, title="Notice"), self.LINKED)

    @pytest.mark.parametrize(
        ("page", "cited"),
        [
            pytest.param(document(), LINKED, id="the speaker's name"),
            pytest.param(
                replace(SOUP, published="2024-01-14", published_from="json-ld"),
                citation(url=OPAQUE),
                id="the day that is cited",
            ),
            pytest.param(
                replace(SOUP, published="2024-01-15", published_from="meta"),
                citation(url=URL, day=None),
                id="the day in the address",
            ),
            pytest.param(
                replace(SOUP, title="Council keeps its ferry"),
                citation(url=URL, day=None),
                id="the words of the address",
            ),
            pytest.param(
                replace(SOUP, title="The ferry is kept afloat by the council"),
                citation(url=OPAQUE, day=None, title="Council keeps the ferry afloat"),
                id="the title that is cited",
            ),
            pytest.param(
                replace(document(), published="2021-05-05", title="Soup of the week"),
                citation(url=OPAQUE, title="Council keeps the ferry afloat"),
                id="a differing title alone never disqualifies a page",
            ),
            pytest.param(
                replace(document(), published="2019-01-01", published_from="meta"),
                LINKED,
                id="a link may be to a page of years ago",
            ),
        ],
    )
    def test_but_not_one_that_is_known_by(self, page: Document, cited: Citation) -> None:
        assert not self.wrong(page, cited)

    def test_a_day_read_from_the_address_says_nothing_about_the_page(self) -> None:
        page = replace(self.SOUP, published="2024-01-15", published_from="url")

        assert self.wrong(page, citation(url=self.URL))

    @pytest.mark.parametrize(
        ("found", "expected"),
        [
            (match(), False),
            (match(Verdict.ALTERED), False),
            (replace(match(Verdict.NOT_FOUND), basis=Basis.SAME_POINT), False),
            (match(Verdict.NOT_FOUND, passage="soup"), True),
        ],
    )
    def test_a_page_with_the_words_is_the_right_one(self, found: Match, expected: bool) -> None:
        assert self.wrong(self.SOUP, self.LINKED, found) is expected

    @pytest.mark.parametrize(
        ("url", "published", "expected"),
        [
            ("https://meridianpost.example/", None, True),
            ("https://meridianpost.example/news/politics", None, True),
            ("https://meridianpost.example/tag/fennimore", None, True),
            ("https://meridianpost.example/news/politics", "2024-01-15", False),
            ("https://meridianpost.example/news/ferry-is-kept", None, False),
            ("https://elsewhere.example/", None, False),
        ],
    )
    def test_a_list_of_other_pages_is_no_work(
        self, url: str, published: str | None, expected: bool
    ) -> None:
        page = document(published=published, published_from="meta" if published else None)

        assert self.wrong(page, citation(day=None), asked=url) is expected


def test_names_in_the_furniture_of_a_page_do_not_put_it_on_the_matter() -> None:
    text = "Recipes for soup.\nIda Fennimore in pictures"
    blocks = (Block(0, 17, BlockKind.PARAGRAPH), Block(18, len(text), BlockKind.FURNITURE))

    assert not bearing(citation(), "u", document(text, blocks=blocks)).on_matter
    assert bearing(citation(), "u", document(text)).on_matter


def test_asides_are_not_looked_for_but_indirect_statements_with_a_source_are() -> None:
    quoted = [
        quotation(id="direct"),
        quotation(id="scare", kind=QuotationKind.SCARE, aside="scare quotes"),
        quotation(id="nested", kind=QuotationKind.NESTED),
        quotation(id="title", kind=QuotationKind.TITLE, aside="a title"),
        quotation("", citation(), id="said", kind=QuotationKind.INDIRECT, aside="indirect"),
        quotation("", id="rumour", kind=QuotationKind.INDIRECT, aside="indirect"),
    ]

    assert [held.id for held in identify.concerned(article(*quoted))] == ["direct", "said"]


def test_the_publisher_is_the_registrys_else_the_sites_own_else_the_host() -> None:
    def name(url: str, page: Document) -> str | None:
        return identify.outlet_name(
            identify.page_of(fetch(url), page, snapshot(b"", url), REGISTRY)
        )

    assert name("https://www.meridianpost.example/a", document(site_name="MP")) == POST
    assert name("https://b.example/a", document(site_name="The B")) == "The B"
    assert name("https://www.b.example/a", document()) == "b.example"
