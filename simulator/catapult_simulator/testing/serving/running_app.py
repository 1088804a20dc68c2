"""RunningApp: an app that a test serves. Each way to run one is in a module of its own."""

from typing import Protocol

from catapult_simulator.testing.serving.app_calls import AppCalls

PATIENCE_SECONDS = 1.0  # for calls of the app that are under way when it is stopped


class RunningApp(Protocol):
    """An app that takes requests at `url`, which has no path."""

    url: str
    calls: AppCalls

    def stop(self) -> bool:
        """Take no more requests. False where a call goes on, which cannot be stopped."""


def still_at_work(calls: AppCalls) -> str:
    """The warning for an app whose calls do not end."""
    listed = ", ".join(calls.under_way) or "a call"
    return (
        f"the app was stopped and is still at work: {listed}; its thread goes on. "
        "Let the app return, or the test wait for it"
    )
