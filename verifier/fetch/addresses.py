"""Is this address a public one? And is this host name an address in disguise?

`ipaddress.is_global` alone is no guard: it calls NAT64, 6to4, multicast and cloud metadata
addresses global. So the ranges are listed here, from the IANA special-purpose registries
(RFC 6890 and its updates), with what clouds put on addresses of their own. An IPv6 address that
carries an IPv4 one is judged by what it carries, where it is dialled as such (mapped, NAT64);
the other carriers (compatible, translated, 6to4, Teredo, local NAT64) are long out of use for
public sites and refused whole.
"""

import unicodedata
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

IpAddress = IPv4Address | IPv6Address

_FORBIDDEN_V4 = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),  # Azure's wire server
        ("169.254.0.0/16", "link-local, cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments, cloud metadata"),  # 192.0.0.192: Oracle's
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# Global unicast is 2000::/3 and nothing else: what lies outside (loopback, unique local, link-
# and site-local, multicast, segment routing 5f00::/16, …) needs no list of its own.
_GLOBAL_V6 = IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3ffe::/16", "6bone, returned"),
        ("3fff::/20", "documentation"),
    )
)
_NAMED_V6 = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "IPv4-compatible"),
        ("::ffff:0:0:0/96", "IPv4-translated"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def forbidden_because(address: IpAddress) -> str | None:
    """Why no page may be fetched from this address; None when it is a public one."""
    if isinstance(address, IPv4Address):
        return _named(address)
    carried = carried_ipv4(address)
    if carried is not None:
        why = _named(carried)
        return f"carries {carried}: {why}" if why else None
    if address.scope_id is not None:
        return "an address with a zone"
    for network, why in _FORBIDDEN_V6 + _NAMED_V6:
        if address in network:
            return why
    return None if address in _GLOBAL_V6 else "not global unicast"


def _named(address: IPv4Address) -> str | None:
    return next((why for network, why in _FORBIDDEN_V4 if address in network), None)


def carried_ipv4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a mapped or NAT64 address stands for (RFC 4291, RFC 6052)."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def literal_address(host: str) -> IpAddress | None:
    """The address that a host names by number, in any form that `inet_aton` takes.

    `127.1`, `2130706433`, `0x7f.1`, `0177.0.0.1` and full-width digits are addresses to a
    resolver, so they are addresses here. None for a name. Raises ValueError where the last label
    is a number and the whole is no address (such a host is never a name: WHATWG URL, 3.5).
    """
    folded = unicodedata.normalize("NFKC", host).strip().lower().replace("。", ".")
    bare = folded.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return ip_address(bare)
    labels = bare.removesuffix(".").split(".")
    if not _is_number(labels[-1]):
        return None
    return _by_inet_aton(labels)


def _is_number(label: str) -> bool:
    if label.isascii() and label.isdigit():
        return True
    return label.startswith("0x") and all(c in "0123456789abcdef" for c in label[2:])


def _by_inet_aton(labels: list[str]) -> IPv4Address:
    if len(labels) > 4 or not all(_is_number(label) for label in labels):
        raise AddressValueError(f"{'.'.join(labels)} is neither a name nor an address")
    numbers = [_number(label) for label in labels]
    if any(number > 255 for number in numbers[:-1]):
        raise AddressValueError(f"{'.'.join(labels)} is out of range")
    last_holds = 256 ** (5 - len(numbers))
    if numbers[-1] >= last_holds:
        raise AddressValueError(f"{'.'.join(labels)} is out of range")
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << (24 - 8 * place)
    return IPv4Address(value)


def _number(label: str) -> int:
    if len(label) > 40:  # int() of a long decimal is slow, and no address is that long
        raise AddressValueError("a number too long for an address")
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    if len(label) > 1 and label.startswith("0"):
        return int(label, 8)  # raises ValueError for 08 and 09, as inet_aton refuses them
    return int(label)
