"""The policy of a callback: the URL once, then the fallback once, and what is written down.

Documented: faq applications/retries.md. A failure never touches the message's state (assumed).
"""

import re
from typing import TYPE_CHECKING, Any

from catapult_simulator.core.callbacks import Attempt, Callback, Delivery, Outcome
from catapult_simulator.core.catalogue import (
    CALLBACK_IO_ERROR,
    CALLBACK_SERVER_TIMEOUT,
    CatapultError,
)

if TYPE_CHECKING:
    from catapult_simulator.core.world import World

_CREDENTIALS = re.compile(r"//[^/?#\s]*@")


def deliver(world: "World", delivery: Delivery) -> None:
    """Make the callback; each try goes into the journal, each failure into the errors resource.

    What still waited for its turn when the world was retired is not made any more.
    """
    world.await_answer(delivery.cause)
    if world.retired:
        delivery.finished.set()
        return
    fault = world.faults.take("callback", facts_of(delivery.callback))
    try:
        if fault is not None and fault.outcome == "lost":
            world.journal.record(
                "fault", "callback lost", {"url": without_credentials(delivery.callback.url)}
            )
            return
        _try_both(world, delivery)
        if fault is not None and fault.outcome == "twice":
            _try_both(world, delivery)
    finally:
        delivery.finished.set()


def facts_of(callback: Callback) -> dict[str, str | None]:
    """What a fault at `callback` can match."""
    said = callback.payload
    return {"to": said["to"], "from": said["from"], "tag": said.get("tag"), "path": callback.url}


def _try_both(world: "World", delivery: Delivery) -> None:
    callback = delivery.callback
    if not _try(world, delivery, callback.url, fallback=False) and callback.fallback_url:
        _try(world, delivery, callback.fallback_url, fallback=True)


def _try(world: "World", delivery: Delivery, url: str, *, fallback: bool) -> bool:
    callback = delivery.callback
    outcome = world.network.sender.send(callback, url)
    delivery.attempts.append(Attempt(without_credentials(url), fallback, outcome))
    world.journal.record(
        "callback",
        f"{callback.method} {without_credentials(url)} -> {outcome.status or outcome.problem}",
        dict(callback.payload) | {"method": callback.method} | told(delivery.attempts[-1]),
    )
    if not outcome.ok:
        world.record_error(_failure(callback, without_credentials(url), outcome))
    return outcome.ok


def told(attempt: Attempt) -> dict[str, Any]:
    """An attempt as the journal and the control API show it."""
    outcome = attempt.outcome
    shown: dict[str, Any] = {"url": attempt.url, "fallback": attempt.fallback}
    if outcome.status is not None:
        shown |= {"status": outcome.status, "answer": outcome.answer}
    if outcome.problem is not None:
        shown |= {"problem": outcome.problem, "explanation": outcome.explanation}
    return shown | {"seconds": round(outcome.seconds, 3)}


def without_credentials(url: str) -> str:
    """`url` without credentials: those are never written down."""
    return _CREDENTIALS.sub("//", url)


def _failure(callback: Callback, url: str, outcome: Outcome) -> CatapultError:
    # Assumed: an answer that is no 2xx counts as a network error; no code for it is known.
    kind = CALLBACK_SERVER_TIMEOUT if outcome.problem == "timeout" else CALLBACK_IO_ERROR
    return kind.error(
        messageId=callback.message_id,
        callbackUrl=url,
        callbackMethod=callback.method,
        callbackEvent=callback.event,
        callbackTimeout=callback.timeout_ms,
    )
