"""AppPlace: where an app of a test listens, and the host under which its simulator reaches it."""

import re
from ipaddress import IPv6Address
from typing import NamedTuple, Self

from catapult_simulator.core.addresses import base_url, reachable
from catapult_simulator.core.checks import check_text
from catapult_simulator.core.hosts import is_loopback

_LOOPBACK = "127.0.0.1"
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class AppPlace(NamedTuple):
    """The address to listen on, and the host of the app's URL."""

    address: str = _LOOPBACK
    host: str = _LOOPBACK

    @classmethod
    def named(cls, host: str) -> Self:
        """For a simulator that reaches this machine under `host`. The app listens on all addresses,
        because nobody knows which one that is. Raises ValueError for what is no host."""
        check_text("app_host", host)
        if not (_NAME.fullmatch(host) or _is_ipv6(host)):
            raise ValueError(
                f"app_host={host!r} is no host; give a name or an address without a port, such as "
                "host.docker.internal"
            )
        if is_loopback(reachable(host)):
            return cls()
        return cls("::" if ":" in host else "0.0.0.0", host)

    @classmethod
    def of_connection(cls, own_address: str) -> Self:
        """For a simulator that this machine reaches from its address `own_address`: it is good for
        the way back too."""
        return cls() if is_loopback(reachable(own_address)) else cls(own_address, own_address)

    def url(self, port: int) -> str:
        """The base URL of an app that listens on `port`."""
        return base_url("http", self.host, port)


def _is_ipv6(host: str) -> bool:
    try:
        return IPv6Address(host) is not None
    except ValueError:
        return False
