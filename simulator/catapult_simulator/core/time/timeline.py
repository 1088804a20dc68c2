"""Timers, ordered by due time, then by the order in which they were set."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import Any, Generic, NamedTuple, TypeVar

Result = TypeVar("Result")
OnCancel = Callable[[], object]


Action = TypeVar("Action", bound=Callable[..., Any])


def in_words(words: Callable[..., str]) -> Callable[[Action], Action]:
    """Say what a timer with this action waits for. `words` gets what the action will get."""

    def named(action: Action) -> Action:
        action.in_words = words  # type: ignore[attr-defined]  # functions have attributes
        return action

    return named


class Timer(NamedTuple, Generic[Result]):
    """Run `action(*arguments)` at `due_ms`; call `on_cancel()` if that will never happen."""

    due_ms: int
    order: int
    action: Callable[..., Result]
    arguments: tuple[Any, ...]
    on_cancel: OnCancel | None

    def run(self) -> Result:
        return self.action(*self.arguments)

    def __str__(self) -> str:
        words: Callable[..., str] | None = getattr(self.action, "in_words", None)
        if words is not None:  # a method's own object comes first
            owner = getattr(self.action, "__self__", None)
            return words(*self.arguments) if owner is None else words(owner, *self.arguments)
        arguments = ", ".join(map(str, self.arguments))
        return f"{getattr(self.action, '__name__', self.action)}({arguments})".lstrip("_")


class Timeline(Generic[Result]):
    """The timers of one tenant. Not thread-safe: the lock of its world guards it."""

    def __init__(self) -> None:
        self._timers: list[Timer[Result]] = []
        self._orders = count()
        self._first_orders = count(-1, -1)

    def __len__(self) -> int:
        return len(self._timers)

    def set(
        self,
        due_ms: int,
        action: Callable[..., Result],
        *arguments: Any,
        on_cancel: OnCancel | None = None,
        first: bool = False,
    ) -> bool:
        """Set a timer. True if it is now the next one to run. `first`: before all of that time."""
        order = next(self._first_orders if first else self._orders)
        timer = Timer(due_ms, order, action, arguments, on_cancel)
        heappush(self._timers, timer)
        return self._timers[0] is timer

    def next_due(self) -> int | None:
        """The time at which the next timer is due, None without timers."""
        return self._timers[0].due_ms if self._timers else None

    def pop_due(self, until_ms: int) -> Timer[Result] | None:
        """Remove and return the next timer if it is due by `until_ms`, else None."""
        if self._timers and self._timers[0].due_ms <= until_ms:
            return heappop(self._timers)
        return None

    def cancel_all(self) -> None:
        """Remove all timers, and call the `on_cancel` of each."""
        cancelled = self.pending()
        self._timers.clear()
        for timer in cancelled:
            if timer.on_cancel is not None:
                timer.on_cancel()

    def pending(self) -> "list[Timer[Result]]":
        """All timers, soonest first."""
        return sorted(self._timers)
