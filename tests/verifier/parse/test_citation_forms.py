"""Forms of citation as newspapers, agencies and scholars of several languages write them."""

from collections.abc import Callable

import pytest

from verifier.model import Article, Link, Medium

Parse = Callable[..., Article]


def _sources(article: Article, place: int = 0) -> list[tuple[str | None, str | None]]:
    cited = article.quotations[place].citations
    return [(c.outlet or c.outlet_name, c.date) for c in cited]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("“We wait,” she said (Reuters and Coast Weekly, May 3).", "and"),
        ("“We wait,” she said (Reuters/Coast Weekly, May 3).", "a slash"),
        ("“We wait,” she said (Reuters, Coast Weekly, May 3).", "a comma"),
        ("“We wait,” she told Reuters and Coast Weekly on May 3.", "told two"),
        ("“We wait,” she told both Reuters and the Coast Weekly on May 3.", "both … and the …"),
    ],
)
def test_sources_named_side_by_side(parse_text: Parse, text: str, why: str) -> None:
    article = parse_text(text)

    assert _sources(article) == [("Reuters", "2024-05-03"), ("Coast Weekly", "2024-05-03")], why
    assert [c.relayed for c in article.quotations[0].citations] == [0, 0], "no chain: both named"


def test_sources_parted_by_semicolons_keep_their_order(parse_text: Parse) -> None:
    article = parse_text("“We wait,” she said (Reuters, May 3; Coast Weekly, May 4).")

    assert _sources(article) == [("Reuters", "2024-05-03"), ("Coast Weekly", "2024-05-04")]


@pytest.mark.parametrize(
    ("text", "outlet", "iso", "why"),
    [
        ("A May 3 Reuters report said the pier was “shut.”", "Reuters", "2024-05-03", "no dot"),
        ("A Jan. 3 Reuters report said the pier was “shut.”", "Reuters", "2024-01-03", "a dot"),
        ("She wrote in Monday’s Coast Weekly: “We wait.”", "Coast Weekly", "2024-06-10", "owner"),
        ("“We wait,” she said (see Reuters, May 3).", "Reuters", "2024-05-03", "see"),
        (
            "“We wait,” she said (Reuters No. 14, 3 May 2024, p. A2).",
            "Reuters",
            "2024-05-03",
            "no.",
        ),
        ("“We wait” (The Lantern 6/2024).", "The Lantern", "2024", "an issue, no month"),
        (
            "“We wait” (Coast Weekly, 3 May 2024, accessed 9 June 2024).",
            "Coast Weekly",
            "2024-05-03",
            "not when it was looked at",
        ),
        ("“We wait,” said Ada Prynn. — Reuters, 3 May 2024", "Reuters", "2024-05-03", "a tail"),
        (
            "“We wait,” said Ada Prynn.\n\nSource: Reuters, May 3, 2024",
            "Reuters",
            "2024-05-03",
            "the line below",
        ),
        ("OSLO, May 3 (Reuters) -- “We wait,” she said.", "Reuters", "2024-05-03", "dateline"),
        (
            "Oslo, May 3 (Reuters) – The pier is shut. “We wait,” she said.",
            "Reuters",
            "2024-05-03",
            "a dateline covers its paragraph",
        ),
        (
            "The site Harbourlore wrote on May 3 that the tram was “a rumour.”",
            "Harbourlore",
            "2024-05-03",
            "an unknown name that is called a site",
        ),
        (
            "“We wait,” she told the Norwegian newspaper Kystbladet on May 3.",
            "Kystbladet",
            "2024-05-03",
            "an unknown name that is called a newspaper",
        ),
        (
            "Coast Weekly, which first saw the memo, reported on May 3 that it was “a rumour.”",
            "Coast Weekly",
            "2024-05-03",
            "a date beside the cue",
        ),
        (
            "“We wait,” she said on Reuters’s Voices of Time on May 3.",
            "Reuters",
            "2024-05-03",
            "a programme of the one before",
        ),
        (
            "“We wait,” she told a Reuters correspondent on May 3.",
            "Reuters",
            "2024-05-03",
            "somebody of it",
        ),
        (
            "“We wait,” said Ida Moore of The Coast Weekly on May 3.",
            "Coast Weekly",
            "2024-05-03",
            "behind a person of it",
        ),
    ],
)
def test_english_forms(
    parse_text: Parse, text: str, outlet: str, iso: str | None, why: str
) -> None:
    sources = _sources(parse_text(text))

    assert [(name.removeprefix("The "), day) for name, day in sources if name] == [
        (outlet.removeprefix("The "), iso)
    ], why


