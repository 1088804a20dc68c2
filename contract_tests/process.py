"""A simulator in a process of its own, while the checks run."""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType


class SimulatorProcess:
    """`python -m catapult_simulator serve` on a free port. `base_url` is set when it listens.

    With `tls`, it has an authority of its own, in `ca_file`. With `silent`, nobody is told of
    refused requests.
    """

    base_url: str

    def __init__(
        self, clock: str = "virtual", *options: str, tls: bool = False, silent: bool = False
    ) -> None:
        command = [sys.executable, "-m", "catapult_simulator", "serve", "--port", "0"]
        self._command = [*command, "--clock", clock, *(["--tls"] if tls else []), *options]
        self._stderr = subprocess.DEVNULL if silent else None
        self._folder = TemporaryDirectory()
        self.ca_file = str(Path(self._folder.name) / "authority" / "ca.pem") if tls else ""

    def __enter__(self) -> "SimulatorProcess":
        environment = os.environ | {"CATAPULT_SIMULATOR_TLS_FOLDER": self._folder.name}
        self._process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
            env=environment,
        )
        assert self._process.stdout is not None
        banner = self._process.stdout.readline()
        found = re.search(r"https?://[^/\s]+", banner)
        if not found:
            self.__exit__()
            raise RuntimeError(f"the simulator did not start; it said {banner!r}")
        self.base_url = found[0]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)
        if self._process.stdout:
            self._process.stdout.close()
        self._folder.cleanup()
