"""axe-core, where it can be found: AXE_CORE names the file, or npm has installed it here."""

import os
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]
_PLACES = (
    _ROOT / "node_modules" / "axe-core" / "axe.min.js",
    Path("/usr/share/nodejs/axe-core/axe.min.js"),
)


def axe_source() -> str:
    """The script. Skips the test without one."""
    named = os.environ.get("AXE_CORE")
    places = (Path(named),) if named else _PLACES
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        pytest.skip("no axe-core: install it with npm, or name axe.min.js in AXE_CORE")
    return found.read_text(encoding="utf-8")


def serious_violations(page: Any, source: str) -> list[str]:
    """Serious and critical findings of axe on a page: rule and elements."""
    page.evaluate(source)
    found = page.evaluate("() => axe.run()")["violations"]
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
