"""429 and 403 on the wire; who shares a limit with whom."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client, Response
from catapult_simulator.core.tenant import Tenant

NOW_MS = 1_556_712_000_000  # where virtual time begins: 2019-05-01T12:00:00Z
MESSAGE = {"from": LINE, "to": PERSON, "text": "Hello"}


def limit(tenant: Tenant, **rules: Any) -> None:
    tenant.rules = tenant.rules.but(**rules)


def test_a_429_gives_the_reset_time_twice_and_no_message(client: Client, tenant: Tenant) -> None:
    limit(tenant, request_interval_ms=1000)
    client.get("account")

    answer = client.get("account")

    moment = str(NOW_MS + 1000)
    assert answer.status == 429
    assert answer.headers["x-ratelimit-reset"] == moment
    assert "cache-control" not in answer.headers
    path = f"users/{tenant.user_id}/account"
    assert answer.body.decode() == (
        '{"category":"too-many-requests","code":"rate-limit-reached","details":['
        f'{{"name":"rateLimitResetTime","value":"{moment}"}},'
        '{"name":"requestMethod","value":"GET"},'
        '{"name":"remoteAddress","value":"192.0.2.10"},'
        f'{{"name":"requestPath","value":"{path}"}}]}}'
    )


def test_a_rule_adds_a_message_to_429(client: Client, tenant: Tenant) -> None:
    limit(tenant, request_interval_ms=1000, message_on_429=True)
    client.get("account")

    answer = client.get("account")

    assert list(answer.json) == ["category", "code", "message", "details"]
    assert answer.code == "rate-limit-reached"
    assert answer.headers["x-ratelimit-reset"] == str(NOW_MS + 1000)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (("GET", "account"), ("GET", "account/transactions"), True),
        (("GET", "messages"), ("GET", "messages/m-x"), True),
        (("GET", "messages"), ("PATCH", "messages/m-x"), True),
        (("GET", "messages"), ("POST", "messages"), False),
        (("GET", "media"), ("PUT", "media/x"), True),
        (("HEAD", "media/x"), ("GET", "media"), True),
        (("GET", "phoneNumbers"), ("POST", "phoneNumbers"), True),
        (("POST", "phoneNumbers"), ("POST", "/v1/availableNumbers/local"), False),
        (("GET", "phoneNumbers"), ("GET", "/v1/availableNumbers/tollFree"), False),
        (("GET", "phoneNumbers"), ("GET", "/v1/phoneNumbers/numberInfo/+19195550001"), False),
        (("GET", "applications"), ("GET", "errors"), False),
        (("GET", "nonsense"), ("GET", "more/nonsense"), True),
        (("GET", "account"), ("GET", "/v1/nonsense"), False),
    ],
    ids=str,
)
def test_requests_of_one_family_share_a_second(
    client: Client, tenant: Tenant, first: Any, second: Any, shared: bool
) -> None:
    limit(tenant, request_interval_ms=1000)
    assert client.call(*first).status != 429

    assert (client.call(*second).status == 429) is shared


def test_a_429_is_in_the_journal_but_not_in_the_errors(client: Client, tenant: Tenant) -> None:
    limit(tenant, request_interval_ms=1000)
    client.get("account")
    client.get("account")

    assert tenant.errors.find() == []
    last = tenant.journal.last("request")
    assert last is not None
    assert last.summary.endswith("-> 429")


def test_a_refused_request_does_nothing(client: Client, tenant: Tenant) -> None:
    tenant.media.put("x", b"x")
    limit(tenant, request_interval_ms=1000)
    client.get("media")

    assert client.delete("media/x").status == 429
    assert client.call("PUT", "media/y", b"y").status == 429
    tenant.advance(1)
    assert [item["mediaName"] for item in client.get("media").json] == ["x"]


@pytest.mark.parametrize(
    ("call", "burst", "wait_ms", "others"),
    [
        (("POST", "phoneNumbers"), 800, 600, [("POST", "/v1/availableNumbers/local")]),
        (
            ("GET", "/v1/availableNumbers/local"),
            800,
            600,
            [("GET", "/v1/availableNumbers/tollFree")],
        ),
        (("GET", "phoneNumbers/n-x"), 3000, 1, [("GET", "phoneNumbers")]),
    ],
    ids=["order", "search", "manage"],
)
def test_numbers_have_the_classes_of_2019(
    client: Client, tenant: Tenant, call: Any, burst: int, wait_ms: int, others: list[Any]
) -> None:
    limit(tenant, number_classes=True)

    assert 429 not in {client.call(*call).status for _ in range(burst)}

    for again in (call, *others):
        answer: Response = client.call(*again)
        assert answer.status == 429
        assert answer.headers["x-ratelimit-reset"] == str(NOW_MS + wait_ms)
    assert client.get("account").status == 200
    tenant.advance(wait_ms / 1000)
    assert client.call(*call).status != 429


@pytest.mark.usefixtures("line")
def test_a_list_of_messages_is_limited_one_by_one(client: Client, tenant: Tenant) -> None:
    limit(tenant, messages_per_second=0.2)

    results = client.post("messages", [MESSAGE] * 4).json

    assert [item["result"] for item in results] == ["accepted", "accepted", "error", "error"]
    assert [item["error"]["message"].rpartition(" ")[2] for item in results[2:]] == ["0.3", "0.4"]


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    ("rules", "status", "code"),
    [
        ({"messages_per_second": 0.1}, 403, "message-rate-limit"),
        ({"messages_per_second_and_number": 0.1}, 403, "message-rate-limit-per-tn"),
        ({"messages_per_second": 0.001, "queues_messages": True}, 400, "message-delay-limit"),
    ],
)
def test_what_is_sent_too_fast_is_refused(
    client: Client, tenant: Tenant, rules: dict[str, Any], status: int, code: str
) -> None:
    limit(tenant, **rules)
    assert client.post("messages", MESSAGE).status == 201

    answer = client.post("messages", MESSAGE)

    assert (answer.status, answer.code) == (status, code)
    assert len(tenant.messages.find()) == 1
    assert [error.code for error in tenant.errors.find()] == [code]
