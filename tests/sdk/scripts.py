"""Runs the script that exercises an official client, and reads its report."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Findings = dict[str, Any]


class Script:
    """The report of a script: the client's available methods, and the result of each step."""

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
        self.available: list[str] = report["available"]
        self._steps: dict[str, Findings] = report["steps"]

    @property
    def exercised(self) -> set[str]:
        """The methods that were called: the first word of each step's name."""
        return {name.partition(" ")[0] for name in self._steps}

    def returned(self, step: str) -> Any:
        """The return value of the client's method, as JSON."""
        found = self._steps[step]
        assert "returned" in found, f"{step} raised {found['raised']}"
        return found["returned"]

    def raised(self, step: str) -> Findings:
        """Name and properties of the exception that the client's method raised."""
        found = self._steps[step]
        assert "raised" in found, f"{step} returned {found['returned']}"
        return dict(found["raised"])
