"""ControlClient: the control API of a running simulator, over HTTP.

It knows routes and responses and decides nothing.
"""

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from catapult_simulator.control_client.calls import ControlCalls, segment, tenant_path
from catapult_simulator.control_client.calls import Json as Json
from catapult_simulator.control_client.errors import ControlError

_SHOWN_TENANTS = 5
# How long `follow` lets the simulator hold a response back. On Windows, Ctrl-C waits for it.
_LONG_POLL_SECONDS = 1.0 if os.name == "nt" else 20.0


class ControlClient(ControlCalls):
    """One simulator at `url` (without `/v1`). Every method can raise ControlError."""

    def health(self) -> Json:
        """`status`, `version`, `clock` and the number of `tenants`."""
        return self._json("GET", "health")

    def config(self) -> list[Json]:
        """The settings with which `serve` was started: `name`, `value` and `source`."""
        return self._list("config")

    def open_tenant(self, settings: Json) -> Json:
        """Open a tenant with credentials, `profile`, `seed` or `now`, each of which may miss."""
        return self._json("POST", "tenants", body=settings)

    def tenant(self, user_id: str) -> Json:
        """A tenant with its credentials, rules and clock."""
        return self._json("GET", tenant_path(user_id))

    def close_tenant(self, user_id: str) -> None:
        """Close a tenant and delete everything that it has."""
        self._call("DELETE", tenant_path(user_id))

    def change_tenant(self, user_id: str, changes: Json) -> Json:
        """Change rules or the `balance` of a tenant: as `tenant`."""
        return self._json("PATCH", tenant_path(user_id), body=changes)

    def name_number(self, user_id: str, number: str, name: str) -> None:
        """Set the caller name of a number; an empty one removes it."""
        self._call(
            "POST", tenant_path(user_id, "numberInfo"), body={"number": number, "name": name}
        )

    def openapi(self, api: str) -> Json:
        """The OpenAPI document of `v1` or `control`."""
        return self._json("GET", "openapi-v1.json" if api == "v1" else "openapi.json")

    def tenants(self) -> list[Json]:
        """All open tenants, with their credentials."""
        return self._list("tenants")

    def only_tenant(self) -> str:
        """The userId of the only tenant. Raises ControlError if there are none or several."""
        user_ids = [str(tenant["userId"]) for tenant in self.tenants()]
        if len(user_ids) != 1:
            more = ", …" if len(user_ids) > _SHOWN_TENANTS else ""
            known = (", ".join(user_ids[:_SHOWN_TENANTS]) or "none") + more
            raise ControlError(
                f"{self.url} has {len(user_ids)} tenants ({known}); name one with --tenant"
                + ("; all: catapult-simulator tenant list" if more else "")
            )
        return user_ids[0]

    def receive_message(
        self,
        user_id: str | None,
        *,
        from_: str,
        to: str,
        text: str,
        media: Sequence[str | Json] = (),
    ) -> Json:
        """Receive a message from a person: the `message`, and the attempted `callbacks`.

        Without `user_id`, the only tenant that owns `to` receives it. `media` are URLs, or files:
        `name`, `contentType`, `content` in base64.
        """
        path = tenant_path(user_id, "messages") if user_id else "messages"
        body = {"from": from_, "to": to, "text": text, "media": list(media)}
        return self._json("POST", path, body=body)

    def replay(self, user_id: str, message_id: str, **changes: Any) -> Json:
        """Send the callback about a message once more, perhaps to `url`, or with `edit`."""
        path = tenant_path(user_id, "messages", segment("message_id", message_id), "replay")
        return self._json("POST", path, body=changes)

    def trigger(self, user_id: str, name: str, **wanted: Any) -> Json:
        """Make a callback of the table of triggers, to the app of a number, or to a `url`."""
        given = {key: value for key, value in wanted.items() if value is not None}
        return self._json("POST", tenant_path(user_id, "trigger"), body={"name": name} | given)

    def triggers(self) -> list[Json]:
        """The callbacks that can be triggered: `name`, `direction` and `description`."""
        return self._list("triggers")

    def connect(self, user_id: str, url: str, *, number: str | None, method: str) -> Json:
        """Give an app a number: the `number`, and the `applicationId`."""
        body = {"url": url, "method": method} | ({} if number is None else {"number": number})
        return self._json("POST", tenant_path(user_id, "connect"), body=body)

    def messages(self, user_id: str, **filters: Any) -> list[Json]:
        """The newest messages, rendered as in the API. With `wait`, ErrorResponse `not-seen` has
        the `nearest` others, and what is `pending`."""
        return self._list(tenant_path(user_id, "messages"), **filters)

    def put_file(self, user_id: str, name: str, content: bytes, content_type: str) -> str:
        """Store a file in the tenant; gives its URL in the API."""
        path = tenant_path(user_id, "media", quote(name))
        self._call("PUT", path, body=content, content_type=content_type)
        return f"{self.url}/v1/users/{user_id}/media/{quote(name)}"

    def people(self, user_id: str) -> list[Json]:
        """The people who answer by themselves: `number`, and `answers` or a `function`."""
        return self._list(tenant_path(user_id, "people"))

    def put_person(self, user_id: str, number: str, answers: object) -> Json:
        """Let a person answer with texts, or with texts by pattern."""
        path = tenant_path(user_id, "people", segment("number", number))
        return self._json("PUT", path, body={"answers": answers})

    def remove_person(self, user_id: str, number: str) -> None:
        """Let a person answer no more."""
        self._call("DELETE", tenant_path(user_id, "people", segment("number", number)))

    def pending(self, user_id: str) -> list[Json]:
        """Things still due: `at`, `inMs` and `what` of each."""
        return self._list(tenant_path(user_id, "pending"))

    def journal(self, user_id: str, *, after: int = 0, **filters: Any) -> Json:
        """`entries` after that number, the `next` number to ask after, the number of `missed`.

        `rewound`: there is no entry `after` yet, so all entries are given. `began`: the number of
        the first entry, which a reset raises.
        """
        return self._json("GET", tenant_path(user_id, "journal"), after=after, **filters)

    def follow(self, user_id: str, *, after: int = 0, **filters: Any) -> Json:
        """As `journal`, but the simulator waits for the first entry: `wait` seconds, by itself
        some."""
        return self.journal(user_id, after=after, **{"wait": _LONG_POLL_SECONDS} | filters)

    def call(self, user_id: str, method: str, *arguments: object, **keywords: object) -> Any:
        """The result, as JSON, of a method of the tenant's Python class: `phone_numbers.find`. A
        record is an object. Raises ErrorResponse where the method raises."""
        body = {"arguments": list(arguments), "keywords": keywords}
        return self._json(
            "POST", tenant_path(user_id, "methods", segment("method", method)), body=body
        )["result"]

    def newest_entry(self, user_id: str) -> int:
        """The number of the newest journal entry, to follow what comes after it."""
        faults = self.journal(user_id, kind="fault", limit=10_000)  # `next` counts all kinds
        return int(faults["next"])

    def callbacks_of(self, message_id: str) -> list[Json]:
        """The callbacks of one message, with their payloads, from the journal of its tenant."""
        for tenant in self.tenants():
            journal = self.journal(tenant["userId"], kind="callback", limit=10_000)
            details = [entry["detail"] for entry in journal["entries"]]
            if found := [each for each in details if each.get("messageId") == message_id]:
                return found
        return []

    def unmatched_requests(self, *, after: int = 0) -> list[Json]:
        """The requests that no account owns, each with a `reason`."""
        return self._list("requests", unmatched=1, after=after)

    def advance(self, user_id: str, seconds: float) -> Json:
        """Advance virtual time: the time `now`, and how many timers `fired`."""
        return self._json("POST", tenant_path(user_id, "advance"), body={"seconds": seconds})

    def advance_to(self, user_id: str, time: str) -> Json:
        """Advance virtual time to `time`, in ISO 8601: as `advance`."""
        return self._json("POST", tenant_path(user_id, "advance-to"), body={"time": time})

    def settle(self, user_id: str) -> Json:
        """Advance virtual time until no timer is due."""
        return self._json("POST", tenant_path(user_id, "settle"), body={})

    def reset(self, user_id: str) -> None:
        """Delete everything that the tenant has."""
        self._call("POST", tenant_path(user_id, "reset"), body={})

    def setup(self, user_id: str | None = None) -> Json:
        """One account as a setup, or all of them: with messages, files and what is still due."""
        return self._json("GET", tenant_path(user_id, "setup") if user_id else "setup")

    def apply_setup(self, text: str) -> list[Json]:
        """Open the accounts of a setup in JSON, or let them start anew: as `tenants`."""
        return list(json.loads(self._call("POST", "setup", body=text).body))

    def apply_setup_to(self, user_id: str, text: str) -> None:
        """Let a tenant start anew with a setup of one account, in JSON."""
        self._call("PUT", tenant_path(user_id, "setup"), body=text)

    def faults(self, user_id: str) -> list[Json]:
        """The faults, oldest first, with the number of times that each has `struck`."""
        return self._list(tenant_path(user_id, "faults"))

    def fault(self, user_id: str, fault_id: str) -> Json:
        """One fault, as `faults` has it."""
        return self._json("GET", tenant_path(user_id, "faults", segment("fault_id", fault_id)))

    def add_fault(self, user_id: str, fault: Json) -> Json:
        """Set a fault."""
        return self._json("POST", tenant_path(user_id, "faults"), body=fault)

    def remove_fault(self, user_id: str, fault_id: str) -> None:
        """Remove one fault."""
        self._call("DELETE", tenant_path(user_id, "faults", segment("fault_id", fault_id)))

    def clear_faults(self, user_id: str) -> None:
        """Remove all faults."""
        self._call("DELETE", tenant_path(user_id, "faults"))
