"""Imports the modules it is given and prints, as JSON, what they did besides defining names.

The libraries they use are imported first: what those do on import is not ours to judge.
"""

import importlib
import json
import os
import sys
import threading
from collections import UserDict
from typing import Any

LIBRARIES = ("click", "flask", "httptools", "marshmallow", "pytest", "requests", "asyncio", "ssl")
DEEDS = ("socket.", "subprocess.", "os.fork", "os.system", "os.posix_spawn", "_thread.")
SOURCES = (".py", ".pyc", ".so")


class Environment(UserDict[str, str]):
    """Reads like the real one, and tells `seen` what the simulator asks it for."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__(os.environ)
        self._seen = seen

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self._note(name)
        return super().__getitem__(name)

    def _note(self, name: object) -> None:
        if "catapult_simulator" in _caller():
            self._seen.append(f"environment {name}")


def _caller() -> str:
    """The file that asks: the first that is neither this one nor `os` nor a mapping's."""
    frame = sys._getframe(1)
    while frame.f_back and any(
        part in frame.f_code.co_filename for part in (__file__, "collections", "os.py", "<frozen")
    ):
        frame = frame.f_back
    return frame.f_code.co_filename


def watch(seen: list[str]) -> None:
    """Write into `seen` what happens from now on."""

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(DEEDS):
            seen.append(event)
        elif event == "open" and not str(arguments[0]).endswith(SOURCES):
            seen.append(f"open {arguments[0]}")

    sys.addaudithook(note)
    vars(os)["environ"] = Environment(seen)


def main(modules: list[str]) -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    seen: list[str] = []
    watch(seen)
    for module in modules:
        before = len(seen)
        importlib.import_module(module)
        if threading.active_count() > 1:
            seen.append("a thread")
        seen[before:] = [f"{module}: {deed}" for deed in seen[before:]]
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1:])
