"""Redirect: the block in which the real API is the simulator, and its patches."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from catapult_simulator.testing.redirect import state
from catapult_simulator.testing.redirect.target import Target

if TYPE_CHECKING:
    from catapult_simulator.testing.redirect.patcher import Patcher


class Redirect(AbstractContextManager[None]):
    """`with Redirect(target):`. `target` is asked at each request."""

    def __init__(self, target: Callable[[], Target]) -> None:
        self._target = target
        self._redirected: list[state.Redirected] = []

    def __enter__(self) -> None:
        self._target()  # fails here, not at the first request
        redirected = state.Redirected(self._target)
        patcher = _patcher()
        with state.lock:
            patcher.apply()
            state.switch_on(redirected)
        self._redirected.append(redirected)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        redirected = self._redirected.pop()
        with state.lock:
            if state.switch_off(redirected):
                _patcher().undo()
        _report(redirected.leaks, error)


def _patcher() -> "Patcher":
    from catapult_simulator.testing.redirect.patcher import PATCHER  # seldom needed

    return PATCHER


def _report(leaks: list[state.RealServiceCalled], error: BaseException | None) -> None:
    """Fail the block for what the app has swallowed; an exception of its own goes first."""
    if not leaks:
        return
    if error is None:
        raise leaks[0]
    if error is not leaks[0]:
        error.add_note(str(leaks[0]))
