"""The simulated account that a test of an official client works with."""

from dataclasses import dataclass
from typing import Any

import requests

from catapult_simulator.control_client.client import ControlClient

LINE = "+19195551212"
TOLL_FREE = "+18005551212"
PERSON = "+19195550001"


@dataclass(frozen=True, slots=True)
class SdkAccount:
    """One tenant of the simulator at `url` (without `/v1`), and its control API."""

    url: str
    user_id: str
    token: str
    secret: str

    @property
    def control(self) -> ControlClient:
        return ControlClient(self.url)

    @property
    def access(self) -> dict[str, str]:
        """The client's configuration, with the option names of node-bandwidth."""
        return {
            "userId": self.user_id,
            "apiToken": self.token,
            "apiSecret": self.secret,
            "baseUrl": self.url,
        }

    def order_number(self, number: str = LINE, **properties: Any) -> str:
        """Order `number`; returns its id."""
        return self.create("phoneNumbers", {"number": number} | properties)

    def create(self, collection: str, content: dict[str, Any]) -> str:
        """Create a resource; returns its id."""
        response = requests.post(
            f"{self.url}/v1/users/{self.user_id}/{collection}",
            json=content,
            auth=(self.token, self.secret),
            timeout=30,
        )
        assert response.status_code == 201, response.text
        return response.headers["Location"].rpartition("/")[2]

    def receive_message(self, text: str, *, from_: str = PERSON, to: str = LINE) -> str:
        """Receive a message from `from_`; returns its id."""
        result = self.control.receive_message(self.user_id, from_=from_, to=to, text=text)
        return str(result["message"]["id"])

    def settle(self) -> None:
        """Advance virtual time until nothing is due."""
        self.control.settle(self.user_id)

    def change_rules(self, **rules: Any) -> None:
        """Change rules, as `PATCH /_simulator/tenants/…` takes them."""
        address = f"{self.url}/_simulator/tenants/{self.user_id}"
        response = requests.patch(address, json=rules, timeout=30)
        assert response.status_code == 200, response.text

    def add_fault(self, **fault: Any) -> None:
        """Add a fault, as `POST …/faults` takes it."""
        self.control.add_fault(self.user_id, fault)


def open_account(url: str) -> SdkAccount:
    """Open a new account without any resources."""
    response = requests.post(f"{url}/_simulator/tenants", json={}, timeout=30)
    assert response.status_code == 201, response.text
    opened = response.json()
    return SdkAccount(url, opened["userId"], opened["token"], opened["secret"])
