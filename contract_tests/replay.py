"""Replays one exchange against a simulator and compares the result with the fixture.

Ids, times, hosts, sort keys, the peer's address and the build in the agent differ from run to run:
placeholders replace them on both sides. All else is compared byte for byte, key order included.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import requests

from contract_tests.account import Account, compact
from contract_tests.exchanges import Exchange, Step
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import CallbackRequest, Webhook

EXAMPLE_USER = "u-exampleuser22222222222a"
DASHBOARD = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"},
}
COMPARED = ("cache-control", "content-type", "location", "link", "allow", "x-ratelimit-reset")

_PLACEHOLDERS = (
    (re.compile(r"https?://[^/\s\"<>]+/v1/"), "https://host/v1/"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<time>"),
    (re.compile(r"(sortKey[LG]T=)\d{19}"), r"\1<key>"),
    (re.compile(r'("remoteAddress","value":)"[^"]+"'), r'\1"<peer>"'),
    (re.compile(r"\b\d{13}\b"), "<milliseconds>"),
)
_ID = re.compile(r"\b(ued|ue|u|n|a|m|pptx)-[a-z2-7]{20,28}(?![a-z2-7])")
_BUILD = re.compile(r"\(\d+\)$")


@dataclass
class Replay:
    """The replay of one exchange: a fresh account, its network, and its app's webhook."""

    account: Account
    network: SimulatedNetwork
    webhook: Webhook
    actual: dict[str, str] = field(default_factory=dict)

    def prepare(self, steps: Iterable[Step]) -> None:
        """Carry out the `given` steps of the exchange."""
        self.webhook.respond("silent", hold=True)
        self.actual[EXAMPLE_USER] = self.account.user_id
        for step in steps:
            self._carry_out(self._filled_in(step))
            if "id" in step:
                self.actual[step["id"]] = self._newest

    def request(self, exchange: Exchange) -> requests.Response:
        """Send the exchange's request; gives the response."""
        assert exchange.request
        request = self._filled_in(exchange.request)
        account = self.account
        if "secret" in request:
            credentials = account.credentials._replace(secret=request["secret"])
            account = Account(account.base_url, credentials, account.session)
        body = request.get("body")
        return account.request(
            request["method"],
            request["path"].removeprefix("/v1"),
            raw=body.encode() if isinstance(body, str) else None if body is None else compact(body),
            headers=request.get("headers"),
        )

    def _carry_out(self, step: Step) -> None:
        kind, what = next(iter(step.items()))
        getattr(self, f"_given_{kind}")(what)

    def _given_application(self, body: Step) -> None:
        self._newest = self.account.create("applications", body)

    def _given_ordered(self, body: Step) -> None:
        self._newest = self.account.create("phoneNumbers", body)

    def _given_imported(self, body: Step) -> None:
        self._newest = self.account.create("phoneNumbers", {**body, "provider": DASHBOARD})

    def _given_sent(self, body: Step) -> None:
        self._newest = self.account.create("messages", body)

    def _given_received(self, message: Step) -> None:
        control, user_id = self.network.control, self.account.user_id
        media = message.get("media", ())
        control.text_in(user_id, message["from"], message["to"], message["text"], media)
        self._newest = self.account.read("messages", direction="in", size=1)[0]["id"]

    def _given_settled(self, _: bool) -> None:
        self.network.settle()

    def _given_fault(self, fault: Step) -> None:
        self.network.add_fault(**fault)

    def _given_error(self, code: str) -> None:
        self._newest = next(
            error["id"] for error in self.account.read("errors") if error["code"] == code
        )

    def _given_file(self, file: Step) -> None:
        content = str(file.get("text", "")).encode() or b"x" * file["size"]
        headers = {"Content-Type": file["type"], "Cache-Control": file.get("cache", "no-cache")}
        name = f"media/{file['name']}"
        assert self.account.request("PUT", name, raw=content, headers=headers).ok

    def _filled_in(self, written: Any) -> Any:
        text = json.dumps(written).replace("{receiver}", self.webhook.base_url)
        for placeholder, actual in self.actual.items():
            text = text.replace(placeholder, actual)
        return json.loads(text)


def assert_same_answer(answer: requests.Response, exchange: Exchange, webhook: Webhook) -> None:
    """Status, compared headers and body are those of the exchange."""
    assert exchange.response
    expected = exchange.response
    assert answer.status_code == expected["status"], answer.text
    seen = {name.lower(): value for name, value in answer.headers.items()}
    headers = {name.lower(): value for name, value in expected["headers"].items()}
    if "content-length" in headers:
        assert seen["content-length"] == headers["content-length"]
    assert _headers(seen) == _headers(headers)
    body = answer.content.decode().replace(webhook.base_url, "{receiver}")
    assert normal(body, exchange) == normal(_as_text(expected.get("body", "")), exchange)


def assert_same_callback(callback: CallbackRequest, exchange: Exchange) -> None:
    """The method, the named headers and the fields in their order are those of the exchange."""
    assert exchange.callback
    expected = exchange.callback
    assert callback.method == expected["method"]
    for name, value in expected.get("headers", {}).items():
        assert _BUILD.sub("()", callback.headers[name.lower()]) == _BUILD.sub("()", value)
    if "query" in expected:
        fields = dict(parse_qsl(callback.query, keep_blank_values=True))
        assert normal(_as_text(fields), exchange) == normal(_as_text(expected["query"]), exchange)
    else:
        assert normal(callback.body.decode(), exchange) == normal(
            _as_text(expected["body"]), exchange
        )


def normal(text: str, exchange: Exchange) -> str:
    """`text` with placeholders for everything that differs from run to run."""
    if exchange.by_shape and text[:1] in ("{", "["):
        text = _as_text(_shaped(json.loads(text), exchange.by_shape))
    for pattern, placeholder in _PLACEHOLDERS:
        text = pattern.sub(placeholder, text)
    known: dict[str, str] = {}
    return _ID.sub(lambda found: known.setdefault(found[0], f"{found[1]}-#{len(known)}"), text)


def _headers(headers: dict[str, str]) -> dict[str, str]:
    nothing = Exchange("", "", "", "", (), ())
    return {name: normal(headers[name], nothing) for name in COMPARED if name in headers}


def _as_text(body: Any) -> str:
    return body if isinstance(body, str) else compact(body).decode()


def _shaped(value: Any, names: Iterable[str]) -> Any:
    if isinstance(value, list):
        return [_shaped(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: f"<{type(item).__name__}>" if name in names else _shaped(item, names)
        for name, item in value.items()
    }
