"""Every exchange under `fixtures/`, replayed: recordings and samples of the documents."""

from collections.abc import Iterable, Mapping

import pytest

from contract_tests import evidence, preconditions
from contract_tests.account import Account
from contract_tests.conftest import LINE, OpenAccount
from contract_tests.control import Control
from contract_tests.evidence import needs
from contract_tests.exchanges import Exchange, keys, load
from contract_tests.live.belongings import MARK
from contract_tests.network import LiveNetwork, Network, SimulatedNetwork, eventually
from contract_tests.receiver import CallbackRequest, Webhook
from contract_tests.replay import Replay, assert_same_answer, assert_same_callback
from contract_tests.target import Target

NAMES = ("MyFirstApp", "Demo App", "shop")
PERSONS = ("+19195551212", "+13233326955", "+19191231111", "+15035555555", "+19195551213")


def marks_of(exchange: Exchange, profile: str) -> Iterable[pytest.MarkDecorator]:
    yield getattr(evidence, exchange.evidence)(exchange.source)
    yield needs(*preconditions.needs_of(exchange, profile))
    yield evidence.spends(*preconditions.spends(exchange))
    yield evidence.risks(*preconditions.risks(exchange))


CASES = [
    pytest.param(
        exchange.key,
        profile,
        id=f"{exchange.key}-{profile}",
        marks=list(marks_of(exchange, profile)),
    )
    for exchange in map(load, keys())
    for profile in exchange.profiles
]


@pytest.mark.parametrize(("key", "profile"), CASES)
def test_an_exchange_matches_its_fixture(
    key: str, profile: str, target: Target, request: pytest.FixtureRequest, webhook: Webhook
) -> None:
    exchange = load(key)
    replay = started(request, target, profile, webhook)
    replay.prepare(exchange.given)
    exchange = replay.expected(exchange)

    if exchange.callback:
        callbacks = received(exchange, replay)
        assert_same_callback(callbacks[exchange.callback.get("position", -1)], exchange)
        return
    answer = replay.request(exchange)
    assert_same_answer(answer, exchange, webhook)


def started(
    request: pytest.FixtureRequest, target: Target, profile: str, webhook: Webhook
) -> Replay:
    """A replay on a new account of a simulator, or on the live one."""
    if not target.simulated:
        account: Account = request.getfixturevalue("account")
        network: Network = LiveNetwork(account, target.person, target.patience)
        return Replay(account, network, webhook, numbers=standing_in(target))
    control: Control = request.getfixturevalue("control")
    open_account: OpenAccount = request.getfixturevalue("open_account")
    account = open_account(profile)
    virtual = "clock" in target.capabilities
    return Replay(account, SimulatedNetwork(control, account.user_id, virtual), webhook)


def standing_in(target: Target) -> Mapping[str, str]:
    """Numbers of the live account, and marked names, for those of the fixtures."""
    persons = dict.fromkeys(PERSONS, target.person) if target.person else {}
    names = {f'"name": "{name}"': f'"name": "{MARK} {name}"' for name in NAMES}
    return {LINE: target.numbers[0], **persons, **names} if target.numbers else names


def received(exchange: Exchange, replay: Replay) -> list[CallbackRequest]:
    """The callbacks, once all of them have come."""
    last = 1 if "receiptRequested" in str(exchange.given) else 0
    wanted = (exchange.callback or {}).get("position", last) + 1
    eventually(lambda: len(replay.webhook.callbacks) >= wanted, replay.network)
    return replay.webhook.callbacks
