"""Magic destinations: every scenario of the table, and that no number of it can be owned."""

import pytest

from builders import LINE, PERSON, code_of, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.magic import Scenario, fault_for, scenarios
from catapult_simulator.core.messages.message import DELIVERY_CODES, Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.numbers.queries import NumberQuery
from catapult_simulator.core.tenant import Tenant

CODES = [scenario for scenario in scenarios() if scenario.fault.delivery_code is not None]


def numbers_of(scenario: Scenario) -> list[str]:
    return [f"+{n}" for n in range(int(scenario.first), int(scenario.last) + 1)]


def scenario(name: str) -> Scenario:
    return next(each for each in scenarios() if each.name == name)


def fate(tenant: Tenant, to: str, receipt: str = "all") -> Message:
    """Send a message to `to`; return it after its lifecycle."""
    sent = tenant.messages.send(draft(to=to, receipt_requested=receipt))
    tenant.settle()
    return tenant.messages.get(sent.id)


def test_every_delivery_code_has_a_scenario() -> None:
    assert {each.fault.delivery_code for each in CODES} == set(DELIVERY_CODES)
    assert len(CODES) == len(DELIVERY_CODES) == 20


def test_each_scenario_has_a_hundred_numbers_of_its_own() -> None:
    all_numbers = [number for each in scenarios() for number in numbers_of(each)]

    assert len(set(all_numbers)) == len(all_numbers) == 100 * len(scenarios())


def test_the_scenarios_are_in_the_order_of_their_numbers() -> None:
    assert [each.first for each in scenarios()] == sorted(each.first for each in scenarios())


@pytest.mark.parametrize("each", scenarios(), ids=lambda each: each.name)
def test_all_numbers_of_a_scenario_have_its_fault(each: Scenario) -> None:
    assert {fault_for(number) for number in numbers_of(each)} == {each.fault}


@pytest.mark.parametrize(
    "number",
    ["+15557700099", "+15557700200", "+1555770010", "+155577001000", "+15551230100",
     "+19197700100", "15557700100", "", PERSON],
)  # fmt: skip
def test_other_numbers_are_not_magic(number: str) -> None:
    assert fault_for(number) is None


@pytest.mark.parametrize("each", CODES, ids=lambda each: each.name)
@pytest.mark.parametrize("receipt", ["all", "error"])
@pytest.mark.usefixtures("line")
def test_every_delivery_code_is_reached(tenant: Tenant, each: Scenario, receipt: str) -> None:
    message = fate(tenant, each.first, receipt)

    code = each.fault.delivery_code
    assert (message.state, message.delivery_code) == ("sent", code)
    assert message.delivery_state == ("not-delivered" if code else "delivered")


@pytest.mark.usefixtures("line")
def test_a_failing_number_ends_in_an_error(tenant: Tenant) -> None:
    assert fate(tenant, scenario("state-error").first, "none").state == "error"


@pytest.mark.usefixtures("line")
def test_a_silent_number_never_sends_a_receipt(tenant: Tenant) -> None:
    message = fate(tenant, scenario("no-receipt").first)

    assert (message.state, message.delivery_state) == ("sent", "waiting")


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize("receipt", ["none", "all"])
def test_a_replying_number_replies_once(tenant: Tenant, receipt: str) -> None:
    number = scenario("reply").last

    fate(tenant, number, receipt)

    (reply,) = tenant.messages.find(direction="in")
    assert (reply.from_, reply.to, reply.text) == (number, LINE, "Got it")


@pytest.mark.usefixtures("line")
def test_a_slow_number_takes_a_minute(tenant: Tenant) -> None:
    sent = tenant.messages.send(draft(to=scenario("slow").first))

    tenant.advance(60)
    assert tenant.messages.get(sent.id).state == "sending"
    tenant.advance(1)
    assert tenant.messages.get(sent.id).state == "sent"


@pytest.mark.usefixtures("line")
def test_a_fault_comes_before_the_table(tenant: Tenant) -> None:
    tenant.faults.add(Fault("carrier", delivery_code=600, times=1))
    number = scenario("delivery-code-770").first

    assert [fate(tenant, number).delivery_code for _ in range(2)] == [600, 770]


@pytest.mark.parametrize("each", scenarios(), ids=lambda each: each.name)
def test_a_magic_number_cannot_be_owned(tenant: Tenant, each: Scenario) -> None:
    for number in (each.first, each.last):
        assert code_of(tenant.phone_numbers.allocate, number) == "number-not-found"
        imported = tenant.phone_numbers.import_number
        assert code_of(imported, number, password="x") == "number-not-found"


@pytest.mark.parametrize(
    "query", [NumberQuery(area_code="555"), NumberQuery(state="NC", pattern="555*")], ids=str
)
def test_a_magic_number_is_never_available(tenant: Tenant, query: NumberQuery) -> None:
    assert tenant.available_numbers.search_local(query) == []


def test_a_number_next_to_magic_ones_can_be_owned(tenant: Tenant, line: PhoneNumber) -> None:
    assert tenant.phone_numbers.allocate("+15557700200").number == "+15557700200"
