"""Calls: the way to one account elsewhere, until that is reset or closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.core.world import TenantClosed

_NONE: Mapping[str, object] = {}


class Calls:
    """The way that the resources of an account share between two resets.

    Like the resources of an account here, they end with it: each use raises TenantClosed then.
    """

    def __init__(self, client: AccountClient) -> None:
        self._client = client
        self.have_ended = False

    @property
    def client(self) -> AccountClient:
        """Raises TenantClosed after the end."""
        if self.have_ended:
            raise TenantClosed(self._client.user_id)
        return self._client

    def __call__(
        self, method: str, arguments: Sequence[object] = (), keywords: Mapping[str, object] = _NONE
    ) -> Any:
        """The result of a method of the account, such as `messages.find`."""
        return self.client.call(method, arguments, keywords)
