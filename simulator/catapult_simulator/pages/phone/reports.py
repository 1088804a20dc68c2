"""Reports: what the app did with one message, and why something failed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catapult_simulator.core.callback_reasons import Reason
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.pages.phone.attempts import CallbackLog, raw
from catapult_simulator.pages.phone.bubbles import Mark, Tone, mark_of
from catapult_simulator.pages.phone.exchanges import (
    Exchange,
    callback_exchange,
    request_exchange,
)
from catapult_simulator.pages.phone.refusals import Refusal, began_ms, refusals
from catapult_simulator.pages.phone.untold import why_untold

_NEAR_MS = 60_000  # how long after a message's creation its own request may have been recorded
_READ = 300  # details of requests that are read at most
_FORGOTTEN = "What your app did is not known any more"
_SHOWN = 20  # requests beside a callback


class Report(NamedTuple):
    """A message, how it stands in one sentence, and everything that happened about it."""

    message: Message
    mark: Mark
    headline: str
    reason: str
    advice: str
    callbacks: tuple[Exchange, ...]
    requests: tuple[Exchange, ...]
    steps: tuple[tuple[str, str], ...]
    is_cut: bool
    refusals: tuple[Refusal, ...] = ()

    @property
    def tone(self) -> Tone:
        """That of the message; a warning where it was taken, and something else was refused."""
        return "warn" if self.refusals and self.mark.tone == "good" else self.mark.tone


def report(
    tenant: Tenant,
    message: Message,
    log: CallbackLog,
    unmatched: Sequence[UnmatchedRequest] = (),
) -> Report:
    """The report of `message`; `unmatched` are requests of no account."""
    entries = log.entries.get(message.id, [])
    user_agent = tenant.rules.profile.user_agent
    callbacks = tuple(callback_exchange(entry, user_agent) for entry in entries)
    why = _why(tenant, message, callbacks, log)
    is_out = message.direction == "out"
    asked = _own_request(tenant, message) if is_out else _meanwhile(tenant, message, entries)
    requests, steps = tuple(asked), tuple(_steps(tenant, message))
    is_known = bool(requests or steps or log.waits(message.id)) or not log.has_lost(message)
    return Report(
        message,
        mark_of(tenant, message, log),
        _headline(message, callbacks, log),
        why.sentence if why else "",
        why.advice if why else "",
        callbacks,
        requests,
        steps,
        not is_known,
        () if is_out else tuple(refusals(tenant, entries, requests, unmatched)),
    )


def _headline(message: Message, callbacks: tuple[Exchange, ...], log: CallbackLog) -> str:
    if message.direction == "out":
        return "Your app sent this"
    if not callbacks:
        if log.waits(message.id) is not None:
            return "Waiting for your app"
        return _FORGOTTEN if log.has_lost(message) else "No app was told"
    last = callbacks[-1]
    if last.tone != "bad":
        return f"Your app took it: {last.status}, {last.note}"
    return (
        "Your app did not take it" if last.status is None else f"Your app refused it: {last.status}"
    )


def _why(
    tenant: Tenant, message: Message, callbacks: tuple[Exchange, ...], log: CallbackLog
) -> Reason | None:
    """The reason of the last attempt, or why there was none."""
    if callbacks:
        last = callbacks[-1]
        return Reason("other", last.reason, last.advice) if last.reason else None
    if message.direction == "out" or log.has_lost(message) or log.waits(message.id):
        return None
    return why_untold(tenant, message, log)


def _own_request(tenant: Tenant, message: Message) -> Iterator[Exchange]:
    """The request that made an outbound message."""
    read = 0
    for entry in tenant.journal.entries(0, "request"):
        if not 0 <= entry.at_ms - message.time_ms <= _NEAR_MS or "/messages " not in entry.summary:
            continue
        read += 1
        exchange = request_exchange(entry)
        if exchange.made == message.id or message.id in exchange.answer:
            yield exchange
            return
        if read == _READ:
            return


def _meanwhile(tenant: Tenant, message: Message, callbacks: list[Entry]) -> Iterator[Exchange]:
    """The requests that came between an inbound message and the last answer to its callback."""
    if not callbacks:
        return
    last = callbacks[-1]
    first = _received_at(tenant, message) or callbacks[0].number - _SHOWN
    told = 0
    for entry in tenant.journal.entries(first, "request"):
        if entry.number > last.number or told == _SHOWN:
            return
        if entry.at_ms >= began_ms(last) or tenant.can_advance:
            told += 1
            yield request_exchange(entry)


def _received_at(tenant: Tenant, message: Message) -> int | None:
    """The number of the entry that says that the message came."""
    for entry in tenant.journal.entries(0, "control"):
        if entry.at_ms >= message.time_ms and raw(entry).get("messageId") == message.id:
            return entry.number
    return None


def _steps(tenant: Tenant, message: Message) -> Iterator[tuple[str, str]]:
    """The states that an outbound message went through, with their times."""
    if message.direction == "in":
        return
    for entry in tenant.journal.entries(0, "transition"):
        if entry.at_ms >= message.time_ms and raw(entry).get("messageId") == message.id:
            yield wire_time(entry.at_ms)[11:19], _state(raw(entry))


def _state(detail: object) -> str:
    known = dict(detail)  # type: ignore[call-overload]  # a mapping
    delivery, code = known.get("deliveryState"), known.get("deliveryCode")
    if delivery in ("delivered", "not-delivered"):
        return f"{delivery} {code}" if code and code != "0" else delivery
    return str(known["state"])
