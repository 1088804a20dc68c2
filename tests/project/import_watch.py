"""Imports the given modules and prints, as JSON, their side effects.

The libraries are imported first: their own side effects do not count.
"""

import importlib
import json
import os
import sys
import threading
from collections import UserDict
from importlib.util import find_spec
from typing import Any

LIBRARIES = ("click", "flask", "httptools", "marshmallow", "pytest", "requests", "asyncio", "ssl")
OPTIONAL = ("aiohttp", "httpx", "mcp", "uvicorn")  # of extras
EVENTS = ("socket.", "subprocess.", "os.fork", "os.system", "os.posix_spawn", "_thread.")
SOURCES = (".py", ".pyc", ".so")


class Environment(UserDict[str, str]):
    """A copy of `os.environ` that records in `seen` each variable that the simulator reads."""

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
    """The file that reads: the first frame outside of this file, `os` and `collections`."""
    frame = sys._getframe(1)
    while frame.f_back and any(
        part in frame.f_code.co_filename for part in (__file__, "collections", "os.py", "<frozen")
    ):
        frame = frame.f_back
    return frame.f_code.co_filename


def watch(seen: list[str]) -> None:
    """Record side effects in `seen` from now on."""

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(EVENTS):
            seen.append(event)
        elif event == "open" and not str(arguments[0]).endswith(SOURCES):
            seen.append(f"open {arguments[0]}")

    sys.addaudithook(note)
    vars(os)["environ"] = Environment(seen)


def main(modules: list[str]) -> None:
    for library in (*LIBRARIES, *filter(find_spec, OPTIONAL)):
        importlib.import_module(library)
    seen: list[str] = []
    watch(seen)
    for module in modules:
        before = len(seen)
        importlib.import_module(module)
        if threading.active_count() > 1:
            seen.append("a thread")
        seen[before:] = [f"{module}: {effect}" for effect in seen[before:]]
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1:])
