"""Clients that cannot live in this environment, each installed once into a folder of its own.

The folders lie under `.venv/referees`, which git ignores and `make clean` removes; their names
tell what is in them. Without a network the tests of a client are skipped with the reason; where
CI is set they fail.
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
SHELF = ROOT / ".venv" / "referees"

Environment = dict[str, str]


def python_v1() -> Path:
    """An interpreter that has bandwidth-sdk 1.10.0."""
    wanted = HERE / "python_v1" / "requirements.txt"
    folder = installed("python-v1", wanted, sys.version, _install_python)
    return _interpreter(folder)


def node_modules() -> Path:
    """A `node_modules` that has node-bandwidth 2.4.1."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            absent(f"there is no {program} on this machine")
    folder = installed("node", HERE / "node" / "package.json", "", _install_node)
    return folder / "node_modules"


def installed(name: str, wanted: Path, more: str, install: Callable[[Path, Path], None]) -> Path:
    """The folder with what the file `wanted` lists, made on the first call on this machine."""
    key = sha256((wanted.read_text() + more).encode()).hexdigest()[:12]
    folder = SHELF / f"{name}-{key}"
    stamp = folder / "installed"
    with _alone(name):
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            install(folder, wanted)
            stamp.touch()
    return folder


def absent(reason: str) -> NoReturn:
    """Skip, but not where CI promises that every referee is heard."""
    if _insisted():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _insisted() -> bool:
    return bool(os.environ.get("CI"))


def _install_python(folder: Path, wanted: Path) -> None:
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(_interpreter(folder))]
    # What `make` exports holds this environment's versions, another bandwidth-sdk among them.
    environment = {"PIP_CONSTRAINT": "", "PIP_BUILD_CONSTRAINT": str(ROOT / "constraints.txt")}
    _run([*pip, "install", "--quiet", "--requirement", str(wanted)], folder, environment)


def _install_node(folder: Path, wanted: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(wanted, folder)
    quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    _run(["npm", "install", *quiet], folder, {})


def _run(command: list[str], folder: Path, environment: Environment) -> None:
    """Run what needs the network, without patience where nobody insists on the result."""
    hasty = {} if _insisted() else {"PIP_RETRIES": "0", "npm_config_fetch_retries": "0"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | hasty | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    if done.returncode:
        absent(f"the client cannot be installed: {_first_error(done.stdout)}")


def _first_error(said: str) -> str:
    lines = said.strip().splitlines() or ["no word why"]
    return next((line for line in lines if "error" in line.lower()), lines[-1])


def _interpreter(folder: Path) -> Path:
    return folder / "bin" / "python"


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Workers that need the same client wait for the one that installs it."""
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
