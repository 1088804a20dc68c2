"""A closed account: every use says so. What is left is its journal, for a report."""

from collections.abc import Callable, Iterator
from inspect import getmembers
from unittest.mock import Mock

import pytest

from builders import LINE, PERSON
from catapult_simulator.core import catalogue
from catapult_simulator.core.expectations.expectation import sent
from catapult_simulator.core.media import Media
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.setups.setup import Setup
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.clock import VIRTUAL_START
from catapult_simulator.core.world import TenantClosed

RESOURCES = (
    "account",
    "applications",
    "available_numbers",
    "errors",
    "faults",
    "media",
    "messages",
    "number_info",
    "people",
    "phone_numbers",
    "request_limits",
)
USES: dict[str, Callable[[Tenant], object]] = {
    "advance": lambda tenant: tenant.advance(1),
    "advance_to": lambda tenant: tenant.advance_to(VIRTUAL_START),
    "frozen_with": lambda tenant: tenant.frozen_with(Mock()).__enter__(),
    "settle": lambda tenant: tenant.settle(),
    "reset": lambda tenant: tenant.reset(),
    "receive_message": lambda tenant: tenant.receive_message(from_=PERSON, to=LINE),
    "start_receiving": lambda tenant: tenant.start_receiving(from_=PERSON, to=LINE),
    "connect": lambda tenant: tenant.connect("http://app.test/sms"),
    "replay": lambda tenant: tenant.replay("m-1"),
    "start_replaying": lambda tenant: tenant.start_replaying("m-1"),
    "trigger": lambda tenant: tenant.trigger("sms"),
    "start_triggering": lambda tenant: tenant.start_triggering("sms"),
    "apply_setup": lambda tenant: tenant.apply_setup({}),
    "snapshot": lambda tenant: tenant.snapshot(),
    "record_error": lambda tenant: tenant.record_error(catalogue.BAD_PARAMETERS.error()),
    "plan_timers": lambda tenant: tenant.plan_timers(),
    "sent": lambda tenant: tenant.sent,
    "received": lambda tenant: tenant.received,
    "assert_sent": lambda tenant: tenant.assert_sent(),
    "assert_none_sent": lambda tenant: tenant.assert_none_sent(),
    "assert_callback": lambda tenant: tenant.assert_callback(),
    "wait_for": lambda tenant: tenant.wait_for(sent()),
    "watch": lambda tenant: tenant.watch(print, print),
    "pending": lambda tenant: tenant.pending(),
    "state": lambda tenant: tenant.state(),
    "resume": lambda tenant: tenant.resume(Setup({"version": 1})),
    "rules": lambda tenant: setattr(tenant, "rules", Rules()),
    "client_origin": lambda tenant: setattr(tenant, "client_origin", "http://sim:8080"),
    "can_advance": lambda tenant: tenant.can_advance,
    "now": lambda tenant: tenant.now,
    "now_text": lambda tenant: tenant.now_text,
    "now_ms": lambda tenant: tenant.now_ms,
}
LEFT = {"assert_no_callback", "close", "phone", "credentials", "is_closed", "journal", "user_id"}
LEFT |= {"has_setup"}


def closed_tenant() -> Tenant:
    simulator = Simulator()
    tenant = simulator.open_tenant("u-shop")
    tenant.phone_numbers.allocate(LINE)
    simulator.close_tenant("u-shop")
    return tenant


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_a_closed_account_cannot_be_used(use: Callable[[Tenant], object]) -> None:
    with pytest.raises(TenantClosed, match='account "u-shop" was closed'):
        use(closed_tenant())


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_closed_account_has_no(resource: str) -> None:
    with pytest.raises(TenantClosed):
        getattr(closed_tenant(), resource)


def test_each_public_name_of_a_tenant_is_in_a_table_above(tenant: Tenant) -> None:
    public = {name for name in {*dir(tenant), *vars(tenant)} if not name.startswith("_")}

    assert public == {*RESOURCES, *USES, *LEFT}


def test_the_journal_of_a_closed_account_can_be_read() -> None:
    simulator = Simulator()
    tenant = simulator.open_tenant()
    tenant.advance(1)

    simulator.close_tenant(tenant.user_id)

    assert "advanced 1 s" in str(tenant.journal)
    assert tenant.is_closed
    tenant.close()


def methods(tenant: Tenant) -> Iterator[tuple[object, str]]:
    """The methods of all resources that run under the lock of their world."""
    for name in RESOURCES:
        resource = getattr(tenant, name)
        for method, function in getmembers(type(resource)):
            if hasattr(function, "__wrapped__") and function.__code__.co_name == "locked":
                yield resource, method


@pytest.mark.parametrize("end", ["reset", "close"])
def test_a_resource_that_was_taken_before_cannot_be_used_after(tenant: Tenant, end: str) -> None:
    taken = list(methods(tenant))

    getattr(tenant, end)()

    assert len(taken) > 20
    for resource, method in taken:
        with pytest.raises(TenantClosed):
            getattr(resource, method)()


def test_what_is_missing_for_another_reason_is_an_attribute_error(tenant: Tenant) -> None:
    with pytest.raises(
        AttributeError,
        match=f"^account '{tenant.user_id}' has no 'mesages'; did you mean 'messages'",
    ):
        tenant.mesages  # type: ignore[attr-defined]  # noqa: B018 - the misspelling is the point


@pytest.mark.parametrize("size", [1, 300 * 1024])
def test_an_upload_under_way_ends_with_its_account(tenant: Tenant, size: int) -> None:
    media: Media = tenant.media
    tenant.close()

    with pytest.raises(TenantClosed):
        media.put("x", b"x" * size)

    media.clear()


def test_an_account_that_is_closed_leaves_its_simulator() -> None:
    simulator = Simulator()
    closed, other = simulator.open_tenant("u-a", "t-a"), simulator.open_tenant()

    closed.close()

    assert simulator.tenants() == [other]
    assert not simulator.is_open(closed)
    assert simulator.authenticate(*closed.credentials[1:]) is None
    assert simulator.closed_account("t-a") == "u-a"
    assert len(simulator.snapshot().accounts) == 1
    again = simulator.open_tenant("u-a", "t-a")
    closed.close()  # once more: the new one stays
    assert simulator.tenants() == [other, again]
