"""Calls: the way to one account elsewhere, until that is reset or closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.core.world import RESET, TenantClosed

_NONE: Mapping[str, object] = {}


class Calls:
    """The way that the resources of an account share between two resets.

    Like the resources of an account here, they end with it: each use raises TenantClosed then.
    """

    def __init__(self, client: AccountClient) -> None:
        self._client = client
        self._have_ended = False
        self._why = RESET

    @property
    def client(self) -> AccountClient:
        """Raises TenantClosed after the end."""
        if self._have_ended:
            raise TenantClosed(self._client.user_id, self._why)
        return self._client

    def end(self, why: str) -> None:
        """Refuse each further use: the account was reset or closed, as `why` says."""
        self._have_ended, self._why = True, why

    def __call__(
        self, method: str, arguments: Sequence[object] = (), keywords: Mapping[str, object] = _NONE
    ) -> Any:
        """The result of a method of the account, such as `messages.find`."""
        return self.client.call(method, arguments, keywords)
