"""GET messages: filters, times and wrong values."""

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.own_messages import OwnMessages, Send
from contract_tests.wire import assert_invalid

PAGE = "methods/messages/getMessages.md"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"direction": "in"}, ["in"], marks=documented(PAGE)),
        pytest.param({"direction": "Out"}, ["0"], marks=observed("csharp-bandwidth writes Out")),
        pytest.param({"state": "received"}, ["in"], marks=documented(PAGE)),
        pytest.param({"state": "Sent"}, ["0"], marks=observed("csharp-bandwidth writes Sent")),
        pytest.param({"state": "error"}, [], marks=documented(PAGE)),
        pytest.param({"deliveryState": "delivered"}, ["0"], marks=documented(PAGE)),
        pytest.param({"deliveryState": "NotDelivered"}, [], marks=observed("csharp-bandwidth")),
        pytest.param({"from": "{line}"}, ["0"], marks=documented(PAGE)),
        pytest.param({"to": "{line}"}, ["in"], marks=documented(PAGE)),
        pytest.param({"from": " {digits}"}, ["0"], marks=assumed("assumption B30")),
        pytest.param(
            {"colour": "red"}, ["in", "0"], marks=observed("behaviour A12: php-bandwidth")
        ),
    ],
    ids=str,
)
@needs("inbound")
@spends(2)
def test_a_filter_narrows_the_list(
    account: Account,
    send: Send,
    mine: OwnMessages,
    line: str,
    network: Network,
    query: dict[str, str],
    expected: list[str],
) -> None:
    (sent,) = send(1, receiptRequested="all")
    eventually(lambda: "deliveryCode" in account.read(f"messages/{sent}"), network)
    network.text_in(line, mine.received)
    eventually(lambda: "in" in mine.texts(account.read("messages")), network)
    asked = {name: value.format(line=line, digits=line[1:]) for name, value in query.items()}

    assert mine.texts(account.read("messages", **asked)) == expected


@documented(f"{PAGE}: yyyy-MM-dd HH:mm:ss.SSS, may be cut short from the right")
@needs("accounts", "clock")
def test_a_time_range_narrows_the_list(
    account: Account, send: Send, simulated: SimulatedNetwork
) -> None:
    (early,) = send(1)
    simulated.advance(5400)
    (late,) = send(1)
    hour = account.read(f"messages/{late}")["time"][:13].replace("T", " ")

    assert [found["id"] for found in account.read("messages", fromDateTime=hour)] == [late]
    assert [found["id"] for found in account.read("messages", toDateTime=hour)] == [early]
    assert account.read("messages", fromDateTime="2001-01-01", toDateTime="2002") == []


@observed("csharp-bandwidth, java-bandwidth, the documents: each writes dates in its own way")
@pytest.mark.parametrize(
    "moment",
    [
        "2001-01-01", "2001-01-01 10:00", "2001-01-01 10:00:00", "2001-01-01 10:00:00.123",
        "2001-01-01T10:00:00Z", "2001-01-01T10:00:00.0000000Z", "2001-01-01T10:00:00+0000",
        "2001-01-01T10:00:00-05:00",
    ],
)  # fmt: skip
@needs("sending")
@spends(1)
def test_several_date_formats_are_accepted(
    account: Account, send: Send, mine: OwnMessages, moment: str
) -> None:
    send(1)

    assert mine.texts(account.read("messages", fromDateTime=moment)) == ["0"]
    assert mine.texts(account.read("messages", toDateTime=moment)) == []


@assumed("assumption A13")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("direction", "up"), ("state", "lost"), ("deliveryState", "gone"), ("sortOrder", "random"),
        ("fromDateTime", "yesterday"), ("toDateTime", "2001-13-01"), ("size", "0"), ("size", "-1"),
        ("size", "many"), ("page", "-1"), ("page", "first"), ("sortKeyLT", "low"),
    ],
)  # fmt: skip
def test_a_bad_value_in_the_query_is_refused(account: Account, name: str, value: str) -> None:
    assert_invalid(account.get("messages", **{name: value}))


@documented(f"{PAGE}: size at most 1000; more is assumption A11")
@needs("sending")
@spends(2)
def test_a_size_above_1000_counts_as_1000(account: Account, send: Send, mine: OwnMessages) -> None:
    send(2)

    found = account.read("messages", size=1001)
    assert (mine.texts(found), len(found) <= 1000) == (["1", "0"], True)
