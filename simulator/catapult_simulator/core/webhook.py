"""Inside a webhook: whether the calling code is an app's handler of a callback.

It is known of apps that a test serves in this process. Tasks and threads of asyncio that the
handler starts belong to it; a plain thread of its own does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_inside: ContextVar[bool] = ContextVar("catapult_simulator_inside_webhook", default=False)


@contextmanager
def inside_webhook() -> Iterator[None]:
    """A block in which an app handles a request."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def is_inside_webhook() -> bool:
    """Whether an app is handling a request here."""
    return _inside.get()
