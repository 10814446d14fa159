import pytest

from verifier.read.decode import codec_of, decode, looks_binary

GERMAN = "Straße, „schön“ – größer"
RUSSIAN = "Мост откроют в мае, сообщил инженер. Работы почти закончены, сказал он."
CHINESE = "大桥将于年底通车，工程师说。"
KOREAN = "다리는 연말에 개통된다고 기술자가 말했다."


@pytest.mark.parametrize(
    ("body", "charset", "text", "origin"),
    [
        (b"\xef\xbb\xbfplain", None, "plain", "bom"),
        (GERMAN.encode("utf-8"), None, GERMAN, "utf-8"),
        (GERMAN.encode("cp1252"), "windows-1252", GERMAN, "header"),
        (GERMAN.encode("cp1252"), "ISO-8859-1", GERMAN, "header"),  # read as its superset
        (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN, "header"),
        (CHINESE.encode("gb18030"), "gb2312", CHINESE, "header"),
        (KOREAN.encode("cp949"), "euc-kr", KOREAN, "header"),
        (RUSSIAN.encode("utf-16"), None, RUSSIAN, "bom"),
        # Apache's old default: declared Latin-1, written in UTF-8.
        (RUSSIAN.encode("utf-8"), "iso-8859-1", RUSSIAN, "header"),
        # Declared UTF-8, and it is not.
        (RUSSIAN.encode("cp1251"), "utf-8", RUSSIAN, "guess"),
        # Python would obey these.
        (b"plain", "zlib", "plain", "utf-8"),
        (b"\\u0041", "unicode_escape", "\\u0041", "utf-8"),
    ],
)
def test_bytes_become_text(body: bytes, charset: str | None, text: str, origin: str) -> None:
    decoded = decode(body, charset)

    assert (decoded.text, decoded.origin) == (text, origin)


def test_a_meta_element_names_the_encoding_of_a_page() -> None:
    page = f'<html><head><meta charset="windows-1251"></head>{RUSSIAN}'.encode("cp1251")

    decoded = decode(page, markup=True)

    assert RUSSIAN in decoded.text
    assert decoded.origin == "meta"


def test_a_meta_element_that_says_utf_16_is_read_as_utf_8() -> None:
    page = f'<meta charset="utf-16">{GERMAN}'.encode()

    assert GERMAN in decode(page, markup=True).text


def test_one_bad_byte_costs_one_character() -> None:
    decoded = decode(GERMAN.encode() * 20 + b"\xff" + b" end", "utf-8")

    assert decoded.text.count("�") == 1
    assert decoded.text.endswith(" end")
    assert not decoded.hopeless


@pytest.mark.parametrize(
    "label", ["zlib", "idna", "punycode", "utf-7", "hex", "rot13", "", "\x00", "x" * 999]
)
def test_labels_that_browsers_do_not_know_are_not_obeyed(label: str) -> None:
    assert codec_of(label) is None


def test_binary_is_told_from_text() -> None:
    assert looks_binary("\x00\x01\x02 words \x7f\x03" * 10)
    assert not looks_binary("words\twith tabs\r\nand lines\x0c")


RUSSIAN = (
    "Паром не вышел в море в понедельник, и никто в порту не мог сказать почему. "
    "Мы ждем деталь из-за границы."
)
ARABIC = "لم تبحر العبارة يوم الاثنين ولم يستطع أحد في الميناء أن يقول السبب. ننتظر قطعة من الخارج."
JAPANESE = (
    "フェリーは月曜日に出航せず、港の誰もその理由を言えなかった。部品を待っていると港長は話した。"
)


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("gb18030", "渡轮周一没有启航，港口没有人能说出原因。我们在等国外的零件，乘客也在等。"),
        ("big5", "渡輪週一沒有啟航，港口沒有人能說出原因。我們在等國外的零件，乘客也在等。"),
        ("euc_kr", "여객선은 월요일에 출항하지 않았으며 항구의 누구도 그 이유를 말하지 못했다."),
        ("shift_jis", JAPANESE),
        ("euc_jp", JAPANESE),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp1256", ARABIC),
        ("iso8859-6", ARABIC),
        ("cp1253", "Το πλοίο δεν απέπλευσε τη Δευτέρα και κανείς στο λιμάνι δεν ήξερε γιατί."),
        ("cp1255", "המעבורת לא הפליגה ביום שני ואיש בנמל לא ידע לומר מדוע. אנחנו מחכים לחלק."),
        (
            "cp1250",
            "Prom nie wypłynął w poniedziałek i nikt nie umiał powiedzieć dlaczego. „Czekamy”.",
        ),
        (
            "cp1252",
            "Die Fähre ist nicht ausgelaufen, und niemand weiß, warum. „Wir warten“, sagte er.",
        ),
    ],
)
def test_a_page_that_declares_nothing(codec: str, words: str) -> None:
    markup = f"<html><body><h1>{words[:12]}</h1><p>{words}</p></body></html>"

    assert words in decode(markup.encode(codec), markup=True).text
