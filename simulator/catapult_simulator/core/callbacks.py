"""Callbacks: what the app is told, and the port through which it is told.

Knows the payload's fields and their order on the wire; not how HTTP carries them.
"""

from collections.abc import Mapping
from functools import lru_cache
from threading import Event
from typing import Any, Literal, NamedTuple, Protocol

from catapult_simulator.core.links import Links
from catapult_simulator.core.time import timestamps

Problem = Literal["timeout", "network", "status"]
MAX_TIMEOUT_MS = 10_000  # default and maximum, for the URL and for its fallback (documented)

_SMS = "documented: apiCallbacks/sms.md"
_RECEIPT = "observed: recorded callbacks 2018; documented: apiCallbacks/sms.md"
# Every field of a payload, and how we know of it. Observed 2018: the keys of a body stand in the
# order of a Java hash map; keys that share a bucket keep the order in which they stand here
# (media, tag: assumed).
FIELDS = {
    "messageId": _SMS,
    "from": _SMS,
    "eventType": _SMS,
    "media": "documented: apiCallbacks/mms.md",
    "text": _SMS,
    "time": _SMS,
    "to": _SMS,
    "state": _SMS,
    "tag": "documented: methods/messages/postMessages.md; never with inbound messages",
    "messageUri": _SMS,
    "applicationId": "observed: recorded callbacks 2018: with inbound messages only",
    "segmentCount": "documented: apiCallbacks/sms.md, since 2019-03",
    "direction": _SMS,
    "deliveryState": _RECEIPT,
    "deliveryCode": _RECEIPT,
    "deliveryDescription": _RECEIPT,
}
# Documented in apiCallbacks/get-sms.md; tag and the delivery fields follow `state` (assumed).
_QUERY_ORDER = (
    "messageId", "from", "eventType", "text", "time", "to", "state", "tag", "deliveryState",
    "deliveryCode", "deliveryDescription", "applicationId", "direction", "segmentCount", "media",
    "messageUri",
)  # fmt: skip

Payload = Mapping[str, Any]


class Callback(NamedTuple):
    """One event to tell an app: which message, where to, how, and what is said.

    `url` and `fallback_url` may carry Basic credentials. `timeout_ms` holds for each of the two.
    """

    message_id: str
    url: str
    payload: Payload
    method: Literal["GET", "POST"] = "POST"
    fallback_url: str | None = None
    timeout_ms: int = MAX_TIMEOUT_MS
    user_agent: str = "BandwidthAPI/v1"

    @property
    def event(self) -> str:
        return str(self.payload["eventType"])


class Outcome(NamedTuple):
    """What came of one try: a status and the beginning of the answer's body, or a problem."""

    status: int | None
    answer: str = ""
    problem: Problem | None = None
    explanation: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the app took it: a 2xx answer in time (assumed: no source says what counts)."""
        return self.problem is None


class CallbackSender(Protocol):
    """Carries one callback to one URL. Never raises: what goes wrong is an Outcome."""

    def send(self, callback: Callback, url: str) -> Outcome: ...


class RecordingSender:
    """Keeps callbacks instead of carrying them, and answers 200 to each."""

    def __init__(self) -> None:
        self.delivered: list[tuple[str, Callback]] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        self.delivered.append((url, callback))
        return Outcome(200)


class Attempt(NamedTuple):
    """One attempt of a delivery. `url` has no credentials; `fallback`: it is the fallback URL."""

    url: str
    fallback: bool
    outcome: Outcome

    def as_dict(self) -> dict[str, Any]:
        """The attempt as the journal and the control API show it."""
        outcome = self.outcome
        shown: dict[str, Any] = {"url": self.url, "fallback": self.fallback}
        if outcome.status is not None:
            shown |= {"status": outcome.status, "answer": outcome.answer}
        if outcome.problem is not None:
            shown |= {"problem": outcome.problem, "explanation": outcome.explanation}
        return shown | {"seconds": round(outcome.seconds, 3)}


class Delivery:
    """A callback to send, and the attempts so far. `finished` is set after the last one.

    `cause` is the id of the message whose POST must be answered first. It differs from the
    callback's `message_id` for looped-back messages.
    """

    def __init__(self, callback: Callback) -> None:
        self.callback = callback
        self.cause = callback.message_id
        self.attempts: list[Attempt] = []
        self.finished = Event()


def sms_payload(links: Links, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of an event in the order of a JSON body; None values are left out."""
    told = {
        **fields,
        "eventType": "mms" if fields.get("media") else "sms",
        "time": timestamps.wire_time(fields["time"]),
        "messageUri": links.message(fields["messageId"]),
    }
    present = tuple(key for key in FIELDS if told.get(key) is not None)
    return {key: told[key] for key in in_hash_order(present)}


@lru_cache(maxsize=64)
def in_hash_order(keys: tuple[str, ...]) -> list[str]:
    """`keys` as a Java hash map walks them: by bucket, 16 of them up to 11 keys, else 32."""
    buckets = 16 if len(keys) <= 11 else 32
    return sorted(keys, key=lambda key: _spread(key) & (buckets - 1))


def query_fields(payload: Payload) -> list[tuple[str, str]]:
    """The payload as query parameters: `media` is one value in brackets (get-mms.md)."""
    return [(key, _query_value(payload[key])) for key in _QUERY_ORDER if key in payload]


def _query_value(value: object) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)


def _spread(key: str) -> int:
    hashed = 0
    for character in key:
        hashed = (31 * hashed + ord(character)) & 0xFFFFFFFF
    return hashed ^ hashed >> 16
