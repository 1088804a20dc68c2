"""The chronicle: requests, callbacks, faults and time of an account, one event after the other."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from catapult_simulator.core.journal import Detail, Entry, Kind
from catapult_simulator.core.story.callbacks import reason_of
from catapult_simulator.core.story.requests import refusals, short_path
from catapult_simulator.core.story.times import Times
from catapult_simulator.core.story.wording import answered, counted, cut, folded, quoted, table

_INDENT = "    "
_MOST = 1000  # entries that are looked at: all those of a full journal would take a second


class Event(NamedTuple):
    """One event: its kind, its status, what it is, a remark, and lines that explain it."""

    kind: str
    status: str
    what: str
    remark: str = ""
    more: tuple[str, ...] = ()


class Chronicle(NamedTuple):
    """The events of some entries, oldest first. Each is one line, and the lines that explain it."""

    events: tuple[tuple[str, ...], ...]
    untold: int

    @classmethod
    def of(cls, entries: Sequence[Entry], user_id: str, times: Times) -> "Chronicle":
        """Equal events of the same moment are one line with their number."""
        told = (
            (times.at(entry.at_ms), event)
            for entry in entries[-_MOST:]
            if (event := _event(entry, user_id)) is not None
        )
        rows = [_row(at, event, len([*same])) for (at, event), same in groupby(told)]
        heads = table(row for row, _ in rows)
        events = ((head, *more) for head, (_, more) in zip(heads, rows, strict=True))
        return cls(tuple(events), max(0, len(entries) - _MOST))

    def last(self, lines: int) -> list[str]:
        """The newest events in at most `lines` lines, whole ones, and the number of the others."""
        fits = not self.untold and sum(map(len, self.events)) <= lines
        told: list[str] = []
        left = list(self.events)
        while left and len(told) + len(left[-1]) <= lines - (not fits):
            told[:0] = left.pop()
        if fits:
            return told
        earlier = counted(len(left) + self.untold, "earlier event")
        return [f"({earlier}: print(catapult.journal) shows them)", *told]


def _row(at: str, event: Event, times: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    remark = f"{event.remark}  {times} times".strip() if times > 1 else event.remark
    return (at, event.kind, event.status, event.what, remark), event.more


def _event(entry: Entry, user_id: str) -> Event | None:
    """The event that an entry tells; None where the table of messages tells it."""
    return _EVENTS[entry.kind](entry, entry.detail, user_id)


def _request(entry: Entry, detail: Detail, user_id: str) -> Event:
    path = short_path(detail["path"], user_id)
    if query := detail.get("query"):
        path = f"{path}?{query}"
    request = cut(f"{detail['method']} {path}")
    return Event("request", str(detail["status"]), request, "", refusals(detail, user_id, _INDENT))


def _callback(entry: Entry, detail: Detail, user_id: str) -> Event:
    """Of a failed one, the reason and the beginning of the answer too."""
    request = f"{detail['method']} {cut(detail['url'])}"
    more = folded(cut(reason_of(detail)), _INDENT)
    if detail.get("problem") == "status" and (answer := answered(detail.get("answer", ""))):
        more += folded(f"its answer was {answer}", _INDENT)
    return Event("callback", str(detail.get("status", "-")), request, _about(detail), more)


def _about(detail: Detail) -> str:
    milliseconds = f"{round(detail['seconds'] * 1000)} ms"
    state = detail.get("deliveryState") or detail.get("state", "")
    content = f"{state} {quoted(detail.get('text'), 30)}".strip()
    return ", ".join(["fallback"] * bool(detail["fallback"]) + [milliseconds, content])


def _fault(entry: Entry, detail: Detail, user_id: str) -> Event:
    numbers = " -> ".join(filter(None, (detail.get("from"), detail.get("to"))))
    place = " ".join(filter(None, (detail.get("method"), detail.get("path"))))
    return Event("fault", "", f"{detail['faultId']}: {cut(detail['effect'])}", numbers or place)


def _control(entry: Entry, detail: Detail, user_id: str) -> Event:
    text = detail.get("text")
    return Event("test", "", cut(entry.summary), quoted(text) if isinstance(text, str) else "")


def _transition(entry: Entry, detail: Detail, user_id: str) -> Event | None:
    """Only an answer of the network has a text: states stand in the table of messages."""
    text = detail.get("text")
    return Event("network", "", cut(entry.summary), quoted(text)) if text else None


_EVENTS: dict[Kind, Callable[[Entry, Detail, str], Event | None]] = {
    "request": _request,
    "callback": _callback,
    "transition": _transition,
    "fault": _fault,
    "control": _control,
}
