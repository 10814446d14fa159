"""Which outlet comes first for a name as people write it."""

import pytest

from verifier.outlets import Registry, load_registry

WRITTEN = {
    # initialisms and nicknames
    "NYT": "The New York Times",
    "WaPo": "The Washington Post",
    "WSJ": "The Wall Street Journal",
    "FT": "Financial Times",
    "FAZ": "Frankfurter Allgemeine Zeitung",
    "F.A.Z.": "Frankfurter Allgemeine Zeitung",
    "SZ": "Süddeutsche Zeitung",
    "NZZ": "Neue Zürcher Zeitung",
    "taz": "taz",
    "dpa": "dpa",
    "DPA": "dpa",
    "AP": "Associated Press",
    "A.P.": "Associated Press",
    "the AP": "Associated Press",
    "The AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "Afp": "Agence France-Presse",
    "EFE": "EFE",
    "Efe": "EFE",
    "Ansa": "ANSA",
    "PTI": "Press Trust of India",
    "SCMP": "South China Morning Post",
    "CGTN": "CGTN",
    "KCNA": "KCNA",
    "RFE/RL": "Radio Free Europe/Radio Liberty",
    "RFA": "Radio Free Asia",
    "VOA": "Voice of America",
    "SMH": "The Sydney Morning Herald",
    "AFR": "Australian Financial Review",
    "HuffPo": "HuffPost",
    "JPost": "The Jerusalem Post",
    "JDD": "Le Journal du dimanche",
    # with and without article, possessives, spellings
    "New York Times": "The New York Times",
    "The New York Times": "The New York Times",
    "N.Y. Times": "The New York Times",
    "New York Times'": "The New York Times",
    "New York Times’": "The New York Times",
    "the Washington Post": "The Washington Post",
    "The Post": "The Washington Post",
    "Wall Street Journal": "The Wall Street Journal",
    "CNN's": "CNN",
    "CNN’s": "CNN",
    "the BBC": "BBC",
    "BBC News": "BBC",
    "BBC Radio 4": "BBC",
    "BBC's": "BBC",
    "Reuters news agency": "Reuters",
    "Nachrichtenagentur Reuters": "Reuters",
    "Guardian": "The Guardian",
    "the Guardian": "The Guardian",
    "The Guardian": "The Guardian",
    "Times of London": "The Times",
    "The Times": "The Times",
    "The Sun": "The Sun",
    "Sun": "The Sun",
    "The Telegraph": "The Telegraph",
    "Daily Telegraph": "The Telegraph",
    "The Independent": "The Independent",
    "The Observer": "The Observer",
    "The Mirror": "Daily Mirror",
    "Mail on Sunday": "Daily Mail",
    "The Economist": "The Economist",
    "the Hill": "The Hill",
    "The Hill": "The Hill",
    "LA Times": "Los Angeles Times",
    "USA TODAY": "USA Today",
    "POLITICO": "Politico",
    "Time magazine": "Time",
    "Morning Star": "Morning Star",
    "Monthly Review": "Monthly Review",
    "Liberation News": "Liberation News",
    "Workers World": "Workers World",
    "People’s World": "People's World",
    # programmes
    "Meet the Press": "NBC News",
    "Face the Nation": "CBS News",
    "60 Minutes": "CBS News",
    "Fox News Sunday": "Fox News",
    "Newsnight": "BBC",
    "The World at One": "BBC",
    "All Things Considered": "NPR",
    "Good Morning America": "ABC News",
    "Tagesthemen": "Tagesschau",
    "Heute journal": "ZDF",
    # German, declined or joined
    "Bild": "Bild",
    "Bild-Zeitung": "Bild",
    "der Spiegel": "Der Spiegel",
    "Spiegel Online": "Der Spiegel",
    "Süddeutschen Zeitung": "Süddeutsche Zeitung",
    "Frankfurter Allgemeinen Zeitung": "Frankfurter Allgemeine Zeitung",
    "Deutschen Presse-Agentur": "dpa",
    "Rheinischen Post": "Rheinische Post",
    "junge Welt": "junge Welt",
    "Tagesspiegel": "Der Tagesspiegel",
    # French, Spanish, Italian, Portuguese
    "Le Monde": "Le Monde",
    "L’Humanité": "L'Humanité",
    "l'AFP": "Agence France-Presse",
    "Libération": "Libération",
    "El País": "El País",
    "El Pais": "El País",
    "Corriere della Sera": "Corriere della Sera",
    "la Repubblica": "La Repubblica",
    "Folha de São Paulo": "Folha de S.Paulo",
    "Avante!": "Avante!",
    # other scripts
    "연합뉴스": "Yonhap News Agency",
    "Yonhap": "Yonhap News Agency",
    "조선중앙통신": "KCNA",
    "로동신문": "Rodong Sinmun",
    "新华社": "Xinhua",
    "人民日报": "People's Daily",
    "环球时报": "Global Times",
    "光明日报": "Guangming Daily",
    "共同通信": "Kyodo News",
    "朝日新聞": "Asahi Shimbun",
    "しんぶん赤旗": "Shimbun Akahata",
    "ТАСС": "TASS",
    "РИА Новости": "RIA Novosti",
    "Комсомольская правда": "Komsomolskaya Pravda",
    "Українська правда": "Ukrainska Pravda",
    "الجزيرة": "Al Jazeera",
    "رويترز": "Reuters",
    "ایسنا": "ISNA",
    "הארץ": "Haaretz",
    "Καθημερινή": "Kathimerini",
    "Nhan Dan": "Nhân Dân",
    "প্রথম আলো": "Prothom Alo",
    "दैनिक जागरण": "Dainik Jagran",
    # namesakes but for the article
    "La Presse": "LaPresse.ca",
    "Die Presse": "Die Presse",
    "Il Tempo": "Il Tempo",
    "Tempo": "Tempo",
    "El Observador": "El Observador (Uruguay)",
    # state and party press
    "Granma": "Granma",
    "Prensa Latina": "Prensa Latina",
    "TeleSUR": "teleSUR",
    "Telesur": "teleSUR",
    "Tasnim": "Tasnim News Agency",
    "Press TV": "Press TV",
    "SANA": "SANA",
    "Sputnik": "Sputnik",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(("written", "name"), WRITTEN.items())
def test_a_name_as_people_write_it_leads_to_its_outlet(
    registry: Registry, written: str, name: str
) -> None:
    found = registry.by_name(written)

    assert found, f"{written} is unknown"
    assert found[0].name == name


@pytest.mark.parametrize(
    ("written", "language", "name"),
    [
        ("ABC", None, "ABC News"),
        ("ABC", "en", "ABC News"),
        ("ABC", "es", "ABC (Spain)"),
        ("Liberation", "en", "Liberation News"),
        ("Liberation", "fr", "Libération"),
        ("Stern", "de", "Stern (Magazin)"),
        ("Focus", "de", "Focus (Magazin)"),
        ("Público", "es", "Público"),
        ("Público", "pt", "Público (Portugal)"),
        ("El País", "es", "El País"),
        ("RTL", "de", "RTL (Germany)"),
        ("RTL", "fr", "RTL (France)"),
        ("Standard", "de", "Der Standard"),
        ("Kurier", "de", "Kurier (Wien)"),
    ],
)
def test_the_articles_language_chooses_between_namesakes(
    registry: Registry, written: str, language: str | None, name: str
) -> None:
    assert registry.by_name(written, language=language)[0].name == name


@pytest.mark.parametrize(
    ("written", "country", "name"),
    [
        ("The Standard", "KE", "The Standard (Kenya)"),
        ("The Standard", "HK", "The Standard"),
        ("The Herald", "ZW", "The Herald (Zimbabwe)"),
        ("The Daily Star", "LB", "The Daily Star (Lebanon)"),
        ("The National", "GB", "The National (Scotland)"),
        ("ABC", "AU", "ABC (Australia)"),
    ],
)
def test_the_articles_country_chooses_between_namesakes(
    registry: Registry, written: str, country: str, name: str
) -> None:
    assert registry.by_name(written, language="en", country=country)[0].name == name


@pytest.mark.parametrize("written", ["Herald", "News", "Record", "Gazette", "Sentinel"])
def test_a_name_of_many_towns_papers_means_none_of_them(registry: Registry, written: str) -> None:
    assert len(registry.by_name(written)) > 1
    assert registry.meant(written) is None


@pytest.mark.parametrize(
    "written",
    ["who", "map", "app", "Hill", "Bell", "Root", "King", "Stern", "Dr", "Rai", "Reason", "today"],
)
def test_words_and_surnames_are_no_outlets(registry: Registry, written: str) -> None:
    assert registry.by_name(written) == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("IMF", "International Monetary Fund"),
        ("Bundestag", "Deutscher Bundestag"),
        ("NASA", "NASA"),
        ("the White House", "The White House"),
        ("МАГАТЭ", "International Atomic Energy Agency"),
        ("Chatham House", "Chatham House"),
    ],
)
def test_bodies_are_known_where_a_citation_is_sure(
    registry: Registry, written: str, name: str
) -> None:
    assert registry.by_name(written) == ()
    assert registry.by_name(written, bodies=True)[0].name == name
