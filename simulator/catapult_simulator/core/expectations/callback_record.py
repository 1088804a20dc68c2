"""CallbackRecord: one attempt to call an app back, as the journal has it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from catapult_simulator.core.callback_reasons import Cause
from catapult_simulator.core.callbacks import Method, Problem
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.message import DeliveryState, Direction, State
from catapult_simulator.core.printable import printable
from catapult_simulator.core.time.moments import moment_of

EventType = Literal["sms", "mms"]
EVENT_TYPES: tuple[EventType, ...] = ("sms", "mms")
METHODS: tuple[Method, ...] = ("GET", "POST")
_SHOWN = 60  # characters of a text in the repr


class CallbackRecord(NamedTuple):
    """One attempt to call the app. The fields of the event, then of the HTTP call.

    `status` is None where no answer came; `problem`, `cause`, `explanation` and `advice` say why
    an attempt failed and what to do. `answer` is the beginning of the app's answer, `payload` has
    all fields of the event under their names in the API. Secrets in URLs are masked.
    """

    number: int
    """Of the entry in the journal."""
    at_ms: int
    event: EventType
    message_id: str
    direction: Direction
    from_: str
    to: str
    text: str | None
    media: tuple[str, ...]
    state: State
    delivery_state: DeliveryState | None
    method: Method
    url: str
    fallback: bool
    status: int | None
    problem: Problem | None
    cause: Cause | None
    explanation: str
    advice: str
    answer: str
    seconds: float
    payload: Mapping[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> "CallbackRecord":
        """The attempt that an entry of kind `callback` describes."""
        detail = entry.detail
        return cls(
            number=entry.number,
            at_ms=entry.at_ms,
            event=detail["eventType"],
            message_id=detail["messageId"],
            direction=detail["direction"],
            from_=detail["from"],
            to=detail["to"],
            text=detail.get("text"),
            media=tuple(detail.get("media", ())),
            state=detail["state"],
            delivery_state=detail.get("deliveryState"),
            method=detail["method"],
            url=detail["url"],
            fallback=detail.get("fallback", False),
            status=detail.get("status"),
            problem=detail.get("problem"),
            cause=detail.get("cause"),
            explanation=detail.get("explanation", ""),
            advice=detail.get("advice", ""),
            answer=detail.get("answer", ""),
            seconds=detail.get("seconds", 0.0),
            payload=MappingProxyType({key: detail[key] for key in detail if key not in _OF_HTTP}),
        )

    @property
    def time(self) -> datetime:
        """When the app was called: an aware datetime in UTC, by the account's clock."""
        return moment_of(self.at_ms)

    @property
    def ok(self) -> bool:
        """Whether the app answered with 2xx in time."""
        return self.problem is None

    def __repr__(self) -> str:
        text = "" if self.text is None else f" '{printable(self.text[:_SHOWN])}'"
        states = "/".join(filter(None, (self.state, self.delivery_state)))
        outcome = self.explanation or self.problem or self.status
        return (
            f"<Callback {self.method} {printable(self.url)} about {self.message_id} "
            f"{self.from_} -> {self.to}{text} {states}: {outcome}>"
        )


_OF_HTTP = (
    "method", "url", "fallback", "status", "problem", "cause", "explanation", "advice", "answer",
    "seconds",
)  # fmt: skip
