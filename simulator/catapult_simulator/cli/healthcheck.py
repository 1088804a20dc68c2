"""`python -m catapult_simulator.cli.healthcheck`: health check of the container image.

It runs every few seconds, so it loads no HTTP library, not even http.client: a bare interpreter and
one socket. Host and port come from the environment variables that `serve` reads.
"""

import os
import socket
import sys
from collections.abc import Mapping

from catapult_simulator import CONTROL_PREFIX

TIMEOUT_SECONDS = 2.0  # to connect, and for each part of the response
_PATH = f"{CONTROL_PREFIX}/health"
_ALL_ADDRESSES = {"", "0.0.0.0", "::"}
_REQUEST = f"GET {_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def main() -> int:
    """0 if the health route answers 200; else 1, with the reason on stderr."""
    host, port = address(os.environ)
    try:
        status_line = request_health(host, port)
    except OSError as error:
        status_line = str(error)
    if status_line.startswith("HTTP/1.1 200 "):
        return 0
    sys.stderr.write(f"http://{host}:{port}{_PATH}: {status_line or 'no answer'}\n")
    return 1


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Host and port at which `serve` can be reached on this machine."""
    host = environment.get("CATAPULT_SIMULATOR_HOST", "")
    port = int(environment.get("CATAPULT_SIMULATOR_PORT") or "8080")
    return ("127.0.0.1" if host in _ALL_ADDRESSES else host), port


def request_health(host: str, port: int) -> str:
    """The status line of the response; "" if the connection was closed. Raises OSError."""
    with socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as connection:
        connection.sendall(_REQUEST)
        with connection.makefile("r", encoding="latin-1") as lines:
            return lines.readline().strip()


if __name__ == "__main__":
    sys.exit(main())
