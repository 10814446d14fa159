"""Which URLs may be asked for, by whom."""

import pytest

from verifier.fetch.guard import Guard, place_of
from verifier.fetch.outcomes import Refused
from verifier.model import Channel, Outcome
from verifier.settings import Settings

BAD, INNER = Outcome.BAD_URL, Outcome.FORBIDDEN_ADDRESS
PLAIN = Guard(Settings())
OWN_SEARCH = Settings(
    searxng_url="http://searx.example:8080/sub",
    wayback_url="http://127.0.0.1:9000",
    allow_addresses=("127.0.0.1:9000", "127.0.0.1:9001", "news.example:9002", "[::1]:9003"),
)

REFUSED = [
    ("ftp://example.org/", BAD),
    ("file:///etc/passwd", BAD),
    ("gopher://example.org/", BAD),
    ("javascript:alert(1)", BAD),
    ("data:text/html,x", BAD),
    ("ws://example.org/", BAD),
    ("unix:///run/docker.sock", BAD),
    ("ldap://example.org/", BAD),
    ("", BAD),
    ("   ", BAD),
    ("example.org/page", BAD),
    ("//example.org/page", BAD),
    ("http://", BAD),
    ("http:///page", BAD),
    ("http://user@example.org/", BAD),
    ("http://user:secret@example.org/", BAD),
    ("http://@example.org/", BAD),
    ("http://example.org@127.0.0.1/", BAD),
    ("http://127.0.0.1\\@example.org/", BAD),
    ("http://example.org\\.evil.example/", BAD),
    ("http://exa mple.org/", BAD),
    ("http://example.org:port/", BAD),
    ("http://[::1/", BAD),
    ("http://1.2.3.4.5/", BAD),
    ("http://256.256.256.256/", BAD),
    ("http://" + "a" * 300 + ".example/", BAD),
    ("http://example.org/" + "x" * 9000, BAD),
    ("http://exa\nmple.org/", BAD),
    ("http://example.org/\x00", BAD),
    ("http://example.org:22/", INNER),
    ("http://example.org:6379/", INNER),
    ("http://example.org:11211/", INNER),
    ("https://example.org:25/", INNER),
    ("http://127.0.0.1/", INNER),
    ("http://127.0.0.1:8080/", INNER),
    ("http://127.1/", INNER),
    ("http://2130706433/", INNER),
    ("http://0x7f.1/", INNER),
    ("http://0177.0.0.1/", INNER),
    ("http://017700000001/", INNER),
    ("http://0/", INNER),
    ("http://１２７.０.０.１/", INNER),
    ("http://127。0。0。1/", INNER),
    ("http://①②⑦.0.0.1/", INNER),
    ("http://127.0.0.1./", INNER),
    ("http://[::1]/", INNER),
    ("http://[::]/", INNER),
    ("http://[::ffff:127.0.0.1]/", INNER),
    ("http://[::ffff:7f00:1]/", INNER),
    ("http://[::127.0.0.1]/", INNER),
    ("http://[64:ff9b::7f00:1]/", INNER),
    ("http://[2002:7f00:1::]/", INNER),
    ("http://[fe80::1]/", INNER),
    ("http://[fec0::1]/", INNER),
    ("http://[fd00:ec2::254]/", INNER),
    ("http://10.0.0.1/", INNER),
    ("http://172.16.0.1/", INNER),
    ("http://192.168.1.1/", INNER),
    ("http://169.254.169.254/latest/meta-data/", INNER),
    ("http://192.0.0.192/opc/v2/", INNER),
    ("http://100.100.100.200/", INNER),
    ("http://168.63.129.16/", INNER),
    ("http://localhost/", INNER),
    ("http://LOCALHOST/", INNER),
    ("http://localhost./", INNER),
    ("http://a.localhost/", INNER),
    ("http://ｌｏｃａｌｈｏｓｔ/", BAD),
    ("http://printer.local/", INNER),
    ("http://metadata.google.internal/", INNER),
    ("http://metadata.google.internal./", INNER),
    ("http://host.docker.internal:8080/", INNER),
    ("http://router.home.arpa/", INNER),
    ("http://redis/", INNER),
    ("http://intranet:8080/", INNER),
]

TAKEN = [
    "http://example.org",
    "https://example.org/a?b=c#d",
    "HTTPS://EXAMPLE.ORG/",
    " https://example.org/ ",
    "http://example.org:8080/",
    "https://example.org:8443/",
    "https://example.org./",
    "https://bücher.example/ü",
    "http://93.184.216.34/",
    "http://[2606:4700::1111]/",
    "https://web.archive.org/web/2024id_/http://example.org/",
    "https://example.org/a@b",
    "https://example.org/a\\b".replace("\\", "%5C"),
]


@pytest.mark.parametrize(("url", "outcome"), REFUSED)
def test_a_url_of_no_public_page_is_refused(url: str, outcome: Outcome) -> None:
    with pytest.raises(Refused) as refused:
        PLAIN.check(url)

    assert refused.value.outcome is outcome


@pytest.mark.parametrize("url", TAKEN)
def test_a_url_of_a_public_page_is_taken(url: str) -> None:
    assert PLAIN.check(url).host


@pytest.mark.parametrize(
    ("url", "channel", "taken"),
    [
        ("http://searx.example:8080/search", Channel.SEARXNG, True),
        ("http://searx.example:8080/search", Channel.GDELT, False),
        ("http://searx.example:8080/search", None, False),  # an article's link
        ("https://searx.example:8080/", None, False),
        ("http://searx.example/", None, True),  # another port is another service
        ("http://127.0.0.1:9000/web/x", Channel.CDX, True),
        ("http://127.0.0.1:9000/web/x", Channel.MEMENTO, True),  # shares the archive's address
        ("http://127.0.0.1:9000/web/x", None, False),  # although its address is allowed
        ("http://127.1:9000/web/x", None, False),
        ("http://127.0.0.1:9001/", None, True),
        ("http://127.1:9001/", None, True),  # the same address, written shorter
        ("http://127.0.0.1:9002/", None, False),
        ("http://127.0.0.2:9001/", None, False),
        ("http://news.example:9002/", None, True),
        ("http://news.example:9001/", None, True),  # left to the check of its addresses
        ("http://other.example:9004/", None, False),
        ("http://[::1]:9003/", None, True),
        ("http://[::1]:9001/", None, False),
        ("https://web.archive.org/web/x", None, True),
        ("https://api.gdeltproject.org/", None, True),
    ],
)
def test_an_inner_service_is_open_to_its_own_channel_only(
    url: str, channel: Channel | None, taken: bool
) -> None:
    guard = Guard(OWN_SEARCH)
    if taken:
        assert guard.check(url, channel=channel)
        return
    with pytest.raises(Refused) as refused:
        guard.check(url, channel=channel)
    assert refused.value.outcome is INNER


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://Example.org/", "example.org"),
        ("https://example.org/", "example.org"),  # one robots.txt, one pace
        ("http://example.org:8080/", "example.org:8080"),
        ("http://[2606:4700::1111]:8443/", "[2606:4700::1111]:8443"),
        ("http://example.org./", "example.org"),
        ("http://Bücher.example/", "xn--bcher-kva.example"),
    ],
)
def test_a_site_is_named_by_host_and_odd_port(url: str, site: str) -> None:
    assert place_of(url).site == site
