"""Values, not only shapes: times, addresses, redacted texts, and names of files."""

import socket
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote

import pytest

from contract_tests.account import Account, new_session
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.control import Control
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.process import SimulatorProcess
from contract_tests.receiver import Webhook
from contract_tests.switches import File, text_files
from contract_tests.wire import assert_done, named

FREE, OTHER = "+19195551212", "+19195551213"


def seconds(earlier: str, later: str) -> float:
    """The time between two times of the API."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


@documented("methods/phoneNumbers/getPhoneNumbers.md, createdTime; the charge: assumption B34")
@needs("accounts", "clock", "numbers")
def test_a_number_is_created_when_it_is_ordered(
    account: Account, simulated: SimulatedNetwork
) -> None:
    first = account.create("phoneNumbers", {"number": FREE})
    simulated.advance(3600)
    second = account.create("phoneNumbers", {"number": OTHER})
    simulated.advance(60)
    account.post(f"phoneNumbers/{second}", {"name": "later"})

    times = [account.read(f"phoneNumbers/{number}")["createdTime"] for number in (first, second)]
    charged = [charge["time"] for charge in account.read("account/transactions")]
    assert seconds(*times) == 3600
    assert times == charged[::-1]


@observed("recorded exchanges 2015-09: time is that of the request, in messages and errors")
@needs("accounts", "clock")
def test_the_time_of_a_resource_is_that_of_its_request(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    sent = account.create("messages", draft())
    account.get("messages/m-xxx")
    simulated.advance(90)
    account.get("messages/m-xxx")

    newer, older = (error["time"] for error in account.read("errors"))
    assert seconds(older, newer) == 90
    assert account.read(f"messages/{sent}")["time"] == older


@observed("recorded exchanges 2015-09: the caller's address")
@needs("accounts")
def test_an_error_names_the_address_of_the_caller(account: Account) -> None:
    refused = account.get("messages/m-xxx").json()

    (kept,) = account.read("errors")
    for details in (refused["details"], kept["details"]):
        assert named(details)["remoteAddress"] == "127.0.0.1"


@pytest.fixture
def far() -> Iterator[Account]:
    """An account of a simulator that is called by IPv6."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    with SimulatorProcess("virtual", "--host", "::1") as process, new_session() as session:
        yield Account(process.base_url, Control(process.base_url, session).open_account(), session)


@documented("rateLimits/resourceRateLimits.md: its sample has 0:0:0:0:0:0:0:1")
@needs("accounts")
def test_an_address_of_ipv6_is_written_out(far: Account) -> None:
    refused = far.get("messages/m-xxx").json()

    (kept,) = far.read("errors")
    for details in (refused["details"], kept["details"]):
        assert named(details)["remoteAddress"] == "0:0:0:0:0:0:0:1"


@assumed("assumption B22")
@needs("accounts", "clock", "callbacks")
def test_a_message_can_be_redacted_again_and_while_it_is_sent(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    sent = account.create("messages", draft(text="secret", callbackUrl=webhook.url()))
    path = f"messages/{sent}"

    assert_done(account.patch(path, {"text": ""}))
    before = account.read(path)
    assert_done(account.patch(path, {"text": ""}))
    simulated.settle()

    after = account.read(path)
    assert before["text"] == after["text"] == ""
    assert after == before | {"state": "sent"}
    assert [callback.fields["text"] for callback in webhook.callbacks] == ["secret"]


@assumed("assumption B22")
@needs("accounts", "inbound")
def test_a_received_message_can_be_redacted(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line, "secret")
    simulated.text_in(line, "other")
    other, received = account.read("messages")

    assert_done(account.patch(f"messages/{received['id']}", {"text": ""}))

    assert account.read("messages") == [other, received | {"text": ""}]


@assumed("assumption E26")
@needs("accounts", "inbound")
def test_a_second_file_of_one_name_is_numbered(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    files = [File("cat.jpg", content, "image/jpeg") for content in (b"one", b"two", b"three")]

    message = text_files(simulated, line, *files)

    names = [unquote(url.rpartition("/")[2]) for url in message["media"][:3]]
    assert names == [f"cat{number}-{message['id']}.jpg" for number in ("", "_1", "_2")]


@assumed("assumption D26")
@needs("accounts", "numbers")
def test_an_update_changes_nothing_else(account: Account) -> None:
    made = account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD, "name": "one"})
    before = account.read(f"phoneNumbers/{made}")

    assert_done(account.post(f"phoneNumbers/{made}", {"name": "two"}))

    assert account.read(f"phoneNumbers/{made}") == before | {"name": "two"}
