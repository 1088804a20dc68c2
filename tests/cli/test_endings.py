"""How commands end: on signals, without room for output, without descriptors. Never a traceback."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from serve_support import COMMAND, finished, needs_signals, own_environment, serving

FULL = Path("/dev/full")
COMMANDS = [["serve", "--port", "0"], ["--help"], ["--version"], ["magic"], ["magic", "--json"]]


def errors_of(
    *arguments: str, stdout: object = subprocess.DEVNULL, before: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Exit code and stderr of a command."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        stdout=stdout,  # type: ignore[call-overload]  # a file, or a number of one
        stderr=subprocess.PIPE,
        text=True,
        env=own_environment(),
        preexec_fn=before,
        timeout=60,
    )
    return done.returncode, done.stderr


def upload(url: str, size: int) -> None:
    user_id, token, secret = DEFAULT_CREDENTIALS
    answer = requests.put(
        f"{url}/v1/users/{user_id}/media/cat", b"x" * size, auth=(token, secret), timeout=30
    )
    assert answer.status_code == 200


@needs_signals
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGINT"])
def test_a_signal_ends_it_and_removes_its_files(tmp_path: Path, name: str) -> None:
    with serving(TMPDIR=str(tmp_path)) as process:
        upload(process.url, 300 * 1024)
        assert list(tmp_path.iterdir())

        assert process.end(getattr(signal, name)) == (0, "")

    assert list(tmp_path.iterdir()) == []


@needs_signals
def test_nohup_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("serve_support.COMMAND", ["nohup", *COMMAND])
    with serving() as process:
        process.popen.send_signal(signal.SIGHUP)

        assert requests.get(f"{process.url}/_simulator/health", timeout=30).ok
        assert process.end(signal.SIGTERM)[0] == 0


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_is_one_sentence(arguments: list[str]) -> None:
    with FULL.open("w") as full:
        code, errors = errors_of(*arguments, stdout=full)

    assert (code, errors) == (1, "Error: cannot write to stdout: No space left on device\n")


@needs_signals
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_that_has_left_is_no_traceback(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, errors = errors_of(*arguments, stdout=writing)
    finally:
        os.close(writing)

    assert code == 1
    assert errors in ("", "Error: cannot write to stdout: Broken pipe\n")
    assert errors or arguments[0] != "serve"


@needs_signals
@pytest.mark.parametrize("count", [5, 8, 10])
@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["demo"]], ids=" ".join)
def test_too_few_descriptors_are_one_sentence(command: list[str], count: int) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))

    code, errors = errors_of(*command, before=limit)

    assert code == 1
    assert errors.startswith("Error: ")
    assert errors.endswith("Too many open files; allow more: ulimit -n 1024\n")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("host", ["ü..", "a..b"])
def test_a_host_that_is_no_name_is_one_sentence(host: str) -> None:
    result = finished("serve", "--port", "0", "--host", host)

    assert result.returncode == 1
    assert result.stderr == (
        f"Error: cannot listen on {host}:0: this is not a host name; choose another with --host "
        "and --port\n"
    )
