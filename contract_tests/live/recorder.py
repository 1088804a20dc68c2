"""Writes the exchanges of a live run in the form of `fixtures/`, so that they can be replayed.

An exchange that shows more than its own check has made, such as the whole history of an account,
is written too, but for no profile, so that the replay leaves it out; its note says why.
"""

import itertools
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from contract_tests.live.exchange import Answered
from contract_tests.live.facts import Row
from contract_tests.live.ids import Ids
from contract_tests.live.recorded import (
    Step,
    id_made_by,
    request_of,
    response_of,
    shapes_of,
    step_of,
    why_not,
    written,
)
from contract_tests.live.redaction import Redaction, forms
from contract_tests.receiver import CallbackRequest

SETTLED: Step = {"settled": True}
Unnamed = dict[str, Any]


@dataclass
class Recorder:
    """`record` writes the files of one check into `folder`. What it gets is redacted."""

    folder: Path
    redaction: Redaction
    date: str
    written: int = 0
    replayable: int = 0

    def record(
        self,
        row: Row,
        exchanges: Sequence[Answered],
        callbacks: Sequence[CallbackRequest],
        *,
        plain: bool = True,
    ) -> None:
        """One file for each exchange and callback of a check. `plain`: the app took them all."""
        ids = Ids()
        given: list[Step] = []
        for number, exchange in enumerate(_last_of_equal(exchanges), start=1):
            whole = self._exchange(exchange, list(given), ids)
            self._write(row, exchange.asked.family or "routing", str(number), whole, ids)
            if step := step_of(exchange):
                given.append(step)
            if made := id_made_by(exchange):
                ids.known.add(made)
        for number, callback in enumerate(callbacks):
            whole = self._callback(callback, number, [*given, SETTLED])
            if number and not plain:
                whole |= {
                    "profiles": [],
                    "note": "Not replayed: the app refused the callback before.",
                }
            self._write(row, "callbacks", f"callback-{number + 1}", whole, ids)

    def _exchange(self, exchange: Answered, given: list[Step], ids: Ids) -> Unnamed:
        why = why_not(exchange, ids)
        if exchange.asked.family == "messages" and _has_settled(exchange):
            given.append(SETTLED)
        return {
            "profiles": [] if why else [self.redaction.settings.profile],
            **({"note": why} if why else {}),
            **({"by_shape": shapes} if (shapes := shapes_of(exchange)) else {}),
            "given": given,
            "request": request_of(exchange),
            "response": response_of(exchange),
        }

    def _callback(self, callback: CallbackRequest, number: int, given: list[Step]) -> Unnamed:
        body: Unnamed = {"headers": {"Content-Type": callback.headers.get("content-type", "")}}
        if callback.method == "GET":
            fields = dict(parse_qsl(callback.query, keep_blank_values=True))
            body = {"query": fields}
        else:
            body["body"] = written(callback.body)
        return {
            "profiles": [self.redaction.settings.profile],
            "given": given,
            "callback": {"method": callback.method, **body, "position": number},
        }

    def _write(self, row: Row, family: str, suffix: str, whole: Unnamed, ids: Ids) -> None:
        given = [*_imports(whole, self.redaction), *whole["given"]]
        named = {
            "name": row.fact,
            "source": f"a live account, {self.date}; {row.check.rpartition('/')[2]}",
            "evidence": "observed",
        }
        text = json.dumps({**named, **whole, "given": given}, indent=2, ensure_ascii=False)
        path = self.folder / _safe(family) / f"{_name(row.check)}-{suffix}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ids.text(text) + "\n", "utf-8", "backslashreplace")
        self.written += 1
        self.replayable += bool(whole["profiles"])


def _imports(whole: Unnamed, redaction: Redaction) -> list[Step]:
    """The account's numbers that an exchange needs."""
    text = json.dumps(whole)
    return [
        {"imported": {"number": example}}
        for example in redaction.imported.values()
        if any(form in text for form in forms(example))
    ]


def _last_of_equal(exchanges: Sequence[Answered]) -> Iterator[Answered]:
    """Without the earlier ones of equal requests in a row: the check was waiting."""
    for exchange, following in itertools.zip_longest(exchanges, exchanges[1:]):
        waiting = following and following.asked == exchange.asked and not exchange.asked.body
        if not waiting:
            yield exchange


def _has_settled(exchange: Answered) -> bool:
    text = exchange.body.decode("utf-8", "replace")
    return any(f'"state":"{state}"' in text for state in ("sent", "received", "error"))


def _name(check: str) -> str:
    """A file name for a check: its words, and a sum that tells long ones apart."""
    return f"{_safe(check.rpartition('::')[2])[:80]}-{zlib.crc32(check.encode()):08x}"


def _safe(name: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    return kept.strip("-") or "exchange"
