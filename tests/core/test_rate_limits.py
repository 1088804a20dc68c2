"""Limits on sending (averages over ten seconds) and on everything else (buckets)."""

from typing import Any

import pytest

from builders import LINE, SECOND_LINE, code_of, draft
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture
def line(tenant: Tenant) -> PhoneNumber:
    return tenant.phone_numbers.allocate(LINE)


def limited(tenant: Tenant, **rules: Any) -> Tenant:
    tenant.rules = tenant.rules.but(**rules)
    return tenant


def refused(tenant: Tenant, **changes: Any) -> CatapultError | None:
    """The code of the error for the next message."""
    try:
        tenant.messages.send(draft(**changes))
    except CatapultError as error:
        return error
    return None


def wait_of(tenant: Tenant, family: str, number_class: str | None = None) -> int | None:
    """The ms until a request is allowed; None if it is allowed now."""
    try:
        tenant.request_limits.admit(family, number_class)
    except CatapultError as error:
        return int(dict(error.details)["rateLimitResetTime"]) - tenant.now_ms
    return None


def test_there_are_no_limits_by_default(tenant: Tenant) -> None:
    assert [refused(tenant) for _ in range(50)] == [None] * 50
    assert [wait_of(tenant, "account") for _ in range(50)] == [None] * 50


@pytest.mark.parametrize(
    ("limit", "at_once", "rate"), [(1, 10, "1.1"), (0.1, 1, "0.2"), (2.5, 25, "2.6")]
)
def test_the_limit_is_an_average_over_ten_seconds(
    tenant: Tenant, limit: float, at_once: int, rate: str
) -> None:
    limited(tenant, messages_per_second=limit)

    assert [refused(tenant) for _ in range(at_once)] == [None] * at_once
    error = refused(tenant)

    assert error is not None
    assert error.code == "message-rate-limit"
    assert error.message == (
        f"You can send {limit:g} messages per 1 seconds, calculated as the average over 10 "
        f"seconds. Your rate is: {rate}"
    )


def test_the_window_slides(tenant: Tenant) -> None:
    limited(tenant, messages_per_second=0.2)
    assert refused(tenant) is None
    tenant.advance(6)
    assert refused(tenant) is None
    tenant.advance(4)  # the first one is ten seconds old

    assert refused(tenant) is None
    assert refused(tenant) is not None


def test_a_refused_attempt_counts_as_well(tenant: Tenant) -> None:
    limited(tenant, messages_per_second=0.1)
    refused(tenant)
    tenant.advance(5)
    assert refused(tenant)
    tenant.advance(5)

    assert refused(tenant)
    tenant.advance(10)
    assert refused(tenant) is None


def test_each_number_has_its_own_average(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)
    limited(tenant, messages_per_second_and_number=0.1)

    assert refused(tenant) is None
    error = refused(tenant)
    assert error is not None
    assert error.code == "message-rate-limit-per-tn"
    assert error.message.endswith(f"Your rate is: 0.2 for telephone number {LINE}")
    assert refused(tenant, from_=SECOND_LINE) is None


def test_queued_messages_are_sent_in_order(tenant: Tenant) -> None:
    limited(tenant, messages_per_second=0.1, queues_messages=True)
    sent = [tenant.messages.send(draft()).id for _ in range(3)]

    seen = []
    for _ in range(3):
        tenant.advance(9)
        seen.append([tenant.messages.get(each).state for each in sent])
        tenant.advance(1)

    assert seen == [
        ["sent", "queued", "queued"],
        ["sent", "sent", "queued"],
        ["sent", "sent", "sent"],
    ]


def test_a_message_waits_fifteen_minutes_at_most(tenant: Tenant) -> None:
    limited(tenant, messages_per_second=0.01, queues_messages=True)

    assert [refused(tenant) for _ in range(10)] == [None] * 10
    assert code_of(tenant.messages.send, draft()) == "message-delay-limit"
    tenant.advance(100)
    assert refused(tenant) is None


def test_a_family_is_refused_until_the_interval_is_over(tenant: Tenant) -> None:
    limited(tenant, request_interval_ms=1000)

    assert wait_of(tenant, "account") is None
    assert wait_of(tenant, "account") == 1000
    tenant.advance(0.25)
    assert wait_of(tenant, "account") == 750
    assert wait_of(tenant, "media") is None
    tenant.advance(0.75)
    assert wait_of(tenant, "account") is None


def test_a_long_pause_does_not_allow_two_requests(tenant: Tenant) -> None:
    limited(tenant, request_interval_ms=1000)
    tenant.advance(3600)

    assert [wait_of(tenant, "account") for _ in range(2)] == [None, 1000]


@pytest.mark.parametrize(
    ("number_class", "burst", "wait_ms"),
    [("order numbers", 800, 600), ("search numbers", 800, 600), ("manage numbers", 3000, 1)],
)
def test_a_class_has_a_burst_and_then_its_rate(
    tenant: Tenant, number_class: str, burst: int, wait_ms: int
) -> None:
    limited(tenant, number_classes=True)

    assert {wait_of(tenant, "x", number_class) for _ in range(burst)} == {None}
    assert wait_of(tenant, "y", number_class) == wait_ms
    tenant.advance(wait_ms / 1000)
    assert wait_of(tenant, "x", number_class) is None


def test_a_class_fills_up_again_in_time(tenant: Tenant) -> None:
    limited(tenant, number_classes=True)
    for _ in range(801):
        wait_of(tenant, "x", "order numbers")

    tenant.advance(60)

    waits = [wait_of(tenant, "x", "order numbers") for _ in range(101)]
    assert waits == [None] * 100 + [600]


def test_without_classes_numbers_are_a_family_like_others(tenant: Tenant) -> None:
    limited(tenant, request_interval_ms=1000)

    assert wait_of(tenant, "phoneNumbers", "manage numbers") is None
    assert wait_of(tenant, "phoneNumbers", "manage numbers") == 1000


def test_a_changed_limit_starts_with_a_full_bucket(tenant: Tenant) -> None:
    limited(tenant, request_interval_ms=1000)
    wait_of(tenant, "account")

    limited(tenant, request_interval_ms=60_000)

    assert [wait_of(tenant, "account") for _ in range(2)] == [None, 60_000]


def test_a_reset_forgets_all_attempts(tenant: Tenant) -> None:
    limited(tenant, request_interval_ms=1000, messages_per_second=0.1)
    refused(tenant)
    wait_of(tenant, "account")

    tenant.reset()
    tenant.phone_numbers.allocate(LINE)

    assert refused(tenant) is None
    assert wait_of(tenant, "account") is None


def test_accounts_do_not_share_limits(simulator: Simulator) -> None:
    rules = Rules(request_interval_ms=1000)
    one, other = (simulator.open_tenant(rules=rules) for _ in range(2))

    assert wait_of(one, "account") is None
    assert wait_of(other, "account") is None
