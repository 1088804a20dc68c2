"""Recorded and documented exchanges as examples. `tools/build_examples.py` collects them.

Those of the control API are its own answers: `tools/control_examples.py` plays them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "examples.json"
CONTROL_FILE = Path(__file__).parent / "control_examples.json"
Examples = dict[str, dict[str, Any]]


def examples_of(endpoint: str) -> Examples:
    """The examples of a route by place: `request`, `query NAME`, or the status of a response."""
    return _all().get(endpoint, {})


def control_example_of(endpoint: str) -> Any:
    """The body that a control route answers when called with its sample; None without one."""
    return _of_control().get(endpoint)


@cache
def _of_control() -> dict[str, Any]:
    return json.loads(CONTROL_FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _all() -> dict[str, Examples]:
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # as built
