"""Control, the simulator's own API `/_simulator`, as far as the checks use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import requests

from contract_tests.account import Credentials


@dataclass(frozen=True)
class Control:
    """Opens and closes accounts, receives messages for them, advances time, adds faults."""

    base_url: str
    session: requests.Session

    def health(self) -> dict[str, Any]:
        """Version and kind of clock."""
        return dict(self._call("GET", "health").json())

    def open_account(self, profile: str | None = None, clock: str | None = None) -> Credentials:
        """A fresh account of `profile` ("2018" or "2019") and on a `clock` ("virtual" or "wall");
        None: the simulator's default."""
        asked = {"profile": profile, "clock": clock}
        chosen = {name: value for name, value in asked.items() if value is not None}
        return _credentials(self._call("POST", "tenants", chosen))

    def credentials(self, user_id: str) -> Credentials:
        """The credentials of an open account."""
        return _credentials(self._call("GET", f"tenants/{user_id}"))

    def close_account(self, user_id: str) -> None:
        self._call("DELETE", f"tenants/{user_id}")

    def text_in(
        self, user_id: str, from_: str, to: str, text: str, media: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """Receive a message for one of the user's numbers; gives its callback attempts."""
        message = {"from": from_, "to": to, "text": text, "media": list(media)}
        answer = self._call("POST", f"tenants/{user_id}/messages", message)
        return list(answer.json()["callbacks"])

    def advance(self, user_id: str, seconds: float) -> None:
        """Advance virtual time."""
        self._call("POST", f"tenants/{user_id}/advance", {"seconds": seconds})

    def settle(self, user_id: str) -> None:
        """Advance virtual time until nothing is due."""
        self._call("POST", f"tenants/{user_id}/settle", {})

    def add_fault(self, user_id: str, fault: dict[str, Any]) -> None:
        """Add a fault."""
        self._call("POST", f"tenants/{user_id}/faults", fault)

    def _call(self, method: str, path: str, body: object = None) -> requests.Response:
        answer = self.session.request(
            method, f"{self.base_url}/_simulator/{path}", json=body, timeout=30
        )
        assert answer.ok, f"{method} /_simulator/{path}: {answer.status_code} {answer.text}"
        return answer


def _credentials(answer: requests.Response) -> Credentials:
    shown = answer.json()
    return Credentials(shown["userId"], shown["token"], shown["secret"])
