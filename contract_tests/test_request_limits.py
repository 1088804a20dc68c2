"""Limits for all other requests: 429 for each family of resources."""

import pytest
import requests

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.raw import ask_often
from contract_tests.switches import change_rules
from contract_tests.wire import assert_json, named

pytestmark = needs("accounts", "clock")

PAGE = "rateLimits/resourceRateLimits.md"
FUTURE = "rateLimits/futureChanges.md"
FAMILIES = {
    "account": ("account", "account/transactions"),
    "applications": ("applications", "applications/a-x"),
    "availableNumbers": ("/availableNumbers/local?state=NC", "/availableNumbers/tollFree"),
    "errors": ("errors", "errors/ue-x"),
    "media": ("media", "media/x"),
    "messages": ("messages", "messages/m-x"),
    "numberInfo": ("/phoneNumbers/numberInfo/+19195551212", "/phoneNumbers/numberInfo/+1"),
    "phoneNumbers": ("phoneNumbers", "phoneNumbers/n-x"),
}


@pytest.fixture
def hasty(simulated: SimulatedNetwork, line: str) -> SimulatedNetwork:
    """One request a second, as documented, from now on."""
    change_rules(simulated, requestIntervalMs=1000)
    return simulated


def assert_too_often(answer: requests.Response) -> int:
    """429 in full; gives the moment that it names."""
    assert answer.status_code == 429, answer.text
    assert_json(answer)
    assert list(answer.json()) == ["category", "code", "details"]
    assert answer.json()["category"] == "too-many-requests"
    assert answer.json()["code"] == "rate-limit-reached"
    details = named(answer.json()["details"])
    assert list(details) == [
        "rateLimitResetTime", "requestMethod", "remoteAddress", "requestPath",
    ]  # fmt: skip
    assert details["rateLimitResetTime"] == answer.headers["X-RateLimit-Reset"]
    return int(answer.headers["X-RateLimit-Reset"])


@documented(f"behaviour A19: {PAGE}; header and detail name one moment")
@pytest.mark.parametrize("family", FAMILIES)
def test_the_second_request_of_a_family_in_a_second_is_refused(
    account: Account, hasty: SimulatedNetwork, family: str
) -> None:
    first, second = FAMILIES[family]

    assert account.get(first).status_code == 200
    assert_too_often(account.get(second))
    assert_too_often(account.get(first))


@documented(f"{PAGE}: from that moment on a request is allowed again")
def test_a_request_at_the_reset_time_is_answered(account: Account, hasty: SimulatedNetwork) -> None:
    account.get("account")
    first = assert_too_often(account.get("account"))
    hasty.advance(0.4)
    assert assert_too_often(account.get("account")) == first
    hasty.advance(0.599)
    assert_too_often(account.get("account"))

    hasty.advance(0.001)

    assert account.get("account").status_code == 200
    assert assert_too_often(account.get("account")) == first + 1000


@documented(f"{PAGE}: by family of resources")
def test_families_have_separate_limits(account: Account, hasty: SimulatedNetwork) -> None:
    statuses = {family: account.get(first).status_code for family, (first, _) in FAMILIES.items()}

    assert set(statuses.values()) == {200}, statuses


@documented(f"{PAGE}: messages have limits of their own")
def test_sending_has_no_request_limit(
    account: Account, hasty: SimulatedNetwork, draft: Draft
) -> None:
    answers = [account.post("messages", draft()).status_code for _ in range(3)]

    assert answers == [201] * 3
    assert account.get("messages").status_code == 200


@documented(f"{PAGE}: the call was not executed")
def test_a_refused_request_changes_nothing(account: Account, hasty: SimulatedNetwork) -> None:
    application = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
    made = account.create("applications", application)

    assert_too_often(account.delete(f"applications/{made}"))
    assert_too_often(account.post("applications", application))

    hasty.advance(1)
    assert [item["id"] for item in account.read("applications")] == [made]


