"""STOP and UNSTOP to toll-free numbers. Documented: rateLimits/messageRateLimits.md."""

import pytest

from builders import LINE, PERSON, TOLL_FREE, draft
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


@pytest.fixture
def shop(simulator: Simulator) -> Tenant:
    """An account with a toll-free number and a local one."""
    tenant = simulator.open_tenant()
    for number in (TOLL_FREE, LINE):
        tenant.phone_numbers.allocate(number)
    return tenant


def delivery_code(shop: Tenant, from_: str = TOLL_FREE, to: str = PERSON) -> int | None:
    sent = shop.messages.send(draft(from_=from_, to=to, receipt_requested="all"))
    shop.settle()
    return shop.messages.get(sent.id).delivery_code


@pytest.mark.parametrize("word", ["STOP", "stop", " Stop\n"])
def test_stop_blocks_later_messages_to_that_person(shop: Tenant, word: str) -> None:
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text=word)

    assert delivery_code(shop) == 775
    assert delivery_code(shop, to="+19195550002") == 0


@pytest.mark.parametrize("word", ["stop it", "don't stop", " ", "END"])
def test_only_the_whole_word_is_a_keyword(shop: Tenant, word: str) -> None:
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text=word)

    assert delivery_code(shop) == 0


def test_unstop_lifts_it(shop: Tenant) -> None:
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text="STOP")
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text="unstop")

    assert delivery_code(shop) == 0


def test_a_local_number_has_no_keywords(shop: Tenant) -> None:
    shop.receive_message(from_=PERSON, to=LINE, text="STOP")

    assert delivery_code(shop, from_=LINE) == 0


def test_the_network_answers_the_person(shop: Tenant) -> None:
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text="stop")

    details = [entry.detail for entry in shop.journal if entry.kind == "transition"]
    assert "NETWORK MSG: You replied with the word STOP" in details[0]["text"]


def test_a_reset_forgets_who_opted_out(shop: Tenant) -> None:
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text="STOP")
    shop.reset()
    shop.phone_numbers.allocate(TOLL_FREE)

    assert delivery_code(shop) == 0
