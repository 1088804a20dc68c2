"""The diary of a run: a line of JSON for each check, and for each thing made and removed.

A run that was stopped goes on with the same file. Checks that passed are not repeated, what they
have spent counts, and what was left behind is removed first. The former state of a number stands
in it until it is restored; only its owner may read the file.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from contract_tests.live.facts import Row
from contract_tests.live.settings import Settings, TargetError
from contract_tests.live.spending import NOTHING, Spending

STATE = ("made", "removed", "changed", "restored")
APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT


@dataclass
class Diary:
    """The lines of an earlier run, and the file that this one goes on with."""

    path: Path
    rows: dict[str, Row] = field(default_factory=dict)
    counted: Spending = NOTHING
    answered: Spending = NOTHING
    accepted: Spending = NOTHING
    made: list[str] = field(default_factory=list)  # what is still there
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    _file: TextIO | None = None

    @property
    def passed(self) -> set[str]:
        """The checks that need not be repeated."""
        return {check for check, row in self.rows.items() if row.verdict == "confirmed"}

    def open(self, settings: Settings) -> None:
        """Read the file, if there is one, and append to it. Raises TargetError."""
        whose = _whose(settings)
        try:
            written = self.path.read_bytes() if self.path.exists() else b""
            whole = written[: written.rfind(b"\n") + 1]  # the last line may be cut off by a stop
            self._read_all(whole, written, whose)
            self._file = os.fdopen(os.open(self.path, APPEND, 0o600), "a", encoding="utf-8")
            self._file.truncate(len(whole))
        except OSError as error:
            raise TargetError(f"--resume {self.path}: {error.strerror}.") from None
        if not whole:
            self.note("run", whose)

    def note(self, kind: str, what: object) -> None:
        """Write one line, at once: the run may end at any time."""
        if kind in STATE:
            self._take(kind, what, {})
        if self._file:
            self._file.write(json.dumps({kind: what}, ensure_ascii=True) + "\n")
            self._file.flush()

    def note_spent(self, spending: Spending) -> None:
        """Count what a request may spend; called before it leaves."""
        self.note("spent", list(spending))

    def note_answer(self, spending: Spending, accepted: Spending) -> None:
        """The request that may have spent `spending` was answered."""
        self.note("answered", [list(spending), list(accepted)])

    def note_check(self, row: Row) -> None:
        self.note("check", {"row": row.as_json()})

    def close(self) -> None:
        """Close the file, without what was made and is removed, or changed and is restored."""
        if self._file:
            self._file.close()
            self._file = None
            with suppress(OSError):  # it stays as it is, which is good for --resume too
                self._forget()

    def _forget(self) -> None:
        path = self.path.resolve()
        lines = path.read_bytes().split(b"\n")[:-1]
        kept = [line for line in lines if not line.startswith(tuple(map(_opening, STATE)))]
        kept += [json.dumps({"made": each}).encode() for each in self.made]
        if self.changed:
            kept.append(json.dumps({"changed": json.dumps(self.changed)}).encode())
        new = path.with_name(f"{path.name}.new")
        with os.fdopen(os.open(new, APPEND | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"\n".join([*kept, b""]))
        new.replace(path)

    def _read_all(self, whole: bytes, written: bytes, whose: dict[str, str]) -> None:
        """Read every line. Nothing is changed in a file that is not of a run."""
        if written and not whole.startswith(b'{"run": '):
            raise TargetError(f"--resume {self.path} is no diary of a run; name another file.")
        for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
            self._read(number, line, whose)

    def _read(self, number: int, line: bytes, whose: dict[str, str]) -> None:
        try:
            ((kind, what),) = json.loads(line).items()
            self._take(kind, what, whose)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise TargetError(
                f"--resume {self.path}: line {number} is no line of a run; "
                "name another file, or remove the line."
            ) from None

    def _take(self, kind: str, what: Any, whose: dict[str, str]) -> None:
        if kind == "run" and what != whose:
            raise TargetError(
                f"--resume {self.path} is of another account, or another host; name another file."
            )
        if kind == "check":
            row = Row(**what["row"])
            self.rows[row.check] = row
            self.counted = self.counted.plus(Spending(*what.get("counted", ())))  # of old diaries
        elif kind == "spent":
            self.counted = self.counted.plus(Spending(*what))
        elif kind == "answered":
            answered, accepted = (Spending(*each) for each in what)
            self.answered = self.answered.plus(answered)
            self.accepted = self.accepted.plus(accepted)
        elif kind == "made":
            self.made.append(what)
        elif kind == "removed":
            self.made = [path for path in self.made if path != what]
        elif kind == "changed":
            self.changed |= json.loads(what)
        elif kind == "restored":
            self.changed.pop(what, None)


def _opening(kind: str) -> bytes:
    """The first bytes of a line."""
    return f'{{"{kind}": '.encode()


def _whose(settings: Settings) -> dict[str, str]:
    """The account, so that it is known again and cannot be read."""
    account = f"{settings.base_url} {settings.credentials.user_id}"
    return {"account": hashlib.sha256(account.encode()).hexdigest()[:32]}
