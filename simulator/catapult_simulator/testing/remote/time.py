"""RemoteTime: the virtual time of an account elsewhere."""

from datetime import datetime, timedelta

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.testing.remote.calls import Calls


class RemoteTime:
    """Moves by `advance`, `advance_to` and `settle` only."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    @property
    def now_ms(self) -> int:
        return self._calls("now_ms")  # type: ignore[no-any-return]

    def pending(self) -> list[Pending]:
        return self._calls("pending")  # type: ignore[no-any-return]

    def advance(self, seconds: float | timedelta) -> int:
        return self._calls("advance", [seconds])  # type: ignore[no-any-return]

    def advance_to(self, moment: datetime) -> int:
        return self._calls("advance_to", [moment])  # type: ignore[no-any-return]

    def settle(self) -> int:
        return self._calls("settle")  # type: ignore[no-any-return]
