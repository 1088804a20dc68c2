"""The recorded and documented exchanges under `fixtures/`, as records.

`fixtures/README.md` explains the fields.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Exchange:
    """One request with its response, or one callback. `key` is the path, as `messages/send`."""

    key: str
    name: str
    source: str
    evidence: str
    profiles: Sequence[str]
    given: Sequence[Step]
    request: Mapping[str, Any] | None = None
    response: Mapping[str, Any] | None = None
    callback: Mapping[str, Any] | None = None
    note: str = ""
    by_shape: Sequence[str] = field(default_factory=tuple)


class Folder:
    """The folder of exchanges: `fixtures/`, or that of the option `--exchanges`."""

    path = FIXTURES


def load(key: str) -> Exchange:
    """Load an exchange; `{"repeat": …, "times": …}` is expanded to the repeated text."""
    source = (Folder.path / f"{key}.json").read_text(encoding="utf-8")
    return Exchange(key, **json.loads(source, object_hook=_expand))


def keys() -> list[str]:
    """The keys of all exchanges, in alphabetic order."""
    return sorted(
        str(path.relative_to(Folder.path).with_suffix("")) for path in Folder.path.glob("*/*.json")
    )


def _expand(value: dict[str, Any]) -> Any:
    if set(value) == {"repeat", "times"}:
        return value["repeat"] * value["times"]
    return value
