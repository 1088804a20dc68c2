"""A callback in one line for a terminal, and the reason and the bodies of one that failed."""

from collections.abc import Iterator

from catapult_simulator.cli.attempts import payload_of
from catapult_simulator.cli.terminal import Tone, to_json
from catapult_simulator.control_client.client import Json

_ANSWER_LINES = 10
Line = tuple[str, Tone | None]


def callback_lines(at: str, attempt: Json) -> Iterator[Line]:
    """One line for an attempt to call an app, as the journal has it, and more where it failed:
    the reason, what was sent, and the beginning of the answer. `at` is its time."""
    tone: Tone = "bad" if "problem" in attempt else "wait" if "cause" in attempt else "good"
    took = f"{round(attempt['seconds'] * 1000)} ms"
    result = attempt.get("status", attempt.get("problem"))
    fallback = " (fallback)" if attempt.get("fallback") else ""
    words = (at[11:19], str(result), took, f"{attempt['method']} {attempt['url']}{fallback}")
    yield "  ".join((*words, event_of(attempt), str(attempt.get("messageId")))), tone
    if "explanation" in attempt:
        why = "; ".join(filter(None, (attempt["explanation"], attempt.get("advice"))))
        yield f"    {why}", tone
    if "problem" in attempt:
        yield f"    sent: {to_json(payload_of(attempt))}", None
        for line in (attempt.get("answer") or "").splitlines()[:_ANSWER_LINES]:
            yield f"    {line}", "quiet"


def event_of(payload: Json) -> str:
    """`sms received +19195550001 -> +19195551212`."""
    states = "/".join(
        str(payload[name]) for name in ("state", "deliveryState") if payload.get(name)
    )
    return f"{payload.get('eventType')} {states} {payload.get('from')} -> {payload.get('to')}"
