"""Account: the resources of an account, of a simulator elsewhere, by the names of Python."""

from typing import Any

from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.control_client.client import ControlClient


class Resource:
    """`resource.find(name="x")` calls the method of the account over HTTP. Raises what that does,
    and ControlError."""

    def __init__(self, account: AccountClient, name: str) -> None:
        self._account, self._name = account, name

    def __getattr__(self, method: str) -> Any:
        def call(*arguments: object, **keywords: object) -> Any:
            return self._account.call(f"{self._name}.{method}", arguments, keywords)

        return call


class Account:
    """`phone_numbers` and `applications` of the tenant `user_id`."""

    def __init__(self, client: ControlClient, user_id: str) -> None:
        account = AccountClient(client.transport, client.url, user_id)
        self.phone_numbers = Resource(account, "phone_numbers")
        self.applications = Resource(account, "applications")
