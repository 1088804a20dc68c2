"""Sending one callback: the URL once, then the fallback once. Every attempt is recorded.

Documented: faq applications/retries.md. A failure does not change the message's state
(assumption C20).
"""

from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Attempt, Callback, Delivery, Outcome, Problem
from catapult_simulator.core.catalogue import (
    CALLBACK_HTTP_FAILURE_STATUS,
    CALLBACK_IO_ERROR,
    CALLBACK_SERVER_TIMEOUT,
    CatapultError,
    ErrorKind,
)
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.world import World


def deliver(world: World, delivery: Delivery) -> None:
    """Send the callback. Record each attempt in the journal, each failure as an error.

    Sends nothing if the world has been retired meanwhile.
    """
    if world.retired:
        delivery.cancel()
        return
    world.under_way.append(delivery)
    try:
        if delivery.act():
            return
        fault = world.faults.take("callback", facts_of(delivery.callback))
        if fault is not None and fault.outcome == "lost":
            delivery.reason = reason("lost-by-fault")
            return
        _attempt_both(world, delivery)
        if fault is not None and fault.outcome == "twice":
            _attempt_both(world, delivery)
    finally:
        world.under_way.remove(delivery)
        delivery.finish()


def facts_of(callback: Callback) -> dict[str, str | None]:
    """The facts that the conditions of a fault at `callback` are compared with."""
    payload = callback.payload
    return {
        "to": payload["to"],
        "from": payload["from"],
        "tag": payload.get("tag"),
        "path": callback.url,
    }


def _attempt_both(world: World, delivery: Delivery) -> None:
    callback = delivery.callback
    if not _attempt(world, delivery, callback.url, fallback=False) and callback.fallback_url:
        _attempt(world, delivery, callback.fallback_url, fallback=True)


def _attempt(world: World, delivery: Delivery, url: str, *, fallback: bool) -> bool:
    callback = delivery.callback
    outcome = world.network.sender_of(url).send(callback, url)
    attempt = Attempt(without_credentials(url), fallback, outcome)
    delivery.attempts.append(attempt)
    world.journal.record(
        "callback",
        f"{callback.method} {attempt.url} -> {outcome.status or outcome.problem}",
        {**callback.payload, "method": callback.method, **attempt.as_dict()},
    )
    if not outcome.ok:
        world.record_error(_failure(callback, attempt.url, outcome))
    return outcome.ok


def _failure(callback: Callback, url: str, outcome: Outcome) -> CatapultError:
    """The error of a failed attempt. Durations are in ms, those of its parts 0 (observed)."""
    kind = _FAILURES.get(outcome.problem, CALLBACK_IO_ERROR)
    return kind.error(
        messageId=callback.message_id,
        callbackUrl=url,
        callbackMethod=callback.method,
        callbackEvent=callback.event,
        callbackTimeout=callback.timeout_ms,
        callbackStatusCode=outcome.status,
        totalDuration=round(outcome.seconds * 1000),
        responseDuration=0,
        requestDuration=0,
    )


_FAILURES: dict[Problem | None, ErrorKind] = {
    "timeout": CALLBACK_SERVER_TIMEOUT,
    "status": CALLBACK_HTTP_FAILURE_STATUS,
}
