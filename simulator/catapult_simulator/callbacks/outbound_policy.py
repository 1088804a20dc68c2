"""OutboundPolicy: the addresses that callbacks may be sent to.

Loopback and private addresses are the purpose of a simulator, and allowed. Link-local, multicast,
unspecified and cloud metadata addresses are refused: an app's configuration must not make the
simulator read a cloud machine's credentials. The decision is made on the address that is connected
to, after name resolution, so that no spelling of it gets around.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# 169.254.0.0/16 and fe80::/10 hold most metadata services; these are elsewhere.
_METADATA: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
        ),
    )
)
_UNSPECIFIED = (ip_network("0.0.0.0/8"), ip_network("::/128"))
_TRANSLATED = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")))
_IPV4_COMPATIBLE = ip_network("::/96")


class Forbidden(Exception):
    """Callbacks may not be sent to this address; the text is for people."""


class OutboundPolicy:
    """Which addresses callbacks may go to: `allowed` networks only, or all but the refused ones."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        """`allowed` are networks such as `10.0.0.0/8`. Raises ValueError for what is none."""
        self._allowed = [ip_network(network, strict=False) for network in allowed]

    def check(self, address: str) -> None:
        """Raise Forbidden where no callback may go to `address`, an IP address as text."""
        parsed = ip_address(address.partition("%")[0])
        every = [parsed, *_embedded(parsed)]
        if self._allowed:
            if not any(_is_in(each, self._allowed) for each in every):
                raise Forbidden(f"{address} is outside of --allow-callbacks-to")
            return
        for each in every:
            if (kind := _refused_kind(each)) is not None:
                raise Forbidden(
                    f"{address} is a {kind} address; only --allow-callbacks-to sends callbacks "
                    "there: name it and every other network that they may go to"
                )


def _refused_kind(address: Address) -> str | None:
    if _is_in(address, _METADATA) or address == ip_address("169.254.169.254"):
        return "cloud metadata"
    if address.is_link_local:
        return "link-local"
    if address.is_multicast:
        return "multicast"
    if _is_in(address, _UNSPECIFIED):
        return "unspecified"
    return "broadcast" if address == ip_address("255.255.255.255") else None


def _embedded(address: Address) -> list[Address]:
    """The IPv4 addresses inside an IPv6 one: mapped, compatible, translated, 6to4, ISATAP …"""
    if isinstance(address, IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    found += address.teredo or ()
    is_isatap = int(address) >> 32 & 0xFDFFFFFF == 0x5EFE
    is_low = address in _IPV4_COMPATIBLE and int(address) > 1
    if is_isatap or is_low or _is_in(address, _TRANSLATED):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
