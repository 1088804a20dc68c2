"""CallbackQueues whose callbacks are kept instead of sent."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event
from typing import Any

from catapult_simulator.callbacks.queues import CallbackQueues
from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import VirtualClock
from catapult_simulator.core.world import Network, World

PATIENCE = 20.0
SLOW, OTHER = "http://slow.test/x", "http://other.test/x"
Later = list[Callable[[], None]]


class Sender:
    """Keeps what it sends; holds up what goes to a slow receiver until it is released."""

    def __init__(self) -> None:
        self.sent: SimpleQueue[str] = SimpleQueue()
        self.held: SimpleQueue[str] = SimpleQueue()
        self.released = Event()

    def __call__(self, world: World, delivery: Delivery) -> None:
        if "slow" in delivery.callback.url:
            self.held.put(delivery.callback.message_id)
            assert self.released.wait(PATIENCE)
        self.sent.put(delivery.callback.message_id)
        delivery.finish()

    def next(self) -> str:
        return self.sent.get(timeout=PATIENCE)

    def next_held(self) -> str:
        return self.held.get(timeout=PATIENCE)


def new_world() -> World:
    return World("u-1", rules=Rules(), clock=VirtualClock(), network=Network(), seed="u-1")


def delivery(message_id: str, url: str = OTHER) -> Delivery:
    payload = {"from": "+1", "to": "+2", "eventType": "sms", "messageId": message_id}
    return Delivery(Callback(message_id, url, payload))


def new_queues(deliver: Any, later: Later | None = None, **options: Any) -> CallbackQueues:
    actions: Later = [] if later is None else later
    return CallbackQueues(
        lambda seconds, action: actions.append(action), deliver=deliver, **options
    )
