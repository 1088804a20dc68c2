"""Replays one exchange and compares the result with the fixture.

Ids, times, hosts, sort keys, the peer's address and the build in the agent differ from run to run:
placeholders replace them on both sides. All else is compared byte for byte, key order included.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

import requests

from contract_tests.account import Account, compact
from contract_tests.exchanges import Exchange, Step
from contract_tests.network import Network, SimulatedNetwork, eventually
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
    """The replay of one exchange: an account, its network, and its app's webhook.

    `numbers` are numbers of a real account that stand for those of the fixtures.
    """

    account: Account
    network: Network
    webhook: Webhook
    actual: dict[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    _sent: list[str] = field(default_factory=list)

    def prepare(self, steps: Iterable[Step]) -> None:
        """Carry out the `given` steps of the exchange."""
        self.webhook.respond("silent", hold=True)
        self.actual[EXAMPLE_USER] = self.account.user_id
        for step in steps:
            self._carry_out(self._filled_in(step))
            if "id" in step:
                self.actual[step["id"]] = self._newest

    @property
    def simulated(self) -> SimulatedNetwork:
        """The network of a simulator, with a clock to advance and faults."""
        assert isinstance(self.network, SimulatedNetwork)
        return self.network

    def request(self, exchange: Exchange) -> requests.Response:
        """Send the exchange's request; gives the response."""
        assert exchange.request
        request = self._filled_in(exchange.request)
        account = self.account
        if wrong := {name: request[name] for name in ("token", "secret") if name in request}:
            credentials = account.credentials._replace(**wrong)
            account = Account(account.base_url, credentials, account.session)
        return _send(account, request)

    def expected(self, exchange: Exchange) -> Exchange:
        """The exchange with the numbers of a real account in what is expected."""
        response, callback = (
            json.loads(_replaced(json.dumps(part), self.numbers))
            for part in (exchange.response, exchange.callback)
        )
        return replace(exchange, response=response, callback=callback)

    def _given_requested(self, request: Step) -> None:
        _send(self.account, request)

    def _carry_out(self, step: Step) -> None:
        kind, what = next(iter(step.items()))
        getattr(self, f"_given_{kind}")(what)

    def _given_application(self, body: Step) -> None:
        self._newest = self.account.create("applications", body)

    def _given_ordered(self, body: Step) -> None:
        self._newest = self.account.create("phoneNumbers", body)

    def _given_imported(self, body: Step) -> None:
        if not self.numbers:
            self._newest = self.account.create("phoneNumbers", {**body, "provider": DASHBOARD})
        elif "applicationId" in body:  # the account has the number, and gets it back as it was
            shop = {"applicationId": body["applicationId"]}
            assert self.account.post(f"phoneNumbers/{body['number']}", shop).ok

    def _given_sent(self, body: Step) -> None:
        self._newest = self.account.create("messages", body)
        self._sent.append(self._newest)

    def _given_received(self, message: Step) -> None:
        media = message.get("media", ())
        before = self._received()
        if isinstance(self.network, SimulatedNetwork):
            control, user_id = self.network.control, self.account.user_id
            control.text_in(user_id, message["from"], message["to"], message["text"], media)
        else:
            self.network.text_in(message["to"], message["text"], media)
        self._newest = eventually(lambda: self._received() - before, self.network).pop()

    def _received(self) -> set[str]:
        newest = self.account.read("messages", direction="in", size=5)
        return {message["id"] for message in newest}

    def _given_settled(self, _: bool) -> None:
        if isinstance(self.network, SimulatedNetwork) and self.network.virtual:
            self.network.settle()
        else:
            eventually(lambda: all(map(self._has_settled, self._sent)), self.network)

    def _has_settled(self, message_id: str) -> bool:
        message = self.account.read(f"messages/{message_id}")
        return bool(message["state"] == "sent" and message.get("deliveryState") != "waiting")

    def _given_fault(self, fault: Step) -> None:
        self.simulated.add_fault(**fault)

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
        return json.loads(_replaced(text, {**self.actual, **self.numbers}))


def _replaced(text: str, actual: Mapping[str, str]) -> str:
    for placeholder, value in actual.items():
        text = text.replace(placeholder.lstrip("+"), value.lstrip("+"))
    return text


def _send(account: Account, request: Step) -> requests.Response:
    body = request.get("body")
    return account.request(
        request["method"],
        request["path"].removeprefix("/v1"),
        raw=body.encode() if isinstance(body, str) else None if body is None else compact(body),
        headers=request.get("headers"),
        anonymous=request.get("anonymous", False),
    )


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
