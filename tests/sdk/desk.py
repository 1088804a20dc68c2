"""What a referee is given: an account of its own, and somebody who plays the rest of the world."""

from dataclasses import dataclass
from typing import Any

import requests

from catapult_simulator.cli.client import ControlClient

LINE = "+19195551212"
TOLL_FREE = "+18005551212"
PERSON = "+19195550001"


@dataclass(frozen=True, slots=True)
class Desk:
    """One tenant of the simulator at `url` (without `/v1`)."""

    url: str
    user_id: str
    token: str
    secret: str

    @property
    def control(self) -> ControlClient:
        return ControlClient(self.url)

    @property
    def access(self) -> dict[str, str]:
        """What a client is configured with, under the names that node-bandwidth uses."""
        return {
            "userId": self.user_id,
            "apiToken": self.token,
            "apiSecret": self.secret,
            "baseUrl": self.url,
        }

    def own(self, number: str = LINE, **properties: Any) -> str:
        """Order `number`; the id of what was made."""
        return self.create("phoneNumbers", {"number": number} | properties)

    def create(self, collection: str, content: dict[str, Any]) -> str:
        """The id of a new resource."""
        answer = requests.post(
            f"{self.url}/v1/users/{self.user_id}/{collection}",
            json=content,
            auth=(self.token, self.secret),
            timeout=30,
        )
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"].rpartition("/")[2]

    def receive(self, text: str, *, from_: str = PERSON, to: str = LINE) -> str:
        """Somebody texts `to`; the id of the message."""
        told = self.control.receive_message(self.user_id, from_=from_, to=to, text=text)
        return str(told["message"]["id"])

    def settle(self) -> None:
        """Let everything happen that is due."""
        self.control.settle(self.user_id)

    def change(self, **rules: Any) -> None:
        """Let the account have other rules, as `PATCH /_simulator/tenants/…` takes them."""
        address = f"{self.url}/_simulator/tenants/{self.user_id}"
        answer = requests.patch(address, json=rules, timeout=30)
        assert answer.status_code == 200, answer.text

    def fault(self, **fault: Any) -> None:
        """Let something go wrong, as `POST …/faults` takes it."""
        self.control.add_fault(self.user_id, fault)


def open_desk(url: str) -> Desk:
    """A new account that owns nothing yet."""
    answer = requests.post(f"{url}/_simulator/tenants", json={}, timeout=30)
    assert answer.status_code == 201, answer.text
    opened = answer.json()
    return Desk(url, opened["userId"], opened["token"], opened["secret"])
