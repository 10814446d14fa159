"""Where the words are said to have appeared, and when."""

from collections.abc import Callable

import pytest

from tests.verifier.parse.conftest import OUTLETS
from verifier.model import Article, Block, BlockKind, Document, Link, MediaType, Medium, NoteMark
from verifier.parse import parse
from verifier.read import read


@pytest.mark.parametrize(
    ("text", "outlet", "iso"),
    [
        ("“We wait,” Ada Prynn said (Harbour Wire, May 3, 2024).", "Harbour Wire", "2024-05-03"),
        ("“We wait,” Ada Prynn said (3 May 2024, Harbour Wire).", "Harbour Wire", "2024-05-03"),
        ("“We wait here,” Ada Prynn said. (HW, May 3)", "Harbour Wire", "2024-05-03"),
        ("“We wait,” Ada Prynn told Harbour Wire on Monday.", "Harbour Wire", "2024-06-10"),
        (
            "“We wait,” Ada Prynn said, Harbour Wire reported on May 3.",
            "Harbour Wire",
            "2024-05-03",
        ),
        ("“We wait,” Ada Prynn said, according to Harbour Wire.", "Harbour Wire", None),
        ("“We wait,” Ada Prynn said in a May 3 Harbour Wire report.", "Harbour Wire", "2024-05-03"),
        ("“We wait,” Ada Prynn said (via HW).", "Harbour Wire", None),
        ("“We wait,” Ada Prynn told Time last month.", "Time", "2024-05"),
        ("OSLO (HW) — “We wait,” Ada Prynn said Monday.", "Harbour Wire", "2024-06-10"),
        ("“We wait all day,” she told Coast Weekly (May 3).", "Coast Weekly", "2024-05-03"),
    ],
)
def test_outlet_and_date(
    parse_text: Callable[..., Article], text: str, outlet: str, iso: str | None
) -> None:
    quotation = parse_text(text).quotations[0]

    assert quotation.citations
    assert (quotation.citations[0].outlet, quotation.citations[0].date) == (outlet, iso)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("“We wait,” she said (Reuters, via Harbour Wire, May 3).", ["Harbour Wire", "Reuters"]),
        (
            "Harbour Wire, citing Reuters, said the pier was “shut for good”.",
            ["Harbour Wire", "Reuters"],
        ),
        ("“We wait,” said Reuters, as quoted by Coast Weekly.", ["Coast Weekly", "Reuters"]),
    ],
)
def test_a_chain_names_the_nearest_first(
    parse_text: Callable[..., Article], text: str, chain: list[str]
) -> None:
    citations = parse_text(text).quotations[0].citations

    assert [c.outlet for c in citations] == chain
    assert [c.relayed for c in citations] == list(range(len(chain)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("“We have time,” Ada Prynn said. Time will tell.", "a common word that is an outlet too"),
        ("“We wait,” a Coast Weekly spokesman said (left).", "a parenthesis that cites nothing"),
    ],
)
def test_what_is_no_citation(parse_text: Callable[..., Article], text: str, why: str) -> None:
    assert parse_text(text).quotations[0].citations == (), why


def test_several_sources_keep_their_own_dates(parse_text: Callable[..., Article]) -> None:
    text = "“We wait,” Ada Prynn said (Harbour Wire, May 3; Coast Weekly, May 4)."

    citations = parse_text(text).quotations[0].citations

    assert {(c.outlet, c.date) for c in citations} == {
        ("Harbour Wire", "2024-05-03"),
        ("Coast Weekly", "2024-05-04"),
    }


def test_an_ambiguous_name_keeps_its_candidates(parse_text: Callable[..., Article]) -> None:
    citation = parse_text("“We wait,” she told The Lantern.").quotations[0].citations[0]

    assert len(citation.outlet_candidates) == 2


def test_an_unknown_outlet_is_kept_as_written(parse_text: Callable[..., Article]) -> None:
    citation = parse_text("“We wait,” she told the Ridge Herald.").quotations[0].citations[0]

    assert (citation.outlet, citation.outlet_name) == (None, "Ridge Herald")
    assert citation.medium is Medium.INTERVIEW


def test_the_same_report_is_the_last_citation_again(parse_text: Callable[..., Article]) -> None:
    text = (
        "“We wait,” Ada Prynn said (Harbour Wire, May 3). "
        "She went on: “We wait a long time,” according to the same report."
    )

    first, second = parse_text(text).quotations

    assert second.citations[0].outlet == first.citations[0].outlet == "Harbour Wire"


def test_a_date_inside_the_claim_is_not_the_citations(parse_text: Callable[..., Article]) -> None:
    (statement,) = parse_text(
        "The pier stays shut through Friday, Harbour Wire reported."
    ).quotations

    assert statement.citations[0].date is None


