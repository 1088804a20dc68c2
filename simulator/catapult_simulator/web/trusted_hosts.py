"""TrustedHosts: by which names, and from which web pages, control API and pages may be called.

A web page can point a name of its own at 127.0.0.1 (DNS rebinding) and then reads and drives
whatever listens there. The browser still sends that name as `Host`: names that anybody can register
are refused unless they were allowed. A page of another origin is refused by its `Origin`.
"""

import re
from collections.abc import Sequence
from typing import Any

from catapult_simulator.core.hosts import host_of, host_of_url, is_unregistrable, matches

_SHOWN = 100  # characters of a refused header
_ORIGIN_FORM = re.compile(r"https?://[^/?#@\\\s]+", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class TrustedHosts:
    """`allowed` are names and `*.` patterns that were allowed; `own` are the server's own hosts.

    A page may come from the host of the request, from `public_url`, and from an allowed host.
    """

    def __init__(
        self, allowed: Sequence[str] = (), *, own: Sequence[str] = (), public_url: str | None = None
    ) -> None:
        self._allowed = tuple(allowed)
        self._own = {host.lower() for host in own}
        self._public_origin = _authority(public_url or "")
        if public_url is not None:
            self._own.add(host_of_url(public_url))

    def refusal(self, environ: dict[str, Any]) -> str | None:
        """Why this request is refused, with the option that allows it; None if it is not."""
        host, origin = environ.get("HTTP_HOST", ""), environ.get("HTTP_ORIGIN")
        if host and not self._is_trusted(host_of(host)):
            return _HOST.format(host=host_of(host)[:_SHOWN])
        if origin is None:
            return _CROSS_SITE if _is_cross_site(environ) else None
        if self._is_from_us(origin, host):
            return None
        if name := host_of(_authority(origin)):
            return _ORIGIN.format(origin=origin[:_SHOWN], host=name[:_SHOWN])
        return _NO_ORIGIN.format(origin=origin[:_SHOWN])

    def _is_trusted(self, host: str) -> bool:
        return is_unregistrable(host) or host in self._own or self._is_allowed(host)

    def _is_allowed(self, host: str) -> bool:
        return any(matches(host, pattern) for pattern in self._allowed)

    def _is_from_us(self, origin: str, host: str) -> bool:
        """Schemes are not compared: behind a TLS terminator the page is on https."""
        authority = _authority(origin)
        if not authority or not _ORIGIN_FORM.fullmatch(origin):
            return False
        ours = (_without_default_port(host, origin), self._public_origin)
        return authority in ours or self._is_allowed(host_of(authority))


def _is_cross_site(environ: dict[str, Any]) -> bool:
    """Whether a browser says that a page of elsewhere changes something. It sends an `Origin` with
    that, which decides; this holds where it is left out."""
    site = environ.get("HTTP_SEC_FETCH_SITE", "none").strip().lower()
    return environ["REQUEST_METHOD"] not in _READING and site not in ("same-origin", "none")


_READING = ("GET", "HEAD")
_CROSS_SITE = (
    "a web page of another site may not control the simulator; its browser says so with "
    "Sec-Fetch-Site, and names no origin that could be allowed"
)
_HOST = (
    'the host "{host}" may not control the simulator; if the name is yours, '
    "start the simulator with --allow-host {host}"
)
_ORIGIN = (
    'a web page of "{origin}" may not control the simulator; if the page is yours, '
    "start the simulator with --allow-host {host}"
)
_NO_ORIGIN = (
    'a web page with the origin "{origin}" may not control the simulator; serve the page from a '
    "host of yours, and start the simulator with --allow-host and that host"
)


def _authority(origin: str) -> str:
    """Host and port of `scheme://host:port`, without the scheme's default port; "" for none."""
    scheme, separator, rest = origin.lower().partition("://")
    authority = rest.partition("/")[0]
    return _without_default_port(authority, scheme) if separator else ""


def _without_default_port(authority: str, origin: str) -> str:
    scheme = origin.lower().partition(":")[0]
    return authority.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ""))
