"""A call on the calling thread with a time limit: code that hangs is interrupted.

The main thread gets the signal of Ctrl-C, which ends waiting for locks, sockets and sleep too; the
handler that it had, which may be that of asyncio, does not hear of it. Any other thread gets an
exception between two steps of Python: it cannot be woken from a wait.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from threading import Event, Lock, Timer, get_ident, main_thread
from types import FrameType
from typing import TypeVar

from catapult_simulator.callbacks.deadline import AppHangs
from catapult_simulator.testing.places import place_of_thread

T = TypeVar("T")
_Handler = Callable[[int, FrameType | None], object] | int
_DEBUGGERS = ("pdb", "bdb", "pudb", "pydevd", "debugpy")
_ARRIVES_SECONDS = 0.2  # until then an interrupt has been raised


class _TimeUp(BaseException):
    """Raised in the thread whose time is up."""


def call_within(seconds: float, call: Callable[[], T]) -> T:
    """The result of `call`. Raises AppHangs, with the place, when it takes longer.

    A call that is stopped in a debugger has all the time.
    """
    limit = _Limit(seconds)
    try:
        try:
            return call()
        except _TimeUp:
            limit.arrived = True
            raise
        finally:
            limit.end()
    except _TimeUp:
        if not limit.expired:
            raise
        raise AppHangs(limit.place) from None
    finally:
        limit.put_back_handler()


class _Limit:
    def __init__(self, seconds: float) -> None:
        self._ident = get_ident()
        self._lock = Lock()
        self._over = False
        self.place = ""
        self.expired = self.arrived = False
        self._handler = _handler_here()
        if self._handler is not None:
            signal.signal(signal.SIGINT, self._on_signal)
        self._timer = Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.name = "catapult-time-limit"
        self._timer.start()

    def end(self) -> None:
        """The call has ended. An interrupt that was sent arrives in here, at the latest."""
        with self._lock:
            self._over = True
        self._timer.cancel()
        self._timer.join()
        if self.expired and not self.arrived:
            Event().wait(_ARRIVES_SECONDS)
        if self.expired:
            raise _TimeUp

    def put_back_handler(self) -> None:
        if self._handler is not None and signal.getsignal(signal.SIGINT) == self._on_signal:
            signal.signal(signal.SIGINT, self._handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """Our signal, or a Ctrl-C, which is for the handler from before."""
        if self.expired and not self.arrived:
            self.arrived = True
            raise _TimeUp
        if callable(self._handler):
            self._handler(number, frame)

    def _expire(self) -> None:
        with self._lock:
            if self._over or _is_debugged(self._ident):
                return
            self.expired, self.place = True, place_of_thread(self._ident)
            self._interrupt()

    def _interrupt(self) -> None:
        ident = self._ident
        if self._handler is not None and os.name != "nt":
            signal.pthread_kill(ident, signal.SIGINT)
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(_TimeUp))


def _handler_here() -> _Handler | None:
    """The handler of Ctrl-C, where this thread can replace it and put it back."""
    if get_ident() != main_thread().ident or os.name == "nt":
        return None
    return signal.getsignal(signal.SIGINT)


def _is_debugged(ident: int) -> bool:
    frame = sys._current_frames().get(ident)
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in _DEBUGGERS:
            return True
        frame = frame.f_back
    return False
