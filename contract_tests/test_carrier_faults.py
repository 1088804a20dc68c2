"""Faults of carriers and callbacks: scripted outcomes, lost and repeated callbacks."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft, Serve
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook
from contract_tests.switches import reset

pytestmark = [
    needs("faults", "clock"),
    assumed("the simulator's own: faults"),
]

OTHER = "+19195550123"


def codes(account: Account, network: SimulatedNetwork, *bodies: dict[str, Json]) -> list[Json]:
    """The delivery codes of these messages, sent in a row."""
    sent = [account.create("messages", body | {"receiptRequested": "all"}) for body in bodies]
    network.settle()
    return [account.read(f"messages/{each}").get("deliveryCode") for each in sent]


def test_the_next_message_to_a_number_has_this_code(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", to=OTHER, deliveryCode=770, times=1)

    found = codes(account, simulated, draft(), draft(to=OTHER), draft(to=OTHER))

    assert found == ["0", "770", "0"]


def test_messages_of_a_tag_have_this_code(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", tag="unlucky", deliveryCode=600)

    drafts = [draft(tag=tag) for tag in ("unlucky", "lucky", "unlucky")]
    found = codes(account, simulated, *drafts)

    assert found == ["600", "0", "600"]


def test_a_number_has_its_code_until_the_reset(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", to=OTHER, deliveryCode=902)
    assert codes(account, simulated, *[draft(to=OTHER)] * 3) == ["902"] * 3

    reset(simulated)
    account.create("phoneNumbers", {"number": draft()["from"], "provider": DASHBOARD})

    assert codes(account, simulated, draft(to=OTHER)) == ["0"]


def test_a_carrier_can_be_silent_or_slow(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", tag="silent", silent=True)
    simulated.add_fault(at="carrier", tag="slow", delayMs=600_000)
    sent = [
        account.create("messages", draft(tag=tag, receiptRequested="all"))
        for tag in ("silent", "slow")
    ]

    def seen() -> list[tuple[str, str]]:
        found = [account.read(f"messages/{each}") for each in sent]
        return [(message["state"], message["deliveryState"]) for message in found]

    simulated.advance(500)
    assert seen() == [("sent", "waiting"), ("sending", "waiting")]
    simulated.advance(500)
    assert seen() == [("sent", "waiting"), ("sent", "delivered")]


def test_a_message_can_fail_with_a_code(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", tag="code", state="error", deliveryCode=610)
    simulated.add_fault(at="carrier", tag="none", state="error")

    found = codes(account, simulated, draft(tag="code"), draft(tag="none"))

    assert found == ["610", "999"]
    assert {each["state"] for each in account.read("messages")} == {"error"}


@needs("callbacks", "inbound")
def test_a_person_can_reply(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    line: str,
    serve: Serve,
    webhook: Webhook,
) -> None:
    serve()
    simulated.add_fault(at="carrier", to=OTHER, reply="On my way", times=1)

    account.create("messages", draft(to=OTHER))
    simulated.settle()

    (callback,) = webhook.callbacks
    assert (callback.fields["direction"], callback.fields["text"]) == ("in", "On my way")
    assert (callback.fields["from"], callback.fields["to"]) == (OTHER, line)


@needs("callbacks")
@pytest.mark.parametrize(("outcome", "expected"), [("lost", [0, 1]), ("twice", [2, 3])])
def test_a_callback_can_be_lost_or_repeated(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    webhook: Webhook,
    outcome: str,
    expected: list[int],
) -> None:
    simulated.add_fault(at="callback", to=simulated.person, outcome=outcome, times=1)

    seen = []
    for _ in range(2):
        account.create("messages", draft(callbackUrl=webhook.url()))
        simulated.settle()
        seen.append(len(webhook.callbacks))

    assert seen == expected
    assert account.read("errors") == []


@needs("callbacks")
def test_a_repeated_callback_is_the_same(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    simulated.add_fault(at="callback", tag="x", outcome="twice")

    account.create("messages", draft(callbackUrl=webhook.url(), tag="x"))
    simulated.settle()

    first, second = webhook.callbacks
    assert first.body == second.body
