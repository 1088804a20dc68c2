"""What is still due: timers ordered by due time, then by the order in which they were set."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from catapult_simulator.core.callbacks import Delivery

# A timer's action changes state and gives back the callbacks to be made; it never makes them.
Action = Callable[..., "Iterable[Delivery]"]


class Timer(NamedTuple):
    """`action(*arguments)` is to run at `due_ms`."""

    due_ms: int
    order: int
    action: Action
    arguments: tuple[Any, ...]

    def __str__(self) -> str:
        what = ", ".join(map(str, self.arguments))
        return f"{getattr(self.action, '__name__', self.action)}({what})".lstrip("_")


class Timeline:
    """The timers of one tenant. Not thread-safe: its world's lock guards it."""

    def __init__(self) -> None:
        self._timers: list[Timer] = []
        self._orders = count()

    def set(self, due_ms: int, action: Action, *arguments: Any) -> bool:
        """Run `action` at `due_ms`; says whether this is now the next timer of all."""
        timer = Timer(due_ms, next(self._orders), action, arguments)
        heappush(self._timers, timer)
        return self._timers[0] is timer

    def next_due(self) -> int | None:
        """When the next timer is due, or None where nothing is."""
        return self._timers[0].due_ms if self._timers else None

    def pop_due(self, until_ms: int) -> Timer | None:
        """The next timer if it is due by `until_ms`, taken off the timeline."""
        if self._timers and self._timers[0].due_ms <= until_ms:
            return heappop(self._timers)
        return None

    def clear(self) -> None:
        """Let nothing be due any more."""
        self._timers.clear()

    def pending(self) -> "list[Timer]":
        """All that is still due, soonest first."""
        return sorted(self._timers)
