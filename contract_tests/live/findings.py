"""The results of a run: rows, recorded exchanges, the drift report, and the lines at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contract_tests.live.drift import Report
from contract_tests.live.exchange import Answered
from contract_tests.live.facts import Row
from contract_tests.live.guard import Guard
from contract_tests.live.recorder import Recorder
from contract_tests.live.redaction import Redaction
from contract_tests.live.settings import Settings
from contract_tests.live.spending import dollars
from contract_tests.receiver import CallbackRequest


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

    def learn(self, exchanges: Sequence[Answered]) -> None:
        """Replace all numbers of the account that an answer shows, in what is written."""
        for exchange in exchanges:
            shown = exchange.json if exchange.asked.family == "phoneNumbers" else None
            for number in shown if isinstance(shown, list) else [shown]:
                if isinstance(number, dict) and "id" in number:
                    self.redaction.learn(str(number.get("number", "")))

    def record(self, item: pytest.Item, row: Row, exchanges: Sequence[Answered]) -> None:
        """Write the exchanges and callbacks of a check, if that was asked for."""
        if self._recorder:
            plain = takes_callbacks(item)
            self._recorder.record(row, exchanges, callbacks_of(item), plain=plain)

    def shown_callbacks(self, callbacks: Sequence[CallbackRequest]) -> list[dict[str, Any]]:
        """Callbacks as a report shows them, beside the exchanges."""
        return [self._shown(callback) for callback in callbacks]

    def _shown(self, callback: CallbackRequest) -> dict[str, Any]:
        query = f"?{callback.query}" if callback.query else ""
        text = self.redaction.text
        return {
            "request": text(f"callback {callback.method} {callback.path}{query}"),
            "caller": "the service",
            "sent": text(callback.body.decode("utf-8", "backslashreplace")),
            "status": "a callback",
            "headers": {name: text(value) for name, value in callback.headers.items()},
            "body": "",
        }

    def write(self, rows: Sequence[Row], guard: Guard) -> None:
        """Write the drift report, if one was asked for."""
        if self.drift_report is None:
            return
        about = {
            "target": self.settings.base_url,
            "profile": self.settings.profile,
            "accepted": f"{guard.accepted}, {dollars(guard.accepted.cost)}",
            "counted as if nothing were refused": f"{guard.counted}, {dollars(guard.counted.cost)}",
            "budget": dollars(self.settings.budget),
        }
        report = Report(self.date, about, rows, self.left_behind)
        self._page = report.write(self.drift_report)

    def summary(self, guard: Guard) -> Iterator[str]:
        """The lines after the last check."""
        yield (
            f"live: accepted {guard.accepted}, {dollars(guard.accepted.cost)}; counted as if "
            f"nothing were refused {guard.counted}, {dollars(guard.counted.cost)} "
            f"of {dollars(guard.budget)}"
        )
        for line in self.left_behind:
            yield f"live: could not be removed: {line}"
        if self._page:
            yield f"live: wrote {self.drift_report} and {self._page}"
        if self._recorder:
            count, replayable = self._recorder.written, self._recorder.replayable
            yield f"live: recorded {count} exchanges in {self.folder}, {replayable} to replay"


def takes_callbacks(item: pytest.Item) -> bool:
    """Does the webhook of a check answer every callback with success, and at once?"""
    webhook = getattr(item, "funcargs", {}).get("webhook")
    responses = webhook.responses.values() if webhook else ()
    return all(response.status < 300 and not response.hold for response in responses)


def fields_of(callback: CallbackRequest) -> dict[str, Any]:
    """The fields of a callback, `media` as a list; nothing of a body that is no JSON."""
    try:
        fields = callback.fields
    except ValueError:
        return {}
    media = fields.get("media")
    listed = media.strip("[]").split(", ") if isinstance(media, str) else media
    return fields | ({"media": listed} if media else {})


def callbacks_of(item: pytest.Item) -> list[CallbackRequest]:
    """The callbacks that the webhook of a check has received."""
    webhook = getattr(item, "funcargs", {}).get("webhook")
    return list(webhook.callbacks) if webhook else []
