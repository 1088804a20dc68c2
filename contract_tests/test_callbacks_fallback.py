"""Callbacks that fail: the fallback, and which responses are a success."""

from time import sleep

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Serve
from contract_tests.evidence import assumed, documented, needs, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import Webhook

pytestmark = needs("callbacks", "inbound")


@documented("faq applications/retries.md: the URL once, its fallback once, nothing more")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["broken", "silent", "elsewhere"])
@spends(1)
def test_a_failed_callback_goes_to_the_fallback(
    account: Account,
    network: Network,
    line: str,
    serve: Serve,
    webhook: Webhook,
    name: str,
    method: str,
) -> None:
    webhook.respond("broken", 503)
    webhook.respond("silent", hold=True)
    webhook.respond("elsewhere", 307, Location=webhook.url("sms"))
    serve(
        incomingMessageUrl=webhook.url(name),
        incomingMessageFallbackUrl=webhook.url("fallback"),
        incomingMessageUrlCallbackTimeout=1000 if name == "silent" else 10000,
        callbackHttpMethod=method,
    )

    network.text_in(line)

    eventually(lambda: webhook.at("fallback"), network)
    assert [callback.path.rpartition("/")[2] for callback in webhook.callbacks] == [
        name,
        "fallback",
    ]
    assert [callback.method for callback in webhook.callbacks] == [method, method]
    assert webhook.callbacks[0].fields == webhook.callbacks[1].fields
    assert len([error for error in account.read("errors") if webhook.base_url in str(error)]) == 1


@assumed("assumption C9")
@needs("accounts")
def test_a_failed_callback_is_kept_though_its_fallback_took_it(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    urls = {"incomingMessageUrl": webhook.respond("broken", 503)}
    serve(**urls, incomingMessageFallbackUrl=webhook.url("fallback"))

    simulated.text_in(line, "Hello")

    assert len(webhook.at("fallback")) == 1
    codes = [error["code"] for error in account.read("errors")]
    assert codes == ["callback-http-failure-status"]


@documented("faq applications/retries.md: one fallback for all messages; as: assumption C15")
@needs("accounts")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_failed_callback_of_a_picture_goes_to_the_fallback(
    simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook, method: str
) -> None:
    urls = {"incomingMessageUrl": webhook.respond("broken", 503)}
    urls["incomingMessageFallbackUrl"] = webhook.url("fallback")
    serve(**urls, callbackHttpMethod=method)

    simulated.text_in(line, "", ["http://your-site.example.com/image-1.jpg"])

    (first,), (second,) = webhook.at("broken"), webhook.at("fallback")
    assert (first.method, second.method) == (method, method)
    assert first.fields == second.fields


@documented("methods/applications/postApplications.md, incomingCallUrlCallbackTimeout: of calls")
@needs("accounts")
@pytest.mark.parametrize("own", [{}, {"incomingMessageUrlCallbackTimeout": 10_000}], ids=str)
def test_the_timeout_of_calls_is_none_of_messages(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    webhook: Webhook,
    own: dict[str, int],
) -> None:
    webhook.on_callback = lambda _: sleep(0.05)
    calls = {"incomingCallUrl": webhook.url("calls"), "incomingCallUrlCallbackTimeout": 1}
    serve(**calls, **own)

    simulated.text_in(line)

    assert len(webhook.callbacks) == 1
    assert account.read("errors") == []


@documented("faq applications/retries.md: nothing more than the fallback")
@needs("accounts", "clock")
def test_there_is_no_attempt_after_a_failed_fallback(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    url, fallback = webhook.respond("one", 500), webhook.respond("two", 500)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=fallback)

    simulated.text_in(line)
    simulated.settle()

    assert len(webhook.callbacks) == 2
    assert [error["code"] for error in account.read("errors")] == [
        "callback-http-failure-status"
    ] * 2
    assert account.read("messages")[0]["state"] == "received"


@assumed("assumption C5")
@pytest.mark.parametrize("status", [200, 201, 204])
@spends(1)
def test_any_2xx_is_a_success(
    account: Account,
    network: Network,
    line: str,
    serve: Serve,
    webhook: Webhook,
    status: int,
) -> None:
    url = webhook.respond("sms", status)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=webhook.url("fallback"))

    network.text_in(line)

    eventually(lambda: webhook.callbacks, network)
    assert len(webhook.callbacks) == 1
    assert not [error for error in account.read("errors") if webhook.base_url in str(error)]


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md: no application, nobody to tell")
@needs("accounts")
def test_a_number_without_an_application_sends_no_callback(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()
    account.post(f"phoneNumbers/{line}", {"applicationId": ""})

    simulated.text_in(line)

    assert webhook.callbacks == []
