"""Wikitext: the words without markup, references as notes, quotations set off."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier.read.reading_aloud import article, blocks, page
from tests.verifier.read.test_never_raises import holds_together
from verifier.model import Document, MediaType
from verifier.read import read

CITED = (
    "{{cite news |last=Hale |title=Night at the [[Lyric]] |work=The Ledger "
    "|date=4 May 2011 |url=https://ledger.example/lyric |page=5}}"
)


def wiki(text: str) -> Document:
    return article(text, MediaType.WIKITEXT)


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("The '''ferry''' ''waits''.", ("paragraph", "The ferry waits.")),
        ("l'''avion''' d''''or'''", ("paragraph", "lavion d'or")),
        ("one\nline", ("paragraph", "one line")),
        ("a<!-- not this -->b", ("paragraph", "ab")),
        ("The [[ferry]] and [[Pier (sea)|the pier]].", ("paragraph", "The ferry and the pier.")),
        ("[[Pier (sea)|]]", ("paragraph", "Pier")),
        ("words[[Category:Ships]][[de:Schiff]]", ("paragraph", "words")),
        ("five&nbsp;km &ndash; {{nowrap|six km}}", ("paragraph", "five\u00a0km – six km")),
        ("{{convert|5|km|mi}} away", ("paragraph", "5 km away")),
        ("words{{citation needed|date=May 2011}}", ("paragraph", "words")),
        ("{{citation|We wait}} dit-il", ("paragraph", "«We wait» dit-il")),
        ("a<br />b", ("paragraph", "a\nb")),
        ("<nowiki>''a''</nowiki>", ("paragraph", "''a''")),
        ("<math>x^2</math>words", ("paragraph", "words")),
        ("== The ''ferry'' ==", ("heading", "The ferry")),
        ("a = b", ("paragraph", "a = b")),
        ("* one", ("list_item", "one")),
        (": set in", ("paragraph", "set in")),
        ('{| class="wikitext"\n|-\n| style="x" | five\n|}', ("table", "five")),
        ("[[File:a.jpg|thumb|200px|The [[ferry]] in port]]", ("caption", "The ferry in port")),
        ("{{Infobox ship|name=The [[Gull]]|image=}}", ("furniture", "name: The Gull")),
        ("{{quote|We ''wait''.|Ada Prynn}}", ("quote", "We wait.\n— Ada Prynn")),
        ("{{cquote|text=We wait.|author=Ada}}", ("quote", "We wait.\n— Ada")),
        ("<blockquote>We wait.</blockquote>", ("quote", "We wait.")),
        ("__NOTOC__words", ("paragraph", "words")),
    ],
)
def test_what_is_shown(source: str, block: tuple[str, str]) -> None:
    assert blocks(wiki(source)) == [block]


def test_a_reference_is_a_mark_and_a_note_that_names_its_source() -> None:
    document = wiki(f'Critics found it "airless".<ref>{CITED}</ref>')

    assert blocks(document) == [
        ("paragraph", 'Critics found it "airless".[1]'),
        ("note", "The Ledger, “Night at the Lyric”, 4 May 2011, p. 5"),
    ]
    assert [mark.label for mark in document.note_marks] == ["1"]
    assert [link.url for link in document.links] == ["https://ledger.example/lyric"]
    assert document.blocks[1].label == "1"


def test_a_named_reference_is_one_note_wherever_it_is_defined() -> None:
    document = wiki(
        'a<ref name="l" /> b<ref name=l/> c<ref>Own.</ref>\n'
        f"{{{{reflist|refs=<ref name='l'>{CITED}</ref>}}}}"
    )

    assert document.text.startswith("a[1] b[1] c[2]")
    assert [block.label for block in document.blocks if block.kind == "note"] == ["2", "1"]


@pytest.mark.parametrize(
    ("template", "note"),
    [
        ("{{Internetquelle|titel=Nacht|werk=Der Bote|datum=2011-05-04}}", "Der Bote, “Nacht”"),
        ("{{Lien web|titre=Nuit|site=Le Phare|date=4 mai 2011}}", "Le Phare, “Nuit”, 4 mai 2011"),
        ("{{cita noticia|título=Noche|periódico=El Faro}}", "El Faro, “Noche”"),
        ("{{source|title=Night|pub=The Ledger|date=May 4, 2011}}", "The Ledger, “Night”"),
        ('{{cite web|title=The "Lyric" at night|work=Ledger}}', "Ledger, “The ‘Lyric’ at night”"),
        ("{{cite web|url=https://a.example/x}}", "https://a.example/x"),
    ],
)
def test_citation_templates_of_other_wikis(template: str, note: str) -> None:
    assert blocks(wiki(f"a<ref>{template}</ref>"))[-1][1].startswith(note)


def test_links_out_of_the_wiki() -> None:
    document = wiki("See [https://a.example/x the ''report''], https://b.example/y.")

    assert document.text == "See the report, https://b.example/y."
    assert [(document.text[at.start : at.end], at.url) for at in document.links] == [
        ("the report", "https://a.example/x"),
        ("https://b.example/y", "https://b.example/y"),
    ]


def test_a_section_is_no_title_and_wikinews_names_its_day() -> None:
    document = wiki("{{date|May 4, 2011}}\n'''Words''' of it.\n\n== Sources ==\n* x")

    assert document.title is None
    assert (document.published, document.published_from) == ("2011-05-04", "meta")


def test_wikitext_is_read_as_a_page_too() -> None:
    document = page("'''Words''' of a page", "text/x-wiki; charset=utf-8")

    assert isinstance(document, Document)
    assert document.text == "Words of a page"


@pytest.mark.parametrize(
    "source",
    [
        *("{{" * 50_000, "[[" * 50_000, "<ref>" * 50_000, "<b>" * 50_000, "<!--" * 50_000),
        *("}}" * 50_000, "{{a|" * 20_000 + "}}" * 20_000, "{|\n" * 50_000, "<nowiki>" * 50_000),
        *("<ref>x</ref>" * 10_000, "http://a " * 50_000, "<ref name=" * 30_000, "=" * 100_000),
        *("[http://a " * 30_000, "{{quote|" * 30 + "a" * 100_000, "'" * 100_000),
    ],
)
@pytest.mark.timeout(20)
def test_sources_made_to_harm(source: str) -> None:
    holds_together(read(source.encode(), MediaType.WIKITEXT))


PIECES = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "[[",
            "]]",
            "|",
            "<ref>",
            "</ref>",
            "<ref name=a/>",
            "\n",
            "\n\n",
            "== a ==\n",
        ),
        *(
            "{{quote|",
            "{{cite web|title=",
            "{|\n",
            "|-\n",
            "|}\n",
            "* ",
            "'''",
            "[http://a.b ",
            "]",
        ),
        *(
            "<blockquote>",
            "</blockquote>",
            "words ",
            "<nowiki>",
            "</nowiki>",
            "<!--",
            "-->",
            "&amp;",
        ),
        *("{{infobox|a=", "[[File:a|thumb|", "<references>", "</references>", "||", "http://c.d/"),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_no_source_raises(source: str) -> None:
    holds_together(read(source.encode("utf-8", "replace"), MediaType.WIKITEXT))
