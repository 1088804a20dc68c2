"""The diary of a run: a line of JSON for each check, and for each thing made and removed.

A run that was stopped goes on with the same file. Checks that passed are not repeated, what they
have spent counts, and what was left behind is removed first.
"""

import json
from collections.abc import Iterator
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
            for number, line in _lines(self.path):
                self._read(number, line, whose)
            self._file = self.path.open("a", encoding="utf-8")
        except OSError as error:
            raise TargetError(f"--resume {self.path}: {error.strerror}.") from None
        if not self._file.tell():
            self.note("run", whose)

    def note(self, kind: str, what: object) -> None:
        """Write one line, at once: the run may end at any time."""
        if self._file:
            self._file.write(json.dumps({kind: what}, ensure_ascii=False) + "\n")
            self._file.flush()

    def note_check(self, row: Row, counted: Spending) -> None:
        self.note("check", {"row": row.as_json(), "counted": list(counted)})

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _read(self, number: int, line: str, whose: dict[str, str]) -> None:
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
            self.counted = self.counted.plus(Spending(*what["counted"]))
        elif kind == "made":
            self.made.append(what)
        elif kind == "removed":
            self.made = [path for path in self.made if path != what]
        elif kind == "changed":
            self.changed |= json.loads(what)
        elif kind == "restored":
            self.changed.pop(what, None)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The whole lines of a file, numbered; the last one may be cut off by a stop."""
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        path.write_text("".join(lines[:-1]), encoding="utf-8")
        lines.pop()
    yield from enumerate(lines, start=1)