def test_a_note_covers_the_quotations_of_its_sentence(parse_text: Callable[..., Article]) -> None:
    text = "“One,” she began; “two,” she went on1.\n\nHarbour Wire, “On piers,” 3 May 2024."
    at = text.index("1.")
    blocks = (
        Block(0, at + 2, BlockKind.PARAGRAPH),
        Block(at + 4, len(text), BlockKind.NOTE, label="fn1"),
    )

    article = parse_text(text, blocks=blocks, note_marks=(NoteMark(at, at + 1, "fn1"),))

    one, two, title = article.quotations
    assert one.citations == two.citations
    assert (one.citations[0].outlet, one.citations[0].title) == ("Harbour Wire", "On piers")
    assert title.aside is not None


def test_a_link_without_a_written_outlet_takes_that_of_its_domain(
    parse_text: Callable[..., Article],
) -> None:
    text = "“We wait,” Ada Prynn said yesterday."
    link = Link(text.index("said"), text.index("said") + 4, "https://www.coast.example/wait")

    citation = parse_text(text, links=(link,)).quotations[0].citations[0]

    assert (citation.outlet, citation.outlet_name) == ("Coast Weekly", None)
    assert citation.url == "https://www.coast.example/wait"


def test_a_credit_line_names_speaker_and_source(parse_text: Callable[..., Article]) -> None:
    text = "Every road ends at a pier.\n\n— Ada Prynn, quoted by Harbour Wire, May 3, 2024"
    end = text.index("\n")
    blocks = (Block(0, end, BlockKind.QUOTE), Block(end + 2, len(text), BlockKind.QUOTE))

    (quotation,) = parse_text(text, blocks=blocks).quotations

    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Prynn"
    assert (quotation.citations[0].outlet, quotation.citations[0].date) == (
        "Harbour Wire",
        "2024-05-03",
    )


def test_an_initialism_stands_for_the_name_it_abbreviates(
    parse_text: Callable[..., Article],
) -> None:
    text = "The Meridia News Agency reported: “The rail link will open in spring.” (MNA, Feb. 3)"

    (citation,) = parse_text(text).quotations[0].citations

    assert (citation.outlet, citation.outlet_name) == ("Meridia News Agency", "MNA")


@pytest.mark.parametrize(
    ("text", "outlet", "day"),
    [
        ("(Harbour Wire, 1/15/24)", "Harbour Wire", "2024-01-15"),
        ("(Harbour Wire, 2024/01/15)", "Harbour Wire", "2024-01-15"),
        ("[Harbour Wire, 2024-01-15]", "Harbour Wire", "2024-01-15"),
        ("(Harbour Wire, 12 janvier)", "Harbour Wire", "2024-01-12"),
        ("(quoted in the Harbour Wire, May 3)", "Harbour Wire", "2024-05-03"),
        ("(Harbour Wire via Reuters, May 3)", "Reuters", "2024-05-03"),
    ],
)
def test_parentheses_in_every_order(
    parse_text: Callable[..., Article], text: str, outlet: str, day: str
) -> None:
    citation = (
        parse_text(f"“We wait for the boat,” Ada Prynn said {text}.").quotations[0].citations[0]
    )

    assert (citation.outlet, citation.date) == (outlet, day)


def test_a_relayed_outlet_comes_second(parse_text: Callable[..., Article]) -> None:
    text = "“We wait for the boat,” Ada Prynn said (Harbour Wire via Reuters, May 3)."

    citations = parse_text(text).quotations[0].citations

    assert [(c.outlet, c.relayed) for c in citations] == [("Reuters", 0), ("Harbour Wire", 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Harbour Wire was there. “It floats,” the magazine wrote.", "it speaks"),
        ("Harbour Wire asked. “It floats,” Ada Prynn told the agency.", "it is told"),
        ("Harbour Wire: “The boat floats at last.”", "it stands before a colon"),
        ("“The boat floats at last.” – Ada Prynn, Harbour Wire, 3 May 2024.", "a dash credit"),
        ("The boat, as Harbour Wire put it last week, “floats at last.”", "as it put it"),
        ("Harbour Wire quoted Ada Prynn as saying, “It floats.”", "it quotes"),
    ],
)
def test_other_places_of_an_outlet(parse_text: Callable[..., Article], text: str, why: str) -> None:
    citations = parse_text(text).quotations[0].citations

    assert [citation.outlet for citation in citations] == ["Harbour Wire"], why


def test_the_agency_is_nobody_where_no_outlet_was_named(
    parse_text: Callable[..., Article],
) -> None:
    assert parse_text("“It floats,” Ada Prynn told the agency.").quotations[0].citations == ()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "„Wir warten“, sagte Anna Krell dem „Spiegel“."),
        ("de", "„Wir warten“ (Spiegel, 3.4.2024), sagte Anna Krell."),
        ("de", "Wie der Spiegel am 3. April berichtete, fehlen drei Boote im Hafen."),
        ("de", "Laut Spiegel sind die Pläne veraltet."),
    ],
)
def test_german_places_of_an_outlet(
    parse_text: Callable[..., Article], code: str, text: str
) -> None:
    first = parse_text(text, code).quotations[0]

    assert [citation.outlet for citation in first.citations] == ["Der Spiegel"]


