"""The address that was checked is the one that is dialled, and TLS speaks to the name."""

import asyncio
import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.verifier.fetch import hostile as h
from tests.verifier.fetch.asking import ask, body_of, fetch, outcome_of, settings_for
from tests.verifier.fetch.hostile import Server
from tests.verifier.fetch.names import NameServer
from verifier.fetch import transport
from verifier.fetch.outcomes import Refused
from verifier.fetch.transport import ProxyBackend, is_this_machine
from verifier.model import Fetch, Outcome
from verifier.settings import Settings

GOOD, CANARY = "127.0.0.5", "127.0.0.1"  # both are here; only the first is allowed
INNER = Outcome.FORBIDDEN_ADDRESS


@pytest.fixture
def hosts() -> Iterator[Server]:
    server = Server({"/page": h.page(b"<p>here"), "/robots.txt": h.status(404)})
    server.start((GOOD, CANARY))
    yield server
    server.stop()


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer(
        {
            "good.test": [[GOOD]],
            "rebind.test": [[GOOD], [CANARY]],
            "inner.test": [[CANARY]],
            "both.test": [[GOOD, CANARY]],
            "both6.test": [[GOOD, "::1"]],
            "mapped.test": [["::ffff:127.0.0.1"]],
            "nat64.test": [["64:ff9b::7f00:1"]],
            "metadata.test": [["169.254.169.254"]],
            "private.test": [["10.1.2.3"]],
            "empty.test": [[]],
            "failing.test": [["failure"]],
            "silent.test": [["silence"]],
            "many.test": [[f"11.0.0.{n}" for n in range(70)]],
        }
    )
    yield server
    server.stop()


def settings_of(hosts: Server, names: NameServer, **given: object) -> Settings:
    return settings_for(hosts, hosts=(GOOD,), dns_server=names.address, **given)


def canary_hits(server: Server) -> int:
    return sum(hit.address == CANARY for hit in server.hits)


def test_a_name_is_looked_up_once_for_a_connection(hosts: Server, names: NameServer) -> None:
    answer = fetch(settings_of(hosts, names), hosts.url("/page", "good.test"))

    assert body_of(answer) == b"<p>here"
    # One connection serves robots.txt and the page.
    assert names.lookups("good.test") == names.lookups("good.test", "AAAA") == 1
    assert {hit.headers["host"] for hit in hosts.hits} == {f"good.test:{hosts.port}"}


def test_two_ways_to_write_a_host_share_what_is_one_place(hosts: Server, names: NameServer) -> None:
    urls = [hosts.url("/page", name) for name in ("good.test", "good.test.", "GOOD.test")]

    answers = ask(settings_of(hosts, names, host_connections=1), [Fetch(url) for url in urls])

    assert [body_of(answer) for _, answer in answers] == [b"<p>here"] * 3
    assert hosts.asked("/robots.txt") == 1
    assert names.lookups("good.test") == 1


def test_a_name_that_turns_inward_after_the_check_reaches_nothing(
    hosts: Server, names: NameServer
) -> None:
    hosts.routes["/robots.txt"] = h.status(404, b"no", Connection="close")
    hosts.routes["/robots.txt"].keeps_alive = False  # type: ignore[attr-defined]

    answer = fetch(settings_of(hosts, names), hosts.url("/page", "rebind.test"))

    # robots.txt had the good address; the second connection was checked again, and refused.
    assert outcome_of(answer) is INNER
    assert [hit.path for hit in hosts.hits] == ["/robots.txt"]
    assert canary_hits(hosts) == 0


@pytest.mark.parametrize(
    "name",
    ["inner", "both", "both6", "mapped", "nat64", "metadata", "private"],
)
def test_one_inner_address_among_the_answers_is_enough(
    hosts: Server, names: NameServer, name: str
) -> None:
    answer = fetch(settings_of(hosts, names), hosts.url("/page", f"{name}.test"))

    assert outcome_of(answer) is INNER
    assert hosts.hits == []


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_an_inner_address_is_refused_on_every_port_of_the_web(
    hosts: Server, names: NameServer, port: int
) -> None:
    answer = fetch(settings_of(hosts, names), f"http://inner.test:{port}/")

    assert outcome_of(answer) is INNER


