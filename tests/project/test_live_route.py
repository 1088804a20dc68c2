"""`pytest contract_tests --target live` works, with a simulator in place of the real API."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[2]
NUMBERS = ("+14352154439", "+14352154440")
# The suite needs no plugin of pytest. All that are installed here take four seconds to load.
NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1", "userName": "x", "password": "x"},
}


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The base URL of a simulator on wall time, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "catapult_simulator",
        "serve",
        "--port",
        "0",
        "--clock",
        "wall",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/\s]+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


@pytest.fixture(scope="module")
def environment(host: str) -> dict[str, str]:
    """The environment for an account with two numbers and a public URL."""
    opened = requests.post(f"{host}/_simulator/tenants", json={}, timeout=10).json()
    for number in NUMBERS:
        made = requests.post(
            f"{host}/v1/users/{opened['userId']}/phoneNumbers",
            json={"number": number, "provider": PROVIDER},
            auth=(opened["token"], opened["secret"]),
            timeout=10,
        )
        assert made.status_code == 201
    return _without_catapult() | {
        "CATAPULT_LIVE": "yes",
        "CATAPULT_ALLOW_HTTP": "yes",
        "CATAPULT_BASE_URL": f"{host}/v1",
        "CATAPULT_USER_ID": opened["userId"],
        "CATAPULT_TOKEN": opened["token"],
        "CATAPULT_SECRET": opened["secret"],
        "CATAPULT_NUMBERS": ",".join(NUMBERS),
        "CATAPULT_CALLBACK_URL": f"http://127.0.0.1:{_free_port()}",
        "CATAPULT_RATE": "1000",  # messages a second: they cost nothing here
    }


@pytest.fixture(scope="module")
def run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One run of the whole suite, with every variable set."""
    return _pytest(environment)


def test_the_checks_pass_on_a_live_target(run: subprocess.CompletedProcess[str]) -> None:
    assert run.returncode == 0, run.stdout
    assert re.search(r"live: http://\S+; up to [1-9]\d* messages, about \$\d\.\d\d", run.stdout)
    assert int(_found(r"(\d+) passed", run.stdout)) > 100


def test_checks_that_need_a_simulator_are_skipped(run: subprocess.CompletedProcess[str]) -> None:
    skipped = set(re.findall(r"(\w+): needs ", run.stdout))

    assert skipped == {"accounts", "clock", "faults", "numbers"}


def test_checks_are_skipped_for_lack_of_variables(environment: dict[str, str]) -> None:
    reduced = environment | {"CATAPULT_NUMBERS": NUMBERS[0], "CATAPULT_CALLBACK_URL": ""}

    run = _pytest(reduced)

    assert run.returncode == 0, run.stdout
    assert "up to 0 messages" in run.stdout
    assert {"sending", "callbacks"} <= set(re.findall(r"(\w+): needs ", run.stdout))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("CATAPULT_LIVE", "set CATAPULT_LIVE=yes if you mean it"),
        ("CATAPULT_ALLOW_HTTP", "set CATAPULT_ALLOW_HTTP=yes if it may"),
        ("CATAPULT_SECRET", "needs CATAPULT_SECRET in the environment"),
    ],
)
def test_a_live_target_is_refused(environment: dict[str, str], name: str, sentence: str) -> None:
    lacking = {key: value for key, value in environment.items() if key != name}

    run = _pytest(lacking)

    assert run.returncode == 4
    assert sentence in run.stdout + run.stderr
    assert "passed" not in run.stdout


def _pytest(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    options = ["--target", "live", "-q", "-rs", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "contract_tests", *options],
        cwd=ROOT, env=environment | NO_PLUGINS, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


def _without_catapult() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CATAPULT_")}
    return {name: value for name, value in kept.items() if not name.startswith("PYTEST_")}


def _free_port() -> int:
    """A free port below the ephemeral ones: the system gives those to other processes."""
    return next(port for port in range(20_000 + os.getpid() % 10_000, 32_768) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[1]
