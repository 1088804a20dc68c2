"""Interruption: ends a call that waits on another thread. `catapult.aio` interrupts what is
cancelled."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from threading import Lock
from typing import Protocol

Wake = Callable[[], object]


class Interrupted(BaseException):
    """The call was interrupted. No `except Exception` on its way swallows it."""


class Interruption(Protocol):
    """Something that may interrupt a call."""

    def waking(self, wake: Wake) -> AbstractContextManager[None]:
        """Call `wake`, from another thread, to interrupt what runs here."""

    def check(self) -> None:
        """Raises Interrupted where that was asked for."""


class Interrupter:
    """Interrupts the call that runs in it. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wakes: list[Wake] = []
        self.is_set = False

    def interrupt(self) -> None:
        """Wake the call wherever it waits; it raises Interrupted."""
        with self._lock:
            self.is_set = True
            wakes = tuple(self._wakes)
        for wake in wakes:
            wake()

    @contextmanager
    def waking(self, wake: Wake) -> Iterator[None]:
        """Call `wake`, from another thread, to interrupt what runs here."""
        with self._lock:
            self._wakes.append(wake)
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._wakes.remove(wake)
            self.check()

    def check(self) -> None:
        """Raises Interrupted where that was asked for."""
        if self.is_set:
            raise Interrupted


class _Never:
    """Of a call that nobody can interrupt: it costs nothing."""

    def waking(self, wake: Wake) -> AbstractContextManager[None]:
        """Never calls `wake`."""
        return _NOTHING

    def check(self) -> None:
        """Never raises."""


_NOTHING = nullcontext()
_NEVER = _Never()
_CURRENT: ContextVar[Interruption] = ContextVar("interruption", default=_NEVER)


def interruption() -> Interruption:
    """Whatever may interrupt the call that this thread runs."""
    return _CURRENT.get()


@contextmanager
def interruptible(by: Interrupter) -> Iterator[None]:
    """Let `by` interrupt what runs here."""
    token = _CURRENT.set(by)
    try:
        yield
    finally:
        _CURRENT.reset(token)
