"""ControlClient: `/_simulator` of a running simulator, over HTTP. For the command line.

Knows routes and answers; decides nothing. `requests` is imported on first use.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from requests import Response

Json = dict[str, Any]

_TIMEOUT_SECONDS = 60.0  # an inbound message waits for the app: up to 10 s, and for its fallback
_WAIT_SECONDS = 20.0  # for which `follow` lets the simulator hold one answer back


class ControlError(Exception):
    """The call did not do what it should; the text is for people."""


class Unreachable(ControlError):
    """Nobody answers at this URL, or somebody who is no simulator."""


class Refused(ControlError):
    """The simulator said no: `status`, `code`, and its own words."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class ControlClient:
    """One simulator at `url` (without `/v1`). All methods raise ControlError."""

    def __init__(self, url: str) -> None:
        from requests import Session

        self._url = url
        self._session = Session()
        self._session.trust_env = False  # a proxy is no way to a simulator nearby

    def health(self) -> Json:
        """`status`, `version`, `clock` and how many `tenants`."""
        return self._json("GET", "health")

    def tenants(self) -> list[Json]:
        """All open tenants, with their credentials."""
        return self._list("tenants")

    def only_tenant(self) -> str:
        """The userId of the tenant where there is just one."""
        names = [str(tenant["userId"]) for tenant in self.tenants()]
        if len(names) != 1:
            known = ", ".join(names) or "none"
            raise ControlError(f"{self._url} has {len(names)} tenants ({known}); say --tenant")
        return names[0]

    def receive_message(
        self, user_id: str | None, *, from_: str, to: str, text: str, media: Sequence[str] = ()
    ) -> Json:
        """Somebody texts `to`: the `message`, and the `callbacks` that were tried.

        Without `user_id` the number's one owner gets it.
        """
        place = f"tenants/{user_id}/messages" if user_id else "messages"
        body = {"from": from_, "to": to, "text": text, "media": list(media)}
        return self._json("POST", place, body=body)

    def messages(self, user_id: str, **wanted: Any) -> list[Json]:
        """The newest messages, as in the API."""
        return self._list(f"tenants/{user_id}/messages", **wanted)

    def journal(self, user_id: str, *, after: int = 0, **wanted: Any) -> Json:
        """`entries` after that number, `next` to go on from, and how many are `missed`."""
        return self._json("GET", f"tenants/{user_id}/journal", after=after, **wanted)

    def follow(self, user_id: str, *, after: int = 0, **wanted: Any) -> Json:
        """As `journal`; when there is nothing yet, the simulator waits some seconds for it."""
        return self.journal(user_id, after=after, wait=_WAIT_SECONDS, **wanted)

    def callbacks_of(self, message_id: str) -> list[Json]:
        """What the journals tell of the callbacks of one message, whoever's it is."""
        for tenant in self.tenants():
            journal = self.journal(tenant["userId"], kind="callback", limit=10_000)
            details = [entry["detail"] for entry in journal["entries"]]
            if found := [told for told in details if told.get("messageId") == message_id]:
                return found
        return []

    def advance(self, user_id: str, seconds: float) -> Json:
        """Turn virtual time: the time `now`, and how many timers `fired`."""
        return self._json("POST", f"tenants/{user_id}/advance", body={"seconds": seconds})

    def settle(self, user_id: str) -> Json:
        """Turn virtual time until nothing is due."""
        return self._json("POST", f"tenants/{user_id}/settle", body={})

    def reset(self, user_id: str) -> None:
        """Throw away all that the tenant has."""
        self._call("POST", f"tenants/{user_id}/reset", body={})

    def faults(self, user_id: str) -> list[Json]:
        """What is still told to go wrong."""
        return self._list(f"tenants/{user_id}/faults")

    def add_fault(self, user_id: str, fault: Json) -> Json:
        """Let something go wrong, as `fault` describes."""
        return self._json("POST", f"tenants/{user_id}/faults", body=fault)

    def clear_faults(self, user_id: str) -> None:
        """Let nothing go wrong any more."""
        self._call("DELETE", f"tenants/{user_id}/faults")

    def _list(self, place: str, **query: Any) -> list[Json]:
        return list(self._call("GET", place, **query).json())

    def _json(self, method: str, place: str, *, body: Json | None = None, **query: Any) -> Json:
        return dict(self._call(method, place, body=body, **query).json())

    def _call(
        self, method: str, place: str, *, body: Json | None = None, **query: Any
    ) -> "Response":
        from requests import RequestException

        address = f"{self._url}/_simulator/{place}"
        try:
            answer = self._session.request(
                method, address, params=query, json=body, timeout=_TIMEOUT_SECONDS
            )
        except RequestException as error:
            raise Unreachable(f"no simulator answers at {self._url}: {_in_short(error)}") from None
        if answer.ok and _is_json_or_empty(answer):
            return answer
        raise self._refusal(answer)

    def _refusal(self, answer: "Response") -> ControlError:
        try:
            said = answer.json()
            return Refused(answer.status_code, said["code"], said["message"])
        except (ValueError, LookupError, TypeError):
            pass  # whoever answers does not speak as a simulator does
        return Unreachable(f"{self._url} answers {answer.status_code}, but is no simulator")


def _is_json_or_empty(answer: "Response") -> bool:
    return answer.status_code == 204 or answer.headers.get("content-type") == "application/json"


def _in_short(error: Exception) -> str:
    """`Connection refused`, not three wrapped exceptions."""
    words = str(error).rstrip("')\"").rpartition("] ")[2]
    return words if len(words) < 80 else type(error).__name__
