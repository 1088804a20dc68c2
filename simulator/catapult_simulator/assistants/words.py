"""Messages, attempts, faults and entries in words, for an assistant to read.

They come as JSON from the control API.
"""

from collections.abc import Sequence

from catapult_simulator.control_client.client import Json
from catapult_simulator.core.callback_reasons import reason_of
from catapult_simulator.core.json_text import to_json
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.story.requests import refusals

_LISTED = 5  # of what is still due
_LONGEST = 1000  # characters of a text or a body
_COUNTS = ("id", "struck", "usedUp")


def line_of_message(message: Json) -> str:
    """`m-1 +19195551212 -> +19195550001: "Yes, until six." (delivered)`."""
    media = "".join(f" [{each}]" for each in message.get("media") or ())
    text = to_json(shortened(message.get("text") or ""))
    way = f"{message['from']} -> {message['to']}"
    return f"{message['id']} {way}: {text}{media} ({state_of(message)})"


def state_of(message: Json) -> str:
    """The state of a message, with code and meaning where it was not delivered."""
    delivery = message.get("deliveryState")
    if delivery != "not-delivered":
        return str(message["state"] if delivery in (None, "waiting") else delivery)
    code, meaning = message.get("deliveryCode"), message.get("deliveryDescription")
    return " ".join(str(each) for each in ("not delivered,", code, meaning) if each).rstrip(",")


def lines_of_attempt(attempt: Json) -> list[str]:
    """The call, its result, and the reason in words where it failed."""
    status = f"answered {attempt['status']}" if "status" in attempt else "did not answer"
    fallback = " (the fallback URL)" if attempt.get("fallback") else ""
    url = without_credentials(attempt["url"])
    took = f"{round(attempt['seconds'] * 1000)} ms"
    lines = [f"{attempt['method']} {url}{fallback} {status} after {took}"]
    why = "; ".join(filter(None, (attempt.get("explanation"), attempt.get("advice"))))
    return [*lines, f"why: {why}"] if why else lines


def lines_of_callbacks(result: Json) -> list[str]:
    """Whether an app took a callback, and each attempt; without any, the reason."""
    attempts = result["callbacks"]
    if not attempts:
        return [f"No app was called: {reason_of(result)}."]
    taken = "took" if was_taken(result) else "did NOT take"
    return [f"The app {taken} it.", *(line for each in attempts for line in lines_of_attempt(each))]


def was_taken(result: Json) -> bool:
    """Whether an app was called and answered with 2xx."""
    attempts = result["callbacks"]
    return bool(attempts) and "problem" not in attempts[-1]


def line_of_fault(fault: Json) -> str:
    """`f-1 at carrier, deliveryCode 770 (struck 0 times)`."""
    properties = ", ".join(f"{key} {value}" for key, value in fault.items() if key not in _COUNTS)
    end = ", used up" if fault["usedUp"] else ""
    return f"{fault['id']} {properties} (struck {fault['struck']} times{end})"


def lines_of_pending(pending: Sequence[Json]) -> list[str]:
    """The five things due soonest, and how many more there are."""
    lines = [f"still due in {each['inMs'] / 1000:g} s: {each['what']}" for each in pending]
    more = len(lines) - _LISTED
    return [*lines[:_LISTED], *([f"… and {more} more"] if more > 0 else [])]


def line_of_entry(entry: Json, user_id: str) -> str:
    """`#12 2019-05-01T12:00:00Z callback POST http://… -> 500`, with the reason of a failure."""
    line = f"#{entry['number']} {entry['at']} {entry['kind']} {shortened(entry['summary'])}"
    why = _why(entry["kind"], entry["detail"], user_id)
    return f"{line}: {why}" if why else line


def _why(kind: str, detail: Json, user_id: str) -> str:
    if kind == "request":
        return "; ".join(refusals(detail, user_id, ""))
    return "; ".join(filter(None, (detail.get("explanation"), detail.get("advice"))))


def shortened(text: str) -> str:
    """`text`, without what is beyond a thousand characters."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"


def paragraph(*lines: str) -> str:
    """The lines that are not empty, below each other."""
    return "\n".join(filter(None, lines))
