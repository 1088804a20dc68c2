"""Tenants with any number of messages, distributed like real traffic."""

from random import Random

from bench.traffic import (
    LINE,
    OTHER_LINES,
    REGULAR,
    SECRET,
    TEXT,
    TOKEN,
    USER_ID,
    destination,
)
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

SPACING_MS = 100  # between messages: ten a second, a million in 28 hours


def simulator_with_tenant(rules: Rules | None = None) -> tuple[Simulator, Tenant]:
    """A simulator on virtual time, with one account that has three numbers."""
    simulator = Simulator(rules=rules)
    tenant = simulator.open_tenant(USER_ID, TOKEN, SECRET)
    for number in (LINE, *OTHER_LINES):
        tenant.phone_numbers.allocate(number)
    return simulator, tenant


def fill(tenant: Tenant, count: int) -> list[str]:
    """Store `count` messages, nine of ten outbound; returns their ids.

    They are put into the store without being sent: sending a million would take a minute.
    """
    random, store, ids = Random(7), tenant.messages._store, Ids("filled")
    start_ms = tenant.now_ms
    times = range(start_ms + SPACING_MS, start_ms + SPACING_MS * (count + 1), SPACING_MS)
    added = [store.add(_message(ids.next("m"), now_ms, random)).id for now_ms in times]
    tenant.advance(SPACING_MS * count / 1000)
    return added


def _message(message_id: str, now_ms: int, random: Random) -> Message:
    person = destination(random)
    line = LINE if person == REGULAR or random.random() < 0.6 else OTHER_LINES[0]
    if random.random() < 0.1:
        return Message(message_id, "in", person, line, TEXT, (), now_ms, "received", 1)
    return Message(message_id, "out", line, person, TEXT, (), now_ms, "sent", 1)
