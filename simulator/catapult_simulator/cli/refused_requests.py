"""RefusedRequests: what an app asked of the API and did not get, as lines for a terminal.

The requests of the account, and those that no account owns: a wrong secret has no account.
"""

import json
from collections.abc import Iterator

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.story.requests import short_path

_ACCOUNTS = "/v1/users/"
_MORE = 10_000  # entries
_TRY_AGAIN = 429  # an app gets over these by itself, as over what failed with 5xx


class RefusedRequests:
    """Refused requests of `user_id` after an entry of its journal, and after an unmatched one.

    `has_lost`: something was refused that no repetition gets through, such as a message with a
    wrong secret; a GET that finds nothing is no loss. Raises ControlError.
    """

    def __init__(
        self, client: ControlClient, user_id: str, *, after: int, after_unmatched: int
    ) -> None:
        self._client, self.user_id = client, user_id
        self._after, self._after_unmatched = after, after_unmatched
        self._new: list[str] = []
        self.has_lost = False

    @classmethod
    def from_now(cls, client: ControlClient, user_id: str) -> "RefusedRequests":
        return cls(
            client,
            user_id,
            after=client.newest_entry(user_id),
            after_unmatched=newest_unmatched(client),
        )

    def lines(self) -> list[str]:
        """A line for each new one: `meanwhile your app asked: POST …/messages -> 401: why`."""
        self.look()
        lines, self._new = self._new, []
        return lines

    def look(self) -> None:
        """Read what is new, for `has_lost`, and for `lines` later."""
        page = self._client.journal(self.user_id, after=self._after, kind="request", limit=_MORE)
        self._after = page["next"]
        self._new += [*self.unmatched_lines(), *filter(None, map(self.line_of, page["entries"]))]

    def line_of(self, entry: Json) -> str | None:
        """The line of an entry of the journal that is a refused request; None of any other."""
        detail = entry["detail"]
        if entry["kind"] != "request" or detail["status"] < 400:
            return None
        return self._line(detail | {"reason": _reason_of(detail)})

    def unmatched_lines(self) -> list[str]:
        """The lines of the new requests that no account owns."""
        return [self._line(each) for each in self._unmatched()]

    def _unmatched(self) -> Iterator[Json]:
        """Requests that may be of the app: neither of another account, nor of the control API."""
        found = self._client.unmatched_requests(after=self._after_unmatched)
        if not found:
            return
        self._after_unmatched = found[-1]["number"]
        others = {each["userId"] for each in self._client.tenants()} - {self.user_id}
        for each in found:
            if not each["path"].startswith(CONTROL_PREFIX) and _owner(each["path"]) not in others:
                yield each

    def _line(self, request: Json) -> str:
        method, status = request["method"], request["status"]
        self.has_lost |= 400 <= status < 500 and status != _TRY_AGAIN and method != "GET"
        self.has_lost |= status == 401
        short = short_path(request["path"], self.user_id)
        path = short if short == request["path"] else f"…{short}"
        return f"meanwhile your app asked: {method} {path} -> {status}: {request['reason']}"


def newest_unmatched(client: ControlClient) -> int:
    """The number of the newest request that no account owns; 0 without any."""
    return max((int(each["number"]) for each in client.unmatched_requests()), default=0)


def requests_since_message(
    client: ControlClient, user_id: str | None, message_id: str, *, after_unmatched: int
) -> RefusedRequests | None:
    """Requests refused since a person's message came, in its account; None where none has it."""
    for user in [user_id] if user_id else [each["userId"] for each in client.tenants()]:
        for entry in client.journal(user, kind="control", limit=_MORE)["entries"]:
            if entry["detail"].get("messageId") == message_id:
                after = entry["number"]
                return RefusedRequests(client, user, after=after, after_unmatched=after_unmatched)
    return None


def _owner(path: str) -> str:
    """The userId in a path; empty where it has none."""
    return path.removeprefix(_ACCOUNTS).partition("/")[0] if path.startswith(_ACCOUNTS) else ""


def _reason_of(detail: Json) -> str:
    """The sentence of the API's error; without one, the beginning of the answer."""
    answer = detail.get("answer", "")
    try:
        return str(json.loads(answer)["message"])
    except (ValueError, LookupError, TypeError):
        return answer.strip()[:200] or "an answer without a body"
