"""Is the simulator of this container well? `python -m catapult_simulator.cli.healthcheck` says.

The image asks every few seconds, so this costs a bare interpreter and one socket: no web library,
not even the standard one. Host and port are those that `serve` reads from the environment.
"""

import os
import socket
import sys
from collections.abc import Mapping

PATIENCE = 2.0  # seconds to connect, and again for each piece of the answer
_EVERYWHERE = {"", "0.0.0.0", "::"}
_REQUEST = b"GET /_simulator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def main() -> int:
    """0 when `GET /_simulator/health` answers 200; 1, with the reason on stderr, when not."""
    host, port = address(os.environ)
    try:
        answer = ask(host, port)
    except OSError as error:
        answer = str(error)
    if answer.startswith("HTTP/1.1 200 "):
        return 0
    sys.stderr.write(f"http://{host}:{port}/_simulator/health: {answer or 'no answer'}\n")
    return 1


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Where `serve` listens, seen from beside it."""
    host = environment.get("CATAPULT_SIMULATOR_HOST", "")
    port = int(environment.get("CATAPULT_SIMULATOR_PORT", "8080"))
    return ("127.0.0.1" if host in _EVERYWHERE else host), port


def ask(host: str, port: int) -> str:
    """The status line of the answer, "" where there is none. Raises OSError."""
    with socket.create_connection((host, port), timeout=PATIENCE) as connection:
        connection.sendall(_REQUEST)
        with connection.makefile("r", encoding="latin-1") as lines:
            return lines.readline().strip()


if __name__ == "__main__":
    sys.exit(main())
