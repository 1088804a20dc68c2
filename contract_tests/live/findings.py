"""The results of a run: rows, recorded exchanges, the drift report, and the lines at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contract_tests.live.drift import Report
from contract_tests.live.exchange import Answered
from contract_tests.live.facts import UNREACHED, Row, shown, shown_callback
from contract_tests.live.guard import Guard
from contract_tests.live.ids import Ids
from contract_tests.live.recorder import Recorder
from contract_tests.live.redaction import Redaction
from contract_tests.live.said import ids_of_row, may_be_said
from contract_tests.live.settings import Settings
from contract_tests.live.spending import NOTHING, Spending, amount, dollars
from contract_tests.receiver import CallbackRequest

FORMER, NEW = ": its former {", "is it yours?"


class Seen(NamedTuple):
    """Exchanges and callbacks of a check, redacted, and the placeholders of the ids in them."""

    exchanges: list[Answered]
    callbacks: list[CallbackRequest]
    ids: Ids


@dataclass
class Findings:
    """`rows` are those of this run, by check."""

    settings: Settings
    drift_report: Path | None
    folder: Path | None
    rows: dict[str, Row] = field(default_factory=dict)
    left_behind: list[str] = field(default_factory=list)
    _page: Path | None = None

    def __post_init__(self) -> None:
        self.redaction = Redaction(self.settings)
        self.date = datetime.now(UTC).date().isoformat()
        folder = self.folder
        self._recorder = Recorder(folder, self.redaction, self.date) if folder else None

    def take(self, item: pytest.Item, row: Row, exchanges: Sequence[Answered]) -> Seen:
        """Learn from what a check has seen, and show it in its row; gives it redacted."""
        callbacks = callbacks_of(item)
        for exchange in exchanges:
            self.redaction.known.meet(exchange)
        for callback in callbacks:
            self.redaction.known.see(fields_of(callback))
        seen = Seen(
            [self.redaction.exchange(exchange) for exchange in exchanges],
            [self.redaction.callback(callback) for callback in callbacks],
            ids_of_row(),
        )
        row.exchanges = [shown(exchange, seen.ids) for exchange in seen.exchanges]
        row.exchanges += [shown_callback(callback, seen.ids) for callback in seen.callbacks]
        return seen

    def text(self, written: str) -> str:
        """A reason, or a line about a thing, as it may be written."""
        return ids_of_row().text(self.redaction.text(written))

    def message(self, written: str, row: Row, ids: Ids) -> str:
        """The message of a failure as it may be written."""
        return may_be_said(written, row, self.redaction, ids)

    def record(self, item: pytest.Item, row: Row, seen: Seen) -> None:
        """Write the exchanges and callbacks of a check, if that was asked for."""
        if self._recorder:
            plain = takes_callbacks(item)
            self._recorder.record(row, seen.exchanges, seen.callbacks, plain=plain)

    def write(self, rows: Sequence[Row], guard: Guard) -> None:
        """Write the drift report, if one was asked for."""
        if self.drift_report is None:
            return
        about = {
            "target": self.settings.base_url,
            "profile": self.settings.profile,
            "accepted": _said(guard.accepted),
            "sent without a response": _said(guard.unanswered),
            "counted as if nothing were refused": _said(guard.counted),
            "budget": dollars(self.settings.budget),
        }
        unreached = sum(row.why == UNREACHED for row in rows)
        if unreached:
            about["not reached"] = f"{amount(unreached, 'check')}: the run was stopped before"
        counted = Counter(map(_kind, self.left_behind))
        left = [f"{kind}: {count}" for kind, count in counted.items()]
        report = Report(self.date, about, rows, left)
        self._page = report.write(self.drift_report)

    def summary(self, guard: Guard) -> Iterator[str]:
        """The lines after the last check."""
        yield (
            f"live: accepted {_said(guard.accepted)}; counted as if nothing were refused "
            f"{_said(guard.counted)} of {dollars(guard.budget)}"
        )
        if guard.unanswered != NOTHING:
            yield f"live: {_said(guard.unanswered)} got no response, and may be accepted too"
        for line in self.left_behind:
            yield f"live: could not be removed: {line}"
        if self._page:
            yield f"live: wrote {self.drift_report} and {self._page}"
        if self._recorder:
            count, replayable = self._recorder.written, self._recorder.replayable
            yield f"live: recorded {count} exchanges in {self.folder}, {replayable} to replay"


def _kind(left_behind: str) -> str:
    """The kind of thing that a line names. Its name is for the terminal only."""
    what = left_behind.partition(",")[0]
    family = what.partition("/")[0] if "/" in what else "phoneNumbers"
    if left_behind.endswith(NEW):
        return f"{family}, new since the run began"
    return f"{family}, {'not restored' if FORMER in left_behind else 'not removed'}"


def _said(spending: Spending) -> str:
    return f"{spending}, {dollars(spending.cost)}"


def takes_callbacks(item: pytest.Item) -> bool:
    """Does the webhook of a check answer every callback with success, and at once?"""
    webhook = getattr(item, "funcargs", {}).get("webhook")
    responses = webhook.responses.values() if webhook else ()
    return all(response.status < 300 and not response.hold for response in responses)


def fields_of(callback: CallbackRequest) -> dict[str, Any]:
    """The fields of a callback, `media` as a list; nothing of a body that is no JSON."""
    try:
        fields = callback.fields
    except (ValueError, TypeError, RecursionError):
        return {}
    media = fields.get("media")
    listed = media.strip("[]").split(", ") if isinstance(media, str) else media
    return fields | ({"media": listed} if media else {})


def callbacks_of(item: pytest.Item) -> list[CallbackRequest]:
    """The callbacks that the webhook of a check has received."""
    webhook = getattr(item, "funcargs", {}).get("webhook")
    return list(webhook.callbacks) if webhook else []
