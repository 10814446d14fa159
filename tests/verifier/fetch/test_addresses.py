"""Which addresses are public, and which host names are addresses."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verifier.fetch.addresses import forbidden_because, literal_address


def listed(words: str) -> list[str]:
    """One entry a word."""
    return words.split()


INNER = listed(
    """
0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.100.100.200
100.127.255.255 127.0.0.0 127.0.0.1 127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.1
169.254.169.254 169.254.170.2 169.254.255.255 172.16.0.0 172.20.1.1 172.31.255.255 192.0.0.0
192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.0.255 192.0.2.1 192.31.196.1 192.52.193.1
192.88.99.1 192.88.99.255 192.168.0.0 192.168.1.1 192.168.255.255 192.175.48.1 198.18.0.0
198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.0 224.0.0.1 224.0.0.251 233.252.0.1 239.255.255.255
240.0.0.1 250.1.2.3 255.255.255.254 255.255.255.255
:: ::1 ::2 ::7f00:1 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.1.2.3
::ffff:169.254.169.254 ::ffff:192.168.0.1 ::ffff:0.0.0.0 ::ffff:255.255.255.255 ::ffff:100.64.0.1
::ffff:168.63.129.16 ::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b::a9fe:a9fe 64:ff9b::c0a8:1 64:ff9b::0 64:ff9b::e000:1 64:ff9b:1::1 64:ff9b:1::7f00:1
64:ff9b:1::808:808 64:ff9b:1:ffff::a00:1 64:ff9b:2::1 100::1 100:0:0:1::1 2001::1 2001::7f00:1
2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:1::1 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1
2001:20::1 2001:30::1 2001:db8::1 2001:db8:ffff::1 2002::1 2002:7f00:1:: 2002:a00:1::1
2002:c0a8:101::1 2002:808:808::1 2620:4f:8000::1 3ffe::1 3ffe:ffff::1 3fff::1 3fff:fff::1 4000::1
5f00::1 6000::1 8000::1 a000::1 c000::1 e000::1 f000::1 fc00::1 fd00::1 fd00:ec2::254
fd12:3456:789a:1::1 fe80::1 fe80::a9fe:a9fe fe80::1%eth0 febf::1 fec0::1 feff::1 ff00::1 ff02::1
ff02::fb ff05::2 ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2606:4700::1%1
"""
)

PUBLIC = listed(
    """
1.0.0.1 1.1.1.1 8.8.8.8 9.9.9.9 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255
128.0.0.1 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255
::ffff:8.8.8.8 64:ff9b::808:808 2000::1 2001:200::1 2001:4860:4860::8888 2003::1 2600::1
2606:4700:4700::1111 2620:fe::fe 2a00:1450::1 2c0f::1 3ffd::1
"""
)

LOOPBACK = listed(
    """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7f.0.0.1 0X7F.0.0.1 0177.0.0.1 0177.1
017700000001 0x7f.0x0.0x0.0x1 127.0.0.01 127.0.0.0x1 00177.0.0.1 127.0.0.1. １２７.０.０.１
127。0。0。1 ①②⑦.0.0.1 ⑫7.0.0.1 [::1] ::1 [0:0:0:0:0:0:0:1]
"""
)

NOT_ADDRESSES = listed(
    """
