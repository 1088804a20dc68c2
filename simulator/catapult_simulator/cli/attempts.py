"""Attempts to call an app back, printed: the payload, and the response or the problem."""

from catapult_simulator.cli.exits import NotTaken
from catapult_simulator.cli.terminal import Tone, say, say_lines, to_json
from catapult_simulator.control_client.client import Json
from catapult_simulator.core.callbacks import ATTEMPT_FIELDS


def payload_of(attempt: Json) -> Json:
    """The payload that the app was sent: an attempt without what came of it."""
    return {name: value for name, value in attempt.items() if name not in ATTEMPT_FIELDS}


def print_attempt(attempt: Json) -> None:
    """Print URL, payload and result of one attempt, as the journal describes it."""
    fallback = "  (fallback)" if attempt.get("fallback") else ""
    say()
    say(f"{attempt['method']} {attempt['url']}{fallback}")
    say_lines(_indented(to_json(payload_of(attempt), indent=2)))
    if "status" in attempt:
        tone: Tone = "bad" if "problem" in attempt else "good"
        say(f"  -> {attempt['status']} in {attempt['seconds']} s", tone=tone)
        if attempt["answer"]:
            say_lines(_indented(attempt["answer"], by="     "))
    else:
        say(f"  -> {attempt['problem']} after {attempt['seconds']} s", tone="bad")
    if "explanation" in attempt:
        say(f"  {attempt['explanation']}")
    if attempt.get("advice"):
        say(f"  {attempt['advice']}")


def require_accepted(attempt: Json) -> None:
    """Raise NotTaken unless the app answered with 2xx."""
    if "problem" in attempt:
        raise NotTaken("the app did not accept the callback")


def _indented(text: str, by: str = "  ") -> str:
    return "\n".join(f"{by}{line}" for line in text.splitlines())
