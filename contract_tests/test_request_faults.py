"""Faults of requests: scripted errors, once, conditional or until removed."""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules, clear_faults, faults, reset
from contract_tests.wire import assert_refused

pytestmark = [
    needs("faults", "clock"),
    assumed("the simulator's own: faults"),
]

OTHER = "+19195550123"
PICTURE = "http://your-site.example.com/image-1.jpg"


def statuses(account: Account, times: int, body: dict[str, Json]) -> list[int]:
    return [account.post("messages", body).status_code for _ in range(times)]


def test_the_next_requests_can_be_refused(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    where = {"at": "rest", "method": "POST", "path": "messages"}
    simulated.add_fault(**where, error="message-rate-limit", times=2)

    refused = account.post("messages", draft())

    sentence = (
        "You can send 1 messages per 1 seconds, calculated as the average over 10 seconds. "
        "Your rate is: 1.1"
    )
    assert_refused(refused, 403, "message-rate-limit", sentence)
    assert statuses(account, 2, draft()) == [403, 201]
    assert len(account.read("messages")) == 1


@pytest.mark.parametrize(
    ("condition", "body", "status"),
    [
        ({"tag": "unlucky"}, {"tag": "unlucky"}, 503),
        ({"tag": "unlucky"}, {"tag": "lucky"}, 201),
        ({"tag": "unlucky"}, {}, 201),
        ({"to": OTHER}, {"to": OTHER}, 503),
        ({"to": OTHER}, {}, 201),
        ({"from": "+14352154439"}, {}, 503),
        ({"from": OTHER}, {}, 201),
        ({"method": "POST"}, {}, 503),
        ({"method": "GET"}, {}, 201),
        ({"path": "messages"}, {}, 503),
        ({"path": "applications"}, {}, 201),
        ({"to": OTHER, "tag": "unlucky"}, {"to": OTHER}, 201),
    ],
    ids=str,
)
def test_a_fault_applies_where_its_conditions_hold(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    condition: dict[str, str],
    body: dict[str, Json],
    status: int,
) -> None:
    simulated.add_fault(at="rest", error="gateway-unavailable", **condition)

    assert account.post("messages", draft(**body)).status_code == status


def test_a_fault_lasts_until_it_is_removed(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="rest", error="internal-error", path="messages", method="POST")
    assert statuses(account, 4, draft()) == [503] * 4

    clear_faults(simulated)

    assert faults(simulated) == []
    assert statuses(account, 1, draft()) == [201]


def test_a_reset_removes_all_faults(account: Account, simulated: SimulatedNetwork) -> None:
    simulated.add_fault(at="rest", error="internal-error")
    simulated.add_fault(at="carrier", deliveryCode=770)

    reset(simulated)

    assert faults(simulated) == []
    assert account.read("messages") == []


def test_a_listed_fault_has_the_number_of_its_uses(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    given: list[dict[str, Json]] = [
        {"at": "rest", "path": "messages", "error": "internal-error", "times": 3},
        {"at": "carrier", "to": OTHER, "deliveryCode": 0, "times": 1},
        {"at": "callback", "tag": "x", "outcome": "twice"},
        {"at": "rest", "method": "GET", "delayMs": 5, "times": 1},
    ]
    for fault in given:
        simulated.add_fault(**fault)
    shown = faults(simulated)
    assert [fault | seen for fault, seen in zip(given, shown, strict=True)] == shown

    account.post("messages", draft())

    assert faults(simulated)[0] == shown[0] | {"struck": 1}


def test_credit_can_be_refused(account: Account, simulated: SimulatedNetwork, draft: Draft) -> None:
    simulated.add_fault(at="rest", error="insufficient-available-balance", times=1)

    answer = account.post("messages", draft())

    assert (answer.status_code, answer.json()["category"]) == (403, "credit")
    assert statuses(account, 1, draft()) == [201]


def test_the_error_of_a_fault_repeats_the_request(
    account: Account, simulated: SimulatedNetwork, draft: Draft, line: str
) -> None:
    simulated.add_fault(at="rest", error="number-access-denied", times=1)

    refused = account.post("messages", draft())

    message = f"User {account.user_id} does not have permission to use number {line}"
    details = {"userId": account.user_id, "number": line}
    assert_refused(refused, 401, "number-access-denied", message, details=details)
    assert account.read("errors")[0]["message"] == message


def test_the_429_of_a_fault_has_its_header(account: Account, simulated: SimulatedNetwork) -> None:
    simulated.add_fault(at="rest", error="rate-limit-reached", times=1)

    refused = account.get("account")

    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Reset"] == refused.json()["details"][0]["value"]
    assert account.get("account").status_code == 200


def test_an_account_may_be_without_mms(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    change_rules(simulated, mmsAllowed=False)

    refused = account.post("messages", draft(media=[PICTURE]))

    message = f"Cannot create message: user {account.user_id} cannot send a MMS message."
    assert_refused(refused, 403, "restrict-message-type", message)
    assert statuses(account, 1, draft()) == [201]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("validation-error", "Bad parameters"),
        ("unrecognized-property", "Unrecognized property '<propertyName>' at line <line>, .+"),
        ("invalid-available-number-search", "Specify a State ZIP Code or Area Code .+"),
        ("invalid-available-number-search-order", "The maximum quantity of numbers .+"),
        ("message-from-toll-free", "Messages cannot be sent from toll free numbers '.+'"),
        ("media-unavailable", "Failed to access media <mediaName>"),
    ],
)
def test_a_code_of_several_errors_names_its_first(
    account: Account, simulated: SimulatedNetwork, code: str, sentence: str
) -> None:
    simulated.add_fault(at="rest", error=code)

    refused = account.get("account").json()

    assert refused["code"] == code
    assert re.fullmatch(sentence, refused["message"])


@pytest.mark.parametrize(
    ("method", "path", "body", "struck"),
    [
        ("POST", "messages", [{"tag": "x"}, {"tag": "y"}], True),
        ("POST", "messages", [{"tag": "y"}, {"tag": "x"}], False),
        ("POST", "messages", [], False),
        ("POST", "messages", [7], False),
        ("POST", "messages", {"tag": ["x"]}, False),
        ("POST", "messages", "x", False),
        ("PATCH", "messages/m-x", {"tag": "x"}, True),
        ("POST", "applications", {"tag": "x"}, True),
        ("GET", "messages", {"tag": "x"}, False),
    ],
)
def test_a_condition_is_compared_with_the_body(
    account: Account,
    simulated: SimulatedNetwork,
    method: str,
    path: str,
    body: Json,
    struck: bool,
) -> None:
    simulated.add_fault(at="rest", error="gateway-unavailable", tag="x")

    answer = account.request(method, path, body)

    assert (answer.status_code == 503) is struck


def test_a_fault_without_a_condition_strikes_a_broken_body_too(
    account: Account, simulated: SimulatedNetwork
) -> None:
    simulated.add_fault(at="rest", error="gateway-unavailable", times=1)
    headers = {"Content-Type": "application/json"}

    answers = [
        account.request("POST", "messages", raw=b"{", headers=headers).status_code for _ in "ab"
    ]

    assert answers == [503, 400]
