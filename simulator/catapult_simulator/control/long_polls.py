"""LongPolls: the responses that are held back until there is news, counted and bounded."""

from collections import Counter
from collections.abc import Callable
from threading import Lock

from catapult_simulator.core import limits
from catapult_simulator.web.server_extensions import Subscribe


class TooManyLongPolls(RuntimeError):
    """As many long polls are open as the simulator, or one tenant, may have."""


class LongPolls:
    """The open long polls of one application, by userId."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._lock = Lock()

    def require_room(self, user_id: str) -> None:
        """Raise TooManyLongPolls where one more is one too many."""
        if self._open.get(user_id, 0) >= limits.MAX_LONG_POLLS_OF_A_TENANT:
            whose, maximum = f"tenant {user_id!r}", limits.MAX_LONG_POLLS_OF_A_TENANT
        elif self._open.total() >= limits.MAX_LONG_POLLS:
            whose, maximum = "this simulator", limits.MAX_LONG_POLLS
        else:
            return
        problem = f"{whose} has {maximum} open long polls, and takes no more"
        raise TooManyLongPolls(f"{problem}; end some, or ask without `wait`")

    def counted(self, user_id: str, subscribe: Subscribe) -> Subscribe:
        """`subscribe`, counted until its subscription ends. A poll whose client has left before
        it was subscribed is never counted."""

        def counted(wake: Callable[[], None]) -> Callable[[], None]:
            unsubscribe = subscribe(wake)
            self._count(user_id, 1)

            def end() -> None:
                self._count(user_id, -1)
                unsubscribe()

            return end

        return counted

    def _count(self, user_id: str, change: int) -> None:
        with self._lock:
            self._open[user_id] += change
            if not self._open[user_id]:
                del self._open[user_id]