def test_what_an_outlet_told_before_is_no_source_of_the_next_sentence(
    parse_text: Callable[..., Article],
) -> None:
    text = "Harbour Wire reported that Miles will go. “That is news to me,” Ada Prynn said."

    quotation = parse_text(text).quotations[-1]

    assert quotation.citations == ()


def test_a_closing_citation_covers_the_same_speech(parse_text: Callable[..., Article]) -> None:
    text = "Wang Lee called it “candid and useful”. He warned of “a new quarrel” (Reuters, May 3)."

    one, two = parse_text(text).quotations

    assert one.citations == two.citations != ()


def test_a_reference_is_one_citation(parse_text: Callable[..., Article]) -> None:
    text = "Harbour Wire was there. The paper said that “nobody” was asked."

    citations = parse_text(text).quotations[0].citations

    assert [citation.outlet for citation in citations] == ["Harbour Wire"]


@pytest.mark.parametrize(
    ("code", "text", "outlets"),
    [
        ("de", "„Wir warten hier“, sagte Anna Krell der Boje.", ["Boje (Magazin)"]),
        ("en", "“We wait here,” Ada Prynn told Boje.", []),
        ("en", "“We wait here,” Ada Prynn said (SEA, May 3).", ["Sea Authority"]),
        ("en", "“We wait here,” Ada Prynn of the board (SEA) said.", []),
        ("en", "“We wait here,” Ada Prynn said of the Sea Authority.", []),
    ],
)
def test_names_that_count_in_their_place_only(
    parse_text: Callable[..., Article], code: str, text: str, outlets: list[str]
) -> None:
    citations = parse_text(text, code).quotations[0].citations

    assert [citation.outlet for citation in citations] == outlets


def test_a_name_of_several_towns_means_none_of_them(parse_text: Callable[..., Article]) -> None:
    (citation,) = parse_text("“We wait,” she said (Beacon, May 3).").quotations[0].citations

    assert (citation.outlet, citation.outlet_name) == (None, "Beacon")
    assert set(citation.outlet_candidates) == {"The Beacon (Hull)", "The Beacon (Deal)"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "“We wait,” Ada Prynn told the Wexcombe Gazette. “We go,” she told the Gazette.",
            ["Wexcombe Gazette", "Wexcombe Gazette"],
        ),
        (
            "“We wait,” she said (Wexcombe Gazette, May 3). “We go,” she said (Gazette, May 4).",
            ["Wexcombe Gazette", "Wexcombe Gazette"],
        ),
        (
            "“We wait,” Ada Prynn told the Bay Review. “We go,” she told the Review.",
            ["Bay Review", "Bay Review"],
        ),
        (
            "“We wait,” she said (Bay Review, May 2). “We go,” she said (Review, May 4).",
            ["Bay Review", "Review"],
        ),
        (
            "“We wait,” she said (East Gazette, May 2; West Gazette, May 3). “We go,” she said "
            "(Gazette, May 4).",
            ["East Gazette", "Gazette"],
        ),
    ],
)
def test_short_forms_of_a_cited_outlet(
    parse_text: Callable[..., Article], text: str, names: list[str]
) -> None:
    quotations = parse_text(text).quotations

    assert [q.citations[0].outlet_name for q in quotations] == names


def test_a_full_width_comma_is_no_part_of_a_name(parse_text: Callable[..., Article]) -> None:
    text = "“我们今年不会提高税收。”（港口报，2024年3月5日）"

    (citation,) = parse_text(text, "zh").quotations[0].citations

    assert (citation.outlet_name, citation.date) == ("港口报", "2024-03-05")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "“They were never there” (emphasis added), Paul Ngata said."),
        ("en", "“They were never there” (emphasis mine), Paul Ngata said."),
        ("en", "“They were never there” (italics in original), Paul Ngata said."),
        ("en", "“They were never there” [sic], Paul Ngata said."),
        ("en", "“They were never there” (translated by the author), Paul Ngata said."),
        ("de", "„Sie waren nie da“ (Hervorhebung durch den Autor), sagte Paul Ngata."),
        ("de", "„Sie waren nie da“ (Hervorhebung im Original), sagte Paul Ngata."),
    ],
)
def test_a_remark_on_the_quotation_is_no_citation(
    parse_text: Callable[..., Article], code: str, text: str
) -> None:
    (quotation,) = parse_text(text, code).quotations

    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.citations) == ("Paul Ngata", ())


