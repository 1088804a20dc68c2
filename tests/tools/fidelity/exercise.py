"""Exercises the whole API, and records every name on the wire."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import requests

sys.path.insert(0, str(Path(__file__).parents[3]))  # contract_tests is a package of the root

from contract_tests.receiver import CallbackRequest
from contract_tests.replay import DASHBOARD, Replay

from golden_support import EXCHANGES, Replayer

LINE, PICTURES, PERSON = "+19195551212", "+19195551213", "+19195550001"
# The resource in a response, by the last collection in the path.
_RESOURCES = {
    "account": "Account",
    "applications": "Application",
    "availableNumbers": "AvailableNumber",
    "errors": "UserError",
    "media": "MediaFile",
    "messages": "Message",
    "numberInfo": "NumberInfo",
    "phoneNumbers": "PhoneNumber",
    "transactions": "Transaction",
}
_COLLECTION = re.compile(rf"/({'|'.join(_RESOURCES)})(?=[/?]|$)")


class Seen(NamedTuple):
    """Names on the wire: fields with their resource, details with their error code."""

    fields: set[tuple[str, str]]
    headers: set[str]
    errors: set[str]
    details: set[tuple[str, str]]
    callback_fields: set[str]
    callback_headers: set[str]

    def note(self, response: requests.Response, *_: Any, **__: Any) -> None:
        """A response hook of `requests`, for paths below `/v1`."""
        path = str(response.request.path_url)
        if not path.startswith("/v1/"):
            return
        self.headers.update(name.title() for name in response.headers)
        if response.headers.get("Content-Type") == "application/json" and response.content:
            body = response.json()
            for item in body if isinstance(body, list) else [body]:
                self._note_item(item, _resource(response, path))

    def note_callback(self, callback: CallbackRequest) -> None:
        self.callback_fields.update(callback.fields)
        self.callback_headers.update(name.title() for name in callback.headers)

    def _note_item(self, item: dict[str, Any], resource: str) -> None:
        if "result" in item:
            self.fields.update(("BatchItemResult", name) for name in item)
            if "error" in item:
                self._note_item(item["error"], "Error")
            return
        self.fields.update((resource, name) for name in _names(item))
        if "code" in item:
            self.errors.add(item["code"])
            self.details.update((item["code"], each["name"]) for each in item.get("details", ()))


def _resource(response: requests.Response, path: str) -> str:
    if not response.ok:
        return "Error"
    resource = _RESOURCES[_COLLECTION.findall(path)[-1]]
    if resource == "AvailableNumber" and response.request.method == "POST":
        return "OrderedNumber"
    return resource


def _names(item: dict[str, Any]) -> Iterator[str]:
    for name, value in item.items():
        yield name
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, dict):
                yield from (f"{name}.{key}" for key in inner)


def everything() -> Seen:
    """Replay all exchanges of `fixtures/` in all their profiles, then SCENARIOS for the rest."""
    seen = Seen(set(), set(), set(), set(), set(), set())
    with Replayer.opened() as replayer:
        for exchange in EXCHANGES:
            for profile in exchange.profiles:
                with _recorded(replayer, profile, seen) as replay:
                    replay.prepare(exchange.given)
                    if exchange.request:
                        replay.request(exchange)
        for scenario in SCENARIOS:
            with _recorded(replayer, "2019", seen) as replay:
                scenario(replay)
    return seen


@contextmanager
def _recorded(replayer: Replayer, profile: str, seen: Seen) -> Iterator[Replay]:
    """A replay that records all responses and callbacks in `seen`."""
    with replayer.replay(profile) as replay:
        hooks = replay.account.session.hooks["response"]
        hooks.append(seen.note)
        yield replay
        replay.simulated.settle()
        hooks.remove(seen.note)
        for callback in replay.webhook.callbacks:
            seen.note_callback(callback)


def use_numbers(replay: Replay) -> None:
    account = replay.account
    urls = {
        "incomingCallUrl": replay.webhook.url("call"),
        "incomingCallUrlCallbackTimeout": 2000,
        "incomingCallFallbackUrl": replay.webhook.url("spare"),
        "incomingMessageUrl": replay.webhook.url("sms"),
        "incomingMessageUrlCallbackTimeout": 2000,
        "incomingMessageFallbackUrl": replay.webhook.url("spare"),
    }
    shop = account.create("applications", {"name": "shop", **urls, "autoAnswer": False})
    account.get(f"applications/{shop}")
    _change_rules(replay, numberShowsApplicationId=True)
    properties = {"number": LINE, "name": "front", "applicationId": shop, "fallbackNumber": PERSON}
    line = account.create("phoneNumbers", properties)
    account.create("phoneNumbers", {"number": PICTURES, "provider": DASHBOARD})
    account.get("phoneNumbers", page=1, size=1)
    account.get(f"phoneNumbers/{line}")
    account.get(f"/phoneNumbers/numberInfo/{PERSON}")
    account.get("/availableNumbers/local", zip="27511", pattern="*2?9*", quantity=50)
    account.request("POST", "/availableNumbers/tollFree")
    for path in (f"phoneNumbers/{line}", f"applications/{shop}"):
        account.post(path, {"name": "back"})
        account.delete(path)


def use_messages(replay: Replay) -> None:
    account, url = replay.account, replay.webhook.url(user="shop", password="secret")
    shop = account.create("applications", {"name": "shop", "incomingMessageUrl": url})
    account.create("phoneNumbers", {"number": LINE, "applicationId": shop})
    message = {"from": LINE, "to": PERSON, "text": "Yes.", "callbackUrl": url, "tag": "t"}
    for more in (
        {"receiptRequested": "all", "callbackTimeout": 2000, "fallbackUrl": url},
        {"receiptRequested": "error", "callbackHttpMethod": "GET"},
        {"media": ["http://app.test/cat.jpg"]},
    ):
        account.create("messages", message | more)
    account.post("messages", [message, {"from": LINE}])
    replay.simulated.settle()
    replay.network.text_in(LINE, "Look", ["http://app.test/cat.jpg"])
    account.get("messages", size=2)
    found = account.read("messages")
    account.patch(f"messages/{found[0]['id']}", {"text": ""})
    for path in ("account", "account/transactions", "errors"):
        account.get(path)


def use_files_and_errors(replay: Replay) -> None:
    account, name = replay.account, "media/cat picture.jpg"
    headers = {"Content-Type": "image/jpeg", "Cache-Control": "private"}
    account.request("PUT", name, raw=b"cat", headers=headers)
    for method in ("GET", "HEAD", "DELETE", "GET", "PUT"):
        account.request(method, name)
    account.get("media", page=0, size=1)
    account.request("PUT", "account")
    account.get("calls")
    account.request("GET", "account", anonymous=True)
    replay.simulated.add_fault(at="rest", error="rate-limit-reached", times=1)
    account.get("account")
    for error in account.read("errors"):
        account.get(f"errors/{error['id']}")


SCENARIOS: tuple[Callable[[Replay], None], ...] = (
    use_numbers,
    use_messages,
    use_files_and_errors,
)


def _change_rules(replay: Replay, **rules: object) -> None:
    control = replay.simulated.control
    url = f"{control.base_url}/_simulator/tenants/{replay.account.user_id}"
    assert control.session.patch(url, json=rules).ok
