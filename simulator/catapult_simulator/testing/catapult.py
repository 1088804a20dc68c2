"""Catapult: an account as a test uses it. The fixture `catapult` gives one."""

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.testing.apps import Apps
from catapult_simulator.testing.awaited import Awaited
from catapult_simulator.testing.redirect.target import Target
from catapult_simulator.testing.serving.served_account import DirectSenders, ServedAccount


class Catapult(Tenant, Apps, Awaited):
    """A tenant, and whatever a test puts around it: its app, a redirect of the real service."""

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
