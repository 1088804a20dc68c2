"""Every exchange under `fixtures/`, byte for byte: what was recorded, what the documents print."""

from collections.abc import Iterator

import pytest

from golden_support import (
    EXCHANGES,
    Exchange,
    Replayer,
    assert_same_answer,
    assert_same_callback,
)

ANSWERS = [
    (exchange, profile)
    for exchange in EXCHANGES
    if exchange.request
    for profile in exchange.profiles
]
CALLBACKS = [
    (exchange, profile)
    for exchange in EXCHANGES
    if exchange.callback
    for profile in exchange.profiles
]


@pytest.fixture(scope="module")
def replayer() -> Iterator[Replayer]:
    with Replayer.opened() as replayer:
        yield replayer


def name(value: object) -> str:
    return value.key if isinstance(value, Exchange) else str(value)


@pytest.mark.parametrize(("exchange", "profile"), ANSWERS, ids=name)
def test_an_answer_is_as_it_was_recorded(
    replayer: Replayer, exchange: Exchange, profile: str
) -> None:
    with replayer.replay(profile) as replay:
        replay.prepare(exchange.given)

        answer = replay.request(exchange)

        assert_same_answer(answer, exchange, replay.webhook)


@pytest.mark.parametrize(("exchange", "profile"), CALLBACKS, ids=name)
def test_a_callback_is_as_it_was_recorded(
    replayer: Replayer, exchange: Exchange, profile: str
) -> None:
    assert exchange.callback
    with replayer.replay(profile) as replay:
        replay.prepare(exchange.given)

        callback = replay.webhook.callbacks[exchange.callback.get("position", -1)]

        assert_same_callback(callback, exchange)


def test_every_exchange_has_evidence() -> None:
    known = {exchange.evidence for exchange in EXCHANGES}

    assert known == {"documented", "observed", "assumed"}
    assert all(exchange.source for exchange in EXCHANGES)
    assert len(EXCHANGES) >= 66
