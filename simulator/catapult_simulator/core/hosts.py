"""Host names: which ones nobody can register, and which are those of this machine.

Imports the standard library only: the command line needs it.
"""

import re

REAL_HOST = "api.catapult.inetwork.com"  # of the service that is simulated

# RFC 6761 (localhost, test), RFC 6762 (local), and ICANN's resolution of 2024-07-29 (internal).
_RESERVED = ("localhost", "test", "local", "internal")
_LABEL = re.compile(r"[a-z0-9_-]+")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATTERN = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")


_OF_THIS_MACHINE = re.compile(r"127(\.[0-9]+){1,3}|::1|(.+\.)?localhost", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address, always means this machine."""
    return _OF_THIS_MACHINE.fullmatch(host) is not None


def host_of(authority: str) -> str:
    """The host of `host:port` or `[::1]:port`, in lower case, without brackets and final dot."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower().removesuffix(".")


def is_real_host(host: str | None) -> bool:
    """Whether `host` is that of the real API, in any case and with or without a final dot."""
    return host is not None and host.lower().removesuffix(".") == REAL_HOST


def is_unregistrable(host: str) -> bool:
    """Whether nobody can register `host`, so that no web page can point it at this machine.

    True for an IP address in any spelling, a name of one label such as a compose service, and names
    below `localhost`, `internal`, `local` and `test`.
    """
    *before, last = host.split(".")
    if ":" in host or _NUMBER.fullmatch(last):  # as browsers tell addresses from names
        return True
    return last in _RESERVED if before else _LABEL.fullmatch(last) is not None


def parse_host(text: str) -> str:
    """A host name, or `*.` and a domain for all names below it. Raises ValueError."""
    host = text.lower().removesuffix(".")
    if not _PATTERN.fullmatch(host):
        raise ValueError(f"{text!r} is not a host name: give sim.example.com, or *.example.com")
    return host


def matches(host: str, pattern: str) -> bool:
    """Whether `host` is `pattern`, or below the domain of a pattern such as `*.example.com`."""
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def host_of_url(url: str) -> str:
    """The host of `url`, in lower case; "" without one."""
    from urllib.parse import urlsplit  # its import would double the time of a health check

    return (urlsplit(url).hostname or "").removesuffix(".")
