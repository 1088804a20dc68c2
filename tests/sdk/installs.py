"""Installs the official clients that need an environment of their own, and axe-core, each once.

The folders are in `.venv/sdk-clients`, which git ignores and `make clean` removes. Without a
network the tests of a client are skipped; with `CI` set they fail.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
INSTALLED = ROOT / ".venv" / "sdk-clients"

Environment = dict[str, str]


def python_v1() -> Path:
    """A Python interpreter with bandwidth-sdk 1.10.0."""
    wanted = HERE / "python_v1" / "requirements.txt"
    folder = installed("python-v1", wanted, sys.version, _install_python)
    return _interpreter(folder)


def node_modules(name: str = "node", wanted: Path = HERE / "node" / "package.json") -> Path:
    """A `node_modules` with what a package.json names: node-bandwidth 2.4.1."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            skip(f"{program} is not installed")
    folder = installed(name, wanted, "", _install_node)
    return folder / "node_modules"


def installed(name: str, wanted: Path, more: str, install: Callable[[Path, Path], None]) -> Path:
    """The folder with the packages of the file `wanted`; the first call installs them."""
    key = sha256((wanted.read_text() + more).encode()).hexdigest()[:12]
    folder = INSTALLED / f"{name}-{key}"
    stamp = folder / "installed"
    with _locked(name):
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            install(folder, wanted)
            stamp.touch()
    return folder


def skip(reason: str) -> NoReturn:
    """Skip the test; with `CI` set, fail it."""
    if _is_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _is_ci() -> bool:
    return bool(os.environ.get("CI"))


def _install_python(folder: Path, wanted: Path) -> None:
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(_interpreter(folder))]
    # `make` exports the constraints of this environment, which pin another bandwidth-sdk.
    environment = {"PIP_CONSTRAINT": "", "PIP_BUILD_CONSTRAINT": str(ROOT / "constraints.txt")}
    _run([*pip, "install", "--quiet", "--requirement", str(wanted)], folder, environment)


def _install_node(folder: Path, wanted: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(wanted, folder)
    quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    _run(["npm", "install", *quiet], folder, {})


def _run(command: list[str], folder: Path, environment: Environment) -> None:
    """Run a command that needs the network; retry only in CI."""
    no_retries = {} if _is_ci() else {"PIP_RETRIES": "0", "npm_config_fetch_retries": "0"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | no_retries | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    if done.returncode:
        skip(f"{command[0]} cannot install it: {_first_error(done.stdout)}")


def _first_error(said: str) -> str:
    lines = said.strip().splitlines() or ["no output"]
    return next((line for line in lines if "error" in line.lower()), lines[-1])


def _interpreter(folder: Path) -> Path:
    return folder / "bin" / "python"


@contextmanager
def _locked(name: str) -> Iterator[None]:
    """Only one test worker installs a client at a time."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with (INSTALLED / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
