"""The setups of examples/setups: each is read, and does what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import LINE, PERSON, code_of, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "setups"
FILES = sorted(path.name for path in FOLDER.iterdir())
Look = Callable[[Simulator], None]


def only(simulator: Simulator) -> Tenant:
    (tenant,) = simulator.tenants()
    return tenant


def one_app(simulator: Simulator) -> None:
    inbound = only(simulator).receive_message(from_=PERSON, to=LINE, text="hello")

    assert [attempt.url for attempt in inbound.attempts] == ["http://127.0.0.1:3000/sms"]


def two_tenants(simulator: Simulator) -> None:
    bakery, florist = simulator.tenants()

    (orders,) = bakery.applications.find()
    assert {each.application_id for each in bakery.phone_numbers.find()} == {orders.id}
    assert florist.receive_message(from_=PERSON, to="+19195551213", text="hello").method == "GET"
    assert florist.media.get("menu.txt").read() == b"Tulips, roses, peonies"


def bad_day(simulator: Simulator) -> None:
    tenant = only(simulator)
    sent = [
        tenant.messages.send(draft(to=to, receipt_requested="all")).id
        for to in ("+19195550002", "+19195550003")
    ]

    tenant.settle()

    found = [tenant.messages.get(each) for each in sent]
    assert [(each.state, each.delivery_code) for each in found] == [("sent", 720), ("sent", None)]
    tenant.receive_message(from_=PERSON, to=LINE, text="hello")
    sender = simulator.network.callback_sender
    assert isinstance(sender, RecordingSender)
    assert len(sender.delivered) == 2
    tenant.advance(10)
    for _ in range(10):
        tenant.messages.send(draft())
    assert code_of(tenant.messages.send, draft()) == "message-rate-limit"
    assert tenant.faults.all()[0].error == "internal-error"


def people(simulator: Simulator) -> None:
    tenant = only(simulator)
    for number, text in (
        ("+19195550001", "Coming?"),
        ("+19195550002", "Coming?"),
        ("+19195550003", "Reply YES to confirm"),
        ("+19195550003", "Your code is 123456"),
        ("+19195550003", "Our news of May"),
    ):
        tenant.messages.send(draft(to=number, text=text))
        tenant.settle()

    answers = [message.text for message in reversed(tenant.messages.find(direction="in"))]
    assert answers == ["YES", "Who is this?", "Ah, YES", "YES", "Got it", "STOP"]
    assert tenant.number_info.look_up("+19195550001").name == "ALICE JONES"


def clinic(simulator: Simulator) -> None:
    tenant = only(simulator)
    assert len(tenant.pending()) == 1

    tenant.settle()

    states = [(each.state, each.delivery_code) for each in reversed(tenant.messages.find())]
    assert states == [("sent", 0), ("sent", 770), ("received", None), ("sent", 0)]


LOOKS: dict[str, Look] = {
    "bad-day.toml": bad_day,
    "clinic.json": clinic,
    "one-app.toml": one_app,
    "people.toml": people,
    "two-tenants.json": two_tenants,
}


def test_each_example_is_looked_at_and_on_the_page() -> None:
    page = (ROOT / "docs" / "how-to" / "setups.md").read_text(encoding="utf-8")

    assert list(LOOKS) == FILES
    assert [name for name in FILES if f"`{name}`" not in page] == []


@pytest.mark.parametrize("name", FILES)
def test_an_example_does_what_it_says(name: str) -> None:
    simulator = Simulator.from_setup(FOLDER / name)

    LOOKS[name](simulator)


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_given_back_by_its_snapshot(name: str) -> None:
    simulator = Simulator.from_setup(FOLDER / name)

    copy = Simulator.from_setup(str(simulator.snapshot()))

    assert copy.snapshot() == simulator.snapshot()