@pytest.mark.parametrize("name", ["unknown", "empty", "failing", "many"])
def test_a_name_without_a_usable_address_is_a_dns_fault(
    hosts: Server, names: NameServer, name: str
) -> None:
    answer = fetch(settings_of(hosts, names), f"http://{name}.test/")

    assert outcome_of(answer) is Outcome.DNS


def test_a_name_server_that_says_nothing_is_given_up(hosts: Server, names: NameServer) -> None:
    answer = fetch(settings_of(hosts, names, url_deadline_s=0.5), "http://silent.test/")

    assert outcome_of(answer) in (Outcome.DNS, Outcome.TIMEOUT)


def test_a_redirect_by_name_to_an_inner_address_is_refused(
    hosts: Server, names: NameServer
) -> None:
    hosts.routes["/away"] = h.redirect(hosts.url("/page", "inner.test"))

    answer = fetch(settings_of(hosts, names), hosts.url("/away", "good.test"))

    assert outcome_of(answer) is INNER
    assert canary_hits(hosts) == 0


def test_nobody_listening_is_refused(hosts: Server) -> None:
    settings = settings_for(hosts, allow_addresses=(f"{GOOD}:1",))

    assert outcome_of(fetch(settings, f"http://{GOOD}:1/")) is Outcome.REFUSED


def test_no_socket_of_this_machine_is_ever_dialled() -> None:
    with pytest.raises(Refused):
        asyncio.run(ProxyBackend().connect_unix_socket("/run/docker.sock"))


def test_this_machine_is_known_by_its_own_address() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        own = probe.getsockname()[0]

    assert is_this_machine(ip_address(own))
    assert not is_this_machine(ip_address("192.0.2.1"))


# --- TLS ----------------------------------------------------------------------------------


def certificate(folder: Path, *names: str) -> Path:
    """A key and a certificate that signs itself, for these names."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, names[0])])
    now = dt.datetime.now(dt.UTC)
    alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    alternatives.append(x509.IPAddress(ip_address(GOOD)))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.public_bytes(Encoding.PEM)
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, "good.test"))
    server = Server({"/page": h.page(b"<p>sealed")}, _tls=context)
    server.start((GOOD,))
    yield server
    server.stop()


def test_a_trusted_certificate_for_the_name_is_taken(
    tls: Server, names: NameServer, tmp_path: Path
) -> None:
    settings = settings_of(tls, names, ca_bundle=tmp_path / "ca.pem")

    assert body_of(fetch(settings, tls.url("/page", "good.test"))) == b"<p>sealed"


def test_a_certificate_for_another_name_is_a_tls_fault(
    tls: Server, names: NameServer, tmp_path: Path
) -> None:
    names.zone["other.test"] = [[GOOD]]
    settings = settings_of(tls, names, ca_bundle=tmp_path / "ca.pem")

    assert outcome_of(fetch(settings, tls.url("/page", "other.test"))) is Outcome.TLS


def test_an_unknown_signer_is_a_tls_fault(tls: Server, names: NameServer) -> None:
    answer = fetch(settings_of(tls, names), tls.url("/page", "good.test"))

    assert outcome_of(answer) is Outcome.TLS


def test_a_handshake_that_never_comes_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECT_S", 0.3)
    with socket.create_server((GOOD, 0)) as mute:  # takes connections and says nothing
        place = f"{GOOD}:{mute.getsockname()[1]}"
        settings = settings_for(allow_addresses=(place,), url_deadline_s=5)

        assert outcome_of(fetch(settings, f"https://{place}/")) is Outcome.TIMEOUT


def test_plain_http_on_a_tls_port_is_a_tls_fault(hosts: Server, names: NameServer) -> None:
    url = hosts.url("/page", "good.test").replace("http:", "https:")

    assert outcome_of(fetch(settings_of(hosts, names), url)) is Outcome.TLS
