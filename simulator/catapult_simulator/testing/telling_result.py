"""TellingResult: the result of a run of unittest, and a listener that hears of failures first."""

from collections.abc import Callable
from types import TracebackType
from typing import Any
from unittest import TestCase, TestResult

Error = tuple[type[BaseException], BaseException, TracebackType]


class TellingResult:
    """Passes everything on to `result`. `tell` gets each error before it is written down, None for
    a test that is skipped."""

    def __init__(self, result: TestResult, tell: Callable[[BaseException | None], object]) -> None:
        self._result = result
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._result, name)
        return method if name not in _HEARD else self._hearing(method)

    def _hearing(self, method: Callable[..., object]) -> Callable[..., object]:
        def heard(test: TestCase, *arguments: Any) -> object:
            self._hear(arguments[-1])
            return method(test, *arguments)

        return heard

    def _hear(self, given: str | Error | None) -> None:
        """A skipped test comes with its reason, a part that passed with None."""
        if isinstance(given, str):
            self._tell(None)
        elif given is not None:
            self._tell(given[1])


_HEARD = ("addError", "addFailure", "addSubTest", "addSkip")
