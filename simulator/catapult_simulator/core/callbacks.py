"""Callbacks: one HTTP request to an app about one event, its attempts, and who sends it.

`callback_fields` builds the payload, `delivery` decides what is sent when, a CallbackSender sends.
"""

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any, Literal, NamedTuple, Protocol

from catapult_simulator.core.callback_reasons import Reason, reason
from catapult_simulator.core.masking import masked_body, masked_text, without_credentials

Method = Literal["GET", "POST"]
Payload = Mapping[str, Any]
Problem = Literal["timeout", "network", "status", "policy", "queue"]
PROBLEMS: tuple[Problem, ...] = ("timeout", "network", "status", "policy", "queue")
MAX_TIMEOUT_MS = 10_000  # default and maximum, for the URL and for its fallback (documented)


class Callback(NamedTuple):
    """One callback to send. `url` and `fallback_url` may contain Basic credentials.

    `timeout_ms` applies to each of the two URLs.
    """

    message_id: str
    url: str
    payload: Payload
    method: Method = "POST"
    fallback_url: str | None = None
    timeout_ms: int = MAX_TIMEOUT_MS
    user_agent: str = "BandwidthAPI/v1"

    @property
    def event(self) -> str:
        return str(self.payload["eventType"])


def method_of(callback_http_method: str | None) -> Method:
    """The HTTP method for a `callbackHttpMethod` in any case; POST is the documented default."""
    return "GET" if (callback_http_method or "").upper() == "GET" else "POST"


class Outcome(NamedTuple):
    """The result of one attempt: a status and the beginning of the answer's body, or a problem.

    `head` has the answer's headers, one a line. `reason` says in words why it failed, or why a
    success may be none.
    """

    status: int | None
    answer: str = ""
    problem: Problem | None = None
    seconds: float = 0.0
    reason: Reason | None = None
    head: str = ""

    @property
    def explanation(self) -> str:
        """The reason as one sentence; empty where nothing went wrong."""
        return self.reason.sentence if self.reason else ""

    @property
    def ok(self) -> bool:
        """True for a 2xx response in time (assumption C5)."""
        return self.problem is None


class CallbackSender(Protocol):
    """Sends one callback to one URL. Never raises: a failure is an Outcome with a problem."""

    def send(self, callback: Callback, url: str) -> Outcome: ...


class RecordingSender:
    """Records callbacks instead of sending them, as if every app answered 200."""

    def __init__(self) -> None:
        self.delivered: list[tuple[str, Callback]] = []

    def send(self, callback: Callback, url: str) -> Outcome:
        self.delivered.append((url, callback))
        return Outcome(200)


# The fields of an attempt beside the payload of its callback, as the journal and the control API
# show them.
ATTEMPT_FIELDS: dict[str, type] = {
    "method": str,
    "url": str,
    "fallback": bool,
    "status": int,
    "answer": str,
    "answerHead": str,
    "problem": str,
    "cause": str,
    "explanation": str,
    "advice": str,
    "seconds": float,
}


class Attempt(NamedTuple):
    """One attempt of a delivery. `url` has no credentials; `fallback`: it is the fallback URL."""

    url: str
    fallback: bool
    outcome: Outcome

    def as_dict(self) -> dict[str, Any]:
        """The attempt as the journal and the control API show it: without secrets."""
        outcome = self.outcome
        shown: dict[str, Any] = {"url": self.url, "fallback": self.fallback}
        if outcome.status is not None:
            shown |= {"status": outcome.status, "answer": masked_body(outcome.answer)}
        if outcome.head:
            shown["answerHead"] = masked_text(outcome.head)
        if outcome.problem is not None:
            shown["problem"] = outcome.problem
        if outcome.reason is not None:
            cause, explanation, advice = outcome.reason
            shown |= {"cause": cause, "explanation": explanation, "advice": advice}
        return shown | {"seconds": round(outcome.seconds, 3)}


class Delivery:
    """A callback to send, and the attempts so far. `finished` is set after the last one.

    `reason` says why there are none, where that is known.

    `held_by` is the id of the message whose POST must be answered first. It differs from the
    callback's `message_id` for looped-back messages.
    """

    waits_for = "waits for the app's answer"
    is_callback = True

    def __init__(self, callback: Callback) -> None:
        self.callback = callback
        self.held_by = callback.message_id
        self.attempts: list[Attempt] = []
        self.reason: Reason | None = None
        self.finished = Event()
        self._wakes: list[Callable[[], None]] = []

    def __str__(self) -> str:
        callback = self.callback
        url = without_credentials(callback.url)
        return f"callback {callback.method} {url} about message {callback.message_id}"

    def act(self) -> bool:
        """Do what is due where that is no callback. False: send the callback."""
        return False

    def cancel(self) -> None:
        """Make no attempt: the account was reset or closed. From any thread."""
        self.reason = reason("account-gone")
        self.finish()

    def finish(self) -> None:
        """There are no more attempts. From any thread."""
        self.finished.set()
        for wake in tuple(self._wakes):
            wake()

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` when the delivery is finished, at once if it is. Returns how to stop that."""
        self._wakes.append(wake)
        if self.finished.is_set():
            wake()

        def unsubscribe() -> None:
            if wake in self._wakes:
                self._wakes.remove(wake)

        return unsubscribe


def urls_of(delivery: Delivery) -> tuple[str | None, ...]:
    """The URLs that are tried for `delivery`; none where that is no callback."""
    callback = delivery.callback
    return (callback.url, callback.fallback_url) if delivery.is_callback else ()
