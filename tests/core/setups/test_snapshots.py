"""Snapshots: an account that is kept and read back answers as it did, and goes on as it would."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.setups.worlds import STEPS, Player, all_answers

_PLAYS = st.lists(STEPS, max_size=25)
FEWER = settings(max_examples=settings().max_examples // 2)
_BEGINNING = [("application", "shop", "http://app.test/sms", None), ("order", "+19195551212", 0)]


def world(steps: list[Any]) -> tuple[Simulator, Tenant]:
    """An account with a number, on which these steps have been played."""
    simulator = Simulator()
    tenant = simulator.open_tenant("u-1", "t-1", "s-1")
    Player(tenant).play([*_BEGINNING, *steps])
    return simulator, tenant


def read_back(tenant: Tenant) -> tuple[Simulator, Tenant]:
    simulator = Simulator.from_setup(str(tenant.snapshot()))
    return simulator, simulator.tenant("u-1")


def callbacks_of(simulator: Simulator) -> list[Any]:
    sender = simulator.network.callback_sender
    assert isinstance(sender, RecordingSender)
    return sender.delivered


@FEWER
@given(_PLAYS)
def test_an_account_that_is_read_back_gives_the_same_answers(steps: list[Any]) -> None:
    simulator, tenant = world(steps)

    copies, copy = read_back(tenant)

    assert all_answers(copies, copy) == all_answers(simulator, tenant)


@FEWER
@given(_PLAYS, _PLAYS)
def test_an_account_that_is_read_back_goes_on_as_it_would(
    steps: list[Any], more: list[Any]
) -> None:
    simulator, tenant = world(steps)
    copies, copy = read_back(tenant)
    callbacks_of(simulator).clear()

    for each in (tenant, copy):
        Player(each).play(more)
        each.settle()

    assert callbacks_of(copies) == callbacks_of(simulator)
    assert all_answers(copies, copy) == all_answers(simulator, tenant)


@given(_PLAYS)
def test_the_snapshot_of_what_was_read_back_is_the_same(steps: list[Any]) -> None:
    _, tenant = world(steps)
    snapshot = tenant.snapshot()

    _, copy = read_back(tenant)

    assert copy.snapshot() == snapshot
    copy.settle()
    copy.reset()
    assert copy.snapshot() == snapshot
