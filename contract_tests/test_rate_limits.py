"""Limits for sending messages: off until a test sets them."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules
from contract_tests.wire import assert_refused

pytestmark = needs("accounts", "clock")

PAGE = "rateLimits/messageRateLimits.md"
OTHER = "+14352154440"
TOO_FAST = (
    "You can send {limit} messages per 1 seconds, calculated as the average over 10 seconds. "
    "Your rate is: {rate}"
)


def send(account: Account, times: int, body: dict[str, Json]) -> list[int]:
    """The statuses of so many messages in a row."""
    return [account.post("messages", body).status_code for _ in range(times)]


@assumed("assumption A20")
def test_there_is_no_limit_by_default(account: Account, draft: Draft) -> None:
    assert set(send(account, 15, draft())) == {201}


@documented(f"{PAGE}: 1 a second, averaged over 10, and the sentence of its sample")
def test_the_eleventh_message_in_ten_seconds_is_refused(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=1)

    assert send(account, 10, draft()) == [201] * 10
    refused = account.post("messages", draft())

    assert_refused(refused, 403, "message-rate-limit", TOO_FAST.format(limit=1, rate=1.1))
    assert refused.json()["category"] == "limit"
    assert "X-RateLimit-Reset" not in refused.headers
    assert len(account.read("messages")) == 10


@assumed("assumption A20")
def test_further_attempts_raise_the_reported_rate(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=0.5)
    send(account, 6, draft())

    refused = account.post("messages", draft())

    assert refused.json()["message"] == TOO_FAST.format(limit=0.5, rate=0.7)


@documented(f"{PAGE}: an average over 10 seconds")
def test_attempts_count_for_ten_seconds(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=1)

    assert send(account, 11, draft()) == [201] * 10 + [403]
    simulated.advance(9.999)
    assert send(account, 1, draft()) == [403]
    simulated.advance(0.001)
    assert send(account, 9, draft()) == [201] * 9


@documented(f"{PAGE}: 1 a second")
def test_one_message_a_second_is_never_too_fast(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=1)

    for _ in range(25):
        assert send(account, 1, draft()) == [201]
        simulated.advance(1)


@assumed("assumption A20")
def test_each_message_of_a_batch_counts(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=1)

    answer = account.post("messages", [draft() for _ in range(12)])

    assert answer.status_code == 202
    results = answer.json()
    assert [item["result"] for item in results] == ["accepted"] * 10 + ["error"] * 2
    assert results[-1]["error"]["code"] == "message-rate-limit"
    assert results[-1]["error"]["message"] == TOO_FAST.format(limit=1, rate=1.2)


@documented(f"{PAGE}: the limit of a number and its sentence")
def test_each_number_can_have_a_limit(
    account: Account, simulated: SimulatedNetwork, draft: Draft, line: str
) -> None:
    change_rules(simulated, messagesPerSecondAndNumber=0.2)
    account.create("phoneNumbers", {"number": OTHER, "provider": DASHBOARD})

    assert send(account, 2, draft()) == [201, 201]
    refused = account.post("messages", draft())

    message = (
        "You can send 0.2 messages per 1 seconds per telephone number, calculated as the average "
        f"over 10 seconds. Your rate is: 0.3 for telephone number {line}"
    )
    assert_refused(refused, 403, "message-rate-limit-per-tn", message)
    assert send(account, 1, draft(from_=OTHER)) == [201]


@assumed("assumption A20")
def test_refused_attempts_count_for_the_limit_of_a_number(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecondAndNumber=0.2)

    assert send(account, 4, draft()) == [201, 201, 403, 403]

    assert "Your rate is: 0.5 for" in account.post("messages", draft()).json()["message"]
    simulated.advance(9)
    assert send(account, 1, draft()) == [403]
    assert len(account.read("messages")) == 2


@documented("methods/errors/getErrors.md; that this 403 is kept: assumption E13")
def test_a_refused_message_is_in_the_errors(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=0.1)
    send(account, 2, draft())

    assert [error["code"] for error in account.read("errors")] == ["message-rate-limit"]


@documented(f"{PAGE}: by contract messages wait, up to 15 minutes")
def test_messages_can_wait_for_fifteen_minutes(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=0.01, queuesMessages=True)

    assert send(account, 10, draft()) == [201] * 10
    refused = account.post("messages", draft())

    sentence = "Message tried to be delayed over the maximum limit."
    assert_refused(refused, 400, "message-delay-limit", sentence)
    simulated.advance(100)  # refused ones take no turn
    assert send(account, 2, draft()) == [201, 400]


@documented(f"{PAGE}: both limits")
@pytest.mark.parametrize("queues", [False, True])
def test_the_limit_of_a_number_holds_beside_that_of_the_account(
    account: Account, simulated: SimulatedNetwork, draft: Draft, queues: bool
) -> None:
    change_rules(
        simulated, messagesPerSecond=0.2, messagesPerSecondAndNumber=0.2, queuesMessages=queues
    )

    assert send(account, 2, draft()) == [201, 201]

    assert account.post("messages", draft()).json()["code"] == "message-rate-limit-per-tn"


@documented(f"{PAGE}: what waits is queued, and sent in turn")
def test_waiting_messages_are_sent_in_order(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, messagesPerSecond=0.01, queuesMessages=True)
    send(account, 3, draft())

    def states() -> list[str]:
        return [message["state"] for message in account.read("messages", sortOrder="asc")]

    simulated.advance(99)
    assert states() == ["sent", "queued", "queued"]
    simulated.advance(2)
    assert states() == ["sent", "sent", "queued"]
    simulated.settle()
    assert states() == ["sent"] * 3
    assert send(account, 1, draft()) == [201]


@assumed("the simulator's own: a limit can be removed")
@pytest.mark.parametrize("none", [None, 1000])
def test_a_limit_can_be_removed(
    account: Account, simulated: SimulatedNetwork, draft: Draft, none: float | None
) -> None:
    change_rules(simulated, messagesPerSecond=0.1)
    assert send(account, 2, draft()) == [201, 403]

    change_rules(simulated, messagesPerSecond=none)

    assert send(account, 3, draft()) == [201] * 3
