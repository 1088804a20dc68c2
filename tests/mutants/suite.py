"""Suite: the contract suite, run against a copy of the package in which a module is changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from mutants.mutant import PACKAGE, ROOT, Mutant

_SECONDS = 300  # a mutant may hang; the whole suite takes a tenth


class Suite:
    """`with Suite() as suite: suite.notices(mutant)`."""

    def __init__(self, workers: str) -> None:
        self._command = [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-n", workers, "-p", "no:cacheprovider"),
            *("-p", "no:randomly", "-p", "no:schemathesis", "--tb=no", "-W", "default"),
            *("contract_tests", "--target", "simulator"),
        ]

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="mutants-")
        self._copy = Path(self._folder.name) / PACKAGE.name
        shutil.copytree(PACKAGE, self._copy, ignore=shutil.ignore_patterns("__pycache__"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def notices(self, mutant: Mutant) -> bool:
        """Whether a check fails, or all take too long."""
        module = self._copy / mutant.path
        original = module.read_bytes()
        module.write_text(mutant.source, encoding="utf-8")
        try:
            return self.fails()
        finally:
            module.write_bytes(original)

    def fails(self) -> bool:
        """Whether it fails with the package as it is. Raises RuntimeError where it cannot run."""
        path = os.pathsep.join((self._folder.name, os.environ.get("PYTHONPATH", "")))
        environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            ran = subprocess.run(
                self._command,
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return True
        if ran.returncode not in (0, 1, 2):  # 2: a module cannot be imported
            raise RuntimeError(f"the contract suite cannot run:\n{ran.stdout}{ran.stderr}")
        return ran.returncode != 0
