"""Exchanges: one HTTP request and its answer, as the journal has them, ready to be read."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from catapult_simulator.core.callback_fields import CALLBACK_FIELDS, query_fields
from catapult_simulator.core.callback_request import head_lines
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.json_text import to_json
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.urls import parts_of
from catapult_simulator.pages.phone.bubbles import Tone

_FIELDS = {row.name for row in CALLBACK_FIELDS}


class Exchange(NamedTuple):
    """A request, its answer, and how long it took."""

    number: int
    time: str
    method: str
    url: str
    status: int | None
    tone: Tone
    note: str = ""
    sent_head: str = ""
    sent: str = ""
    answer_head: str = ""
    answer: str = ""
    reason: str = ""
    advice: str = ""
    made: str | None = None
    payload: Mapping[str, Any] = {}

    @property
    def path(self) -> str:
        """The URL without scheme and host, for a narrow column."""
        parts = parts_of(self.url)
        return parts.path or "/"


def callback_exchange(entry: Entry, user_agent: str) -> Exchange:
    """One attempt to tell the app."""
    detail = entry.detail
    milliseconds = f"{round(detail['seconds'] * 1000)} ms"
    payload = {name: value for name, value in detail.items() if name in _FIELDS}
    return Exchange(
        number=entry.number,
        time=_time(entry),
        method=detail["method"],
        url=detail["url"],
        status=detail.get("status"),
        tone=_tone(detail),
        note=f"fallback, {milliseconds}" if detail["fallback"] else milliseconds,
        sent_head=_head(detail, payload, user_agent),
        sent=_query(payload) if detail["method"] == "GET" else _json(payload),
        answer_head=detail.get("answerHead", ""),
        answer=_readable(detail.get("answer", "")),
        reason=detail.get("explanation", ""),
        advice=detail.get("advice", ""),
        payload=payload,
    )


def request_exchange(entry: Entry) -> Exchange:
    """One request of the app."""
    detail = entry.detail
    query = detail.get("query")
    status = detail["status"]
    return Exchange(
        number=entry.number,
        time=_time(entry),
        method=detail["method"],
        url=detail["path"] + (f"?{query}" if query else ""),
        status=status,
        tone="good" if status < 400 else "bad",
        sent=_readable(detail.get("body", "")),
        answer=_readable(detail.get("answer", "")),
        reason=_refusal(detail),
        made=made_message(detail),
    )


def made_message(detail: Mapping[str, Any]) -> str | None:
    """The id of the message that a request made, from its `Location`."""
    _, found, message_id = str(detail.get("location", "")).partition("/messages/")
    return message_id if found else None


def _refusal(detail: Mapping[str, Any]) -> str:
    """The message of an error of the API."""
    if detail["status"] < 400:
        return ""
    try:
        return str(json.loads(detail.get("answer", "")).get("message", ""))
    except (ValueError, AttributeError):
        return ""


def _tone(detail: Mapping[str, Any]) -> Tone:
    if "problem" in detail:
        return "bad"
    return "warn" if "explanation" in detail else "good"


def _query(payload: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}={value}" for name, value in query_fields(payload))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _readable(text: str) -> str:
    """JSON with line breaks; anything else as it is."""
    try:
        return _json(json.loads(text)) if text.lstrip()[:1] in ("{", "[") else text
    except ValueError:
        return text


def _head(detail: Mapping[str, Any], payload: Mapping[str, Any], user_agent: str) -> str:
    """The head as it was sent, without credentials."""
    parts = parts_of(detail["url"])
    method, url = detail["method"], detail["url"]
    callback = Callback(detail["messageId"], url, payload, method, user_agent=user_agent)
    body = to_json(payload).encode("utf-8", "replace")
    return "\n".join(head_lines(callback, parts, parts.netloc, body))


def _time(entry: Entry) -> str:
    return wire_time(entry.at_ms)[11:19]
