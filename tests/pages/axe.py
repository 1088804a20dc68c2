"""axe-core, which npm installs; AXE_CORE names the file of another one."""

import os
from pathlib import Path
from typing import Any

from sdk.installs import node_modules

_WANTED = Path(__file__).with_name("package.json")


def axe_source() -> str:
    """The script. Skips the test where it cannot be had; with `CI` set, fails it."""
    named = os.environ.get("AXE_CORE")
    path = Path(named) if named else node_modules("axe", _WANTED) / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8")


def serious_violations(page: Any, source: str) -> list[str]:
    """Serious and critical findings of axe on a page: rule and elements."""
    page.evaluate(source)
    found = page.evaluate("() => axe.run()")["violations"]
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
