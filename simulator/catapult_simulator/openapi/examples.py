"""Recorded and documented exchanges as examples. `tools/build_examples.py` collects them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "examples.json"
Examples = dict[str, dict[str, Any]]


def examples_of(endpoint: str) -> Examples:
    """The examples of a route by place: `request`, `query NAME`, or the status of a response."""
    return _all().get(endpoint, {})


@cache
def _all() -> dict[str, Examples]:
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # as built
