"""`python -m catapult_simulator.cli.healthcheck`: health check of the container image.

It runs every few seconds, so it loads no HTTP library, not even http.client: a bare interpreter and
one socket. Host, port and TLS come from the environment variables that `serve` reads.
"""

import socket
import sys

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.cli.environment import server_address, server_url, serves_tls

TIMEOUT_SECONDS = 2.0  # to connect, and for each part of the response
_PATH = f"{CONTROL_PREFIX}/health"
_REQUEST = f"GET {_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def main() -> int:
    """0 if the health route answers 200; else 1, with the reason on stderr."""
    try:
        url, address = server_url(), server_address()
        status_line = request_health(*address, tls=serves_tls()) or "no answer"
    except ValueError as error:
        url, status_line = "", str(error)
    except OSError as error:
        status_line = str(error)
    if status_line.startswith("HTTP/1.1 200 "):
        return 0
    sys.stderr.write(f"{url}{_PATH}: {ascii(status_line)[1:-1]}\n")
    return 1


def request_health(host: str, port: int, *, tls: bool = False) -> str:
    """The status line of the response; "" if the connection was closed. Raises OSError."""
    plain = socket.create_connection((host, port), timeout=TIMEOUT_SECONDS)
    with _encrypted(plain) if tls else plain as connection:
        connection.sendall(_REQUEST)
        with connection.makefile("r", encoding="latin-1") as lines:
            return lines.readline().strip()


def _encrypted(plain: socket.socket) -> socket.socket:
    """With any certificate: whether clients trust it is no question of health."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain)


if __name__ == "__main__":
    sys.exit(main())
