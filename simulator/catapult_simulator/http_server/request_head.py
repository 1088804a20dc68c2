"""The rules for the head of a request (RFC 9112), on its environ."""

import re
from socket import AF_INET6, inet_pton

from catapult_simulator.http_server.wsgi import Environ

# RFC 9110 §7.2, RFC 3986 §3.2.2: a name or IPv4 address, or an IPv6 address; a port.
_NAME = r"[A-Za-z0-9._~!$&'()*+,;=-]*"
_HOST = re.compile(
    rf"(?:(?=[^:]){_NAME}(?:%[0-9A-Fa-f]{{2}}{_NAME})*|\[(?P<ipv6>[0-9A-Fa-f:.]+)\])"
    r"(?::(?P<port>[0-9]{0,5}))?"
)


def head_error(environ: Environ, host: str | None, body_bytes: int) -> tuple[int, str] | None:
    """Status and reason where the head must be refused.

    `host` is the Host header as sent: a target in absolute form replaces the one in `environ`.
    """
    version, method = environ["SERVER_PROTOCOL"], environ["REQUEST_METHOD"]
    if host is None and version == "HTTP/1.1":  # RFC 9112 §3.2, as the next one
        return 400, "no Host header"
    if not (_is_host(host) and _is_host(environ.get("HTTP_HOST"))):
        return 400, "invalid Host header"
    if version not in ("HTTP/1.0", "HTTP/1.1"):
        return 400, f"{version} is not supported"
    if method == "CONNECT":
        return 501, "this server is no proxy"
    return _coding_error(environ.get("HTTP_TRANSFER_ENCODING"), version) or _length_error(
        environ.get("CONTENT_LENGTH"), body_bytes
    )


def _is_host(value: str | None) -> bool:
    if value is None:
        return True
    host = _HOST.fullmatch(value)
    if host is None or int(host["port"] or 0) > 65_535:
        return False
    return host["ipv6"] is None or _is_ipv6(host["ipv6"])


def _is_ipv6(text: str) -> bool:
    try:
        inet_pton(AF_INET6, text)
    except OSError:
        return False
    return True


def _coding_error(coding: str | None, version: str) -> tuple[int, str] | None:
    if coding is not None and version == "HTTP/1.0":  # RFC 9112 §6.1
        return 400, "HTTP/1.0 has no transfer coding"
    if coding is not None and coding.lower() != "chunked":
        return 501, "unknown transfer coding"
    return None


def _length_error(length: str | None, body_bytes: int) -> tuple[int, str] | None:
    if length is not None and int(length) > body_bytes:
        return 413, "the body is too large"
    return None


def storage_error(problem: OSError) -> tuple[int, str]:
    """Status and reason where a body cannot be stored."""
    return 507, f"the body could not be stored: {problem.strerror or problem}"


def joined(key: str, before: str, value: str) -> str:
    """One value from two header lines of the same name."""
    return f"{before}; {value}" if key == "HTTP_COOKIE" else f"{before},{value}"


def expects_continue(environ: Environ) -> bool:
    expect: str = environ.get("HTTP_EXPECT", "")
    return expect.lower() == "100-continue" and environ["SERVER_PROTOCOL"] == "HTTP/1.1"


def without_upgrade(environ: Environ) -> bytes:
    """The head as bytes again, without its offer to upgrade."""
    lines = [f"{environ['REQUEST_METHOD']} {environ['RAW_URI']} {environ['SERVER_PROTOCOL']}"]
    for key, value in environ.items():
        name = key.removeprefix("HTTP_").replace("_", "-")
        if key == "HTTP_CONNECTION":
            options = (option.strip() for option in value.split(","))
            value = ", ".join(option for option in options if option.lower() != "upgrade")
        if key.startswith(("HTTP_", "CONTENT_")) and key != "HTTP_UPGRADE":
            lines.append(f"{name}: {value}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
