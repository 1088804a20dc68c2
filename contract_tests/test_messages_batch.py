"""POST messages with an array: each message is handled by itself."""

from typing import Any

import pytest

from contract_tests.account import ABSENT, Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.wire import assert_invalid, assert_json, assert_refused

PAGE = "methods/messages/postMessages.md"


def newest(account: Account) -> list[str]:
    """The id of the message that was sent last, if there is one."""
    return [message["id"] for message in account.read("messages", direction="out", size=1)]


def errors_of(results: list[dict[str, Any]]) -> list[str]:
    return [result["error"]["code"] for result in results if result["result"] == "error"]


@observed("recorded exchanges 2015-09")
@needs("sending")
@spends(2)
def test_each_accepted_message_has_its_location(account: Account, draft: Draft) -> None:
    answer = account.post("messages", [draft(text="one"), draft(text="two")])

    assert answer.status_code == 202
    assert_json(answer)
    assert "location" not in answer.headers
    assert [list(result) for result in answer.json()] == [["result", "location"]] * 2
    places = [result["location"] for result in answer.json()]
    assert [
        account.session.get(place, auth=account.credentials[1:]).json()["text"] for place in places
    ] == [
        "one",
        "two",
    ]


@observed("recorded exchanges 2015-09")
@needs("sending")
@spends(1)
@risks(1)
def test_a_bad_message_does_not_affect_the_others(account: Account, draft: Draft) -> None:
    answer = account.post("messages", [draft(to=ABSENT), draft()])

    refused, accepted = answer.json()
    assert answer.status_code == 202
    assert accepted["result"] == "accepted"
    assert list(refused) == ["result", "error"]
    assert refused["error"] == {
        "category": "bad-request",
        "code": "missing-property",
        "message": "The 'message' resource property 'to' is required but was not specified",
        "details": [],
    }
    assert list(refused["error"]) == ["category", "code", "message", "details"]


@documented(PAGE)
@needs("sending")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": ""}, "blank-property"),
        ({"text": "x" * 2049}, "validation-error"),
        ({"from": "+14155790292"}, "number-access-denied"),
        ({"callbackUrl": "nowhere"}, "callback-invalid-url"),
        ({"receiptRequested": "maybe"}, "validation-error"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
@risks(14)
def test_the_errors_of_a_message_are_errors_of_an_item(
    account: Account, draft: Draft, changes: dict[str, Json], code: str
) -> None:
    answer = account.post("messages", [draft(**changes)])

    assert answer.status_code == 202
    assert errors_of(answer.json()) == [code]
    assert answer.json()[0]["error"]["details"] == []


@assumed("assumption B14")
def test_an_empty_array_gives_an_empty_array(account: Account) -> None:
    answer = account.post("messages", [])

    assert (answer.status_code, answer.content) == (202, b"[]")


@documented(PAGE)
@needs("sending")
@spends(50)
def test_fifty_messages_are_accepted(account: Account, draft: Draft) -> None:
    answer = account.post("messages", [draft(text=str(number)) for number in range(50)])

    assert (answer.status_code, len(answer.json())) == (202, 50)
    assert errors_of(answer.json()) == []


@documented("rateLimits/messageRateLimits.md, multi-message-limit")
@risks(51)
def test_fifty_one_are_too_many(account: Account, draft: Draft) -> None:
    answer = account.post("messages", [draft()] * 51)

    message = (
        "The number of messages [51] in the multi message request is greater than the limit [50]."
    )
    assert_refused(answer, 403, "multi-message-limit", message)


@assumed("assumption B15")
@risks(51)
def test_the_count_is_checked_before_the_items(account: Account, draft: Draft) -> None:
    answer = account.post("messages", [draft(colour="red"), *[{}] * 50])

    assert (answer.status_code, answer.json()["code"]) == (403, "multi-message-limit")


@assumed("assumption B13")
@needs("sending")
@risks(2)
def test_an_unknown_property_refuses_the_whole_array(account: Account, draft: Draft) -> None:
    before = newest(account)

    answer = account.post("messages", [draft(), draft(colour="red")])

    assert answer.json()["code"] == "unrecognized-property"
    assert answer.status_code == 400
    assert newest(account) == before


@assumed("assumption B14")
@pytest.mark.parametrize("item", ["text", 7, None, []], ids=["string", "number", "null", "array"])
@needs("sending")
@risks(2)
def test_an_item_that_is_not_an_object_is_refused(
    account: Account, draft: Draft, item: Json
) -> None:
    before = newest(account)

    assert_invalid(account.post("messages", [draft(), item]))
    assert newest(account) == before


@assumed("assumption B14")
@risks(2)
def test_the_status_is_202_even_if_all_items_fail(account: Account) -> None:
    answer = account.post("messages", [{}, {}])

    assert answer.status_code == 202
    assert errors_of(answer.json()) == ["missing-property"] * 2
