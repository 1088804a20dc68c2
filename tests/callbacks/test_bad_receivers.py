"""Sixty receivers that misbehave in every way, at once. `bench/bad_receivers.py` has more."""

from collections.abc import Iterator
from contextlib import closing
from threading import Event
from typing import Any

import pytest

from bad_receivers import Bad, BadReceivers
from builders import LINE, basic
from callback_checks import EVENTS, Client, complaints
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

AT_ONCE = Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0)
PATIENCE = 30.0
RECEIVERS, MESSAGES = 60, 3
SHORT_MS, LONG_MS = 250, 10_000


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator(clock="wall", rules=AT_ONCE)) as server:
        yield server


def timeout_of(receiver: Bad) -> int:
    return SHORT_MS if receiver.problem == "timeout" else LONG_MS


def attempts_at(tenant: Tenant) -> list[Any]:
    return [entry.detail for entry in tenant.journal.entries(kind="callback")]


def wait_for_attempts(tenant: Tenant, count: int) -> None:
    enough = Event()

    def look() -> None:
        if len(tenant.journal.entries(kind="callback")) >= count:
            enough.set()

    unsubscribe = tenant.journal.subscribe(look, 0)
    assert enough.wait(PATIENCE), f"{len(attempts_at(tenant))} attempts of {count}"
    unsubscribe()


def test_no_callback_is_early_lost_out_of_order_or_endless(server: Server) -> None:
    tenant = server.simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)
    own = tenant.credentials
    port = int(server.url.rpartition(":")[2])

    with (
        closing(Client(port, own.user_id, basic(own.token, own.secret))) as client,
        BadReceivers(RECEIVERS, client.answered).listening() as receivers,
    ):
        sent: dict[str, list[str]] = {receiver.url: [] for receiver in receivers.all}
        for number in range(MESSAGES):
            for place, receiver in enumerate(receivers.all):
                tag = f"{place}-{number}"
                assert client.post(tag, receiver.url, timeout_of(receiver)) == 201
                sent[receiver.url].append(tag)
        wait_for_attempts(tenant, RECEIVERS * MESSAGES * len(EVENTS))

    assert complaints(receivers.all, sent, receivers.heard, attempts_at(tenant)) == []
