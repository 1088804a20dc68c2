"""RunLimit: how long one call may run timers. It names two that answer each other without end."""

from collections import Counter

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.time.clock import RealTime
from catapult_simulator.core.world import World

MAX_EXCHANGED = 500  # messages between two numbers, half of them in each direction
MAX_TIMERS = 100_000  # and ten for each timer that was set before
MAX_REAL_SECONDS = 50.0  # shorter than HTTP clients wait for an answer
_SHOWN_TIMERS = 10
_SHOWN_TEXT = 60


class NotSettled(RuntimeError):
    """An account does not come to rest: timers are still due, or two numbers answer each other."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


class Watched:
    """The parts of an account that a limit looks at."""

    def __init__(self, world: World, messages: MessageStore, numbers: PhoneNumbers) -> None:
        self.world = world
        self.messages = messages
        self.numbers = numbers

    def still_due(self) -> str:
        """The timers that are set: their number, and the first ten."""
        pending = self.world.timeline.pending()
        listed = "".join(f"\n  {timer}" for timer in pending[:_SHOWN_TIMERS])
        return f"{len(pending)} timers are still due:{listed}"


class RunLimit:
    """The limit of one call. `check` is called after each timer, and raises NotSettled.

    `verb` settles: all that happens counts, and real time too. Else only what happens at one
    instant counts: the call ends at a certain time, if that is ever reached.
    """

    def __init__(self, watched: Watched, *, settling: bool) -> None:
        self._watched = watched
        self._settling = settling
        self._started = RealTime.now()
        self._begin()

    def check(self) -> None:
        """One more timer has run."""
        if not self._settling and self._watched.world.clock.now_ms() != self._now_ms:
            self._begin()
        self._timers += 1
        if len(self._watched.messages) >= self._look_at:
            self._look_for_loop()
        if self._timers > self._max_timers:
            raise NotSettled(
                f"{self._timers - 1:,} timers ran in one call, and {self._watched.still_due()}\n"
                "Does the app send a message for each callback?"
            )
        if self._settling and (seconds := RealTime.now() - self._started) > MAX_REAL_SECONDS:
            raise NotSettled(
                f"after {seconds:.0f} s of real time {self._watched.still_due()}\n"
                "The app answers callbacks slowly; call settle again to go on"
            )

    def _begin(self) -> None:
        world = self._watched.world
        self._now_ms = world.clock.now_ms()
        self._timers = 0
        self._max_timers = MAX_TIMERS + 10 * len(world.timeline)
        self._first = len(self._watched.messages)
        self._look_at = self._first + MAX_EXCHANGED

    def _look_for_loop(self) -> None:
        new = self._watched.messages.since(self._first)
        self._look_at = self._first + 2 * len(new)  # less often, as they become more
        sent = Counter((each.from_, each.to) for each in new if not self._is_copy(each))
        for (from_, to), count in sent.most_common():
            if min(count, sent[to, from_]) >= MAX_EXCHANGED // 2:
                raise NotSettled(self._loop(new, from_, to))

    def _is_copy(self, message: Message) -> bool:
        """Whether another of the account's numbers sent it: then it is stored twice."""
        return message.direction == "in" and self._is_ours(message.from_)

    def _is_ours(self, number: str) -> bool:
        return self._watched.numbers.owned(number) is not None

    def _loop(self, new: list[Message], from_: str, to: str) -> str:
        ours, other = (from_, to) if self._is_ours(from_) else (to, from_)
        between = [each for each in new if {each.from_, each.to} == {from_, to}]
        count = sum(not self._is_copy(each) for each in between)
        text = (between[-1].text or "")[:_SHOWN_TEXT]
        who = ours if self._is_ours(other) else f"the app ({ours})"
        return (
            f"{who} and {other} answer each other: {count} messages in one call, the latest "
            f"{text!r}; one of them must leave a message unanswered"
        )
