"""The origin that a client used, also behind a TLS terminator: links must begin with it."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from catapult_simulator.core.hosts import host_of, is_real_host

_LOOPBACK = ("127.0.0.0/8", "::1/128")
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
_NEAR = tuple(ip_network(network) for network in (*_LOOPBACK, *_PRIVATE))
_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\[([0-9A-Fa-f:.]+)\])(?::([0-9]{1,5}))?")


def origin_of(environ: dict[str, Any]) -> str:
    """Scheme and host, such as `https://sim.test:8443`.

    `X-Forwarded-Proto` and `X-Forwarded-Host` count where the peer is loopback or private; of
    several values the first, which is the client's. Malformed ones are ignored. The host of the
    real API has `https` only: a client that asks for it here was redirected.
    """
    scheme, host = environ["wsgi.url_scheme"], environ.get("HTTP_HOST") or _server(environ)
    proto = environ.get("HTTP_X_FORWARDED_PROTO")
    forwarded_host = environ.get("HTTP_X_FORWARDED_HOST")
    if (proto or forwarded_host) and _is_near(environ.get("REMOTE_ADDR", "")):
        scheme = _scheme(proto) or scheme
        host = _host(forwarded_host) or host
    elif is_real_host(host_of(host)):
        scheme = "https"
    return f"{scheme}://{host}"


def _server(environ: dict[str, Any]) -> str:
    name = environ["SERVER_NAME"]
    host = f"[{name}]" if ":" in name else name
    return f"{host}:{environ['SERVER_PORT']}"


@lru_cache(maxsize=256)
def _is_near(address: str) -> bool:
    ip = _ip(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip is not None and any(ip in network for network in _NEAR)


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    """None where it is no address: another WSGI server may give a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def _scheme(proto: str | None) -> str | None:
    scheme = _first(proto).lower()
    return scheme if scheme in ("http", "https") else None


def _host(forwarded: str | None) -> str | None:
    found = _HOST.fullmatch(_first(forwarded))
    if found is None:
        return None
    address, port = found.groups()
    is_valid = (port is None or 0 < int(port) < 65536) and (address is None or _ip(address))
    return found[0] if is_valid else None


def _first(values: str | None) -> str:
    return (values or "").partition(",")[0].strip()
