"""A callback sender with an app that reacts to callbacks."""

from collections.abc import Callable

from catapult_simulator.core.callbacks import Callback, Outcome


class Webhook:
    """Accepts every callback, records its text, and calls `react`."""

    def __init__(self) -> None:
        self.react: Callable[[Callback], object] = lambda callback: None
        self.texts: list[str] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        self.texts.append(callback.payload["text"])
        self.react(callback)
        return Outcome(200)
