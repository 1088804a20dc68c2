"""RemoteApps: an app of this process, beside an account of a simulator elsewhere."""

from typing import cast

from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.testing.apps import Apps
from catapult_simulator.testing.redirect.target import Target
from catapult_simulator.testing.serving.app_place import AppPlace
from catapult_simulator.testing.serving.served_account import ServedAccount


class RemoteApps(Apps):
    """Apps are served on ports, where the simulator reaches them; requests go there by sockets."""

    _app_place: AppPlace
    _client: AccountClient

    def _served(self) -> ServedAccount:
        return cast(ServedAccount, self)

    def _senders(self) -> None:
        return None

    def _place(self) -> AppPlace:
        return self._app_place

    def _target(self) -> Target:
        return Target.of(None, self._client.url, here=False)