def test_a_remark_beside_a_source_leaves_the_source(parse_text: Callable[..., Article]) -> None:
    text = "“We wait,” Ada Prynn said (emphasis added, Harbour Wire, May 3)."

    citations = parse_text(text).quotations[0].citations

    assert [(c.outlet, c.date) for c in citations] == [("Harbour Wire", "2024-05-03")]


@pytest.mark.parametrize("kind", [MediaType.MARKDOWN, MediaType.TEXT])
@pytest.mark.parametrize("between", ["\n\n", "\n>\n> ", "\n> "])
def test_a_credit_line_below_a_block_quotation(kind: MediaType, between: str) -> None:
    text = f"> They were never there.{between}— Paul Ngata, Bay Gazette, March 5, 2024\n"
    document = read(text.encode(), kind)
    assert isinstance(document, Document)

    (quotation,) = parse(document, OUTLETS).quotations

    (citation,) = quotation.citations
    assert quotation.text == "They were never there."
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Paul Ngata"
    assert (citation.outlet_name, citation.date) == ("Bay Gazette", "2024-03-05")


@pytest.mark.parametrize("between", ["\n\n", "\n>\n> ", "\n> "])
@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("Paul Ngata, [Bay Gazette](https://bay.example/a), March 5, 2024", "Bay Gazette"),
        ("[Halvorsen Group, March 5, 2024](https://bay.example/a)", None),
    ],
)
def test_a_link_in_a_credit_line(between: str, credit: str, name: str | None) -> None:
    text = f"> They were never there.{between}— {credit}\n"
    document = read(text.encode(), MediaType.MARKDOWN)
    assert isinstance(document, Document)

    (quotation,) = parse(document, OUTLETS).quotations

    (citation,) = quotation.citations
    assert (citation.outlet_name, citation.date) == (name, "2024-03-05")
    assert citation.url == "https://bay.example/a"


def test_a_signature_below_prose_credits_nothing(parse_text: Callable[..., Article]) -> None:
    text = "“We wait,” Ada Prynn said.\n\n— Jo Hahn, May 3, 2024"

    (quotation,) = parse_text(text).quotations

    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.citations) == ("Ada Prynn", ())


def test_the_date_of_a_credit_line_is_not_the_articles(parse_text: Callable[..., Article]) -> None:
    text = "They were never there.\n— Paul Ngata, Bay Gazette, March 5, 2024"

    assert parse_text(text, published=None).published is None


@pytest.mark.parametrize(
    ("behind", "outlet"),
    [
        ("“Nobody will take it.”", "Harbour Wire"),
        ("“Nobody will take it,” he added.", "Harbour Wire"),
        ("“Nobody will take it,” Ngata said.", "Harbour Wire"),
        ("“Nobody will take it,” he said (Coast Weekly, May 4).", "Coast Weekly"),
        ("“Nobody will take it,” Ada Prynn said.", None),
        ("Ada Prynn disagreed. “Nobody will take it.”", None),
    ],
)
def test_the_next_piece_of_an_utterance(
    parse_text: Callable[..., Article], behind: str, outlet: str | None
) -> None:
    text = f"“They were never there,” Paul Ngata said (Harbour Wire, May 3). {behind}"

    one, two = parse_text(text).quotations

    assert [c.outlet for c in one.citations] == ["Harbour Wire"]
    assert [c.outlet for c in two.citations] == ([outlet] if outlet else [])


def test_the_next_piece_behind_a_link(parse_text: Callable[..., Article]) -> None:
    text = "“We were never there,” Paul Ngata said in a press release. “Nobody will take it.”"
    at = text.index("press release")
    links = (Link(at, at + 13, "https://bay.example/a"),)

    one, two = parse_text(text, links=links).quotations

    assert [c.url for c in one.citations] == [c.url for c in two.citations]
    assert [c.url for c in two.citations] == ["https://bay.example/a"]


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        (
            "es",
            "«No subiremos nada», dijo la ministra Ana Ruiz a El Faro del Puerto (5 de marzo).",
            ["El Faro del Puerto"],
        ),
        ("es", "«No subiremos nada», dijo Ana Ruiz en Puerto Largo (5 de marzo).", []),
        ("en", "“We wait here,” Ada Prynn told Harbour Lights (March 5).", ["Harbour Lights"]),
        ("en", "“We wait here,” Ada Prynn said in Port Marsh (March 5).", []),
        ("de", "„Wir warten hier“, sagte sie der „Boje“ (Ausgabe vom 5. März).", ["Boje"]),
    ],
)
def test_who_was_told_and_has_an_issue_of_a_day(
    parse_text: Callable[..., Article], code: str, text: str, names: list[str]
) -> None:
    citations = parse_text(text, code).quotations[0].citations

    assert [(c.outlet_name, c.date) for c in citations] == [(n, "2024-03-05") for n in names]
