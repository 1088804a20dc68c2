"""The newest messages with one person, and the newest one with each."""

import pytest

from builders import LINE, PERSON, code_of, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

OTHER = "+19195550002"


@pytest.fixture
def talk(tenant: Tenant, line: PhoneNumber) -> list[str]:
    """The ids of eight messages, of which every second one is from or to `PERSON`."""
    ids = []
    for at in range(4):
        ids.append(tenant.messages.receive(PERSON, LINE, f"in {at}").message.id)
        ids.append(tenant.messages.send(draft(to=PERSON if at % 2 else OTHER)).id)
    return ids


def test_the_newest_with_a_person_are_told_oldest_first(tenant: Tenant, talk: list[str]) -> None:
    found = tenant.messages.latest_with_person(PERSON, 3)

    assert [each.id for each in found] == [talk[4], talk[6], talk[7]]


def test_a_page_ends_before_or_with_a_message(tenant: Tenant, talk: list[str]) -> None:
    before = tenant.messages.latest_with_person(PERSON, 2, before=talk[4])
    upto = tenant.messages.latest_with_person(PERSON, 2, upto=talk[4])

    assert [each.id for each in before] == [talk[2], talk[3]]
    assert [each.id for each in upto] == [talk[3], talk[4]]


def test_all_messages_of_a_person_are_the_same_as_a_large_page(
    tenant: Tenant, talk: list[str]
) -> None:
    everything = tenant.messages.with_person(PERSON)

    assert tenant.messages.latest_with_person(PERSON, 100) == everything


def test_a_message_that_is_not_there_ends_no_page(tenant: Tenant, talk: list[str]) -> None:
    refused = code_of(tenant.messages.latest_with_person, PERSON, 3, before="m-x")

    assert refused == "message-not-found"


def test_the_newest_message_of_each_person_comes_first(tenant: Tenant, talk: list[str]) -> None:
    found = tenant.messages.latest_by_person(5)

    assert [each.id for each in found] == [talk[7], talk[5]]
    assert [each.id for each in tenant.messages.latest_by_person(1)] == [talk[7]]


def test_a_text_is_no_longer_told_than_it_is_kept(
    tenant: Tenant, line: PhoneNumber, talk: list[str]
) -> None:
    tenant.advance(tenant.rules.profile.text_kept_ms / 1000 + 1)

    assert tenant.messages.latest_with_person(PERSON, 1)[0].text is None
    assert tenant.messages.latest_by_person(1)[0].text is None
