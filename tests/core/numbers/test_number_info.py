"""Caller names (CNAM)."""

import pytest

from builders import LINE, PERSON, code_of
from catapult_simulator.core.rules import DAY_MS
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


def test_a_generated_name_is_the_same_for_all_tenants(simulator: Simulator) -> None:
    one, other = simulator.open_tenant(), simulator.open_tenant()

    assert one.number_info.look_up(PERSON).name == other.number_info.look_up(PERSON).name


def test_generated_names_look_like_caller_names(tenant: Tenant) -> None:
    names = {tenant.number_info.look_up(f"+1919555{line:04}").name for line in range(300)}

    assert len(names) > 20
    assert all(name == name.upper() and 3 < len(name) <= 15 for name in names)


def test_a_test_can_set_the_name_of_a_number(tenant: Tenant) -> None:
    tenant.number_info.name(PERSON, "COYOTE WILE E")

    assert tenant.number_info.look_up(PERSON).name == "COYOTE WILE E"
    assert tenant.number_info.look_up(LINE).name != "COYOTE WILE E"


@pytest.mark.parametrize("number", ["+441632960123", "+10000000000"])
def test_a_number_abroad_has_no_name_unless_a_test_sets_one(tenant: Tenant, number: str) -> None:
    assert code_of(tenant.number_info.look_up, number) == "cnam-not-found"

    tenant.number_info.name(number, "HOLMES S")

    assert tenant.number_info.look_up(number).name == "HOLMES S"


def test_a_number_without_a_name_is_not_charged(tenant: Tenant) -> None:
    tenant.number_info.name(PERSON, "")
    before = tenant.account.balance

    assert code_of(tenant.number_info.look_up, PERSON) == "cnam-not-found"
    assert tenant.account.balance == before


@pytest.mark.parametrize("written", ["", "19195550001", "+1", "+1 919 555 0001", "nobody", "+0"])
def test_a_number_that_is_not_e164_is_refused(tenant: Tenant, written: str) -> None:
    assert code_of(tenant.number_info.look_up, written) == "invalid-cnam-search"


def test_created_is_the_first_query_and_updated_changes_once_a_day(tenant: Tenant) -> None:
    first = tenant.number_info.look_up(PERSON)
    tenant.advance(DAY_MS / 1000 - 0.001)
    soon = tenant.number_info.look_up(PERSON)
    tenant.advance(0.001)
    later = tenant.number_info.look_up(PERSON)

    assert first.created_ms == first.updated_ms
    assert soon == first
    assert (later.created_ms, later.updated_ms) == (first.created_ms, first.created_ms + DAY_MS)


def test_a_new_name_updates_the_entry_at_once(tenant: Tenant) -> None:
    first = tenant.number_info.look_up(PERSON)
    tenant.advance(60)
    tenant.number_info.name(PERSON, "NEW OWNER")

    info = tenant.number_info.look_up(PERSON)

    assert (info.created_ms, info.updated_ms) == (first.created_ms, first.created_ms + 60_000)
