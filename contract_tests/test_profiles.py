"""The profiles of 2018 and 2019, side by side on one simulator."""

import re
from collections.abc import Callable

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, LINE, OpenAccount
from contract_tests.control import Control
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import PERSON, SimulatedNetwork
from contract_tests.receiver import Webhook
from contract_tests.switches import change_rules

pytestmark = needs("accounts", "clock")

DAY = 24 * 3600
Era = Callable[[str], tuple[Account, SimulatedNetwork]]


@pytest.fixture
def era(open_account: OpenAccount, control: Control) -> Era:
    """`era("2018")`: an account of that year with a number, and its network."""

    def era(year: str) -> tuple[Account, SimulatedNetwork]:
        account = open_account(year)
        account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})
        return account, SimulatedNetwork(control, account.user_id)

    return era


def send(account: Account, **changes: str) -> str:
    return account.create("messages", {"from": LINE, "to": PERSON, "text": "Hello"} | changes)


@documented("methods/messages/getMessages.md: segmentCount since 2019-03")
def test_segments_are_counted_since_2019(era: Era) -> None:
    for year, counted in (("2018", False), ("2019", True)):
        account, _ = era(year)
        assert ("segmentCount" in account.read(f"messages/{send(account)}")) is counted


@documented("apiCallbacks/sms.md: before and after 2019-05")
def test_callbacks_have_the_user_agent_of_the_profile(era: Era, webhook: Webhook) -> None:
    for year in ("2018", "2019"):
        account, network = era(year)
        send(account, callbackUrl=webhook.url(year), receiptRequested="all")
        network.settle()

    old, new = (
        {callback.headers["user-agent"] for callback in webhook.at(year)}
        for year in ("2018", "2019")
    )
    assert old == {"BandwidthAPI/v1"}
    assert all(re.fullmatch(r"BandwidthAPI/v1 \(20\d{12}\)", agent) for agent in new)
    assert all("segmentCount" not in callback.fields for callback in webhook.at("2018"))
    assert all(callback.fields["segmentCount"] == 1 for callback in webhook.at("2019"))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        pytest.param(
            "2018",
            30,
            marks=documented("behaviour B20: methods/messages/getMessages.md until 2019-11"),
        ),
        pytest.param("2019", 3, marks=documented("behaviour B20: methods/messages/getMessages.md")),
    ],
)
def test_a_text_is_kept_for_some_days(era: Era, year: str, days: int) -> None:
    account, network = era(year)
    sent = send(account)
    network.text_in(LINE, "Hi")

    network.advance(days * DAY)
    assert {message["text"] for message in account.read("messages")} == {"Hello", "Hi"}
    network.advance(1)

    assert all("text" not in message for message in account.read("messages"))
    message = account.read(f"messages/{sent}")
    assert (message["id"], message["state"]) == (sent, "sent")
    assert "text" not in message


@observed("behaviour G15: recorded exchanges 2015-09; python- and php-bandwidth break on it")
def test_an_empty_201_has_a_type_in_2018(era: Era) -> None:
    for year, typed in (("2018", "application/json"), ("2019", None)):
        account, _ = era(year)
        answer = account.post("messages", {"from": LINE, "to": PERSON, "text": "Hello"})
        assert (answer.headers.get("Content-Type"), answer.content) == (typed, b"")


@observed("behaviour E33: recorded exchanges 2015-06")
def test_an_empty_200_has_no_type(era: Era) -> None:
    account, _ = era("2018")

    done = account.delete(f"phoneNumbers/{account.read('phoneNumbers')[0]['id']}")
    uploaded = account.request("PUT", "media/x", raw=b"x")

    for answer in (done, uploaded):
        assert (answer.status_code, answer.headers.get("Content-Type")) == (200, None)


@assumed("the simulator's own: an account can change its profile")
def test_an_account_can_change_its_profile(era: Era) -> None:
    account, network = era("2018")
    sent = send(account)

    rules = change_rules(network, profile="2019")

    assert rules["profile"] == "2019"
    assert account.read(f"messages/{sent}")["segmentCount"] == 1


@documented("faq messaging/longSMS.md, since 2019-03 also in callbacks")
@pytest.mark.parametrize(("text", "count"), [("a" * 161, 2), ("ж" * 71, 2), ("€" * 80, 1)])
def test_a_callback_has_the_segment_count_of_the_message(
    era: Era, webhook: Webhook, text: str, count: int
) -> None:
    account, network = era("2019")

    sent = send(account, text=text, callbackUrl=webhook.url())
    network.settle()

    assert account.read(f"messages/{sent}")["segmentCount"] == count
    assert [callback.fields["segmentCount"] for callback in webhook.callbacks] == [count]
