"""Batches: an array of messages in one POST."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1 import messages

WHOLE = {"from": LINE, "to": PERSON, "text": "hello"}


@pytest.fixture(autouse=True)
def _owned(line: PhoneNumber) -> None:
    """Each test sends from this number."""


def test_each_item_of_a_batch_has_a_result(client: Client, tenant: Tenant) -> None:
    """Observed: 202, in order, absolute locations, empty details."""
    answer = client.post("messages", [WHOLE, {"from": LINE, "text": "x"}, WHOLE | {"from": "+1"}])

    (sent,) = tenant.messages.find()
    assert answer.status == 202
    assert "location" not in answer.headers
    assert answer.body.decode() == (
        f'[{{"result":"accepted","location":"http://simulator.test:8080/v1/users/{tenant.user_id}'
        f'/messages/{sent.id}"}},{{"result":"error","error":{{"category":"bad-request",'
        '"code":"missing-property","message":"The \'message\' resource property \'to\' is '
        'required but was not specified","details":[]}},{"result":"error","error":{"category":'
        f'"authorization","code":"number-access-denied","message":"User {tenant.user_id} does not '
        'have permission to use number +1","details":[]}}]'
    )
    tenant.settle()
    assert tenant.messages.get(sent.id).state == "sent"


@pytest.mark.parametrize(
    ("items", "status"),
    [([], 202), ([WHOLE] * 50, 202), ([WHOLE] * 51, 403), ([{}] * 51, 403), ([WHOLE, 1], 400),
     ([WHOLE, None], 400), ([WHOLE, []], 400), ([{}], 202)],
    ids=["none", "50", "51", "51 bad ones", "a number", "null", "a list", "all bad"],
)  # fmt: skip
def test_a_batch_has_at_most_50_objects(
    client: Client, tenant: Tenant, items: list[Any], status: int
) -> None:
    answer = client.post("messages", items)

    assert answer.status == status
    assert len(tenant.messages) == (items.count(WHOLE) if status == 202 else 0)


def test_a_batch_above_50_is_refused_with_its_size(client: Client) -> None:
    """Documented: rateLimits/messageRateLimits.md."""
    answer = client.post("messages", [WHOLE] * 51)

    assert (answer.code, answer.json["category"]) == ("multi-message-limit", "limit")
    assert "[51] in the multi message request is greater than the limit [50]." in answer.message


def test_an_unknown_property_in_one_item_refuses_the_batch(client: Client, tenant: Tenant) -> None:
    """Assumption B13."""
    answer = client.post("messages", [WHOLE] * 49 + [{"x": 1}])

    assert (answer.status, answer.code) == (400, "unrecognized-property")
    assert len(tenant.messages) == 0


def look(*arguments: Any) -> None:
    raise AssertionError("the items were looked at")


@pytest.mark.parametrize("item", ["{}", '{"x":1}', "[]", "1"])
def test_a_batch_that_is_too_long_is_refused_by_its_count(
    client: Client, monkeypatch: pytest.MonkeyPatch, item: str
) -> None:
    """Assumption B15: 2 MB of items held up everybody for a second."""
    monkeypatch.setattr(messages, "_draft", look)
    body = f"[{','.join([item] * 200_000)}]".encode()

    answer = client.post("messages", body)

    assert (answer.status, answer.code) == (403, "multi-message-limit")
    assert "[200000]" in answer.message
