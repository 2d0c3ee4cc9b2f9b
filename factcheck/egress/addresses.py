"""Which IP addresses may be reached: our own rules.

`ipaddress.is_global` is not enough: it is true of multicast, of 6to4 and of NAT64 addresses
that stand for a private one. Sources: the IANA special-purpose registries for IPv4 and IPv6
(RFC 6890 and its successors), and the metadata services of the large clouds.
"""

import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from factcheck.errors import EgressRefused
from factcheck.saying import say

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_FORBIDDEN: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",  # this network, and the unspecified address
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata, Tailscale
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's metadata, on an address that looks public
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        # Of IPv6 only 2000::/3 is given out. Around it lie the unspecified address, loopback,
        # IPv4-compatible, -mapped and -translated ones, NAT64 (64:ff9b::/96, 64:ff9b:1::/48),
        # discard-only, segment routing, unique local, link-local, site-local and multicast.
        "::/3",
        "4000::/2",
        "8000::/1",
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: stands for an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone, given back
        "3fff::/20",  # documentation
    )
)
_ORDINARY_PORTS = frozenset({80, 443, *range(8000, 9000)})
"""Where web servers listen. The rest (mail, databases, printers) is none of our business."""


def vet(
    host: str, addresses: Iterable[str], port: int, allow: Sequence[Network]
) -> tuple[Address, ...]:
    """All addresses of a host, if every one of them may be reached at this port.

    One bad address among good ones refuses the host: which of them a connection takes is
    decided by whoever answers for the name. In a network of `allow` every port is open.

    Raises `EgressRefused`; its message names no address that the name stands for.
    """
    checked = tuple(_parse(host, each) for each in addresses)
    for address in checked:
        if _within(address, allow):
            continue
        if _within(address, _FORBIDDEN) or is_own(address):
            raise EgressRefused(
                say("{host} is not on the public internet; it may not be reached.", host=host)
            )
        if port not in _ORDINARY_PORTS:
            raise EgressRefused(
                say(
                    "Port {port} of {host} may not be reached, only 80, 443 and 8000 to 8999.",
                    port=port,
                    host=host,
                )
            )
    return checked


def is_own(address: Address) -> bool:
    """Whether the address is this very machine's: what listens there may trust us too much.

    Connecting a UDP socket sends nothing; it only makes the system choose a sender address.
    """
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return ip_address(probe.getsockname()[0].partition("%")[0]) == address
    except OSError:
        return False


def _parse(host: str, address: str) -> Address:
    try:
        return ip_address(address)
    except ValueError as error:
        raise EgressRefused(say("{host} has an address that is none.", host=host)) from error


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)