256.0.0.1 1.2.3.256 1.256.1 1.2.65536 4294967296 0x100000000 1.2.3.4.5 08.0.0.1 127.0.0.09 a.1
1..2 .1 example.0x 1.2.3.4x.5 99999999999999999999999999999999999999999999
"""
)

NAMES = listed("example.org localhost a.b x1 1.example.org 0x7f.example 127.0.0.1.example.org")


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_refused_with_a_reason(address: str) -> None:
    assert forbidden_because(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not_refused(address: str) -> None:
    assert forbidden_because(ip_address(address)) is None


@pytest.mark.parametrize("host", LOOPBACK)
def test_every_written_form_of_loopback_is_seen_through(host: str) -> None:
    assert literal_address(host) in (IPv4Address("127.0.0.1"), IPv6Address("::1"))


@pytest.mark.parametrize("host", NOT_ADDRESSES)
def test_a_number_that_is_no_address_is_no_name_either(host: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        literal_address(host)


@pytest.mark.parametrize("host", NAMES)
def test_a_name_is_a_name(host: str) -> None:
    assert literal_address(host) is None


# An independent table: what is global, from the IANA registries, written as what is allowed
# between the gaps rather than as what is forbidden.
_GAPS_V4 = [
    ip_network(network)
    for network in listed(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
        "224.0.0.0/3 168.63.129.16/32"
    )
]
# The address blocks that IANA has handed to the regional registries for global unicast.
_ALLOCATED_V6 = [
    ip_network(network)
    for network in listed(
        "2001:200::/23 2001:400::/22 2001:800::/21 2001:1000::/20 2001:2000::/19 2001:4000::/18 "
        "2001:8000::/17 2003::/18 2400::/6 2800::/5"
    )
]


def _may_be_public(address: IPv4Address | IPv6Address) -> bool:
    """Could any table call this address public? Errs towards yes for IPv6 not yet handed out."""
    if isinstance(address, IPv4Address):
        return not any(address in gap for gap in _GAPS_V4)
    number = int(address)
    if number >> 32 in (0xFFFF, 0x64FF9B << 64):
        return _may_be_public(IPv4Address(number & 0xFFFFFFFF))
    return number >> 125 == 1 and number >> 112 not in (0x2002, 0x3FFE)


@given(st.ip_addresses(v=4))
@example(IPv4Address("168.63.129.16"))
def test_no_ipv4_address_outside_the_public_ranges_passes(address: IPv4Address) -> None:
    if forbidden_because(address) is None:
        assert _may_be_public(address)
        assert address.is_global
        assert not address.is_multicast


@given(
    st.ip_addresses(v=6) | st.integers(0, 2**32 - 1).map(lambda n: IPv6Address(0xFFFF << 32 | n))
)
@example(IPv6Address("64:ff9b::7f00:1"))
def test_no_ipv6_address_outside_the_public_ranges_passes(address: IPv6Address) -> None:
    if forbidden_because(address) is None:
        assert _may_be_public(address)
        assert not address.is_multicast
        assert not address.is_site_local


@given(st.ip_addresses(v=4))
def test_an_ipv6_address_that_carries_an_inner_one_never_passes(address: IPv4Address) -> None:
    number = int(address)
    carriers = [
        number,
        0xFFFF << 32 | number,
        0xFFFF << 48 | number,
        0x64FF9B << 96 | number,
        0x64FF9B0001 << 80 | number,
        0x2002 << 112 | number << 80,
        0x20010000 << 96 | number << 64 | 0xFFFF,
        0x20010000 << 96 | (number ^ 0xFFFFFFFF),
    ]
    if forbidden_because(address):
        for carrier in carriers:
            assert forbidden_because(IPv6Address(carrier)), IPv6Address(carrier)


@given(st.sampled_from(_ALLOCATED_V6), st.integers(0, 2**128 - 1))
def test_addresses_that_sites_really_have_pass(network: object, number: int) -> None:
    host_bits = 128 - network.prefixlen  # type: ignore[attr-defined]
    address = IPv6Address(int(network.network_address) | number % 2**host_bits)  # type: ignore[attr-defined]
    documentation = ip_network("2001:db8::/32"), ip_network("2620:4f:8000::/48")
    if not any(address in part for part in documentation):
        assert forbidden_because(address) is None


@given(st.ip_addresses(v=4), st.sampled_from("dohx"), st.integers(1, 4))
def test_numbers_mean_what_inet_aton_means(address: IPv4Address, base: str, parts: int) -> None:
    number = int(address)
    heads = [number >> 24 & 255, number >> 16 & 255, number >> 8 & 255][: parts - 1]
    tail = number & (256 ** (5 - parts) - 1)
    forms = {"d": "{}", "o": "0{:o}", "h": "0x{:x}", "x": "0X{:X}"}
    host = ".".join(forms[base].format(part) for part in [*heads, tail])

    assert literal_address(host) == address
