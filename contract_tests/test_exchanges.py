"""Every exchange under `fixtures/`, replayed: recordings and samples of the documents."""

import pytest

from contract_tests import evidence
from contract_tests.conftest import OpenAccount
from contract_tests.control import Control
from contract_tests.evidence import needs
from contract_tests.exchanges import keys, load
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Webhook
from contract_tests.replay import Replay, assert_same_answer, assert_same_callback

CASES = [
    pytest.param(
        exchange.key,
        profile,
        id=f"{exchange.key}-{profile}",
        marks=getattr(evidence, exchange.evidence)(exchange.source),
    )
    for exchange in map(load, keys())
    for profile in exchange.profiles
]


@needs("accounts", "inbound", "faults", "clock", "callbacks")
@pytest.mark.parametrize(("key", "profile"), CASES)
def test_an_exchange_matches_its_fixture(
    key: str, profile: str, open_account: OpenAccount, control: Control, webhook: Webhook
) -> None:
    exchange = load(key)
    account = open_account(profile)
    replay = Replay(account, SimulatedNetwork(control, account.user_id), webhook)
    replay.prepare(exchange.given)

    if exchange.callback:
        callback = webhook.callbacks[exchange.callback.get("position", -1)]
        assert_same_callback(callback, exchange)
        return
    answer = replay.request(exchange)
    assert_same_answer(answer, exchange, webhook)
