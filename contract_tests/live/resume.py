"""The diary of a run: a line of JSON for each check, and for each thing made and removed.

A run that was stopped goes on with the same file. Checks that passed are not repeated, what they
have spent counts, and what was left behind is removed first.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from contract_tests.live.facts import Row
from contract_tests.live.settings import Settings, TargetError
from contract_tests.live.spending import NOTHING, Spending


@dataclass
class Diary:
    """The lines of an earlier run, and the file that this one goes on with."""

    path: Path
    rows: dict[str, Row] = field(default_factory=dict)
    counted: Spending = NOTHING
    made: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    _file: TextIO | None = None

    @property
    def passed(self) -> set[str]:
        """The checks that need not be repeated."""
        return {check for check, row in self.rows.items() if row.verdict == "confirmed"}

    def open(self, settings: Settings) -> None:
        """Read the file, if there is one, and append to it. Raises TargetError."""
        whose = {"base_url": settings.base_url, "user_id": settings.credentials.user_id}
        try:
            written = self.path.read_bytes() if self.path.exists() else b""
            whole = written[: written.rfind(b"\n") + 1]  # the last line may be cut off by a stop
            self._read_all(whole, written, whose)
            self._file = self.path.open("a", encoding="utf-8")
            self._file.truncate(len(whole))
        except OSError as error:
            raise TargetError(f"--resume {self.path}: {error.strerror}.") from None
        if not whole:
            self.note("run", whose)

    def note(self, kind: str, what: object) -> None:
        """Write one line, at once: the run may end at any time."""
        if self._file:
            self._file.write(json.dumps({kind: what}, ensure_ascii=True) + "\n")
            self._file.flush()

    def note_spent(self, spending: Spending) -> None:
        """Count what a request may spend; called before it leaves."""
        self.note("spent", list(spending))

    def note_check(self, row: Row) -> None:
        self.note("check", {"row": row.as_json()})

    def close(self) -> None:
        if self._file:
            self._file.close()

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
                f"--resume {self.path} is of {what['user_id']} at {what['base_url']}; "
                f"name another file for {whose['user_id']} at {whose['base_url']}."
            )
        if kind == "check":
            row = Row(**what["row"])
            self.rows[row.check] = row
            self.counted = self.counted.plus(Spending(*what.get("counted", ())))  # of old diaries
        elif kind == "spent":
            self.counted = self.counted.plus(Spending(*what))
        elif kind == "made":
            self.made.append(what)
        elif kind == "removed":
            self.made = [path for path in self.made if path != what]
        elif kind == "changed":
            self.changed |= json.loads(what)
        elif kind == "restored":
            self.changed.pop(what, None)
