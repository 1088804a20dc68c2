"""The price of a request, as if the API accepted it."""

from decimal import Decimal

import pytest
from contract_tests.account import Json
from contract_tests.live.spending import NOTHING, Spending, dollars, segments, worst_case

from .builders import asked

TEXT = {"from": "+1", "to": "+1", "text": "x"}


@pytest.mark.parametrize(
    ("method", "path", "body", "cost"),
    [
        ("POST", "messages", TEXT, Spending(1)),
        ("POST", "messages/", TEXT, Spending(1)),
        ("POST", "messages", {}, Spending(1)),
        ("POST", "messages", TEXT | {"text": "x" * 161}, Spending(2)),
        ("POST", "messages", TEXT | {"media": ["http://x"]}, Spending(2)),
        ("POST", "messages", [TEXT] * 51, Spending(51)),
        ("POST", "messages", [TEXT, "text", None], Spending(3)),
        ("POST", "messages", [], NOTHING),
        ("POST", "messages", 7, Spending(1)),
        ("PATCH", "messages/m-1", {"text": ""}, NOTHING),
        ("POST", "phoneNumbers", {"number": "+19195551212"}, Spending(numbers=1)),
        ("POST", "phoneNumbers", {"number": "+18445551212"}, Spending(toll_free=1)),
        ("POST", "phoneNumbers", None, Spending(numbers=1)),
        ("POST", "phoneNumbers/n-1", {"name": "x"}, NOTHING),
        ("POST", "/availableNumbers/local?areaCode=919", None, Spending(numbers=10)),
        ("POST", "/availableNumbers/local?quantity=3", None, Spending(numbers=3)),
        ("POST", "/availableNumbers/local", {"quantity": 4}, Spending(numbers=4)),
        ("POST", "/availableNumbers/local?quantity=0", None, Spending(numbers=10)),
        ("POST", "/availableNumbers/tollFree", None, Spending(toll_free=1)),
        ("POST", "/availableNumbers/tollFree?quantity=5000", None, Spending(toll_free=5000)),
        ("GET", "/availableNumbers/local?quantity=5000", None, NOTHING),
        ("GET", "/phoneNumbers/numberInfo/+19195551212", None, Spending(1)),
        ("GET", "phoneNumbers/+19195551212", None, NOTHING),
        ("POST", "applications", {"name": "x"}, NOTHING),
        ("DELETE", "phoneNumbers/n-1", None, NOTHING),
    ],
)  # fmt: skip
def test_a_request_has_its_worst_case(method: str, path: str, body: Json, cost: Spending) -> None:
    request = asked(method, path, body)

    assert worst_case(request.method, request.path, request.body) == cost


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("€" * 81, 2), ("ж" * 70, 1), ("ж" * 71, 2), ("😀" * 36, 2)],
)
def test_a_long_text_is_billed_by_its_parts(text: str, count: int) -> None:
    assert segments(text) == count


def test_a_cost_is_said_in_words_and_dollars() -> None:
    spending = Spending(2, 1, 1)

    assert str(spending) == "2 messages, 1 local number, 1 toll-free number"
    assert spending.cost == Decimal("2.615")
    assert [dollars(each) for each in (spending.cost, Decimal("0.0075"), Decimal(0))] == [
        "$2.62", "$0.0075", "$0.00",
    ]  # fmt: skip
