"""A sender behind which an app does something when it is called."""

from collections.abc import Callable

from catapult_simulator.core.callbacks import Callback, Outcome


class Webhook:
    """Takes every callback, keeps its text, and reacts to it."""

    def __init__(self) -> None:
        self.react: Callable[[Callback], object] = lambda callback: None
        self.texts: list[str] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        self.texts.append(callback.payload["text"])
        self.react(callback)
        return Outcome(200)
