"""Listening on a port: what is wrong with host, port or process is an OSError with a reason."""

import errno
import socket
from contextlib import ExitStack

_ALL_ADDRESSES = ("::", "::0")  # those of IPv4 too, where the system can
_DESCRIPTORS = 8  # a loop has three; the others are for modules, connections and callbacks


def listen(address: tuple[str, int], backlog: int) -> socket.socket:
    """A listening socket. Raises OSError when the address cannot be had, or when the process may
    open too few files."""
    host = address[0]
    _require_name(host)
    listening = socket.create_server(
        address,
        family=socket.AF_INET6 if ":" in host else socket.AF_INET,
        backlog=backlog,
        dualstack_ipv6=host in _ALL_ADDRESSES and socket.has_dualstack_ipv6(),
    )
    _require_descriptors(listening)
    return listening


def _require_name(host: str) -> None:
    """Raises OSError for a name that `bind` cannot encode; there it leaks a socket."""
    try:
        host.encode("idna")
    except UnicodeError:
        raise OSError(errno.EADDRNOTAVAIL, "this is not a host name") from None


def _require_descriptors(listening: socket.socket) -> None:
    """Raises OSError where too few files can be opened. asyncio would say it in a traceback."""
    with ExitStack() as taken:
        taken.callback(listening.close)
        spare = taken.enter_context(ExitStack())
        for _ in range(_DESCRIPTORS):
            spare.enter_context(listening.dup())
        spare.close()
        taken.pop_all()
