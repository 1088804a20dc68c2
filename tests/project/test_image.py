"""The image: its Dockerfile is read, not built. Its health check runs."""

import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catapult_simulator import Server
from catapult_simulator.cli import healthcheck
from catapult_simulator.tls.folder import VARIABLE as TLS_FOLDER

ROOT = Path(__file__).parents[2]
INSTRUCTION = re.compile(r"^([A-Z]+) (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """Pairs of an instruction and its arguments, without comments and line breaks."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    without_comments = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return INSTRUCTION.findall(without_comments.replace("\\\n", " "))


@pytest.fixture
def last_stage(dockerfile: list[tuple[str, str]]) -> dict[str, str]:
    """The last use of each instruction: docker keeps that one."""
    return dict(dockerfile)


def test_the_image_starts_serve_without_a_shell(last_stage: dict[str, str]) -> None:
    command = [*json.loads(last_stage["ENTRYPOINT"]), *json.loads(last_stage["CMD"])]

    assert command == ["catapult-simulator", "serve"]


def test_the_image_runs_as_a_user_by_number_that_is_not_root(last_stage: dict[str, str]) -> None:
    user, group = last_stage["USER"].split(":")

    assert int(user) > 0
    assert int(group) > 0


def test_only_the_image_listens_everywhere(last_stage: dict[str, str]) -> None:
    assert "CATAPULT_SIMULATOR_HOST=0.0.0.0" in last_stage["ENV"].split()
    assert "CATAPULT_SIMULATOR_LOG=text" in last_stage["ENV"].split()
    assert last_stage["EXPOSE"] == "8080"


def test_the_image_can_serve_tls_whoever_its_user_is(
    dockerfile: list[tuple[str, str]], last_stage: dict[str, str]
) -> None:
    runs = [rest for name, rest in dockerfile if name == "RUN"]
    folder = dict(pair.split("=", 1) for pair in last_stage["ENV"].split())[TLS_FOLDER]

    assert '"$(echo wheels/*.whl)[tls]"' in " ".join(runs)
    assert f"mkdir --mode=1777 {folder}" in runs


def test_the_image_is_built_from_python_slim_alone(
    dockerfile: list[tuple[str, str]],
) -> None:
    bases = [rest.partition(" ")[0] for name, rest in dockerfile if name == "FROM"]

    assert bases == ["python:3.13-slim"] * 2
    assert not re.search(r"https?://|index-url|find-links", str(dockerfile))


def test_dockerignore_admits_only_the_files_that_are_copied(
    dockerfile: list[tuple[str, str]],
) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    admitted = {line[1:].strip("/") for line in ignored if line.startswith("!")}
    copies = [rest for name, rest in dockerfile if name == "COPY" and "--from" not in rest]
    copied = {source.strip("/") for rest in copies for source in rest.split()[:-1]}

    assert "*" in ignored
    assert copied == {path.partition("/")[0] for path in admitted}
    assert [path for path in admitted if not (ROOT / path).exists()] == []


def test_the_health_check_is_the_module(last_stage: dict[str, str]) -> None:
    command = json.loads(last_stage["HEALTHCHECK"].partition("CMD ")[2])

    script = f"from {healthcheck.__name__} import main; raise SystemExit(main())"
    assert command == ["python", "-c", script]


def test_the_image_is_healthy_within_a_second_and_has_ten_to_start(
    last_stage: dict[str, str],
) -> None:
    """Docker runs the first check after one interval, and says unhealthy after the last retry."""
    flags = dict(re.findall(r"--([a-z-]+)=(\S+)", last_stage["HEALTHCHECK"]))
    interval_ms = int(flags["interval"].removesuffix("ms"))

    assert interval_ms <= 500
    assert interval_ms * int(flags["retries"]) >= 10_000
    assert "start-period" not in flags


def test_the_health_check_loads_little() -> None:
    """Neither a web library, nor what takes as long to import as Python takes to start."""
    script = f"import {healthcheck.__name__}, sys; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)

    loaded = set(done.stdout.split())
    assert healthcheck.__name__ in loaded
    assert not loaded & {"flask", "requests", "click", "http.client", "asyncio"}
    assert not loaded & {"re", "typing", "socket", "json"}


@pytest.fixture
def listens_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`listens_at(port)` sets the environment of a container that listens there."""

    def listens_at(port: int) -> None:
        monkeypatch.setenv("CATAPULT_SIMULATOR_HOST", "0.0.0.0")
        monkeypatch.setenv("CATAPULT_SIMULATOR_PORT", str(port))

    return listens_at


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """Accept one connection and send these bytes; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def test_a_running_simulator_is_healthy(listens_at: Callable[[int], None]) -> None:
    with Server() as server:
        listens_at(int(server.url.rpartition(":")[2]))

        assert healthcheck.main() == 0


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 503 Service Unavailable\r\n\r\n", b"\xff 200 \r\n", b"HTTP/1.1 2000 \r\n"],
    ids=["none", "503", "no HTTP", "no status"],
)
def test_any_response_but_200_is_unhealthy(
    answer: bytes, listens_at: Callable[[int], None]
) -> None:
    with answering(answer) as port:
        listens_at(port)

        assert healthcheck.main() == 1


def test_a_refused_connection_is_unhealthy_and_reported(
    listens_at: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as bound:  # but not listening: no other process gets the port
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        listens_at(port)

        assert healthcheck.main() == 1

    assert f"http://127.0.0.1:{port}/_simulator/health: " in capsys.readouterr().err


def test_a_port_that_is_no_number_is_unhealthy_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CATAPULT_SIMULATOR_PORT", "many")

    assert healthcheck.main() == 1
    assert "CATAPULT_SIMULATOR_PORT is 'many'" in capsys.readouterr().err
