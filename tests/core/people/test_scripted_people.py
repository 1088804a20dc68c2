"""The scripted people of an account: by number, and so many of them."""

import pytest

from builders import PERSON, code_of
from catapult_simulator.core import limits
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.people.scripted_people import UnknownPerson
from catapult_simulator.core.tenant import Tenant

YES = Script.of("YES")


def test_people_are_listed_and_found_by_number(tenant: Tenant) -> None:
    assert tenant.people.set("(919) 555-0001", YES) == PERSON
    tenant.people.set("12345", str)

    assert tenant.people.all() == {PERSON: YES, "12345": str}
    assert tenant.people.get("919.555.0001") == YES
    assert PERSON in tenant.people


def test_somebody_unknown_cannot_be_removed(tenant: Tenant) -> None:
    with pytest.raises(UnknownPerson, match=rf"nobody with the number \{PERSON} is scripted"):
        tenant.people.remove(PERSON)


@pytest.mark.parametrize("number", ["ALICE", "", "+1", "555"[:2]])
def test_a_person_needs_a_phone_number(tenant: Tenant, number: str) -> None:
    with pytest.raises(ValueError, match=f"'{number}' is no phone number".replace("+", r"\+")):
        tenant.people.set(number, YES)


def test_an_account_has_room_for_so_many_people(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SCRIPTED_PEOPLE", 1)
    tenant.people.set(PERSON, YES)
    tenant.people.set(PERSON, Script.of("NO"))

    assert code_of(tenant.people.set, "+19195550002", YES) == "simulator-limit"
