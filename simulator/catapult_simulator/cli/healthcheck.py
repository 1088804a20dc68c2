"""The health check of the container image: `main`, which the Dockerfile calls.

`catapult-simulator health` is quick by it, too.
It runs every few seconds, so it loads no HTTP library, and not even `socket`, whose import takes
as long as the start of Python: a bare interpreter and one socket. Host, port and TLS come from the
environment variables that `serve` reads.
"""

import _socket
import sys

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.cli.environment import (
    UnknownVariable,
    require_known,
    server_address,
    server_url,
    serves_tls,
    variable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Candidate = tuple[int, int, int, str, Any]  # of getaddrinfo

TIMEOUT_SECONDS = 2.0  # to connect, and for each part of the response
_PATH = f"{CONTROL_PREFIX}/health"
_REQUEST = f"GET {_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
_PART_BYTES = 4096
_MAX_PARTS = 8
_SHOWN = ("status", "version", "clock", "tenants")


def main() -> int:
    """0 if the health route answers 200; else 1, with the reason on stderr."""
    try:
        url, address = server_url(), server_address()
        status_line = _first_line(request_health(*address, tls=serves_tls())) or "no answer"
    except ValueError as error:
        url, status_line = "", str(error)
    except OSError as error:
        status_line = str(error)
    if status_line.startswith("HTTP/1.1 200 "):
        return 0
    sys.stderr.write(f"{url}{_PATH}: {ascii(status_line)[1:-1]}\n")
    return 1


def say_health() -> bool:
    """Print the health of the simulator at its usual address, as the command `health` does. False
    where anything is unusual: the command itself finds out, and says it."""
    try:
        require_known()
        if variable("URL") or serves_tls():
            return False
        response = request_health(*server_address(), tls=False)
    except (OSError, UnknownVariable, ValueError):
        return False
    if not _first_line(response).startswith("HTTP/1.1 200 "):
        return False
    status, version, clock, tenants = (_value(response, name) for name in _SHOWN)
    sys.stdout.write(f"{status}: version {version}, clock {clock}, tenants {tenants}\n")
    return True


def request_health(host: str, port: int, *, tls: bool = False) -> str:
    """The response; "" if the connection was closed. Raises OSError."""
    if tls:
        return _request_encrypted(host, port)
    connection = _connect(host, port)
    try:
        connection.sendall(_REQUEST)
        received = b""
        for _ in range(_MAX_PARTS):  # a receiver that drips must not hold us up
            part = connection.recv(_PART_BYTES)
            received += part
            if not part:
                break
        return received.decode("latin-1")
    finally:
        connection.close()


def _connect(host: str, port: int) -> _socket.socket:
    *others, last = _candidates(host, port)
    for candidate in others:
        try:
            return _connected(candidate)
        except OSError:  # the last one tells why
            continue
    return _connected(last)


def _candidates(host: str, port: int) -> "list[Candidate]":
    if host.replace(".", "").isdecimal():  # an address of IPv4: the resolver takes a millisecond
        return [(_socket.AF_INET, _socket.SOCK_STREAM, 0, "", (host, port))]
    name = host.encode() if host.isascii() else host  # a text would load a codec, and `re`
    return _socket.getaddrinfo(name, port, 0, _socket.SOCK_STREAM)


def _connected(candidate: "Candidate") -> _socket.socket:
    family, kind, protocol, _, address = candidate
    connection = _socket.socket(family, kind, protocol)
    connection.settimeout(TIMEOUT_SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _request_encrypted(host: str, port: int) -> str:
    """With any certificate: whether clients trust it is no question of health."""
    import socket
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    plain = socket.create_connection((host, port), timeout=TIMEOUT_SECONDS)
    with context.wrap_socket(plain) as connection:
        connection.sendall(_REQUEST)
        with connection.makefile("r", encoding="latin-1") as lines:
            return lines.readline()


def _first_line(response: str) -> str:
    return response.partition("\n")[0].strip()


def _value(response: str, name: str) -> str:
    """A property of the JSON object in the response, which has texts and whole numbers only.

    `json` would take a third of the time.
    """
    after = response.partition(f'"{name}":')[2]
    return after.partition(",")[0].partition("}")[0].strip().strip('"')


if __name__ == "__main__":
    sys.exit(main())
