"""Running the timers of a world that are due, and sending the callbacks that they return."""

from catapult_simulator.core.callbacks import Delivery
from catapult_simulator.core.delivery import deliver
from catapult_simulator.core.world import World


class AlreadyRunning(RuntimeError):
    """Another call runs this tenant's timers: usually `advance` is called from inside a webhook."""


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
        self._running = False

    def run_due(self, until_ms: int) -> int:
        """Run all timers due by `until_ms`, send their callbacks, return the number of timers.

        Raises AlreadyRunning while another call is at it: that one runs what is due.
        """
        self._begin()
        fired = 0
        try:
            while (deliveries := self._run_next_or_end(until_ms)) is not None:
                fired += 1
                for delivery in deliveries:
                    deliver(self._world, delivery)
        except BaseException:  # an interrupt must not leave this tenant's time stopped for good
            self._running = False
            raise
        return fired

    def _begin(self) -> None:
        with self._world.lock:
            if self._running:
                raise AlreadyRunning(_ALREADY_RUNNING)
            self._running = True

    def _run_next_or_end(self, until_ms: int) -> list[Delivery] | None:
        # Under one lock: a timer that is set while we are running is sure to be run by us.
        with self._world.lock:
            deliveries = run_next(self._world, until_ms)
            self._running = deliveries is not None
            return deliveries


_ALREADY_RUNNING = (
    "another call is advancing this tenant's time and will deliver what is due; do not call "
    "advance or settle from inside a webhook"
)
