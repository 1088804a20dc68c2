"""Runs a referee's script with what it needs, and reads what it saw."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Findings = dict[str, Any]


class Script:
    """What a script reported: `offered`, the client's methods, and what each step gave or threw."""

    def __init__(self, command: Sequence[str | Path], plan: Mapping[str, Any], **more: str) -> None:
        done = subprocess.run(
            command,
            input=json.dumps(plan),
            env=os.environ | more,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        self.offered: list[str] = report["offered"]
        self._steps: dict[str, Findings] = report["steps"]

    @property
    def methods(self) -> set[str]:
        """The methods that were exercised: the first word of each step's name."""
        return {name.partition(" ")[0] for name in self._steps}

    def gave(self, step: str) -> Any:
        """What the client's method gave back, as far as JSON can say it."""
        found = self._steps[step]
        assert "gave" in found, f"{step} threw {found['threw']}"
        return found["gave"]

    def threw(self, step: str) -> Findings:
        """`name` and properties of what the client's method threw."""
        found = self._steps[step]
        assert "threw" in found, f"{step} gave {found['gave']}"
        return dict(found["threw"])
