"""Probes: quick looks at a receiver that gave no answer, which tell its cause.

They go the way of callbacks: names are resolved and addresses checked as for these, within the time
that the callback has left.
"""

from collections.abc import Callable
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext

from catapult_simulator.callbacks.connection import Connection, Origin
from catapult_simulator.callbacks.deadline import Deadline

Open = Callable[[Origin, Deadline, SSLContext | None], Connection]
_PROBE_MS = 100
_REQUEST = b"OPTIONS * HTTP/1.1\r\nHost: catapult\r\nConnection: close\r\n\r\n"


class Probes:
    """Looks at receivers by `open_`; without it, at none. A look that fails is a no."""

    def __init__(self, deadline: Deadline, open_: Open | None = None) -> None:
        self._deadline = deadline
        self._open = open_

    def listens(self, host: str, port: int) -> bool:
        """Whether something takes connections there."""
        return self._look(host, port, None, lambda connection, deadline: True)

    def speaks_tls(self, host: str, port: int) -> bool:
        """Whether a handshake succeeds, with any certificate."""
        context = SSLContext(PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, CERT_NONE
        return self._look(host, port, context, lambda connection, deadline: True)

    def speaks_http(self, host: str, port: int) -> bool:
        """Whether a request in plain HTTP is answered."""
        return self._look(host, port, None, _is_answered)

    def _look(
        self,
        host: str,
        port: int,
        tls: SSLContext | None,
        ask: Callable[[Connection, Deadline], bool],
    ) -> bool:
        if self._open is None:
            return False
        scheme = "http" if tls is None else "https"
        try:
            deadline = self._deadline.at_most(_PROBE_MS)
            connection = self._open(Origin(scheme, host, port), deadline, tls)
        except Exception:  # the callback has failed already: this is no second failure
            return False
        try:
            return ask(connection, deadline)
        except Exception:
            return False
        finally:
            connection.close()


def _is_answered(connection: Connection, deadline: Deadline) -> bool:
    return connection.exchange(_REQUEST, deadline).status > 0
