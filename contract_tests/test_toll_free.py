"""Toll-free numbers: SMS only, and opting out with STOP."""

from collections.abc import Callable

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules

pytestmark = needs("numbers", "clock", "inbound")

PAGE = "rateLimits/messageRateLimits.md"
TOLL_FREE, SECOND = "+18445551234", "+18005551234"
OTHER = "+19195550123"

CodeOf = Callable[..., Json]


@pytest.fixture
def code_of(account: Account, simulated: SimulatedNetwork, draft: Draft) -> CodeOf:
    """`code_of(from_=…, to=…)`: the delivery code of a message sent now, toll-free if not said."""
    for number in (TOLL_FREE, SECOND):
        account.create("phoneNumbers", {"number": number, "provider": DASHBOARD})

    def code_of(**changes: str) -> Json:
        body = draft(**{"from_": TOLL_FREE, "receiptRequested": "all"} | changes)
        sent = account.create("messages", body)
        simulated.settle()
        return account.read(f"messages/{sent}")["deliveryCode"]

    return code_of


@documented(f"{PAGE}; code 775: assumption F4")
@pytest.mark.parametrize("word", ["STOP", "stop", "Stop", " stop\n"])
def test_stop_blocks_what_that_number_sends_that_person(
    simulated: SimulatedNetwork, code_of: CodeOf, line: str, word: str
) -> None:
    simulated.text_in(TOLL_FREE, word)

    assert code_of() == "775"
    assert code_of(to=OTHER) == "0"
    assert code_of(from_=SECOND) == "0"
    assert code_of(from_=line) == "0"


@documented(PAGE)
@pytest.mark.parametrize("word", ["UNSTOP", "unstop", " Unstop "])
def test_unstop_lifts_it(simulated: SimulatedNetwork, code_of: CodeOf, word: str) -> None:
    simulated.text_in(TOLL_FREE, "STOP")
    assert code_of() == "775"

    simulated.text_in(TOLL_FREE, word)

    assert code_of() == "0"


@documented(f"{PAGE}: single words")
@pytest.mark.parametrize("text", ["please STOP", "STOP it", "STOPP", "QUIT", " "])
def test_other_words_do_not_block(simulated: SimulatedNetwork, code_of: CodeOf, text: str) -> None:
    simulated.text_in(TOLL_FREE, text)

    assert code_of() == "0"


@documented(f"{PAGE}: of toll-free numbers only")
def test_stop_to_a_local_number_does_not_block(
    simulated: SimulatedNetwork, code_of: CodeOf, line: str
) -> None:
    simulated.text_in(line, "STOP")

    assert code_of(from_=line) == "0"


@assumed("assumption B36")
def test_the_keyword_is_also_a_received_message(
    account: Account, simulated: SimulatedNetwork, code_of: CodeOf
) -> None:
    simulated.text_in(TOLL_FREE, "STOP")

    (received,) = account.read("messages", direction="in")
    assert (received["to"], received["text"]) == (TOLL_FREE, "STOP")


@assumed("the simulator's own: a switch for opting out")
def test_the_keywords_can_be_switched_off(simulated: SimulatedNetwork, code_of: CodeOf) -> None:
    change_rules(simulated, tollFreeOptOut=False)

    simulated.text_in(TOLL_FREE, "STOP")

    assert code_of() == "0"
