"""A closed or reset account is freed at once: `serve` looks for cycles only now and then."""

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import World


@pytest.fixture(autouse=True)
def _no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def idle(tenant: Tenant) -> None:
    """Does nothing."""


def messages_under_way(tenant: Tenant) -> None:
    for _ in range(3):
        tenant.messages.send(draft(callback_url=APP_URL), post="open")


def a_whole_life(tenant: Tenant) -> None:
    tenant.faults.add(Fault("carrier", reply="yes"))
    tenant.messages.send(draft(callback_url=APP_URL, receipt_requested="all"))
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    tenant.media.put("a.txt", b"a")
    tenant.settle()


def worked(
    simulator: Simulator, work: Callable[[Tenant], None]
) -> "tuple[str, weakref.ref[World]]":
    tenant = simulator.open_tenant()
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    work(tenant)
    return tenant.user_id, weakref.ref(tenant._world)


@pytest.mark.parametrize("work", [idle, messages_under_way, a_whole_life])
@pytest.mark.parametrize("end", ["close", "reset"])
def test_the_state_of_an_account_is_freed_at_once(
    simulator: Simulator, work: Callable[[Tenant], None], end: str
) -> None:
    user_id, world = worked(simulator, work)
    assert world() is not None

    if end == "close":
        simulator.close_tenant(user_id)
    else:
        simulator.tenant(user_id).reset()

    assert world() is None
