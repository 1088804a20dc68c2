"""Real time: what becomes due while time passes, on a clock that nobody advances."""

import socket
import time
from calendar import timegm

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, LINE, Draft, OpenAccount, Serve
from contract_tests.control import Control
from contract_tests.evidence import assumed, needs
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import CallbackRequest, Webhook
from contract_tests.switches import change_rules

pytestmark = [
    needs("accounts", "callbacks"),
    assumed("the simulator's own: an account on the wall clock"),
]


@pytest.fixture
def account(open_account: OpenAccount) -> Account:
    return open_account(clock="wall")


@pytest.fixture
def network(account: Account, control: Control) -> SimulatedNetwork:
    return SimulatedNetwork(control, account.user_id, virtual=False)


def test_messages_are_sent_and_delivered(
    account: Account, network: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    message = draft(receiptRequested="all", callbackUrl=webhook.url())
    network.add_fault(at="carrier", tag="slow", delayMs=60_000)
    account.create("messages", message | {"tag": "slow"})

    sent = account.create("messages", message)
    queued = account.read(f"messages/{sent}")
    eventually(lambda: len(webhook.callbacks) == 1, network)
    later = account.create("messages", message)
    eventually(lambda: len(webhook.callbacks) == 4, network)

    assert queued["state"] == "queued"
    told = [(each.fields["messageId"], each.fields["deliveryState"]) for each in webhook.callbacks]
    for message_id in (sent, later):
        assert [state for each, state in told if each == message_id] == ["waiting", "delivered"]
    assert account.read(f"messages/{sent}")["deliveryState"] == "delivered"


def test_a_time_is_that_of_the_machine(account: Account, draft: Draft) -> None:
    answer = account.get(f"messages/{account.create('messages', draft())}")

    date = time.strptime(answer.headers["Date"], "%a, %d %b %Y %H:%M:%S GMT")
    created = time.strptime(answer.json()["time"], "%Y-%m-%dT%H:%M:%SZ")
    assert abs(timegm(date) - timegm(created)) <= 5


def test_each_account_gets_its_callbacks(
    open_account: OpenAccount, account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    other = open_account(clock="wall")
    other.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})
    senders = [account, other] * 3

    sent = [each.create("messages", draft(callbackUrl=webhook.url())) for each in senders]

    eventually(lambda: len(webhook.callbacks) == len(sent), network)
    assert sorted(each.fields["messageId"] for each in webhook.callbacks) == sorted(sent)


def test_a_receiver_gets_callbacks_one_after_the_other(
    account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    def linger(callback: CallbackRequest) -> None:
        begun.append(callback.fields["messageId"])
        time.sleep(0.05)
        ended.append(callback.fields["messageId"])

    begun, ended = list[str](), list[str]()
    webhook.on_callback = linger

    sent = [account.create("messages", draft(callbackUrl=webhook.url())) for _ in range(4)]

    eventually(lambda: len(webhook.callbacks) == len(sent), network)
    assert begun == ended == sent


@needs("inbound")
def test_a_text_is_over_once_its_app_has_answered(
    network: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()
    began = time.monotonic()

    network.text_in(line, "Hello")

    assert len(webhook.callbacks) == 1
    assert time.monotonic() - began < 4


def test_a_silent_receiver_holds_up_no_other(
    account: Account, network: Network, draft: Draft, webhook: Webhook
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nowhere = f"http://127.0.0.1:{silent.getsockname()[1]}/sms"
        for url in [nowhere, webhook.url()]:
            account.create("messages", draft(callbackUrl=url, callbackTimeout=10_000))

        eventually(lambda: webhook.callbacks, network)
        assert account.read("errors") == []


def test_an_answer_can_be_delayed(account: Account, network: SimulatedNetwork) -> None:
    network.add_fault(at="rest", path="account", delayMs=300)
    began = time.monotonic()

    account.read("account")

    assert 0.3 <= time.monotonic() - began < 5


def test_a_callback_waits_for_the_answer_to_its_message(
    account: Account, network: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    came = list[float]()
    webhook.on_callback = lambda _: came.append(time.monotonic())
    change_rules(network, dequeueMs=0, carrierMs=0)
    message = draft(callbackUrl=webhook.url())
    network.add_fault(at="rest", path="messages", method="POST", delayMs=400)
    began = time.monotonic()

    account.create("messages", message)

    eventually(lambda: webhook.callbacks, network)
    assert came[0] - began >= 0.4
