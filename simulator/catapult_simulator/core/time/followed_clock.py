"""FollowedClock: a virtual clock that takes the app's clock along."""

from datetime import datetime
from inspect import signature
from typing import Any, ClassVar, Protocol

from catapult_simulator.core.time.clock import Clock
from catapult_simulator.core.time.moments import moment_of


class Traveller(Protocol):
    """The clock of this process, frozen: time_machine's traveller, freezegun's frozen factory."""

    @property
    def move_to(self) -> Any:
        """A method that takes an aware datetime."""


class FollowedClock:
    """`clock`, and the traveller that it moves along."""

    can_advance: ClassVar[bool] = True

    def __init__(self, clock: Clock, traveller: Traveller) -> None:
        self.clock = clock
        self._move_to = traveller.move_to
        # time_machine's fixture would let time pass meanwhile, unless told otherwise.
        self._options = {"tick": False} if "tick" in signature(self._move_to).parameters else {}
        self._follow()

    def now_ms(self) -> int:
        return self.clock.now_ms()

    def advance_to(self, moment_ms: int) -> None:
        self.clock.advance_to(moment_ms)
        self._follow()

    def start_at(self, moment_ms: int) -> None:
        self.clock.start_at(moment_ms)
        self._follow()

    def _follow(self) -> None:
        now: datetime = moment_of(self.clock.now_ms())
        self._move_to(now, **self._options)


def check_traveller(traveller: object) -> None:
    """Raises TypeError unless `traveller` can be moved."""
    if not callable(getattr(traveller, "move_to", None)):
        raise TypeError(
            f"traveller={traveller!r} has no method move_to; pass what time_machine.travel(…) or "
            "freezegun.freeze_time(…) gives in a with statement"
        )
