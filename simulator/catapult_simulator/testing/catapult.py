"""Catapult: an account as a test uses it. The fixture `catapult` gives one."""

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.testing.apps import Apps
from catapult_simulator.testing.awaited import Awaited
from catapult_simulator.testing.redirect.target import Target
from catapult_simulator.testing.serving.line import Line
from catapult_simulator.testing.serving.served_account import DirectSenders, ServedAccount


class Catapult(Tenant, Apps, Awaited):
    """A tenant, and whatever a test puts around it: its app, a redirect of the real service."""

    def connect(self, url: str, *, number: str | None = None, method: Method = "POST") -> Line:
        """Give an app that runs already a number: texts to it call `url`.

        `number` is ordered, unless the account has it; without one, the next from +19195551212 on.
        """
        return Apps.connect(self, url, number=number, method=method)

    def reset(self) -> None:
        super().reset()
        self._stop_apps()

    def close(self) -> None:
        super().close()
        self._stop_apps()

    def _served(self) -> ServedAccount:
        return self

    def _senders(self) -> DirectSenders:
        return self._network

    def _target(self) -> Target:
        self._require_open()
        return Target.of(self._network.application, self._network.url)
