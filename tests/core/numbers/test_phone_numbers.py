"""Phone numbers: order, import, assign to an application, release."""

import re
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, TOLL_FREE, code_of
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


def test_a_free_number_can_be_ordered(tenant: Tenant) -> None:
    number = tenant.phone_numbers.allocate(LINE, name="front desk")

    assert number.id.startswith("n-")
    assert (number.number, number.name, number.number_state) == (LINE, "front desk", "enabled")
    assert tenant.phone_numbers.get(number.id).number == LINE
    assert tenant.phone_numbers.get(LINE).id == number.id


@pytest.mark.parametrize(("number", "price"), [(LINE, "0.60"), (TOLL_FREE, "2.00")])
def test_a_number_has_its_monthly_price(tenant: Tenant, number: str, price: str) -> None:
    """Documented: methods/phoneNumbers."""
    assert tenant.phone_numbers.allocate(number).price == price


def test_a_number_is_ordered_in_any_notation(tenant: Tenant) -> None:
    assert tenant.phone_numbers.allocate("(919) 555-1212").number == LINE
    assert tenant.phone_numbers.import_number("919 555 1213", password="x").number == SECOND_LINE


def test_a_number_is_owned_in_any_notation(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)

    assert tenant.phone_numbers.owned("(919) 555-1212") == tenant.phone_numbers.owned(LINE)
    assert tenant.phone_numbers.owned(SECOND_LINE) is None


def test_an_imported_number_costs_nothing(tenant: Tenant) -> None:
    """Assumption D13."""
    assert tenant.phone_numbers.import_number(LINE, password="x").price == "0.00"


@pytest.mark.parametrize("number", ["pizza", "919555", "+1", "+0123456789", ""])
def test_a_malformed_number_is_refused(tenant: Tenant, number: str) -> None:
    with pytest.raises(CatapultError, match="Invalid phone number"):
        tenant.phone_numbers.allocate(number)


@pytest.mark.parametrize("number", ["+442071838750", "+19191551212", "+10195551212"])
def test_a_number_outside_the_numbering_plan_is_not_offered(tenant: Tenant, number: str) -> None:
    assert code_of(tenant.phone_numbers.allocate, number) == "number-not-found"


def test_a_number_cannot_be_ordered_twice(tenant: Tenant, line: PhoneNumber) -> None:
    numbers = tenant.phone_numbers
    with pytest.raises(CatapultError) as refused:
        numbers.allocate(LINE)

    assert refused.value.code == "duplicate-number"
    assert refused.value.message == (
        f"Cannot create another instance of number resource {line.id} for number {LINE}"
    )
    assert code_of(numbers.import_number, LINE, password="x") == "duplicate-number"


def test_an_unknown_application_is_refused(tenant: Tenant, line: PhoneNumber) -> None:
    assert code_of(tenant.phone_numbers.allocate, SECOND_LINE, application_id="a-x") == (
        "application-not-found"
    )
    assert code_of(tenant.phone_numbers.update, line.id, {"application_id": "a-x"}) == (
        "application-not-found"
    )
    assert len(tenant.phone_numbers.find()) == 1


def test_any_dashboard_credentials_are_accepted_by_default(simulator: Simulator) -> None:
    """Assumption D1."""
    strict = simulator.open_tenant(rules=Rules(dashboard_password="catchThatBird"))

    assert code_of(strict.phone_numbers.import_number, LINE, password="wrong") == (
        "invalid-provider-credentials"
    )
    assert strict.phone_numbers.import_number(LINE, password="catchThatBird").number == LINE


def test_an_update_leaves_the_other_properties(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.phone_numbers.update(line.id, {"name": "back door"})
    changed = tenant.phone_numbers.get(line.id)
    assert (changed.name, changed.application_id) == ("back door", line.application_id)

    tenant.phone_numbers.update(LINE, {"application_id": None})
    assert tenant.phone_numbers.get(line.id).application_id is None


def test_a_number_loses_its_deleted_application(tenant: Tenant, line: PhoneNumber) -> None:
    """Assumption E2."""
    assert line.application_id
    tenant.applications.delete(line.application_id)

    assert tenant.phone_numbers.get(line.id).application_id is None
    assert tenant.phone_numbers.find(application_id=line.application_id) == []


def test_a_released_number_is_found_by_its_id_only(tenant: Tenant, line: PhoneNumber) -> None:
    """Assumption D5; `numberState` is documented."""
    tenant.phone_numbers.release(LINE)

    kept = tenant.phone_numbers.get(line.id)
    assert (kept.number_state, kept.application_id) == ("released", None)
    assert tenant.phone_numbers.find() == []
    assert tenant.phone_numbers.find(number_state="released") == [kept]
    assert code_of(tenant.phone_numbers.get, LINE) == "number-not-found"


@pytest.mark.parametrize("ref", ["id", "number"])
def test_a_released_number_cannot_be_changed(tenant: Tenant, line: PhoneNumber, ref: str) -> None:
    tenant.phone_numbers.release(line.id)

    assert code_of(tenant.phone_numbers.release, getattr(line, ref)) == "number-not-found"
    assert code_of(tenant.phone_numbers.update, getattr(line, ref), {}) == "number-not-found"


def test_a_released_number_is_not_offered_again_but_can_be_imported(
    tenant: Tenant, line: PhoneNumber
) -> None:
    """Documented: it is not offered to the account again."""
    tenant.phone_numbers.release(line.id)
    assert code_of(tenant.phone_numbers.allocate, LINE) == "number-not-found"

    again = tenant.phone_numbers.import_number(LINE, password="x")
    assert again.id != line.id
    assert tenant.phone_numbers.get(LINE).id == again.id


@pytest.mark.parametrize("ref", ["n-xxx", PERSON, ""])
def test_an_unknown_number_is_not_found(tenant: Tenant, line: PhoneNumber, ref: str) -> None:
    with pytest.raises(CatapultError, match=re.escape(f"The number {ref} could not be found")):
        tenant.phone_numbers.get(ref)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [LINE, SECOND_LINE]),
        ({"name": "desk"}, [SECOND_LINE]),
        ({"name": "Desk"}, []),
        ({"application_id": "a-unknown"}, []),
        ({"number_state": "released"}, [TOLL_FREE]),
    ],
    ids=str,
)
def test_numbers_are_found_in_the_order_of_creation(
    tenant: Tenant, line: PhoneNumber, filters: dict[str, Any], found: list[str]
) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE, name="desk")
    tenant.phone_numbers.release(tenant.phone_numbers.allocate(TOLL_FREE).id)

    assert [number.number for number in tenant.phone_numbers.find(**filters)] == found


def test_numbers_of_one_application_are_found(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)
    other = tenant.applications.create("other", incoming_message_url=APP_URL)

    assert len(tenant.phone_numbers.find(application_id=line.application_id)) == 1
    assert tenant.phone_numbers.find(application_id=other.id) == []


def test_an_ordered_number_has_a_place(tenant: Tenant, line: PhoneNumber) -> None:
    place = tenant.phone_numbers.get(LINE)

    assert place.state == "NC"
    assert tenant.phone_numbers.find(state="nc", city=str(place.city).lower()) == [place]
    assert tenant.phone_numbers.find(state="CA") == []
