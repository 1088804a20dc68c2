"""App: a callback sender with an app behind it, in this process."""

from typing import Any

from catapult_simulator.core.callbacks import Callback, Outcome


class App:
    """A sender with the app behind it: `react` runs while the callback waits for its answer."""

    def __init__(self, outcome: Outcome, react: Any = lambda callback: None) -> None:
        self.outcome = outcome
        self.react = react

    def send(self, callback: Callback, url: str) -> Outcome:
        self.react(callback)
        return self.outcome
