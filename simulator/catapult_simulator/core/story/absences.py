"""Absences: what did not happen in an account, and why, one sentence each."""

from collections import Counter
from collections.abc import Iterable

from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.advice import ADVICE
from catapult_simulator.core.catalogue import NO_APPLICATION_FOR_NUMBER, NO_CALLBACK_FOR_MESSAGE
from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.story.callbacks import failure, problem_of
from catapult_simulator.core.story.wording import counted, cut
from catapult_simulator.core.unmatched_requests import UnmatchedRequest

_SHOWN = 3  # of each kind of absence
# The end of what a message waits for, and the same of one and of several messages.
_OF_MESSAGES = (
    ("is queued", "is still queued", "are still queued"),
    ("is being sent", "is still being sent", "are still being sent"),
    ("carrier's report", "still waits for a receipt", "still wait for receipts"),
)
_ADVICE = {
    NO_APPLICATION_FOR_NUMBER.code: ADVICE["no-application"]["python"],
    NO_CALLBACK_FOR_MESSAGE.code: "set incomingMessageUrl of the application",
}


def still_due(pending: Iterable[Pending], *, can_advance: bool) -> list[str]:
    """Timers that are still due, those of messages counted, and how their time passes."""
    due = Counter(_kind(each.what) for each in pending)
    if not due:
        return []
    told = [_due(kind, number) for kind, number in due.items()]
    hint = "catapult.settle() lets the time pass" if can_advance else "it happens as time passes"
    return _first([*told[:-1], f"{told[-1]}; {hint}"])


def without_receipts(messages: Iterable[Message]) -> list[str]:
    """Messages whose receipts nobody gets: they go to the message's own URL only."""
    number = sum(
        message.receipt_requested != "none" and message.callback_options.callback_url is None
        for message in messages
        if message.direction == "out"
    )
    if not number:
        return []
    verbs = "asks for a receipt and has" if number == 1 else "ask for receipts and have"
    return [f"no app is told of receipts: {counted(number, 'message')} {verbs} no callbackUrl"]


def not_called(errors: Iterable[ErrorRecord]) -> list[str]:
    """Texts that reached no app: their number has no application, or that one no URL."""
    told = Counter(
        f"no app was told: {cut(error.message)}; {_ADVICE[error.code]}"
        for error in errors
        if error.code in _ADVICE
    )
    return _first(f"{sentence}{_times(number)}" for sentence, number in told.items())


def failed_callbacks(callbacks: Iterable[Entry]) -> list[str]:
    """Callbacks that an app refused, and those that reached none."""
    failed = Counter(failure(entry) for entry in callbacks if problem_of(entry))
    return _first(f"{sentence}{_times(number)}" for sentence, number in failed.items())


def unmatched(requests: Iterable[UnmatchedRequest]) -> list[str]:
    """Requests that no account owns, and why."""
    told = Counter(
        f"{each.method} {each.path} -> {each.status}: {each.reason}" for each in requests
    )
    lines = (f"no account owns {cut(each)}{_times(number)}" for each, number in told.items())
    return _first(lines)


def _kind(what: str) -> str:
    return next((end for end, _, _ in _OF_MESSAGES if what.endswith(end)), what)


def _due(kind: str, number: int) -> str:
    for end, one, several in _OF_MESSAGES:
        if kind == end:
            return f"{counted(number, 'message')} {one if number == 1 else several}"
    return f"still due: {cut(kind)}{_times(number)}"


def _times(number: int) -> str:
    return f" ({number} times)" if number > 1 else ""


def _first(sentences: Iterable[str]) -> list[str]:
    """The newest ones, and the number of the others."""
    told = list(sentences)
    left = len(told) - _SHOWN
    return told if left <= 1 else [f"({left} more of this kind)", *told[-_SHOWN:]]
