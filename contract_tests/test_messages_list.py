"""GET messages: order, filters and both ways of paging."""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork
from contract_tests.own_messages import OwnMessages, Send
from contract_tests.wire import assert_json, links, query_of

PAGE = "methods/messages/getMessages.md"


def texts(page: list[dict[str, Json]]) -> list[str]:
    return [message["text"] for message in page]


@observed("behaviour A25: php-bandwidth counts pages until one is empty")
@needs("accounts")
def test_an_account_without_messages_has_an_empty_list(account: Account) -> None:
    answer = account.get("messages")

    assert (answer.status_code, answer.content) == (200, b"[]")
    assert_json(answer)
    assert "link" not in answer.headers


@documented(f"behaviour G17: {PAGE}")
@needs("sending")
@spends(3)
def test_the_newest_message_comes_first(account: Account, send: Send, mine: OwnMessages) -> None:
    send(3)

    assert mine.texts(account.read("messages")) == ["2", "1", "0"]


@documented(f"{PAGE}: sent or received, of all numbers")
@needs("accounts")
def test_both_directions_are_in_one_list(
    account: Account, send: Send, line: str, simulated: SimulatedNetwork
) -> None:
    send(1)
    simulated.text_in(line, "in")

    assert texts(account.read("messages")) == ["in", "0"]


@documented(PAGE)
@needs("sending")
@spends(1)
def test_a_listed_message_is_complete(account: Account, send: Send, line: str) -> None:
    (sent,) = send(1)

    answer = account.get("messages", size=1, direction="out", from_=line)

    assert_json(answer)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content == b"[" + account.get(f"messages/{sent}").content + b"]"


@documented(f"{PAGE}: 25 by default, a link to the next page")
@needs("sending")
@spends(26)
def test_a_page_has_25_messages(account: Account, send: Send) -> None:
    send(26)

    answer = account.get("messages")

    assert len(answer.json()) == 25
    assert list(links(answer)) == ["next"]


@documented(f"{PAGE}: the form of the link")
@needs("sending")
@spends(5)
def test_the_next_page_continues_below_the_sort_key(
    account: Account, send: Send, mine: OwnMessages
) -> None:
    send(5)
    seen: list[str] = []
    url, pages = f"{account.url('messages')}?size=2", 0

    while url and len(seen) < 5:
        pages += 1
        assert pages < 9, f"the links lead in a circle: {url}"
        answer = account.session.get(url, auth=account.credentials[1:])
        seen += mine.texts(answer.json())
        url = links(answer).get("next", "")
        assert not url or re.fullmatch(
            rf"{re.escape(account.url('messages'))}\?sortKeyLT=\d{{19}}&size=2", url
        )

    assert seen == ["4", "3", "2", "1", "0"]


@documented(f"{PAGE}: the last page has no link")
@needs("accounts")
def test_a_full_last_page_has_no_next_link(account: Account, send: Send) -> None:
    send(2)

    assert links(account.get("messages", size=2)) == {}


@assumed("assumption A33")
@needs("sending")
@spends(3)
def test_the_link_repeats_the_filters(account: Account, send: Send, network: Network) -> None:
    send(3)

    answer = account.get("messages", size=1, to=network.person, direction="out")

    query = query_of(links(answer)["next"])
    assert f"to=%2B{network.person[1:]}" in query
    assert "direction=out" in query


@observed("java-bandwidth asks for page and size as long as a next link comes")
@needs("accounts")
def test_pages_can_be_numbered_too(account: Account, send: Send) -> None:
    send(5)

    pages = [account.get("messages", page=page, size=2) for page in range(4)]

    assert [texts(page.json()) for page in pages] == [["4", "3"], ["2", "1"], ["0"], []]
    assert ["next" in links(page) for page in pages] == [True, True, False, False]


@assumed("assumption B19")
@needs("sending")
@spends(4)
def test_a_sort_key_wins_over_a_page(account: Account, send: Send, line: str) -> None:
    send(4)
    below = links(account.get("messages", size=1, direction="out", from_=line))["next"]

    answer = account.session.get(f"{below}&page=2", auth=account.credentials[1:])

    assert texts(answer.json()) == ["2"]


@observed("node-bandwidth test/message-test.js")
@needs("sending")
@spends(2)
def test_the_list_below_the_lowest_sort_key_is_empty(account: Account, send: Send) -> None:
    send(2)

    answer = account.get("messages", sortKeyLT=1)

    assert (answer.status_code, answer.content) == (200, b"[]")


@documented(f"{PAGE}, sortOrder")
@needs("accounts")
@pytest.mark.parametrize(("order", "first"), [("asc", "0"), ("desc", "2"), ("Asc", "0")])
def test_the_order_can_be_chosen(account: Account, send: Send, order: str, first: str) -> None:
    send(3)

    assert texts(account.read("messages", sortOrder=order))[0] == first


@assumed("assumption B16")
@needs("accounts")
def test_ascending_pages_continue_upwards(account: Account, send: Send) -> None:
    send(3)

    first = account.get("messages", sortOrder="asc", size=2)
    second = account.session.get(links(first)["next"], auth=account.credentials[1:])

    assert texts(first.json()) + texts(second.json()) == ["0", "1", "2"]
    assert links(second) == {}
