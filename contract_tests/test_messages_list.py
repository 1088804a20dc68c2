"""GET messages: order, filters and both ways of paging."""

import re
from collections.abc import Callable

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork, eventually
from contract_tests.wire import assert_invalid, assert_json, links, query_of

PAGE = "methods/messages/getMessages.md"
Send = Callable[..., list[str]]

pytestmark = needs("accounts")


@pytest.fixture
def send(account: Account, draft: Draft) -> Send:
    """`send(3)`: so many messages, with the texts "0", "1", "2"."""

    def send(count: int, **changes: Json) -> list[str]:
        drafts = [draft(text=str(number), **changes) for number in range(count)]
        results = account.post("messages", drafts).json()
        return [result["location"].rpartition("/")[2] for result in results]

    return send


def texts(page: list[dict[str, Json]]) -> list[str]:
    return [message["text"] for message in page]


@assumed("assumption A25")
def test_an_account_without_messages_has_an_empty_list(account: Account) -> None:
    answer = account.get("messages")

    assert (answer.status_code, answer.content) == (200, b"[]")
    assert_json(answer)
    assert "link" not in answer.headers


@documented(f"{PAGE}: the newest first")
def test_the_newest_message_comes_first(account: Account, send: Send) -> None:
    send(3)

    assert texts(account.read("messages")) == ["2", "1", "0"]


@documented(f"{PAGE}: sent or received, of all numbers")
def test_both_directions_are_in_one_list(
    account: Account, send: Send, line: str, simulated: SimulatedNetwork
) -> None:
    send(1)
    simulated.text_in(line, "in")

    assert texts(account.read("messages")) == ["in", "0"]


@documented(PAGE)
def test_a_listed_message_is_complete(account: Account, send: Send) -> None:
    (sent,) = send(1)

    answer = account.get("messages")

    assert_json(answer)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content == b"[" + account.get(f"messages/{sent}").content + b"]"


@documented(f"{PAGE}: 25 by default, a link to the next page")
def test_a_page_has_25_messages(account: Account, send: Send) -> None:
    send(26)

    answer = account.get("messages")

    assert len(answer.json()) == 25
    assert list(links(answer)) == ["next"]


@documented(f"{PAGE}: the form of the link")
def test_the_next_page_continues_below_the_sort_key(account: Account, send: Send) -> None:
    send(5)
    seen: list[str] = []
    url = f"{account.url('messages')}?size=2"

    while url:
        assert len(seen) < 9, f"the links lead in a circle: {url}"
        answer = account.session.get(url, auth=account.credentials[1:])
        seen += texts(answer.json())
        url = links(answer).get("next", "")
        assert not url or re.fullmatch(
            rf"{re.escape(account.url('messages'))}\?sortKeyLT=\d{{19}}&size=2", url
        )

    assert seen == ["4", "3", "2", "1", "0"]


@documented(f"{PAGE}: the last page has no link")
def test_a_full_last_page_has_no_next_link(account: Account, send: Send) -> None:
    send(2)

    assert links(account.get("messages", size=2)) == {}


@observed("node-bandwidth follows the query of the link and adds nothing of its own")
def test_the_link_repeats_the_filters(
    account: Account, send: Send, network: SimulatedNetwork
) -> None:
    send(3)

    answer = account.get("messages", size=1, to=network.person, direction="out")

    query = query_of(links(answer)["next"])
    assert f"to=%2B{network.person[1:]}" in query
    assert "direction=out" in query


@observed("java-bandwidth asks for page and size as long as a next link comes")
def test_pages_can_be_numbered_too(account: Account, send: Send) -> None:
    send(5)

    pages = [account.get("messages", page=page, size=2) for page in range(4)]

    assert [texts(page.json()) for page in pages] == [["4", "3"], ["2", "1"], ["0"], []]
    assert ["next" in links(page) for page in pages] == [True, True, False, False]


@assumed("assumption B19")
def test_a_sort_key_wins_over_a_page(account: Account, send: Send) -> None:
    send(4)
    below = links(account.get("messages", size=1))["next"]

    answer = account.session.get(f"{below}&page=2", auth=account.credentials[1:])

    assert texts(answer.json()) == ["2"]


@documented("node-bandwidth test/message-test.js")
def test_the_list_below_the_lowest_sort_key_is_empty(account: Account, send: Send) -> None:
    send(2)

    answer = account.get("messages", sortKeyLT=1)

    assert (answer.status_code, answer.content) == (200, b"[]")


@documented(f"{PAGE}, sortOrder")
@pytest.mark.parametrize(("order", "first"), [("asc", "0"), ("desc", "2"), ("Asc", "0")])
def test_the_order_can_be_chosen(account: Account, send: Send, order: str, first: str) -> None:
    send(3)

    assert texts(account.read("messages", sortOrder=order))[0] == first


@assumed("assumption B16")
def test_ascending_pages_continue_upwards(account: Account, send: Send) -> None:
    send(3)

    first = account.get("messages", sortOrder="asc", size=2)
    second = account.session.get(links(first)["next"], auth=account.credentials[1:])

    assert texts(first.json()) + texts(second.json()) == ["0", "1", "2"]
    assert links(second) == {}


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
        pytest.param({"from": "+14352154439"}, ["0"], marks=documented(PAGE)),
        pytest.param({"to": "+14352154439"}, ["in"], marks=documented(PAGE)),
        pytest.param({"from": " 14352154439"}, ["0"], marks=assumed("assumption B30")),
        pytest.param({"colour": "red"}, ["in", "0"], marks=assumed("assumption A12")),
    ],
    ids=str,
)
def test_a_filter_narrows_the_list(
    account: Account,
    send: Send,
    line: str,
    simulated: SimulatedNetwork,
    query: dict[str, str],
    expected: list[str],
) -> None:
    (sent,) = send(1, receiptRequested="all")
    eventually(lambda: "deliveryCode" in account.read(f"messages/{sent}"), simulated)
    simulated.text_in(line, "in")

    assert texts(account.read("messages", **query)) == expected


@documented(f"{PAGE}: yyyy-MM-dd HH:mm:ss.SSS, may be cut short from the right")
@needs("clock")
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
def test_several_date_formats_are_accepted(account: Account, send: Send, moment: str) -> None:
    send(1)

    assert len(account.read("messages", fromDateTime=moment)) == 1
    assert len(account.read("messages", toDateTime=moment)) == 0


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
def test_a_size_above_1000_counts_as_1000(account: Account, send: Send) -> None:
    send(2)

    assert len(account.read("messages", size=1001)) == 2
