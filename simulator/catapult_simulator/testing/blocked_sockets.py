"""pytest-socket: how its refusals are recognised, and the sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

_REFUSALS = {"SocketBlockedError", "SocketConnectBlockedError"}
_ADVICE = (
    "pytest-socket blocks the sockets of this test: run pytest with --allow-hosts=127.0.0.1, or do "
    "without sockets: catapult.redirect() for requests, urllib3, httpx and http.client, and "
    "catapult.serve(app, port=None)"
)


class SocketsBlocked(OSError):
    """A socket is needed, and pytest-socket blocks it."""


def is_blocked(error: BaseException) -> bool:
    """Whether pytest-socket raised `error`. Where warnings are errors, it is one of those."""
    if isinstance(error, UserWarning):
        return str(error).startswith("A test tried to use socket.")
    return type(error).__name__ in _REFUSALS


@contextmanager
def needing_sockets() -> Iterator[None]:
    """A block that opens sockets. Raises SocketsBlocked where pytest-socket refuses them."""
    try:
        yield
    except (RuntimeError, UserWarning) as error:
        if is_blocked(error):
            raise SocketsBlocked(_ADVICE) from error
        raise