@pytest.mark.parametrize(
    ("language", "text", "outlet", "iso"),
    [
        (
            "de",
            "„Wir warten“, sagte Anna Krell dem Spiegel am Montag.",
            "Der Spiegel",
            "2024-06-10",
        ),
        ("de", "„Wir warten“ (Spiegel vom 3.5.2024, S. 4).", "Der Spiegel", "2024-05-03"),
        ("de", "„Wir warten“ (vgl. Reuters, 3. Mai 2024).", "Reuters", "2024-05-03"),
        ("de", "„Wir warten“, sagte Krell in einem Reuters-Interview.", "Reuters", None),
        ("de", "„Wir warten“, sagte Krell der Küstenzeitung.", "Küstenzeitung", None),
        (
            "de",
            "Reuters schrieb darüber. „Wir warten“, sagte Anna Krell der Agentur.",
            "Reuters",
            None,
        ),
        ("de", "„Wir warten“, sagte Krell im Reuters-Nachtmagazin.", "Reuters", None),
        ("fr", "« On attend », dit Morvan (Reuters, 3 janv. 2024, p. 2).", "Reuters", "2024-01-03"),
        ("fr", "D’après Reuters, Morvan a parlé de « rumeur ».", "Reuters", None),
        ("ru", "«Ждём», — сказал Олег Варин корреспонденту Reuters.", "Reuters", None),
        ("fr", "Le port est « fermé » (Reuters du 3 mai 2024).", "Reuters", "2024-05-03"),
        ("fr", "« On attend », a dit Claire Morvan à Reuters mardi.", "Reuters", "2024-06-11"),
        ("es", "«Esperamos», dijo Clara Montes a Reuters el 3 de mayo.", "Reuters", "2024-05-03"),
        ("es", "«Esperamos», dijo Montes al Diario Costero.", "Diario Costero", None),
        ("pt", "“Esperamos”, disse Clara Matos à Reuters na terça-feira.", "Reuters", "2024-06-11"),
        (
            "it",
            "«Aspettiamo», ha detto Moretti alla Gazzetta del Porto.",
            "Gazzetta del Porto",
            None,
        ),
        ("ru", "«Ждём», — сказал Олег Варин (Reuters, 3 мая 2024 года).", "Reuters", "2024-05-03"),
        ("ru", "ОСЛО, 3 мая — Reuters. «Ждём», — сказал Олег Варин.", "Reuters", "2024-05-03"),
        ("zh", "路透社3日报道，李文舟表示：“我们在等。”", "Reuters", "2024-06-03"),
        ("ar", "قال سامر حداد لرويترز في 3 أيار: «نحن ننتظر».", "Reuters", "2024-05-03"),
    ],
)
def test_forms_of_other_languages(
    parse_text: Parse, language: str, text: str, outlet: str, iso: str | None
) -> None:
    assert _sources(parse_text(text, language=language)) == [(outlet, iso)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("“We wait,” said Ada Prynn. — And then she left.", "a dash that credits nobody"),
        ("The pier (Oslo) is shut – “we wait,” she said.", "a parenthesis that is no dateline"),
    ],
)
def test_what_cites_no_outlet(parse_text: Parse, text: str, why: str) -> None:
    assert not any(c.outlet for q in parse_text(text).quotations for c in q.citations), why


def test_a_work_by_author_and_year_in_the_sentence(parse_text: Parse) -> None:
    (citation,) = (
        parse_text("Waiting, Marchetti (2016, p. 212) argues, is “a trade.”")
        .quotations[0]
        .citations
    )

    assert (citation.outlet_name, citation.date, citation.page) == ("Marchetti 2016", "2016", "212")
    assert citation.medium is Medium.ACADEMIC


def test_a_linked_report_goes_on_speaking(parse_text: Parse) -> None:
    text = "The audit is blunt. “No ledger was kept,” it says. It adds that the vault “stood open.”"
    link = Link(4, 9, "https://board.example/audit")

    article = parse_text(text, links=(link,))

    assert [q.citations[0].url for q in article.quotations] == [link.url, link.url]


def test_a_link_says_nothing_about_what_a_person_says_next(parse_text: Parse) -> None:
    text = "The audit is blunt. “No ledger was kept,” said Ada Prynn."
    link = Link(4, 9, "https://board.example/audit")

    assert parse_text(text, links=(link,)).quotations[0].citations == ()


def test_the_same_paper_is_the_one_before(parse_text: Parse) -> None:
    text = (
        "Jo Hale told Coast Weekly on May 3 that nets were “empty.” "
        "According to the same paper, Tam Oduya called it “a joke.”"
    )

    assert _sources(parse_text(text), 1) == [("Coast Weekly", "2024-05-03")]


def test_what_somebody_told_reporters_has_a_day(parse_text: Parse) -> None:
    (citation,) = parse_text("“We wait,” she told reporters on Monday.").quotations[0].citations

    assert (citation.outlet_name, citation.date) == (None, "2024-06-10")


@pytest.mark.parametrize(
    ("language", "text", "speaker", "source"),
    [
        ("zh", "李文舟昨天对路透社说：“我们在等。”", "李文舟", ("Reuters", "2024-06-11")),
        ("zh", "李文舟在接受《海边》采访时说：“我们在等。”", "李文舟", ("海边", None)),
        ("zh", "发言人林静8日在记者会上表示：“我们在等。”", "林静", (None, "2024-06-08")),
        ("zh", "据海边日报3日报道，工程师王立说：“很安全。”", "王立", ("海边日报", "2024-06-03")),
        ("zh", "李文舟昨天在微博上写道：“我们在等。”", "李文舟", ("微博", "2024-06-11")),
        (
            "ko",
            "김하늘 장관은 화요일 기자회견에서 “기다린다”고 말했다.",
            "김하늘",
            (None, "2024-06-11"),
        ),
        (
            "ko",
            "해변일보는 김하늘 장관의 말을 인용해 “기다린다”고 전했다.",
            "김하늘",
            ("해변일보", None),
        ),
        (
            "ar",
            "نقلت وكالة الساحل عن الوزير سامر حداد قوله: «ننتظر».",
            "سامر حداد",
            ("الساحل", None),
        ),
        ("ar", "قال سامر حداد لرويترز أمس: «ننتظر».", "سامر حداد", ("Reuters", "2024-06-11")),
    ],
)
def test_speaker_and_source_in_scripts_without_capitals(
    parse_text: Parse, language: str, text: str, speaker: str, source: tuple[str | None, str]
) -> None:
    article = parse_text(text, language=language)

    assert _sources(article) == [source]
    assert article.quotations[0].speaker is not None
    assert article.quotations[0].speaker.name == speaker