@assumed("assumption E13")
def test_a_429_is_not_kept_as_an_error(account: Account, hasty: SimulatedNetwork) -> None:
    account.get("account")
    assert_too_often(account.get("account"))

    assert account.read("errors") == []


@assumed("assumption A32")
def test_requests_without_credentials_do_not_count(
    account: Account, hasty: SimulatedNetwork
) -> None:
    assert account.request("GET", "account", anonymous=True).status_code == 401

    assert account.get("account").status_code == 200


@observed("python-bandwidth 3.x fails on an error without a message")
def test_a_429_can_have_a_message(account: Account, hasty: SimulatedNetwork) -> None:
    change_rules(hasty, messageOn429=True)
    account.get("account")

    refused = account.get("account")

    assert list(refused.json()) == ["category", "code", "message", "details"]
    assert refused.json()["message"]
    assert refused.headers["X-RateLimit-Reset"] == refused.json()["details"][0]["value"]


@assumed("the simulator's own: a limit can be changed")
def test_a_limit_can_be_changed(account: Account, hasty: SimulatedNetwork) -> None:
    account.get("account")
    first = assert_too_often(account.get("account"))

    change_rules(hasty, requestIntervalMs=60_000)

    assert account.get("account").status_code == 200
    assert assert_too_often(account.get("account")) == first + 59_000


@documented(f"{FUTURE}: numbers have classes with bursts, other families keep their second")
def test_the_classes_of_2019_let_numbers_be_searched_faster(
    account: Account, hasty: SimulatedNetwork
) -> None:
    change_rules(hasty, numberClasses=True)

    for path in (*FAMILIES["availableNumbers"], *FAMILIES["phoneNumbers"]):
        assert {account.get(path).status_code for _ in range(5)} <= {200, 404}
    account.get("account")
    assert_too_often(account.get("account"))


@documented(f"{FUTURE}: ordering, searching and managing numbers have classes")
@needs("numbers")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "phoneNumbers"),
        ("POST", "/availableNumbers/local?areaCode=555"),
        ("POST", "/availableNumbers/tollFree?pattern=1"),
        ("GET", "/availableNumbers/local?areaCode=555"),
        ("GET", "/availableNumbers/tollFree?pattern=1"),
        ("GET", "phoneNumbers"),
        ("GET", "phoneNumbers/n-x"),
    ],
)
def test_each_request_of_a_class_may_come_often(
    account: Account, hasty: SimulatedNetwork, method: str, path: str
) -> None:
    change_rules(hasty, numberClasses=True)

    assert {account.request(method, path).status_code for _ in range(5)} <= {200, 400, 404}


@documented(f"{FUTURE}: other families keep their second")
@needs("numbers")
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "phoneNumbers/n-x"), ("DELETE", "phoneNumbers/n-x")]
)
def test_other_requests_of_numbers_keep_their_second(
    account: Account, hasty: SimulatedNetwork, method: str, path: str
) -> None:
    change_rules(hasty, numberClasses=True)

    assert [account.request(method, path).status_code for _ in range(2)] == [404, 429]


@assumed("assumption A24")
def test_unknown_paths_are_a_family_of_their_own(account: Account, hasty: SimulatedNetwork) -> None:
    assert [account.get("nonsense").status_code for _ in range(2)] == [404, 429]
    assert account.get("account").status_code == 200


@documented(f"{FUTURE}: orders have one limit, searches another")
@needs("numbers")
def test_all_orders_share_one_limit(account: Account, simulated: SimulatedNetwork) -> None:
    change_rules(simulated, requestIntervalMs=1000, numberClasses=True)
    assert 429 not in ask_often(account, "POST", "phoneNumbers", 800)

    assert account.post("phoneNumbers", {}).status_code == 429
    for kind in ("local", "tollFree"):
        path = f"/availableNumbers/{kind}?areaCode=919&quantity=0"
        assert account.post(path).status_code == 429
        assert account.get(path).status_code == 400
