"""Callbacks for incoming messages: fields, headers and order."""

import base64
import re
from urllib.parse import urlsplit

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Serve
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, eventually
from contract_tests.receiver import CallbackRequest, Webhook
from contract_tests.wire import TIME

pytestmark = needs("callbacks", "inbound")

ORDER_2019 = [
    "messageId", "from", "eventType", "text", "time", "to", "state", "messageUri", "applicationId",
    "segmentCount", "direction",
]  # fmt: skip


def first(webhook: Webhook, network: Network, name: str = "sms") -> CallbackRequest:
    return eventually(lambda: webhook.at(name), network)[0]


@observed("recorded callbacks 2018 (order of keys); segmentCount documented 2019-03")
@spends(1)
@needs("2019")
def test_an_incoming_message_is_posted(
    account: Account, network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    application = serve()

    network.text_in(line, "Hello – ünïcode 😀")

    callback = first(webhook, network)
    assert callback.method == "POST"
    assert list(callback.fields) == ORDER_2019
    assert re.fullmatch(TIME, callback.fields["time"])
    assert callback.fields | {"time": ""} == {
        "messageId": callback.fields["messageId"],
        "from": network.person,
        "eventType": "sms",
        "text": "Hello – ünïcode 😀",
        "time": "",
        "to": line,
        "state": "received",
        "messageUri": callback.fields["messageUri"],
        "applicationId": application,
        "segmentCount": 1,
        "direction": "in",
    }
    path = urlsplit(callback.fields["messageUri"]).path
    assert path == f"/v1/users/{account.user_id}/messages/{callback.fields['messageId']}"


@documented("apiCallbacks/sms.md")
@spends(1)
def test_a_posted_callback_has_these_headers(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()

    network.text_in(line)

    headers = first(webhook, network).headers
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["user-agent"].startswith("BandwidthAPI/v1")
    assert "authorization" not in headers


@documented("apiCallbacks/get-sms.md")
@spends(1)
@needs("2019")
def test_an_incoming_message_can_be_sent_by_get(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(callbackHttpMethod="GET")

    network.text_in(line, "a b+c")

    callback = first(webhook, network)
    assert (callback.method, callback.body) == ("GET", b"")
    assert list(callback.fields) == [
        "messageId", "from", "eventType", "text", "time", "to", "state", "applicationId",
        "direction", "segmentCount", "messageUri",
    ]  # fmt: skip
    assert (callback.fields["text"], callback.fields["segmentCount"]) == ("a b+c", "1")
    assert f"from=%2B{network.person[1:]}" in callback.query
    assert "messageUri=http" in callback.query
    assert "%3A%2F%2F" in callback.query


@assumed("assumption C11")
@spends(1)
def test_a_query_is_form_encoded(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(callbackHttpMethod="get")

    network.text_in(line, "a b+c&d")

    query = first(webhook, network).query
    assert "text=a+b%2Bc%26d&" in query
    assert re.search(r"time=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ&", query)


@assumed("assumption C25")
@spends(1)
def test_a_url_keeps_its_own_query(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    url = f"{webhook.url('sms')}?shop=7&x=%2F"
    serve(incomingMessageUrl=url, callbackHttpMethod="GET")

    network.text_in(line)

    assert first(webhook, network).query.startswith("shop=7&x=%2F&messageId=m-")


@documented("callbackSecurity.html")
@pytest.mark.parametrize("method", ["GET", "POST"])
@spends(1)
def test_credentials_of_the_url_are_sent(
    network: Network, line: str, serve: Serve, webhook: Webhook, method: str
) -> None:
    url = webhook.url("sms", user="us er", password="p@ss:w/rd%")
    serve(incomingMessageUrl=url, callbackHttpMethod=method)

    network.text_in(line)

    kind, _, token = first(webhook, network).headers["authorization"].partition(" ")
    assert (kind, base64.b64decode(token)) == ("Basic", b"us er:p@ss:w/rd%")


@assumed("assumption F2")
@spends(1)
def test_the_app_can_read_the_message_while_handling_its_callback(
    account: Account, network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    seen: list[str] = []
    webhook.on_callback = lambda callback: seen.append(
        account.read(f"messages/{callback.fields['messageId']}")["state"]
    )
    serve()

    network.text_in(line)

    first(webhook, network)
    assert seen == ["received"]


@observed("php-bandwidth-examples, app-01-auto-replies sends from within its callback")
@spends(2)
def test_the_app_can_send_while_handling_a_callback(
    account: Account, network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    sent: list[str] = []
    reply = {"from": line, "to": network.person, "text": "Yes, until six."}
    webhook.on_callback = lambda callback: sent.append(account.create("messages", reply))
    serve()

    network.text_in(line, "open today?")

    first(webhook, network)
    eventually(lambda: account.read(f"messages/{sent[0]}")["state"] == "sent", network)


@documented("apiCallbacks/mms.md; order by the rule that fits all recordings")
@spends(2)
@needs("2019")
def test_an_incoming_mms_is_posted_with_its_media(
    account: Account, network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()

    network.text_in(line, "", media=["http://elsewhere.example.com/cat.jpg"])

    fields = first(webhook, network).fields
    assert list(fields) == [
        "messageId", "eventType", "media", "segmentCount", "from", "text", "time", "to", "state",
        "messageUri", "applicationId", "direction",
    ]  # fmt: skip
    assert (fields["eventType"], fields["text"], fields["segmentCount"]) == ("mms", "", 1)
    assert len(fields["media"]) == 2
    for url in fields["media"]:
        assert f"/v1/users/{account.user_id}/media/" in url
        assert fields["messageId"] in url


@documented("apiCallbacks/get-mms.md: one value in brackets, a comma and a blank between")
@spends(2)
@needs("2019")
def test_an_incoming_mms_by_get_has_its_media(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(callbackHttpMethod="GET")

    network.text_in(line, "", media=["http://elsewhere.example.com/cat.jpg"])

    fields = first(webhook, network).fields
    assert re.fullmatch(r"\[http\S+, http\S+\]", fields["media"])
    assert list(fields)[-3:] == ["segmentCount", "media", "messageUri"]


@assumed("assumption C12")
@spends(2)
def test_the_brackets_of_media_in_a_query_are_encoded(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(callbackHttpMethod="GET")

    network.text_in(line, "", media=["http://elsewhere.example.com/cat.jpg"])

    assert re.search(
        r"&media=%5Bhttp[^][, &]+%2C(\+|%20)http[^][, &]+%5D&", first(webhook, network).query
    )
