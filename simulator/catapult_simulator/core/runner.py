"""Running the timers of a world that are due, and sending the callbacks that they return."""

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Condition, get_ident

from catapult_simulator.core.blocked_loop import require_free_loop
from catapult_simulator.core.callbacks import Delivery, urls_of
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.interruption import Interruption, interruption
from catapult_simulator.core.webhook import is_inside_webhook
from catapult_simulator.core.world import World

# A call waits for the one that is running timers. If no timer or callback finishes for so long, the
# call is refused: it probably comes from inside a webhook.
_WEBHOOK_SECONDS = 5.0


class AlreadyRunning(RuntimeError):
    """Another call runs this tenant's timers: usually `advance` is called from inside a webhook."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


def run_next(world: World, until_ms: int) -> list[Delivery] | None:
    """Run the next timer due by `until_ms`; return its deliveries, None without such a timer."""
    with world.lock:
        timer = world.timeline.pop_due(until_ms)
        if timer is None:
            return None
        world.clock.advance_to(timer.due_ms)
        return timer.run()


class Runner:
    """Runs the timers of one world on the calling thread: one call at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ended = Condition(world.lock)
        self._running = False
        self._thread = 0
        self._progress = 0  # timers run and callbacks sent

    @property
    def is_running_here(self) -> bool:
        """Whether the call that runs timers waits for the calling code: a callback called it."""
        return self._running and (self._thread == get_ident() or self._waits_for_webhook)

    @property
    def _waits_for_webhook(self) -> bool:
        return bool(self._world.under_way) and is_inside_webhook()

    def run_due(self, until_ms: int, ran_one: Callable[[], object]) -> int:
        """Run all timers due by `until_ms`, send their callbacks, return the number of timers.

        `ran_one` is called after each. Waits for another call that is running timers. Raises
        AlreadyRunning from inside a webhook.
        """
        current = interruption()
        self._begin(current)
        fired = 0
        try:
            while (deliveries := self._run_next_or_end(until_ms)) is not None:
                fired += 1
                self._deliver_all(deliveries)
                ran_one()
                current.check()
        except BaseException:  # an interrupt must not leave this tenant's time stopped for good
            with self._ended:
                self._end()
            raise
        return fired

    def _deliver_all(self, deliveries: list[Delivery]) -> None:
        left = deque(deliveries)
        try:
            while left:
                require_free_loop(urls_of(left[0]))
                self._deliver(left.popleft())
        except BaseException:  # the others have left the timeline: back they go
            self._world.put_back(left)
            raise

    def _begin(self, current: Interruption) -> None:
        with current.waking(self._wake), self._ended:
            while self._running:
                current.check()
                self._require_turn()
            self._running, self._thread = True, get_ident()

    def _require_turn(self) -> None:
        """Wait for the running call. Raises AlreadyRunning if that waits for this one."""
        for delivery in tuple(self._world.under_way):
            require_free_loop(urls_of(delivery))
        if self.is_running_here:
            raise AlreadyRunning(_IN_WEBHOOK)
        if not self._wait():
            raise AlreadyRunning(_ALREADY_RUNNING)

    def _wake(self) -> None:
        with self._ended:
            self._ended.notify_all()

    def _wait(self) -> bool:
        """Wait for the running call. False if it made no progress."""
        progress = self._progress
        return self._ended.wait(_WEBHOOK_SECONDS) or self._progress != progress

    def _run_next_or_end(self, until_ms: int) -> list[Delivery] | None:
        # Under one lock: a timer that is set while we are running is sure to be run by us.
        with self._ended:
            deliveries = run_next(self._world, until_ms)
            self._progress += 1
            if deliveries is None:
                self._end()
            return deliveries

    def _end(self) -> None:
        self._running = False
        self._ended.notify_all()

    def _deliver(self, delivery: Delivery) -> None:
        held = self._world.held_callbacks
        if held.wait_for(delivery.held_by):
            deliver(self._world, delivery)
        else:  # a fault delays the answer: the callback is due again once that has been sent
            held.when_released(delivery.held_by, partial(self._world.schedule_delivery, delivery))
        self._progress += 1


_IN_WEBHOOK = (
    "advance and settle cannot be called from inside a webhook: the call that has sent its "
    "callback waits for the webhook. Let it return: that call delivers whatever is due then"
)
_ALREADY_RUNNING = (
    "another call has been advancing this tenant's time for five seconds, and waits for a "
    "callback. Do not call advance or settle from inside a webhook: that call delivers whatever is "
    "due"
)
