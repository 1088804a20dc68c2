"""Available numbers on the wire: where the parameters are read, what an order answers."""

import json
from typing import Any

import pytest

from builders import Client, Response
from catapult_simulator.core.tenant import Tenant

LOCAL, TOLL_FREE = "/v1/availableNumbers/local", "/v1/availableNumbers/tollFree"


def order(client: Client, query: str = "", body: bytes = b"", type: str | None = None) -> Response:  # noqa: A002
    return client.call("POST", f"{LOCAL}?{query}", body, type=type)


def test_a_local_number_is_shown_in_full(client: Client) -> None:
    (found,) = client.get(f"{LOCAL}?city=Cary&state=NC&quantity=1").json

    assert list(found) == [
        "number", "nationalNumber", "city", "lata", "rateCenter", "state", "price",
    ]  # fmt: skip
    assert [found[name] for name in ("city", "lata", "rateCenter", "state", "price")] == [
        "CARY", "426", "CARY", "NC", "0.60",
    ]  # fmt: skip


def test_a_pattern_shows_what_it_matched(client: Client) -> None:
    (found,) = client.get(f"{TOLL_FREE}?pattern=*2%3F9*&quantity=1").json

    assert list(found) == ["number", "nationalNumber", "patternMatch", "price"]
    assert len(found["patternMatch"]) == 14


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("areaCode=919", 10),
        ("areaCode=919&quantity=", 10),
        ("areaCode=919&quantity=7", 7),
        ("areaCode=919&quantity=007", 7),
        ("areaCode=919&quantity=7&quantity=3", 7),
        ("areaCode=919&size=2&page=4", 10),
    ],
)
def test_quantity_limits_a_search(client: Client, query: str, count: int) -> None:
    assert len(client.get(f"{LOCAL}?{query}").json) == count


@pytest.mark.parametrize("quantity", ["x", "1.0", "--1", "9999999999", "%D9%A3", "+1x"])
def test_a_quantity_is_a_whole_number(client: Client, quantity: str) -> None:
    answer = client.get(f"{LOCAL}?areaCode=919&quantity={quantity}")

    assert (answer.status, answer.message) == (400, "Bad parameters")


@pytest.mark.parametrize(
    ("written", "wide"),
    [("true", True), ("True", True), ("TRUE", True), ("false", False), ("1", False), ("", False)],
)
def test_the_local_calling_area_is_searched_on_request(
    client: Client, written: str, wide: bool
) -> None:
    query = f"areaCode=919&localNumber=3804&quantity=20&inLocalCallingArea={written}"

    found = client.get(f"{LOCAL}?{query}").json

    assert all(number["number"].startswith("+19193804") for number in found) is not wide


@pytest.mark.parametrize(
    ("query", "body", "type_"),
    [
        ("areaCode=919&quantity=2", b"", None),
        ("", b"areaCode=919&quantity=2", "application/x-www-form-urlencoded"),
        ("areaCode=919", b"quantity=2", None),
        ("areaCode=919", b"quantity=2", "application/json"),
        ("areaCode=919", b'{"quantity": 2, "zip": null}', "application/json"),
        ("areaCode=919", b' {"quantity": "2"}', None),
        ("areaCode=919&quantity=2", b'{"quantity": 3}', None),
        ("areaCode=919&quantity=2", b"[1, 2]", "application/json"),
        ("areaCode=919&quantity=2", b"\xff\xfe", None),
        ("areaCode=919&quantity=2", b'{"zip": {"a": 1}, "city": ["Cary"]}', None),
        ("areaCode=919&quantity=2", b'{"inLocalCallingArea": true}', None),
    ],
)
def test_an_order_is_read_from_query_form_or_json(
    client: Client, query: str, body: bytes, type_: str | None
) -> None:
    answer = order(client, query, body, type_)

    assert (answer.status, len(answer.json)) == (201, 2), answer


@pytest.mark.parametrize("body", [b"{", b'{"quantity": }', b"{" * 100_000])
def test_an_order_with_a_malformed_body_is_refused(
    client: Client, tenant: Tenant, body: bytes
) -> None:
    answer = order(client, "areaCode=919", body)

    assert (answer.status, answer.message) == (400, "Bad parameters")
    assert tenant.phone_numbers.find() == []


def test_an_order_returns_the_numbers_bought(client: Client, tenant: Tenant) -> None:
    answer = order(client, "areaCode=919&quantity=2")

    owned = tenant.phone_numbers.find()
    base = "http://simulator.test:8080/v1/users"
    assert answer.json == [
        {
            "number": number.number,
            "nationalNumber": f"({number.number[2:5]}) {number.number[5:8]}-{number.number[8:]}",
            "price": "0.60",
            "location": f"{base}/{tenant.user_id}/phoneNumbers/{number.id}",
        }
        for number in owned
    ]
    assert "location" not in answer.headers


def states(tenant: Tenant) -> tuple[Any, ...]:
    return tenant.phone_numbers.find(), tenant.account.balance


@pytest.mark.parametrize(
    ("path", "balance", "status"),
    [
        (f"{LOCAL}?areaCode=919&quantity=2", 119_999, 403),
        (f"{LOCAL}?areaCode=919&quantity=2", 120_000, 201),
        (f"{TOLL_FREE}?quantity=2", 399_999, 403),
        (f"{TOLL_FREE}?quantity=2", 400_000, 201),
    ],
)
def test_an_order_is_paid_in_full_or_not_made(
    client: Client, tenant: Tenant, path: str, balance: int, status: int
) -> None:
    tenant.account.set_balance(balance)

    answer = client.post(path)

    assert answer.status == status
    assert states(tenant)[1] == (balance if status == 403 else 0)
    assert len(tenant.phone_numbers.find()) == (0 if status == 403 else 2)


@pytest.mark.parametrize("path", [f"{LOCAL}?areaCode=555", f"{LOCAL}?state=XX"])
def test_an_order_that_finds_too_few_is_refused(client: Client, path: str) -> None:
    answer = client.post(path)

    assert (answer.status, answer.code) == (404, "order-number-quantity-unavailable")


def test_a_released_number_is_not_offered_again(client: Client, tenant: Tenant) -> None:
    (bought,) = order(client, "areaCode=919&quantity=1").json
    client.delete(f"phoneNumbers/{bought['location'].rpartition('/')[2]}")

    found = json.dumps(client.get(f"{LOCAL}?areaCode=919&quantity=100").json)

    assert bought["number"] not in found
    assert client.post("phoneNumbers", {"number": bought["number"]}).status == 404
