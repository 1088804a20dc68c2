"""Suite: the contract suite, run against a simulator behind a proxy."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from contract_tests.process import SimulatorProcess

from wrong.instance import Wrong, answers, callbacks
from wrong.proxy import Proxy

ROOT = Path(__file__).parents[2]
NOTHING = (answers("nothing", "* * *"), callbacks("nothing"))  # every exchange, unchanged
# About one connection, or no HTTP: the proxy has connections of its own, and reads HTTP.
_LEFT_OUT = (
    "test_callbacks_connections.py",
    "test_no_http.py",
    "test_origin.py::test_without_a_host_links_have_the_address",
)
_SECONDS = 300  # a mistake may make it hang; the whole suite takes a fifth
NO_END = f"the suite did not end within its limit of {_SECONDS} seconds"
_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # loading them takes longer than most runs


class Suite:
    """`with Suite() as suite: suite.notices(wrong, ["test_media.py"])`, from any thread."""

    def __enter__(self) -> Self:
        self._simulator = SimulatorProcess(silent=True).__enter__()
        place = urlsplit(self._simulator.base_url)
        self._place = place.hostname or "", place.port or 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._simulator.__exit__()

    def fails(self, workers: int, modules: Sequence[str] = ()) -> str:
        """The first check of these modules, or of all, that fails although nothing is changed; ""
        if all pass."""
        with Proxy(*self._place, *NOTHING) as proxy:
            return self._failing(proxy, modules, "-p", "xdist.plugin", "-n", str(workers))

    def notices(self, wrong: Wrong, first: Sequence[str] = ()) -> str:
        """A check that fails, of the modules `first` or of all; "" if none does."""
        with Proxy(*self._place, wrong) as proxy:
            early = self._failing(proxy, first) if first else ""
            return early or self._failing(proxy, [])

    def _failing(self, proxy: Proxy, modules: Sequence[str], *options: str) -> str:
        command = [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"),
            *("--tb=no", "-rfE", "-W", "default", "--base-url", proxy.base_url, *options),
            *(f"--deselect=contract_tests/{each}" for each in _LEFT_OUT),
            *([f"contract_tests/{module}" for module in modules] or ["contract_tests"]),
        ]
        code, said = _run(command, os.environ | _PLUGINS)
        if proxy.defects:
            raise RuntimeError(f"the proxy failed: {proxy.defects[0]}")
        if code is None:
            return NO_END
        if code not in (0, 1):
            raise RuntimeError(f"the contract suite cannot run:\n{said}")
        found = re.search(r"^(?:FAILED|ERROR) contract_tests/(.+?)(?: - |$)", said, re.MULTILINE)
        return found[1] if found else said if code else ""


def hangs(by: str) -> bool:
    """Whether the suite did not end, so that no check has noticed."""
    return by == NO_END


def _run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int | None, str]:
    """Exit code, None where it did not end in time, and what it said."""
    try:
        ran = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return ran.returncode, f"{ran.stdout}{ran.stderr}"
