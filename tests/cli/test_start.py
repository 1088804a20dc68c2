"""The start of commands: what they load, and the quick way of `health`."""

import json
import os
import subprocess
import sys

import pytest

from catapult_simulator import Server
from catapult_simulator.cli import entry, healthcheck
from catapult_simulator.cli.main import COMMANDS
from serve_support import own_environment

HEAVY = {"apispec", "cryptography", "flask", "jinja2", "marshmallow", "requests", "werkzeug"}


@pytest.fixture
def usual(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server at the address that a command without options calls."""
    for name in [name for name in os.environ if name.startswith("CATAPULT_SIMULATOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CATAPULT_SIMULATOR_PORT", server.url.rpartition(":")[2])
    return server


def loaded_by(script: str) -> set[str]:
    command = [
        sys.executable,
        "-c",
        f"{script}\nimport sys, json; print(json.dumps([*sys.modules]))",
    ]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=own_environment()
    )
    return set(json.loads(done.stdout))


def test_no_command_loads_the_libraries_of_the_server_at_its_start() -> None:
    """They would take longer than `import click, requests`, two thirds of a command's budget."""
    modules = sorted(set(COMMANDS.values()))
    imports = "\n".join(f"import catapult_simulator.cli.{module}" for module in modules)

    assert not loaded_by(imports) & HEAVY


def test_the_health_of_a_running_simulator_is_told_without_click(
    usual: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["catapult-simulator", "health"])
    monkeypatch.setitem(sys.modules, "catapult_simulator.cli.main", None)

    entry.main()

    tenants = len(usual.simulator.tenants())
    assert capsys.readouterr().out == f"ok: version 0.1.0, clock virtual, tenants {tenants}\n"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("URL", "http://127.0.0.1:1"),
        ("PORT", "1"),
        ("PORT", "many"),
        ("TLS", "1"),
        ("TLS", "perhaps"),
        ("NOBODYS", "x"),
        ("HOST", "no such host"),
        ("HOST", "1.2"),
    ],
)
def test_what_is_unusual_is_left_to_the_command(
    usual: Server, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(f"CATAPULT_SIMULATOR_{variable}", value)
    monkeypatch.setattr(healthcheck, "TIMEOUT_SECONDS", 0.05)

    assert healthcheck.say_health() is False


def test_the_quick_way_says_the_same_as_the_command(
    usual: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    healthcheck.say_health()
    quick = capsys.readouterr().out
    monkeypatch.setenv("CATAPULT_SIMULATOR_URL", usual.url)  # unusual
    monkeypatch.setattr(sys, "argv", ["catapult-simulator", "health"])

    with pytest.raises(SystemExit):
        entry.main()

    assert capsys.readouterr().out == quick
